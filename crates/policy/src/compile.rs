//! Owns the way from the files of a pack to `Packs`: parsing, cross-checks, compiling word lists.
//! Refuses a pack at its first mistake, naming the file and the reason.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use crate::detect::Detector;
use crate::guard::{Guard, Negations};
use crate::lexicon::{Lexicon, ListId, Manner, Unmarked};
use crate::packs::{KindWords, PackText, Packs, Rule};
use crate::rule::{
    Confidence, Detect, Except, Kind, Law, PackFile, RuleFile, UnmarkedMode, WordFile, WordList,
};
use crate::zones::{PresetFile, ZoneFile, Zones};
use crate::{Error, PackInfo, Severity, Source};

const MOST_PHRASES: usize = 60_000;
const WIDEST: usize = 40;
const NESTED: usize = 6;
const EXAMPLES_AT_LEAST: usize = 3;

/// Everything as parsed, before the lists are compiled.
#[derive(Default)]
struct Parsed {
    packs: BTreeMap<String, PackInfo>,
    sources: BTreeMap<String, Source>,
    lists: BTreeMap<String, WordList>,
    kinds: Vec<Kind>,
    rules: Vec<(PathBuf, RuleFile)>,
    zones: Vec<(PathBuf, ZoneFile)>,
    presets: Vec<(PathBuf, PresetFile)>,
}

pub(crate) fn compile(files: Vec<PackText>) -> Result<Packs, Error> {
    let parsed = parse(files)?;
    let mut lists = Lists { named: &parsed.lists, lexicon: Lexicon::default() };
    let shared = Path::new("words");
    let mut named = |name: &str| lists.compile(shared, &[format!("@{name}")], Unmarked::All);
    let negations = Negations { negation: named("negation")?, not_only: named("not-only")? };
    let offer = named("offer")?;
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
    Ok(Packs {
        list: parsed.packs.into_values().collect(),
        rules,
        lexicon: lists.lexicon,
        kinds,
        offer,
        negations,
        zones,
    })
}

fn parse(files: Vec<PackText>) -> Result<Parsed, Error> {
    let mut parsed = Parsed::default();
    for PackText { path, text } in files {
        let name = |p: Option<&std::ffi::OsStr>| {
            p.map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
        };
        let stem = name(path.file_stem());
        let folder = name(path.parent().and_then(Path::file_name));
        match (folder.as_str(), stem.as_str()) {
            (_, "sources") => {
                parsed.sources.extend(toml_of::<BTreeMap<String, Source>>(&path, &text)?);
            }
            (_, "zones") => {
                let file = toml_of(&path, &text)?;
                parsed.zones.push((path, file));
            }
            (_, "presets") => {
                let file = toml_of(&path, &text)?;
                parsed.presets.push((path, file));
            }
            ("words", _) => {
                let file: WordFile = toml_of(&path, &text)?;
                for (id, list) in file.lists {
                    if parsed.lists.insert(id.clone(), list).is_some() {
                        return Err(Error::Duplicate { path, id });
                    }
                }
                parsed.kinds.extend(file.kinds);
            }
            (_, "pack") => {
                let file: PackFile = toml_of(&path, &text)?;
                if file.id != folder {
                    return Err(refused(
                        &path,
                        format!("the pack {} lies in the folder {folder}", file.id),
                    ));
                }
                date(&path, &file.date)?;
                parsed.packs.insert(folder, PackInfo { id: file.id, date: file.date });
            }
            _ => {
                let file: RuleFile = toml_of(&path, &text)?;
                if parsed.rules.iter().any(|(_, other)| other.id == file.id) {
                    return Err(Error::Duplicate { path, id: file.id });
                }
                if file.id != format!("{folder}/{stem}") {
                    return Err(refused(
                        &path,
                        format!("the id {} is not the file's place {folder}/{stem}", file.id),
                    ));
                }
                parsed.rules.push((path, file));
            }
        }
    }
    parsed.rules.sort_by(|a, b| a.1.id.cmp(&b.1.id));
    Ok(parsed)
}

