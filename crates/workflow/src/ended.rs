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

/// Keeps the terminal's Ctrl+C from the child: its parent decides, and says how it ended.
#[cfg(unix)]
pub(crate) fn set_apart(command: &mut Command) {
    command.process_group(0);
}

/// Keeps Windows from flashing a console for every child of the window, and Ctrl+C from the child.
#[cfg(windows)]
pub(crate) fn set_apart(command: &mut Command) {
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    const CREATE_NEW_PROCESS_GROUP: u32 = 0x0000_0200;
    command.creation_flags(CREATE_NO_WINDOW | CREATE_NEW_PROCESS_GROUP);
}

/// True when the process met an instruction that the processor does not know.
pub(crate) fn looks_like_processor(how: &str) -> bool {
    how == "signal 4" || how == "exit code 0xc000001d"
}

/// True when the system probably ended the process for want of memory.
pub(crate) fn looks_like_memory(how: &str, last_words: &str) -> bool {
    how == "signal 9"
        || last_words.contains("memory allocation")
        || last_words.contains("bad_alloc")
}
