//! The `mang` command: the same straight line as the window, for terminals and scripts.
//!
//! Owns arguments, exit codes and what is printed. Refuses decisions: every subcommand calls
//! `workflow` and words the result.

mod args;
mod caption_args;
mod commands;
mod draft_args;
mod end;
mod learn_args;
mod look_args;
mod model_args;
mod progress;
mod rules_args;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    if std::env::args_os().nth(1).is_some_and(|first| first == workflow::CHILD_ARGUMENT) {
        return workflow::run_as_child();
    }
    let args = match args::Args::try_parse() {
        Ok(args) => args,
        Err(error) => return end::usage(&error),
    };
    // One thread beside this one, for Ctrl+C: heavy work is a child's, and every thread more
    // reserves 64 MB for itself.
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    match runtime {
        Ok(runtime) => runtime.block_on(commands::run(args)),
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}
