//! Owns the loaded rule packs: reading them from a folder or from the program itself, listing, asking.
//! Refuses the network, the clock and everything outside the folder it is given.

use std::path::{Path, PathBuf};

use crate::checklist::Question;
use crate::compile::compile;
use crate::detect::Detector;
use crate::guard::{Guard, Negations};
use crate::law::{Law, is_day};
use crate::lexicon::{Lexicon, ListId};
use crate::likeness::Likeness;
use crate::looks::Condition;
use crate::outcome::Outcomes;
use crate::rule::{Confidence, Example, Examples, Held, Levels, Rewrite, Soften, When};
use crate::zones::{FileLimits, Zones};
use crate::{Error, PackInfo, Platform, Severity, Source, Words, bundled};
use timeline::{Preset, SafeZone};

/// A rule is a page of text; the longest list of learned words is a hundred.
pub(crate) const LARGEST: u64 = 512 * 1024;
pub(crate) const MOST_FILES: usize = 1_000;

/// A file of a pack: its path below the rules folder, and its text.
#[derive(Debug)]
pub(crate) struct PackText {
    pub(crate) path: PathBuf,
    pub(crate) text: String,
}

/// All rules of all packs, ready to check with.
#[derive(Debug)]
pub struct Packs {
    pub(crate) list: Vec<PackInfo>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) lexicon: Lexicon,
    pub(crate) kinds: Vec<KindWords>,
    pub(crate) offer: ListId,
    pub(crate) negations: Negations,
    pub(crate) zones: Zones,
    pub(crate) outcomes: Outcomes,
    pub(crate) questions: Vec<Question>,
    pub(crate) likeness: Likeness,
}

/// Detectors, each with whether its evidence is weak, and the exceptions that go with them.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) detectors: Vec<(Detector, bool)>,
    pub(crate) guard: Guard,
}

/// A kind of thing sold, with its words compiled.
#[derive(Debug)]
pub(crate) struct KindWords {
    pub(crate) id: String,
    pub(crate) names: Vec<String>,
    pub(crate) words: ListId,
}

/// One rule, as far as a reader wants to know it.
#[derive(Debug)]
pub struct Rule {
    pub id: String,
    pub version: u32,
    pub group: String,
    pub title: Words,
    pub message: Words,
    pub suggestion: Words,
    /// The first one is shown beside a finding.
    pub sources: Vec<Source>,
    pub(crate) confidence: Confidence,
    pub(crate) when: When,
    pub(crate) over: Vec<String>,
    pub(crate) fields: Vec<String>,
    pub(crate) levels: Levels,
    pub(crate) soften: Option<Soften>,
    pub(crate) held: Option<Held>,
    pub(crate) only: Vec<Condition>,
    pub(crate) ignored: Option<Words>,
    /// More than one when the rule is `like` another.
    pub(crate) parts: Vec<Part>,
    pub(crate) rewrite: Option<Rewrite>,
    pub(crate) examples: Examples,
    pub(crate) law: Law,
    /// One for each source.
    pub(crate) source_laws: Vec<Law>,
    /// Its law applies on the day of the check.
    pub(crate) in_force: bool,
}

impl Rule {
    /// How much it matters there; `None`: the rule is off on that platform. What is held stays at that level.
    pub fn severity(&self, platform: Platform) -> Option<Severity> {
        let level = self.levels.on(platform)?;
        Some(self.held.as_ref().map_or(level, |held| level.max(held.at)))
    }

    /// What no person has verified yet, when that keeps the rule at a lower level.
    pub fn held(&self) -> Option<&str> {
        self.held.as_ref().map(|held| held.until.as_str())
    }

    /// The first and last day of the law behind the rule, what suspends it and what replaced it.
    pub fn law(&self) -> [Option<&str>; 4] {
        let Law { valid_from, valid_until, suspended_by, superseded_by, .. } = &self.law;
        [valid_from, valid_until, suspended_by, superseded_by].map(Option::as_deref)
    }

