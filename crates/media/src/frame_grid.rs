//! Owns the even grid that frames of a constant-rate clip lie on: its rate, whether a clip keeps
//! to it, and cut lists whose borders lie on it. Refuses files: pure arithmetic.

use std::ops::Range;
use timeline::{CutList, FrameRate, MediaInfo, Part, PartOrigin, TimeRange, Timestamp};

/// Rates that cameras and editors mean when a measured rate is within a thousandth.
const USUAL: [(u32, u32); 15] = [
    (24_000, 1001),
    (24, 1),
    (25, 1),
    (30_000, 1001),
    (30, 1),
    (48, 1),
    (50, 1),
    (60_000, 1001),
    (60, 1),
    (120, 1),
    (240, 1),
    (10, 1),
    (12, 1),
    (15, 1),
    (20, 1),
];
/// Containers round times to a millisecond, at both ends of a difference.
const ROUNDING: Timestamp = Timestamp::from_micros(1100);
/// What a clip of one frame gets.
const UNKNOWN: FrameRate = match FrameRate::new(25, 1) {
    Ok(rate) => rate,
    Err(_) => panic!("25/1 is a frame rate"),
};

/// Average rate of frames that start at `starts` (sorted). Containers round both times and rates:
/// the first rate that explains every time counts, those that people mean before others.
pub(crate) fn average(starts: &[Timestamp], claimed: Option<FrameRate>) -> FrameRate {
    let exact = |(num, den): (u32, u32)| FrameRate::new(num, den).ok();
    let measured = measured_rate(starts);
    let near = |rate: &FrameRate, within: f64| {
        measured.is_none_or(|m| (rate.per_second() / m - 1.0).abs() < within)
    };
    let usual =
        measured.and_then(|_| USUAL.into_iter().filter_map(exact).find(|rate| near(rate, 0.0004)));
    let claimed_near = claimed.filter(|rate| near(rate, 0.001));
    let explains = |rate: &FrameRate| farthest(starts, *rate) <= ROUNDING;
    let candidates = [usual, claimed_near];
    candidates
        .into_iter()
        .flatten()
        .find(explains)
        .or(usual)
        .or(claimed_near)
        .or_else(|| measured.and_then(thousandths))
        .or(claimed)
        .unwrap_or(UNKNOWN)
}

