//! Owns which lines speech models are known to invent: the dated list of a language, as data.
//! Refuses to judge a sound.

use crate::Error;
use crate::read_aloud::unmarked;
use crate::text::{bare, nfc};
use serde::Deserialize;
use strsim::generic_levenshtein;

const VIETNAMESE: &str = include_str!("../lexicon/phantoms-vi.toml");

/// How a line is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Known {
    /// Creators say it too.
    Sometimes,
    /// Nobody but another channel says it.
    Never,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    says: Vec<String>,
    never: bool,
    #[cfg_attr(not(test), expect(dead_code, reason = "examples, read by the test only"))]
    must: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "examples, read by the test only"))]
    mustnt: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    language: String,
    date: String,
    phantom: Vec<Entry>,
}

/// Invented lines of one language.
pub(crate) struct Phantoms {
    lines: Vec<(Vec<String>, Known)>,
}

impl Phantoms {
    /// The Vietnamese list that came with the program.
    pub(crate) fn vietnamese() -> Result<Self, Error> {
        let entries = entries()?;
        let lines = entries.iter().flat_map(|entry| {
            let known = if entry.never { Known::Never } else { Known::Sometimes };
            entry.says.iter().map(move |line| (folded(line), known))
        });
        Ok(Self { lines: lines.collect() })
    }

    /// Whether `text` is one of the lines, and how that one is known.
    pub(crate) fn knows(&self, text: &str) -> Option<Known> {
        let words = folded(text);
        let same = |line: &Vec<String>| {
            line.len().abs_diff(words.len()) * 6 <= line.len()
                && generic_levenshtein(line, &words) * 6 <= line.len()
        };
        self.lines.iter().filter(|(line, _)| same(line)).map(|(_, known)| *known).max()
    }
}

fn entries() -> Result<Vec<Entry>, Error> {
    let broken = |what: String| Error::Lexicon { what };
    let file: File = toml::from_str(VIETNAMESE).map_err(|e| broken(e.to_string()))?;
    if file.language != "vi" || file.date.is_empty() {
        return Err(broken("its language or its date is missing".to_owned()));
    }
    Ok(file.phantom)
}

/// Words without marks, capitals and punctuation.
pub(crate) fn folded(text: &str) -> Vec<String> {
    let text = nfc(text).replace('.', " ");
    text.split_whitespace().map(|w| unmarked(&bare(w))).filter(|w| !w.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_keeps_its_examples() {
        let phantoms = Phantoms::vietnamese().unwrap();
        for entry in entries().unwrap() {
            assert!(!entry.mustnt.is_empty());
            for line in &entry.must {
                assert_eq!(phantoms.knows(line), Some(Known::Never), "{line}");
            }
            for line in &entry.mustnt {
                assert_ne!(phantoms.knows(line), Some(Known::Never), "{line}");
            }
        }
        assert_eq!(phantoms.knows("Mật ong rừng của nhà mình rất thơm."), None);
        assert_eq!(phantoms.knows(""), None);
    }

    #[test]
    fn lost_marks_hide_nothing() {
        let phantoms = Phantoms::vietnamese().unwrap();
        assert_eq!(phantoms.knows("CAM ON CAC BAN DA THEO DOI"), Some(Known::Sometimes));
    }
}
