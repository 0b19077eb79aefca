//! `mang draft`: drafts in the library.

use super::check::said as said_in;
use super::{Context, read_text};
use crate::draft_args::Draft as DraftArgs;
use crate::end::Report;
use serde_json::json;
use std::path::Path;
use timeline::{Draft, Edit, Script};
use workflow::view::DraftView;
use workflow::{Error, check, edit, import, output};

pub(crate) async fn run(args: DraftArgs, with: &Context) -> Result<Report, Error> {
    let studio = &with.studio;
    match args {
        DraftArgs::New { clip, title, script } => {
            let script = script.as_deref().map(read_text).transpose()?;
            let mut view = match clip {
                Some(clip) => import::open_clip(studio, &clip, &with.watch).await?,
                None => import::new_draft(studio, &title).await?,
            };
            if !title.is_empty() && view.draft.title != title {
                view = edit::apply(studio, &view.id, Edit::SetTitle { title }).await?;
            }
            if let Some(text) = script {
                let script = Script::from_text(&text);
                view =
                    edit::apply(studio, &view.id, Edit::SetScript { script, scene: None }).await?;
            }
            Ok(shown(&view))
        }
        DraftArgs::List => {
            let drafts = edit::list(studio).await?;
            let lines = drafts.iter().map(|d| format!("{}  {}  {}", d.id, d.step.name(), d.title));
            let text = lines.collect::<Vec<_>>().join("\n");
            Ok(Report::new(&json!({ "drafts": drafts }), text))
        }
        DraftArgs::Show { id } => Ok(shown(&edit::view(studio, &id).await?)),
        DraftArgs::Export { id, output, force } => {
            let draft = edit::view(studio, &id).await?.draft;
            let json = serde_json::to_string_pretty(&draft).unwrap_or_default();
            output::write(&output, json.as_bytes(), force)?;
            Ok(Report::new(&json!({ "id": id, "output": output }), output.display().to_string()))
        }
        DraftArgs::Import { file } => Ok(shown(&import_file(&file, with).await?)),
        DraftArgs::Checklist { id, answer } => checklist(&id, &answer, with).await,
        DraftArgs::Delete { id } => {
            edit::delete(studio, &id).await?;
            Ok(Report::new(&json!({ "deleted": id }), id))
        }
    }
}

/// Answers, then shows what is asked. The answer of the command is no while something is open.
async fn checklist(id: &str, given: &[String], with: &Context) -> Result<Report, Error> {
    let studio = &with.studio;
    for one in given {
        let unclear = || Error::Argument { what: format!("--answer {one}") };
        let (question, said) = one.split_once('=').ok_or_else(unclear)?;
        let packs = studio.packs()?;
        if !packs.questions().iter().any(|q| q.id == question && q.takes(said.trim())) {
            return Err(unclear());
        }
        let draft = edit::view(studio, id).await?.draft;
        let answers = check::with_answer(&draft.answers, question, said);
        edit::apply(studio, id, Edit::SetAnswers { answers }).await?;
    }
    let questions = check::check_draft(studio, id).await?.questions;
    let open = questions.iter().filter(|q| !q.settled).count();
    let language = words::language();
    let line = |q: &check::AskedQuestion| {
        let mark = if q.settled { "[x]" } else { "[ ]" };
        let said = if q.said.is_empty() { String::new() } else { format!("\n    → {}", q.said) };
        let choices =
            q.choices.iter().map(|c| format!("\n    {}: {}", c.id, said_in(&c.words, language)));
        let choices = choices.collect::<String>();
        let (asked, why) = (said_in(&q.words, language), said_in(&q.why, language));
        let source = format!("{} ({})", q.source.title, q.source.checked);
        format!("{mark} {asked}  [{}]{said}\n    {why}\n    {source}{choices}", q.id)
    };
    let text = questions.iter().map(line).collect::<Vec<_>>().join("\n");
    Ok(Report::new(&json!({ "open": open, "questions": questions }), text).answer(open == 0))
}

async fn import_file(file: &Path, with: &Context) -> Result<DraftView, Error> {
    let unreadable = |_| Error::Content { path: file.to_owned(), what: "draft" };
    let draft: Draft = serde_json::from_str(&read_text(file)?).map_err(unreadable)?;
    import::store(&with.studio, &draft).await
}

fn shown(view: &DraftView) -> Report {
    let draft = &view.draft;
    let text = format!(
        "{}  {}\n{} cues, {} parts, {} → {}",
        view.id,
        draft.title,
        draft.captions.cues().len(),
        draft.cuts.parts().len(),
        draft.cuts.duration(),
        view.output_us
    );
    Report::new(view, text)
}