fn toml_of<T: DeserializeOwned>(path: &Path, text: &str) -> Result<T, Error> {
    toml::from_str(text).map_err(|error| Error::Parse {
        path: path.to_owned(),
        reason: error.to_string().trim().to_owned(),
    })
}

fn refused(path: &Path, reason: impl Into<String>) -> Error {
    Error::Rule { path: path.to_owned(), reason: reason.into() }
}

fn unknown(path: &Path, kind: &'static str, name: &str) -> Error {
    Error::Unknown { path: path.to_owned(), kind, name: name.to_owned() }
}

fn date(path: &Path, text: &str) -> Result<(), Error> {
    let shape = text.len() == 10
        && text
            .char_indices()
            .all(|(i, c)| if matches!(i, 4 | 7) { c == '-' } else { c.is_ascii_digit() });
    if shape {
        Ok(())
    } else {
        Err(refused(path, format!("\"{text}\" is not a date like 2026-11-22")))
    }
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
    for key in &file.sources {
        let source = parsed.sources.get(key).ok_or_else(|| unknown(path, "the source", key))?;
        date(path, &source.checked)?;
        sources.push(source.clone());
    }
    let mut parts = vec![part(path, file, &file.detect, &file.except, lists)?];
    for id in &file.like {
        let (path, other) = parsed
            .rules
            .iter()
            .find(|(_, r)| r.id == *id)
            .ok_or_else(|| unknown(path, "the rule", id))?;
        parts.push(part(path, other, &other.detect, &other.except, lists)?);
    }
    for id in &file.over {
        parsed
            .rules
            .iter()
            .find(|(_, r)| r.id == *id)
            .ok_or_else(|| unknown(path, "the rule", id))?;
    }
    Ok(Rule {
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
        parts,
        rewrite: file.rewrite.clone(),
        examples: file.examples.clone(),
        in_force: in_force(path, &file.law, today)?,
    })
}

