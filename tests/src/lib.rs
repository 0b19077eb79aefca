//! What the acceptance tests stand on: the real `mang` program in a home of its own, clips made
//! by the `ffmpeg` program, and witnesses that look at results without our own code.
//!
//! Refuses to import any crate of ours: everything goes through the front door.

pub mod barcode;
#[cfg(target_os = "linux")]
pub mod bounded;
pub mod boxes;
pub mod clips;
pub mod folder;
pub mod mang;
pub mod matrix;
pub mod mutation;
pub mod program;
pub mod publisher;
pub mod random;
pub mod refusal;
pub mod repository;
#[cfg(unix)]
pub mod running;
pub mod scenes;
pub mod subtitles;
pub mod witness;

pub use mang::{Ended, Mang};
