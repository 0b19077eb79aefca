//! Owns filler sounds in what was said: where "ờ", "ừm", "kiểu như" stand, how sure it is that they
//! are nothing else, and which time would go with each. Refuses to remove anything: each is offered
//! by itself, and the ambiguous ones are marked.

use crate::Error;
use crate::filler_lexicon::{Entry, Lexicon, Place, heard_as};
use serde::{Deserialize, Serialize};
use std::ops::Range;
use timeline::{CaptionTrack, CueSource, TimeRange, Timestamp, Transcript, Word, WordSource};

/// Silence of this length tells a hesitation from a word of the sentence.
const PAUSE: Timestamp = Timestamp::from_millis(120);
/// After a silence of this length something new begins, even where nothing is written.
const NEW_SENTENCE: Timestamp = Timestamp::from_millis(1000);
/// Air that stays beside a neighbouring word.
const AIR: Timestamp = Timestamp::from_millis(150);
/// Air that stays beside the end of a sentence.
const SENTENCE_AIR: Timestamp = Timestamp::from_millis(300);
/// So much silence goes at most on each side; what is longer is a pause and not part of the sound.
const REACH: Timestamp = Timestamp::from_millis(500);
/// Removing less than this is a jump for nothing.
const LEAST: Timestamp = Timestamp::from_millis(80);

/// A filler sound or phrase that could go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Filler {
    /// Time in the clip that goes with it: the sound and the silence around it that the sentence
    /// does not need. Never touches a neighbouring word.
    #[serde(flatten)]
    pub range: TimeRange,
    /// As written.
    pub text: String,
    /// Number of the cue in which it is said, from 0, if it lies in one.
    pub cue: Option<u32>,
    /// It is nothing but a filler here. The others could mean something and are only shown.
    pub sure: bool,
}

/// Filler sounds of a clip by time. Words come from the transcript, or from the cues where there
/// is none; without word times, or in a language without a list, there are none.
///
/// # Errors
/// [`Error::Lexicon`] when the list in the program is broken.
pub fn fillers(
    transcript: Option<&Transcript>,
    captions: &CaptionTrack,
    duration: Timestamp,
) -> Result<Vec<Filler>, Error> {
    let cue_words: Vec<Word>;
    let (language, source, words) = match transcript {
        Some(heard) => (heard.language(), heard.source(), heard.words()),
        None => {
            let cues = captions.cues();
            cue_words = cues.iter().flat_map(|c| c.words.clone()).collect();
            let script = cues.iter().any(|c| c.from == CueSource::Script);
            let source = if script { WordSource::Script } else { WordSource::Speech };
            (captions.language(), source, cue_words.as_slice())
        }
    };
    let lexicon = Lexicon::vietnamese()?;
    if language.split('-').next() != Some(&lexicon.language) {
        return Ok(Vec::new());
    }
    let said = Said::new(words, duration);
    let found = find(&said, &lexicon);
    let proposal = |(index, (place, entry)): (usize, &(Range<usize>, &Entry))| {
        let before = index.checked_sub(1).is_some_and(|i| found[i].0.end == place.start);
        let after = found.get(index + 1).is_some_and(|next| next.0.start == place.end);
        let range = said.removable(place, before, after)?;
        let spoken = &words[place.clone()];
        let middle = spoken[0].range.start();
        let cue = captions.at(middle).and_then(|(cue, _)| u32::try_from(cue).ok());
        let text = spoken.iter().map(|w| w.text.trim()).collect::<Vec<_>>().join(" ");
        // What stands in the script was meant to be said.
        let sure = source == WordSource::Speech && said.is_sure(place, entry);
        Some(Filler { range, text, cue, sure })
    };
    Ok(found.iter().enumerate().filter_map(proposal).collect())
}

/// Phrases of the list, the longest at each place, never overlapping.
fn find<'a>(said: &Said<'_>, lexicon: &'a Lexicon) -> Vec<(Range<usize>, &'a Entry)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < said.heard.len() {
        let fits = |(count, _): &(usize, &Entry)| !(at..at + count - 1).any(|w| said.closes(w));
        match lexicon.begins(&said.heard[at..]).filter(fits) {
            Some((count, entry)) => {
                found.push((at..at + count, entry));
                at += count;
            }
            None => at += 1,
        }
    }
    found
}

