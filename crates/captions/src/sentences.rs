//! Owns where the sentences of a script begin: at stops and at ends of lines, for scripts are
//! often written without stops. Refuses times.

use crate::phrase::{Spoken, spoken};
use crate::syllables::syllables;
use crate::text::Stop;
use std::ops::Range;

/// A sentence that is longer is looked at in parts, at its commas.
const LONG: usize = 24;

/// A script in words, and where its sentences begin.
#[derive(Debug, Clone)]
pub(crate) struct Sentences {
    pub(crate) words: Vec<Spoken>,
    /// Word numbers in order, the first is 0; empty for an empty script.
    pub(crate) starts: Vec<usize>,
}

impl Sentences {
    pub(crate) fn of(script: &str) -> Self {
        let words = spoken(script);
        let mut starts = Vec::new();
        let mut from = 0;
        for line in script.lines() {
            let said = line.split_whitespace().filter(|w| syllables(w) > 0).count();
            let to = (from + said).min(words.len());
            for at in from..to {
                let begins = at == from || words[at - 1].stop == Stop::Sentence;
                let long = starts.last().is_some_and(|s| at - s >= LONG)
                    && words[at - 1].stop >= Stop::Clause;
                if begins || long {
                    starts.push(at);
                }
            }
            from = to;
        }
        Self { words, starts }
    }

    pub(crate) fn len(&self) -> usize {
        self.starts.len()
    }

    /// Words of sentence `n`.
    pub(crate) fn range(&self, n: usize) -> Range<usize> {
        self.starts[n]..self.starts.get(n + 1).copied().unwrap_or(self.words.len())
    }

    /// The sentence that word `at` belongs to.
    pub(crate) fn number(&self, at: usize) -> usize {
        self.starts.partition_point(|s| *s <= at).saturating_sub(1)
    }

    /// Words as written.
    pub(crate) fn text(&self, words: Range<usize>) -> String {
        let texts: Vec<&str> = self.words[words].iter().map(|w| w.text.as_str()).collect();
        texts.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_at_stops_and_lines() {
        let script = Sentences::of("Xin chào! Mình là Mai\nGiá 150.000đ, rẻ lắm.\n\n– Mời cả nhà.");
        let texts: Vec<String> = (0..script.len()).map(|n| script.text(script.range(n))).collect();
        assert_eq!(texts, ["Xin chào!", "Mình là Mai", "Giá 150.000đ, rẻ lắm. –", "Mời cả nhà."]);
        assert_eq!(script.number(4), 1);
        assert_eq!(Sentences::of(" \n– ").len(), 0);
    }
}
