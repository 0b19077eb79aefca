//! Owns how the straight line fails: one closed [`Code`] for programs, values for the sentence,
//! and the chain of causes for the log. Words are the interface's.

use crate::code::{
    Code, captions_code, child_code, download_code, input_code, library_code, media_code,
    model_code, output_code, rules_code,
};
use crate::ended;
use job::Failure;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Why a step could not be done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A heavy step failed and could say why.
    #[error("{0}")]
    Child(Failure),
    /// A heavy step's process ended without a word of its own.
    #[error("the {task} process ended by {how}")]
    ChildDied { task: &'static str, how: String, last_words: String },
    /// The user stopped it; an outcome rather than an error, with nothing left behind.
    #[error("cancelled")]
    Cancelled,
    /// The library failed.
    #[error("the library failed")]
    Library(#[from] library::Error),
    /// A rule pack is broken.
    #[error("the rules cannot be used")]
    Rules(#[from] policy::Error),
    /// Rule packs in a file are broken; those in use stay.
    #[error("{} holds no rules that can be used", path.display())]
    RulePack { path: PathBuf, source: policy::Error },
    /// Rule packs in a file carry no signature, or not that of the publisher.
    #[error("{} is not signed by the publisher", path.display())]
    Signature { path: PathBuf },
    /// Rule packs in a file are not newer than those in use.
    #[error("{} is not newer than the rules in use", path.display())]
    OlderRules { path: PathBuf },
    /// Rules are to be fetched, and nobody said yet from where.
    #[error("no address to fetch rules from")]
    NeedsAddress,
    /// Rule packs could not be fetched; those in use stay.
    #[error("no rules came from {address}")]
    RulesFetch { address: String, source: download::Error },
    /// A web page came instead of rule packs; those in use stay.
    #[error("{address} is a web page")]
    RulesPage { address: String },
    /// A speech model or a script was not usable.
    #[error("captions failed")]
    Captions(#[from] captions::Error),
    /// A file that was given cannot be read.
    #[error("{} cannot be read", path.display())]
    Input { path: PathBuf, source: std::io::Error },
    /// A file that was given has nothing that can be used; `what` says what was expected.
    #[error("{} holds no {what}", path.display())]
    Content { path: PathBuf, what: &'static str },
    /// Something on the command line cannot be understood.
    #[error("{what:?} cannot be understood")]
    Argument { what: String },
    /// A result cannot be written.
    #[error("{} cannot be written", path.display())]
    Output { path: PathBuf, source: std::io::Error },
    /// A file of that name is there and was not to be replaced.
    #[error("{} is already there", path.display())]
    Exists { path: PathBuf },
    /// Neither a speech model nor a script: nothing can be written under the film.
    #[error("no speech model and no script")]
    NeedsModel,
    /// The test model must not become somebody's caption model.
    #[error("{} is the model for tests, it understands no person", path.display())]
    TestModel { path: PathBuf },
    /// A file could not be fetched.
    #[error("the file could not be fetched")]
    Download(#[from] download::Error),
    /// A speech model's file is not usable.
    #[error("the speech model cannot be used")]
    SpeechModels(#[from] speech_models::Error),
    /// The processor lacks features that recognition is built for.
    #[error("this processor lacks {}", missing.join(", "))]
    Processor { missing: Vec<String> },
    /// The model at `path` needs more memory than is free.
    #[error("{} needs {needs_mb} MB of memory, {free_mb} MB are free", path.display())]
    Memory { path: PathBuf, needs_mb: u64, free_mb: u64 },
    /// The draft's clip is no longer where it was.
    #[error("the clip {} is gone", path.display())]
    ClipMissing { path: PathBuf },
}

impl Error {
    /// What programs act on.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            Self::Child(failure) => child_code(&failure.code),
            Self::ChildDied { how, last_words, .. }
                if ended::looks_like_memory(how, last_words) =>
            {
                Code::NoMemory
            }
            Self::ChildDied { how, .. } if ended::looks_like_processor(how) => Code::OldProcessor,
            Self::ChildDied { .. } => Code::ChildDied,
            Self::Cancelled => Code::Cancelled,
            Self::Library(error) => library_code(error),
            Self::Rules(_) => Code::BadRules,
            Self::RulePack { .. } => Code::RulesBroken,
            Self::Signature { .. } => Code::RulesUnsigned,
            Self::OlderRules { .. } => Code::RulesOlder,
            Self::NeedsAddress => Code::NeedsAddress,
            Self::RulesFetch { source, .. } => rules_code(source),
            Self::RulesPage { .. } => Code::RulesPage,
            Self::Captions(error) => captions_code(error),
            Self::Input { source, .. } => input_code(source),
            Self::Content { what: "captions", .. } => Code::BadCaptions,
            Self::Content { .. } => Code::BadInput,
            Self::Argument { .. } => Code::BadArgument,
            Self::Output { source, .. } => output_code(source),
            Self::Exists { .. } => Code::Exists,
            Self::NeedsModel => Code::NeedsModel,
            Self::TestModel { .. } => Code::TestModel,
            Self::Download(error) => download_code(error),
            Self::SpeechModels(error) => model_code(error),
            Self::Processor { .. } => Code::OldProcessor,
            Self::Memory { .. } => Code::ModelMemory,
            Self::ClipMissing { .. } => Code::ClipMissing,
        }
    }

    /// Values that belong into the sentence: `path`, `name` (the path's last part), `what` …
    #[must_use]
    pub fn params(&self) -> BTreeMap<String, String> {
        let path = match self {
            Self::Child(failure) => return named(failure.params.iter().cloned().collect()),
            Self::Argument { what } => {
                return BTreeMap::from([("what".to_owned(), what.clone())]);
            }
            Self::Processor { missing } => {
                return BTreeMap::from([("what".to_owned(), missing.join(", "))]);
            }
            Self::Memory { path, needs_mb, free_mb } => {
                let mb = |name: &str, mb: &u64| (name.to_owned(), mb.to_string());
                let path = ("path".to_owned(), path.display().to_string());
                return named(BTreeMap::from([path, mb("needs", needs_mb), mb("free", free_mb)]));
            }
            Self::Download(
                download::Error::Gone { address, .. } | download::Error::Line { address, .. },
            )
            | Self::RulesPage { address } => {
                return BTreeMap::from([("what".to_owned(), host(address))]);
            }
            Self::RulesFetch { address, source } => {
                let path = ("path".to_owned(), address.clone());
                let is_address = matches!(source, download::Error::Address { .. });
                let what = if is_address { address.clone() } else { host(address) };
                return named(BTreeMap::from([path, ("what".to_owned(), what)]));
            }
            Self::Input { path, .. }
            | Self::Content { path, .. }
            | Self::Output { path, .. }
            | Self::Exists { path }
            | Self::TestModel { path }
            | Self::ClipMissing { path }
            | Self::RulePack { path, .. }
            | Self::Signature { path }
            | Self::OlderRules { path }
            | Self::Library(library::Error::Folder { path, .. } | library::Error::Newer { path })
            | Self::Captions(
                captions::Error::ReadModel { path, .. }
                | captions::Error::NotAModel { path, .. }
                | captions::Error::LoadModel { path, .. }
                | captions::Error::CaptionFile { path, .. },
            )
            | Self::SpeechModels(
                speech_models::Error::Read { path, .. }
                | speech_models::Error::Write { path, .. }
                | speech_models::Error::NotAModel { path, .. }
                | speech_models::Error::NotACheckpoint { path, .. }
                | speech_models::Error::Nothing { path },
            )
            | Self::Download(
                download::Error::Disk { path, .. }
                | download::Error::Wrong { place: path }
                | download::Error::Busy { place: path },
            ) => path.clone(),
            // No paths, but what was asked for and what the sentence names.
            Self::Library(library::Error::NoDraft { id: asked })
            | Self::Captions(captions::Error::Language { language: asked }) => asked.into(),
            _ => return BTreeMap::new(),
        };
        named(BTreeMap::from([("path".to_owned(), path.display().to_string())]))
    }

    /// The same on its way out of a child.
    pub(crate) fn into_failure(self) -> Failure {
        Failure { params: self.params().into_iter().collect(), ..failure(self.code(), &self) }
    }

    /// Everything for the log and for "copy details": the chain of causes and last words.
    #[must_use]
    pub fn details(&self) -> String {
        let mut text = self.to_string();
        let mut cause = std::error::Error::source(self);
        while let Some(error) = cause {
            text.push_str(": ");
            text.push_str(&error.to_string());
            cause = error.source();
        }
        if let Self::ChildDied { last_words, .. } = self
            && !last_words.is_empty()
        {
            text.push('\n');
            text.push_str(last_words);
        }
        text
    }
}

fn named(mut params: BTreeMap<String, String>) -> BTreeMap<String, String> {
    let name = params.get("path").and_then(|p| Path::new(p).file_name().map(ToOwned::to_owned));
    if let Some(name) = name {
        params.insert("name".to_owned(), name.to_string_lossy().into_owned());
    }
    params
}

/// The part of an address that says something to a person.
pub(crate) fn host(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    // Whoever has a name and a password in it does not want them read aloud.
    host.rsplit('@').next().unwrap_or_default().to_owned()
}

/// A media error on its way out of the child.
pub(crate) fn media_failure(error: &media::Error) -> Failure {
    let path = match error {
        media::Error::Unreadable { path, .. }
        | media::Error::Empty { path }
        | media::Error::NotMedia { path, .. }
        | media::Error::CutShort { path }
        | media::Error::NoVideo { path }
        | media::Error::NoAudio { path }
        | media::Error::NothingKept { path }
        | media::Error::DiskFull { path }
        | media::Error::Unwritable { path, .. }
        | media::Error::Engine { path, .. }
        | media::Error::Mismatch { path, .. } => Some(path.display().to_string()),
        media::Error::Missing { .. } => None,
    };
    let failure = failure(media_code(error), error);
    path.into_iter().fold(failure, |failure, path| failure.with("path", path))
}

/// A captions error on its way out of the child.
pub(crate) fn captions_failure(error: captions::Error) -> Failure {
    Error::Captions(error).into_failure()
}

fn failure(code: Code, error: &dyn std::error::Error) -> Failure {
    let mut message = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        message.push_str(": ");
        message.push_str(&error.to_string());
        cause = error.source();
    }
    let code = serde_json::to_value(code).ok().and_then(|v| v.as_str().map(str::to_owned));
    Failure::new(code.unwrap_or_default(), message)
}

/// An error as it crosses to an interface.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct ErrorView {
    /// What to act on and to word.
    pub code: Code,
    /// Values for the sentence.
    pub params: BTreeMap<String, String>,
    /// For the log and for "copy details", in English.
    pub details: String,
}

impl From<Error> for ErrorView {
    fn from(error: Error) -> Self {
        Self { code: error.code(), params: error.params(), details: error.details() }
    }
}