fn check_shape(path: &Path, file: &RuleFile) -> Result<(), Error> {
    if file.sources.is_empty() || (file.detect.is_empty() && file.like.is_empty()) {
        return Err(refused(path, "a rule needs a source and a detector"));
    }
    let Some(strongest) = file.severity.strongest() else {
        return Err(refused(path, "the rule is off on every platform"));
    };
    if file.confidence == Confidence::Low && strongest < Severity::Advise {
        return Err(refused(path, "with low confidence a rule can only advise"));
    }
    let words = [&file.title, &file.message, &file.suggestion];
    if words.iter().any(|w| [&w.vi, &w.en, &w.fr].iter().any(|t| t.trim().is_empty())) {
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

/// A rule whose law is not yet, no longer or not at the moment in force stays silent.
fn in_force(path: &Path, law: &Law, today: &str) -> Result<bool, Error> {
    for day in [&law.valid_from, &law.valid_until].into_iter().flatten() {
        date(path, day)?;
    }
    // Dates of this shape sort like days.
    let begun = law.valid_from.as_deref().is_none_or(|day| day <= today);
    let running = law.valid_until.as_deref().is_none_or(|day| day >= today);
    Ok(begun && running && !law.suspended && law.superseded_by.is_none())
}

fn part(
    path: &Path,
    file: &RuleFile,
    detect: &[Detect],
    except: &Except,
    lists: &mut Lists<'_>,
) -> Result<(Vec<Detector>, Guard), Error> {
    let mut detectors = Vec::new();
    for one in detect {
        detectors.push(detector(path, file, one, lists)?);
    }
    let mut list = |items: &[String]| lists.compile(path, items, Unmarked::All);
    let guard = Guard {
        negation: except.negation,
        phrases: list(&except.phrases)?,
        sentence: list(&except.sentence)?,
        draft: list(&except.draft)?,
        before: list(&except.before)?,
        products: except.products.clone(),
    };
    Ok((detectors, guard))
}

fn detector(
    path: &Path,
    file: &RuleFile,
    detect: &Detect,
    lists: &mut Lists<'_>,
) -> Result<Detector, Error> {
    let mut list = |items: &[String]| lists.compile(path, items, Unmarked::Collocations);
    Ok(match detect {
        Detect::Phrase(d) => Detector::Phrase { any: list(&d.any)?, products: d.products.clone() },
        Detect::Near(d) => {
            let good =
                d.all.len() >= 2 && d.window <= WIDEST && d.mark.is_none_or(|at| at < d.all.len());
            if !good {
                return Err(refused(
                    path,
                    format!(
                        "\"near\" needs two lists or more, a window up to {WIDEST} and a mark that exists"
                    ),
                ));
            }
            let mut all = Vec::new();
            for items in &d.all {
                all.push(list(items)?);
            }
            Detector::Near {
                all,
                window: d.window,
                ordered: d.ordered,
                same_clause: d.same_clause,
                mark: d.mark,
                products: d.products.clone(),
            }
        }
        Detect::Phone(d) => Detector::Phone { not_after: list(&d.not_after)? },
        Detect::Link(d) => Detector::Link { hosts: d.hosts.clone() },
        Detect::Hashtags(d) => Detector::Hashtags(d.clone()),
        Detect::Duration(d) => {
            if d.min.is_none() && d.max.is_none() {
                return Err(refused(path, format!("{}: a duration needs a min or a max", file.id)));
            }
            Detector::Duration(d.clone())
        }
        Detect::Absence(d) => Detector::Absence { any: list(&d.any)?, absent: list(&d.absent)? },
        Detect::Spelling(d) => {
            Detector::Spelling { of: list(&d.of)?, respelled: list(&d.respelled)? }
        }
    })
}

type Named = BTreeMap<String, WordList>;

/// Named lists, and the lexicon that grows from them.
struct Lists<'a> {
    named: &'a Named,
    lexicon: Lexicon,
}

impl Lists<'_> {
    fn compile(
        &mut self,
        path: &Path,
        items: &[String],
        inline: Unmarked,
    ) -> Result<ListId, Error> {
        let list = self.lexicon.new_list();
        let mut phrases = Vec::new();
        Self::flat(
            self.named,
            items,
            Manner { unmarked: inline, sensitive: false },
            &mut phrases,
            0,
        )
        .map_err(|wrong| match wrong {
            Some(name) => unknown(path, "the word list", &name),
            None => refused(path, "word lists refer to each other too deeply or are too long"),
        })?;
        for (phrase, manner) in phrases {
            self.lexicon.add(list, phrase, manner).map_err(|reason| refused(path, reason))?;
        }
        Ok(list)
    }

    /// The phrases behind the items; the error is the name that nobody knows, or none when there is no end.
    fn flat<'b>(
        named: &'b Named,
        items: &'b [String],
        manner: Manner,
        out: &mut Vec<(&'b str, Manner)>,
        depth: usize,
    ) -> Result<(), Option<String>> {
        if depth > NESTED || out.len() > MOST_PHRASES {
            return Err(None);
        }
        for item in items {
            let Some(name) = item.strip_prefix('@') else {
                out.push((item, manner));
                continue;
            };
            let other = named.get(name).ok_or_else(|| Some(name.to_owned()))?;
            let unmarked = match other.unmarked {
                UnmarkedMode::Collocations => Unmarked::Collocations,
                UnmarkedMode::All => Unmarked::All,
                UnmarkedMode::None => Unmarked::None,
            };
            Self::flat(
                named,
                &other.words,
                Manner { unmarked, sensitive: other.sensitive },
                out,
                depth + 1,
            )?;
            Self::flat(
                named,
                &other.unmarked_words,
                Manner { unmarked: Unmarked::Only, sensitive: false },
                out,
                depth + 1,
            )?;
        }
        Ok(())
    }
}
