//! Owns which word of a shown cue is spoken when. Refuses guesses: a cue whose words are not known
//! one by one has no spoken word.

use crate::text::bare;
use timeline::{Cue, Timestamp};

/// From when on which of the shown words is marked, in order; the first entry begins with the cue.
/// Nothing when the words' times are not known.
pub(crate) fn spoken(cue: &Cue, shown: &[&str]) -> Option<Vec<(Timestamp, Option<usize>)>> {
    let places = places(cue, shown)?;
    let mut marks = vec![(cue.range.start(), None)];
    for (word, place) in cue.words.iter().zip(places) {
        let at = word.range.start().max(cue.range.start());
        if at >= cue.range.end() {
            break;
        }
        // A word stays marked until the next one: blinking in between would be restless.
        match marks.last_mut() {
            Some(last) if last.0 >= at => last.1 = Some(place),
            _ => marks.push((at, Some(place))),
        }
    }
    Some(marks)
}

/// The shown word that each spoken one is. Words that a cut took away are shown and not spoken.
fn places(cue: &Cue, shown: &[&str]) -> Option<Vec<usize>> {
    if cue.words.is_empty() {
        return None;
    }
    if cue.words.len() == shown.len() {
        return Some((0..shown.len()).collect());
    }
    let mut at = 0;
    let mut places = Vec::new();
    for word in &cue.words {
        let wanted = bare(&word.text);
        let found = shown.get(at..)?.iter().position(|shown| bare(shown) == wanted)?;
        places.push(at + found);
        at += found + 1;
    }
    Some(places)
}

#[cfg(test)]
mod tests {
    use super::*;
    use timeline::{CueSource, TimeRange, Word};

    fn ms(at: i64) -> Timestamp {
        Timestamp::from_millis(at)
    }

    fn cue(words: &[(i64, i64, &str)]) -> Cue {
        let range = |s, e| TimeRange::new(ms(s), ms(e)).unwrap();
        let word = |(s, e, text): &(i64, i64, &str)| Word {
            range: range(*s, *e),
            text: (*text).to_owned(),
            probability: 1.0,
        };
        let words = words.iter().map(word).collect();
        Cue { words, ..Cue::new(range(1000, 3000), "", CueSource::Speech) }
    }

    #[test]
    fn each_word_is_marked_from_its_beginning_to_the_next() {
        let cue = cue(&[(1000, 1300, "mật"), (1400, 1700, "ong"), (2000, 2500, "rừng")]);
        let marks = spoken(&cue, &["Mật", "ong", "rừng."]).unwrap();
        assert_eq!(marks, [(ms(1000), Some(0)), (ms(1400), Some(1)), (ms(2000), Some(2))]);
    }

    #[test]
    fn words_that_were_cut_away_are_never_marked() {
        let cue = cue(&[(1200, 1300, "mật"), (2000, 2500, "rừng")]);
        let marks = spoken(&cue, &["Mật", "ong", "rừng."]).unwrap();
        assert_eq!(marks, [(ms(1000), None), (ms(1200), Some(0)), (ms(2000), Some(2))]);
    }

    #[test]
    fn other_words_than_the_spoken_ones_are_not_marked_at_all() {
        assert!(spoken(&cue(&[]), &["Mật"]).is_none());
        assert!(spoken(&cue(&[(1200, 1300, "mật")]), &["Chè", "xanh"]).is_none());
    }
}
