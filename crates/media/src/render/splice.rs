//! Owns cutting sound to the sample: of a stream that starts at source time 0 it passes on the
//! kept samples, softened for a few milliseconds where a cut would click. Pure.

use super::plan::Piece;
use timeline::Timestamp;

/// Length of the softening at each side of a cut.
const FADE: Timestamp = Timestamp::from_millis(5);

/// A kept stretch in samples of the source.
#[derive(Debug, Clone, Copy)]
struct Span {
    start: i64,
    length: i64,
    fade_in: i64,
    fade_out: i64,
}

/// Where in the source the splice is, and what it keeps.
#[derive(Debug)]
pub(crate) struct Splice {
    spans: Vec<Span>,
    at: i64,
    current: usize,
}

impl Splice {
    /// `end` is the clip's length: no softening where nothing is cut off.
    pub(crate) fn new(pieces: &[Piece], end: Timestamp, rate: u32) -> Self {
        let span = |piece: &Piece| {
            let out = samples(piece.out, rate);
            // Counted in output time, so that rounding never adds up over many cuts.
            let length = samples(piece.out + piece.source.duration(), rate) - out;
            let fade = samples(FADE, rate).min(length / 2);
            Span {
                start: samples(piece.source.start(), rate),
                length,
                fade_in: if piece.source.start() > Timestamp::ZERO { fade } else { 0 },
                fade_out: if piece.source.end() < end { fade } else { 0 },
            }
        };
        Self { spans: pieces.iter().map(span).collect(), at: 0, current: 0 }
    }

    /// True when everything that is kept has passed.
    pub(crate) fn is_over(&self) -> bool {
        self.current >= self.spans.len()
    }

    /// Source samples that are still needed.
    pub(crate) fn missing(&self) -> i64 {
        self.spans[self.current..].last().map_or(0, |s| (s.start + s.length - self.at).max(0))
    }

    /// Appends what is kept of the next source samples to `kept`.
    pub(crate) fn pass(&mut self, block: [&[f32]; 2], kept: &mut [Vec<f32>; 2]) {
        let block_end = self.at + int(block[0].len());
        while let Some(span) = self.spans.get(self.current).copied() {
            let (from, to) = (self.at.max(span.start), block_end.min(span.start + span.length));
            for (channel, kept) in block.iter().zip(kept.iter_mut()) {
                kept.extend((from..to).map(|i| {
                    let sample = usize::try_from(i - self.at).ok().and_then(|i| channel.get(i));
                    sample.copied().unwrap_or(0.0) * span.gain(i - span.start)
                }));
            }
            if span.start + span.length > block_end {
                break;
            }
            self.current += 1;
        }
        self.at = block_end;
    }
}

impl Span {
    #[expect(clippy::cast_precision_loss, reason = "a few hundred samples")]
    fn gain(&self, index: i64) -> f32 {
        let rise = (self.fade_in > index).then(|| (index + 1) as f32 / (self.fade_in + 1) as f32);
        let left = self.length - 1 - index;
        let fall = (self.fade_out > left).then(|| (left + 1) as f32 / (self.fade_out + 1) as f32);
        rise.unwrap_or(1.0) * fall.unwrap_or(1.0)
    }
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

    proptest! {
        #[test]
        fn kept_samples_are_the_source_samples_of_the_kept_ranges(
            cuts in proptest::collection::vec((0_i64..3_000_000, 20_000_i64..400_000), 1..6),
            block in 1_usize..5000,
        ) {
            let us = Timestamp::from_micros;
            let end = us(3_500_000);
            let ranges: Vec<_> =
                cuts.iter().map(|(s, l)| TimeRange::new(us(*s), us(s + l)).unwrap()).collect();
            let list = CutList::from_kept(end, &ranges, PartOrigin::Hand);
            let (pieces, total) = super::super::plan::pieces(&list);
            let source: Vec<f32> = (0..samples(end, 8000)).map(|i| i as f32).collect();
            let (mut splice, mut kept) = (Splice::new(&pieces, end, 8000), [vec![], vec![]]);
            for piece in source.chunks(block) {
                splice.pass([piece, piece], &mut kept);
            }
            prop_assert!(splice.is_over());
            prop_assert_eq!(int(kept[0].len()), samples(total, 8000));
            for p in &pieces {
                let middle = p.source.duration().micros() / 2;
                let out = samples(p.out + us(middle), 8000) as usize;
                let at = samples(p.source.start() + us(middle), 8000) as f32;
                prop_assert!((kept[0][out] - at).abs() <= 1.0);
            }
        }
    }
}
