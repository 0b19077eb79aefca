//! The vocabulary of Măng Studio: time, clip, words, cues, cut list, draft and edits.
//!
//! Owns the values that every other crate speaks in, and their invariants. Pure: no files, no
//! clock, no async, no SQL; it can fail only by refusing a value that breaks an invariant.
//! Everything stored is in **source time** (time in the clip); output time exists only in
//! [`preview`].

mod captions;
mod chapter;
mod clip;
mod cut_change;
mod cut_list;
mod draft;
mod edit;
mod edit_apply;
mod look;
pub mod preview;
mod script;
mod take;
mod text_cut;
mod time;
mod transcript;

pub use captions::{CaptionTrack, Cue, CueSource, Translation};
pub use chapter::Chapter;
pub use clip::{AudioInfo, Clip, Coding, MediaInfo, VideoInfo};
pub use cut_list::{Breathing, CutList, Part, PartOrigin};
pub use draft::{Answer, Aspect, Draft, Platform, Reading, Waiver};
pub use edit::{CueAct, CueText, CutAct, Edit, EditAct, EditLabel, HeardAct, TranslationAct};
pub use look::{CaptionStyle, Fill, Framing, Look, Preset, SafeZone};
pub use preview::Preview;
pub use script::{Scene, Script};
pub use take::{NoteKind, RemovalReason, RemovedLine, TakeNote};
pub use time::{FrameRate, TimeRange, Timestamp};
pub use transcript::{Transcript, Word, WordSource};

/// Why a value was refused. Every variant names the invariant that would have broken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// A range must start at 0 or later and end after its start.
    #[error("the range {start_us}..{end_us} µs is empty, reversed or negative")]
    Range { start_us: i64, end_us: i64 },
    /// A rate needs a positive numerator and denominator.
    #[error("{num}/{den} is not a frame rate")]
    FrameRate { num: u32, den: u32 },
    /// Cues must be in order and must not overlap; `index` is the later one of the pair.
    #[error("cue {index} starts before the cue before it has ended")]
    Overlap { index: usize },
    /// Words must be in order; `index` is the later one of the pair.
    #[error("word {index} starts before the word before it")]
    WordOrder { index: usize },
    /// Parts must follow each other without a gap from 0 to the clip's end.
    #[error("part {index} does not begin where the part before it ends")]
    Parts { index: usize },
    /// The edit names a cue, part or scene that is not there.
    #[error("there is no number {index} to edit")]
    NoSuchIndex { index: usize },
}
