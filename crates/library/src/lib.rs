//! What is on this computer: the database of drafts, edits and settings.
//!
//! Owns opening, backing up and migrating the database and every table in it. Refuses clocks
//! (times are handed in), decisions about drafts (`timeline`) and files other than its own.

mod dictionary;
mod drafts;
mod error;
mod learned;
mod open;
mod settings;
mod sound_levels;

pub use drafts::{DraftRow, StoredDraft};
pub use error::Error;
pub use learned::{Learned, LearnedRow};
pub use open::Library;
