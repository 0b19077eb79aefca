//! `mang rules`: the packs, one rule, the examples beside each rule.

use super::Context;
use super::check::said;
use crate::args::Rules;
use crate::end::Report;
use policy::{ExampleFailure, Packs, Rule};
use serde_json::{Value, json};
use std::path::Path;
use workflow::Error;

pub(crate) fn run(args: Rules, with: &Context) -> Result<Report, Error> {
    let from = match &args {
        Rules::List(from) | Rules::Test(from) | Rules::Show { from, .. } => from.rules.as_deref(),
    };
    let loaded = load(from)?;
    let packs = loaded.as_ref().unwrap_or(&with.studio.packs);
    match args {
        Rules::List(_) => Ok(list(packs)),
        Rules::Show { id, .. } => {
            let missing = || Error::Input {
                path: id.clone().into(),
                source: std::io::ErrorKind::NotFound.into(),
            };
            Ok(show(packs.rule(&id).ok_or_else(missing)?))
        }
        Rules::Test(_) => Ok(test(packs)),
    }
}

/// Rules of a folder, or none when the program's own are meant.
pub(crate) fn load(folder: Option<&Path>) -> Result<Option<Packs>, Error> {
    folder.map(Packs::load_dir).transpose().map_err(Error::Rules)
}

fn list(packs: &Packs) -> Report {
    let rules: Vec<&str> = packs.rules().iter().map(|r| r.id.as_str()).collect();
    let dated = packs.list().iter().map(|p| format!("{} ({})", p.id, p.date));
    let text = dated.chain(rules.iter().map(|id| format!("  {id}"))).collect::<Vec<_>>();
    Report::new(&json!({ "packs": packs.list(), "rules": rules }), text.join("\n"))
}

fn show(rule: &Rule) -> Report {
    let platforms = [
        timeline::Platform::Tiktok,
        timeline::Platform::TiktokShop,
        timeline::Platform::Facebook,
        timeline::Platform::Youtube,
    ];
    let severity: serde_json::Map<String, Value> = platforms
        .into_iter()
        .filter_map(|p| {
            let name = serde_json::to_value(p).ok()?.as_str()?.to_owned();
            Some((name, serde_json::to_value(rule.severity(p)).ok()?))
        })
        .collect();
    let (must, must_not) = rule.examples();
    let language = words::language();
    let text = format!(
        "{}  {}\n{}\n{}\n{}\n\n+ {}\n\n− {}",
        rule.id,
        said(&rule.title, language),
        said(&rule.message, language),
        said(&rule.suggestion, language),
        rule.sources
            .iter()
            .map(|s| format!("{} ({})", s.title, s.checked))
            .collect::<Vec<_>>()
            .join("; "),
        must.join("\n+ "),
        must_not.join("\n− "),
    );
    let json = json!({
        "id": rule.id,
        "title": rule.title,
        "message": rule.message,
        "suggestion": rule.suggestion,
        "severity": severity,
        "sources": rule.sources,
        "confidence": rule.confidence(),
        "examples": { "must": must, "must_not": must_not },
    });
    Report::new(&json, text)
}

fn test(packs: &Packs) -> Report {
    let failure = |f: &ExampleFailure| {
        let was = if f.must { "was not found" } else { "was found" };
        format!("{}: “{}” {was}", f.rule, f.text)
    };
    let failures: Vec<String> = packs.test().iter().map(failure).collect();
    let count: usize =
        packs.rules().iter().map(|r| r.examples().0.len() + r.examples().1.len()).sum();
    let ok = failures.is_empty();
    let text = if ok { format!("{count} examples hold") } else { failures.join("\n") };
    Report::new(&json!({ "examples": count, "failures": failures }), text).answer(ok)
}
