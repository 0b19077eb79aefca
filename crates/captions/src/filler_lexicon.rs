//! Owns what filler words are and where they are nothing else: the dated list of a language, as
//! data. Refuses to look at a clip.

use crate::Error;
use crate::text::bare;
use serde::Deserialize;
use std::collections::BTreeMap;

const VIETNAMESE: &str = include_str!("../lexicon/fillers-vi.toml");

/// Where in a sentence an entry may be a filler.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Place {
    Anywhere,
    /// Neither its first nor its last word.
    Inside,
}

/// Phrases that are fillers under the same conditions.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entry {
    says: Vec<String>,
    /// On how many sides there must be silence.
    pub(crate) pauses: usize,
    pub(crate) place: Place,
    #[serde(default)]
    not_before: Vec<String>,
    #[serde(default)]
    not_after: Vec<String>,
    /// It means something wherever it stands.
    #[serde(default)]
    pub(crate) never_sure: bool,
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "examples, read by the test only"))]
    pub(crate) must: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "examples, read by the test only"))]
    pub(crate) mustnt: Vec<String>,
}

impl Entry {
    pub(crate) fn bars_next(&self, word: &str) -> bool {
        self.not_before.iter().any(|w| w == word)
    }

    pub(crate) fn bars_previous(&self, word: &str) -> bool {
        self.not_after.iter().any(|w| w == word)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    language: String,
    date: String,
    lists: BTreeMap<String, Vec<String>>,
    filler: Vec<Entry>,
}

/// The filler words of one language.
#[derive(Debug, Clone)]
pub(crate) struct Lexicon {
    /// BCP 47.
    pub(crate) language: String,
    /// When it was last looked through, as year-month-day.
    #[cfg_attr(not(test), expect(dead_code, reason = "for readers of the list"))]
    pub(crate) date: String,
    pub(crate) entries: Vec<Entry>,
    /// Words of each phrase with the number of its entry, the longest phrases first.
    phrases: Vec<(Vec<String>, usize)>,
}

impl Lexicon {
    pub(crate) fn vietnamese() -> Result<Self, Error> {
        Self::read(VIETNAMESE).map_err(|what| Error::Lexicon { what })
    }

    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let File { language, date, lists, filler } =
            toml::from_str(text).map_err(|e| e.to_string())?;
        let mut entries = filler;
        for entry in &mut entries {
            for words in [&mut entry.not_before, &mut entry.not_after] {
                *words = resolved(words, &lists)?;
            }
        }
        let mut phrases = Vec::new();
        for (number, entry) in entries.iter().enumerate() {
            for says in &entry.says {
                phrases.push((says.split_whitespace().map(heard_as).collect(), number));
            }
        }
        phrases.sort_by_key(|(words, _): &(Vec<String>, _)| std::cmp::Reverse(words.len()));
        Ok(Self { language, date, entries, phrases })
    }

    /// The longest phrase that `words` begin with: its number of words and its entry.
    pub(crate) fn begins(&self, words: &[String]) -> Option<(usize, &Entry)> {
        let (phrase, entry) = self.phrases.iter().find(|(phrase, _)| words.starts_with(phrase))?;
        Some((phrase.len(), &self.entries[*entry]))
    }
}

fn resolved(
    words: &[String],
    lists: &BTreeMap<String, Vec<String>>,
) -> Result<Vec<String>, String> {
    let mut all = Vec::new();
    for word in words {
        match word.strip_prefix('@') {
            Some(name) => all.extend(
                lists.get(name).ok_or_else(|| format!("there is no list {name:?}"))?.clone(),
            ),
            None => all.push(word.clone()),
        }
    }
    Ok(all)
}

/// A word as it is looked up: bare, and a letter that is drawn out counts once.
pub(crate) fn heard_as(word: &str) -> String {
    let mut letters: Vec<char> = bare(&crate::text::nfc(word)).chars().collect();
    letters.dedup();
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawn_out_sounds_and_both_ways_to_write_marks_are_the_same_word() {
        assert_eq!(heard_as("Ừmmm…"), "ừm");
        assert_eq!(heard_as("a\u{300}"), "à");
    }

    #[test]
    fn a_broken_list_says_what_is_wrong() {
        let entry = "[[filler]]\nsays=[\"ờ\"]\npauses=1\nplace=\"inside\"\nmustnt=[]\n";
        let file = |more: &str| {
            format!("language=\"vi\"\ndate=\"2026-01-01\"\n[lists]\n{entry}not_before=[{more}]\n")
        };
        assert!(Lexicon::read(&file("")).is_ok());
        assert!(Lexicon::read(&file("\"@nobody\"")).unwrap_err().contains("nobody"));
        assert!(Lexicon::read("language = 3").is_err());
    }

    #[test]
    fn the_list_is_dated_and_every_entry_has_its_examples() {
        let lexicon = Lexicon::vietnamese().unwrap();
        assert_eq!(lexicon.language, "vi");
        let parts: Vec<u32> = lexicon.date.split('-').map(|n| n.parse().unwrap()).collect();
        assert!(parts.len() == 3 && parts[0] >= 2026);
        for entry in &lexicon.entries {
            assert!(entry.mustnt.len() >= 3, "{entry:?}");
            assert_eq!(entry.must.is_empty(), entry.never_sure, "{entry:?}");
        }
    }
}
