//! Owns YouTube's `.sbv`: two times with a comma between them, text, an empty line. Refuses
//! markup: there is none.

use super::lines::{Lines, uniform};
use super::stamp::{parse_stamp, stamp, whole};
use crate::document::{CaptionFile, FileCue, Node};
use crate::problem::{Parsed, ProblemKind};
use crate::text::nfc;
use std::fmt::Write as _;
use timeline::Timestamp;

/// `0:00:01.000,0:00:03.000`.
pub(super) fn times(line: &str) -> Option<(Timestamp, Timestamp)> {
    let (from, to) = line.trim().split_once(',')?;
    // Both need hours: "1:02,5" is no line of times.
    let full = |stamp: &str| stamp.matches(':').count() == 2 && stamp.contains('.');
    (full(from) && full(to)).then_some(())?;
    Some((parse_stamp(from)?, parse_stamp(to)?))
}

/// Reads a file.
pub(super) fn read(text: &str) -> Parsed {
    let text = uniform(text);
    let mut lines = Lines::new(&text);
    let mut parsed = Parsed::default();
    while let Some(line) = lines.next() {
        if line.trim().is_empty() {
            continue;
        }
        let at = lines.number();
        let mut body = String::new();
        while let Some(line) = lines.next().map(str::trim).filter(|l| !l.is_empty()) {
            if !body.is_empty() {
                body.push('\n');
            }
            body.push_str(&nfc(line));
        }
        let Some((start, end)) = times(line) else {
            parsed.problem(at, ProblemKind::Times);
            continue;
        };
        if end <= start {
            parsed.problem(at, ProblemKind::NoDuration);
        }
        if body.is_empty() {
            parsed.problem(at, ProblemKind::NoText);
        }
        let text = if body.is_empty() { vec![] } else { vec![Node::Text(body)] };
        parsed.file.cues.push(FileCue { text, ..FileCue::new(start, end) });
        if parsed.is_full() {
            break;
        }
    }
    parsed
}

/// Writes a file; cues that would show nothing are left out.
pub(super) fn write(file: &CaptionFile) -> String {
    let mut out = String::new();
    for cue in file.cues.iter().filter(|cue| super::shows(cue)) {
        let (start, end) = whole(cue.start, cue.end, 1000);
        let _ = writeln!(out, "{},{}", stamp(start, 1, '.'), stamp(end, 1, '.'));
        let _ = write!(out, "{}\n\n", super::tidy(&cue.plain()));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_cues_are_named_and_the_rest_is_read() {
        let file = "0:00:01.000,0:00:03.500\nXin chào\ncác bạn\n\nmất giờ\nnên mất\n\n\n\
            0:00:04.000,0:00:03.000\nlùi\n";
        let read = read(file);
        assert_eq!(read.file.cues.len(), 2);
        assert_eq!(read.file.cues[0].plain(), "Xin chào\ncác bạn");
        let found: Vec<_> = read.problems.iter().map(|p| (p.line, p.kind)).collect();
        assert_eq!(found, [(5, ProblemKind::Times), (9, ProblemKind::NoDuration)]);
        assert!(write(&read.file).starts_with("0:00:01.000,0:00:03.500\nXin chào\ncác bạn\n\n"));
    }
}
