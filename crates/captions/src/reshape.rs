//! Owns one cue into two and two into one. Refuses to lose text.

use crate::lines::balance;
use crate::syllables::syllables;
use crate::text::{flat, graphemes};
use crate::translation;
use timeline::{Cue, CueSource, TimeRange, Timestamp};

/// Splits a cue at a cursor, `char_offset` Unicode characters into its text. Time is divided by
/// the words behind the text, or by syllables when they are not known. Nothing when a side would
/// be empty.
#[must_use]
pub fn split_cue(cue: &Cue, char_offset: usize) -> Option<(Cue, Cue)> {
    let at = cue.text.char_indices().nth(char_offset).map_or(cue.text.len(), |(i, _)| i);
    let (left, right) = (cue.text[..at].trim(), cue.text[at..].trim());
    if left.is_empty() || right.is_empty() {
        return None;
    }
    let between = word_border(cue, left);
    let time = match between {
        Some(i) => cue.words[i].range.start(),
        None => by_syllables(cue, left, right),
    };
    let (start, end) = (cue.range.start(), cue.range.end());
    let gap = Timestamp::from_millis(67);
    // Two frames apart where there is room for them.
    let left_end = if time - gap > start { time - gap } else { time };
    let first = TimeRange::new(start, left_end).ok()?;
    let second = TimeRange::new(time, end).ok()?;
    let (left_words, right_words) = match between {
        Some(i) => (cue.words[..i].to_vec(), cue.words[i..].to_vec()),
        None => (Vec::new(), Vec::new()),
    };
    let half = |range, text: &str, words, translation| {
        let text = text.to_owned();
        Cue { range, text, words, translation, ..cue.clone() }
    };
    let (early, late) = translation::halves(&cue.translation, left, right);
    Some((half(first, left, left_words, early), half(second, right, right_words, late)))
}

/// Number of words in `left`, when the cue's words still are its text and `left` ends between
/// two of them.
fn word_border(cue: &Cue, left: &str) -> Option<usize> {
    let joined = |words: &[timeline::Word]| {
        flat(&words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" "))
    };
    if cue.words.is_empty() || joined(&cue.words) != flat(&cue.text) {
        return None;
    }
    let left = flat(left);
    let i = (1..cue.words.len()).find(|&i| joined(&cue.words[..i]) == left)?;
    Some(i).filter(|&i| {
        let at = cue.words[i].range.start();
        at > cue.range.start() && at < cue.range.end()
    })
}

fn by_syllables(cue: &Cue, left: &str, right: &str) -> Timestamp {
    let said = |text: &str| -> u32 { text.split_whitespace().map(syllables).sum::<u32>().max(1) };
    let (left, right) = (f64::from(said(left)), f64::from(said(right)));
    let share = cue.range.duration().seconds() * left / (left + right);
    cue.range.start() + Timestamp::from_seconds(share)
}

/// One cue over both ranges, its text in one line or two of about the same length; what two
/// speakers say stays in a line of its own for each, behind a dash.
#[must_use]
pub fn merge_cues(first: &Cue, second: &Cue) -> Cue {
    let two =
        first.speaker != second.speaker && first.speaker.is_some() && second.speaker.is_some();
    let text = if two { dashed(first, second) } else { joined_text(first, second) };
    let words = if first.words.is_empty() || second.words.is_empty() {
        Vec::new()
    } else {
        first.words.iter().chain(&second.words).cloned().collect()
    };
    let (start, end) = (first.range.start(), second.range.end());
    // Cues of a track are in order; for two that are not, the first one's time is kept.
    let range = TimeRange::new(start, end).unwrap_or(first.range);
    let from = if first.from == second.from { first.from } else { CueSource::Hand };
    let speaker = match two {
        true => None,
        false => first.speaker.clone().or_else(|| second.speaker.clone()),
    };
    let translation = translation::joined(&first.translation, &second.translation);
    Cue { range, text, words, from, speaker, translation }
}

fn joined_text(first: &Cue, second: &Cue) -> String {
    let text = flat(&format!("{} {}", first.text, second.text));
    let longest_line =
        [first, second].iter().flat_map(|c| c.text.lines()).map(graphemes).max().unwrap_or(0);
    if graphemes(&text) <= longest_line.max(20) { text } else { balance(&text) }
}

fn dashed(first: &Cue, second: &Cue) -> String {
    [first, second].map(|cue| format!("- {}", flat(&cue.text))).join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use timeline::Word;

    fn range(from: i64, to: i64) -> TimeRange {
        TimeRange::new(Timestamp::from_millis(from), Timestamp::from_millis(to)).unwrap()
    }

    fn cue() -> Cue {
        let words = ["mật", "ong", "rừng", "thơm"];
        let words = (0..).zip(words).map(|(i, text)| Word {
            range: range(i * 500, i * 500 + 400),
            text: text.to_owned(),
            probability: 1.0,
        });
        Cue {
            range: range(0, 2000),
            text: "mật ong\nrừng thơm".to_owned(),
            words: words.collect(),
            from: CueSource::Speech,
            speaker: None,
            translation: None,
        }
    }

    #[test]
    fn a_split_between_words_takes_their_times() {
        let (a, b) = split_cue(&cue(), 7).unwrap();
        assert_eq!((a.text.as_str(), b.text.as_str()), ("mật ong", "rừng thơm"));
        assert_eq!((a.range.end().millis(), b.range.start().millis()), (933, 1000));
        assert_eq!((a.words.len(), b.words.len()), (2, 2));
        let joined = merge_cues(&a, &b);
        assert_eq!((joined.range, joined.words.len()), (range(0, 2000), 4));
        assert_eq!(joined.text, "mật ong rừng thơm");
    }

    #[test]
    fn a_speaker_stays_with_both_halves_and_two_get_a_line_each() {
        let by = |name: &str, cue: Cue| Cue { speaker: Some(name.to_owned()), ..cue };
        let (a, b) = split_cue(&by("Mai", cue()), 7).unwrap();
        assert_eq!((a.speaker.as_deref(), b.speaker.as_deref()), (Some("Mai"), Some("Mai")));
        assert_eq!(merge_cues(&a, &b).speaker.as_deref(), Some("Mai"));
        let two = merge_cues(&a, &by("Lan", b.clone()));
        assert_eq!((two.text.as_str(), two.speaker), ("- mật ong\n- rừng thơm", None));
        let unsaid = Cue { speaker: None, ..b };
        assert_eq!(merge_cues(&a, &unsaid).speaker.as_deref(), Some("Mai"));
    }

    #[test]
    fn a_split_inside_a_word_goes_by_syllables() {
        let mut typed = cue();
        typed.words.clear();
        let (a, b) = split_cue(&typed, 3).unwrap();
        assert_eq!((a.text.as_str(), b.range.start().millis()), ("mật", 500));
        assert!(split_cue(&typed, 0).is_none());
        assert!(split_cue(&typed, 99).is_none());
        assert!(split_cue(&cue(), 5).unwrap().0.words.is_empty());
    }
}
