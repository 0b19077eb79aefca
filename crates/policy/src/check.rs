//! Owns the check itself: which rules run, what they see, and which of it becomes a finding.
//! Refuses I/O and memory: same packs and same subject, same findings.

use crate::detect::{Detector, Match};
use crate::guard::Guard;
use crate::lexicon::Run;
use crate::packs::{Packs, Part, Rule};
use crate::reading::Reading;
use crate::rewrite;
use crate::rule::{Confidence, When};
use crate::scene::{Field, Scene};
use crate::{Finding, Severity, Subject, Sure, facts};

/// Text that a program read in the picture: it may have misread.
const PICTURE: &str = "picture";

/// Matches of one rule in one sentence that stand this close are one place.
const CLOSE: usize = 3;

/// A place that a rule objects to. `field: None` is the clip itself.
pub(crate) struct Place<'a> {
    pub(crate) rule: &'a Rule,
    pub(crate) severity: Severity,
    pub(crate) field: Option<usize>,
    pub(crate) run: Run,
    pub(crate) text: String,
    facts: Vec<String>,
    sure: Sure,
    also: Vec<String>,
}

impl<'a> Place<'a> {
    /// Weak evidence only advises.
    fn new(rule: &'a Rule, severity: Severity, field: Option<usize>, seen: Seen) -> Self {
        let sure = match rule.confidence {
            Confidence::High => Sure::Sure,
            Confidence::Medium => Sure::Likely,
            Confidence::Low => Sure::Maybe,
        };
        let severity = if seen.weak { Severity::Advise } else { severity };
        let sure = if seen.weak || rule.held.is_some() { Sure::Maybe } else { sure };
        let sure = if seen.unclear { sure.max(Sure::Likely) } else { sure };
        let (text, facts, also) = (String::new(), Vec::new(), Vec::new());
        Self { rule, severity, field, run: seen.run, text, facts, sure, also }
    }
}

/// What one rule saw: where, and how plainly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Seen {
    run: Run,
    weak: bool,
    /// Read without tone marks, or behind a disguise.
    unclear: bool,
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
        if !rule.only.iter().all(|one| facts::holds(one, scene.context)) {
            continue;
        }
        for (field, seen) in scene.fields.iter().enumerate() {
            if rule.fields.is_empty() || rule.fields.iter().any(|name| name == seen.name) {
                let found = merged(seen_by(rule, &scene, field), &seen.reading);
                let place = |seen| Place::new(rule, severity, Some(field), seen);
                places.extend(found.into_iter().map(place));
            }
        }
        for part in rule.parts.iter().filter(|part| !is_excused(&part.guard, &scene)) {
            for (facts, text) in facts::film(&part.detectors, scene.platform, scene.context) {
                let weak = facts.weak;
                let seen = Seen { run: Run { from: 0, to: 0 }, weak, unclear: false };
                let facts = facts.all.iter().map(|c| c.fact.clone()).collect();
                places.push(Place { text, facts, ..Place::new(rule, severity, None, seen) });
            }
        }
    }
    places.extend(hidden(packs, &scene, &places));
    let mut findings: Vec<(Option<usize>, Finding)> =
        grouped(places).into_iter().map(|place| (place.field, finding(&scene, place))).collect();
    findings.sort_by(|(field_a, a), (field_b, b)| {
        (a.severity, field_a, a.start, &a.rule).cmp(&(b.severity, field_b, b.start, &b.rule))
    });
    findings.into_iter().map(|(_, finding)| finding).collect()
}

/// Disguised words in places that a rule objects to: hiding them is a finding too.
fn hidden<'a>(packs: &'a Packs, scene: &Scene<'_>, places: &[Place<'_>]) -> Vec<Place<'a>> {
    let found = |d: &Detector| matches!(d, Detector::Spelling { found: true, .. });
    let mut out = Vec::new();
    for rule in packs.rules.iter().filter(|rule| rule.in_force) {
        let part = rule.parts.iter().find(|part| part.detectors.iter().any(|(d, _)| found(d)));
        let (Some(part), Some(severity)) = (part, level(rule, scene)) else { continue };
        for place in places.iter().filter(|place| place.rule.id != rule.id) {
            let Some(at) = place.field else { continue };
            let Field { reading, hits, .. } = &scene.fields[at];
            let Run { from, to } = place.run;
            let disguised = (from..to).filter(|i| reading.tokens[*i].disguised);
            out.extend(disguised.map(|i| Run { from: i, to: i + 1 }).filter_map(|run| {
                let excused =
                    part.guard.excuses(&Match::one(run), reading, hits, scene.packs.negations);
                let seen = Seen { run, weak: false, unclear: true };
                (!excused).then(|| Place::new(rule, severity, Some(at), seen))
            }));
        }
    }
    out
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

