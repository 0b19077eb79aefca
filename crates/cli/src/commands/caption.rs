//! `mang caption`: cues from speech or script.

use super::make::choice;
use super::{Context, read_text};
use crate::args::Caption;
use crate::end::Report;
use captions::Format;
use workflow::models::{self, Choice};
use workflow::task::Hearing;
use workflow::{Error, import, make, output, transcribe};

pub(crate) async fn run(args: Caption, with: &Context) -> Result<Report, Error> {
    let unknown = || Error::Argument { what: args.output.display().to_string() };
    let extension = args.output.extension().unwrap_or_default().to_string_lossy();
    let format = Format::from_extension(&extension).ok_or_else(unknown)?;
    for source in args.script.iter().chain([&args.clip]) {
        output::keep_source(source, &args.output)?;
    }
    let script = args.script.as_deref().map(read_text).transpose()?;
    let hearing = match (choice(args.model), script) {
        (Choice::Default | Choice::None, Some(text)) => Hearing::Script { text },
        (model, _) => {
            let model = models::choose(&with.studio.home, &model, false)?;
            Hearing::Speech { model: model.ok_or(Error::NeedsModel)? }
        }
    };
    let model = make::model_name(&hearing);
    let children = &with.studio.children;
    let info = import::probe(&with.studio, &args.clip, &with.watch).await?;
    let transcript = match &hearing {
        Hearing::Script { text } if info.audio.is_none() => {
            transcribe::spread(text, &args.clip, info.duration_us, &args.lang)?
        }
        _ => {
            let (clip, watch) = (&args.clip, &with.watch);
            let heard = transcribe::listen(children, clip, &args.lang, hearing, watch).await?;
            heard.transcript.ok_or(Error::NeedsModel)?
        }
    };
    let track = captions::cues(&transcript, args.profile.into(), info.duration_us);
    output::write(&args.output, format.write(&track, model.as_deref()).as_bytes(), args.force)?;
    let text = format!("{}\n{} cues", args.output.display(), track.cues().len());
    let json = Format::Json.write(&track, model.as_deref());
    let json: serde_json::Value = serde_json::from_str(&json).unwrap_or_default();
    Ok(Report::new(&json, text))
}
