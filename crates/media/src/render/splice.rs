//! Owns cutting sound to the sample: of a stream that starts at source time 0 it passes on the
//! kept samples, crossfaded for a few milliseconds where two stretches meet, so that no seam
//! clicks and none is a hole. Pure.

use super::plan::Piece;
use std::collections::VecDeque;
use timeline::Timestamp;

/// At each side of a seam this much is mixed: the stretch before goes on softer into what was
/// cut off, the stretch after begins softly before its own begin.
const HALF_FADE: Timestamp = Timestamp::from_millis(4);

/// A kept stretch in samples.
#[derive(Debug, Clone, Copy)]
struct Span {
    start: i64,
    length: i64,
    /// Where it begins in the finished sound.
    out: i64,
    rise: Edge,
    fall: Edge,
}

/// How a stretch begins or ends: mixed with its neighbour over `mixed` samples at both sides of
/// the border, or faded over `faded` samples inside it where it has no neighbour.
#[derive(Debug, Clone, Copy, Default)]
struct Edge {
    mixed: i64,
    faded: i64,
}

impl Edge {
    /// Index from which on the gain is 1.
    fn ends(self) -> i64 {
        match self.mixed {
            0 => self.faded,
            mixed => mixed,
        }
    }

    /// From 0 to 1; `index` counts from the border into the stretch.
    #[expect(clippy::cast_precision_loss, reason = "a few hundred samples")]
    fn gain(self, index: i64) -> f32 {
        let (from, length) = match self.mixed {
            0 => (0, self.faded),
            mixed => (-mixed, 2 * mixed),
        };
        if index - from >= length {
            return 1.0;
        }
        let share = ((index - from) as f32 + 0.5) / length as f32;
        0.5 - 0.5 * (std::f32::consts::PI * share.max(0.0)).cos()
    }
}

impl Span {
    fn begins(&self) -> i64 {
        self.start - self.rise.mixed
    }

    fn ends(&self) -> i64 {
        self.start + self.length + self.fall.mixed
    }

    /// Where it is neither mixed nor faded.
    fn plain(&self) -> std::ops::Range<i64> {
        self.start + self.rise.ends()..self.start + self.length - self.fall.ends()
    }

    fn gain(&self, at: i64) -> f32 {
        self.rise.gain(at - self.start) * self.fall.gain(self.start + self.length - 1 - at)
    }
}

/// Where in the source the splice is, and what it keeps.
#[derive(Debug)]
pub(crate) struct Splice {
    spans: Vec<Span>,
    at: i64,
    current: usize,
    /// Finished samples that a later stretch may still add to, from `done` on.
    waiting: [VecDeque<f32>; 2],
    done: i64,
}

impl Splice {
    /// `end` is the clip's length: no fade where nothing is cut off.
    pub(crate) fn new(pieces: &[Piece], end: Timestamp, rate: u32) -> Self {
        let span = |piece: &Piece| {
            let out = samples(piece.out, rate);
            // Counted in output time, so that rounding never adds up over many cuts.
            let length = samples(piece.out + piece.source.duration(), rate) - out;
            let start = samples(piece.source.start(), rate);
            Span { start, length, out, rise: Edge::default(), fall: Edge::default() }
        };
        let mut spans: Vec<Span> = pieces.iter().map(span).filter(|s| s.length > 0).collect();
        let half = samples(HALF_FADE, rate);
        for index in 1..spans.len() {
            let mixed = half.min(spans[index - 1].length / 2).min(spans[index].length / 2);
            spans[index - 1].fall.mixed = mixed;
            spans[index].rise.mixed = mixed.min(spans[index].start);
        }
        if let Some(first) = spans.first_mut().filter(|s| s.start > 0) {
            first.rise.faded = half.min(first.length / 2);
        }
        let whole = samples(end, rate);
        if let Some(last) = spans.last_mut().filter(|s| s.start + s.length < whole) {
            last.fall.faded = half.min(last.length / 2);
        }
        Self { spans, at: 0, current: 0, waiting: [VecDeque::new(), VecDeque::new()], done: 0 }
    }

    /// True when everything that is kept has passed.
    pub(crate) fn is_over(&self) -> bool {
        self.current >= self.spans.len()
    }

    /// Source samples that are still needed.
    pub(crate) fn missing(&self) -> i64 {
        self.spans[self.current..].last().map_or(0, |s| (s.ends() - self.at).max(0))
    }

    /// Appends what is kept of the next source samples to `kept`.
    pub(crate) fn pass(&mut self, block: [&[f32]; 2], kept: &mut [Vec<f32>; 2]) {
        let block_end = self.at + int(block[0].len());
        let active = self.spans[self.current..].iter().take_while(|s| s.begins() < block_end);
        for span in active {
            let (from, to) = (self.at.max(span.begins()), block_end.min(span.ends()));
            let plain = span.plain();
            let first = plain.start.clamp(from, to.max(from));
            let last = plain.end.clamp(first, to.max(first));
            for (from, to, plain) in [(from, first, false), (first, last, true), (last, to, false)]
            {
                let place = index(span.out + (from - span.start) - self.done);
                let source = index(from - self.at)..index(to - self.at);
                for (channel, waiting) in block.iter().zip(&mut self.waiting) {
                    let samples = channel.get(source.clone()).unwrap_or(&[]);
                    if plain && place == waiting.len() {
                        waiting.extend(samples);
                    } else if !samples.is_empty() {
                        let gain = |(at, sample)| sample * span.gain(from + int(at));
                        mix(waiting, place, samples.iter().enumerate().map(gain));
                    }
                }
            }
        }
        self.at = block_end;
        while self.spans.get(self.current).is_some_and(|s| s.ends() <= block_end) {
            self.current += 1;
        }
        self.hand_out(kept);
    }

