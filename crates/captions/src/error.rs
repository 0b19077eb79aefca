//! Owns why recognition or reading failed. Refuses findings: a broken cue in a file is a
//! [`Problem`](crate::Problem), not an error.

use speech_models::ModelFault;
use std::path::PathBuf;

/// Why a step of this crate could not be done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The model file cannot be read.
    #[error("cannot read the speech model {}", path.display())]
    ReadModel {
        /// Where it should be.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is no usable speech model.
    #[error("{} is no usable speech model", path.display())]
    NotAModel {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        source: ModelFault,
    },
    /// The header is right but whisper refuses the content.
    #[error("whisper refuses the speech model {}", path.display())]
    LoadModel {
        /// Which file.
        path: PathBuf,
        /// What whisper said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The model does not know this language.
    #[error("the speech model does not know the language {language:?}")]
    Language {
        /// As asked for.
        language: String,
    },
    /// Whisper gave up on the sound that begins at `at_us`.
    #[error("whisper failed on the sound at {at_us} µs")]
    Recognise {
        /// Start of the stretch in the clip.
        at_us: i64,
        /// What whisper said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The script has no words or the sound has no voice.
    #[error("nothing to place: {words} words on {stretches} voiced stretches")]
    NothingToFit {
        /// Words in the script.
        words: usize,
        /// Voiced stretches in the sound.
        stretches: usize,
    },
    /// The list of filler words that came with the program is broken.
    #[error("the list of filler words is broken: {what}")]
    Lexicon {
        /// What is wrong with it.
        what: String,
    },
    /// A file that should hold captions gave none.
    #[error("{} holds no captions that can be used", path.display())]
    CaptionFile {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: crate::ReadFault,
    },
    /// A value that the vocabulary refuses.
    #[error(transparent)]
    Refused(#[from] timeline::Refused),
}
