//! Speech models as files: which there are, what a file is, and how a checkpoint becomes one that
//! whisper.cpp reads.
//!
//! Owns the catalogue, the reading of ggml headers and the conversion of Whisper checkpoints
//! (safetensors, PyTorch archives, unquantised ggml) to ggml with smaller numbers. Refuses to run
//! models, to fetch them, and to execute anything a file says: pickles are read for names, shapes
//! and places only.

mod catalogue;
mod checkpoint;
mod convert;
mod dims;
mod error;
mod format;
mod ggml;
mod mel;
mod needs;
mod quantise;
mod recognise;
mod stored;
mod tensors;
mod torch;
mod vocabulary;
mod weights;

pub use catalogue::{Catalogue, Doubt, Entry, Family, Fitness, Words};
pub use convert::{convert, probe};
pub use dims::Dims;
pub use error::{CheckpointFault, Error, ModelFault};
pub use format::Format;
pub use ggml::{Facts, inspect, inspect_file};
pub use needs::{Work, memory_needed};
pub use recognise::{Found, Kind, look};
pub use weights::checkpoint_dims;
