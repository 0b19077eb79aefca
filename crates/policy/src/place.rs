//! Owns which rules run and the places that they object to. Refuses to make findings of them.

use crate::detect::{Detector, Match};
use crate::guard::Guard;
use crate::lexicon::Run;
use crate::packs::{Part, Rule};
use crate::reading::Reading;
use crate::rule::{Confidence, When};
use crate::scene::{Field, Scene};
use crate::{Severity, Sure, facts};

/// Text that a program read in the picture: it may have misread.
pub(crate) const PICTURE: &str = "picture";

/// Matches of one rule in one sentence that stand this close are one place.
const CLOSE: usize = 3;

/// A place that a rule objects to. `field: None` is the clip itself.
pub(crate) struct Place<'a> {
    pub(crate) rule: &'a Rule,
    pub(crate) severity: Severity,
    pub(crate) field: Option<usize>,
    pub(crate) run: Run,
    pub(crate) text: String,
    pub(crate) facts: Vec<String>,
    pub(crate) sure: Sure,
    pub(crate) also: Vec<String>,
    pub(crate) firm: bool,
    /// The rule saw nothing itself; the sentence is like those that break it.
    pub(crate) heard: bool,
}

impl<'a> Place<'a> {
    /// Weak evidence only advises.
    pub(crate) fn new(
        rule: &'a Rule,
        severity: Severity,
        field: Option<usize>,
        seen: Seen,
    ) -> Self {
        let sure = match rule.confidence {
            Confidence::High => Sure::Sure,
            Confidence::Medium => Sure::Likely,
            Confidence::Low => Sure::Maybe,
        };
        let severity = if seen.weak { Severity::Advise } else { severity };
        let sure = if seen.weak || rule.held.is_some() { Sure::Maybe } else { sure };
        let sure = if seen.unclear { sure.max(Sure::Likely) } else { sure };
        let (text, facts, also) = (String::new(), Vec::new(), Vec::new());
        let Seen { run, firm, .. } = seen;
        Self { rule, severity, field, run, text, facts, sure, also, firm, heard: false }
    }

    /// A sentence that is like those that break the rule.
    pub(crate) fn heard(rule: &'a Rule, severity: Severity, field: usize, run: Run) -> Self {
        let seen = Seen { run, weak: false, unclear: false, firm: false };
        let place = Self::new(rule, severity, Some(field), seen);
        Self { sure: Sure::Maybe, heard: true, ..place }
    }
}

/// What one rule saw: where, and how plainly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Seen {
    pub(crate) run: Run,
    pub(crate) weak: bool,
    /// Read without tone marks, or behind a disguise.
    pub(crate) unclear: bool,
    /// By something else than words: no wording around it excuses it.
    pub(crate) firm: bool,
}

/// The rules that look at this draft, with their level here.
pub(crate) fn running<'a>(scene: &Scene<'a>) -> impl Iterator<Item = (&'a Rule, Severity)> {
    scene.packs.rules.iter().filter(|rule| rule.in_force).filter_map(|rule| {
        let severity = level(rule, scene)?;
        let sells = rule.when != When::Commercial || scene.is_commercial;
        let holds = sells && rule.only.iter().all(|one| facts::holds(one, scene.context));
        holds.then_some((rule, severity))
    })
}

/// Everything that the detectors of the rules see and nothing excuses.
pub(crate) fn places<'a>(scene: &Scene<'a>) -> Vec<Place<'a>> {
    let mut places = Vec::new();
    for (rule, severity) in running(scene) {
        for (field, seen) in scene.fields.iter().enumerate().filter(|(_, f)| rule.reads(f.name)) {
            let found = merged(seen_by(rule, scene, field), &seen.reading);
            places.extend(
                found.into_iter().map(|seen| Place::new(rule, severity, Some(field), seen)),
            );
        }
        for part in rule.parts.iter().filter(|part| !is_excused(&part.guard, scene)) {
            for (facts, text) in facts::film(&part.detectors, scene.platform, scene.context) {
                let run = Run { from: 0, to: 0 };
                let seen = Seen { run, weak: facts.weak, unclear: false, firm: true };
                let facts = facts.all.iter().map(|c| c.fact.clone()).collect();
                places.push(Place { text, facts, ..Place::new(rule, severity, None, seen) });
            }
        }
    }
    places
}

/// The rule's level on this platform, softened for people to whom that applies.
pub(crate) fn level(rule: &Rule, scene: &Scene<'_>) -> Option<Severity> {
    let severity = rule.severity(scene.platform)?;
    match (&rule.soften, &scene.context.role) {
        (Some(soften), Some(role)) if soften.roles.contains(role) => {
            Some(severity.max(soften.severity))
        }
        _ => Some(severity),
    }
}

/// The draft or the thing sold excuses everything this guard watches.
pub(crate) fn is_excused(guard: &Guard, scene: &Scene<'_>) -> bool {
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
                firm: !matches!(detector, Detector::Phrase { .. } | Detector::Near { .. }),
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
                last.firm |= seen.firm;
            }
            _ => out.push(seen),
        }
    }
    out
}
