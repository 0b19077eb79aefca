//! Owns the measure against labelled drafts, when they lie beside the repository: precision and recall, rule by rule.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a development test that prints its figures"
)]

use std::collections::{BTreeMap, BTreeSet};

use policy::{Context, Field, Packs, Platform, Severity, Subject, check};
use serde::Deserialize;

#[derive(Deserialize)]
struct Draft {
    id: String,
    text: String,
    platform: Platform,
    context: Context,
    expect: Vec<String>,
    not_expect: Vec<String>,
}

#[derive(Default)]
struct Score {
    hit: u32,
    wrong: u32,
    missed: u32,
}

/// The rules of a folder named by `MANG_RULES`, without building anew; else those of the program.
fn packs() -> Packs {
    match std::env::var_os("MANG_RULES") {
        Some(folder) => Packs::load_dir(folder.as_ref()).unwrap(),
        None => Packs::bundled().unwrap(),
    }
}

#[test]
fn the_examples_of_a_folder() {
    if std::env::var_os("MANG_RULES").is_none() {
        return;
    }
    for f in packs().test() {
        println!("EXAMPLE {} must {}: {} -> {:?}", f.rule, f.must, f.text, f.found);
    }
}

#[test]
fn labelled_drafts() {
    let Some(place) = std::env::var_os("MANG_DRAFTS") else { return };
    let file = std::fs::read_to_string(place).unwrap();
    let packs = packs();
    let ours: BTreeSet<&str> = packs.rules().iter().map(|r| r.id.as_str()).collect();
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    let (mut shown_hit, mut shown_missed) = (0, 0);
    for line in file.lines() {
        let draft: Draft = serde_json::from_str(line).unwrap();
        let surface = draft.context.surface.clone().unwrap_or_default();
        let findings = check(
            &packs,
            &Subject {
                platform: draft.platform,
                fields: vec![Field { name: surface, text: draft.text.clone() }],
                context: draft.context,
            },
        );
        let shown: BTreeSet<&str> = findings.iter().map(|f| f.rule.as_str()).collect();
        let also: BTreeSet<&str> =
            findings.iter().flat_map(|f| f.also.iter().map(String::as_str)).collect();
        for id in draft.expect.iter().filter(|id| ours.contains(id.as_str())) {
            let score = scores.entry(id.clone()).or_default();
            if shown.contains(id.as_str()) {
                shown_hit += 1;
            } else {
                shown_missed += 1;
            }
            if shown.contains(id.as_str()) || also.contains(id.as_str()) {
                score.hit += 1;
            } else {
                score.missed += 1;
                println!("MISSED {id} {}: {}", draft.id, draft.text);
            }
        }
        for f in findings.iter().filter(|f| !draft.expect.contains(&f.rule)) {
            let trap = draft.not_expect.contains(&f.rule);
            if trap || f.severity != Severity::Advise {
                scores.entry(f.rule.clone()).or_default().wrong += 1;
                println!("WRONG {} {}: [{}] {}", f.rule, draft.id, f.text, draft.text);
            }
        }
    }
    let (mut hit, mut wrong, mut missed) = (0, 0, 0);
    for (id, s) in &scores {
        println!("{id:40} hit {:3} wrong {:3} missed {:3}", s.hit, s.wrong, s.missed);
        hit += s.hit;
        wrong += s.wrong;
        missed += s.missed;
    }
    let (precision, recall) =
        (f64::from(hit) / f64::from(hit + wrong), f64::from(hit) / f64::from(hit + missed));
    println!(
        "precision {precision:.3} recall {recall:.3}; as the first rule of a card: recall {:.3}",
        f64::from(shown_hit) / f64::from(shown_hit + shown_missed)
    );
    assert!(precision >= 0.9 && recall >= 0.8, "precision {precision:.3} recall {recall:.3}");
}
