//! Owns the even grid that frames of a constant-rate clip lie on: its rate, whether a clip keeps
//! to it, and cut lists whose borders lie on it. Refuses files: pure arithmetic.

use timeline::{CutList, FrameRate, MediaInfo, Part, TimeRange, Timestamp};

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
/// What a clip of one frame gets.
const UNKNOWN: FrameRate = match FrameRate::new(25, 1) {
    Ok(rate) => rate,
    Err(_) => panic!("25/1 is a frame rate"),
};

/// Average rate of frames that start at `starts` (sorted). The container's claim counts when it
/// agrees with them, because it is exact where they are rounded.
pub(crate) fn average(starts: &[Timestamp], claimed: Option<FrameRate>) -> FrameRate {
    let exact = |(num, den): (u32, u32)| FrameRate::new(num, den).ok();
    let measured = measured_rate(starts);
    let near = |rate: &FrameRate, within: f64| {
        measured.is_none_or(|m| (rate.per_second() / m - 1.0).abs() < within)
    };
    let usual = |close: f64| USUAL.into_iter().filter_map(exact).find(|r| near(r, close));
    claimed
        .filter(|r| near(r, 0.001))
        .or_else(|| measured.and_then(|_| usual(0.0004)))
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
    let Some(first) = starts.first() else { return true };
    let slack = (rate.frame().micros() / 4).max(1100);
    starts.iter().enumerate().all(|(index, at)| {
        let place = i64::try_from(index).map_or(i64::MAX, |i| frame_time(i, rate).micros());
        ((*at - *first).micros() - place).abs() <= slack
    })
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

    #[test]
    fn index_and_time_are_inverse() {
        for rate in USUAL.map(|(n, d)| FrameRate::new(n, d).unwrap()) {
            assert!((0..20_000).all(|i| frame_index(frame_time(i, rate), rate) == i));
        }
    }
}
