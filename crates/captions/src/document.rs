//! Owns what a caption file says, whatever its format: cues with their markup, places, notes and
//! the blocks that only their own format understands. Refuses bytes and syntax: those are
//! `format/`.

mod runs;
mod settings;
mod tree;

pub(crate) use runs::{Look, Piece, RubyPart, Run, colour_class, plain, runs, speaker};
pub use settings::{Align, CueSettings, LineAlign, LinePosition, PositionAlign, Region, Writing};
pub(crate) use tree::Tree;

use timeline::{CaptionTrack, Cue, CueSource, TimeRange, Timestamp, Word};

/// Red, green, blue, opacity.
pub type Rgba = [u8; 4];

/// A caption file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CaptionFile {
    /// BCP 47, when the file says it.
    pub language: Option<String>,
    /// What the file is called inside.
    pub title: Option<String>,
    /// Boxes that cues can stand in, by name.
    pub regions: Vec<Region>,
    /// Parts that only their own format understands.
    pub blocks: Vec<Block>,
    /// In the order of the file; they may overlap.
    pub cues: Vec<FileCue>,
    /// Notes behind the last cue.
    pub notes: Vec<String>,
    /// The file has text but no times: all cues lie at zero.
    pub untimed: bool,
}

/// One cue of a file. Times are kept as they are, even when the end is not behind the start.
#[derive(Debug, Clone, PartialEq)]
pub struct FileCue {
    /// When it appears.
    pub start: Timestamp,
    /// When it goes.
    pub end: Timestamp,
    /// Its name in the file.
    pub id: Option<String>,
    /// Where it stands in the picture.
    pub settings: CueSettings,
    /// What is shown; lines end with `\n`.
    pub text: Vec<Node>,
    /// Notes between the cue before and this one.
    pub notes: Vec<String>,
    /// Words with their times and probabilities, where the file has them.
    pub words: Vec<Word>,
    /// Who wrote it.
    pub from: CueSource,
    /// The other fields of an ASS event.
    pub event: Option<Box<AssEvent>>,
}

impl FileCue {
    /// A cue with the usual place and no text yet.
    #[must_use]
    pub fn new(start: Timestamp, end: Timestamp) -> Self {
        Self {
            start,
            end,
            id: None,
            settings: CueSettings::default(),
            text: Vec::new(),
            notes: Vec::new(),
            words: Vec::new(),
            from: CueSource::File,
            event: None,
        }
    }

    /// The text without any markup.
    #[must_use]
    pub fn plain(&self) -> String {
        plain(&self.text)
    }

    /// Puts the times of words into the text, where the words are those of the text. Formats that
    /// light up words one by one can hold them then.
    pub fn words_into_text(&mut self) {
        let [Node::Text(text)] = self.text.as_slice() else { return };
        if self.words.is_empty() {
            return;
        }
        let mut nodes = Vec::new();
        let mut rest = text.as_str();
        for word in &self.words {
            let written = word.text.trim();
            let Some(after) = rest.trim_start().strip_prefix(written) else { return };
            let gap = &rest[..rest.len() - after.len() - written.len()];
            nodes.push(Node::Text(gap.to_owned()));
            nodes.push(Node::Time(word.range.start()));
            nodes.push(Node::Text(written.to_owned()));
            rest = after;
        }
        nodes.push(Node::Text(rest.to_owned()));
        nodes.retain(|node| *node != Node::Text(String::new()));
        self.text = nodes;
    }

    /// A comment of ASS is kept but never shown.
    #[must_use]
    pub fn is_hidden(&self) -> bool {
        self.event.as_ref().is_some_and(|e| e.kind != "Dialogue")
    }
}

/// A piece of a cue's text.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// Letters, NFC.
    Text(String),
    /// What follows is said from here on.
    Time(Timestamp),
    /// Marked text.
    Span(Span),
    /// The inside of an ASS override block that has no meaning elsewhere.
    Override(String),
    /// Drawing commands of ASS.
    Drawing(String),
}

/// Marked text.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    /// What it is marked as.
    pub kind: Markup,
    /// Names for style sheets.
    pub classes: Vec<String>,
    /// What is inside.
    pub inside: Vec<Node>,
}

/// What text can be marked as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Markup {
    /// Nothing but its classes.
    Class,
    Bold,
    Italic,
    Underline,
    Strike,
    /// Ink.
    Colour(Rgba),
    /// What is behind the letters.
    Background(Rgba),
    /// Who says it.
    Voice(String),
    /// BCP 47.
    Language(String),
    /// Text with a reading above it.
    Ruby,
    /// The reading.
    RubyText,
    /// Another property of the letters: name and value, as the format has them.
    Property(String, String),
}

/// The fields of an ASS event that cues of other formats don't have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssEvent {
    /// `Dialogue`, `Comment` or another.
    pub kind: String,
    /// `Layer`, or `Marked` of the older version.
    pub layer: String,
    /// Name of a style.
    pub style: String,
    /// Left, right and vertical.
    pub margins: [String; 3],
    /// Usually empty.
    pub effect: String,
}

/// What a block is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// What follows `WEBVTT` before the first empty line.
    VttHeader,
    /// A style sheet of WebVTT.
    VttStyle,
    /// Lines of `[Script Info]`.
    AssInfo,
    /// The whole section of styles with its heading.
    AssStyles,
    /// Another section with its heading.
    AssSection,
    /// `[ar:…]` and the like.
    LrcTag,
    /// The speech model that heard the words.
    Model,
}

/// A part of a file kept word for word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is for.
    pub kind: BlockKind,
    /// Its text.
    pub text: String,
}

impl CaptionFile {
    /// The first block of a kind.
    #[must_use]
    pub fn block(&self, kind: BlockKind) -> Option<&str> {
        self.blocks.iter().find(|b| b.kind == kind).map(|b| b.text.as_str())
    }

    /// [`FileCue::words_into_text`] for every cue.
    pub fn words_into_text(&mut self) {
        self.cues.iter_mut().for_each(FileCue::words_into_text);
    }

    /// A file of the app's own cues.
    #[must_use]
    pub fn from_cues(cues: &[Cue]) -> Self {
        let cue = |cue: &Cue| FileCue {
            text: vec![Node::Text(cue.text.clone())],
            words: cue.words.clone(),
            from: cue.from,
            ..FileCue::new(cue.range.start(), cue.range.end())
        };
        Self { cues: cues.iter().map(cue).collect(), ..Self::default() }
    }

    /// The app's own cues: text without markup, in order, none over another. Cues without text
    /// or time are left out.
    #[must_use]
    pub fn track(&self, language: &str) -> CaptionTrack {
        let cue = |cue: &FileCue| {
            let range = TimeRange::new(cue.start.max(Timestamp::ZERO), cue.end).ok()?;
            let text = cue.plain();
            let lines: Vec<&str> = text.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
            let mut shown = Cue::new(range, lines.join("\n"), cue.from);
            shown.words.clone_from(&cue.words);
            (!lines.is_empty() && !cue.is_hidden()).then_some(shown)
        };
        CaptionTrack::from_loose(language, self.cues.iter().filter_map(cue).collect()).0
    }
}
