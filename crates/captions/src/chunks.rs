//! Owns how a long recording is handed to the recogniser: up to 15 s of sound at a time, cut at
//! pauses, with long pauses shortened, since a recogniser sits through them at full cost and
//! invents words there. Refuses to recognise.

use crate::SAMPLE_RATE;
use crate::sample_time::sample_at;
use crate::voice::Stretch;
use crate::voiced::levels;
use timeline::{TimeRange, Timestamp};

/// Half of what whisper can look at: what it costs grows with the square of the length, and chunks
/// beside each other keep all cores busy. Much shorter ones leave it without the sentence around a
/// word.
const LONGEST: Timestamp = Timestamp::from_millis(15_000);
/// Room kept around sound: at both ends of a chunk, and on both sides of a shortened pause.
const MARGIN: Timestamp = Timestamp::from_millis(200);

/// What is heard in one go.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Chunk {
    /// Pieces of the recording, heard one right after the other; never empty.
    pub(crate) pieces: Vec<TimeRange>,
    /// Where sound is, in clip time.
    pub(crate) voiced: Vec<Stretch>,
}

impl Chunk {
    /// When in the clip the last of it ends.
    pub(crate) fn end(&self) -> Timestamp {
        self.pieces.last().map_or(Timestamp::ZERO, |p| p.end())
    }

    /// When in the clip it begins.
    pub(crate) fn start(&self) -> Timestamp {
        self.pieces.first().map_or(Timestamp::ZERO, |p| p.start())
    }

    /// Time in the clip of a time in the chunk.
    pub(crate) fn clip_time(&self, at: Timestamp) -> Timestamp {
        let mut left = at;
        for piece in &self.pieces {
            if left <= piece.duration() {
                return piece.start() + left.max(Timestamp::ZERO);
            }
            left = left - piece.duration();
        }
        self.end()
    }

    /// Its sound; samples that are no numbers are silent.
    pub(crate) fn sound(&self, samples: &[f32]) -> Vec<f32> {
        let piece = |p: &TimeRange| {
            let to = sample_at(p.end()).min(samples.len());
            &samples[sample_at(p.start()).min(to)..to]
        };
        let all = self.pieces.iter().flat_map(piece);
        all.map(|s| if s.is_finite() { *s } else { 0.0 }).collect()
    }
}

/// Cuts the recording of `samples` into chunks around its stretches with sound.
pub(crate) fn chunks(samples: &[f32], voiced: &[Stretch], clip_end: Timestamp) -> Vec<Chunk> {
    let levels = levels(samples);
    let stretches: Vec<Stretch> = voiced.iter().flat_map(|v| shorten(*v, &levels)).collect();
    let mut rest = stretches.as_slice();
    let mut chunks: Vec<Chunk> = Vec::new();
    while !rest.is_empty() {
        let (now, later) = rest.split_at(take(rest));
        rest = later;
        let floor = chunks.last().and_then(|c| c.voiced.last());
        let floor = floor.map_or(Timestamp::ZERO, |v| v.range.end());
        let ceiling = later.first().map_or(clip_end, |n| n.range.start());
        let pieces = pieces(now, floor, ceiling);
        if !pieces.is_empty() {
            chunks.push(Chunk { pieces, voiced: now.to_vec() });
        }
    }
    chunks
}

/// A pause as it is heard.
fn heard(pause: Timestamp) -> Timestamp {
    pause.min(MARGIN + MARGIN)
}

/// How many stretches the next chunk takes: all that fit, up to the longest pause in the second
/// half of the room.
fn take(rest: &[Stretch]) -> usize {
    let pause = |i: usize| rest[i].range.start() - rest[i - 1].range.end();
    let mut length = Timestamp::ZERO;
    let mut ends = Vec::new();
    for (i, stretch) in rest.iter().enumerate() {
        let before = if i == 0 { Timestamp::ZERO } else { heard(pause(i)) };
        length = length + before + stretch.range.duration();
        if i > 0 && length > LONGEST {
            break;
        }
        ends.push(length);
    }
    let fits = ends.len();
    if fits == rest.len() {
        return fits;
    }
    let half = Timestamp::from_micros(LONGEST.micros() / 2);
    (1..=fits).filter(|&i| ends[i - 1] > half).max_by_key(|&i| pause(i)).unwrap_or(fits)
}

