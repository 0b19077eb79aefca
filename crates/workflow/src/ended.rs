//! Owns what differs between systems in starting and ending a child process.

use std::process::ExitStatus;
use tokio::process::Command;

/// Says how a process ended, in English for the log.
#[cfg(unix)]
pub(crate) fn describe(status: ExitStatus) -> String {
    use std::os::unix::process::ExitStatusExt;
    match status.signal() {
        Some(signal) => format!("signal {signal}"),
        None => format!("exit code {}", status.code().unwrap_or(-1)),
    }
}

/// Says how a process ended, in English for the log.
#[cfg(not(unix))]
pub(crate) fn describe(status: ExitStatus) -> String {
    format!("exit code {:#x}", status.code().unwrap_or(-1))
}

/// Keeps Windows from flashing a console for every child of the window.
#[cfg(windows)]
pub(crate) fn without_console(command: &mut Command) {
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    command.creation_flags(CREATE_NO_WINDOW);
}

#[cfg(not(windows))]
pub(crate) fn without_console(_: &mut Command) {}

/// True when the system probably ended the process for want of memory.
pub(crate) fn looks_like_memory(how: &str, last_words: &str) -> bool {
    how == "signal 9"
        || last_words.contains("memory allocation")
        || last_words.contains("bad_alloc")
}
