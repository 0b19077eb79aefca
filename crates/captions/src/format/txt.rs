//! Owns plain text: one cue a line, with its times in square brackets before it or without.
//! Refuses to invent times: text without any can be read, but only as text.

use super::lines::{Lines, uniform};
use super::stamp::{parse_stamp, stamp, whole};
use crate::document::{CaptionFile, FileCue, Node};
use crate::problem::{Parsed, ProblemKind};
use crate::text::{flat, nfc};
use std::fmt::Write as _;
use timeline::Timestamp;

/// `[0:00:01.000 - 0:00:03.000] text`, as [`write`] has it.
pub(super) fn timed_line(line: &str) -> Option<(Timestamp, Timestamp, &str)> {
    let (times, text) = line.trim().strip_prefix('[')?.split_once(']')?;
    let (start, end) = times.split_once(" - ")?;
    Some((parse_stamp(start.trim())?, parse_stamp(end.trim())?, text.trim()))
}

/// Reads a text. When one line has times, lines without belong to no cue.
pub(super) fn read(text: &str) -> Parsed {
    let text = uniform(text);
    let mut parsed = Parsed::default();
    parsed.file.untimed = !Lines::new(&text).any(|line| timed_line(line).is_some());
    let mut lines = Lines::new(&text);
    while let Some(line) = lines.next() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        let timed = timed_line(line);
        let (start, end, text) = match timed {
            Some(timed) => timed,
            None if parsed.file.untimed => (Timestamp::ZERO, Timestamp::ZERO, line),
            None => {
                parsed.problem(lines.number(), ProblemKind::Stray);
                continue;
            }
        };
        if timed.is_some() && end <= start {
            parsed.problem(lines.number(), ProblemKind::NoDuration);
        }
        let text = vec![Node::Text(nfc(text))];
        parsed.file.cues.push(FileCue { text, ..FileCue::new(start, end) });
        if parsed.is_full() {
            break;
        }
    }
    parsed
}

/// Writes one line a cue.
pub(super) fn write(file: &CaptionFile, times: bool) -> String {
    let mut out = String::new();
    let has_text = |cue: &&FileCue| !cue.is_hidden() && !cue.plain().trim().is_empty();
    for cue in file.cues.iter().filter(has_text) {
        if times && !file.untimed {
            let (start, end) = whole(cue.start, cue.end, 1000);
            let _ = write!(out, "[{} - {}] ", stamp(start, 1, '.'), stamp(end, 1, '.'));
        }
        let _ = writeln!(out, "{}", flat(&cue.plain()));
    }
    out
}
