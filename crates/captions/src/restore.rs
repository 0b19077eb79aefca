//! Owns the marks and capitals that a speech model left out: from pauses, from words that end or
//! begin sentences, from names. Refuses to touch the raw words: what it gives is another
//! transcript with the same times.

use crate::lexicon::{self, LONGEST};
use crate::phrasing::{
    Bond, CLINGS_RIGHT, Joint, Phrasing, QUESTIONS, SENTENCE_ENDS, SENTENCE_STARTS,
};
use crate::text::{Stop, nfc, stop_after};
use timeline::{Transcript, Word, WordSource};

/// Fewer words than these may be a title or a shout, which want no marks.
const FEWEST: usize = 6;
/// A sentence this long ends at the next place where it can.
const LONG: usize = 26;

/// The same words with marks and capitals; nothing when they have some, when they were written by
/// a person, or when they are not Vietnamese.
pub(crate) fn restored(phrasing: &Phrasing, transcript: &Transcript) -> Option<Transcript> {
    let words = transcript.words();
    let vietnamese = transcript.language().split('-').next() == Some("vi");
    if transcript.source() != WordSource::Speech || !vietnamese || !is_raw(words) {
        return None;
    }
    let texts: Vec<String> = words.iter().map(|w| nfc(&w.text)).collect();
    let keys: Vec<String> = texts.iter().map(|t| lexicon::key(t)).collect();
    let joints = phrasing.joints(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    let mut shown = named(phrasing, texts, &keys);
    let mut begin = 0;
    for at in 0..words.len() {
        if begin == at {
            shown[at] = capital(&shown[at]);
        }
        let said = &keys[begin..=at];
        let stop = match words.get(at + 1) {
            Some(next) => {
                let pause = (next.range.start() - words[at].range.end()).seconds();
                stop_here(phrasing, said, &keys[at + 1..], joints[at], pause)
            }
            None => Stop::Sentence,
        };
        match stop {
            Stop::Sentence if asks(phrasing, said) => shown[at].push('?'),
            Stop::Sentence => shown[at].push('.'),
            Stop::Clause => shown[at].push(','),
            Stop::None => {}
        }
        if stop == Stop::Sentence {
            begin = at + 1;
        }
    }
    let words = words.iter().zip(shown).map(|(word, text)| Word { text, ..word.clone() });
    Transcript::new(transcript.language(), transcript.source(), words.collect()).ok()
}

/// Nearly no mark and nearly no capital: as models without punctuation write.
fn is_raw(words: &[Word]) -> bool {
    let marked = words
        .iter()
        .filter(|w| stop_after(&w.text) != Stop::None || w.text.chars().any(char::is_uppercase));
    words.len() >= FEWEST && marked.count() * 60 <= words.len()
}

/// Texts with the capitals of the names among them.
fn named(phrasing: &Phrasing, mut texts: Vec<String>, keys: &[String]) -> Vec<String> {
    let mut i = 0;
    while i < keys.len() {
        let lengths = (1..=LONGEST.min(keys.len() - i)).rev();
        let found =
            lengths.filter_map(|n| Some((n, phrasing.lexicon().name(&keys[i..i + n])?))).next();
        let Some((length, name)) = found else {
            i += 1;
            continue;
        };
        for (text, written) in texts[i..i + length].iter_mut().zip(name.split(' ')) {
            written.clone_into(text);
        }
        i += length;
    }
    texts
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    first + letters.as_str()
}

/// The mark behind the last of `said`, before `next`, after a pause in seconds.
fn stop_here(
    phrasing: &Phrasing,
    said: &[String],
    next: &[String],
    joint: Joint,
    pause: f64,
) -> Stop {
    let hangs = said.last().is_some_and(|k| phrasing.roles(k) & CLINGS_RIGHT != 0);
    let ends = ends_with(phrasing, said, SENTENCE_ENDS);
    let held = match joint.bond {
        Some(Bond::Compound | Bond::Name) => true,
        Some(_) => pause < 0.6,
        None => false,
    };
    // "chưa" and "không" hang on what follows, or end a question before a long silence.
    let asked = pause >= 0.7 && ends_with(phrasing, said, QUESTIONS);
    if held || (hangs && !ends && !asked) {
        return Stop::None;
    }
    let more = next.first().is_some_and(|k| phrasing.roles(k) & SENTENCE_ENDS != 0);
    let starts = (1..=next.len().min(2))
        .any(|n| phrasing.roles(&next[..n].join(" ")) & SENTENCE_STARTS != 0);
    let least = match (ends && !more, starts) {
        (true, true) => 0.2,
        (true, false) => 0.35,
        (false, true) => 0.45,
        (false, false) if said.len() >= LONG => 0.4,
        (false, false) => 0.7,
    };
    if pause >= least && said.len() > 1 {
        Stop::Sentence
    } else if pause >= 0.22 && !more {
        Stop::Clause
    } else {
        Stop::None
    }
}

fn ends_with(phrasing: &Phrasing, said: &[String], role: u16) -> bool {
    let longest = said.len().min(3);
    (1..=longest).any(|n| phrasing.roles(&said[said.len() - n..].join(" ")) & role != 0)
}

/// A question: a word that asks at the end, or one word before it, and nothing denied before.
fn asks(phrasing: &Phrasing, said: &[String]) -> bool {
    let at_end = ends_with(phrasing, said, QUESTIONS);
    let polite = said.last().is_some_and(|k| matches!(k.as_str(), "ạ" | "bạn" | "nhỉ" | "thế"));
    let before =
        polite && said.len() > 1 && ends_with(phrasing, &said[..said.len() - 1], QUESTIONS);
    let body = &said[..said.len().saturating_sub(2)];
    let denied = body.iter().any(|k| matches!(k.as_str(), "không" | "chẳng" | "chả" | "chưa"));
    (at_end || before) && !denied && said.len() > 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use timeline::{TimeRange, Timestamp};

    /// " | " is a pause of 0.3 s, " || " one of 0.8 s.
    fn said(text: &str, source: WordSource) -> Transcript {
        let (mut at, mut words) = (0, Vec::new());
        for text in text.split(' ') {
            at += match text {
                "|" => 300,
                "||" => 800,
                _ => 0,
            };
            if !text.starts_with('|') {
                let ms = Timestamp::from_millis;
                let range = TimeRange::new(ms(at), ms(at + 200)).unwrap();
                words.push(Word { range, text: text.to_owned(), probability: 1.0 });
                at += 200;
            }
        }
        Transcript::new("vi", source, words).unwrap()
    }

    fn shown(text: &str) -> Option<String> {
        let restored = restored(&Phrasing::vietnamese(), &said(text, WordSource::Speech))?;
        Some(restored.words().iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn pauses_particles_and_names_give_marks_and_capitals() {
        for (raw, wanted) in [
            (
                "xin chào các bạn | mình là mai ở mai châu || hôm nay mình nấu cơm lam nhé | các bạn xem nha",
                "Xin chào các bạn, mình là mai ở Mai Châu. Hôm nay mình nấu cơm lam nhé. Các bạn xem nha.",
            ),
            (
                "bạn đã đến buôn ma thuột chưa || ở đó có cà phê ngon lắm",
                "Bạn đã đến Buôn Ma Thuột chưa? Ở đó có cà phê ngon lắm.",
            ),
            ("không có gì đâu || mình không đi đâu", "Không có gì đâu. Mình không đi đâu."),
            ("mình bán ở | trên tiktok và | facebook", "Mình bán ở trên TikTok và Facebook."),
        ] {
            assert_eq!(shown(raw).as_deref(), Some(wanted));
        }
    }

    #[test]
    fn what_has_marks_or_was_written_or_is_short_stays() {
        assert_eq!(shown("Xin chào các bạn. Mình là Mai đây."), None);
        assert_eq!(shown("ngon lắm luôn"), None);
        let script = said("mình là người viết ra lời này", WordSource::Script);
        assert!(restored(&Phrasing::vietnamese(), &script).is_none());
    }

    #[test]
    fn raw_words_and_times_are_kept() {
        let raw = said("hôm nay mình ra vườn | hái rau", WordSource::Speech);
        let restored = restored(&Phrasing::vietnamese(), &raw).unwrap();
        assert_eq!(raw.words()[0].text, "hôm");
        assert!(raw.words().iter().zip(restored.words()).all(|(a, b)| a.range == b.range));
    }
}
