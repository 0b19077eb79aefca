//! Owns how a text becomes lines of a given width. Refuses to lose a letter: what the font lacks is
//! a blank of its own, and what is too long for a line is parted anywhere.

use super::letters::{Letters, Weight};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// The width of a letter that the font lacks, as a share of the size.
pub(super) const BLANK: f32 = 0.85;

/// What a stretch of text is, beside its letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    /// Marked, as the words that a rule found.
    Mark,
    /// Leads to an address.
    Link(String),
}

/// A stretch of text of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) weight: Weight,
    pub(super) kind: Kind,
}

/// A part of a run on one line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    /// Which run it comes from.
    pub(super) run: usize,
    /// Its letters, with the space that parts it from the next line.
    pub(super) text: String,
    /// The font lacks this letter.
    pub(super) blank: bool,
    /// In points.
    pub(super) width: f32,
}

/// Pieces from left to right.
pub(super) type Line = Vec<Piece>;

/// The lines of `runs` in letters of `size` points, none wider than `width` points.
pub(super) fn lines(letters: &Letters, runs: &[Run], size: f32, width: f32) -> Vec<Line> {
    let mut wrap = Wrap { letters, runs, size, width, done: Vec::new(), line: Vec::new(), at: 0.0 };
    for word in words(letters, runs) {
        wrap.word(&word);
    }
    if !wrap.line.is_empty() {
        wrap.flush();
    }
    wrap.done
}

/// A piece that is not yet measured.
struct Letter {
    run: usize,
    text: String,
    blank: bool,
}

struct Wrap<'a> {
    letters: &'a Letters,
    runs: &'a [Run],
    size: f32,
    width: f32,
    done: Vec<Line>,
    line: Vec<Letter>,
    at: f32,
}

impl Wrap<'_> {
    fn measure(&self, run: usize, text: &str, blank: bool) -> f32 {
        let share = match blank {
            true => BLANK,
            false => self.letters.shape(self.runs[run].weight, text).width,
        };
        share * self.size
    }

    fn wide(&self, word: &[Letter]) -> f32 {
        word.iter().map(|part| self.measure(part.run, part.text.trim_end(), part.blank)).sum()
    }

    fn word(&mut self, word: &[Letter]) {
        let wide = self.wide(word);
        if self.at + wide > self.width && !self.line.is_empty() {
            self.flush();
        }
        if wide <= self.width {
            word.iter().for_each(|part| self.push(part.run, &part.text, part.blank));
            return;
        }
        for part in word {
            for letter in part.text.graphemes(true) {
                let wide = self.measure(part.run, letter, part.blank);
                if self.at + wide > self.width && !self.line.is_empty() && letter != " " {
                    self.flush();
                }
                self.push(part.run, letter, part.blank);
            }
        }
    }

    fn push(&mut self, run: usize, text: &str, blank: bool) {
        self.at += self.measure(run, text, blank);
        match self.line.last_mut() {
            Some(last) if last.run == run && !last.blank && !blank => last.text.push_str(text),
            _ => self.line.push(Letter { run, text: text.to_owned(), blank }),
        }
    }

    fn flush(&mut self) {
        let line = std::mem::take(&mut self.line).into_iter();
        let pieces = line.map(|part| Piece {
            width: self.measure(part.run, &part.text, part.blank),
            run: part.run,
            text: part.text,
            blank: part.blank,
        });
        let pieces = pieces.collect();
        self.done.push(pieces);
        self.at = 0.0;
    }
}

/// Words with the space behind them; a word may go on from one run into the next.
fn words(letters: &Letters, runs: &[Run]) -> Vec<Vec<Letter>> {
    let mut words = Vec::new();
    let mut word: Vec<Letter> = Vec::new();
    for (run, Run { text, weight, .. }) in runs.iter().enumerate() {
        for letter in plain(text).graphemes(true) {
            let blank = !letters.have(*weight, letter);
            match word.last_mut() {
                Some(last) if last.run == run && !last.blank && !blank => {
                    last.text.push_str(letter);
                }
                _ => word.push(Letter { run, text: letter.to_owned(), blank }),
            }
            if letter == " " {
                words.push(std::mem::take(&mut word));
            }
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

/// Text in composed letters on one line, without marks that are not seen.
fn plain(text: &str) -> String {
    let seen = |c: &char| {
        !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
    };
    let line = text
        .nfc()
        .map(|c| if c.is_control() || c == '\u{2028}' || c == '\u{2029}' { ' ' } else { c });
    line.filter(seen).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str) -> Run {
        Run { text: text.to_owned(), weight: Weight::Plain, kind: Kind::Text }
    }

    fn said(lines: &[Line]) -> Vec<String> {
        lines.iter().map(|line| line.iter().map(|piece| piece.text.as_str()).collect()).collect()
    }

    #[test]
    fn words_wrap_and_none_is_lost() {
        let letters = Letters::new().unwrap();
        let runs = [run("Mật ong rừng "), run("U Minh"), run("🍯, mua\nngay nhé!")];
        let wrapped = lines(&letters, &runs, 10.0, 70.0);
        assert!(wrapped.len() > 2, "{wrapped:?}");
        for line in &wrapped {
            let text: String = line.iter().map(|p| p.text.as_str()).collect();
            let space = if text.ends_with(' ') { 4.0 } else { 0.0 };
            assert!(line.iter().map(|p| p.width).sum::<f32>() <= 70.0 + space, "{line:?}");
        }
        assert_eq!(said(&wrapped).concat(), "Mật ong rừng U Minh🍯, mua ngay nhé!");
        assert!(wrapped.iter().flatten().any(|piece| piece.blank && piece.text == "🍯"));
        // A word that goes on in the next run stays one word.
        let wrapped = lines(&letters, &[run("trị "), run("dứ"), run("t điểm")], 10.0, 40.0);
        assert_eq!(said(&wrapped), ["trị dứt ", "điểm"]);
    }

    #[test]
    fn what_no_line_holds_is_parted_and_the_unseen_goes() {
        let letters = Letters::new().unwrap();
        let long = "https://".to_owned() + &"a".repeat(5000);
        let wrapped = lines(&letters, &[run(&long)], 10.0, 200.0);
        assert_eq!(said(&wrapped).concat(), long);
        assert!(wrapped.iter().all(|line| line.iter().map(|p| p.width).sum::<f32>() <= 200.5));
        let odd = [run("a\u{202e}b\u{0}c\u{feff}\u{200d}")];
        assert_eq!(said(&lines(&letters, &odd, 10.0, 200.0)), ["ab c"]);
        assert!(lines(&letters, &[run("")], 10.0, 200.0).is_empty());
        // Narrower than any letter: still an end.
        assert_eq!(lines(&letters, &[run("abc")], 10.0, 1.0).len(), 3);
    }
}
