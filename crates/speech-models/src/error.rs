//! Owns why a model file cannot be used. Refuses words for people: see `ui/messages`.

use std::path::PathBuf;

/// What is wrong with a file that should be a ggml speech model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ModelFault {
    /// Another kind of file.
    #[error("it is not a whisper.cpp model")]
    Magic,
    /// The right kind, but with sizes that no Whisper model has.
    #[error("its header holds impossible numbers")]
    Header,
    /// It ends too early: an interrupted download or copy.
    #[error("it ends too early")]
    Truncated,
    /// Made for a tensor type that this program does not know.
    #[error("it uses an unknown number format")]
    NumberFormat,
    /// Whole numbers of 32 bits: whisper.cpp ends the program over them. They can be converted.
    #[error("it keeps 32 bits a weight, which has to be converted first")]
    Exact,
}

/// What is wrong with a checkpoint that should be converted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointFault {
    /// No kind of checkpoint that is known.
    #[error("it is neither safetensors nor a PyTorch archive nor a ggml model")]
    Kind,
    /// PyTorch's way of before 2020, which cannot be read piece by piece.
    #[error("it is a PyTorch file of the old kind, without an archive around it")]
    Old,
    /// It ends too early, or its table of contents is broken.
    #[error("it is broken: {0}")]
    Broken(String),
    /// Its pickle asks for something that weights do not need.
    #[error("its pickle asks for {0}, which is not done")]
    Pickle(String),
    /// Weights of another kind of model, or only a part of one.
    #[error("it holds no whole Whisper model: {0}")]
    NotWhisper(String),
    /// A tensor has another shape than its place in the model demands.
    #[error("{name} has the shape {found:?} instead of {wanted:?}")]
    Shape {
        /// Which tensor.
        name: String,
        /// Outermost first.
        found: Vec<u64>,
        /// Outermost first.
        wanted: Vec<u64>,
    },
    /// Weights in a number format that is not converted.
    #[error("{0} has a number format that is not converted")]
    NumberFormat(String),
    /// A weight is no number, or too large for the format.
    #[error("{0} holds values that are no usable numbers")]
    Values(String),
    /// The list of tokens is missing or does not fit.
    #[error("its vocabulary cannot be used: {0}")]
    Vocabulary(String),
}

/// Why a file could not be read, recognised or converted.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file that was given cannot be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The result cannot be written.
    #[error("cannot write {}", path.display())]
    Write {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A ggml file that cannot be used.
    #[error("{} is no usable speech model", path.display())]
    NotAModel {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        source: ModelFault,
    },
    /// A checkpoint that cannot be converted.
    #[error("{} is no usable checkpoint", path.display())]
    NotACheckpoint {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        source: CheckpointFault,
    },
    /// Nothing in that folder is a speech model.
    #[error("{} holds no speech model", path.display())]
    Nothing {
        /// Which folder.
        path: PathBuf,
    },
    /// The catalogue that came with the program is broken.
    #[error("the catalogue of speech models is broken: {what}")]
    Catalogue {
        /// What is wrong with it.
        what: String,
    },
}
