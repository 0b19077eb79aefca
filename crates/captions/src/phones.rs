//! Owns which sounds a written Vietnamese word is made of, and what each looks like: the
//! resonances that phonetics books give for it, where it hisses, how loud it is. Refuses tones and
//! dialects: whoever speaks without them, or with others, is placed as well.

use crate::read_aloud::ReadAloud;
use unicode_normalization::UnicodeNormalization;

/// What a sound looks like. Levels are dB below an open vowel.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    /// Resonances in Hz.
    pub(crate) formants: [f32; 3],
    /// How damped they are; 1 for a vowel.
    pub(crate) damping: f32,
    /// Where it hisses, in Hz, and how much of its power that is.
    pub(crate) hiss: (f32, f32),
    pub(crate) level: f32,
    /// How long it takes, beside the others, in steps of 20 ms.
    pub(crate) steps: f32,
}

/// Number of a sound in [`LOOKS`].
pub(crate) type Phone = usize;

const fn vowel(formants: [f32; 3], level: f32) -> Look {
    Look { formants, damping: 1.0, hiss: (0.0, 0.0), level, steps: 4.0 }
}

const fn voiced(formants: [f32; 3], damping: f32, hiss: (f32, f32), level: f32) -> Look {
    Look { formants, damping, hiss, level, steps: 3.0 }
}

const fn breath(centre: f32, level: f32) -> Look {
    Look { formants: [500.0, 1500.0, 2500.0], damping: 3.0, hiss: (centre, 0.9), level, steps: 4.0 }
}

const A: Phone = 0;
const CLOSED: Phone = 9;
const SH: Phone = 20;
const H: Phone = 24;

pub(crate) const LOOKS: [Look; 25] = [
    vowel([800.0, 1400.0, 2600.0], 0.0),                        // a
    vowel([520.0, 1350.0, 2500.0], -2.0),                       // ơ, â
    vowel([620.0, 1900.0, 2700.0], -2.0),                       // e
    vowel([420.0, 2150.0, 2800.0], -4.0),                       // ê
    vowel([300.0, 2350.0, 3000.0], -7.0),                       // i, y
    vowel([620.0, 950.0, 2550.0], -1.0),                        // o
    vowel([430.0, 820.0, 2450.0], -4.0),                        // ô
    vowel([330.0, 750.0, 2350.0], -7.0),                        // u, w
    vowel([340.0, 1350.0, 2450.0], -6.0),                       // ư
    Look { steps: 3.0, ..breath(1500.0, -35.0) },               // closed: t, c, p, k, q
    voiced([220.0, 900.0, 2300.0], 2.0, (0.0, 0.0), -16.0),     // b
    voiced([220.0, 1700.0, 2600.0], 2.0, (0.0, 0.0), -16.0),    // đ
    voiced([260.0, 1050.0, 2250.0], 2.0, (0.0, 0.0), -9.0),     // m
    voiced([260.0, 1450.0, 2500.0], 2.0, (0.0, 0.0), -9.0),     // n
    voiced([270.0, 2050.0, 2700.0], 2.0, (0.0, 0.0), -9.0),     // nh
    voiced([270.0, 1150.0, 2350.0], 2.0, (0.0, 0.0), -9.0),     // ng
    voiced([360.0, 1250.0, 2700.0], 1.3, (0.0, 0.0), -7.0),     // l
    voiced([300.0, 1100.0, 2300.0], 1.5, (5000.0, 0.2), -11.0), // v
    voiced([300.0, 1800.0, 2700.0], 1.5, (5500.0, 0.4), -12.0), // d, gi, r
    voiced([320.0, 1300.0, 2300.0], 1.5, (1500.0, 0.2), -11.0), // g
    breath(3300.0, -13.0),                                      // the end of ch, tr
    breath(1700.0, -17.0),                                      // kh
    breath(6000.0, -20.0),                                      // ph
    Look { steps: 5.0, ..breath(5800.0, -11.0) },               // s, x
    breath(1400.0, -17.0),                                      // h, the end of th
];

