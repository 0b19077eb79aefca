//! The desktop shell: opens the window, hands its calls to `workflow`, decides nothing.

// A release build on Windows must not open a console beside the window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod closing;
mod commands;
mod ipc;
mod jobs;
mod player;
mod shell;

use std::process::ExitCode;

fn main() -> ExitCode {
    if std::env::args_os().nth(1).is_some_and(|first| first == workflow::CHILD_ARGUMENT) {
        return workflow::run_as_child();
    }
    shell::run()
}
