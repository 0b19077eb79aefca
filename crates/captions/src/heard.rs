//! Owns what is made of a recogniser's raw answer: tokens become words, spans become times that
//! lie in voiced sound. Refuses to decode; knows nothing of whisper's types.
//!
//! A recogniser's spans end where speech ends, but begin where the span before ended: early by
//! the whole pause. So a span's words are placed on the stretches with sound inside it; whether
//! that sound is a voice goes along, for `phantom.rs` to judge.

use crate::phrase::Spoken;
use crate::place::place;
use crate::syllables::syllables;
use crate::text::{nfc, stop_after};
use crate::voice::Stretch;
use timeline::{TimeRange, Timestamp, Word};

/// One token: bytes that may end inside a character, and how sure the recogniser was.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Token {
    pub(crate) bytes: Vec<u8>,
    pub(crate) probability: f32,
}

/// A run of tokens with the times that the recogniser gave it, in clip time.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Span {
    pub(crate) start: Timestamp,
    pub(crate) end: Timestamp,
    pub(crate) tokens: Vec<Token>,
}

/// What one span says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    /// Never empty.
    pub(crate) words: Vec<Word>,
    /// Sound that may be speech lies where it was heard, so long.
    pub(crate) voice: Timestamp,
}

/// Spans shorter than this have no usable time of their own.
const SHORTEST_SPAN: Timestamp = Timestamp::from_millis(60);
/// Slivers of a neighbour's sound at a span's edge are shorter than this.
const SLIVER: Timestamp = Timestamp::from_millis(80);
/// The longest that one syllable is drawn out.
const SYLLABLE: Timestamp = Timestamp::from_millis(900);

/// Lines of one chunk in order. Words lie on stretches that may be speech, then on other sound,
/// and only without either where the recogniser put them.
pub(crate) fn lines(spans: Vec<Span>, voiced: &[Stretch]) -> Vec<Line> {
    let ranges = |speech: bool| -> Vec<TimeRange> {
        voiced.iter().filter(|v| v.speech == speech).map(|v| v.range).collect()
    };
    let (speech, other) = (ranges(true), ranges(false));
    let mut lines = Vec::new();
    let mut done = Timestamp::ZERO;
    for span in with_time(spans) {
        let start = span.start.max(done).max(Timestamp::ZERO);
        done = done.max(span.end);
        let (spoken, probabilities): (Vec<Spoken>, Vec<f32>) =
            merge(&span.tokens).into_iter().unzip();
        let Ok(window) = TimeRange::new(start, span.end) else { continue };
        let said = inside(window, &speech);
        let voice = said.iter().fold(Timestamp::ZERO, |sum, r| sum + r.duration());
        let place_on = if !said.is_empty() { said } else { inside(window, &other) };
        let place_on = if place_on.is_empty() { vec![window] } else { place_on };
        let placed = place(&spoken, &place_on).into_iter().zip(spoken).zip(probabilities);
        let words: Vec<Word> =
            placed.map(|((range, word), p)| spoken_word(range, word, p)).collect();
        if !words.is_empty() {
            lines.push(Line { words, voice });
        }
    }
    lines
}

/// A word that is no longer than it can be spoken.
fn spoken_word(range: TimeRange, word: Spoken, probability: f32) -> Word {
    let most = Timestamp::from_micros(SYLLABLE.micros() * i64::from(word.syllables.max(1)));
    let end = range.end().min(range.start() + most);
    let range = TimeRange::new(range.start(), end).unwrap_or(range);
    Word { range, text: word.text, probability }
}

/// Gives the tokens of spans without time to the span before (or after, for the first).
fn with_time(spans: Vec<Span>) -> Vec<Span> {
    let mut timed: Vec<Span> = Vec::with_capacity(spans.len());
    let mut early: Vec<Token> = Vec::new();
    for mut span in spans {
        if span.end - span.start >= SHORTEST_SPAN {
            span.tokens.splice(0..0, early.drain(..));
            timed.push(span);
        } else if let Some(last) = timed.last_mut() {
            last.tokens.extend(span.tokens);
        } else {
            early.extend(span.tokens);
        }
    }
    timed
}

/// Voiced stretches inside a window, slivers at its edges left out when anything else is there.
fn inside(window: TimeRange, voiced: &[TimeRange]) -> Vec<TimeRange> {
    let all: Vec<TimeRange> = voiced.iter().filter_map(|v| v.intersection(window)).collect();
    let sliver = |r: &TimeRange| {
        r.duration() < SLIVER && (r.start() == window.start() || r.end() == window.end())
    };
    let whole: Vec<TimeRange> = all.iter().copied().filter(|r| !sliver(r)).collect();
    if whole.is_empty() { all } else { whole }
}

