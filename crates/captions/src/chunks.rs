//! Owns how a long recording is handed to the recogniser: stretches of at most 28 s, cut at
//! pauses, silence left out. Refuses to recognise.

use crate::voiced::levels;
use timeline::{TimeRange, Timestamp};

/// Whisper looks at 30 s; a little room keeps the last word whole.
const LONGEST: Timestamp = Timestamp::from_millis(28_000);
/// A pause this long is never inside a chunk: it would only cost time and invite phantom words.
const SPLIT_PAUSE: Timestamp = Timestamp::from_millis(4_000);
/// Room kept before and after, so that soft beginnings are heard.
const MARGIN: Timestamp = Timestamp::from_millis(200);

/// A stretch for the recogniser and the voiced stretches inside it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Chunk {
    /// What is decoded.
    pub(crate) range: TimeRange,
    /// Where sound is.
    pub(crate) voiced: Vec<TimeRange>,
}

/// Cuts the recording of `samples` into chunks around its voiced stretches.
pub(crate) fn chunks(samples: &[f32], voiced: &[TimeRange], clip_end: Timestamp) -> Vec<Chunk> {
    let levels = levels(samples);
    let stretches: Vec<TimeRange> = voiced.iter().flat_map(|v| shorten(*v, &levels)).collect();
    let mut rest = stretches.as_slice();
    let mut chunks = Vec::new();
    while !rest.is_empty() {
        let (now, later) = rest.split_at(take(rest));
        rest = later;
        if let Some(range) = around(now, later.first(), chunks.last(), clip_end) {
            chunks.push(Chunk { range, voiced: now.to_vec() });
        }
    }
    chunks
}

/// How many stretches the next chunk takes: up to the longest pause in the second half of the
/// room, or up to the first pause that is too long to sit through.
fn take(rest: &[TimeRange]) -> usize {
    let from = rest[0].start();
    let pause = |i: usize| rest[i].start() - rest[i - 1].end();
    let fits = rest.iter().take_while(|r| r.end() - from <= LONGEST).count().max(1);
    if let Some(i) = (1..fits).find(|&i| pause(i) >= SPLIT_PAUSE) {
        return i;
    }
    if fits == rest.len() {
        return fits;
    }
    let half = from + Timestamp::from_micros(LONGEST.micros() / 2);
    let late = (1..=fits).filter(|&i| rest[i - 1].end() > half);
    late.max_by_key(|&i| pause(i)).unwrap_or(fits)
}

/// The chunk's range: its stretches and a margin, never into a neighbour.
fn around(
    now: &[TimeRange],
    next: Option<&TimeRange>,
    before: Option<&Chunk>,
    clip_end: Timestamp,
) -> Option<TimeRange> {
    let (first, last) = (now.first()?, now.last()?);
    let floor = before.and_then(|c| c.voiced.last()).map_or(Timestamp::ZERO, |v| v.end());
    let ceiling = next.map_or(clip_end, |n| n.start());
    let start = (first.start() - MARGIN).max(floor).min(first.start());
    TimeRange::new(start, (last.end() + MARGIN).min(ceiling).max(last.end())).ok()
}

/// A stretch without any pause that is too long is cut at its quietest moment.
fn shorten(stretch: TimeRange, levels: &[f32]) -> Vec<TimeRange> {
    let mut parts = Vec::new();
    let mut rest = stretch;
    while rest.duration() > LONGEST {
        let step = |t: Timestamp| usize::try_from(t.millis() / 10).unwrap_or(0).min(levels.len());
        let from = step(rest.start() + Timestamp::from_micros(LONGEST.micros() / 2));
        let to = step(rest.start() + LONGEST);
        let quiet = (from..to).min_by(|a, b| levels[*a].total_cmp(&levels[*b]));
        let at = quiet.and_then(|q| i64::try_from(q).ok()).map_or(rest.start() + LONGEST, |q| {
            Timestamp::from_millis(q * 10).max(rest.start() + Timestamp::from_millis(1))
        });
        let (Ok(head), Ok(tail)) =
            (TimeRange::new(rest.start(), at), TimeRange::new(at, rest.end()))
        else {
            break;
        };
        parts.push(head);
        rest = tail;
    }
    parts.push(rest);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(from: i64, to: i64) -> TimeRange {
        TimeRange::new(Timestamp::from_millis(from), Timestamp::from_millis(to)).unwrap()
    }

    #[test]
    fn cuts_at_pauses_and_leaves_silence_out() {
        let end = Timestamp::from_millis(60_000);
        let voiced = [
            range(1000, 9000),
            range(9500, 16_000),
            range(18_000, 25_000),
            range(25_400, 32_000),
            range(50_000, 52_000),
        ];
        let chunks = chunks(&[], &voiced, end);
        let ranges: Vec<(i64, i64)> =
            chunks.iter().map(|c| (c.range.start().millis(), c.range.end().millis())).collect();
        assert_eq!(ranges, [(800, 16_200), (17_800, 32_200), (49_800, 52_200)]);
    }

    #[test]
    fn sound_without_a_pause_is_still_cut() {
        let samples: Vec<f32> = (0..16_000 * 100).map(|i| (i as f32 * 0.1).sin()).collect();
        let chunks = chunks(&samples, &[range(0, 100_000)], Timestamp::from_millis(100_000));
        assert!(chunks.len() >= 4);
        assert!(chunks.iter().all(|c| c.range.duration() <= LONGEST + MARGIN + MARGIN));
        assert_eq!(chunks.last().unwrap().range.end(), Timestamp::from_millis(100_000));
    }
}
