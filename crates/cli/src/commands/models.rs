//! `mang models`: speech models on this computer, and those that can be fetched.

use super::Context;
use crate::end::Report;
use crate::model_args::Models;
use serde_json::{Value, json};
use std::path::Path;
use workflow::models::{self, Added, Manner, ModelInfo, Offer, Verified};
use workflow::{Error, ErrorView};

pub(crate) async fn run(args: Models, with: &Context) -> Result<Report, Error> {
    let studio = &with.studio;
    match args {
        Models::List => list(with).await,
        Models::Add { path, format } => {
            let is_folder = path.is_dir();
            let added = models::add(studio, &path, format.map(Into::into), &with.watch).await?;
            Ok(report(added, is_folder))
        }
        Models::Download { id, discard: true, .. } => {
            models::discard(studio, &id)?;
            Ok(Report::new(&json!({ "discarded": id }), id))
        }
        Models::Download { id, limit, .. } => {
            let manner = Manner { most_per_second: limit.map(|kb| kb.saturating_mul(1000)) };
            let model = models::fetch(studio, &id, &manner, &with.watch).await?;
            let text = line(&model);
            Ok(Report::new(&model, text))
        }
        Models::Verify => {
            let verified = models::verify(studio).await?;
            let ok = verified.iter().all(|v| v.ok);
            let line = |v: &Verified| match &v.reason {
                None => format!("{}  ok", v.id),
                Some(reason) => format!("{}  {reason}", v.id),
            };
            let text = verified.iter().map(line).collect::<Vec<_>>().join("\n");
            Ok(Report::new(&json!({ "models": verified }), text).answer(ok))
        }
        Models::Measure { id } => {
            let minutes = models::measure(studio, id.as_deref(), &with.watch).await?;
            let text = minutes_for(minutes);
            Ok(Report::new(&json!({ "id": id, "minutes_per_minute": minutes }), text))
        }
        Models::Remove { id } => {
            models::remove(&studio.home, &id)?;
            Ok(Report::new(&json!({ "removed": id }), id))
        }
    }
}

async fn list(with: &Context) -> Result<Report, Error> {
    let installed = models::list(&with.studio.home);
    let shelf = models::shelf(&with.studio, words::language()).await?;
    let mut text: Vec<String> = installed.iter().map(line).collect();
    if installed.is_empty() {
        text.push(words::said("no_model", &[]));
    }
    text.extend(models::detector(&with.studio.home).map(|path| path.display().to_string()));
    text.push(String::new());
    text.push(words::said("models_to_fetch", &[]));
    let advised = |offer: &Offer| shelf.recommended.as_ref() == Some(&offer.id);
    text.extend(shelf.offers.iter().map(|offer| offered(offer, advised(offer))));
    let json = json!({
        "models": installed, "detector": models::detector(&with.studio.home), "catalogue": shelf.offers, "recommended": shelf.recommended,
    });
    Ok(Report::new(&json, text.join("\n")))
}

fn line(m: &ModelInfo) -> String {
    format!("{}  {} MB  {}", m.id, m.size_bytes >> 20, m.path.display())
}

fn minutes_for(minutes: f32) -> String {
    words::said("models_minutes", &[("minutes", format!("{minutes:.2}"))])
}

fn offered(offer: &Offer, advised: bool) -> String {
    let mark = if advised { "★" } else { " " };
    let minutes =
        offer.minutes.map_or(String::new(), |minutes| format!("  {}", minutes_for(minutes)));
    let megabytes = offer.fetch_bytes.div_ceil(1_000_000);
    format!("{mark} {:26} {megabytes:5} MB  {}{minutes}", offer.id, offer.good_at)
}

/// A file gives the one model; a folder a list, with what was found and not taken.
fn report(added: Added, is_folder: bool) -> Report {
    let mut text: Vec<String> = added.models.iter().map(line).collect();
    if let ([model], false) = (&added.models[..], is_folder) {
        return Report::new(model, text.join("\n"));
    }
    let mut passed_over: Vec<Value> = Vec::new();
    for (path, error) in added.passed_over {
        let view = ErrorView::from(error);
        let said = words::of(&view, words::language());
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        text.push(format!("{name}  {}", said.message));
        passed_over.push(passed(&path, &view, &said.message));
    }
    Report::new(&json!({ "models": added.models, "passed_over": passed_over }), text.join("\n"))
}

fn passed(path: &Path, view: &ErrorView, message: &str) -> Value {
    json!({ "path": path, "code": view.code, "message": message })
}
