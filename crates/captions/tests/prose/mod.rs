//! Owns the prose that cues are tried on: sentences with marked words, texts from templates, and
//! a natural voice's times for both. All of it is the same in every run.

use std::collections::BTreeMap;
use timeline::{TimeRange, Timestamp, Transcript, Word, WordSource};

/// A sentence whose words were marked by hand.
pub(crate) struct Marked {
    words: Vec<String>,
    /// For each syllable: a break behind it would part a word.
    pub(crate) inside: Vec<bool>,
}

impl Marked {
    pub(crate) fn text(&self) -> String {
        self.words.join(" ")
    }
}

/// The sentences of `marked.txt`.
pub(crate) fn marked() -> Vec<Marked> {
    let lines = include_str!("marked.txt").lines();
    let lines = lines.filter(|l| !l.is_empty() && !l.starts_with('#'));
    lines
        .map(|line| {
            let mut sentence = Marked { words: Vec::new(), inside: Vec::new() };
            for word in line.split(' ') {
                let syllables: Vec<&str> = word.split('_').collect();
                for (i, syllable) in syllables.iter().enumerate() {
                    sentence.words.push((*syllable).to_owned());
                    sentence.inside.push(i + 1 < syllables.len());
                }
            }
            sentence
        })
        .collect()
}

/// A small generator (an LCG, Knuth's constants); the same numbers every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    /// Evenly between two numbers of milliseconds.
    fn between(&mut self, low: i64, high: i64) -> i64 {
        low + i64::try_from(self.roll(u64::try_from(high - low + 1).unwrap())).unwrap()
    }
}

/// Sentences out of `templates.txt`, at least so many words.
pub(crate) fn templates(words: usize) -> Vec<String> {
    let mut slots: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut sentences = Vec::new();
    for line in include_str!("templates.txt").lines().filter(|l| !l.is_empty()) {
        match line.split_once(" = ") {
            Some((name, phrases)) => drop(slots.insert(name, phrases.split(" | ").collect())),
            None if line.starts_with(['#', '@']) => {}
            None => sentences.push(line),
        }
    }
    let mut dice = Dice(20_261_122);
    let (mut made, mut counted) = (Vec::new(), 0);
    while counted < words {
        for sentence in &sentences {
            let mut text = (*sentence).to_owned();
            while let Some((head, rest)) = text.split_once('{') {
                let (name, tail) = rest.split_once('}').unwrap();
                let phrases = &slots[name];
                let phrase = phrases[usize::try_from(dice.roll(phrases.len() as u64)).unwrap()];
                text = format!("{head}{phrase}{tail}");
            }
            let first = text.chars().next().unwrap().to_uppercase().to_string();
            text.replace_range(..text.chars().next().unwrap().len_utf8(), &first);
            counted += text.split_whitespace().count();
            made.push(text);
        }
    }
    made
}

/// A text with the times of a voice that tells it: 4 to 6 syllables a second within a breath,
/// 0.2 to 0.45 s at a comma, 0.5 to 1.1 s at a full stop, and a breath of 0.15 to 0.35 s after
/// seven to twelve syllables without one.
pub(crate) struct Speech {
    pub(crate) transcript: Transcript,
    pub(crate) end: Timestamp,
    said: i64,
    syllables: u32,
}

impl Speech {
    pub(crate) fn of(sentences: &[String]) -> Self {
        let mut dice = Dice(42);
        let (mut at, mut said, mut syllables) = (400, 0, 0);
        let mut words = Vec::new();
        for sentence in sentences {
            // Somebody's rate changes from sentence to sentence around its middle.
            let rate = (0..4).map(|_| dice.between(400, 600)).sum::<i64>() / 4;
            let (mut breath, limit) = (0, dice.between(7, 12));
            for text in sentence.split_whitespace() {
                let long = captions::syllables(text).max(1);
                let length =
                    i64::from(long) * 100_000 / (rate + dice.between(-40, 40)).clamp(400, 600);
                let ms = Timestamp::from_millis;
                let range = TimeRange::new(ms(at), ms(at + length)).unwrap();
                words.push(Word { range, text: text.to_owned(), probability: 1.0 });
                at += length;
                said += length;
                syllables += long;
                breath += i64::from(long);
                let pause = if text.ends_with(['.', '!', '?']) {
                    dice.between(500, 1_100)
                } else if text.ends_with([',', ':', ';']) {
                    dice.between(200, 450)
                } else if breath >= limit {
                    dice.between(150, 350)
                } else {
                    0
                };
                if pause > 0 {
                    breath = 0;
                }
                at += pause;
            }
        }
        let transcript = Transcript::new("vi", WordSource::Script, words).unwrap();
        Self { transcript, end: Timestamp::from_millis(at + 500), said, syllables }
    }

    /// Syllables a second while speaking.
    pub(crate) fn rate(&self) -> f64 {
        f64::from(self.syllables) / Timestamp::from_millis(self.said).seconds()
    }

    /// Part of the time without speech.
    pub(crate) fn silence(&self) -> f64 {
        1.0 - Timestamp::from_millis(self.said).seconds() / self.end.seconds()
    }
}
