//! Owns how near captions come to what was really said: errors by syllable, by letter, by mark and
//! by weight. Refuses captions much longer than a video of half an hour.

use crate::lexicon::key;
use crate::lint::count;
use crate::phrasing::{NEGATIONS, NUMBERS, Phrasing};
use crate::said_number::said_number;
use crate::text::nfc;
use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

/// Words that one comparison may have on each side: its table has that many fields squared.
const MOST_WORDS: usize = 8_000;

/// How captions differ from their script. Rates are 0 for no difference.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Accuracy {
    /// Words of the script; syllables in Vietnamese, a number is one.
    #[cfg_attr(feature = "ipc", specta(type = u32))]
    pub words: usize,
    /// Word error rate: case and marks of punctuation left out, numbers in one form.
    #[cfg_attr(feature = "ipc", specta(type = i32))]
    pub wer: f64,
    /// The same with case, punctuation and numbers as written.
    #[cfg_attr(feature = "ipc", specta(type = i32))]
    pub wer_raw: f64,
    /// Character error rate over the words as they were paired.
    #[cfg_attr(feature = "ipc", specta(type = i32))]
    pub cer: f64,
    /// Share of wrong words that are right but for their tones and marks.
    #[cfg_attr(feature = "ipc", specta(type = i32))]
    pub marks_only: f64,
    /// 1 less the weighted errors: a quarter for case and punctuation, a half for a word, a whole
    /// for a number, a denial or a name. 0.98 is good.
    #[cfg_attr(feature = "ipc", specta(type = i32))]
    pub ner: f64,
}

/// Compares captions with what was said; nothing when either is empty or too long.
#[must_use]
pub fn accuracy(said: &str, shown: &str) -> Option<Accuracy> {
    let phrasing = Phrasing::vietnamese();
    let (said, shown) = (tokens(said), tokens(shown));
    let fits = |t: &[Token]| (1..=MOST_WORDS).contains(&t.len());
    if !fits(&said) || !fits(&shown) {
        return None;
    }
    let (mut wrong, mut raw, mut marks, mut letters) = (0, 0, 0, 0);
    let mut weight = 0.0;
    for (a, b) in pairs(&said, &shown) {
        let (a, b) = (a.map(|i| &said[i]), b.map(|i| &shown[i]));
        let same = matches!((a, b), (Some(a), Some(b)) if a.key == b.key);
        let same_raw = matches!((a, b), (Some(a), Some(b)) if a.raw == b.raw);
        raw += usize::from(!same_raw);
        if same {
            weight += if same_raw { 0.0 } else { 0.25 };
            continue;
        }
        wrong += 1;
        let (left, right) = (a.map_or("", |t| t.key.as_str()), b.map_or("", |t| t.key.as_str()));
        letters += distance(left, right);
        marks += usize::from(a.is_some() && b.is_some() && plain(left) == plain(right));
        let serious = [a, b].into_iter().flatten().any(|t| t.is_serious(&phrasing));
        weight += if serious { 1.0 } else { 0.5 };
    }
    let words = count(said.len());
    let all: usize = said.iter().map(|t| t.key.chars().count()).sum();
    Some(Accuracy {
        words: said.len(),
        wer: count(wrong) / words,
        wer_raw: count(raw) / words,
        cer: count(letters) / count(all.max(1)),
        marks_only: if wrong == 0 { 0.0 } else { count(marks) / count(wrong) },
        ner: 1.0 - weight / words,
    })
}

/// A word in the form in which it is compared, and as written.
struct Token {
    key: String,
    raw: String,
    /// Capital inside a sentence.
    name: bool,
}

impl Token {
    fn is_serious(&self, phrasing: &Phrasing) -> bool {
        self.name || phrasing.roles(&self.key) & (NUMBERS | NEGATIONS) != 0
    }
}

/// Words with numbers in digits, "150.000đ" like "một trăm năm mươi nghìn đồng".
fn tokens(text: &str) -> Vec<Token> {
    let text = nfc(text);
    let words: Vec<&str> = text.split_whitespace().filter(|w| !key(w).is_empty()).collect();
    let keys: Vec<String> = words.iter().map(|w| key(w)).collect();
    let mut tokens = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let said = said_number(&keys[at..]).filter(|n| n.words > 1);
        let used = said.map_or(1, |n| n.words);
        let key = said.map_or_else(|| digits(&keys[at]), |n| n.value.to_string());
        let opens = at == 0 || words[at - 1].ends_with(['.', '!', '?']);
        let name = !opens && words[at].starts_with(char::is_uppercase);
        tokens.push(Token { key, raw: words[at..at + used].join(" "), name });
        at += used;
    }
    tokens
}

