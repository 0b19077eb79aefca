//! Owns the check itself: which rules run, what they see, and which of it becomes a finding.
//! Refuses I/O and memory: same packs and same subject, same findings.

use crate::detect::{Detector, Match};
use crate::lexicon::Run;
use crate::packs::{Packs, Rule};
use crate::reading::Reading;
use crate::rewrite;
use crate::rule::When;
use crate::scene::Scene;
use crate::{Finding, Severity, Subject, facts};

/// Matches of one rule in one sentence that stand this close are one place.
const CLOSE: usize = 3;

/// A place that a rule objects to. `field: None` is the clip itself.
pub(crate) struct Place<'a> {
    pub(crate) rule: &'a Rule,
    pub(crate) severity: Severity,
    pub(crate) field: Option<usize>,
    pub(crate) run: Run,
    pub(crate) text: String,
    also: Vec<String>,
}

/// Everything worth a look, most serious first, then by field and place.
pub fn check(packs: &Packs, subject: &Subject) -> Vec<Finding> {
    let scene = Scene::new(packs, subject);
    let mut places = Vec::new();
    for rule in packs.rules.iter().filter(|rule| rule.in_force) {
        let Some(severity) = level(rule, &scene) else { continue };
        if rule.when == When::Commercial && !scene.is_commercial {
            continue;
        }
        for (field, seen) in scene.fields.iter().enumerate() {
            if rule.fields.is_empty() || rule.fields.iter().any(|name| name == seen.name) {
                let runs = merged(runs(rule, &scene, field), &seen.reading);
                places.extend(runs.into_iter().map(|run| Place {
                    rule,
                    severity,
                    field: Some(field),
                    run,
                    text: String::new(),
                    also: Vec::new(),
                }));
            }
        }
        for text in facts::clip(rule, &scene) {
            places.push(Place {
                rule,
                severity,
                field: None,
                run: Run { from: 0, to: 0 },
                text,
                also: Vec::new(),
            });
        }
    }
    let mut findings: Vec<(Option<usize>, Finding)> =
        grouped(places).into_iter().map(|place| (place.field, finding(&scene, place))).collect();
    findings.sort_by(|(field_a, a), (field_b, b)| {
        (a.severity, field_a, a.start, &a.rule).cmp(&(b.severity, field_b, b.start, &b.rule))
    });
    findings.into_iter().map(|(_, finding)| finding).collect()
}

/// The rule's level on this platform, softened for people to whom that applies.
fn level(rule: &Rule, scene: &Scene<'_>) -> Option<Severity> {
    let severity = rule.severity(scene.platform)?;
    match (&rule.soften, &scene.context.role) {
        (Some(soften), Some(role)) if soften.roles.contains(role) => {
            Some(severity.max(soften.severity))
        }
        _ => Some(severity),
    }
}

/// What the rule sees in a field and nothing excuses.
fn runs(rule: &Rule, scene: &Scene<'_>, field: usize) -> Vec<Run> {
    let seen = &scene.fields[field];
    let mut out = Vec::new();
    for (detectors, guard) in &rule.parts {
        if !scene.is_absent(guard.draft)
            || scene.kind.is_some_and(|kind| guard.products.iter().any(|p| p == kind))
        {
            continue;
        }
        for detector in detectors.iter().filter(|d| d.wants(scene.kind)) {
            let found: Vec<Match> = match detector {
                Detector::Hashtags(limit) => facts::hashtags(limit, scene.platform, &seen.reading),
                other => other.matches(&seen.reading, &seen.hits, |list| scene.is_absent(list)),
            };
            out.extend(
                found
                    .iter()
                    .filter(|m| !guard.excuses(m, &seen.reading, &seen.hits, scene.packs.negations))
                    .map(|m| m.shown),
            );
        }
    }
    out
}

/// One place a sentence, unless the matches stand far apart.
fn merged(mut runs: Vec<Run>, reading: &Reading<'_>) -> Vec<Run> {
    runs.sort_unstable();
    let mut out: Vec<Run> = Vec::new();
    for run in runs {
        match out.last_mut() {
            Some(last)
                if reading.tokens[last.from].sentence == reading.tokens[run.from].sentence
                    && run.from <= last.to + CLOSE =>
            {
                last.to = last.to.max(run.to);
            }
            _ => out.push(run),
        }
    }
    out
}

/// One place for each group and overlap: the rule that stands in for the others, else the more serious, else the longer.
fn grouped(mut places: Vec<Place<'_>>) -> Vec<Place<'_>> {
    places.sort_by(|a, b| (a.field, &a.rule.group, a.run).cmp(&(b.field, &b.rule.group, b.run)));
    let mut out: Vec<Place<'_>> = Vec::new();
    let mut reach = 0;
    for place in places {
        let same = out.last().is_some_and(|last| {
            last.field.is_some()
                && last.field == place.field
                && last.rule.group == place.rule.group
                && place.run.from < reach
        });
        if !same {
            reach = place.run.to;
            out.push(place);
            continue;
        }
        reach = reach.max(place.run.to);
        if let Some(last) = out.last_mut() {
            let other = if beats(&place, last) { std::mem::replace(last, place) } else { place };
            last.also.extend(other.also);
            if other.rule.id != last.rule.id && !last.also.contains(&other.rule.id) {
                last.also.push(other.rule.id.clone());
            }
        }
    }
    out
}

fn beats(a: &Place<'_>, b: &Place<'_>) -> bool {
    let length = |p: &Place<'_>| p.run.to - p.run.from;
    if a.rule.over.contains(&b.rule.id) {
        return true;
    }
    !b.rule.over.contains(&a.rule.id)
        && (a.severity, std::cmp::Reverse(length(a))) < (b.severity, std::cmp::Reverse(length(b)))
}

fn finding(scene: &Scene<'_>, place: Place<'_>) -> Finding {
    let better = rewrite::better(scene, &place);
    let (field, start, end, text) = match place.field {
        Some(at) => {
            let reading = &scene.fields[at].reading;
            let (start, end) =
                (reading.tokens[place.run.from].start, reading.tokens[place.run.to - 1].end);
            (scene.fields[at].name, start, end, reading.text[start..end].to_owned())
        }
        None => ("video", 0, 0, place.text),
    };
    let (replace_start, replace_end, replacement) = match better {
        Some(better) => (better.start, better.end, Some(better.text)),
        None => (start, end, None),
    };
    Finding {
        rule: place.rule.id.clone(),
        severity: place.severity,
        platform: scene.platform,
        field: field.to_owned(),
        start,
        end,
        text,
        title: place.rule.title.clone(),
        message: place.rule.message.clone(),
        suggestion: place.rule.suggestion.clone(),
        replacement,
        replace_start,
        replace_end,
        // A rule without a source is refused when the packs are loaded.
        source: place.rule.sources[0].clone(),
        group: place.rule.group.clone(),
        also: place.also,
    }
}
