//! Owns where Vietnamese words may part: a bond or a cost for every joint between two words, from
//! the compounds, what counts and what is counted, classifiers, denials, titles and names, and the
//! words that hold on to a neighbour. Refuses times and widths.

use crate::lexicon::{self, LONGEST, Lexicon};
use crate::text::{Stop, nfc, stop_after};
use crate::word_list;
use serde::Serialize;
use std::collections::HashMap;

const LISTS: &str = include_str!("../lexicon/phrasing-vi.txt");

/// Why two words never part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Bond {
    /// Parts of one word: "nhà sàn".
    Compound,
    /// A number with its parts and with what it counts: "150 nghìn đồng".
    Number,
    /// Parts of one name.
    Name,
    /// How somebody is called, and the name: "chị Mai".
    Title,
    /// A denial and what it denies.
    Negation,
    /// A counting word and its noun: "chiếc khăn".
    Classifier,
}

impl Bond {
    fn cost(self) -> f64 {
        match self {
            Self::Compound => 40.0,
            Self::Number | Self::Name => 30.0,
            Self::Title => 25.0,
            Self::Negation => 20.0,
            Self::Classifier => 15.0,
        }
    }
}

/// What lies between two words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Joint {
    /// How bad it is to end a line or a cue here, 0 to 40.
    pub(crate) cost: f64,
    /// What holds the two together, if anything does.
    pub(crate) bond: Option<Bond>,
}

/// The lists by what a word is in, one bit a list.
#[derive(Debug, Clone)]
pub(crate) struct Phrasing {
    lexicon: Lexicon,
    roles: HashMap<&'static str, u16>,
}

pub(crate) const NUMBERS: u16 = 1;
const UNITS: u16 = 1 << 1;
const CLASSIFIERS: u16 = 1 << 2;
pub(crate) const NEGATIONS: u16 = 1 << 3;
const TITLES: u16 = 1 << 4;
const OPENERS: u16 = 1 << 5;
const VERB_OPENERS: u16 = 1 << 6;
const DETERMINERS: u16 = 1 << 7;
const ORDINALS: u16 = 1 << 8;
pub(crate) const CLINGS_RIGHT: u16 = 1 << 9;
const CLINGS_LEFT: u16 = 1 << 10;
pub(crate) const SENTENCE_ENDS: u16 = 1 << 11;
pub(crate) const QUESTIONS: u16 = 1 << 12;
pub(crate) const SENTENCE_STARTS: u16 = 1 << 13;

/// Words that do something in a sentence rather than name something.
const FUNCTION: u16 = OPENERS | VERB_OPENERS | DETERMINERS | CLINGS_RIGHT | CLINGS_LEFT | NEGATIONS;

fn role(section: &str) -> u16 {
    match section {
        "numbers" => NUMBERS,
        "units" => UNITS,
        "classifiers" => CLASSIFIERS,
        "negations" => NEGATIONS,
        "titles" => TITLES,
        "openers" => OPENERS,
        "verb_openers" => VERB_OPENERS,
        "determiners" => DETERMINERS,
        "ordinals" => ORDINALS,
        "clings_right" => CLINGS_RIGHT,
        "clings_left" => CLINGS_LEFT,
        "sentence_ends" => SENTENCE_ENDS,
        "questions" => QUESTIONS,
        "sentence_starts" => SENTENCE_STARTS,
        _ => 0,
    }
}

/// One written word as it is looked at.
struct Part {
    key: String,
    stop: Stop,
    /// Roles of the whole word that this syllable is in.
    roles: u16,
    /// Begins with a capital and is not shouted.
    capital: bool,
    /// Begins with an opening bracket or quotation mark.
    opens: bool,
    /// This syllable is a word by itself.
    alone: bool,
}

impl Phrasing {
    pub(crate) fn vietnamese() -> Self {
        let mut roles: HashMap<&'static str, u16> = HashMap::new();
        for (section, word) in word_list::words(LISTS) {
            *roles.entry(word).or_default() |= role(section);
        }
        Self { lexicon: Lexicon::vietnamese(), roles }
    }

    pub(crate) fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Lists that a word, given by its key, is in.
    pub(crate) fn roles(&self, key: &str) -> u16 {
        let listed = self.roles.get(key).copied().unwrap_or(0);
        listed | if is_digits(key) { NUMBERS } else { 0 }
    }

