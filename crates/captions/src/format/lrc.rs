//! Owns LRC, the format of song texts: a start before every line, in the enhanced form before
//! every word. Refuses line breaks and ends: a line lasts until the next start.

use super::lines::{Lines, uniform};
use super::stamp::{parse_stamp, whole};
use crate::document::{Block, BlockKind, CaptionFile, FileCue, Node, Piece, runs};
use crate::problem::{Parsed, ProblemKind};
use crate::text::{flat, nfc};
use std::fmt::Write as _;
use timeline::Timestamp;

/// How long the last line is shown when nothing says it.
const LAST: i64 = 5_000_000;

/// The inside of `[…]` at the beginning of a line, and what follows.
fn bracket(line: &str) -> Option<(&str, &str)> {
    line.strip_prefix('[')?.split_once(']')
}

/// Whether a line begins with a time in brackets.
pub(super) fn begins_with_time(line: &str) -> bool {
    bracket(line.trim()).is_some_and(|(inside, _)| parse_stamp(inside.trim()).is_some())
}

/// Reads a file. A line with several times is sung several times.
pub(super) fn read(text: &str) -> Parsed {
    let text = uniform(text);
    let mut lines = Lines::new(&text);
    let mut parsed = Parsed::default();
    let mut offset = 0;
    // Start, line of the file, text; empty text only ends what was before.
    let mut sung: Vec<(Timestamp, usize, &str)> = Vec::new();
    while let Some(line) = lines.next() {
        let mut rest = line.trim();
        let mut times = 0;
        while let Some((inside, after)) = bracket(rest) {
            let Some(at) = parse_stamp(inside.trim()) else { break };
            sung.push((at, lines.number(), ""));
            times += 1;
            rest = after.trim_start();
            if sung.len() > 2 * crate::MOST_CUES {
                break;
            }
        }
        if times > 0 {
            let first = sung.len() - times;
            sung[first..].iter_mut().for_each(|s| s.2 = rest.trim());
        } else if let Some((name, value)) = bracket(rest).and_then(|(i, _)| i.split_once(':')) {
            tag(name, value.trim(), &mut offset, &mut parsed.file);
        } else if !rest.is_empty() {
            parsed.problem(lines.number(), ProblemKind::Stray);
        }
    }
    // A positive offset shows everything earlier.
    let shift = |at: Timestamp| Timestamp::from_micros((at.micros() - offset).max(0));
    sung.sort_by_key(|s| s.0);
    // Lines at the same time are one under the other and end together: at the next later time.
    let mut ends: Vec<Option<Timestamp>> = vec![None; sung.len()];
    for index in (1..sung.len()).rev() {
        let next = shift(sung[index].0);
        let same = shift(sung[index - 1].0) == next;
        ends[index - 1] = if same { ends[index] } else { Some(next) };
    }
    for ((start, line, text), end) in sung.into_iter().zip(ends).filter(|(s, _)| !s.2.is_empty()) {
        let start = shift(start);
        let end = end.unwrap_or_else(|| {
            parsed.problem(line, ProblemKind::NoEnd);
            start + Timestamp::from_micros(LAST)
        });
        let text = words(text, &shift);
        parsed.file.cues.push(FileCue { text, ..FileCue::new(start, end) });
    }
    parsed.problems.sort_unstable();
    parsed
}

fn tag(name: &str, value: &str, offset: &mut i64, file: &mut CaptionFile) {
    match name {
        "offset" => {
            let millis = value.trim_start_matches('+').parse::<i64>().unwrap_or(0);
            *offset = millis.clamp(-86_400_000, 86_400_000) * 1000;
        }
        "ti" => file.title = (!value.is_empty()).then(|| nfc(value)),
        "la" => file.language = (!value.is_empty()).then(|| value.to_owned()),
        _ => {
            let text = nfc(&format!("[{name}:{value}]"));
            file.blocks.push(Block { kind: BlockKind::LrcTag, text });
        }
    }
}

