//! Owns how text is counted and brought into one form: NFC, graphemes. Refuses any change of
//! wording.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// NFC, so that "ệ" is one character however it was typed.
pub(crate) fn nfc(text: &str) -> String {
    text.nfc().collect()
}

/// Characters as a reader counts them, line breaks left out: NFD text counts like NFC.
#[must_use]
pub fn graphemes(text: &str) -> usize {
    text.graphemes(true).filter(|g| !matches!(*g, "\n" | "\r\n" | "\r")).count()
}

/// One line, single spaces.
pub(crate) fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The letters of a word in lower case, punctuation around it left out.
pub(crate) fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// How strongly a word's end separates it from the next word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stop {
    /// Runs on.
    None,
    /// Comma, semicolon, colon, dash.
    Clause,
    /// Full stop, question or exclamation mark, ellipsis, paragraph.
    Sentence,
}

/// The stop that a written word ends with.
pub(crate) fn stop_after(word: &str) -> Stop {
    let end = word.trim_end_matches(['"', '\'', '”', '’', ')', ']', '»']).chars().next_back();
    match end {
        Some('.' | '!' | '?' | '…') => Stop::Sentence,
        Some(',' | ';' | ':' | '–' | '—') => Stop::Clause,
        _ => Stop::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nfd_counts_like_nfc() {
        let nfd: String = "tiếng Việt".nfd().collect();
        assert_eq!((graphemes(&nfd), graphemes("tiếng Việt")), (10, 10));
        assert_eq!(graphemes("hai\ndòng"), 7);
    }

    #[test]
    fn stops_are_seen_through_quotes() {
        assert_eq!(stop_after("xong.”"), Stop::Sentence);
        assert_eq!(stop_after("bạn,"), Stop::Clause);
        assert_eq!(stop_after("150.000đ"), Stop::None);
    }
}
