//! Owns output time, the time in the finished video, and the only way to it from source time.
//! Player, check and render all map through here, so trimming never rewrites a cue.

use crate::{Cue, CutList, TimeRange, Timestamp, Word};

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
        let (range, out) = self.kept.iter().find(|(range, _)| range.contains(source))?;
        Some(*out + (source - range.start()))
    }

    /// Source instant shown at an output time, or nothing beyond the end.
    #[must_use]
    pub fn to_source(&self, output: Timestamp) -> Option<Timestamp> {
        let (range, out) = self
            .kept
            .iter()
            .find(|(range, out)| *out <= output && output < *out + range.duration())?;
        Some(range.start() + (output - *out))
    }

    /// Output range of a source range. What survives is contiguous in output time, because the
    /// kept ranges are laid end to end; nothing when all of it was removed.
    #[must_use]
    pub fn map_range(&self, source: TimeRange) -> Option<TimeRange> {
        let mut pieces = self.kept.iter().filter_map(|(range, out)| {
            let piece = range.intersection(source)?;
            let start = *out + (piece.start() - range.start());
            Some((start, start + piece.duration()))
        });
        let (start, first_end) = pieces.next()?;
        let end = pieces.next_back().map_or(first_end, |(_, end)| end);
        TimeRange::new(start, end).ok()
    }

    /// Cues in output time; those whose whole time was removed are left out, as are words.
    #[must_use]
    pub fn map_cues(&self, cues: &[Cue]) -> Vec<Cue> {
        cues.iter()
            .filter_map(|cue| {
                let range = self.map_range(cue.range)?;
                let words = cue
                    .words
                    .iter()
                    .filter_map(|w| Some(Word { range: self.map_range(w.range)?, ..w.clone() }));
                Some(Cue { range, words: words.collect(), ..cue.clone() })
            })
            .collect()
    }
}