    /// The joints between neighbours, one less than words.
    pub(crate) fn joints(&self, words: &[&str]) -> Vec<Joint> {
        let mut parts: Vec<Part> = words.iter().map(|w| part(w)).collect();
        let bonded = self.compounds(&parts);
        self.name_roles(&mut parts, &bonded);
        let between = 0..parts.len().saturating_sub(1);
        between.map(|i| self.joint(&parts, i, &bonded)).collect()
    }

    /// True for each joint that lies inside a compound in some reading with the fewest words.
    fn compounds(&self, parts: &[Part]) -> Vec<bool> {
        let n = parts.len();
        let keys: Vec<String> = parts.iter().map(|p| p.key.clone()).collect();
        // Ends of the words that begin at each syllable.
        let mut ends: Vec<Vec<usize>> = vec![Vec::new(); n];
        for i in 0..n {
            for j in i + 2..=n.min(i + LONGEST) {
                // A mark between two words parts them, whatever they are.
                if parts[j - 2].stop != Stop::None || parts[j - 1].opens {
                    break;
                }
                // "trăm năm" is a lifetime, and a part of 105: numbers are bound as numbers.
                let counted = keys[i..j].iter().all(|k| self.roles(k) & NUMBERS != 0);
                if !counted && self.lexicon.holds(&keys[i..j]) {
                    ends[i].push(j);
                }
            }
        }
        let mut before: Vec<usize> = (0..=n).collect();
        for (i, ends) in ends.iter().enumerate() {
            for &j in ends.iter().chain([&(i + 1)]) {
                before[j] = before[j].min(before[i] + 1);
            }
        }
        let mut after = vec![0; n + 1];
        for (i, ends) in ends.iter().enumerate().rev() {
            let compound = ends.iter().map(|&j| after[j] + 1).min();
            after[i] = compound.unwrap_or(usize::MAX).min(after[i + 1] + 1);
        }
        let mut bonded = vec![false; n.saturating_sub(1)];
        for (i, ends) in ends.iter().enumerate() {
            for &j in ends.iter().filter(|j| before[i] + 1 + after[**j] == before[n]) {
                bonded[i..j - 1].fill(true);
            }
        }
        bonded
    }

    /// Gives each syllable the roles of the word it is in.
    fn name_roles(&self, parts: &mut [Part], bonded: &[bool]) {
        let mut i = 0;
        while i < parts.len() {
            let mut j = i + 1;
            while j < parts.len() && bonded[j - 1] {
                j += 1;
            }
            let word = parts[i..j].iter().map(|p| p.key.as_str()).collect::<Vec<_>>().join(" ");
            let roles = self.roles(&word);
            for part in &mut parts[i..j] {
                (part.roles, part.alone) = (roles, j == i + 1);
            }
            i = j;
        }
    }

    fn joint(&self, parts: &[Part], i: usize, bonded: &[bool]) -> Joint {
        let (left, right) = (&parts[i], &parts[i + 1]);
        match left.stop {
            Stop::Sentence => return Joint { cost: 0.0, bond: None },
            Stop::Clause => return Joint { cost: 0.2, bond: None },
            Stop::None if right.opens => return Joint { cost: 0.7, bond: None },
            Stop::None => {}
        }
        let bond = if bonded[i] { Some(Bond::Compound) } else { self.bond(parts, i) };
        let cost = bond.map_or_else(|| open_cost(left, right), Bond::cost);
        Joint { cost, bond }
    }

    fn bond(&self, parts: &[Part], i: usize) -> Option<Bond> {
        let (left, right) = (&parts[i], &parts[i + 1]);
        let content = right.roles & FUNCTION == 0;
        if left.roles & NUMBERS != 0 && left.alone {
            let counts = right.roles & (NUMBERS | UNITS) != 0;
            let ordinal = i > 0 && follows_ordinal(&parts[i - 1], left);
            if counts && (!ordinal || right.roles & NUMBERS != 0) || content && !ordinal {
                return Some(Bond::Number);
            }
        }
        if right.alone && right.roles & NUMBERS != 0 && follows_ordinal(left, right) {
            return Some(Bond::Number);
        }
        if left.capital && right.capital {
            return Some(Bond::Name);
        }
        if left.roles & TITLES != 0 && right.capital {
            return Some(Bond::Title);
        }
        let part_of_speech = OPENERS | DETERMINERS | CLINGS_LEFT;
        if left.roles & NEGATIONS != 0 && right.roles & part_of_speech == 0 {
            return Some(Bond::Negation);
        }
        (left.roles & CLASSIFIERS != 0 && left.alone && content).then_some(Bond::Classifier)
    }
}

