//! Owns how a command ends: what is printed at the end and the exit code.
//!
//! 0 done · 1 done, and the answer is no · 2 the input or the command is wrong · 3 something
//! needed is missing · 130 cancelled.

use serde::Serialize;
use serde_json::json;
use std::io::Write;
use std::process::ExitCode;
use workflow::{Code, Error, ErrorView};

/// What a command has to say when it worked.
pub(crate) struct Report {
    /// For `--json`.
    pub json: serde_json::Value,
    /// For people.
    pub text: String,
    /// False: done, and the answer is no.
    pub yes: bool,
}

impl Report {
    pub(crate) fn new(json: &impl Serialize, text: impl Into<String>) -> Self {
        let json = serde_json::to_value(json).unwrap_or_default();
        Self { json, text: text.into(), yes: true }
    }

    pub(crate) fn answer(self, yes: bool) -> Self {
        Self { yes, ..self }
    }
}

/// Prints the report or the error and gives the exit code.
pub(crate) fn with(outcome: Result<Report, Error>, as_json: bool) -> ExitCode {
    match outcome {
        Ok(report) => {
            let text = if as_json { pretty(&report.json) } else { report.text };
            print(&text);
            ExitCode::from(u8::from(!report.yes))
        }
        Err(error) => failed(&ErrorView::from(error), as_json),
    }
}

fn failed(error: &ErrorView, as_json: bool) -> ExitCode {
    let said = words::of(error, words::language());
    if as_json {
        print(&pretty(&json!({ "error": {
            "code": error.code, "message": said.message, "hint": said.hint, "details": error.details,
        }})));
    } else {
        eprintln!("{}\n{}", said.message, said.hint);
        // What the hint asks to be copied. Other errors say all in their sentence.
        if error.code == Code::Internal {
            eprintln!("\n{}", error.details);
        }
    }
    exit_code(error.code)
}

fn exit_code(code: Code) -> ExitCode {
    ExitCode::from(match code {
        Code::Cancelled => 130,
        Code::NeedsModel
        | Code::DiskFull
        | Code::NoMemory
        | Code::MissingCodec
        | Code::OldProcessor
        | Code::ModelMemory
        | Code::NoLine
        | Code::FileGone
        | Code::RulesNoLine
        | Code::RulesGone
        | Code::RulesPage
        | Code::WrongBytes => 3,
        _ => 2,
    })
}

/// A wrong command line. Help and version are no error.
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        // Broken pipes (`mang --help | head`) are nobody's fault.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let all = error.to_string();
    // One sentence and one hint here too; the rest is what `--help` is for.
    let message = all.lines().next().unwrap_or_default().trim_start_matches("error: ");
    let missing: Vec<&str> =
        all.lines().skip(1).map(str::trim).take_while(|l| !l.is_empty()).collect();
    let message = format!("{message} {}", missing.join(" "));
    if std::env::args_os().any(|arg| arg == "--json") {
        print(&pretty(&json!({ "error": {
            "code": "usage", "message": message.trim(), "hint": "mang --help", "details": all,
        }})));
    } else {
        eprintln!("{}\nmang --help", message.trim());
    }
    ExitCode::from(2)
}

fn pretty(value: &serde_json::Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// Writes a line to standard output; a reader that went away is nobody's fault.
fn print(text: &str) {
    let _ = writeln!(std::io::stdout(), "{}", text.trim_end());
}