/// `<00:01.50>` before words.
fn words(text: &str, shift: &impl Fn(Timestamp) -> Timestamp) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    let mut letters = String::new();
    let mut rest = text;
    let flush = |letters: &mut String, nodes: &mut Vec<Node>| {
        if !letters.is_empty() {
            nodes.push(Node::Text(nfc(letters)));
            letters.clear();
        }
    };
    while let Some((before, after)) = rest.split_once('<') {
        letters.push_str(before);
        let stamp = after.char_indices().take(20).find(|(_, c)| *c == '>').map(|(end, _)| end);
        match stamp.and_then(|end| Some((parse_stamp(after[..end].trim())?, end))) {
            Some((at, end)) => {
                flush(&mut letters, &mut nodes);
                nodes.push(Node::Time(shift(at)));
                rest = &after[end + 1..];
            }
            None => {
                letters.push('<');
                rest = after;
            }
        }
    }
    letters.push_str(rest);
    flush(&mut letters, &mut nodes);
    nodes
}

/// Minutes, seconds, hundredths; milliseconds where they are needed.
fn stamp(at: Timestamp) -> String {
    let ms = at.millis().max(0);
    let (m, s, rest) = (ms / 60_000, ms / 1000 % 60, ms % 1000);
    if rest % 10 == 0 {
        format!("{m:02}:{s:02}.{:02}", rest / 10)
    } else {
        format!("{m:02}:{s:02}.{rest:03}")
    }
}

/// Writes a file. A start without text ends a line before the next one begins.
pub(super) fn write(file: &CaptionFile) -> String {
    let mut out = String::new();
    let line = |text: &str| flat(text).replace(['[', ']'], " ");
    if let Some(title) = &file.title {
        let _ = writeln!(out, "[ti:{}]", line(title));
    }
    if let Some(language) = &file.language {
        let _ = writeln!(out, "[la:{}]", line(language));
    }
    for block in file.blocks.iter().filter(|b| b.kind == BlockKind::LrcTag) {
        let _ = writeln!(out, "{}", block.text);
    }
    let mut cues: Vec<&crate::FileCue> = file.cues.iter().filter(|c| super::shows(c)).collect();
    cues.sort_by_key(|cue| (cue.start, cue.end));
    let mut until: Option<Timestamp> = None;
    for cue in cues {
        let (start, end) = whole(cue.start, cue.end, 1000);
        if let Some(end) = until.filter(|end| *end < start) {
            let _ = writeln!(out, "[{}]", stamp(end));
        }
        let mut text = String::new();
        for run in runs(&cue.text) {
            match run.piece {
                Piece::Text(letters) => text.push_str(letters),
                Piece::Time(at) => {
                    let _ = write!(text, "<{}>", stamp(whole(at, at, 1000).0));
                }
                _ => {}
            }
        }
        let _ = writeln!(out, "[{}]{}", stamp(start), flat(&text));
        until = Some(end);
    }
    if let Some(end) = until {
        let _ = writeln!(out, "[{}]", stamp(end));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn songs_are_read_with_words_offsets_and_refrains() {
        let file = "[ti:Inh lả ơi]\n[ar:Dân ca Thái]\n[offset:+500]\n[00:10.50]<00:10.50>Inh \
            <00:11.00>lả ơi\n[00:01.00][00:20.00] Sao noọng ơi\n[00:04.000]\n";
        let read = read(file);
        let cues: Vec<(i64, i64, String)> =
            read.file.cues.iter().map(|c| (c.start.millis(), c.end.millis(), c.plain())).collect();
        let text = |t: &str| t.to_owned();
        assert_eq!(
            cues,
            [
                (500, 3500, text("Sao noọng ơi")),
                (10_000, 19_500, text("Inh lả ơi")),
                (19_500, 24_500, text("Sao noọng ơi")),
            ]
        );
        assert_eq!(read.file.title.as_deref(), Some("Inh lả ơi"));
        assert_eq!(read.file.cues[1].text[0], Node::Time(Timestamp::from_millis(10_000)));
        assert_eq!(read.problems.len(), 1);
        assert_eq!(read.problems[0].kind, ProblemKind::NoEnd);
        let again = super::read(&write(&read.file));
        assert_eq!(again.file, read.file);
        assert_eq!(again.problems, []);
    }
}
