//! Owns chapters: named stretches of a clip, in source time. Refuses to know which container
//! they came in.

use crate::TimeRange;
use serde::{Deserialize, Serialize};

/// A named stretch of a clip or of a finished video.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Chapter {
    /// From where to where.
    #[serde(flatten)]
    pub range: TimeRange,
    /// What it is called; may be empty.
    pub title: String,
}
