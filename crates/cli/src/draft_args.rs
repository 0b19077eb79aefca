//! Owns the words of the command line for drafts. The names are a promise, see CHANGELOG.md.

use clap::Subcommand;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum Draft {
    /// Starts a draft, around a clip or with the script first
    New {
        clip: Option<PathBuf>,
        #[arg(long, default_value = "")]
        title: String,
        #[arg(long, value_name = "FILE")]
        script: Option<PathBuf>,
    },
    /// All drafts
    List,
    /// One draft
    Show { id: String },
    /// Writes a draft as a file
    Export {
        id: String,
        #[arg(short, value_name = "FILE")]
        output: PathBuf,
        /// Replaces an existing file
        #[arg(long)]
        force: bool,
    },
    /// Reads a draft from a file
    Import { file: PathBuf },
    /// What only you can answer before posting, and the answers
    Checklist {
        id: String,
        /// An answer: yes, no, the id of a choice, or the name of a document; empty takes it back
        #[arg(long, value_name = "QUESTION=ANSWER")]
        answer: Vec<String>,
    },
    /// Deletes a draft; its clip stays
    Delete { id: String },
}