fn measured_rate(starts: &[Timestamp]) -> Option<f64> {
    let (first, last) = (starts.first()?, starts.last()?);
    let steps = f64::from(u32::try_from(starts.len() - 1).ok()?);
    let seconds = (*last - *first).seconds();
    (seconds > 0.0).then(|| steps / seconds)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts saturate")]
fn thousandths(rate: f64) -> Option<FrameRate> {
    FrameRate::new((rate * 1000.0).round() as u32, 1000).ok()
}

/// True when every frame lies within a quarter of a frame of its place on the grid.
pub(crate) fn is_even(starts: &[Timestamp], rate: FrameRate) -> bool {
    farthest(starts, rate).micros() <= (rate.frame().micros() / 4).max(ROUNDING.micros())
}

/// How far the frame that is farthest from its place on the grid lies from it.
fn farthest(starts: &[Timestamp], rate: FrameRate) -> Timestamp {
    let Some(first) = starts.first() else { return Timestamp::ZERO };
    let off = |(index, at): (usize, &Timestamp)| {
        let place = i64::try_from(index).map_or(i64::MAX, |i| frame_time(i, rate).micros());
        (*at - *first).micros().saturating_sub(place).abs()
    };
    Timestamp::from_micros(starts.iter().enumerate().map(off).max().unwrap_or(0))
}

/// When frame `index` of the grid begins, rounded to the nearest microsecond.
pub(crate) fn frame_time(index: i64, rate: FrameRate) -> Timestamp {
    let (num, den) = (i128::from(rate.num()), i128::from(rate.den()));
    let micros = (i128::from(index) * den * 1_000_000 + num / 2).div_euclid(num);
    Timestamp::from_micros(i64::try_from(micros).unwrap_or(i64::MAX))
}

/// The frame of the grid that is nearest to `at`.
pub(crate) fn frame_index(at: Timestamp, rate: FrameRate) -> i64 {
    let (num, den) = (i128::from(rate.num()), i128::from(rate.den()) * 1_000_000);
    let index = (i128::from(at.micros()) * num + den / 2).div_euclid(den);
    i64::try_from(index).unwrap_or(i64::MAX)
}

/// Matroska rounds frame times to milliseconds: borders lie this far before a frame, so that it
/// is on the right side of them either way.
const ROUNDED_TIMES: Timestamp = Timestamp::from_micros(600);

/// The same cuts with every inner border moved to the nearest frame of a clip whose frames are
/// even, so that the finished video has a constant rate across its cuts too. A part shorter than
/// half a frame goes to its neighbours. Cuts of any other clip stay as they are.
#[must_use]
pub fn snap_to_frames(cuts: &CutList, info: &MediaInfo) -> CutList {
    let Some(video) = info.video.as_ref().filter(|v| !v.variable_rate) else {
        return cuts.clone();
    };
    let rounds = info.container.contains("matroska");
    let margin = if rounds { ROUNDED_TIMES } else { Timestamp::ZERO };
    let (rate, end) = (video.frame_rate, cuts.duration());
    let snapped = |at: Timestamp| match at {
        at if at == end => end,
        at => (frame_time(frame_index(at, rate), rate) - margin).max(Timestamp::ZERO).min(end),
    };
    let mut parts: Vec<Part> = Vec::new();
    let mut at = Timestamp::ZERO;
    for part in cuts.parts() {
        if let Ok(range) = TimeRange::new(at, snapped(part.range.end())) {
            at = range.end();
            parts.push(Part { range, ..*part });
        }
    }
    CutList::new(parts).unwrap_or_else(|_| cuts.clone())
}

/// A picture and a sound that begin or end less than this apart begin or end together; beyond,
/// the frame next to the gap is shown longer.
pub(crate) const LOOSE_END: Timestamp = Timestamp::from_millis(250);

/// The frames of a clip in the order they are shown.
pub(crate) struct Frames {
    pub(crate) starts: Vec<Timestamp>,
    pub(crate) rate: FrameRate,
    /// They lie on an even grid.
    pub(crate) even: bool,
    /// End of the last one.
    pub(crate) end: Timestamp,
    /// When the sound begins.
    pub(crate) sound: Option<Timestamp>,
}

impl Frames {
    /// When frame `index` begins: on the grid when there is one, so that rounded times of a
    /// container count as what they stand for.
    pub(crate) fn start(&self, index: usize) -> Timestamp {
        let Some(first) = self.starts.first().filter(|_| self.even) else {
            return self.starts.get(index).copied().unwrap_or(self.end);
        };
        *first + frame_time(i64::try_from(index).unwrap_or(i64::MAX), self.rate)
    }

    /// Number of the first frame at or after `at`. A border made by [`Frames::start`] names its
    /// frame also when the container rounds that frame's time down.
    pub(crate) fn first_from(&self, at: Timestamp) -> usize {
        match self.starts.partition_point(|start| *start < at) {
            after if after > 0 && self.start(after - 1) == at => after - 1,
            after => after,
        }
    }

    /// Numbers of the frames that a range holds.
    pub(crate) fn within(&self, range: TimeRange) -> Range<usize> {
        let from = self.first_from(range.start());
        from..self.first_from(range.end()).max(from)
    }

    /// End of the last frame.
    fn last_end(&self) -> Timestamp {
        if self.even { self.start(self.starts.len()) } else { self.end }
    }
}

/// The cuts as they can be made; see [`ClipMap::exact`](crate::ClipMap::exact).
pub(crate) fn exact(cuts: &CutList, frames: &Frames) -> CutList {
    let count = frames.starts.len();
    let duration = cuts.duration();
    let mut kept: Vec<TimeRange> = Vec::new();
    for range in cuts.kept() {
        let Range { start: from, end: to } = frames.within(range);
        // Before the first frame only sound counts as something.
        let begins = frames.sound.unwrap_or(Timestamp::MAX).min(frames.start(from));
        let begins = if from == 0 { range.start().max(begins) } else { range.start() };
        let lead = frames.start(from) - begins;
        let tail = range.end() - frames.last_end();
        let empty = from == to;
        let range = match frames.even {
            // A stretch of sound under a long still frame of an uneven picture stays.
            false if empty && (range.duration() <= LOOSE_END || kept.is_empty()) => continue,
            true if empty => continue,
            false if kept.is_empty() => {
                let start = if lead < LOOSE_END { frames.start(from) } else { begins };
                TimeRange::new(start, range.end())
            }
            false => Ok(range),
            true => {
                let start = if lead < LOOSE_END { frames.start(from) } else { begins };
                let inside = to < count || tail <= LOOSE_END;
                TimeRange::new(start, if inside { frames.start(to) } else { range.end() })
            }
        };
        kept.extend(range);
    }
    // The last frame may end after the clip's length as the file rounds it.
    let duration = kept.last().map_or(duration, |last| duration.max(last.end()));
    CutList::from_kept(duration, &kept, PartOrigin::Hand)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn starts(count: i64, rate: (u32, u32)) -> Vec<Timestamp> {
        let rate = FrameRate::new(rate.0, rate.1).unwrap();
        (0..count).map(|i| frame_time(i, rate)).collect()
    }

    #[test]
    fn millisecond_times_still_mean_the_exact_rate() {
        let rounded: Vec<_> = starts(300, (30_000, 1001))
            .iter()
            .map(|t| Timestamp::from_millis((t.micros() + 500) / 1000))
            .collect();
        let rate = average(&rounded, None);
        assert_eq!((rate.num(), rate.den()), (30_000, 1001));
        assert!(is_even(&rounded, rate));
    }

    #[test]
    fn one_missing_frame_is_not_even() {
        let mut times = starts(90, (30, 1));
        times.remove(40);
        assert!(!is_even(&times, average(&times, None)));
    }

    fn frames(count: i64, rate: (u32, u32), first: i64) -> Frames {
        let first = Timestamp::from_micros(first);
        let starts: Vec<_> = starts(count, rate).into_iter().map(|at| at + first).collect();
        let rate = FrameRate::new(rate.0, rate.1).unwrap();
        let end = first + frame_time(count, rate);
        Frames { starts, rate, even: true, end, sound: Some(Timestamp::ZERO) }
    }

    fn kept(duration: i64, kept: &[(i64, i64)], frames: &Frames) -> Vec<(i64, i64)> {
        let us = Timestamp::from_micros;
        let kept: Vec<_> =
            kept.iter().map(|(a, b)| TimeRange::new(us(*a), us(*b)).unwrap()).collect();
        let cuts = CutList::from_kept(us(duration), &kept, PartOrigin::Hand);
        let exact = exact(&cuts, frames);
        exact.kept().iter().map(|r| (r.start().micros(), r.end().micros())).collect()
    }

    #[test]
    fn borders_move_to_the_next_frame_and_what_is_empty_goes() {
        let frames = frames(90, (30, 1), 0);
        let got = kept(3_000_000, &[(10_000, 999_000), (1_000_001, 1_010_000)], &frames);
        assert_eq!(got, [(33_333, 1_000_000)]);
        // A little sound after the last frame goes, a lot stays.
        assert_eq!(kept(3_020_000, &[(0, 3_020_000)], &frames), [(0, 3_000_000)]);
        assert_eq!(kept(4_000_000, &[(0, 4_000_000)], &frames), [(0, 4_000_000)]);
    }

    #[test]
    fn a_picture_that_begins_late_begins_the_film_unless_much_sound_comes_before() {
        let frames = frames(90, (30, 1), 66_667);
        assert_eq!(kept(3_066_667, &[(0, 3_066_667)], &frames), [(66_667, 3_066_667)]);
        let late = self::frames(90, (30, 1), 2_000_000);
        assert_eq!(kept(5_000_000, &[(0, 5_000_000)], &late), [(0, 5_000_000)]);
        let both_late = Frames { sound: Some(Timestamp::from_millis(1990)), ..late };
        assert_eq!(kept(5_000_000, &[(0, 5_000_000)], &both_late), [(2_000_000, 5_000_000)]);
    }

    #[test]
    fn index_and_time_are_inverse() {
        for rate in USUAL.map(|(n, d)| FrameRate::new(n, d).unwrap()) {
            assert!((0..20_000).all(|i| frame_index(frame_time(i, rate), rate) == i));
        }
    }
}
