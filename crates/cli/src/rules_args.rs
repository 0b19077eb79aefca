//! Owns the words of the command line for rule packs. The names are a promise, see CHANGELOG.md.

use clap::{Args as ClapArgs, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum Rules {
    /// The packs and their rules
    List(RulesFrom),
    /// One rule with its source and examples
    Show {
        id: String,
        #[command(flatten)]
        from: RulesFrom,
    },
    /// Runs the examples beside each rule
    Test(RulesFrom),
    /// Takes newer packs from a file; their signature lies beside it as FILE.minisig
    Add {
        file: PathBuf,
        /// The public key of another publisher than the program's own
        #[arg(long, value_name = "FILE")]
        key: Option<PathBuf>,
    },
    /// Fetches newer packs; their signature lies beside them as ADDRESS.minisig
    Fetch {
        /// Where they lie (https); without it, where they came from the last time
        address: Option<String>,
        /// The public key of another publisher than the program's own
        #[arg(long, value_name = "FILE")]
        key: Option<PathBuf>,
    },
    /// Goes back to the packs that came with the program
    Reset,
    /// Makes one file of a rules folder, to be signed with minisign
    Pack {
        folder: PathBuf,
        /// Larger than that of any set given out before
        #[arg(long)]
        serial: u64,
        #[arg(short, value_name = "FILE")]
        output: PathBuf,
        /// Replaces an existing file
        #[arg(long)]
        force: bool,
    },
}

#[derive(Debug, ClapArgs)]
pub(crate) struct RulesFrom {
    /// Rules of another folder than the program's own
    #[arg(long, value_name = "DIR")]
    pub rules: Option<PathBuf>,
}
