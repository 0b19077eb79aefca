//! `mang rules`: the packs, one rule, the examples beside each rule.

use super::check::said;
use super::{Context, read_text};
use crate::end::Report;
use crate::rules_args::Rules;
use policy::{ExampleFailure, Packs, Rule};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use workflow::Error;
use workflow::rule_pack::{self, FetchedRules, RulesInUse};

pub(crate) async fn run(args: Rules, with: &Context) -> Result<Report, Error> {
    let from = match &args {
        Rules::List(from) | Rules::Test(from) | Rules::Show { from, .. } => from.rules.as_deref(),
        Rules::Add { file, key } => {
            let key = key.as_deref().map(read_text).transpose()?;
            return Ok(in_use(&rule_pack::add(&with.studio, file, key.as_deref()).await?));
        }
        Rules::Fetch { address, key } => {
            let key = key.as_deref().map(read_text).transpose()?;
            let (address, key) = (address.as_deref(), key.as_deref());
            return Ok(fetched(&rule_pack::fetch(&with.studio, address, key, &with.watch).await?));
        }
        Rules::Reset => return Ok(in_use(&rule_pack::remove(&with.studio).await?)),
        Rules::Pack { folder, serial, output, force } => {
            let bytes = policy::Bundle::of_folder(folder, *serial)?.bytes();
            let output = workflow::output::write(output, &bytes, *force)?;
            let json = json!({ "output": output, "serial": serial, "bytes": bytes.len() });
            return Ok(Report::new(&json, output.display().to_string()));
        }
    };
    let loaded = load(from)?;
    let packs = match loaded {
        Some(packs) => Arc::new(packs),
        None => with.studio.packs()?,
    };
    let packs = &*packs;
    match args {
        Rules::List(_) => Ok(list(packs)),
        Rules::Show { id, .. } => {
            let missing = || Error::Input {
                path: id.clone().into(),
                source: std::io::ErrorKind::NotFound.into(),
            };
            Ok(show(packs.rule(&id).ok_or_else(missing)?))
        }
        _ => Ok(test(packs)),
    }
}

fn in_use(rules: &RulesInUse) -> Report {
    let text = words::said("honest_rules", &[("date", rules.newest.clone())]);
    Report::new(rules, text)
}

fn fetched(fetched: &FetchedRules) -> Report {
    let mut report = in_use(&fetched.rules);
    report.json["new"] = fetched.new.into();
    if !fetched.new {
        report.text = format!("{}\n{}", words::said("rules_no_newer", &[]), report.text);
    }
    report
}

/// Rules of a folder, or none when the program's own are meant.
pub(crate) fn load(folder: Option<&Path>) -> Result<Option<Packs>, Error> {
    folder.map(Packs::load_dir).transpose().map_err(Error::Rules)
}

fn list(packs: &Packs) -> Report {
    let rules: Vec<&str> = packs.rules().iter().map(|r| r.id.as_str()).collect();
    let dated = packs.list().iter().map(|p| format!("{} ({})", p.id, p.date));
    let text = dated.chain(rules.iter().map(|id| format!("  {id}"))).collect::<Vec<_>>();
    let about = packs.rules().iter().map(|rule| {
        json!({ "id": rule.id, "group": rule.group, "severity": severity(rule), "held": rule.held() })
    });
    let about = about.collect::<Vec<_>>();
    let json = json!({ "packs": packs.list(), "rules": rules, "about": about });
    Report::new(&json, text.join("\n"))
}

/// How much it matters, platform by platform.
fn severity(rule: &Rule) -> serde_json::Map<String, Value> {
    let platforms = [
        timeline::Platform::Tiktok,
        timeline::Platform::TiktokShop,
        timeline::Platform::Facebook,
        timeline::Platform::Youtube,
    ];
    let named = platforms.into_iter().filter_map(|p| {
        let name = serde_json::to_value(p).ok()?.as_str()?.to_owned();
        Some((name, serde_json::to_value(rule.severity(p)).ok()?))
    });
    named.collect()
}

fn show(rule: &Rule) -> Report {
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
        "group": rule.group,
        "severity": severity(rule),
        "held": rule.held(),
        "law": law(rule),
        "sources": rule.sources,
        "confidence": rule.confidence(),
        "examples": { "must": must, "must_not": must_not },
    });
    Report::new(&json, text)
}

/// Since when, until when, suspended and replaced by what.
fn law(rule: &Rule) -> Value {
    let [from, until, suspended, replaced] = rule.law();
    json!({ "valid_from": from, "valid_until": until, "suspended_by": suspended, "superseded_by": replaced })
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