/// Words with what stands between them.
struct Said<'a> {
    words: &'a [Word],
    heard: Vec<String>,
    duration: Timestamp,
}

impl<'a> Said<'a> {
    fn new(words: &'a [Word], duration: Timestamp) -> Self {
        Self { words, heard: words.iter().map(|w| heard_as(&w.text)).collect(), duration }
    }

    /// End of what is said before word `at`. Words may overlap, so it is not always the end of
    /// the word before.
    fn quiet_from(&self, at: usize) -> Timestamp {
        let before = self.words[..at].iter().rev().take(8).map(|w| w.range.end());
        before.max().unwrap_or(Timestamp::ZERO)
    }

    /// Beginning of word `at`, or the clip's end.
    fn quiet_to(&self, at: usize) -> Timestamp {
        self.words.get(at).map_or(self.duration, |w| w.range.start())
    }

    fn gap_before(&self, at: usize) -> Timestamp {
        self.words[at].range.start() - self.quiet_from(at)
    }

    /// A sentence ends with word `at`. Dots at the end of a word that trails off end nothing.
    fn closes(&self, at: usize) -> bool {
        let text = self.words[at].text.trim_end_matches(['"', '\'', '”', '’', ')', ']', '»']);
        let trails_off = text.ends_with("...") || text.ends_with('…');
        let written = text.ends_with(['.', '!', '?']) && !trails_off;
        written || at + 1 == self.words.len() || self.gap_before(at + 1) >= NEW_SENTENCE
    }

    fn opens(&self, at: usize) -> bool {
        at == 0 || self.closes(at - 1)
    }

    fn is_sure(&self, place: &Range<usize>, entry: &Entry) -> bool {
        let (first, last) = (place.start, place.end - 1);
        let previous = first.checked_sub(1).map(|at| self.heard[at].as_str());
        let next = self.heard.get(place.end).map(String::as_str);
        let (opens, closes) = (self.opens(first), self.closes(last));
        let asked = first.checked_sub(1).is_some_and(|at| self.words[at].text.contains('?'));
        let asks = self.words[last].text.contains('?');
        let barred = previous.is_some_and(|word| entry.bars_previous(word))
            || next.is_some_and(|word| entry.bars_next(word));
        let misplaced = entry.place == Place::Inside && (opens || closes);
        let quiet_before = first == 0 || self.gap_before(first) >= PAUSE;
        let quiet_after =
            self.words.get(place.end).is_none_or(|_| self.gap_before(place.end) >= PAUSE);
        let pauses = usize::from(quiet_before) + usize::from(quiet_after);
        let answers = asked || (opens && closes);
        !(entry.never_sure || barred || misplaced || asks || answers) && pauses >= entry.pauses
    }

    /// The time that goes with the words of `place`. Air stays beside neighbours; another filler
    /// `before` or `after` shares the silence between them, so that both can go without a rest.
    fn removable(&self, place: &Range<usize>, before: bool, after: bool) -> Option<TimeRange> {
        let words = &self.words[place.clone()];
        let (low, high) = (self.quiet_from(place.start), self.quiet_to(place.end));
        let start = words[0].range.start().max(low);
        let end = words.iter().map(|w| w.range.end()).max()?.min(high);
        let left = match before {
            true => middle(low, start),
            false => low + place.start.checked_sub(1).map_or(AIR, |word| self.air(word)),
        };
        let right = match after {
            true => middle(end, high),
            false => high - self.air(place.end - 1),
        };
        let left = left.max(start - REACH).min(start);
        let right = right.min(end + REACH).max(end);
        let range = TimeRange::new(left, right).ok()?;
        (range.duration() >= LEAST).then_some(range)
    }

    fn air(&self, after: usize) -> Timestamp {
        if self.closes(after) { SENTENCE_AIR } else { AIR }
    }
}

