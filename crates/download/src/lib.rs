//! Fetches one large file over a bad line.
//!
//! Owns resuming, mirrors, patience, the speed limit and the proof that every byte is right before
//! the file gets its name. Refuses files without a checksum, addresses without encryption (but the
//! computer's own, for tests) and to start by itself: somebody asked for each fetch.
//!
//! The bytes that arrived are kept beside the place as `NAME.part`, with a note `NAME.part.json` of
//! where they came from. They stay through broken lines, cancelled fetches and ended programs, and
//! go only when they were proven wrong.

mod answer;
mod attempt;
mod client;
mod digest;
mod error;
mod fetch;
mod pace;
mod partial;
mod wanted;

pub use digest::Digest;
pub use error::Error;
pub use fetch::fetch;
pub use partial::{discard, kept_bytes};
pub use wanted::{Fetched, Habits, Phase, Progress, Wanted};
