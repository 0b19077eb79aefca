//! Owns what was wrong in a caption file that was read all the same. Refuses errors: a file that
//! gives nothing at all is a [`ReadFault`].

use crate::document::CaptionFile;
use serde::Serialize;

/// What was wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemKind {
    /// The line that a WebVTT file begins with is missing.
    Header,
    /// Times that cannot be read; the cue is left out.
    Times,
    /// A cue that ends before it starts or at once: it is never shown.
    NoDuration,
    /// A cue without text.
    NoText,
    /// Text that belongs to no cue; left out.
    Stray,
    /// A style sheet or region behind the first cue, where it has no effect.
    LateBlock,
    /// Tags nested deeper than makes sense; the inner ones are left out.
    Depth,
    /// XML that breaks off or contradicts itself; read up to there.
    Syntax,
    /// Something that this program has no way to keep: pictures, animation.
    Unsupported,
    /// The last cue has no end; it got five seconds.
    NoEnd,
    /// A line of a table with too few fields; left out.
    Fields,
    /// An old font hides which letters are capitals; small ones were assumed.
    Capitals,
}

/// A problem and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// Line in the file, from 1.
    pub line: usize,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// What a format's reader gives.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Parsed {
    /// All that could be read.
    pub file: CaptionFile,
    /// What was wrong, by line.
    pub problems: Vec<Problem>,
}

/// More problems than anybody reads; further ones are not kept.
const MOST_PROBLEMS: usize = 10_000;

impl Parsed {
    pub(crate) fn problem(&mut self, line: usize, kind: ProblemKind) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(Problem { line, kind });
        }
    }

    /// Room for another cue?
    pub(crate) fn is_full(&self) -> bool {
        self.file.cues.len() > MOST_CUES
    }
}

/// Bytes that a file may have.
pub const LARGEST_FILE: u64 = 50_000_000;
/// Cues that a file may have.
pub const MOST_CUES: usize = 1_000_000;

/// Why a file gave nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReadFault {
    /// More than [`LARGEST_FILE`].
    #[error("the file is larger than {LARGEST_FILE} bytes")]
    TooLarge,
    /// More than [`MOST_CUES`].
    #[error("the file has more than {MOST_CUES} cues")]
    TooManyCues,
    /// Bytes that are no text in any encoding known here.
    #[error("the file is no text in a known encoding")]
    Encoding,
    /// Text without times, where times are needed.
    #[error("the file is text without times")]
    Untimed,
    /// Text, but not one cue.
    #[error("the file holds no caption")]
    Empty,
}
