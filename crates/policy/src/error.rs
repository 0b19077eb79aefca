//! Owns what can go wrong with a rule pack. A bad draft is a finding, never an error.

use std::path::PathBuf;

/// Why a pack was refused. Every variant names the file.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{path}: cannot be read")]
    Read { path: PathBuf, source: std::io::Error },
    #[error("{path}: larger than {limit} bytes")]
    TooLarge { path: PathBuf, limit: u64 },
    #[error("{path}: not a valid file: {reason}")]
    Parse { path: PathBuf, reason: String },
    #[error("{path}: {reason}")]
    Rule { path: PathBuf, reason: String },
    #[error("{path}: the id {id} is used twice")]
    Duplicate { path: PathBuf, id: String },
    #[error("{path}: {kind} {name} is not known")]
    Unknown { path: PathBuf, kind: &'static str, name: String },
    #[error("{path}: no rules here")]
    Empty { path: PathBuf },
}

impl Error {
    /// A stable code for windows and scripts.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Read { .. } => "rules-unreadable",
            Self::TooLarge { .. } => "rules-too-large",
            Self::Parse { .. } => "rules-not-toml",
            Self::Rule { .. } => "rules-bad-rule",
            Self::Duplicate { .. } => "rules-duplicate-id",
            Self::Unknown { .. } => "rules-unknown-name",
            Self::Empty { .. } => "rules-empty",
        }
    }
}
