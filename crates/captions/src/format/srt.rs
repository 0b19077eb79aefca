//! Owns SubRip, `.srt`, in all the habits it is written in: missing numbers, missing empty lines,
//! dots for commas, HTML-like tags, ASS's place tags. Refuses coordinates behind the times.

use super::lines::{Lines, uniform};
use super::markup::{self, read_line};
use super::stamp::{parse_stamp, stamp, whole};
use crate::document::{CaptionFile, CueSettings, FileCue, Tree};
use crate::problem::{Parsed, ProblemKind};
use std::fmt::Write as _;
use timeline::Timestamp;

/// Reads a file. Text runs up to the next number and times, even over empty lines.
pub(super) fn read(text: &str) -> Parsed {
    let text = uniform(text);
    let mut lines = Lines::new(&text);
    let mut parsed = Parsed::default();
    let mut open: Option<(usize, FileCue)> = None;
    let mut body: Vec<&str> = Vec::new();
    while let Some(line) = lines.next() {
        if !looks_like_times(line) {
            body.push(line.trim());
            continue;
        }
        // The number of this cue stands right before its times.
        if body.last().is_some_and(|l| is_number(l)) {
            body.pop();
        }
        finish(open.take(), &body, &mut parsed);
        body.clear();
        if parsed.is_full() {
            return parsed;
        }
        match parse_times(line) {
            Some((start, end)) => open = Some((lines.number(), FileCue::new(start, end))),
            None => parsed.problem(lines.number(), ProblemKind::Times),
        }
    }
    finish(open, &body, &mut parsed);
    parsed
}

fn is_number(line: &str) -> bool {
    !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit())
}

/// An arrow behind something that begins like a time; an arrow in a sentence is text.
fn looks_like_times(line: &str) -> bool {
    let Some((from, _)) = line.split_once("-->") else { return false };
    let from = from.trim();
    from.starts_with(|c: char| c.is_ascii_digit() || c == '-') && from.contains(':')
}

/// The two times of a line with an arrow; what is behind them is ignored.
fn parse_times(line: &str) -> Option<(Timestamp, Timestamp)> {
    let (from, rest) = line.split_once("-->")?;
    let to = rest.split_whitespace().next()?;
    Some((parse_stamp(from.trim())?, parse_stamp(to)?))
}

fn finish(open: Option<(usize, FileCue)>, body: &[&str], parsed: &mut Parsed) {
    let Some((at, mut cue)) = open else { return };
    let mut tree = Tree::default();
    let mut first = true;
    let mut key = None;
    for line in body.iter().filter(|l| !l.is_empty()) {
        if !first {
            tree.text("\n");
        }
        first = false;
        read_line(line, &mut tree, &mut key);
    }
    if let Some(key) = key {
        cue.settings = CueSettings::anchored(key);
    }
    if tree.too_deep {
        parsed.problem(at, ProblemKind::Depth);
    }
    cue.text = tree.finish();
    if cue.end <= cue.start {
        parsed.problem(at, ProblemKind::NoDuration);
    }
    if cue.plain().trim().is_empty() {
        parsed.problem(at, ProblemKind::NoText);
    }
    parsed.file.cues.push(cue);
}

/// Writes numbered cues. Cues that would show nothing are left out.
pub(super) fn write(file: &CaptionFile) -> String {
    let mut out = String::new();
    let mut number = 0;
    for cue in file.cues.iter().filter(|cue| super::shows(cue)) {
        number += 1;
        let (start, end) = whole(cue.start, cue.end, 1000);
        let _ = writeln!(out, "{number}\n{} --> {}", stamp(start, 2, ','), stamp(end, 2, ','));
        let key = cue.settings.anchor().0;
        if key != 2 {
            let _ = write!(out, "{{\\an{key}}}");
        }
        let _ = write!(out, "{}\n\n", super::tidy(&markup::write(&cue.text)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_files_are_read_as_far_as_they_go() {
        let file = "\u{feff}1\r\n00:00:01,000 --> 00:00:02,000\r\n<i>Một</i>\r\n2\r\n\
            00:00:02.500 --> 00:00:04.000 X1:0\r\nhai --> ba\r\n\r\nvẫn hai\r\n\r\n\
            00:00:0x --> 00:00:05,000\r\nmất\r\n\r\n4\r\n00:00:06,000 --> 00:00:05,000\r\nlùi\r\n\r\n\
            5\r\n00:00:03,500 --> 00:00:07,000\r\n150\r\n\r\n6\r\n00:00:08,000 --> 00:00:09,000\r\n\r\n";
        let read = read(file);
        let found: Vec<(usize, ProblemKind)> =
            read.problems.iter().map(|p| (p.line, p.kind)).collect();
        assert_eq!(
            found,
            [(10, ProblemKind::Times), (14, ProblemKind::NoDuration), (22, ProblemKind::NoText)]
        );
        let track = read.file.track("vi");
        let texts: Vec<&str> = track.cues().iter().map(|c| c.text.as_str()).collect();
        assert_eq!(texts, ["Một", "hai --> ba\nvẫn hai", "150"]);
    }

    #[test]
    fn marks_and_places_are_kept() {
        let file = "1\n00:00:01,000 --> 00:00:02,000\n\
            {\\an8}<b>Đậm <i>nghiêng</b> và</i> <font color=\"#ff8800\">cam</font> 2 < 3 <3\n\n";
        let read = read(file);
        assert_eq!(read.file.cues[0].settings.anchor(), (8, true));
        assert_eq!(read.file.cues[0].plain(), "Đậm nghiêng và cam 2 < 3 <3");
        assert_eq!(
            write(&read.file),
            "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<b>Đậm <i>nghiêng</i></b> và \
             <font color=\"#ff8800\">cam</font> 2 < 3 <3\n\n"
        );
    }
}
