//! Owns what a format cannot hold of a document. Refuses silence: whatever a writer leaves out
//! or changes is named here, with the number of the cue.

use serde::Serialize;

/// What was not held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Loss {
    /// All times.
    Times,
    /// An end that differs from the next start.
    EndTimes,
    /// Times were rounded.
    Precision,
    /// Several lines became one.
    LineBreaks,
    /// An empty line inside a cue.
    BlankLines,
    /// Spaces at the ends of lines, tabs, or signs that no text file holds.
    Spaces,
    /// A cue without text or time was left out.
    EmptyCue,
    /// Bold, italic, underlined.
    Emphasis,
    /// Struck out.
    Strike,
    Colour,
    Background,
    /// Names for style sheets.
    Classes,
    /// Sizes, fonts and other properties of letters.
    Properties,
    Speakers,
    /// The language of single words.
    WordLanguage,
    Ruby,
    /// Times inside the text.
    WordTimes,
    /// How sure the recogniser was, and where words end.
    WordDetails,
    Position,
    Regions,
    StyleSheet,
    /// Header lines and other parts that only their own format understands.
    Header,
    Notes,
    Names,
    Title,
    Language,
    /// Movement, fading, drawing of ASS.
    Effects,
    /// Layer, style name and margins of ASS.
    EventFields,
    /// Comments of ASS, which are cues that are never shown.
    HiddenCues,
    /// An arrow in the text became another sign, because it marks times there.
    Arrow,
    /// Text that looks like markup of the format and will be read as such.
    LooksLikeMarkup,
}

/// A loss, and in which cue (from 1), or in the file as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Lost {
    /// What.
    pub loss: Loss,
    /// Where.
    pub cue: Option<usize>,
}

/// A file as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The whole file, UTF-8.
    pub text: String,
    /// What it does not hold, each thing once a cue, sorted.
    pub lost: Vec<Lost>,
}
