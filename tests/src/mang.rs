//! Owns running the real `mang` program: beside the test's own program, in a home of its own.

use crate::program::program;
use serde_json::Value;
use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// The program with a fresh home and an empty folder to work in.
pub struct Mang {
    home: TempDir,
    work: TempDir,
    temporary: TempDir,
}

/// How a run ended.
#[derive(Debug, Clone)]
pub struct Ended {
    /// Exit code; none after a signal.
    pub code: Option<i32>,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Mang {
    /// A fresh home.
    ///
    /// # Panics
    /// When the system has no room for temporary folders.
    #[must_use]
    pub fn new() -> Self {
        let folder = || tempfile::Builder::new().prefix("mang-").tempdir();
        Self {
            home: folder().expect("a temporary home"),
            work: folder().expect("a work folder"),
            temporary: folder().expect("a temporary folder"),
        }
    }

    /// The data folder.
    #[must_use]
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// A place in the work folder.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.work.path().join(name)
    }

    /// The work folder, which is also where the program runs.
    #[must_use]
    pub fn work(&self) -> &Path {
        self.work.path()
    }

    /// The system's folder for temporary files, as the program sees it.
    #[must_use]
    pub fn temporary(&self) -> &Path {
        self.temporary.path()
    }

    /// A command with this home that is not started yet.
    #[must_use]
    pub fn command<I: IntoIterator<Item: AsRef<OsStr>>>(&self, arguments: I) -> Command {
        let mut command = program(binary());
        self.settle(&mut command).args(arguments);
        command
    }

    /// Gives any command this home, Vietnamese and the work folder.
    pub fn settle<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .current_dir(self.work())
            .env("MANG_HOME", self.home())
            .env("HOME", self.home())
            .env("TMPDIR", self.temporary())
            .env("LANG", "vi_VN.UTF-8")
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            .env_remove("MANG_SPEECH_MODEL")
            .stdin(Stdio::null())
    }

    /// Runs to the end.
    pub fn run<I: IntoIterator<Item: AsRef<OsStr>>>(&self, arguments: I) -> Ended {
        finish(self.command(arguments))
    }

    /// Runs with `--json` to the end.
    pub fn json<I: IntoIterator<Item: AsRef<OsStr>>>(&self, arguments: I) -> Ended {
        let mut command = self.command(arguments);
        command.arg("--json");
        finish(command)
    }

    /// Runs with a text on standard input.
    ///
    /// # Panics
    /// When the program cannot be started.
    pub fn fed<I: IntoIterator<Item: AsRef<OsStr>>>(&self, arguments: I, input: &[u8]) -> Ended {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("mang starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        stdin.write_all(input).expect("mang reads its input");
        drop(stdin);
        ended(&child.wait_with_output().expect("mang ends"))
    }
}

impl Default for Mang {
    fn default() -> Self {
        Self::new()
    }
}

impl Ended {
    /// Standard output as one JSON document.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("no JSON document ({error}): {self:?}"))
    }

    /// The same run after a look at its exit code.
    ///
    /// # Panics
    /// When it ended in another way.
    #[must_use]
    pub fn ended_with(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}\n{}", self.stdout, self.stderr);
        self
    }
}

/// Runs a prepared command to the end.
///
/// # Panics
/// When it cannot be started.
#[must_use]
pub fn finish(mut command: Command) -> Ended {
    ended(&command.output().unwrap_or_else(|error| panic!("{command:?} does not start: {error}")))
}

fn ended(output: &std::process::Output) -> Ended {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ended { code: output.status.code(), stdout: text(&output.stdout), stderr: text(&output.stderr) }
}

/// The real program: `debug/mang` where the test itself is `debug/deps/…`.
///
/// # Panics
/// When it was not built.
#[must_use]
pub fn binary() -> PathBuf {
    let own = std::env::current_exe().expect("a test knows its own program");
    let folder = own.parent().and_then(Path::parent).expect("debug/deps");
    let program = folder.join("mang").with_extension(std::env::consts::EXE_EXTENSION);
    assert!(program.is_file(), "{} is missing: run cargo build -p cli first", program.display());
    program
}
