//! Owns reading what SubRip and WebVTT share: cues between lines of times. Refuses to give up:
//! whatever is broken becomes a [`Problem`] with its line, the rest is read.

use crate::cue_marks::{parse_times, strip_tags, unescape};
use crate::text::nfc;
use timeline::{CaptionTrack, Cue, CueSource, TimeRange, Timestamp};

/// What was wrong in a caption file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemKind {
    /// The first line of a WebVTT file is missing.
    Header,
    /// A line with an arrow whose times cannot be read; its text is left out.
    Times,
    /// A cue that ends before it starts or at once; left out.
    NoDuration,
    /// A cue without text; left out.
    NoText,
    /// A cue that starts before the one before it has ended; the earlier one was shortened.
    Overlap,
}

/// A problem and the line (from 1) where it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Problem {
    /// Line in the file, from 1.
    pub line: usize,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// What a caption file gave.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// Cues in order; the language is `und` until someone says it.
    pub track: CaptionTrack,
    /// What was wrong, by line.
    pub problems: Vec<Problem>,
}

/// The differences between the two formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// Text runs to the next number and times, even over a blank line.
    SubRip,
    /// Text ends at a blank line; header, notes, styles, entities.
    WebVtt,
}

/// Reads a whole file.
pub(crate) fn read(text: &str, dialect: Dialect) -> Read {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.lines().collect();
    let mut problems = Vec::new();
    if dialect == Dialect::WebVtt && !lines.first().is_some_and(|l| l.starts_with("WEBVTT")) {
        problems.push(Problem { line: 1, kind: ProblemKind::Header });
    }
    let skipped = skipped(&lines, dialect);
    let arrows: Vec<usize> =
        (0..lines.len()).filter(|&i| !skipped[i] && lines[i].contains("-->")).collect();
    let mut cues: Vec<(usize, Cue)> = Vec::new();
    for (k, &at) in arrows.iter().enumerate() {
        let next = arrows.get(k + 1).copied();
        let body = body(&lines, at + 1, next, dialect);
        match cue(lines[at], &body, dialect) {
            Ok(cue) => cues.push((at + 1, cue)),
            Err(kind) => problems.push(Problem { line: at + 1, kind }),
        }
    }
    cues.sort_by_key(|(_, c)| (c.range.start(), c.range.end()));
    for pair in cues.windows(2) {
        if pair[1].1.range.start() < pair[0].1.range.end() {
            problems.push(Problem { line: pair[1].0, kind: ProblemKind::Overlap });
        }
    }
    problems.sort_by_key(|p| p.line);
    let cues = cues.into_iter().map(|(_, cue)| cue).collect();
    Read { track: CaptionTrack::from_loose("und", cues).0, problems }
}

/// Lines inside the header, notes, styles and regions of WebVTT.
fn skipped(lines: &[&str], dialect: Dialect) -> Vec<bool> {
    let mut skipped = vec![false; lines.len()];
    let mut inside = false;
    let mut blank = true;
    for (i, line) in lines.iter().enumerate() {
        let empty = line.trim().is_empty();
        let first_word = line.split_whitespace().next().unwrap_or_default();
        let opens = match first_word {
            "WEBVTT" => i == 0,
            "NOTE" | "STYLE" | "REGION" => blank,
            _ => false,
        };
        inside = !empty && (inside || opens) && dialect == Dialect::WebVtt;
        skipped[i] = inside;
        blank = empty;
    }
    skipped
}

/// Text lines of the cue whose times stand before line `from`.
fn body<'a>(lines: &[&'a str], from: usize, next: Option<usize>, dialect: Dialect) -> Vec<&'a str> {
    let mut to = next.unwrap_or(lines.len());
    let number = |line: &str| !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit());
    // The number of the next cue stands right before its times.
    if next.is_some() && to > from && number(lines[to - 1].trim()) {
        to -= 1;
    }
    let text = lines[from..to].iter().map(|l| l.trim());
    match dialect {
        Dialect::WebVtt => text.take_while(|l| !l.is_empty()).collect(),
        Dialect::SubRip => text.filter(|l| !l.is_empty()).collect(),
    }
}

fn cue(times: &str, body: &[&str], dialect: Dialect) -> Result<Cue, ProblemKind> {
    let (from, to) = parse_times(times).ok_or(ProblemKind::Times)?;
    let range = TimeRange::new(from, to).map_err(|_| ProblemKind::NoDuration)?;
    let clean = |line: &str| {
        let plain = strip_tags(line);
        nfc(if dialect == Dialect::WebVtt { unescape(&plain) } else { plain }.trim())
    };
    let lines: Vec<String> = body.iter().map(|l| clean(l)).filter(|l| !l.is_empty()).collect();
    if lines.is_empty() {
        return Err(ProblemKind::NoText);
    }
    Ok(Cue::new(range, lines.join("\n"), CueSource::File))
}

/// Lines of a cue's text that a file can hold: no empty ones, no arrow that reads like times.
pub(crate) fn lines_for_file(text: &str) -> impl Iterator<Item = String> {
    let text = text.replace('\r', "\n");
    let lines: Vec<String> =
        text.lines().map(|l| l.trim().replace("-->", "→")).filter(|l| !l.is_empty()).collect();
    lines.into_iter()
}

/// Start and end in whole milliseconds that keep the cue visible.
pub(crate) fn whole_millis(range: TimeRange) -> (Timestamp, Timestamp) {
    let millis = |t: Timestamp| Timestamp::from_millis(t.millis());
    let (start, end) = (millis(range.start()), millis(range.end()));
    (start, end.max(start + Timestamp::from_millis(1)))
}
