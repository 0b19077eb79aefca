//! Owns the shape of the commands about captions. The names are a promise, see CHANGELOG.md.

use clap::{Args as ClapArgs, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, ClapArgs)]
pub(crate) struct Caption {
    pub clip: PathBuf,
    /// The text that was read
    #[arg(long, value_name = "FILE")]
    pub script: Option<PathBuf>,
    /// An installed model, a model file, or none
    #[arg(long, value_name = "ID|FILE|none")]
    pub model: Option<String>,
    #[arg(long, default_value = "vi")]
    pub lang: String,
    /// Names and products to listen for, one a line; added to the saved word list
    #[arg(long, value_name = "FILE")]
    pub words: Option<PathBuf>,
    /// English captions for the speech, by a model of several languages
    #[arg(long, conflicts_with = "script")]
    pub translate: bool,
    #[arg(long, value_enum, default_value = "vertical")]
    pub profile: Profile,
    /// .srt, .vtt, .ass, .json or .txt
    #[arg(short, value_name = "FILE")]
    pub output: PathBuf,
    /// Replaces an existing file
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ConvertCaptions {
    /// .srt, .vtt, .ass, .ssa, .ttml, .sbv, .lrc, .json or .txt
    pub input: PathBuf,
    /// The same endings; always written in UTF-8
    #[arg(short, value_name = "FILE")]
    pub output: PathBuf,
    /// Plain text keeps its times, in brackets before each line
    #[arg(long)]
    pub times: bool,
    /// Replaces an existing file
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct LintCaptions {
    /// Captions in any format that is read
    pub file: PathBuf,
    #[arg(long, value_enum, default_value = "vertical")]
    pub profile: Profile,
    /// Their clip: its end, its frames, and where nobody speaks
    #[arg(long, value_name = "FILE")]
    pub clip: Option<PathBuf>,
    /// What was really said, to count wrong words
    #[arg(long, value_name = "FILE")]
    pub script: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Profile {
    Vertical,
    Wide,
    Easy,
}

impl From<Profile> for captions::Profile {
    fn from(profile: Profile) -> Self {
        match profile {
            Profile::Vertical => Self::Vertical,
            Profile::Wide => Self::Wide,
            Profile::Easy => Self::Easy,
        }
    }
}