/// The stretches with room around them, never beyond `floor` and `ceiling`; what is left of a
/// long pause is its two ends.
fn pieces(now: &[Stretch], floor: Timestamp, ceiling: Timestamp) -> Vec<TimeRange> {
    let (Some(first), Some(last)) = (now.first(), now.last()) else { return Vec::new() };
    let (first, last) = (first.range, last.range);
    let mut start = (first.start() - MARGIN).max(floor).min(first.start());
    let mut pieces = Vec::new();
    for pair in now.windows(2) {
        let (end, next) = (pair[0].range.end(), pair[1].range.start());
        if next - end > MARGIN + MARGIN {
            pieces.extend(TimeRange::new(start, end + MARGIN));
            start = next - MARGIN;
        }
    }
    pieces.extend(TimeRange::new(start, (last.end() + MARGIN).min(ceiling).max(last.end())));
    pieces
}

/// A stretch without any pause that is too long is cut at its quietest moment.
fn shorten(stretch: Stretch, levels: &[f32]) -> Vec<Stretch> {
    let mut parts = Vec::new();
    let mut rest = stretch.range;
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
        parts.push(Stretch { range: head, ..stretch });
        rest = tail;
    }
    parts.push(Stretch { range: rest, ..stretch });
    parts
}

/// Frames of sound that the recogniser looks at for `samples` of sound: 50 a second, and some
/// quiet behind it so that it knows where speech ends; never more than `most`.
pub(crate) fn context(samples: usize, most: usize) -> usize {
    let frames = samples.div_ceil(SAMPLE_RATE as usize / 50);
    (frames + QUIET).next_multiple_of(64).clamp(LEAST, most.max(LEAST)).min(most)
}

/// Frames of quiet behind the sound.
const QUIET: usize = 64;
/// Fewer frames are unlike anything that a recogniser has learnt from.
const LEAST: usize = 256;

#[cfg(test)]
mod tests {
    use super::*;

    fn stretch(from: i64, to: i64) -> Stretch {
        let range = TimeRange::new(Timestamp::from_millis(from), Timestamp::from_millis(to));
        Stretch { range: range.unwrap(), speech: true }
    }

    #[test]
    fn cuts_at_pauses_and_shortens_silence() {
        let end = Timestamp::from_millis(60_000);
        let voiced = [
            stretch(1000, 9000),
            stretch(9300, 16_000),
            stretch(18_000, 25_000),
            stretch(25_400, 28_000),
            stretch(50_000, 52_000),
        ];
        let chunks = chunks(&[], &voiced, end);
        let pieces: Vec<Vec<(i64, i64)>> = chunks
            .iter()
            .map(|c| c.pieces.iter().map(|p| (p.start().millis(), p.end().millis())).collect())
            .collect();
        assert_eq!(pieces, [vec![(800, 16_200)], vec![(17_800, 28_200), (49_800, 52_200)]]);
        let time = |ms: i64| chunks[1].clip_time(Timestamp::from_millis(ms)).millis();
        assert_eq!(
            (time(0), time(10_400), time(10_500), time(99_000)),
            (17_800, 28_200, 49_900, 52_200)
        );
    }

    #[test]
    fn sound_without_a_pause_is_still_cut() {
        let samples: Vec<f32> = (0..16_000 * 100).map(|i| (i as f32 * 0.1).sin()).collect();
        let chunks = chunks(&samples, &[stretch(0, 100_000)], Timestamp::from_millis(100_000));
        assert!(chunks.len() >= 7);
        let longest = 16_000 * 154 / 10;
        assert!(chunks.iter().all(|c| c.sound(&samples).len() <= longest));
        assert_eq!(chunks.last().unwrap().end(), Timestamp::from_millis(100_000));
    }

    #[test]
    fn context_grows_with_the_sound_and_no_further_than_the_model() {
        assert_eq!(context(16_000, 1500), 256);
        assert_eq!(context(16_000 * 15, 1500), 832);
        assert_eq!(context(16_000 * 29, 1500), 1500);
    }
}