fn part(word: &str) -> Part {
    let word = nfc(word);
    let inside = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let mut letters = inside.chars().filter(|c| c.is_alphabetic());
    let capital = letters.next().is_some_and(char::is_uppercase);
    // A shouted word says nothing about names; "Y" and "Ê" are not shouted.
    let rest: Vec<char> = letters.collect();
    let shouted = !rest.is_empty() && rest.iter().all(|c| c.is_uppercase());
    Part {
        key: lexicon::key(&word),
        stop: stop_after(&word),
        roles: 0,
        capital: capital && !shouted,
        opens: word.starts_with(['(', '[', '“', '"', '«', '‘']),
        alone: true,
    }
}

fn is_digits(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_digit())
}

/// "bước hai", "năm 2024"; but "năm" before a spoken number is itself one.
fn follows_ordinal(before: &Part, number: &Part) -> bool {
    let counted = before.roles & ORDINALS != 0 && before.stop == Stop::None;
    counted && (before.roles & NUMBERS == 0 || is_digits(&number.key))
}

fn open_cost(left: &Part, right: &Part) -> f64 {
    let hangs = left.roles & CLINGS_RIGHT != 0 && left.alone;
    let clings = right.roles & CLINGS_LEFT != 0;
    let opens = if right.roles & OPENERS != 0 {
        Some(0.7)
    } else if right.roles & (VERB_OPENERS | DETERMINERS) != 0 {
        Some(1.0)
    } else {
        None
    };
    match (hangs, clings, opens) {
        (true, true, _) => 5.0,
        (true, false, _) => 4.0,
        (false, true, None) => 3.5,
        (false, true, Some(cost)) => cost + 1.5,
        (false, false, Some(cost)) => cost,
        (false, false, None) => match (left.alone, right.alone) {
            // Two syllables that no list knows together may still be one word.
            (true, true) if (left.roles | right.roles) & FUNCTION == 0 => 5.0,
            (true, true) => 2.2,
            (false, false) => 1.6,
            _ => 2.0,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bonds as `_`, everything else as a space.
    fn bound(text: &str) -> String {
        let words: Vec<&str> = text.split(' ').collect();
        let joints = Phrasing::vietnamese().joints(&words);
        let mut out = words[0].to_owned();
        for (joint, word) in joints.iter().zip(&words[1..]) {
            out.push(if joint.bond.is_some() { '_' } else { ' ' });
            out.push_str(word);
        }
        out
    }

    #[test]
    fn what_belongs_together_is_bound() {
        for text in [
            "ngủ ở nhà_sàn của bà_con Mai_Châu",
            "hợp_tác_xã bán thổ_cẩm và cà_phê Buôn_Ma_Thuột",
            "giá 50.000_đồng hoặc một_trăm_năm_mươi_nghìn",
            "mình không_bán, chưa_từng_làm",
            "bước_hai là nhuộm_chàm",
            "năm_2024 bản mình đón_khách",
            "gặp chị_Mai ở bản_Lác",
            "một_chiếc_khăn của mẹ",
        ] {
            assert_eq!(bound(&text.replace('_', " ")), text);
        }
    }

    #[test]
    fn marks_part_what_would_be_a_word() {
        assert_eq!(bound("ở nhà, sàn rất sạch"), "ở nhà, sàn rất sạch");
        assert_eq!(bound("một. Hai"), "một. Hai");
    }

    #[test]
    fn shouting_makes_no_names() {
        assert_eq!(bound("HÀNG MỚI VỀ"), "HÀNG_MỚI VỀ".replace('_', " "));
    }

    #[test]
    fn every_section_has_a_meaning_and_every_word_its_form() {
        for (section, word) in word_list::words(LISTS) {
            assert!(role(section) != 0, "{section}");
            let keys: Vec<String> = word.split(' ').map(lexicon::key).collect();
            assert_eq!(keys.join(" "), word);
        }
    }
}
