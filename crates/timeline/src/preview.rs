//! Owns output time, the time in the finished video, and the only way to it from source time.
//! Player, check and render all map through here, so trimming never rewrites a cue.

use crate::{Chapter, Cue, CutList, TimeRange, Timestamp, Word};

/// So much of a cue without word times must stay for it to be shown; less flashes by unread.
const SHORTEST_CUE: Timestamp = Timestamp::from_millis(80);

/// The kept ranges of a cut list, each with the output time at which it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    kept: Vec<(TimeRange, Timestamp)>,
    duration: Timestamp,
}

impl Preview {
    /// Lays the kept ranges end to end.
    #[must_use]
    pub fn new(cuts: &CutList) -> Self {
        let mut duration = Timestamp::ZERO;
        let mut kept = Vec::new();
        for range in cuts.kept() {
            kept.push((range, duration));
            duration = duration + range.duration();
        }
        Self { kept, duration }
    }

    /// Length of the finished video.
    #[must_use]
    pub fn duration(&self) -> Timestamp {
        self.duration
    }

    /// Kept source ranges by time.
    pub fn kept(&self) -> impl Iterator<Item = TimeRange> + '_ {
        self.kept.iter().map(|(range, _)| *range)
    }

    /// Output time of a source instant, or nothing when it was removed.
    #[must_use]
    pub fn to_output(&self, source: Timestamp) -> Option<Timestamp> {
        let at = self.kept.partition_point(|(range, _)| range.end() <= source);
        let (range, out) = self.kept.get(at).filter(|(range, _)| range.contains(source))?;
        Some(*out + (source - range.start()))
    }

    /// Source instant shown at an output time, or nothing beyond the end.
    #[must_use]
    pub fn to_source(&self, output: Timestamp) -> Option<Timestamp> {
        let at = self.kept.partition_point(|(range, out)| *out + range.duration() <= output);
        let (range, out) = self.kept.get(at).filter(|(_, out)| *out <= output)?;
        Some(range.start() + (output - *out))
    }

    /// Output range of a source range. What survives is contiguous in output time, because the
    /// kept ranges are laid end to end; nothing when all of it was removed. Its length is that of
    /// everything kept of the source range.
    #[must_use]
    pub fn map_range(&self, source: TimeRange) -> Option<TimeRange> {
        let first = self.kept.partition_point(|(range, _)| range.end() <= source.start());
        let after = self.kept.partition_point(|(range, _)| range.start() < source.end());
        let pieces = self.kept.get(first..after)?;
        let place = |(range, out): &(TimeRange, Timestamp)| {
            let piece = range.intersection(source)?;
            let start = *out + (piece.start() - range.start());
            Some((start, start + piece.duration()))
        };
        TimeRange::new(place(pieces.first()?)?.0, place(pieces.last()?)?.1).ok()
    }

    /// Cues in output time. A word stays when at least half of it is heard. A cue stays with its
    /// words: one that lost all of them goes, also when a sliver of its time is left, and one that
    /// lost some no longer shows those, unless its text says something else than its words. A cue
    /// without word times stays when enough of its time does.
    #[must_use]
    pub fn map_cues(&self, cues: &[Cue]) -> Vec<Cue> {
        cues.iter().filter_map(|cue| self.map_cue(cue)).collect()
    }

    fn map_cue(&self, cue: &Cue) -> Option<Cue> {
        let range = self.map_range(cue.range)?;
        if cue.words.is_empty() {
            let enough = range.duration() >= SHORTEST_CUE || is_half(range, cue.range);
            return enough.then(|| Cue { range, ..cue.clone() });
        }
        let heard: Vec<Option<TimeRange>> = cue.words.iter().map(|w| self.heard(w)).collect();
        if heard.iter().all(Option::is_none) {
            return None;
        }
        let left = cue.words.iter().zip(&heard);
        let words = left.filter_map(|(w, at)| Some(Word { range: (*at)?, ..w.clone() })).collect();
        let text = match heard.iter().all(Option::is_some) {
            true => cue.text.clone(),
            false => text_of(cue, |word| heard[word].is_some()),
        };
        Some(Cue { range, text, words, ..cue.clone() })
    }

    /// Chapters in output time. One of which nothing stays goes.
    #[must_use]
    pub fn map_chapters(&self, chapters: &[Chapter]) -> Vec<Chapter> {
        let mapped = |chapter: &Chapter| {
            Some(Chapter { range: self.map_range(chapter.range)?, title: chapter.title.clone() })
        };
        chapters.iter().filter_map(mapped).collect()
    }

    /// Where a word is heard, if at least half of it is.
    fn heard(&self, word: &Word) -> Option<TimeRange> {
        self.map_range(word.range).filter(|left| is_half(*left, word.range))
    }
}

fn is_half(left: TimeRange, of: TimeRange) -> bool {
    left.duration() + left.duration() >= of.duration()
}

/// The text of a cue with only some of its words, line by line. A text that does not say what the
/// words say was written by hand and stays as it is.
fn text_of(cue: &Cue, stays: impl Fn(usize) -> bool) -> String {
    let spoken = cue.words.iter().enumerate();
    let mut spoken = spoken
        .flat_map(|(index, word)| word.text.split_whitespace().map(move |part| (index, part)));
    let mut lines = Vec::new();
    for line in cue.text.lines() {
        let mut parts = Vec::new();
        for part in line.split_whitespace() {
            match spoken.next() {
                Some((index, said)) if said == part => parts.extend(stays(index).then_some(part)),
                _ => return cue.text.clone(),
            }
        }
        lines.extend((!parts.is_empty()).then(|| parts.join(" ")));
    }
    if spoken.next().is_some() { cue.text.clone() } else { lines.join("\n") }
}
