//! Owns what every refusal must look like: one sentence and one hint for people, one document for
//! programs, the promised exit code, and nothing left behind.

use crate::folder::listing;
use crate::{Ended, Mang};

/// Runs a command that must be refused, for people and for programs, and looks at both.
///
/// # Panics
/// When it is not refused like that.
pub fn expect(mang: &Mang, arguments: &[&str], exit: i32, code: &str) {
    let before = listing(mang.work());
    let people = mang.run(arguments);
    two_lines(&people, arguments);
    assert_eq!(people.code, Some(exit), "{arguments:?}: {people:?}");
    assert_eq!(people.stdout, "", "{arguments:?}: a refusal says nothing on standard output");
    let programs = mang.json(arguments);
    assert_eq!(programs.code, Some(exit), "{arguments:?}: {programs:?}");
    document(&programs, &[code]);
    assert_eq!(listing(mang.work()), before, "{arguments:?} left something behind");
    assert_eq!(listing(mang.temporary()), [""; 0], "{arguments:?} left temporary files");
}

/// One sentence and one hint, and nothing that only programmers read.
///
/// # Panics
/// When it is something else.
pub fn two_lines(ended: &Ended, arguments: &[&str]) {
    let lines: Vec<&str> = ended.stderr.lines().filter(|l| !l.trim().is_empty()).collect();
    assert_eq!(lines.len(), 2, "{arguments:?} says {:?}", ended.stderr);
    let jargon = ["panicked", "Error {", "Some(", "os error", "Err(", "RUST_BACKTRACE", "::"];
    for sign in jargon {
        assert!(!ended.stderr.contains(sign), "{arguments:?} says {:?}", ended.stderr);
    }
    for line in lines {
        assert!(!line.contains('{'), "a value is missing in {line:?}");
        assert!(line.trim_end().ends_with(['.', '?', '!']), "not a sentence: {line:?}");
    }
}

/// The error document on standard output; gives its code.
///
/// # Panics
/// When it has another shape or a code that was not expected.
pub fn document(ended: &Ended, codes: &[&str]) -> String {
    let all = ended.json();
    let error = all["error"].as_object().unwrap_or_else(|| panic!("no error in {all}"));
    assert_eq!(all.as_object().map(serde_json::Map::len), Some(1), "only the error: {all}");
    let mut names: Vec<&str> = error.keys().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["code", "details", "hint", "message"]);
    for name in ["message", "hint"] {
        assert!(error[name].as_str().is_some_and(|t| !t.is_empty()), "no {name}: {all}");
    }
    let code = error["code"].as_str().unwrap_or_default().to_owned();
    assert!(codes.contains(&code.as_str()), "expected {codes:?}: {all}");
    code
}
