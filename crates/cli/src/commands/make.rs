//! `mang make`: the main job.

use super::{Context, read_text};
use crate::args::Make;
use crate::end::Report;
use policy::Severity;
use words::said;
use workflow::make::{self, Order, Summary};
use workflow::models::Choice;
use workflow::{Error, output};

pub(crate) async fn run(args: Make, with: &Context) -> Result<Report, Error> {
    let stem = args.clip.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let beside = || args.clip.with_file_name(format!("{stem} - mang"));
    let folder = args.out.clone().unwrap_or_else(beside);
    if let Some(script) = &args.script {
        // A script that lies where a result goes would be replaced by it with --force.
        for name in ["captions.srt", "captions.vtt", "check.md"] {
            output::keep_source(script, &folder.join(name))?;
        }
    }
    let order = Order {
        script: args.script.as_deref().map(read_text).transpose()?,
        folder,
        clip: args.clip,
        platform: args.platform.into(),
        model: choice(args.model),
        sample: false,
        language: args.lang,
        aspect: args.aspect.into(),
        keep_silence: args.keep_silence,
        force: args.force,
        report: words::language(),
    };
    let summary = make::make(&with.studio, order, &with.watch).await?;
    let (blocking, ..) = summary.findings;
    Ok(report(&summary).answer(blocking == 0))
}

/// What `--model` means.
pub(crate) fn choice(model: Option<String>) -> Choice {
    match model {
        None => Choice::Default,
        Some(name) if name == "none" => Choice::None,
        Some(name) => Choice::Named(name),
    }
}

/// What came out, in a few lines.
pub(crate) fn report(summary: &Summary) -> Report {
    let (block, restrict, advise) = summary.findings;
    let length = summary.output_us.to_string();
    let counts =
        [(Severity::Block, block), (Severity::Restrict, restrict), (Severity::Advise, advise)];
    let check = counts.map(|(severity, count)| format!("{}: {count}", words::level(severity)));
    let text = format!(
        "{}\n{} {} {}×{}.\n{}",
        summary.video.display(),
        said("parts_told", &[("gone", summary.removed.to_string()), ("length", length)]),
        said("cues_count", &[("count", summary.cues.to_string())]),
        summary.size.0,
        summary.size.1,
        check.join(" · "),
    );
    Report::new(summary, text)
}