/// A written number without dots and currency; other words as they are.
fn digits(key: &str) -> String {
    if !key.starts_with(|c: char| c.is_ascii_digit()) {
        return key.to_owned();
    }
    let plain = key.trim_end_matches(['đ', 'd']).replace('.', "");
    match plain.strip_suffix('k') {
        Some(thousands) => format!("{thousands}000"),
        None => plain,
    }
}

/// The letters without marks and tones.
fn plain(key: &str) -> String {
    let bare = |c: &char| !('\u{300}'..='\u{36f}').contains(c);
    key.nfd().filter(bare).map(|c| if c == 'đ' { 'd' } else { c }).collect()
}

/// The cheapest pairing of both texts, in order; one side is empty where a word has no partner.
fn pairs(said: &[Token], shown: &[Token]) -> Vec<(Option<usize>, Option<usize>)> {
    let wide = shown.len() + 1;
    // 0 both, 1 only said, 2 only shown.
    let mut step = vec![0_u8; (said.len() + 1) * wide];
    let mut last: Vec<u32> = (0..).take(wide).collect();
    step[1..wide].fill(2);
    for (i, a) in said.iter().enumerate() {
        let mut row = vec![last[0] + 1; wide];
        step[(i + 1) * wide] = 1;
        for (j, b) in shown.iter().enumerate() {
            let both = last[j] + u32::from(a.key != b.key);
            let (only_said, only_shown) = (last[j + 1] + 1, row[j] + 1);
            let best = both.min(only_said).min(only_shown);
            row[j + 1] = best;
            step[(i + 1) * wide + j + 1] = match best {
                b if b == both => 0,
                b if b == only_said => 1,
                _ => 2,
            };
        }
        last = row;
    }
    let (mut i, mut j, mut pairs) = (said.len(), shown.len(), Vec::new());
    while i > 0 || j > 0 {
        let (a, b) = match step[i * wide + j] {
            0 => (true, true),
            1 => (true, false),
            _ => (false, true),
        };
        i -= usize::from(a);
        j -= usize::from(b);
        pairs.push((a.then_some(i), b.then_some(j)));
    }
    pairs.reverse();
    pairs
}

/// Letters to change, put in or take out.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let both = last[j] + usize::from(x != *y);
            row.push(both.min(last[j + 1] + 1).min(row[j] + 1));
        }
        last = row;
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(said: &str, shown: &str) -> Accuracy {
        accuracy(said, shown).unwrap()
    }

    #[test]
    fn the_same_words_have_no_error_however_they_are_written() {
        let same = of("Giá một trăm năm mươi nghìn.", "giá 150.000đ");
        assert_eq!((same.wer, same.cer), (0.0, 0.0));
        assert!(same.wer_raw > 0.5 && same.ner < 1.0);
        assert!(of("Chào bạn.", "Chào bạn.").ner >= 1.0);
    }

    #[test]
    fn errors_weigh_by_what_they_change() {
        let one = |shown: &str| of("Mình không bán ở Mai Châu nữa đâu nhé", shown);
        let tone = one("Mình không ban ở Mai Châu nữa đâu nhé");
        assert!((tone.marks_only - 1.0).abs() < 1e-9 && (tone.wer - 1.0 / 9.0).abs() < 1e-9);
        let denial = one("Mình bán ở Mai Châu nữa đâu nhé");
        let name = one("Mình không bán ở mai chậu nữa đâu nhé");
        assert!(tone.ner > denial.ner && name.ner < tone.ner);
        assert!((denial.ner - (1.0 - 1.0 / 9.0)).abs() < 1e-9);
    }

    #[test]
    fn nothing_and_far_too_much_are_not_compared() {
        assert!(accuracy("", "một").is_none() && accuracy("một", "…").is_none());
        assert!(accuracy(&"một ".repeat(9_000), "một").is_none());
    }
}