/// The draft or the thing sold excuses everything this guard watches.
fn is_excused(guard: &Guard, scene: &Scene<'_>) -> bool {
    !scene.is_absent(guard.draft)
        || scene.kind.is_some_and(|kind| guard.products.iter().any(|p| p == kind))
        || guard.facts.iter().any(|one| facts::holds(one, scene.context))
}

/// What the rule sees in a field and nothing excuses.
fn seen_by(rule: &Rule, scene: &Scene<'_>, field: usize) -> Vec<Seen> {
    let Field { name, reading, hits } = &scene.fields[field];
    let mut out = Vec::new();
    for Part { detectors, guard } in &rule.parts {
        if is_excused(guard, scene) {
            continue;
        }
        for (detector, weak) in
            detectors.iter().filter(|(d, _)| d.wants(scene.kind) && d.reads(name))
        {
            let found: Vec<Match> = match detector {
                Detector::Hashtags(limit) => facts::hashtags(limit, scene.platform, reading),
                Detector::Length(limit) => facts::too_long(limit, scene.platform, reading),
                other => other.matches(reading, hits, |list| scene.is_absent(list)),
            };
            let stays = |m: &&Match| !guard.excuses(m, reading, hits, scene.packs.negations);
            out.extend(found.iter().filter(stays).map(|m| Seen {
                run: m.shown,
                weak: *weak,
                unclear: *name == PICTURE
                    || !reading.is_marked(m.shown.from)
                    || reading.tokens[m.shown.from..m.shown.to].iter().any(|t| t.unmasked),
            }));
        }
    }
    out
}

/// One place a sentence, unless the matches stand far apart.
fn merged(mut found: Vec<Seen>, reading: &Reading<'_>) -> Vec<Seen> {
    found.sort_unstable();
    let mut out: Vec<Seen> = Vec::new();
    for seen in found {
        let sentence = |run: Run| reading.tokens[run.from].sentence;
        match out.last_mut() {
            Some(last)
                if sentence(last.run) == sentence(seen.run)
                    && seen.run.from <= last.run.to + CLOSE =>
            {
                last.run.to = last.run.to.max(seen.run.to);
                last.weak &= seen.weak;
                last.unclear &= seen.unclear;
            }
            _ => out.push(seen),
        }
    }
    out
}

/// One place for each group and overlap: the rule that stands in for the others, else the more serious, else the longer.
fn grouped(mut places: Vec<Place<'_>>) -> Vec<Place<'_>> {
    let above: Vec<&[String]> = places.iter().map(|p| p.rule.over.as_slice()).collect();
    let stays: Vec<bool> = places
        .iter()
        .map(|p| p.field.is_some() || !above.iter().any(|over| over.contains(&p.rule.id)))
        .collect();
    let mut stays = stays.into_iter();
    places.retain(|_| stays.next().unwrap_or(true));
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
            last.sure = last.sure.min(other.sure);
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
        sure: place.sure,
        platform: scene.platform,
        field: field.to_owned(),
        start,
        end,
        text,
        title: place.rule.title.clone(),
        message: place.rule.message.clone(),
        suggestion: place.rule.suggestion.clone(),
        ignored: place
            .rule
            .ignored
            .clone()
            .unwrap_or_else(|| scene.packs.outcomes.of(scene.platform, place.severity)),
        replacement,
        replace_start,
        replace_end,
        // A rule without a source is refused when the packs are loaded.
        source: place.rule.sources[0].clone(),
        group: place.rule.group.clone(),
        facts: place.facts,
        also: place.also,
    }
}