    /// Whether it looks at the field of that name.
    pub(crate) fn reads(&self, field: &str) -> bool {
        self.fields.is_empty() || self.fields.iter().any(|name| name == field)
    }

    /// Whether its law and at least one of its sources apply on that day.
    pub(crate) fn in_force_on(&self, day: &str) -> bool {
        self.law.in_force(day) && self.source_laws.iter().any(|law| law.in_force(day))
    }

    /// "high", "medium" or "low": how well its source was read.
    pub fn confidence(&self) -> &'static str {
        match self.confidence {
            Confidence::High => "high",
            Confidence::Medium => "medium",
            Confidence::Low => "low",
        }
    }

    /// The examples beside the rule: texts it must find, texts it must leave alone.
    pub fn examples(&self) -> (Vec<&str>, Vec<&str>) {
        let Examples { must, must_not } = &self.examples;
        (must.iter().map(Example::text).collect(), must_not.iter().map(Example::text).collect())
    }
}

impl Packs {
    /// The packs that this program was built with.
    pub fn bundled() -> Result<Self, Error> {
        compile(
            bundled::FILES
                .iter()
                .map(|(path, text)| PackText {
                    path: PathBuf::from(path),
                    text: (*text).to_owned(),
                })
                .collect(),
        )
    }

    /// The packs in a folder laid out like `rules/`.
    pub fn load_dir(folder: &Path) -> Result<Self, Error> {
        compile(texts_in(folder)?)
    }

    /// The packs in texts that came from elsewhere.
    pub(crate) fn of_texts(files: Vec<PackText>) -> Result<Self, Error> {
        compile(files)
    }

    /// Takes the laws that apply on that day (YYYY-MM-DD) instead of those of the packs' own dates.
    /// Anything else than a day changes nothing.
    pub fn set_day(&mut self, day: &str) {
        if is_day(day) {
            for rule in &mut self.rules {
                rule.in_force = rule.in_force_on(day);
            }
        }
    }

    /// The packs and their dates.
    pub fn list(&self) -> &[PackInfo] {
        &self.list
    }

    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The part of a picture of that size over which the platform draws nothing, and who says so.
    pub fn zone(&self, platform: Platform, size: (u32, u32)) -> (SafeZone, Option<&Source>) {
        self.zones.zone(platform, size)
    }

    /// How large a file may be for `preset`, and who says so; nothing when the data lacks it.
    pub fn file_limits(&self, preset: Preset) -> Option<(FileLimits, &Source)> {
        self.zones.preset(preset)
    }

    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }
}

/// The texts in a folder laid out like `rules/`.
pub(crate) fn texts_in(folder: &Path) -> Result<Vec<PackText>, Error> {
    let mut files = Vec::new();
    read_folder(folder, 0, &mut files)?;
    if files.is_empty() {
        return Err(Error::Empty { path: folder.to_owned() });
    }
    Ok(files)
}

fn read_folder(folder: &Path, depth: usize, files: &mut Vec<PackText>) -> Result<(), Error> {
    let unreadable = |path: &Path| {
        let path = path.to_owned();
        move |source| Error::Read { path, source }
    };
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable(folder))? {
        paths.push(entry.map_err(unreadable(folder))?.path());
    }
    paths.sort();
    for path in paths {
        let about = std::fs::symlink_metadata(&path).map_err(unreadable(&path))?;
        if about.is_dir() && depth == 0 {
            read_folder(&path, 1, files)?;
        } else if about.is_file() && path.extension().is_some_and(|e| e == "toml") {
            if about.len() > LARGEST || files.len() >= MOST_FILES {
                return Err(Error::TooLarge { path, limit: LARGEST });
            }
            let text = std::fs::read_to_string(&path).map_err(unreadable(&path))?;
            files.push(PackText { path, text });
        }
    }
    Ok(())
}
