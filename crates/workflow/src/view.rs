//! Owns the shapes that interfaces show: a draft with everything derived from it.

use captions::{CueProblem, CueQuality};
use library::DraftRow;
use serde::{Deserialize, Serialize};
use timeline::{CaptionTrack, Draft, EditLabel, Timestamp};

/// The five steps of the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum Step {
    Script,
    Captions,
    Trim,
    Check,
    Finish,
}

impl Step {
    /// The step as stored; an unknown name is the first step.
    #[must_use]
    pub fn named(name: &str) -> Self {
        match name {
            "captions" => Self::Captions,
            "trim" => Self::Trim,
            "check" => Self::Check,
            "finish" => Self::Finish,
            _ => Self::Script,
        }
    }

    /// The name as stored.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Script => "script",
            Self::Captions => "captions",
            Self::Trim => "trim",
            Self::Check => "check",
            Self::Finish => "finish",
        }
    }
}

/// How readable one cue is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct CueState {
    /// Letters a second, rounded.
    pub letters_per_second: u32,
    /// What to mend, if anything.
    pub problem: CueProblem,
    /// How much longer it may be shown to mend that; 0 when that does not help.
    pub extend_us: Timestamp,
}

impl CueState {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a small rounded number for a screen; float casts saturate"
    )]
    pub(crate) fn of(track: &CaptionTrack, index: usize, quality: CueQuality) -> Self {
        let end = track.cues().get(index).map_or(Timestamp::ZERO, |c| c.range.end());
        Self {
            letters_per_second: quality.chars_per_second.round() as u32,
            problem: quality.problem,
            extend_us: quality.extend_to.map_or(Timestamp::ZERO, |to| to - end),
        }
    }
}

/// A draft with everything derived from it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct DraftView {
    /// Id, stable.
    pub id: String,
    /// The document.
    pub draft: Draft,
    /// Time of the last change, milliseconds since 1970.
    #[cfg_attr(feature = "ipc", specta(type = i32))]
    pub saved_at_ms: i64,
    /// What undo would take back.
    pub undo: Option<EditLabel>,
    /// What redo would do again.
    pub redo: Option<EditLabel>,
    /// Length of the finished video.
    pub output_us: Timestamp,
    /// One for each cue.
    pub cue_states: Vec<CueState>,
    /// The clip's file is where it was.
    pub clip_present: bool,
    /// Where the window's player finds the clip; filled in by the shell that serves it.
    pub media_url: Option<String>,
    /// Its sound was read already, so pauses are known.
    pub listened: bool,
    /// The step that was open last.
    pub step: Step,
}

/// One line of the list of drafts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct DraftSummary {
    /// Id, stable.
    pub id: String,
    /// Name.
    pub title: String,
    /// The step that was open last.
    pub step: Step,
    /// Time of the last change, milliseconds since 1970.
    #[cfg_attr(feature = "ipc", specta(type = i32))]
    pub updated_at_ms: i64,
    /// Length of the clip, 0 without one.
    pub duration_us: Timestamp,
    /// It has a clip.
    pub has_clip: bool,
    /// Where the window finds its small picture; filled in by the shell that serves it.
    pub poster_url: Option<String>,
}

impl From<DraftRow> for DraftSummary {
    fn from(row: DraftRow) -> Self {
        Self {
            id: row.id,
            title: row.title,
            step: Step::named(&row.step),
            updated_at_ms: row.updated_at_ms,
            duration_us: row.duration.unwrap_or_default(),
            has_clip: row.duration.is_some(),
            poster_url: None,
        }
    }
}
