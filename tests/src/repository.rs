//! Owns where things lie in the repository, and beside it for samples that are not part of it.

use std::path::{Path, PathBuf};

/// The repository's root.
///
/// # Panics
/// Never: this crate lies in a folder of the root.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ has a parent").to_owned()
}

/// A file of the repository.
///
/// # Panics
/// When it is missing.
#[must_use]
pub fn file(path: &str) -> PathBuf {
    let file = root().join(path);
    assert!(file.exists(), "{path} is missing from the repository");
    file
}

/// A sample that lies beside the repository, or nothing and a message when it does not.
#[must_use]
pub fn beside(path: &str) -> Option<PathBuf> {
    let file = root().join("..").join(path).canonicalize().ok();
    if file.is_none() {
        eprintln!("skipped: ../{path} is not on this computer");
    }
    file
}

/// The model for tests.
#[must_use]
pub fn test_model() -> PathBuf {
    file("models/test/ggml-espeak-vi-test.bin")
}

/// Sentences of the demo's voice with start and end in seconds of the sample clip, which begins
/// with a second of quiet.
///
/// # Panics
/// When the list in the repository is broken.
#[must_use]
pub fn spoken() -> Vec<(f64, f64, String)> {
    let text = std::fs::read_to_string(file("models/test/demo/truth.tsv")).expect("truth.tsv");
    let line = |line: &str| {
        let mut fields = line.split('\t');
        let mut next = || fields.next().expect("three fields");
        let mut second = || next().parse::<f64>().expect("seconds") + 1.0;
        (second(), second(), next().to_owned())
    };
    text.lines().map(line).collect()
}
