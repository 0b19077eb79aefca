//! Owns the check itself: which of the places that rules object to become findings.
//! Refuses I/O and memory: same packs and same subject, same findings.

use crate::detect::{Detector, Match};
use crate::lexicon::Run;
use crate::packs::Packs;
use crate::place::{PICTURE, Place, Seen, is_excused, level, places, running};
use crate::rewrite;
use crate::scene::{Field, Scene};
use crate::second_look::SecondLook;
use crate::{Finding, Subject};

/// Everything worth a look, most serious first, then by field and place.
pub fn check(packs: &Packs, subject: &Subject) -> Vec<Finding> {
    let scene = Scene::new(packs, subject);
    let mut places = places(&scene);
    if let Some(second) = SecondLook::new(&scene) {
        places.retain(|place| {
            place.firm || !place.field.is_some_and(|at| second.doubts(place.rule, at, place.run))
        });
        places.extend(heard(&scene, &second, &places));
    }
    findings(&scene, places)
}

/// The same without the second look: what the detectors of the rules see.
pub(crate) fn by_rules(packs: &Packs, subject: &Subject) -> Vec<Finding> {
    let scene = Scene::new(packs, subject);
    findings(&scene, places(&scene))
}

fn findings<'a>(scene: &Scene<'a>, mut places: Vec<Place<'a>>) -> Vec<Finding> {
    places.extend(hidden(scene.packs, scene, &places));
    let mut findings: Vec<(Option<usize>, Finding)> =
        grouped(places).into_iter().map(|place| (place.field, finding(scene, place))).collect();
    findings.sort_by(|(field_a, a), (field_b, b)| {
        (a.severity, field_a, a.start, &a.rule).cmp(&(b.severity, field_b, b.start, &b.rule))
    });
    findings.into_iter().map(|(_, finding)| finding).collect()
}

/// Places of rules that saw nothing themselves, by the likeness of the words alone.
fn heard<'a>(scene: &Scene<'a>, second: &SecondLook<'_>, places: &[Place<'_>]) -> Vec<Place<'a>> {
    let mut out = Vec::new();
    for (rule, severity) in running(scene) {
        if rule.parts.iter().any(|part| is_excused(&part.guard, scene))
            || places.iter().any(|place| place.rule.group == rule.group)
        {
            continue;
        }
        // What was read in the picture may be misread: nothing is guessed from it.
        let named = |at: &usize| scene.fields[*at].name;
        let fields =
            (0..scene.fields.len()).filter(|at| rule.reads(named(at)) && named(at) != PICTURE);
        let runs =
            fields.flat_map(|at| second.hears(rule, at).into_iter().map(move |run| (at, run)));
        out.extend(runs.map(|(at, run)| Place::heard(rule, severity, at, run)));
    }
    out
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
                let seen = Seen { run, weak: false, unclear: true, firm: true };
                (!excused).then(|| Place::new(rule, severity, Some(at), seen))
            }));
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
    // What stands for a whole sentence only sounds like it: there is no one thing to say instead.
    let better = if place.heard { None } else { rewrite::better(scene, &place) };
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
        likeness: place.heard,
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
