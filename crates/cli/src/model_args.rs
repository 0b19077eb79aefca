//! Owns the shape of `mang models`. The names are a promise, see CHANGELOG.md.

use clap::{Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum Models {
    /// Installed models, those that can be fetched, and the one that suits this computer
    List,
    /// Installs a whisper.cpp model, or converts a Whisper checkpoint (safetensors or PyTorch);
    /// of a folder, everything in it
    Add {
        #[arg(value_name = "FILE|FOLDER")]
        path: PathBuf,
        /// What a checkpoint becomes; otherwise what fits its size
        #[arg(long, value_enum)]
        format: Option<Format>,
    },
    /// Fetches a model; goes on where an earlier try ended
    Download {
        id: String,
        /// Kilobytes a second at most
        #[arg(long, value_name = "KB", value_parser = clap::value_parser!(u64).range(1..))]
        limit: Option<u64>,
        /// Throws away what arrived so far instead
        #[arg(long)]
        discard: bool,
    },
    /// Reads every installed model again and compares it with its checksum
    Verify,
    /// How fast an installed model, or with none this computer as such, works
    Measure { id: Option<String> },
    /// Removes an installed model
    Remove { id: String },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    #[value(name = "q5_0")]
    Q5,
    #[value(name = "q8_0")]
    Q8,
    #[value(name = "f16")]
    F16,
}

impl From<Format> for workflow::models::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Q5 => Self::Q5_0,
            Format::Q8 => Self::Q8_0,
            Format::F16 => Self::F16,
        }
    }
}
