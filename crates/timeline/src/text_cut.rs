//! Owns edit by text: which time of the clip goes, or comes back, with words of a cue. Refuses to
//! change anything: the range becomes an edit elsewhere, and captions follow through `preview`.

use crate::{Cue, Draft, Refused, TimeRange, Timestamp, Transcript};
use std::ops::Range;

/// Silence beside the words belongs to them up to the middle, but never more than this: a longer
/// one shows something and stays.
const REACH: Timestamp = Timestamp::from_millis(1500);
/// What is shorter cannot be heard and would only make the picture jump.
const SHORTEST: Timestamp = Timestamp::from_millis(40);

impl Draft {
    /// Time of the clip that goes with the words `words` of cue number `cue`: from the middle of
    /// the silence before them to the middle of the silence after, and never into another word.
    /// The same words always have the same range, and words that follow each other have ranges
    /// that touch. `0..0` stands for a whole cue, also one without word times.
    ///
    /// # Errors
    /// [`Refused::NoSuchIndex`] when there is no such cue or word; [`Refused::Range`] when the
    /// words are said together with others, so that nothing of their own is left.
    pub fn text_range(&self, cue: usize, words: Range<usize>) -> Result<TimeRange, Refused> {
        let cues = self.captions.cues();
        let of = cues.get(cue).ok_or(Refused::NoSuchIndex { index: cue })?;
        let all = words == (0..0);
        let words = if all { 0..of.words.len() } else { words };
        let core = core(of, &words)?;
        let (mut low, mut high) = (Timestamp::ZERO, self.cuts.duration().max(core.end()));
        let mut beside = |range: TimeRange, before: bool| match before {
            true => low = low.max(range.end().min(core.end())),
            false => high = high.min(range.start().max(core.start())),
        };
        for (index, other) in cues.iter().enumerate().filter(|(index, _)| *index != cue) {
            spoken(other).for_each(|range| beside(range, index < cue));
        }
        for (index, word) in of.words.iter().enumerate() {
            if !words.contains(&index) {
                beside(word.range, index < words.start);
            }
        }
        // What was heard may be missing in the captions and is still no silence.
        for word in self.transcript.iter().flat_map(Transcript::words) {
            let middle = middle(word.range.start(), word.range.end());
            if !core.contains(middle) {
                beside(word.range, middle < core.start());
            }
        }
        let (start, end) = (core.start().max(low), core.end().min(high));
        let left = middle(low.min(start), start).max(start - REACH);
        let right = middle(end, high.max(end)).min(end + REACH);
        let range = TimeRange::new(left, right)?;
        if start >= end || range.duration() < SHORTEST {
            return Err(Refused::Range { start_us: start.micros(), end_us: end.micros() });
        }
        Ok(range)
    }
}

/// From the beginning of the first to the end of the last of `words`.
fn core(cue: &Cue, words: &Range<usize>) -> Result<TimeRange, Refused> {
    if cue.words.is_empty() && *words == (0..0) {
        return Ok(cue.range);
    }
    let of = cue.words.get(words.clone()).filter(|words| !words.is_empty());
    let of = of.ok_or(Refused::NoSuchIndex { index: words.end })?;
    let start = of.iter().map(|w| w.range.start()).min().unwrap_or_default();
    let end = of.iter().map(|w| w.range.end()).max().unwrap_or_default();
    TimeRange::new(start, end)
}

/// When something is said in a cue; the whole of it where its words have no time.
fn spoken(cue: &Cue) -> impl Iterator<Item = TimeRange> + '_ {
    let whole = cue.words.is_empty().then_some(cue.range);
    cue.words.iter().map(|w| w.range).chain(whole)
}

fn middle(a: Timestamp, b: Timestamp) -> Timestamp {
    Timestamp::from_micros(a.micros() + (b - a).micros() / 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CaptionTrack, CueSource, CutList, Word, WordSource};

    fn range(start: i64, end: i64) -> TimeRange {
        TimeRange::new(Timestamp::from_millis(start), Timestamp::from_millis(end)).unwrap()
    }

    fn word(start: i64, end: i64, text: &str) -> Word {
        Word { range: range(start, end), text: text.to_owned(), probability: 1.0 }
    }

    fn cue(start: i64, end: i64, words: Vec<Word>) -> Cue {
        let text = words.iter().map(|w| w.text.clone()).collect::<Vec<_>>().join(" ");
        Cue { words, ..Cue::new(range(start, end), text, CueSource::Speech) }
    }

    fn draft() -> Draft {
        let first = cue(
            900,
            2600,
            vec![word(1000, 1200, "xin"), word(1400, 1600, "chào"), word(1600, 1800, "bạn")],
        );
        let second = cue(3000, 4000, vec![word(3000, 3400, "mật"), word(3400, 4000, "ong")]);
        let third = cue(9000, 9900, vec![]);
        let mut draft = Draft::new("", "vi");
        draft.captions = CaptionTrack::new("vi", vec![first, second, third]).unwrap();
        draft.cuts = CutList::whole(Timestamp::from_millis(10_000));
        draft
    }

    #[test]
    fn words_go_up_to_the_middle_of_the_silence_beside_them() {
        let draft = draft();
        assert_eq!(draft.text_range(0, 1..2), Ok(range(1300, 1600)));
        assert_eq!(draft.text_range(0, 2..3), Ok(range(1600, 2400)));
        assert_eq!(draft.text_range(0, 1..3), Ok(range(1300, 2400)));
        assert_eq!(draft.text_range(1, 0..0), Ok(range(2400, 5500)));
        assert_eq!(draft.text_range(0, 0..1), Ok(range(500, 1300)));
        assert_eq!(draft.text_range(2, 0..0), Ok(range(7500, 9950)));
    }

    #[test]
    fn what_was_heard_but_is_in_no_caption_is_never_cut_into() {
        let mut draft = draft();
        let heard = vec![word(1610, 1790, "bạn"), word(1900, 2300, "ờ"), word(3000, 3400, "mật")];
        draft.transcript = Transcript::new("vi", WordSource::Speech, heard).ok();
        assert_eq!(draft.text_range(0, 2..3), Ok(range(1600, 1850)));
        assert_eq!(draft.text_range(1, 0..1), Ok(range(2650, 3400)));
    }

    #[test]
    fn what_is_not_there_or_has_no_time_of_its_own_is_refused() {
        let mut draft = draft();
        assert_eq!(draft.text_range(3, 0..0), Err(Refused::NoSuchIndex { index: 3 }));
        for nonsense in [2..4, 3..3, 1..1] {
            assert!(draft.text_range(0, nonsense.clone()).is_err(), "{nonsense:?}");
        }
        let reversed = Range { start: 2, end: 1 };
        assert!(draft.text_range(0, reversed).is_err());
        assert!(draft.text_range(2, 0..1).is_err());
        let together = vec![word(1000, 1900, "xin"), word(1000, 1900, "chào")];
        draft.captions = CaptionTrack::new("vi", vec![cue(1000, 2000, together)]).unwrap();
        assert!(draft.text_range(0, 1..2).is_err());
    }
}
