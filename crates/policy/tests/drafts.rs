//! Owns the measure against the labelled drafts beside this file, which must keep the promised precision
//! and recall. `./x bench check` prints the figures of others.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a development test that prints its figures"
)]

use std::collections::BTreeSet;
use std::path::Path;

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

/// Expected rules found (the same group counts) and missed, findings that are wrong, clean drafts
/// with an alarm and all clean drafts.
#[derive(Default)]
struct Score {
    hit: u32,
    missed: u32,
    wrong: u32,
    alarmed: u32,
    clean: u32,
}

impl Score {
    fn precision(&self) -> f64 {
        f64::from(self.hit) / f64::from((self.hit + self.wrong).max(1))
    }

    fn recall(&self) -> f64 {
        f64::from(self.hit) / f64::from((self.hit + self.missed).max(1))
    }
}

fn measure(packs: &Packs, place: &Path) -> Score {
    let group = |id: &str| packs.rule(id).map_or(id.to_owned(), |rule| rule.group.clone());
    let mut score = Score::default();
    for line in std::fs::read_to_string(place).unwrap().lines() {
        let draft: Draft = serde_json::from_str(line).unwrap();
        let name = draft.context.surface.clone().unwrap_or_default();
        let fields = vec![Field { name, text: draft.text.clone() }];
        let subject = Subject { platform: draft.platform, fields, context: draft.context };
        let findings = check(packs, &subject);
        let seen = findings.iter().flat_map(|f| std::iter::once(&f.rule).chain(&f.also));
        let found: BTreeSet<String> = seen.map(|id| group(id)).collect();
        for id in &draft.expect {
            if found.contains(&group(id)) {
                score.hit += 1;
            } else {
                score.missed += 1;
                println!("MISSED {id} {}: {}", draft.id, draft.text);
            }
        }
        let expected: BTreeSet<String> = draft.expect.iter().map(|id| group(id)).collect();
        let alarms = findings.iter().filter(|f| f.severity != Severity::Advise).count();
        for f in &findings {
            let counts = f.severity != Severity::Advise || draft.not_expect.contains(&f.rule);
            if counts && !expected.contains(&f.group) {
                score.wrong += 1;
                println!("WRONG {} {}: [{}] {}", f.rule, draft.id, f.text, draft.text);
            }
        }
        if draft.expect.is_empty() {
            score.clean += 1;
            score.alarmed += u32::from(alarms > 0);
        }
    }
    println!(
        "{}: precision {:.3} recall {:.3} alarms {} of {}",
        place.display(),
        score.precision(),
        score.recall(),
        score.alarmed,
        score.clean
    );
    score
}

/// A set must keep these: precision, recall, and so few clean drafts alarmed.
fn keeps(score: &Score, name: &str, [precision, recall, alarmed]: [f64; 3]) {
    let share = f64::from(score.alarmed) / f64::from(score.clean.max(1));
    assert!(share <= alarmed, "{name}: {} alarms", score.alarmed);
    assert!(score.hit > 0 && score.precision() >= precision, "{name}: {}", score.precision());
    assert!(score.recall() >= recall, "{name}: {}", score.recall());
}

/// Drafts that rules and likeness were never made from: what is promised is promised for these.
#[test]
fn unseen_drafts_keep_the_promised_figures() {
    let packs = Packs::bundled().unwrap();
    let unseen = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/unseen");
    for name in ["long", "blind-f", "blind-g", "blind-k"] {
        keeps(&measure(&packs, &unseen.join(format!("{name}.jsonl"))), name, [0.95, 0.9, 0.02]);
    }
    // Everybody in it says things as nobody else does: here half is found, and must not become less.
    let everyday = measure(&packs, &unseen.join("everyday.jsonl"));
    keeps(&everyday, "everyday", [0.8, 0.5, 0.04]);
}

#[test]
fn what_was_learned_stays_learned() {
    let packs = Packs::bundled().unwrap();
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    for name in ["said", "told", "blind-a", "blind-b", "blind-c", "blind-d"] {
        keeps(&measure(&packs, &data.join(format!("{name}.jsonl"))), name, [0.95, 0.9, 0.02]);
    }
    // "heard" says everything in a roundabout way; "taught" and "posted" only taught the likeness, and
    // every clean draft of "taught" is as near to a rule as its author could make it.
    for (name, least) in [
        ("heard", [0.95, 0.85, 0.02]),
        ("taught", [0.9, 0.85, 0.03]),
        ("posted", [0.9, 0.85, 0.02]),
        ("plain", [0.95, 0.95, 0.02]),
        ("everyday", [0.85, 0.6, 0.04]),
    ] {
        keeps(&measure(&packs, &data.join(format!("{name}.jsonl"))), name, least);
    }
    // As near to a rule as innocence comes.
    for name in ["clean", "honest"] {
        let score = measure(&packs, &data.join(format!("{name}.jsonl")));
        assert!(
            score.clean >= 100 && score.alarmed * 50 <= score.clean,
            "{name}: {}",
            score.alarmed
        );
    }
}
