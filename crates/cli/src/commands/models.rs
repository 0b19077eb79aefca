//! `mang models`: speech models on this computer.

use super::Context;
use crate::args::Models;
use crate::end::Report;
use serde_json::json;
use std::collections::BTreeMap;
use workflow::Error;
use workflow::models::{self, ModelInfo, Verified};

pub(crate) async fn run(args: Models, with: &Context) -> Result<Report, Error> {
    let home = &with.studio.home;
    match args {
        Models::List => {
            let models = models::list(home);
            let none = || words::text(words::language(), "no_model", &BTreeMap::new());
            let text = if models.is_empty() { none() } else { lines(&models) };
            Ok(Report::new(&json!({ "models": models }), text))
        }
        Models::Add { file } => {
            let model = models::install(&with.studio, file).await?;
            let text = lines(std::slice::from_ref(&model));
            Ok(Report::new(&model, text))
        }
        Models::Verify => {
            let verified = models::verify(home);
            let ok = verified.iter().all(|v| v.ok);
            let line = |v: &Verified| match &v.reason {
                None => format!("{}  ok", v.id),
                Some(reason) => format!("{}  {reason}", v.id),
            };
            let text = verified.iter().map(line).collect::<Vec<_>>().join("\n");
            Ok(Report::new(&json!({ "models": verified }), text).answer(ok))
        }
        Models::Remove { id } => {
            models::remove(home, &id)?;
            Ok(Report::new(&json!({ "removed": id }), id))
        }
    }
}

fn lines(models: &[ModelInfo]) -> String {
    let line = |m: &ModelInfo| format!("{}  {} MB  {}", m.id, m.size_bytes >> 20, m.path.display());
    models.iter().map(line).collect::<Vec<_>>().join("\n")
}
