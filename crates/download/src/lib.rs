//! Fetches one large file over a bad line, or a small one whole.
//!
//! Owns resuming, mirrors, patience, the speed limit and the proof that every byte is right before
//! the file gets its name. Refuses large files without a checksum, addresses without encryption (but the
//! computer's own, for tests) and to start by itself: somebody asked for each fetch.
//!
//! The bytes that arrived are kept beside the place as `NAME.part`, with a note `NAME.part.json` of
//! where they came from. They stay through broken lines, cancelled fetches and ended programs, and
//! go only when they were proven wrong. A small file (see [`small`]) stays in memory; it may come
//! without a checksum, because whoever asks for it has another proof, such as a signature.

mod answer;
mod attempt;
mod client;
mod digest;
mod error;
mod fetch;
mod pace;
mod partial;
mod patience;
mod small;
mod wanted;

pub use digest::Digest;
pub use error::Error;
pub use fetch::fetch;
pub use partial::{discard, kept_bytes};
pub use small::small;
pub use wanted::{Fetched, Habits, Phase, Progress, Wanted};
