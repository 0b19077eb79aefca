//! Owns the words of the command line for learning. The names are a promise, see CHANGELOG.md.

use clap::Subcommand;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum Learn {
    /// The card of a rule: what, why, a sentence to mend, a sentence that is fine
    Card { id: String },
    /// Ten questions, first about the rules that your drafts broke most
    Quiz,
    /// Notes how a question about a rule was answered
    Answer {
        id: String,
        /// It was answered as the rule does
        #[arg(long, conflicts_with = "wrong", required_unless_present = "wrong")]
        right: bool,
        /// It was answered otherwise
        #[arg(long)]
        wrong: bool,
    },
    /// What was broken, mended and learned so far
    Progress {
        /// A sheet to print: .html or .md
        #[arg(short, value_name = "FILE")]
        output: Option<PathBuf>,
        /// Replaces an existing file
        #[arg(long)]
        force: bool,
    },
}
