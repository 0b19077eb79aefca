//! Owns calling the `ffmpeg` and `ffprobe` programs, the independent witnesses of these tests.

#![allow(dead_code, reason = "each test program uses its own part")]
#![allow(clippy::unwrap_used, reason = "only called from tests")]
#![allow(clippy::disallowed_methods, reason = "the program under test starts nothing here")]

use std::ffi::OsStr;
use std::process::Command;

/// What the program said.
pub(crate) struct Said {
    pub(crate) out: Vec<u8>,
    pub(crate) err: String,
}

/// Runs `ffmpeg` or `ffprobe`; it must succeed.
pub(crate) fn run<S: AsRef<OsStr>>(program: &str, args: impl IntoIterator<Item = S>) -> Said {
    let output = Command::new(program).args(args).output().unwrap();
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{program}: {err}");
    Said { out: output.stdout, err }
}
