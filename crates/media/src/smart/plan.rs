//! Owns deciding what is copied and what is coded anew: a pure function from the units of a clip
//! and the frames that stay ([`Plan::new`]), with what it will cost. Refuses to touch files.

use crate::map::Unit;
use std::ops::Range;

/// A piece of the finished picture, in its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Span {
    /// Packets of whole units, as they are stored.
    Copy { packets: Range<usize>, frames: Range<usize> },
    /// Frames that are coded anew, in one go.
    Encode(Vec<Part>),
}

/// Frames of one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    /// Number of the unit that holds them.
    pub(crate) unit: usize,
    /// Which, in the order they are shown.
    pub(crate) frames: Range<usize>,
}

impl Span {
    /// Number of frames.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Copy { frames, .. } => frames.len(),
            Self::Encode(parts) => parts.iter().map(|part| part.frames.len()).sum(),
        }
    }
}

/// What will be done, in the order of the finished picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Plan {
    pub(crate) spans: Vec<Span>,
    /// Frames copied.
    pub(crate) copied: usize,
    /// Frames coded anew.
    pub(crate) encoded: usize,
    /// Frames decoded to get at those.
    decoded: usize,
    /// Frames that a full render would have to decode.
    reach: usize,
}

/// What the work costs, in frames coded by a full render. Measured on 1080p30 with this program's
/// own settings: the numbers need only be right enough to choose the quicker way.
mod cost {
    pub(super) const DECODED: f64 = 0.15;
    pub(super) const COPIED: f64 = 0.005;
    /// Opening a decoder and an encoder and seeking.
    pub(super) const SPAN: f64 = 3.0;
}

impl Plan {
    /// `units` in order; `kept` are frames by number, in order and without overlap.
    pub(crate) fn new(units: &[Unit], kept: &[Range<usize>]) -> Self {
        let mut plan = Self { spans: Vec::new(), copied: 0, encoded: 0, decoded: 0, reach: 0 };
        let mut deepest: Option<(usize, usize)> = None;
        for range in kept.iter().filter(|r| !r.is_empty()) {
            let first = units.partition_point(|unit| unit.frames.end <= range.start);
            let touched = units.iter().enumerate().skip(first);
            for (number, unit) in touched.take_while(|(_, unit)| unit.frames.start < range.end) {
                let frames = range.start.max(unit.frames.start)..range.end.min(unit.frames.end);
                if frames.is_empty() {
                    continue;
                }
                plan.reach = unit.frames.end;
                if unit.whole && frames == unit.frames {
                    plan.copied += frames.len();
                    plan.copy(unit);
                } else {
                    plan.encoded += frames.len();
                    let depth = frames.end - unit.frames.start;
                    let before = deepest.filter(|(n, _)| *n == number).map_or(0, |(_, d)| d);
                    plan.decoded += depth - before;
                    deepest = Some((number, depth));
                    plan.encode(Part { unit: number, frames });
                }
            }
        }
        plan
    }

    fn copy(&mut self, unit: &Unit) {
        if let Some(Span::Copy { packets, frames }) = self.spans.last_mut()
            && packets.end == unit.packets.start
            && frames.end == unit.frames.start
        {
            packets.end = unit.packets.end;
            frames.end = unit.frames.end;
            return;
        }
        let (packets, frames) = (unit.packets.clone(), unit.frames.clone());
        self.spans.push(Span::Copy { packets, frames });
    }

    fn encode(&mut self, part: Part) {
        match self.spans.last_mut() {
            Some(Span::Encode(parts)) => parts.push(part),
            _ => self.spans.push(Span::Encode(vec![part])),
        }
    }

    /// Frames of the finished picture.
    pub(crate) fn frames(&self) -> usize {
        self.copied + self.encoded
    }

    /// True when copying pays: it costs less than decoding and coding everything.
    pub(crate) fn pays(&self) -> bool {
        let (smart, full) = self.costs();
        self.copied > 0 && smart < full
    }

    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    fn costs(&self) -> (f64, f64) {
        let spans = self.spans.iter().filter(|span| matches!(span, Span::Encode(_))).count();
        let smart = self.encoded as f64
            + self.decoded as f64 * cost::DECODED
            + self.copied as f64 * cost::COPIED
            + spans as f64 * cost::SPAN;
        let full = self.frames() as f64 + self.reach as f64 * cost::DECODED;
        (smart, full)
    }
}

