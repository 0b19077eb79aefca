//! Owns rule packs as one document that travels: form, number, files. Refuses whatever is not data
//! of a known form, too large, or not a whole set of packs that keeps its own examples.

use crate::packs::{LARGEST, MOST_FILES, PackText};
use crate::{Error, Packs};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The form that this program reads.
const FORM: u32 = 1;
/// Bytes of a whole document: ten times what ships today.
pub const LARGEST_BUNDLE: u64 = 8 << 20;

/// A set of rule files on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    form: u32,
    /// Grows with every set that a publisher gives out.
    pub serial: u64,
    /// Texts by their place below the rules folder.
    files: BTreeMap<String, String>,
}

impl Bundle {
    /// Everything in a folder laid out like `rules/`.
    ///
    /// # Errors
    /// When it cannot be read or is no set of packs.
    pub fn of_folder(folder: &Path, serial: u64) -> Result<Self, Error> {
        let mut files = BTreeMap::new();
        for PackText { path, text } in crate::packs::texts_in(folder)? {
            let place = path.strip_prefix(folder).unwrap_or(&path);
            let parts = place.components().map(|part| part.as_os_str().to_string_lossy());
            files.insert(parts.collect::<Vec<_>>().join("/"), text);
        }
        let bundle = Self { form: FORM, serial, files };
        bundle.packs(folder)?;
        Ok(bundle)
    }

    /// Reads a document; `path` is only named in errors.
    ///
    /// # Errors
    /// When it is none of the known form, or too large.
    pub fn read(path: &Path, bytes: &[u8]) -> Result<Self, Error> {
        if bytes.len() as u64 > LARGEST_BUNDLE {
            return Err(Error::TooLarge { path: path.to_owned(), limit: LARGEST_BUNDLE });
        }
        let unread = |reason: String| Error::Parse { path: path.to_owned(), reason };
        let bundle: Self = serde_json::from_slice(bytes).map_err(|e| unread(e.to_string()))?;
        if bundle.form != FORM {
            return Err(unread(format!("form {} is not known", bundle.form)));
        }
        Ok(bundle)
    }

    /// As a document.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// The packs in it, compiled.
    ///
    /// # Errors
    /// At the first mistake: a place that is none, a text that is too long, a broken rule.
    pub fn packs(&self, path: &Path) -> Result<Packs, Error> {
        if self.files.is_empty() {
            return Err(Error::Empty { path: path.to_owned() });
        }
        let mut files = Vec::new();
        for (place, text) in &self.files {
            let named = PathBuf::from(place);
            if text.len() as u64 > LARGEST || self.files.len() > MOST_FILES {
                return Err(Error::TooLarge { path: named, limit: LARGEST });
            }
            if !is_place(place) {
                let reason = "a rule file lies in a folder or beside it".to_owned();
                return Err(Error::Rule { path: named, reason });
            }
            files.push(PackText { path: named, text: text.clone() });
        }
        Packs::of_texts(files)
    }
}

/// `rules.toml` or `pack/rule.toml`, of letters, digits, `-` and `_`.
fn is_place(place: &str) -> bool {
    let Some(stem) = place.strip_suffix(".toml") else { return false };
    let plain = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
    };
    stem.split('/').count() <= 2 && stem.split('/').all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shipped() -> Bundle {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules");
        Bundle::of_folder(&folder, 7).unwrap()
    }

    #[test]
    fn what_ships_travels_and_arrives() {
        let bundle = shipped();
        let read = Bundle::read(Path::new("r.json"), &bundle.bytes()).unwrap();
        assert_eq!(read, bundle);
        let (there, here) = (read.packs(Path::new("r.json")).unwrap(), Packs::bundled().unwrap());
        assert_eq!((there.list(), there.rules().len()), (here.list(), here.rules().len()));
        assert!((bundle.bytes().len() as u64) < LARGEST_BUNDLE / 2);
    }

    #[test]
    fn places_outside_and_other_forms_are_refused() {
        for place in
            ["../a.toml", "/a.toml", "a/b/c.toml", "a.txt", "a\\b.toml", ".toml", "a//b.toml"]
        {
            assert!(!is_place(place), "{place}");
        }
        assert!(is_place("sources.toml") && is_place("vn-law/ad-language.toml"));
        let other = Bundle { form: 2, ..shipped() };
        assert!(Bundle::read(Path::new("r.json"), &other.bytes()).is_err());
        let long = vec![b' '; usize::try_from(LARGEST_BUNDLE).unwrap() + 1];
        assert!(matches!(Bundle::read(Path::new("r"), &long), Err(Error::TooLarge { .. })));
    }
}
