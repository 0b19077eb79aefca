//! `mang doctor`: what this computer can and can't do.

use super::Context;
use crate::end::Report;
use serde_json::json;
use workflow::{Error, doctor};

pub(crate) async fn run(with: &Context) -> Result<Report, Error> {
    let findings = doctor::examine(&with.studio, &with.watch).await?;
    let line =
        |f: &doctor::Finding| format!("{} {:18} {}", if f.ok { "✓" } else { "✗" }, f.name, f.found);
    let text = findings.iter().map(line).collect::<Vec<_>>().join("\n");
    let ok = findings.iter().all(|f| f.ok);
    Ok(Report::new(&json!({ "ok": ok, "findings": findings }), text).answer(ok))
}
