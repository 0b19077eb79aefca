//! Owns what a written word sounds like when it is read: numbers and units spelt out, chat's
//! short forms in full, one form for words that are taken for one another. Refuses to change
//! what is shown: its answers are for comparing only.

use crate::numbers::spell;
use crate::text::bare;
use crate::{Error, text::nfc};
use serde::Deserialize;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

const VIETNAMESE: &str = include_str!("../lexicon/spoken-vi.toml");

/// What follows a number: as written and as said.
const UNITS: [(&str, &str); 17] = [
    ("đ", "đồng"),
    ("vnđ", "đồng"),
    ("vnd", "đồng"),
    ("k", "nghìn"),
    ("tr", "triệu"),
    ("kg", "ký"),
    ("g", "gam"),
    ("ml", "mi li lít"),
    ("l", "lít"),
    ("m", "mét"),
    ("cm", "xen ti mét"),
    ("mm", "mi li mét"),
    ("km", "ki lô mét"),
    ("h", "giờ"),
    ("p", "phút"),
    ("s", "giây"),
    ("%", "phần trăm"),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    language: String,
    date: String,
    same: Vec<Vec<String>>,
    short: BTreeMap<String, String>,
}

/// One spoken word, ready to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sound {
    /// Lower case, NFC, one form for all words that mean the same number.
    pub(crate) exact: String,
    /// The same without any mark: "được" is "duoc".
    pub(crate) plain: String,
}

impl Sound {
    fn new(word: &str) -> Self {
        Self { exact: word.to_owned(), plain: unmarked(word) }
    }

    /// 0 for the same word, 1 for one that has nothing in common.
    pub(crate) fn distance(&self, other: &Self) -> f32 {
        if self.exact == other.exact {
            return 0.0;
        }
        if self.plain == other.plain {
            return 0.2;
        }
        let longest = self.plain.chars().count().max(other.plain.chars().count()).max(1);
        #[expect(clippy::cast_precision_loss, reason = "a word has a few letters")]
        let apart = strsim::levenshtein(&self.plain, &other.plain) as f32 / longest as f32;
        // Half the letters in common is chance between Vietnamese syllables.
        (0.3 + 1.1 * apart).min(1.0)
    }
}

/// Without tone and vowel marks.
pub(crate) fn unmarked(word: &str) -> String {
    word.nfd().filter(|c| !is_combining_mark(*c)).map(|c| if c == 'đ' { 'd' } else { c }).collect()
}

/// The table of a language's short forms and of words that sound alike.
pub(crate) struct ReadAloud {
    short: BTreeMap<String, String>,
    same: BTreeMap<String, String>,
}

impl ReadAloud {
    /// The Vietnamese table that came with the program.
    pub(crate) fn vietnamese() -> Result<Self, Error> {
        let broken = |what: String| Error::Lexicon { what };
        let file: File = toml::from_str(VIETNAMESE).map_err(|e| broken(e.to_string()))?;
        if file.language != "vi" || file.date.is_empty() {
            return Err(broken("its language or its date is missing".to_owned()));
        }
        let mut same = BTreeMap::new();
        for words in file.same {
            if let Some((first, others)) = words.split_first() {
                same.extend(others.iter().map(|w| (nfc(w), nfc(first))));
            }
        }
        Ok(Self { short: file.short, same })
    }

    /// What a written word sounds like, one entry a spoken word; empty for punctuation only.
    pub(crate) fn sounds(&self, written: &str) -> Vec<Sound> {
        let word = nfc(written).to_lowercase();
        let mut said: Vec<String> = Vec::new();
        let mut after_number = false;
        for piece in pieces(&word) {
            let digits = piece.starts_with(|c: char| c.is_ascii_digit());
            if digits {
                said.extend(spell(piece));
            } else if let Some((_, unit)) =
                UNITS.iter().find(|u| u.0 == piece && (after_number || u.0 == "%"))
            {
                said.extend(unit.split(' ').map(str::to_owned));
            } else if let Some(full) = self.short.get(bare(piece).as_str()) {
                said.extend(full.split(' ').map(str::to_owned));
            } else {
                let letters = bare(piece);
                said.extend((!letters.is_empty()).then_some(letters));
            }
            after_number = digits;
        }
        let one = |w: String| self.same.get(&w).cloned().unwrap_or(w);
        said.into_iter().map(|w| Sound::new(&one(w))).collect()
    }
}

/// Runs of digits with their separators, runs of letters, and the signs that are read.
fn pieces(word: &str) -> Vec<&str> {
    let class = |c: char| match c {
        '0'..='9' => 0,
        c if c.is_alphabetic() || is_combining_mark(c) => 1,
        '%' => 2,
        _ => 3,
    };
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut last: Option<(char, u8)> = None;
    for (at, c) in word.char_indices() {
        let now = class(c);
        let inside_number = matches!(c, '.' | ',')
            && last.is_some_and(|l| l.1 == 0)
            && word[at + 1..].starts_with(|c: char| c.is_ascii_digit());
        let now = if inside_number { 0 } else { now };
        if last.is_some_and(|l| l.1 != now) {
            pieces.push(&word[from..at]);
            from = at;
        }
        last = Some((c, now));
    }
    pieces.push(&word[from..]);
    pieces.retain(|p| p.chars().any(|c| class(c) < 3));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(word: &str) -> String {
        let sounds = ReadAloud::vietnamese().unwrap().sounds(word);
        sounds.iter().map(|s| s.exact.clone()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_sound_as_they_are_read() {
        for (written, heard) in [
            ("Mật", "mật"),
            ("150.000đ,", "một trăm năm mươi nghìn đồng"),
            ("150k", "một trăm năm mươi nghìn"),
            ("2kg", "hai ký"),
            ("10%.", "mươi phần trăm"),
            ("8h30", "tám giờ ba mươi"),
            ("ko", "không"),
            ("“mn", "mọi người"),
            ("homestay", "homestay"),
            ("ngàn", "nghìn"),
            ("–", ""),
        ] {
            assert_eq!(said(written), heard, "{written}");
        }
    }

    #[test]
    fn a_lost_mark_is_nearer_than_another_word() {
        let table = ReadAloud::vietnamese().unwrap();
        let sound = |w: &str| table.sounds(w).remove(0);
        assert!(sound("được").distance(&sound("duoc")) < 0.3);
        assert!(sound("mật").distance(&sound("mất")) < 0.3);
        assert!(sound("rừng").distance(&sound("chai")) > 0.9);
    }
}
