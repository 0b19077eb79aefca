//! Owns the contract: which frames of a clip a cut list keeps, when each is shown in the result,
//! and where its sound comes from.
//!
//! A kept range `[start, end)` holds exactly the frames whose time lies in it. Where the rate is
//! constant each border moves to the first frame at or after it, so that the result's rate is
//! constant too; where it is not, times stay as they are, only that the result begins with a
//! frame. Ranges without a frame vanish.

use super::film::Film;
use std::collections::BTreeSet;
use std::ops::Range;

/// One kept range as it must come out.
#[derive(Debug, Clone, PartialEq)]
pub struct Stretch {
    /// Numbers of its frames in the clip.
    pub frames: Range<usize>,
    /// Where it begins in the clip, in seconds.
    pub source: f64,
    /// Where it begins in the result, in seconds.
    pub out: f64,
    /// Seconds.
    pub length: f64,
}

/// What a result must be.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    /// In order.
    pub stretches: Vec<Stretch>,
    /// Source frame of every output frame.
    pub frames: Vec<usize>,
    /// Seconds at which each is shown.
    pub times: Vec<f64>,
    /// Seconds.
    pub length: f64,
}

impl Wanted {
    /// What a cut list (microseconds, in order) makes of a clip.
    #[must_use]
    pub fn of(film: &Film, keep: &[(i64, i64)]) -> Self {
        let mut wanted =
            Self { stretches: Vec::new(), frames: Vec::new(), times: Vec::new(), length: 0.0 };
        for (start, end) in merged(keep) {
            wanted.add(film, (start.max(0), end.min(film.end_us())));
        }
        wanted
    }

    fn add(&mut self, film: &Film, (start, end): (i64, i64)) {
        let count = film.pictures.count();
        let first = |at: i64| (0..count).find(|n| film.micros(*n) >= at).unwrap_or(count);
        let frames = first(start)..first(end);
        if frames.is_empty() {
            return;
        }
        let (num, den) = film.recipe.rate;
        let grid = |n: usize| real(n) * f64::from(den) / f64::from(num);
        let begin = film.pictures.seconds(0);
        let (source, length) = if film.variable {
            let start = if self.frames.is_empty() { film.micros(frames.start) } else { start };
            (seconds(start), seconds(end - start))
        } else {
            (begin + grid(frames.start), grid(frames.len()))
        };
        for frame in frames.clone() {
            let at = if film.variable {
                self.length + film.pictures.seconds(frame) - source
            } else {
                grid(self.frames.len())
            };
            self.frames.push(frame);
            self.times.push(at);
        }
        self.stretches.push(Stretch { frames, source, out: self.length, length });
        self.length = if film.variable { self.length + length } else { grid(self.frames.len()) };
    }

    /// Kept frames that share a group of pictures with a border inside of it: what a perfect
    /// cutter has to encode at most.
    #[must_use]
    pub fn needed(&self, film: &Film) -> usize {
        let (keys, count) = (&film.keys, film.pictures.count());
        let mut needed = BTreeSet::new();
        for Range { start, end } in self.stretches.iter().map(|s| s.frames.clone()) {
            if !keys.contains(&start) {
                let next = keys.iter().copied().find(|k| *k > start).unwrap_or(count);
                needed.extend(start..next.min(end));
            }
            if end != count && !keys.contains(&end) {
                let before = keys.iter().copied().rfind(|k| *k < end).unwrap_or(0);
                needed.extend(before.max(start)..end);
            }
        }
        needed.len()
    }
}

/// Ranges in order, overlapping and touching ones as one.
fn merged(keep: &[(i64, i64)]) -> Vec<(i64, i64)> {
    let mut sorted = keep.to_vec();
    sorted.sort_unstable();
    let mut merged: Vec<(i64, i64)> = Vec::new();
    for (start, end) in sorted.into_iter().filter(|(start, end)| start < end) {
        match merged.last_mut().filter(|last| last.1 >= start) {
            Some(last) => last.1 = last.1.max(end),
            None => merged.push((start, end)),
        }
    }
    merged
}

fn seconds(micros: i64) -> f64 {
    real(usize::try_from(micros).unwrap_or(0)) / 1e6
}

#[expect(clippy::cast_precision_loss, reason = "counts of a short clip")]
fn real(count: usize) -> f64 {
    count as f64
}
