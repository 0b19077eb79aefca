//! Owns starting programs in tests: the one place that may. Refuses to guess: a program that is
//! missing is named together with how to get it.

use std::ffi::OsStr;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

/// A command that is not started yet.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the one place of the tests that starts programs")]
pub fn program(name: impl AsRef<OsStr>) -> Command {
    Command::new(name)
}

/// Lets time pass where the moment itself is what is tested.
#[expect(clippy::disallowed_methods, reason = "a random moment has no event to wait for")]
pub fn pause(time: Duration) {
    std::thread::sleep(time);
}

/// Runs a program of the system that must succeed.
///
/// # Panics
/// When it is missing or fails, with what it said.
pub fn run<I: IntoIterator<Item: AsRef<OsStr>>>(name: &str, arguments: I) -> Output {
    let output =
        program(name).args(arguments).stdin(Stdio::null()).output().unwrap_or_else(|error| {
            panic!("{name} is needed by the tests ({error}): run ./x setup")
        });
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name} failed: {said}");
    output
}

/// Whether a program of the system is there.
#[must_use]
pub fn is_there(name: &str) -> bool {
    program(name).arg("--version").output().is_ok()
}
