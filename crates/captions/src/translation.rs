//! Owns the English under cues: which words of a translation belong to which cue, and what becomes
//! of it when cues are parted, joined or grouped anew. Refuses to lose any of it.

use crate::Profile;
use crate::lines::wrap_by;
use crate::phrasing::Phrasing;
use crate::text::{flat, graphemes};
use timeline::{CaptionTrack, Cue, TimeRange, Timestamp, Transcript, Translation};

/// A translation for each cue, out of what a recogniser heard in English: each word stands under
/// the cue that is shown when it is said, or under the nearest one. What a person has confirmed
/// or written stays.
#[must_use]
pub fn translated(
    track: &CaptionTrack,
    english: &Transcript,
    profile: Profile,
) -> Vec<Option<Translation>> {
    let cues = track.cues();
    let mut texts: Vec<String> = vec![String::new(); cues.len()];
    for word in english.words() {
        let half = Timestamp::from_micros(word.range.duration().micros() / 2);
        let middle = word.range.start() + half;
        let nearest = cues.iter().enumerate().min_by_key(|(_, cue)| away(cue.range, middle));
        if let Some((index, _)) = nearest {
            texts[index].push(' ');
            texts[index].push_str(&word.text);
        }
    }
    let phrasing = Phrasing::vietnamese();
    let pairs = cues.iter().zip(texts);
    pairs
        .map(|(cue, text)| match &cue.translation {
            Some(own) if !own.machine_made => Some(own.clone()),
            _ if text.is_empty() => None,
            _ => Some(Translation { text: wrap_by(&phrasing, &text, profile), machine_made: true }),
        })
        .collect()
}

/// How far an instant is from a range; 0 inside.
fn away(range: TimeRange, at: Timestamp) -> Timestamp {
    (range.start() - at).max(at - range.end()).max(Timestamp::ZERO)
}

/// `new` cues with the translations of the `old` ones that they were made of: each goes to the cue
/// that shares most time with it.
#[must_use]
pub fn carried(old: &[Cue], new: Vec<Cue>) -> Vec<Cue> {
    let mut new: Vec<Cue> = new.into_iter().map(|c| Cue { translation: None, ..c }).collect();
    for cue in old.iter().filter(|c| c.translation.is_some()) {
        let shared = |other: &&mut Cue| {
            let both = other.range.intersection(cue.range);
            let near = Timestamp::ZERO - away(other.range, cue.range.start());
            (both.map_or(Timestamp::ZERO, TimeRange::duration), near)
        };
        if let Some(best) = new.iter_mut().max_by_key(shared) {
            best.translation = joined(&best.translation, &cue.translation);
        }
    }
    new
}

/// Both in a row; a machine's work as long as one of them is.
pub(crate) fn joined(
    first: &Option<Translation>,
    second: &Option<Translation>,
) -> Option<Translation> {
    match (first, second) {
        (Some(a), Some(b)) => Some(Translation {
            text: flat(&format!("{} {}", a.text, b.text)),
            machine_made: a.machine_made || b.machine_made,
        }),
        (one, other) => one.clone().or_else(|| other.clone()),
    }
}

/// A translation for the two texts that a cue became, parted between words where the texts are.
pub(crate) fn halves(
    whole: &Option<Translation>,
    left: &str,
    right: &str,
) -> (Option<Translation>, Option<Translation>) {
    let Some(Translation { text, machine_made }) = whole else { return (None, None) };
    let words: Vec<&str> = text.split_whitespace().collect();
    let (left, right) = (graphemes(left), graphemes(right));
    // At least one word each where there are two; the first half has it when there is one.
    let at = (words.len() * left).div_ceil((left + right).max(1));
    let at = at.min(words.len().saturating_sub(1)).max(1).min(words.len());
    let half = |words: &[&str]| {
        let (text, machine_made) = (words.join(" "), *machine_made);
        (!text.is_empty()).then_some(Translation { text, machine_made })
    };
    (half(&words[..at]), half(&words[at..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use timeline::{CueSource, Word, WordSource};

    fn range(from: i64, to: i64) -> TimeRange {
        TimeRange::new(Timestamp::from_millis(from), Timestamp::from_millis(to)).unwrap()
    }

    fn cue(from: i64, to: i64, english: Option<&str>) -> Cue {
        let translation = english.map(|text| Translation { text: text.into(), machine_made: true });
        Cue { translation, ..Cue::new(range(from, to), "chữ", CueSource::Speech) }
    }

    fn text(cue: &Cue) -> Option<&str> {
        cue.translation.as_ref().map(|t| t.text.as_str())
    }

    #[test]
    fn each_word_stands_under_the_cue_that_is_shown_when_it_is_said() {
        let mut cues = vec![cue(0, 1_000, None), cue(1_500, 2_500, None), cue(5_000, 6_000, None)];
        cues[1].translation = Some(Translation { text: "mine".into(), machine_made: false });
        let track = CaptionTrack::new("vi", cues).unwrap();
        let word = |(from, text): (i64, &str)| Word {
            range: range(from, from + 200),
            text: text.into(),
            probability: 1.0,
        };
        let said =
            [(100, "Hello"), (800, "there"), (1_100, "friends."), (1_600, "Not"), (4_000, "Bye.")];
        let words = said.map(word).to_vec();
        let english = Transcript::new("en", WordSource::Speech, words).unwrap();
        let made = translated(&track, &english, Profile::Vertical);
        let made: Vec<_> =
            made.iter().flatten().map(|t| (t.text.as_str(), t.machine_made)).collect();
        assert_eq!(made, [("Hello there friends.", true), ("mine", false), ("Bye.", true)]);
    }

    #[test]
    fn nothing_is_lost_when_cues_are_grouped_anew() {
        let old =
            [cue(0, 1_000, Some("one")), cue(1_000, 2_000, Some("two")), cue(2_000, 3_000, None)];
        let wide = carried(&old, vec![cue(0, 2_000, None), cue(2_000, 3_000, None)]);
        assert_eq!(wide.iter().map(text).collect::<Vec<_>>(), [Some("one two"), None]);
        let narrow = carried(&wide, vec![cue(0, 700, None), cue(700, 2_000, None)]);
        assert_eq!(narrow.iter().map(text).collect::<Vec<_>>(), [None, Some("one two")]);
    }

    #[test]
    fn parted_and_joined_again_it_is_the_same() {
        for english in ["", "one", "one two", "one two three four five"] {
            let whole = Some(Translation { text: english.into(), machine_made: true });
            for (left, right) in [("a", "bbbbbb"), ("aaaa", "bbbb"), ("aaaaaaa", "b")] {
                let (first, second) = halves(&whole, left, right);
                let again = joined(&first, &second);
                assert_eq!(again.map_or(String::new(), |t| t.text), english, "{left} {right}");
                assert_eq!(second.is_some(), english.contains(' '), "{english}: {left} {right}");
            }
        }
    }
}