/// Written, and as said; longer ones first.
const LETTERS: [(&str, &[Phone]); 44] = [
    ("ngh", &[15]),
    ("ng", &[15]),
    ("nh", &[14]),
    ("gh", &[19]),
    ("kh", &[21]),
    ("ph", &[22]),
    ("th", &[CLOSED, H]),
    ("ch", &[CLOSED, SH]),
    ("tr", &[CLOSED, SH]),
    ("qu", &[CLOSED, 7]),
    ("sh", &[SH]),
    ("a", &[A]),
    ("ă", &[A]),
    ("â", &[1]),
    ("ơ", &[1]),
    ("e", &[2]),
    ("ê", &[3]),
    ("i", &[4]),
    ("y", &[4]),
    ("o", &[5]),
    ("ô", &[6]),
    ("u", &[7]),
    ("w", &[7]),
    ("ư", &[8]),
    ("t", &[CLOSED]),
    ("c", &[CLOSED]),
    ("k", &[CLOSED]),
    ("q", &[CLOSED]),
    ("p", &[CLOSED]),
    ("b", &[10]),
    ("đ", &[11]),
    ("m", &[12]),
    ("n", &[13]),
    ("l", &[16]),
    ("v", &[17]),
    ("d", &[18]),
    ("r", &[18]),
    ("z", &[18]),
    ("j", &[18]),
    ("g", &[19]),
    ("f", &[22]),
    ("s", &[23]),
    ("x", &[23]),
    ("h", &[H]),
];

/// The sounds of one written word, read aloud.
pub(crate) fn phones(table: &ReadAloud, written: &str) -> Vec<Phone> {
    table.sounds(written).iter().flat_map(|s| of_syllable(&s.exact)).collect()
}

fn of_syllable(word: &str) -> Vec<Phone> {
    // Tone marks go, the marks that make other vowels stay.
    let toneless = word
        .nfd()
        .filter(|c| !matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}'));
    let word: String = toneless.nfc().collect();
    let mut rest = word.as_str();
    let mut said = Vec::new();
    while let Some(first) = rest.chars().next() {
        let vowel_follows =
            |text: &str| text.chars().next().is_some_and(|c| "aăâeêioôơuưy".contains(c));
        if let Some(after) = rest.strip_prefix("gi").filter(|a| said.is_empty() && vowel_follows(a))
        {
            said.push(18);
            rest = after;
        } else if let Some((letters, sounds)) = LETTERS.iter().find(|l| rest.starts_with(l.0)) {
            // A "ch" that ends a syllable is closed and never opened.
            let ends = !said.is_empty() && rest.len() == letters.len();
            let sounds = if ends { &sounds[..1] } else { sounds };
            said.extend(sounds);
            rest = &rest[letters.len()..];
        } else {
            rest = &rest[first.len_utf8()..];
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(word: &str) -> Vec<Phone> {
        phones(&ReadAloud::vietnamese().unwrap(), word)
    }

    #[test]
    fn words_are_made_of_their_sounds() {
        assert_eq!(said("ma"), [12, A]);
        assert_eq!(said("Nghỉ,"), [15, 4]);
        assert_eq!(said("giá"), [18, A]);
        assert_eq!(said("gì"), [19, 4]);
        assert_eq!(said("quê"), [CLOSED, 7, 3]);
        assert_eq!(said("tre"), [CLOSED, SH, 2]);
        // What ends a syllable stays closed.
        assert_eq!(said("sách"), [23, A, CLOSED]);
        assert_eq!(said("2kg"), [said("hai"), said("ký")].concat());
        assert!(said("–").is_empty());
    }

    #[test]
    fn tones_change_nothing_and_marks_of_vowels_do() {
        assert_eq!(said("mã"), said("mạ"));
        assert_ne!(said("mơ"), said("mo"));
        assert_ne!(said("đi"), said("di"));
    }
}
