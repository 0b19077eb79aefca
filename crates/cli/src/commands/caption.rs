//! `mang caption`: cues from speech or script.

use super::make::choice;
use super::{Context, read_text};
use crate::caption_args::Caption;
use crate::end::Report;
use captions::Format;
use serde_json::{Value, json};
use timeline::{RemovedLine, TakeNote, Timestamp, Transcript, Word};
use workflow::models;
use workflow::task::{Ask, Hearing};
use workflow::{Error, dictionary, import, make, output, transcribe};

pub(crate) async fn run(args: Caption, with: &Context) -> Result<Report, Error> {
    let unknown = || Error::Argument { what: args.output.display().to_string() };
    let extension = args.output.extension().unwrap_or_default().to_string_lossy();
    let format = Format::from_extension(&extension).ok_or_else(unknown)?;
    for source in args.script.iter().chain(&args.words).chain([&args.clip]) {
        output::keep_source(source, &args.output)?;
    }
    let hearing = hearing(&args, with).await?;
    let model = make::model_name(&hearing);
    let info = import::probe(&with.studio, &args.clip, &with.watch).await?;
    let transcript = match &hearing {
        Hearing::Script { text }
        | Hearing::Speech { ask: Ask { script: text, fit: true, .. }, .. }
            if info.audio.is_none() =>
        {
            transcribe::spread(text, &args.clip, info.duration_us, &args.lang)?
        }
        _ => {
            let (children, clip, watch) = (&with.studio.children, &args.clip, &with.watch);
            let heard = transcribe::listen(children, clip, &args.lang, hearing, watch).await?;
            heard.transcript.ok_or(Error::NeedsModel)?
        }
    };
    let track = transcribe::captions_of(&transcript, args.profile.into(), info.duration_us);
    let document = document(&Format::Json.write(&track, model.as_deref()), &transcript);
    let written = match format {
        Format::Json => serde_json::to_string_pretty(&document).unwrap_or_default(),
        _ => format.write(&track, model.as_deref()),
    };
    output::write(&args.output, written.as_bytes(), args.force)?;
    let mut text = format!("{}\n{} cues", args.output.display(), track.cues().len());
    for entry in ["removed", "notes"].into_iter().flat_map(|list| told(&document[list])) {
        text.push('\n');
        text.push_str(&entry);
    }
    Ok(Report::new(&document, text))
}

async fn hearing(args: &Caption, with: &Context) -> Result<Hearing, Error> {
    let script = args.script.as_deref().map(read_text).transpose()?;
    let home = &with.studio.home;
    let model = models::choose(home, &choice(args.model.clone()), false)?;
    let Some(model) = model else {
        let text = script.ok_or(Error::NeedsModel)?;
        return Ok(Hearing::Script { text });
    };
    let mut words = match args.words.as_deref().map(read_text).transpose()? {
        Some(text) => text.lines().map(|l| l.trim().to_owned()).filter(|l| !l.is_empty()).collect(),
        None => Vec::new(),
    };
    words.extend(dictionary::words(&with.studio).await?);
    let (fit, script) = (script.is_some(), script.unwrap_or_default());
    let (detector, translate) = (models::detector(home), args.translate);
    Ok(Hearing::Speech { model, ask: Ask { script, fit, words, detector, translate } })
}

/// The promised document with what was taken out and where the take left the script.
fn document(track: &str, transcript: &Transcript) -> Value {
    let mut document: Value = serde_json::from_str(track).unwrap_or_default();
    if let Some(fields) = document.as_object_mut() {
        let removed = transcript.removed().iter().map(removed).collect();
        fields.insert("removed".to_owned(), Value::Array(removed));
        let notes = transcript.notes().iter().map(note).collect();
        fields.insert("notes".to_owned(), Value::Array(notes));
    }
    document
}

fn removed(line: &RemovedLine) -> Value {
    let range = line.range();
    json!({
        "reason": line.reason,
        "start_us": range.map(|r| r.start().micros()),
        "end_us": range.map(|r| r.end().micros()),
        "text": text(&line.words),
        "words": line.words,
    })
}

fn note(note: &TakeNote) -> Value {
    json!({
        "kind": note.kind,
        "start_us": note.range.start().micros(),
        "end_us": note.range.end().micros(),
        "script": note.script,
        "heard": text(&note.heard),
        "again": note.again,
    })
}

/// One line for each removed line or note: its kind, when it is, and its words.
fn told(list: &Value) -> Vec<String> {
    let entry = |entry: &Value| {
        let field = |name: &str| entry[name].as_str().filter(|t| !t.is_empty());
        let kind = field("reason").or_else(|| field("kind")).unwrap_or_default();
        let at = Timestamp::from_micros(entry["start_us"].as_i64().unwrap_or_default());
        let words = [field("script"), field("heard"), field("text")];
        let words: Vec<&str> = words.into_iter().flatten().collect();
        format!("{kind} {at}  {}", words.join(" → "))
    };
    list.as_array().into_iter().flatten().map(entry).collect()
}

fn text(words: &[Word]) -> String {
    words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ")
}
