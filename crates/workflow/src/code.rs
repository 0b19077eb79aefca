//! Owns the closed list of what can go wrong, and which failure of another crate is which.

use serde::{Deserialize, Serialize};

/// What went wrong, as far as an interface acts on it differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    NotFound,
    EmptyFile,
    NotMedia,
    Truncated,
    NoVideo,
    NoAudio,
    NothingKept,
    Unreadable,
    ReadOnly,
    DiskFull,
    Exists,
    NeedsModel,
    BadModel,
    TestModel,
    BadCaptions,
    BadInput,
    BadArgument,
    EmptyScript,
    RefusedEdit,
    NothingToUndo,
    ClipMissing,
    NoMemory,
    ChildDied,
    Cancelled,
    NewerDatabase,
    BadRules,
    RulesUnsigned,
    RulesOlder,
    RulesBroken,
    /// Nobody said yet where rules can be fetched.
    NeedsAddress,
    /// An address that is not used: no https, or none at all.
    BadAddress,
    /// No rules, or no signature, at an address.
    RulesGone,
    /// The line broke before the rules were there; nothing of them is kept.
    RulesNoLine,
    /// A web page came instead of rules, as from a network that wants one to sign in.
    RulesPage,
    MissingCodec,
    /// Another job of the window runs, or another program fetches the same file.
    Busy,
    /// A checkpoint that cannot be made into a speech model.
    BadCheckpoint,
    /// The processor lacks something that recognition is built for.
    OldProcessor,
    /// The speech model needs more memory than is free.
    ModelMemory,
    /// The line is down or breaks again and again; what arrived is kept.
    NoLine,
    /// No address has the file any more.
    FileGone,
    /// Every copy of a file had a wrong checksum.
    WrongBytes,
    Internal,
}

pub(crate) fn child_code(code: &str) -> Code {
    serde_json::from_value(serde_json::Value::from(code)).unwrap_or(Code::Internal)
}

pub(crate) fn library_code(error: &library::Error) -> Code {
    match error {
        library::Error::Folder { source, .. } => output_code(source),
        library::Error::Newer { .. } => Code::NewerDatabase,
        library::Error::NoDraft { .. } => Code::NotFound,
        library::Error::NothingToUndo { .. } => Code::NothingToUndo,
        library::Error::Refused(_) => Code::RefusedEdit,
        library::Error::Migrate { .. }
        | library::Error::Document { .. }
        | library::Error::Database(_) => Code::Internal,
    }
}

pub(crate) fn captions_code(error: &captions::Error) -> Code {
    match error {
        captions::Error::ReadModel { source, .. } => input_code(source),
        captions::Error::NotAModel { .. } | captions::Error::LoadModel { .. } => Code::BadModel,
        captions::Error::CaptionFile { .. } => Code::BadCaptions,
        captions::Error::Language { .. } => Code::BadInput,
        captions::Error::NothingToFit { words: 0, .. } => Code::EmptyScript,
        captions::Error::NothingToFit { .. } => Code::NoAudio,
        captions::Error::Recognise { .. }
        | captions::Error::Lexicon { .. }
        | captions::Error::Refused(_) => Code::Internal,
    }
}

pub(crate) fn download_code(error: &download::Error) -> Code {
    match error {
        download::Error::Gone { .. } => Code::FileGone,
        download::Error::Line { .. } => Code::NoLine,
        download::Error::Wrong { .. } => Code::WrongBytes,
        download::Error::Disk { source, .. } => output_code(source),
        download::Error::Busy { .. } => Code::Busy,
        download::Error::Cancelled => Code::Cancelled,
        download::Error::Address { .. }
        | download::Error::Client { .. }
        | download::Error::TooLarge { .. }
        | download::Error::Unpinned { .. } => Code::Internal,
    }
}

/// The same for rules, of which nothing stays when the line breaks.
pub(crate) fn rules_code(error: &download::Error) -> Code {
    match error {
        download::Error::Address { .. } => Code::BadAddress,
        download::Error::Gone { .. } => Code::RulesGone,
        download::Error::Line { .. } => Code::RulesNoLine,
        download::Error::TooLarge { .. } => Code::RulesBroken,
        other => download_code(other),
    }
}

pub(crate) fn model_code(error: &speech_models::Error) -> Code {
    match error {
        speech_models::Error::Read { source, .. } => input_code(source),
        speech_models::Error::Write { source, .. } => output_code(source),
        speech_models::Error::NotAModel { .. } | speech_models::Error::Nothing { .. } => {
            Code::BadModel
        }
        speech_models::Error::NotACheckpoint { .. } => Code::BadCheckpoint,
        speech_models::Error::Catalogue { .. } => Code::Internal,
    }
}

pub(crate) fn media_code(error: &media::Error) -> Code {
    match error {
        error if error.wants_memory() => Code::NoMemory,
        media::Error::Unreadable { source, .. } => input_code(source),
        media::Error::Empty { .. } => Code::EmptyFile,
        media::Error::NotMedia { .. } => Code::NotMedia,
        media::Error::CutShort { .. } => Code::Truncated,
        media::Error::NoVideo { .. } => Code::NoVideo,
        media::Error::NoAudio { .. } => Code::NoAudio,
        media::Error::NothingKept { .. } => Code::NothingKept,
        media::Error::DiskFull { .. } => Code::DiskFull,
        media::Error::Unwritable { source, .. } => output_code(source),
        media::Error::Missing { .. } => Code::MissingCodec,
        media::Error::Engine { .. } | media::Error::Mismatch { .. } => Code::Internal,
    }
}

pub(crate) fn input_code(error: &std::io::Error) -> Code {
    match error.kind() {
        std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => Code::NotFound,
        std::io::ErrorKind::OutOfMemory => Code::NoMemory,
        _ => Code::Unreadable,
    }
}

pub(crate) fn output_code(error: &std::io::Error) -> Code {
    match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Code::DiskFull,
        std::io::ErrorKind::OutOfMemory => Code::NoMemory,
        _ => Code::ReadOnly,
    }
}
