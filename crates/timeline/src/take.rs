//! Owns what a take shows beside its words: where it left the script ([`TakeNote`]) and lines that
//! were heard and taken out again ([`RemovedLine`]). Refuses to decide: a person does.

use crate::{TimeRange, Word};
use serde::{Deserialize, Serialize};

/// How a stretch of the take differs from the script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum NoteKind {
    /// Other words than the script's were heard; the script's stand in the captions.
    Differs,
    /// Something is said that the script does not have.
    Unscripted,
    /// A sentence of the script was not found in the sound; `range` is where it would belong.
    Skipped,
    /// The sentence is said again later, at `again`: this earlier try may go.
    Repeated,
}

/// One place where take and script differ.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct TakeNote {
    /// How they differ.
    pub kind: NoteKind,
    /// Where in the clip.
    pub range: TimeRange,
    /// What the script has there; empty for [`NoteKind::Unscripted`].
    pub script: String,
    /// What was heard there; empty without a speech model.
    pub heard: Vec<Word>,
    /// The later try, for [`NoteKind::Repeated`].
    #[serde(default)]
    pub again: Option<TimeRange>,
}

/// Why a heard line was taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum RemovalReason {
    /// There is no voice where it was heard: silence, noise or music.
    Voiceless,
    /// A line that speech models are known to invent.
    Phantom,
    /// The same words over and over, more often than there is time for.
    Loop,
    /// More words than can be spoken in that time.
    Rushed,
    /// A name for a sound, e.g. "[âm nhạc]".
    Sound,
}

/// A line that was heard and taken out; it can be put back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct RemovedLine {
    /// Why it went.
    pub reason: RemovalReason,
    /// Its words in order, never empty.
    pub words: Vec<Word>,
}

impl RemovedLine {
    /// From its first word's start to the last end; nothing for a line without words.
    #[must_use]
    pub fn range(&self) -> Option<TimeRange> {
        let start = self.words.iter().map(|w| w.range.start()).min()?;
        let end = self.words.iter().map(|w| w.range.end()).max()?;
        TimeRange::new(start, end).ok()
    }
}
