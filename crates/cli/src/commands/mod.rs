//! One file a subcommand. Each calls `workflow` and gives a [`Report`]; none decides anything.

mod caption;
mod check;
mod convert_captions;
mod cut;
mod demo;
mod doctor;
mod draft;
mod learn;
mod lint_captions;
mod make;
mod models;
mod probe;
mod render;
mod report;
mod rules;
mod silence;

use crate::args::{Args, Command};
use crate::end::{self, Report};
use crate::progress;
use std::path::Path;
use std::process::ExitCode;
use workflow::{Error, Studio, Watch};

/// What a subcommand works with.
pub(crate) struct Context {
    pub(crate) studio: Studio,
    pub(crate) watch: Watch,
}

/// Runs the command and gives the exit code.
pub(crate) async fn run(args: Args) -> ExitCode {
    let Args { json, home, command } = args;
    let home = home.unwrap_or_else(workflow::home::data_folder);
    let outcome = async {
        let program = std::env::current_exe()
            .map_err(|source| Error::Input { path: "mang".into(), source })?;
        let studio = Studio::open(home, program).await?;
        dispatch(command, &Context { studio, watch: progress::watch(json) }).await
    };
    end::with(outcome.await, json)
}

async fn dispatch(command: Command, with: &Context) -> Result<Report, Error> {
    match command {
        Command::Demo { out } => demo::run(out, with).await,
        Command::Make(args) => make::run(args, with).await,
        Command::Probe { file, frames, loudness } => {
            probe::run(&file, (frames, loudness), with).await
        }
        Command::Caption(args) => caption::run(args, with).await,
        Command::ConvertCaptions(args) => convert_captions::run(&args),
        Command::LintCaptions(args) => lint_captions::run(args, with).await,
        Command::Silence(args) => silence::run(args, with).await,
        Command::Cut(args) => cut::run(args, with).await,
        Command::Render(args) => render::run(args, with).await,
        Command::Check(args) => check::run(args, with).await,
        Command::Rules(args) => rules::run(args, with).await,
        Command::Models(args) => models::run(args, with).await,
        Command::Draft(args) => draft::run(args, with).await,
        Command::Learn(args) => learn::run(args, with).await,
        Command::Report { id, output, force } => report::run(&id, (&output, force), with).await,
        Command::Doctor => doctor::run(with).await,
    }
}

/// A text file in any encoding that the caption reader knows.
pub(crate) fn read_text(path: &Path) -> Result<String, Error> {
    let bytes =
        std::fs::read(path).map_err(|source| Error::Input { path: path.to_owned(), source })?;
    captions::decode(&bytes).ok_or_else(|| Error::Content { path: path.to_owned(), what: "text" })
}
