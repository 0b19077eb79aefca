//! Owns a text as a speaker sees it: words with their length in syllables and the stop after
//! each. Refuses times.

use crate::syllables::syllables;
use crate::text::{Stop, nfc, stop_after};

/// One written word on its way to a time.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Spoken {
    /// As written, NFC, with its punctuation.
    pub(crate) text: String,
    /// Length when read aloud, at least 1.
    pub(crate) syllables: u32,
    /// How strongly it ends.
    pub(crate) stop: Stop,
}

/// Words of a text. A mark that stands alone ("–") joins the word before it; a line or a
/// paragraph that ends without a stop counts as a clause or a sentence.
pub(crate) fn spoken(text: &str) -> Vec<Spoken> {
    let mut words: Vec<Spoken> = Vec::new();
    for line in nfc(text).lines() {
        let before = words.len();
        for word in line.split_whitespace() {
            let said = syllables(word);
            match words.last_mut() {
                Some(last) if said == 0 => {
                    last.text = format!("{} {word}", last.text);
                    last.stop = last.stop.max(stop_after(word));
                }
                None if said == 0 => {}
                _ => words.push(Spoken {
                    text: word.to_owned(),
                    syllables: said.max(1),
                    stop: stop_after(word),
                }),
            }
        }
        let end = if words.len() == before { Stop::Sentence } else { Stop::Clause };
        if let Some(last) = words.last_mut() {
            last.stop = last.stop.max(end);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lone_marks_join_the_word_before() {
        let words = spoken("– Mật ong – rừng\nngon.\n\nHết");
        let texts: Vec<&str> = words.iter().map(|w| w.text.as_str()).collect();
        assert_eq!(texts, ["Mật", "ong –", "rừng", "ngon.", "Hết"]);
        assert_eq!(words[1].stop, Stop::Clause);
        assert_eq!(words[2].stop, Stop::Clause);
        assert_eq!(words[3].stop, Stop::Sentence);
    }
}
