//! Owns which Vietnamese syllables make one word: compounds and names, as data beside the code.
//! Refuses grammar: what else holds together is `phrasing.rs`.

use crate::text::bare;
use crate::word_list;
use std::collections::HashMap;

const COMPOUNDS: &str = include_str!("../lexicon/compounds-vi.txt");
const NAMES: &str = include_str!("../lexicon/names-vi.txt");

/// Syllables of the longest word looked for.
pub(crate) const LONGEST: usize = 5;

/// Both ways to place a tone mark, and the one that is looked up.
const PLACES: [(&str, &str); 15] = [
    ("òa", "oà"),
    ("óa", "oá"),
    ("ỏa", "oả"),
    ("õa", "oã"),
    ("ọa", "oạ"),
    ("òe", "oè"),
    ("óe", "oé"),
    ("ỏe", "oẻ"),
    ("õe", "oẽ"),
    ("ọe", "oẹ"),
    ("ùy", "uỳ"),
    ("úy", "uý"),
    ("ủy", "uỷ"),
    ("ũy", "uỹ"),
    ("ụy", "uỵ"),
];

/// A syllable as it is looked up: bare, lower case, "hòa" like "hoà", "H’Hen" like "H'Hen".
pub(crate) fn key(word: &str) -> String {
    let mut key = bare(word);
    if key.is_ascii() {
        return key;
    }
    for (old, new) in PLACES {
        if key.contains(old) {
            key = key.replace(old, new);
        }
    }
    key.replace('’', "'")
}

/// Compounds and names.
#[derive(Debug, Clone)]
pub(crate) struct Lexicon {
    /// Keys of names of any length, with how they are written and whether they are surely names.
    names: HashMap<String, (&'static str, bool)>,
}

impl Lexicon {
    pub(crate) fn vietnamese() -> Self {
        let names = word_list::words(NAMES).map(|(section, name)| {
            let keys: Vec<String> = name.split(' ').map(key).collect();
            (keys.join(" "), (name, section != "unsure"))
        });
        Self { names: names.collect() }
    }

    /// True when these syllables, by their keys, are one word.
    pub(crate) fn holds(&self, keys: &[String]) -> bool {
        let word = keys.join(" ");
        is_compound(&word) || self.names.contains_key(&word)
    }

    /// How a name is written, when these syllables surely are one.
    pub(crate) fn name(&self, keys: &[String]) -> Option<&'static str> {
        self.names.get(&keys.join(" ")).filter(|(_, sure)| *sure).map(|(name, _)| *name)
    }
}

/// Looked up by halving: the list is sorted, one word on a line.
fn is_compound(word: &str) -> bool {
    let (mut low, mut high) = (0, COMPOUNDS.len());
    while low < high {
        let middle = usize::midpoint(low, high);
        // A byte of "\n" is never a part of another letter, so cutting there is safe.
        let bytes = COMPOUNDS.as_bytes();
        let start =
            bytes[low..middle].iter().rposition(|b| *b == b'\n').map_or(low, |i| low + i + 1);
        let end = bytes[start..high].iter().position(|b| *b == b'\n').map_or(high, |i| start + i);
        match bytes[start..end].cmp(word.as_bytes()) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => low = (end + 1).min(high),
            std::cmp::Ordering::Greater => high = start,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::nfc;

    fn holds(word: &str) -> bool {
        let keys: Vec<String> = word.split(' ').map(key).collect();
        Lexicon::vietnamese().holds(&keys)
    }

    #[test]
    fn every_word_of_the_list_is_found() {
        let words: Vec<&str> = COMPOUNDS.lines().filter(|l| !l.starts_with('#')).collect();
        assert!(words.len() > 15_000);
        for word in &words {
            assert!(is_compound(word), "{word}");
        }
        assert!(words.is_sorted(), "sort compounds-vi.txt by bytes");
        for word in words {
            let keys: Vec<String> = word.split(' ').map(key).collect();
            assert_eq!(keys.join(" "), word, "written as it is looked up");
            assert_eq!(nfc(word), word, "NFC");
            assert!((2..=LONGEST).contains(&keys.len()), "{word}");
        }
    }

    #[test]
    fn compounds_and_names_are_words_and_chance_neighbours_are_not() {
        for word in ["nhà sàn", "Thổ cẩm", "hợp tác xã", "cà phê", "Buôn Ma Thuột", "mai châu"]
        {
            assert!(holds(word), "{word}");
        }
        assert!(holds("Hòa Bình") && holds("khỏe mạnh") && holds("H’Hen Niê"));
        for word in ["sàn của", "và nhà", "", "zzz", "a", "ỹ ỹ"] {
            assert!(!holds(word), "{word}");
        }
    }

    #[test]
    fn names_know_their_capitals() {
        let lexicon = Lexicon::vietnamese();
        let name = |text: &str| lexicon.name(&text.split(' ').map(key).collect::<Vec<_>>());
        assert_eq!(name("buôn ma thuột"), Some("Buôn Ma Thuột"));
        assert_eq!(name("tiktok"), Some("TikTok"));
        assert_eq!(name("thái"), None, "also means to slice");
        assert_eq!(name("nhà sàn"), None);
    }
}
