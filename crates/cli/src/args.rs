//! Owns the shape of the command line. The names are a promise, see CHANGELOG.md.

use crate::caption_args::{Caption, ConvertCaptions, LintCaptions};
use crate::look_args::{Fill, Preset, Style};
use crate::model_args::Models;
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Captions, cuts and checks clips, offline.
#[derive(Debug, Parser)]
#[command(name = "mang", version, about)]
pub(crate) struct Args {
    /// One JSON document on standard output, nothing else there
    #[arg(long, global = true)]
    pub json: bool,
    /// The data folder; otherwise MANG_HOME or the system's place
    #[arg(long, global = true, value_name = "DIR")]
    pub home: Option<PathBuf>,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Makes a sample clip and runs the main job on it
    Demo {
        /// Where the results go
        #[arg(long, value_name = "DIR", default_value = "mang-demo")]
        out: PathBuf,
    },
    /// The main job: captions, trim, check, render
    Make(Make),
    /// Media facts
    Probe {
        file: PathBuf,
        /// The time of every frame too
        #[arg(long)]
        frames: bool,
        /// How loud it is, which reads the whole sound
        #[arg(long)]
        loudness: bool,
    },
    /// Recognises speech, or fits the script to it, and writes cues
    Caption(Caption),
    /// One caption file into another format, whatever its encoding
    ConvertCaptions(ConvertCaptions),
    /// How readable captions are: figures, and what to mend, cue by cue
    LintCaptions(LintCaptions),
    /// Proposes a cut list that removes pauses
    Silence(Silence),
    /// Cuts a clip and its captions
    Cut(Cut),
    /// Full render: cuts, captions drawn in, another shape
    Render(Render),
    /// Policy findings in a text
    Check(Check),
    /// Rule packs
    #[command(subcommand)]
    Rules(Rules),
    /// Speech models on this computer
    #[command(subcommand)]
    Models(Models),
    /// Drafts in the library
    #[command(subcommand)]
    Draft(Draft),
    /// What this computer can and can't do
    Doctor,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Make {
    pub clip: PathBuf,
    /// The text that was read
    #[arg(long, value_name = "FILE")]
    pub script: Option<PathBuf>,
    /// Where the results go
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    #[arg(long, value_enum, default_value = "tiktok")]
    pub platform: Platform,
    /// An installed model, a model file, or none
    #[arg(long, value_name = "ID|FILE|none")]
    pub model: Option<String>,
    #[arg(long, default_value = "vi")]
    pub lang: String,
    #[arg(long, value_enum, default_value = "9:16")]
    pub aspect: Aspect,
    /// Pauses stay
    #[arg(long)]
    pub keep_silence: bool,
    /// Replaces existing files
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Silence {
    pub clip: PathBuf,
    /// Where the cut list goes; otherwise to standard output
    #[arg(short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// How much air stays around speech
    #[arg(long, value_enum, default_value = "normal")]
    pub breathing: Breathing,
    /// Captions with the times of words, as `mang caption -o words.json` writes them: nothing
    /// is cut inside a word
    #[arg(long, value_name = "FILE")]
    pub captions: Option<PathBuf>,
    /// Filler sounds go too, where they are surely nothing else
    #[arg(long, requires = "captions")]
    pub fillers: bool,
    /// Replaces an existing file
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Cut {
    pub clip: PathBuf,
    /// Ranges that stay, in seconds: 0-3.2,5-9.5
    #[arg(long, required_unless_present = "cuts", conflicts_with = "cuts")]
    pub keep: Option<String>,
    /// A cut list, as `mang silence` writes it
    #[arg(long, value_name = "FILE")]
    pub cuts: Option<PathBuf>,
    /// Captions of the clip, to be re-timed beside the result
    #[arg(long, value_name = "FILE")]
    pub captions: Option<PathBuf>,
    /// `auto` takes the quickest way that is right; `smart` copies and codes only around cuts;
    /// `copy` codes nothing and moves cuts outwards; `full` codes everything anew
    #[arg(long, value_enum, default_value = "auto")]
    pub mode: Mode,
    #[arg(short, value_name = "FILE")]
    pub output: PathBuf,
    /// Replaces existing files
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Render {
    pub clip: PathBuf,
    /// A cut list, as `mang silence` writes it
    #[arg(long, value_name = "FILE")]
    pub cuts: Option<PathBuf>,
    /// Captions of the clip, drawn into the picture and kept in the file as text
    #[arg(long, value_name = "FILE")]
    pub captions: Option<PathBuf>,
    /// Language of the captions
    #[arg(long, default_value = "vi")]
    pub lang: String,
    /// For whom the file is: decides its size, its bits and where captions may stand
    #[arg(long, value_enum)]
    pub preset: Option<Preset>,
    /// How the captions look
    #[arg(long, value_enum, default_value = "box")]
    pub style: Style,
    /// Another shape; otherwise the preset's, or the clip's own
    #[arg(long, value_enum)]
    pub aspect: Option<Aspect>,
    /// What becomes of a picture of another shape: cut, or shown whole before blurred sides
    #[arg(long, value_enum, default_value = "crop")]
    pub fill: Fill,
    /// Where the important thing is, in percent from the left and from the top
    #[arg(long, value_name = "X,Y", default_value = "50,50", value_parser = focus)]
    pub focus: (u8, u8),
    #[arg(short, value_name = "FILE")]
    pub output: PathBuf,
    /// Replaces an existing file
    #[arg(long)]
    pub force: bool,
}

fn focus(text: &str) -> Result<(u8, u8), String> {
    let percent = |part: &str| part.trim().parse().ok().filter(|p: &u8| *p <= 100);
    let parts = text.split_once(',').and_then(|(x, y)| Some((percent(x)?, percent(y)?)));
    parts.ok_or_else(|| "two numbers from 0 to 100 are wanted, like 50,50".to_owned())
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Check {
    /// The text; `-` or nothing reads standard input
    pub file: Option<PathBuf>,
    #[arg(long, value_enum, default_value = "tiktok")]
    pub platform: Platform,
    /// What the draft form knows, as JSON or a file of it
    #[arg(long, value_name = "JSON|FILE")]
    pub context: Option<String>,
    /// The clip, for facts of the film
    #[arg(long, value_name = "FILE")]
    pub clip: Option<PathBuf>,
    /// Captions to be read as well
    #[arg(long, value_name = "FILE")]
    pub captions: Option<PathBuf>,
    /// Rules of another folder than the program's own
    #[arg(long, value_name = "DIR")]
    pub rules: Option<PathBuf>,
}

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
}

#[derive(Debug, ClapArgs)]
pub(crate) struct RulesFrom {
    /// Rules of another folder than the program's own
    #[arg(long, value_name = "DIR")]
    pub rules: Option<PathBuf>,
}

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
    /// Deletes a draft; its clip stays
    Delete { id: String },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Platform {
    Tiktok,
    TiktokShop,
    Facebook,
    Youtube,
}

impl From<Platform> for timeline::Platform {
    fn from(platform: Platform) -> Self {
        match platform {
            Platform::Tiktok => Self::Tiktok,
            Platform::TiktokShop => Self::TiktokShop,
            Platform::Facebook => Self::Facebook,
            Platform::Youtube => Self::Youtube,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Aspect {
    #[value(name = "9:16")]
    Vertical,
    #[value(name = "1:1")]
    Square,
    #[value(name = "16:9")]
    Wide,
}

impl From<Aspect> for timeline::Aspect {
    fn from(aspect: Aspect) -> Self {
        match aspect {
            Aspect::Vertical => Self::Vertical,
            Aspect::Square => Self::Square,
            Aspect::Wide => Self::Wide,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Breathing {
    Gentle,
    Normal,
    Tight,
}

impl From<Breathing> for timeline::Breathing {
    fn from(breathing: Breathing) -> Self {
        match breathing {
            Breathing::Gentle => Self::Gentle,
            Breathing::Normal => Self::Normal,
            Breathing::Tight => Self::Tight,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Mode {
    Auto,
    Smart,
    Copy,
    Full,
}

impl From<Mode> for media::CutMode {
    fn from(mode: Mode) -> Self {
        match mode {
            Mode::Auto => Self::Auto,
            Mode::Smart => Self::Smart,
            Mode::Copy => Self::Copy,
            Mode::Full => Self::Full,
        }
    }
}