    /// Everything that no stretch can add to any more.
    fn hand_out(&mut self, kept: &mut [Vec<f32>; 2]) {
        let next = |span: &Span| span.out + (self.at.max(span.begins()) - span.start);
        let left = &self.spans[self.current..];
        let settled = match left.iter().take(3).map(next).min() {
            Some(next) => index(next - self.done).min(self.waiting[0].len()),
            None => self.waiting[0].len(),
        };
        for (waiting, kept) in self.waiting.iter_mut().zip(kept) {
            let (older, newer) = waiting.as_slices();
            let in_older = settled.min(older.len());
            kept.extend_from_slice(&older[..in_older]);
            kept.extend_from_slice(&newer[..settled - in_older]);
            drop(waiting.drain(..settled));
        }
        self.done += int(settled);
    }
}

/// Adds samples to those that wait, from `place` on.
fn mix(waiting: &mut VecDeque<f32>, place: usize, samples: impl ExactSizeIterator<Item = f32>) {
    let end = place + samples.len();
    if waiting.len() < end {
        waiting.resize(end, 0.0);
    }
    waiting.range_mut(place..end).zip(samples).for_each(|(waiting, sample)| *waiting += sample);
}

fn index(place: i64) -> usize {
    usize::try_from(place).unwrap_or(0)
}

/// A time in samples, rounded to the nearest.
pub(crate) fn samples(at: Timestamp, rate: u32) -> i64 {
    let product = i128::from(at.micros()) * i128::from(rate);
    i64::try_from((product + 500_000).div_euclid(1_000_000)).unwrap_or(i64::MAX)
}

fn int(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use timeline::{CutList, PartOrigin, TimeRange};

    /// A clip of 3.5 s at 8 kHz whose samples are `wave`, cut to `cuts` (start and length in
    /// microseconds) and passed on in blocks; with its pieces and the length they ask for.
    fn spliced(
        cuts: &[(i64, i64)],
        wave: fn(i64) -> f32,
        block: usize,
    ) -> (Vec<f32>, Vec<Piece>, Timestamp) {
        let us = Timestamp::from_micros;
        let end = us(3_500_000);
        let ranges: Vec<_> =
            cuts.iter().map(|(s, l)| TimeRange::new(us(*s), us(s + l)).unwrap()).collect();
        let list = CutList::from_kept(end, &ranges, PartOrigin::Hand);
        let (pieces, total) = super::super::plan::pieces(&list);
        let source: Vec<f32> = (0..samples(end, 8000)).map(wave).collect();
        let (mut splice, mut kept) = (Splice::new(&pieces, end, 8000), [vec![], vec![]]);
        for piece in source.chunks(block) {
            splice.pass([piece, piece], &mut kept);
        }
        assert!(splice.is_over());
        let [left, right] = kept;
        assert_eq!(left, right);
        (left, pieces, total)
    }

    proptest! {
        #[test]
        fn kept_samples_are_the_source_samples_of_the_kept_ranges(
            cuts in proptest::collection::vec((0_i64..3_000_000, 20_000_i64..400_000), 1..6),
            block in 1_usize..5000,
        ) {
            let (kept, pieces, total) = spliced(&cuts, |i| i as f32, block);
            prop_assert_eq!(int(kept.len()), samples(total, 8000));
            for p in &pieces {
                let middle = p.source.duration().micros() / 2;
                let middle = Timestamp::from_micros(middle);
                let out = samples(p.out + middle, 8000) as usize;
                let at = samples(p.source.start() + middle, 8000) as f32;
                prop_assert!((kept[out] - at).abs() <= 1.0);
            }
        }

        #[test]
        fn a_steady_sound_stays_steady_across_every_seam(
            cuts in proptest::collection::vec((0_i64..3_000_000, 1_000_i64..90_000), 1..40),
            block in 1_usize..5000,
        ) {
            let (kept, _, total) = spliced(&cuts, |_| 0.5, block);
            prop_assert_eq!(int(kept.len()), samples(total, 8000));
            // The first stretch begins and the last one ends softly; nothing between does.
            let faded = 32.min(kept.len() / 2);
            for sample in &kept[faded..kept.len() - faded] {
                prop_assert!((sample - 0.5).abs() < 1e-4, "{}", sample);
            }
        }
    }

    #[test]
    fn a_seam_between_two_tones_is_a_crossfade() {
        let us = Timestamp::from_micros;
        let kept_ranges = [(0, 500_000), (800_000, 1_000_000)];
        let ranges = kept_ranges.map(|(s, e)| TimeRange::new(us(s), us(e)).unwrap());
        let list = CutList::from_kept(us(1_000_000), &ranges, PartOrigin::Hand);
        let (pieces, _) = super::super::plan::pieces(&list);
        let source: Vec<f32> = (0..48_000).map(|i| if i < 30_000 { 1.0 } else { -1.0 }).collect();
        let (mut splice, mut kept) =
            (Splice::new(&pieces, us(1_000_000), 48_000), [vec![], vec![]]);
        splice.pass([&source, &source], &mut kept);
        let left = &kept[0];
        assert_eq!(left.len(), 33_600);
        let (before, middle, after) = (left[24_000 - 193], left[24_000], left[24_000 + 193]);
        assert!((before, after) == (1.0, -1.0) && middle.abs() < 0.02, "{before} {middle} {after}");
        assert!(left.windows(2).all(|w| (w[1] - w[0]).abs() < 0.01));
    }
}
