//! Owns the way from the files of a pack to `Packs`: parsing, cross-checks, compiling word lists.
//! Refuses a pack at its first mistake, naming the file and the reason.

use std::path::Path;

use crate::detect::Detector;
use crate::guard::{Guard, Negations};
use crate::lexicon::{Lexicon, Unmarked};
use crate::likeness::Likeness;
use crate::lists::{Lists, conditions};
use crate::looks::Detect;
use crate::packs::{KindWords, PackText, Packs, Part, Rule};
use crate::parse::{Parsed, check_days, parse};
use crate::rule::{Confidence, Except, RuleFile};
use crate::zones::Zones;
use crate::{Error, Severity, checklist};

const EXAMPLES_AT_LEAST: usize = 3;

pub(crate) fn compile(files: Vec<PackText>) -> Result<Packs, Error> {
    let parsed = parse(files)?;
    let mut lists = Lists::new(&parsed.lists, Lexicon::new(&parsed.short));
    let shared = Path::new("words");
    let mut named = |name: &str, newer: bool| {
        // Sets from before there was such a list do without.
        let words = (!newer || parsed.lists.contains_key(name)).then(|| format!("@{name}"));
        lists.compile(shared, words.as_slice(), Unmarked::All)
    };
    let negations = Negations {
        negation: named("negation", false)?,
        not_only: named("not-only", false)?,
        twins: named("twin", false)?,
        needless: named("needless", true)?,
        afterwards: named("afterwards", true)?,
    };
    let offer = named("offer", false)?;
    let mut kinds = Vec::new();
    for kind in &parsed.kinds {
        kinds.push(KindWords {
            id: kind.id.clone(),
            names: kind.names.clone(),
            words: lists.compile(shared, &kind.words, Unmarked::Collocations)?,
        });
    }
    let mut rules = Vec::new();
    for (path, file) in &parsed.rules {
        rules.push(rule(path, file, &parsed, &mut lists)?);
    }
    let mut zones = Zones::default();
    for (path, file) in parsed.zones {
        zones.add_zones(&path, file, &parsed.sources)?;
    }
    for (path, file) in parsed.presets {
        zones.add_presets(&path, file, &parsed.sources)?;
    }
    let mut questions = Vec::new();
    for (path, file) in parsed.checklists {
        let is_rule = |id: &str| rules.iter().any(|rule: &Rule| rule.id == id);
        questions.extend(checklist::questions(&path, file, &parsed.sources, is_rule)?);
    }
    let group_of = |id: &str| Some(rules.iter().find(|rule| rule.id == id)?.group.clone());
    let likeness = Likeness::new(parsed.likeness, &lists.lexicon, group_of)?;
    Ok(Packs {
        list: parsed.packs.into_values().collect(),
        rules,
        lexicon: lists.lexicon,
        kinds,
        offer,
        negations,
        zones,
        outcomes: parsed.outcomes,
        questions,
        likeness,
    })
}

pub(crate) fn refused(path: &Path, reason: impl Into<String>) -> Error {
    Error::Rule { path: path.to_owned(), reason: reason.into() }
}

pub(crate) fn unknown(path: &Path, kind: &'static str, name: &str) -> Error {
    Error::Unknown { path: path.to_owned(), kind, name: name.to_owned() }
}

fn rule(
    path: &Path,
    file: &RuleFile,
    parsed: &Parsed,
    lists: &mut Lists<'_>,
) -> Result<Rule, Error> {
    let pack = file.id.split('/').next().unwrap_or_default();
    let today = &parsed.packs.get(pack).ok_or_else(|| unknown(path, "the pack", pack))?.date;
    check_shape(path, file)?;
    let mut sources = Vec::new();
    let mut laws = Vec::new();
    for key in &file.sources {
        let (source, law) =
            parsed.sources.get(key).ok_or_else(|| unknown(path, "the source", key))?;
        sources.push(source.clone());
        laws.push(law.clone());
    }
    check_days(path, file.law.days())?;
    if let Some(mistake) = file.law.mistake() {
        return Err(refused(path, mistake));
    }
    let mut parts = vec![part(path, &file.detect, &file.except, lists)?];
    for id in &file.like {
        let (path, other) = parsed
            .rules
            .iter()
            .find(|(_, r)| r.id == *id)
            .ok_or_else(|| unknown(path, "the rule", id))?;
        parts.push(part(path, &other.detect, &other.except, lists)?);
    }
    if let Some(id) = file.over.iter().find(|id| !parsed.rules.iter().any(|(_, r)| r.id == **id)) {
        return Err(unknown(path, "the rule", id));
    }
    let mut rule = Rule {
        id: file.id.clone(),
        version: file.version,
        group: file.group.clone(),
        title: file.title.clone(),
        message: file.message.clone(),
        suggestion: file.suggestion.clone(),
        sources,
        confidence: file.confidence,
        when: file.when,
        over: file.over.clone(),
        fields: file.fields.clone(),
        levels: file.severity,
        soften: file.soften.clone(),
        held: file.held.clone(),
        only: conditions(path, &file.only)?,
        ignored: file.ignored.clone(),
        parts,
        rewrite: file.rewrite.clone(),
        examples: file.examples.clone(),
        law: file.law.clone(),
        source_laws: laws,
        in_force: true,
    };
    rule.in_force = rule.in_force_on(today);
    Ok(rule)
}

fn check_shape(path: &Path, file: &RuleFile) -> Result<(), Error> {
    if file.sources.is_empty() || (file.detect.is_empty() && file.like.is_empty()) {
        return Err(refused(path, "a rule needs a source and a detector"));
    }
    let Some(strongest) = file.severity.strongest() else {
        return Err(refused(path, "the rule is off on every platform"));
    };
    let unsure = file.confidence == Confidence::Low && file.held.is_none();
    if unsure && strongest < Severity::Advise {
        return Err(refused(path, "with low confidence a rule can only advise"));
    }
    let words =
        [Some(&file.title), Some(&file.message), Some(&file.suggestion), file.ignored.as_ref()];
    if words.iter().flatten().any(|w| [&w.vi, &w.en, &w.fr].iter().any(|t| t.trim().is_empty())) {
        return Err(refused(path, "a text is empty in one of the languages"));
    }
    if file.examples.must.len() < EXAMPLES_AT_LEAST
        || file.examples.must_not.len() < EXAMPLES_AT_LEAST
    {
        return Err(refused(
            path,
            format!(
                "a rule needs {EXAMPLES_AT_LEAST} examples that must be found and {EXAMPLES_AT_LEAST} that must not"
            ),
        ));
    }
    Ok(())
}

fn part(
    path: &Path,
    detect: &[Detect],
    except: &Except,
    lists: &mut Lists<'_>,
) -> Result<Part, Error> {
    let mut detectors: Vec<(Detector, bool)> = Vec::new();
    for one in detect {
        detectors.push((lists.detector(path, one)?, one.is_weak()));
    }
    let mut list = |items: &[String]| lists.compile(path, items, Unmarked::All);
    let guard = Guard {
        negation: except.negation,
        phrases: list(&except.phrases)?,
        sentence: list(&except.sentence)?,
        draft: list(&except.draft)?,
        before: list(&except.before)?,
        after: list(&except.after)?,
        products: except.products.clone(),
        facts: conditions(path, &except.facts)?,
    };
    Ok(Part { detectors, guard })
}
