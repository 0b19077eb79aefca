//! Owns the way from the text of each file to its parsed shape, sorted by what the file's place says it is.
//! Refuses a file at its first mistake, naming the file and the reason.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::checklist::ChecklistFile;
use crate::compile::refused;
use crate::law::{Law, is_day};
use crate::likeness::LikenessFile;
use crate::outcome::Outcomes;
use crate::packs::PackText;
use crate::rule::{Kind, PackFile, RuleFile, WordFile, WordList};
use crate::zones::{PresetFile, ZoneFile};
use crate::{Error, PackInfo, Source};

/// A source as written, with the state of the law when it is one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceEntry {
    title: String,
    url: String,
    checked: String,
    #[serde(default)]
    law: Law,
}

/// Everything as parsed, before the lists are compiled.
#[derive(Default)]
pub(crate) struct Parsed {
    pub(crate) packs: BTreeMap<String, PackInfo>,
    /// With the state of the law on which it rests.
    pub(crate) sources: BTreeMap<String, (Source, Law)>,
    pub(crate) lists: BTreeMap<String, WordList>,
    pub(crate) kinds: Vec<Kind>,
    pub(crate) rules: Vec<(PathBuf, RuleFile)>,
    pub(crate) zones: Vec<(PathBuf, ZoneFile)>,
    pub(crate) presets: Vec<(PathBuf, PresetFile)>,
    /// Short spellings and what they stand for.
    pub(crate) short: BTreeMap<String, String>,
    pub(crate) outcomes: Outcomes,
    pub(crate) checklists: Vec<(PathBuf, ChecklistFile)>,
    pub(crate) likeness: Vec<(PathBuf, LikenessFile)>,
}

pub(crate) fn parse(files: Vec<PackText>) -> Result<Parsed, Error> {
    let mut parsed = Parsed::default();
    for PackText { path, text } in files {
        let name = |p: Option<&std::ffi::OsStr>| {
            p.map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
        };
        let stem = name(path.file_stem());
        let folder = name(path.parent().and_then(Path::file_name));
        match (folder.as_str(), stem.as_str()) {
            (_, "sources") => {
                for (key, entry) in toml_of::<BTreeMap<String, SourceEntry>>(&path, &text)? {
                    let SourceEntry { title, url, checked, law } = entry;
                    check_days(&path, law.days().chain([checked.as_str()]))?;
                    if let Some(mistake) = law.mistake() {
                        return Err(refused(&path, format!("{key}: {mistake}")));
                    }
                    parsed.sources.insert(key, (Source { title, url, checked }, law));
                }
            }
            (_, "zones") => {
                let file = toml_of(&path, &text)?;
                parsed.zones.push((path, file));
            }
            (_, "presets") => {
                let file = toml_of(&path, &text)?;
                parsed.presets.push((path, file));
            }
            (_, "checklist") => {
                let file = toml_of(&path, &text)?;
                parsed.checklists.push((path, file));
            }
            (_, "outcomes") => parsed.outcomes = toml_of(&path, &text)?,
            ("likeness", _) => {
                let file = toml_of(&path, &text)?;
                parsed.likeness.push((path, file));
            }
            ("words", _) => {
                let file: WordFile = toml_of(&path, &text)?;
                for (id, list) in file.lists {
                    if parsed.lists.insert(id.clone(), list).is_some() {
                        return Err(Error::Duplicate { path, id });
                    }
                }
                parsed.kinds.extend(file.kinds);
                parsed.short.extend(file.short);
            }
            (_, "pack") => {
                let file: PackFile = toml_of(&path, &text)?;
                if file.id != folder {
                    return Err(refused(
                        &path,
                        format!("the pack {} lies in the folder {folder}", file.id),
                    ));
                }
                check_days(&path, [file.date.as_str()])?;
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

/// Every text must be a day.
pub(crate) fn check_days<'a>(
    path: &Path,
    days: impl IntoIterator<Item = &'a str>,
) -> Result<(), Error> {
    match days.into_iter().find(|day| !is_day(day)) {
        Some(text) => Err(refused(path, format!("\"{text}\" is not a date like 2026-11-22"))),
        None => Ok(()),
    }
}