fn middle(a: Timestamp, b: Timestamp) -> Timestamp {
    Timestamp::from_micros(a.micros() + (b - a).micros() / 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use timeline::Cue;

    fn ms(millis: i64) -> Timestamp {
        Timestamp::from_millis(millis)
    }

    /// Words of 200 ms; " | " is a pause of 0.3 s, " || " one of 1.5 s.
    fn spoken(text: &str) -> Transcript {
        let (mut at, mut words) = (500, Vec::new());
        for word in text.split_whitespace() {
            match word {
                "|" => at += 300,
                "||" => at += 1500,
                _ => {
                    let range = TimeRange::new(ms(at), ms(at + 200)).unwrap();
                    words.push(Word { range, text: word.to_owned(), probability: 0.9 });
                    at += 200;
                }
            }
        }
        Transcript::new("vi", WordSource::Speech, words).unwrap()
    }

    fn found(transcript: &Transcript) -> Vec<Filler> {
        fillers(Some(transcript), &CaptionTrack::empty("vi"), ms(60_000)).unwrap()
    }

    #[test]
    fn the_list_holds_its_own_examples() {
        for entry in Lexicon::vietnamese().unwrap().entries {
            for example in &entry.must {
                let sure = found(&spoken(example)).iter().filter(|f| f.sure).count();
                assert_eq!(sure, 1, "one filler in {example:?}");
            }
            for example in &entry.mustnt {
                let found = found(&spoken(example));
                assert!(found.iter().all(|f| !f.sure), "none in {example:?}: {found:?}");
            }
        }
    }

    #[test]
    fn the_ambiguous_ones_are_shown_and_other_words_are_not() {
        let found = found(&spoken("thế à | em tưởng những kiểu như thế này | ừm | hết rồi"));
        let said: Vec<_> = found.iter().map(|f| (f.text.as_str(), f.sure)).collect();
        assert_eq!(said, [("à", false), ("kiểu như", false), ("ừm", true)]);
    }

    #[test]
    fn silence_around_goes_and_air_and_neighbours_stay() {
        // mình 500–700, ờ 1000–1200, làm 1500–1700.
        let found = found(&spoken("mình | ờ | làm"));
        assert_eq!(found[0].range, TimeRange::new(ms(850), ms(1350)).unwrap());
        // Right beside a word the border is the word's.
        let tight = super::tests::found(&spoken("mình ờ | làm"));
        assert_eq!(tight[0].range, TimeRange::new(ms(700), ms(1050)).unwrap());
    }

    #[test]
    fn fillers_in_a_row_share_the_silence_between_them() {
        let found = found(&spoken("mình | ờ | ừm | làm"));
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].range.end(), found[1].range.start());
        let long = super::tests::found(&spoken("mình || ờ || làm"));
        assert_eq!(long[0].range.duration(), ms(1200), "a long silence is a pause of its own");
    }

    #[test]
    fn what_stands_in_the_script_was_meant() {
        let heard = spoken("hôm nay | ờ | làm");
        let script = Transcript::new("vi", WordSource::Script, heard.words().to_vec()).unwrap();
        assert!(found(&heard)[0].sure && !found(&script)[0].sure);
    }

    #[test]
    fn cues_give_their_words_and_their_number() {
        let words = spoken("hôm nay | ờ | làm bánh").words().to_vec();
        let cue = |words: &[Word]| Cue {
            range: TimeRange::new(words[0].range.start(), words[words.len() - 1].range.end())
                .unwrap(),
            text: words.iter().map(|w| w.text.clone()).collect::<Vec<_>>().join(" "),
            words: words.to_vec(),
            from: CueSource::Speech,
            speaker: None,
            translation: None,
        };
        let track = CaptionTrack::new("vi", vec![cue(&words[..2]), cue(&words[2..])]).unwrap();
        let found = fillers(None, &track, ms(9000)).unwrap();
        assert_eq!((found.len(), found[0].cue, found[0].sure), (1, Some(1), true));
        let german = CaptionTrack::new("de", track.cues().to_vec()).unwrap();
        assert!(fillers(None, &german, ms(9000)).unwrap().is_empty());
    }
}
