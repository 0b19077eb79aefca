//! Owns whether a word could be a Vietnamese syllable: an onset, a rhyme, at most one tone.
//! Refuses meaning: it is a test of encodings, no dictionary.

use unicode_normalization::UnicodeNormalization;

/// Words with letters outside ASCII, by whether they can be Vietnamese.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Plausible {
    pub good: usize,
    pub bad: usize,
}

/// So many bytes are looked at; enough to tell, whatever the length of the file.
const ENOUGH: usize = 200_000;

/// Counts words that have at least one letter outside ASCII.
pub(super) fn plausible(text: &str) -> Plausible {
    let mut end = text.len().min(ENOUGH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut found = Plausible::default();
    for word in text[..end].split(|c: char| c.is_ascii() && !c.is_ascii_alphabetic()) {
        if word.is_ascii() {
            continue;
        }
        let letters = word.trim_matches(|c: char| !c.is_alphabetic());
        if letters.is_ascii() {
            continue;
        }
        if is_syllable(letters) {
            found.good += 1;
        } else {
            found.bad += 1;
        }
    }
    found
}

const ONSETS: [&str; 28] = [
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh",
    "nh", "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x",
];

const RHYMES: &str = "a ac ach ai am an ang anh ao ap at au ay ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât \
    âu ây e ec em en eng eo ep et ê êch êm ên ênh êp êt êu êng i ia ich im in inh ip it iu iêc iêm \
    iên iêng iêp iêt iêu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt \
    oc oe oen oeo oet oi om on ong op ot ooc oong ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc \
    ui um un ung up ut uân uâng uât uây uê uêch uên uênh uôc uôi uôm uôn uông uôt uơ uy uya uych \
    uynh uyt uyên uyêt uyn uyp uyu ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y \
    yêm yên yêng yêt yêu ynh ych yt";

fn is_syllable(word: &str) -> bool {
    // The longest, "nghiêng", has eleven code points when it is taken apart.
    if word.chars().count() > 12 {
        return false;
    }
    let mut tone = None;
    let mut several = false;
    let bare: String = word
        .nfd()
        .filter(|c| {
            let is_tone = matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
            if is_tone {
                several |= tone.replace(*c).is_some();
            }
            !is_tone
        })
        .nfc()
        .flat_map(char::to_lowercase)
        .collect();
    if several {
        return false;
    }
    // Before p, t, c and ch only the rising and the heavy tone exist.
    let stopped = bare.ends_with(['p', 't', 'c', 'k']) || bare.ends_with("ch");
    if stopped && !matches!(tone, None | Some('\u{301}' | '\u{323}')) {
        return false;
    }
    ONSETS.iter().any(|onset| {
        let rhyme = bare.strip_prefix(onset);
        rhyme.is_some_and(|rhyme| RHYMES.split_whitespace().any(|r| r == rhyme))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_told_from_other_words() {
        for word in
            "tiếng Việt nghiêng đường quý quyết gì giữ khuya khuỷu ỉu Đắk ước ngoằn thuở".split(' ')
        {
            assert!(is_syllable(word), "{word}");
        }
        for word in "été für ñandú tiêng̀́ mặtt kât̀ açúcar Brücke ngườix ệ́ đđ".split(' ')
        {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
