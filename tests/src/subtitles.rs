//! Owns reading SubRip with eyes that are not our own code's.

/// One cue: start and end in seconds, and its text on one line.
#[derive(Debug, Clone, PartialEq)]
pub struct Cue {
    /// Seconds.
    pub start: f64,
    /// Seconds.
    pub end: f64,
    /// Lines joined by spaces.
    pub text: String,
}

/// Reads a SubRip text strictly.
///
/// # Panics
/// When a block is not a number, a line of times and at least one line of text.
#[must_use]
pub fn srt(text: &str) -> Vec<Cue> {
    let blocks = text.trim().split("\n\n").enumerate();
    let cue = |(index, block): (usize, &str)| {
        let lines: Vec<&str> = block.lines().collect();
        assert_eq!(lines[0], (index + 1).to_string(), "cues are numbered from 1: {block}");
        let (start, end) = lines[1].split_once(" --> ").expect("a line of times");
        assert!(lines.len() > 2, "a cue without text: {block}");
        Cue { start: seconds(start), end: seconds(end), text: lines[2..].join(" ") }
    };
    blocks.map(cue).collect()
}

fn seconds(stamp: &str) -> f64 {
    let (whole, millis) = stamp.split_once(',').expect("a comma before milliseconds");
    let parts = whole.split(':').map(|p| p.parse::<f64>().expect("a number"));
    parts.fold(0.0, |sum, part| sum * 60.0 + part) + millis.parse::<f64>().expect("ms") / 1000.0
}

/// Words in small letters without signs, to compare texts by.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let bare =
        |w: &str| w.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    text.split_whitespace().map(bare).filter(|w| !w.is_empty()).collect()
}