/// The frames of the kept ranges, widened to whole units: a cut that codes nothing anew.
pub(crate) fn widened(units: &[Unit], kept: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut wide: Vec<Range<usize>> = Vec::new();
    for range in kept.iter().filter(|r| !r.is_empty()) {
        let touched = |unit: &&Unit| {
            unit.frames.start < range.end && range.start < unit.frames.end && unit.whole
        };
        for unit in units.iter().filter(touched) {
            match wide.last_mut().filter(|last| last.end >= unit.frames.start) {
                Some(last) => last.end = last.end.max(unit.frames.end),
                None => wide.push(unit.frames.clone()),
            }
        }
    }
    wide
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn units(lengths: &[(usize, bool)]) -> Vec<Unit> {
        let mut at = 0;
        let unit = |(length, whole): &(usize, bool)| {
            let range = at..at + length;
            at = range.end;
            Unit { packets: range.clone(), frames: range, whole: *whole }
        };
        lengths.iter().map(unit).collect()
    }

    #[test]
    fn one_cut_in_a_long_clip_codes_only_what_it_touches() {
        let plan = Plan::new(&units(&[(60, true); 10]), &[0..130, 200..600]);
        let spans = [
            Span::Copy { packets: 0..120, frames: 0..120 },
            Span::Encode(vec![
                Part { unit: 2, frames: 120..130 },
                Part { unit: 3, frames: 200..240 },
            ]),
            Span::Copy { packets: 240..600, frames: 240..600 },
        ];
        assert_eq!(plan.spans, spans);
        assert_eq!((plan.copied, plan.encoded, plan.decoded), (480, 50, 70));
        assert!(plan.pays());
    }

    #[test]
    fn what_has_no_whole_unit_does_not_pay() {
        let kept = |from, to| std::iter::once(from..to).collect::<Vec<_>>();
        assert!(!Plan::new(&units(&[(600, true)]), &kept(1, 600)).pays());
        assert!(!Plan::new(&units(&[(60, false); 10]), &kept(0, 600)).pays());
    }

    #[test]
    fn two_cuts_in_one_unit_decode_it_once() {
        let plan = Plan::new(&units(&[(100, true)]), &[10..20, 30..40]);
        assert_eq!((plan.encoded, plan.decoded), (20, 40));
        assert_eq!(plan.spans.len(), 1);
    }

    proptest! {
        #[test]
        fn every_kept_frame_comes_once_and_in_order(
            lengths in proptest::collection::vec((1_usize..50, any::<bool>()), 1..20),
            ends in proptest::collection::btree_set(0_usize..800, 0..30),
        ) {
            let units = units(&lengths);
            let total = units.last().map_or(0, |u| u.frames.end);
            let ends: Vec<usize> = ends.into_iter().collect();
            let kept: Vec<Range<usize>> =
                ends.chunks_exact(2).map(|p| p[0].min(total)..p[1].min(total)).collect();
            let plan = Plan::new(&units, &kept);
            let mut got = Vec::new();
            for span in &plan.spans {
                match span {
                    Span::Copy { frames, .. } => got.extend(frames.clone()),
                    Span::Encode(parts) => {
                        for part in parts {
                            let unit = &units[part.unit].frames;
                            prop_assert!(unit.start <= part.frames.start);
                            prop_assert!(part.frames.end <= unit.end);
                            got.extend(part.frames.clone());
                        }
                    }
                }
            }
            let wanted: Vec<usize> = kept.iter().cloned().flatten().collect();
            prop_assert_eq!(&got, &wanted);
            prop_assert_eq!(plan.frames(), wanted.len());
            // Never more coded anew than the units that a border lies in hold, and nothing of a
            // unit that is kept as a whole and can be copied.
            for unit in units.iter().filter(|u| u.whole) {
                if kept.iter().any(|k| k.start <= unit.frames.start && unit.frames.end <= k.end) {
                    let coded = plan.spans.iter().any(|span| matches!(span, Span::Encode(parts)
                        if parts.iter().any(|p| unit.frames.contains(&p.frames.start))));
                    prop_assert!(!coded);
                }
            }
            // Touching spans of one kind are one span, unless a cut lies between them.
            for pair in plan.spans.windows(2) {
                if let [Span::Copy { frames: a, .. }, Span::Copy { frames: b, .. }] = pair {
                    prop_assert!(a.end < b.start);
                }
                prop_assert!(!matches!(pair, [Span::Encode(_), Span::Encode(_)]));
            }
            let wide = widened(&units, &kept);
            prop_assert!(wide.windows(2).all(|w| w[0].end < w[1].start));
        }
    }
}