/// Bytes first, words second: a token may hold half a character, and a word has many tokens.
fn merge(tokens: &[Token]) -> Vec<(Spoken, f32)> {
    let mut words: Vec<(Vec<u8>, Vec<f32>)> = Vec::new();
    let mut open = false;
    for token in tokens {
        for byte in &token.bytes {
            if byte.is_ascii_whitespace() {
                open = false;
                continue;
            }
            if !open {
                words.push((Vec::new(), Vec::new()));
                open = true;
            }
            if let Some(last) = words.last_mut() {
                last.0.push(*byte);
            }
        }
        if let Some(last) = words.last_mut().filter(|_| open) {
            last.1.push(token.probability);
        }
    }
    let mut merged: Vec<(Spoken, f32)> = Vec::new();
    for (bytes, probabilities) in words {
        let text = nfc(&String::from_utf8_lossy(&bytes));
        let said = syllables(&text);
        match merged.last_mut() {
            // A mark that stands alone belongs to the word before it.
            Some((last, _)) if said == 0 => {
                last.text.push_str(&text);
                last.stop = stop_after(&last.text);
            }
            None if said == 0 => {}
            _ => {
                let stop = stop_after(&text);
                merged.push((Spoken { text, syllables: said.max(1), stop }, mean(&probabilities)));
            }
        }
    }
    merged
}

fn mean(values: &[f32]) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a word has a handful of tokens")]
    let n = values.len().max(1) as f32;
    (values.iter().sum::<f32>() / n).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(bytes: &[u8]) -> Token {
        Token { bytes: bytes.to_vec(), probability: 0.5 }
    }

    fn range(from: i64, to: i64) -> Stretch {
        let range = TimeRange::new(Timestamp::from_millis(from), Timestamp::from_millis(to));
        Stretch { range: range.unwrap(), speech: true }
    }

    fn words(spans: Vec<Span>, voiced: &[Stretch]) -> Vec<Word> {
        lines(spans, voiced).into_iter().flat_map(|l| l.words).collect()
    }

    fn span(from: i64, to: i64, text: &str) -> Span {
        Span {
            start: Timestamp::from_millis(from),
            end: Timestamp::from_millis(to),
            tokens: vec![token(text.as_bytes())],
        }
    }

    #[test]
    fn tokens_that_split_a_character_become_one_word() {
        let bytes = " mật ong".as_bytes();
        let cut = 4; // inside the three bytes of "ậ"
        let merged = merge(&[token(&bytes[..cut]), token(&bytes[cut..]), token(b",")]);
        let texts: Vec<&str> = merged.iter().map(|(w, _)| w.text.as_str()).collect();
        assert_eq!(texts, ["mật", "ong,"]);
    }

    #[test]
    fn a_start_in_the_pause_moves_to_the_sound() {
        let voiced = [range(500, 1500), range(4000, 5000)];
        let heard = words(vec![span(0, 1520, " một hai"), span(1520, 5000, " ba bốn")], &voiced);
        let starts: Vec<i64> = heard.iter().map(|w| w.range.start().millis()).collect();
        assert_eq!((starts[0], starts[2]), (500, 4000));
    }

    #[test]
    fn a_line_knows_how_much_voice_it_lies_on() {
        let music = Stretch { speech: false, ..range(1500, 2500) };
        let spans = vec![span(0, 1000, " một"), span(1000, 3000, " hãy theo dõi")];
        let heard = lines(spans, &[range(0, 1000), music]);
        let voice: Vec<i64> = heard.iter().map(|l| l.voice.millis()).collect();
        assert_eq!(voice, [1000, 0]);
        assert_eq!(heard[1].words[0].range.start().millis(), 1500);
    }

    #[test]
    fn no_word_is_longer_than_it_can_be_spoken() {
        let heard = words(vec![span(0, 5000, " một hai")], &[range(0, 5000)]);
        let lengths: Vec<i64> = heard.iter().map(|w| w.range.duration().millis()).collect();
        assert_eq!(lengths, [900, 900]);
    }

    #[test]
    fn a_span_without_time_keeps_its_words() {
        let voiced = [range(0, 2000)];
        let heard = words(
            vec![span(0, 0, " một"), span(0, 2000, " hai"), span(2000, 2000, " ba")],
            &voiced,
        );
        assert_eq!(heard.len(), 3);
    }
}
