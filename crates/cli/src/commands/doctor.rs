//! `mang doctor`: what this computer can and can't do.

use super::Context;
use crate::end::Report;
use serde_json::json;
use workflow::doctor;

pub(crate) fn run(with: &Context) -> Report {
    let findings = doctor::examine(&with.studio);
    let line =
        |f: &doctor::Finding| format!("{} {:14} {}", if f.ok { "✓" } else { "✗" }, f.name, f.found);
    let text = findings.iter().map(line).collect::<Vec<_>>().join("\n");
    let ok = findings.iter().all(|f| f.ok);
    Report::new(&json!({ "ok": ok, "findings": findings }), text).answer(ok)
}
