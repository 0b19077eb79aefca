//! Owns how many syllables a written word has when it is spoken. Refuses to guess what was meant
//! beyond that: "kg" is as long as "ki lô gam", whatever the speaker said.

use crate::numbers::read_number;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What follows a number: as written, lower case, and its length when read.
const UNITS: [(&str, u32); 16] = [
    ("đ", 1),
    ("k", 1),
    ("h", 1),
    ("p", 1),
    ("s", 1),
    ("g", 1),
    ("m", 1),
    ("l", 1),
    ("tr", 1),
    ("kg", 2),
    ("ml", 2),
    ("mm", 2),
    ("cm", 3),
    ("km", 2),
    ("vnđ", 1),
    ("vnd", 1),
];

/// Syllables of one written word as read aloud; 0 for a word of punctuation only.
#[must_use]
pub fn syllables(word: &str) -> u32 {
    let mut said = 0;
    let mut rest = word;
    let mut after_number = false;
    while let Some(first) = rest.chars().next() {
        if first.is_ascii_digit() {
            let run = prefix(rest, |c| c.is_ascii_digit() || matches!(c, '.' | ','));
            said += read_number(run);
            rest = &rest[run.len()..];
            after_number = true;
        } else if first.is_alphabetic() {
            let run = prefix(rest, |c| c.is_alphabetic() || is_combining_mark(c));
            said += letters(run, after_number);
            rest = &rest[run.len()..];
            after_number = false;
        } else {
            said += symbol(first, after_number);
            rest = &rest[first.len_utf8()..];
        }
    }
    said
}

fn prefix(text: &str, inside: impl Fn(char) -> bool) -> &str {
    let end = text.char_indices().find(|(_, c)| !inside(*c)).map_or(text.len(), |(i, _)| i);
    &text[..end]
}

fn symbol(symbol: char, after_number: bool) -> u32 {
    match symbol {
        '%' => 2,
        '$' | '€' => 2,
        '₫' | '&' | '+' | '=' | '@' => 1,
        // 20/10: "tháng".
        '/' if after_number => 1,
        _ => 0,
    }
}

fn letters(run: &str, after_number: bool) -> u32 {
    let lower = run.to_lowercase();
    if after_number && let Some((_, said)) = UNITS.iter().find(|u| u.0 == lower) {
        return *said;
    }
    let groups = vowel_groups(&lower);
    let capitals = run.chars().count() > 1 && run.chars().all(char::is_uppercase);
    if groups == 0 || (capitals && run.chars().count() <= 3 && run.is_ascii()) {
        // Letter by letter: TP, HTX, USB.
        return u32::try_from(run.chars().filter(|c| c.is_alphabetic()).count()).unwrap_or(1);
    }
    groups
}

/// A Vietnamese syllable has one group of vowels; foreign names have as many as are heard.
fn vowel_groups(lower: &str) -> u32 {
    let plain: Vec<char> = lower.nfd().filter(|c| !is_combining_mark(*c)).collect();
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let mut groups = 0;
    for (i, c) in plain.iter().enumerate() {
        let before = i.checked_sub(1).map(|j| plain[j]);
        if vowel(*c) && !before.is_some_and(vowel) {
            groups += 1;
        }
    }
    // A silent e in borrowed words: "like", "live", "sale".
    let silent = plain.len() > 3 && lower.ends_with('e') && groups > 1;
    groups - u32::from(silent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_as_long_as_they_are_spoken() {
        for (word, said) in [
            ("nguyên", 1),
            ("khoẻ", 1),
            ("thủy,", 1),
            ("đường.", 1),
            ("gì", 1),
            ("Zalo", 2),
            ("video", 2),
            ("live", 1),
            ("homestay", 3),
            ("150.000đ", 6),
            ("150k", 5),
            ("2kg", 3),
            ("50%", 4),
            ("20/10", 4),
            ("8h30", 4),
            ("HTX", 3),
            ("–", 0),
            ("…", 0),
        ] {
            assert_eq!(syllables(word), said, "{word}");
        }
    }
}
