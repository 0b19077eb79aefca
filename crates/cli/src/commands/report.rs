//! `mang report`: the check of a draft as a page.

use super::Context;
use crate::end::Report;
use serde_json::json;
use std::path::Path;
use workflow::{Error, report};

pub(crate) async fn run(id: &str, place: (&Path, bool), with: &Context) -> Result<Report, Error> {
    let (output, check) = report::save(&with.studio, id, place, Some(words::language())).await?;
    let blocking = check.blocking();
    let open = check.questions.iter().filter(|q| !q.settled).count();
    let json = json!({ "output": output, "blocking": blocking, "open": open });
    Ok(Report::new(&json, output.display().to_string()).answer(blocking == 0))
}
