//! Owns where sound is: voiced stretches relative to the clip's own noise floor. Refuses to
//! know speech from other sound, and to decide what is cut.

use crate::SAMPLE_RATE;
use timeline::{TimeRange, Timestamp};

/// Samples in one step of 10 ms.
const STEP: usize = SAMPLE_RATE as usize / 100;
/// A step looks at 20 ms of sound.
const WINDOW: usize = STEP * 2;
/// Closures inside a word ("t", "p", "k") are shorter than this many steps.
const JOIN_STEPS: usize = 12;
/// Clicks are shorter than this many steps.
const MIN_STEPS: usize = 5;
/// Below this level (dBFS) a whole clip counts as silent.
const SILENT: f32 = -60.0;

/// Stretches with sound, in order, never touching. Levels are judged against the clip's own
/// quietest and loudest moments, so a quiet recording and a noisy one work alike; sound that
/// never changes its level (hiss, a hum) is no voice.
#[must_use]
pub fn voiced(samples: &[f32]) -> Vec<TimeRange> {
    let levels = levels(samples);
    let Some(threshold) = threshold(&levels) else {
        return Vec::new();
    };
    let mut runs = runs(&levels, threshold);
    widen(&mut runs, &levels, threshold - 5.0);
    join(&mut runs);
    runs.retain(|(from, to)| to - from >= MIN_STEPS);
    runs.iter().filter_map(|&(from, to)| TimeRange::new(time(from), time(to)).ok()).collect()
}

/// Level of every 10 ms step in dBFS, at least -90.
pub(crate) fn levels(samples: &[f32]) -> Vec<f32> {
    (0..samples.len() / STEP)
        .map(|i| {
            let window = &samples[i * STEP..(i * STEP + WINDOW).min(samples.len())];
            let power: f64 = window
                .iter()
                .filter(|s| s.is_finite())
                .map(|s| f64::from(*s) * f64::from(*s))
                .sum::<f64>();
            #[expect(clippy::cast_precision_loss, reason = "at most 320 samples")]
            let mean = power / window.len() as f64;
            #[expect(clippy::cast_possible_truncation, reason = "decibels need no f64")]
            let level = (10.0 * mean.max(1e-9).log10()) as f32;
            level
        })
        .collect()
}

/// Start of step `i`.
fn time(step: usize) -> Timestamp {
    Timestamp::from_millis(i64::try_from(step).unwrap_or(i64::MAX).saturating_mul(10))
}

fn threshold(levels: &[f32]) -> Option<f32> {
    let mut sorted = levels.to_vec();
    sorted.sort_by(f32::total_cmp);
    let floor = *sorted.get(sorted.len() / 10)?;
    // A word is at least five steps long; single louder steps are clicks.
    let top = levels.windows(MIN_STEPS).map(|w| w.iter().copied().fold(f32::INFINITY, f32::min));
    let top = top.max_by(f32::total_cmp)?;
    if top < SILENT || top - floor < 6.0 {
        return None;
    }
    // 8 dB over the floor, but not among reverberation 35 dB under the voice, and never so high
    // that soft syllables of a clip without pauses would go.
    Some((floor + 8.0).max(top - 35.0).min(top - 10.0).max(floor + 3.0))
}

fn runs(levels: &[f32], threshold: f32) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (i, level) in levels.iter().enumerate() {
        if *level < threshold {
            continue;
        }
        match runs.last_mut().filter(|r| r.1 == i) {
            Some(run) => run.1 = i + 1,
            None => runs.push((i, i + 1)),
        }
    }
    runs
}

/// Soft beginnings and ends belong to the word: up to 80 ms on either side.
fn widen(runs: &mut [(usize, usize)], levels: &[f32], lower: f32) {
    for (from, to) in runs {
        for _ in 0..8 {
            if *from > 0 && levels[*from - 1] >= lower {
                *from -= 1;
            }
            if *to < levels.len() && levels[*to] >= lower {
                *to += 1;
            }
        }
    }
}

fn join(runs: &mut Vec<(usize, usize)>) {
    let mut joined: Vec<(usize, usize)> = Vec::with_capacity(runs.len());
    for &(from, to) in runs.iter() {
        match joined.last_mut().filter(|last| from <= last.1 + JOIN_STEPS) {
            Some(last) => last.1 = last.1.max(to),
            None => joined.push((from, to)),
        }
    }
    *runs = joined;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn burst(seconds: f32, gain: f32) -> Vec<f32> {
        let n = (seconds * 16_000.0) as usize;
        (0..n).map(|i| gain * (i as f32 * 0.17).sin()).collect()
    }

    fn noise(seconds: f32, gain: f32) -> Vec<f32> {
        let n = (seconds * 16_000.0) as usize;
        let mut x = 1_u32;
        (0..n)
            .map(|_| {
                x = x.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                gain * ((x >> 8) as f32 / 8_388_608.0 - 1.0)
            })
            .collect()
    }

    #[test]
    fn silence_hiss_and_nothing_have_no_voice() {
        assert!(voiced(&[]).is_empty());
        assert!(voiced(&vec![0.0; 48_000]).is_empty());
        assert!(voiced(&noise(5.0, 0.05)).is_empty());
        assert!(voiced(&vec![f32::NAN; 48_000]).is_empty());
    }

    #[test]
    fn bursts_are_found_at_any_gain_and_over_hiss() {
        for (gain, hiss) in [(0.5, 0.0), (0.01, 0.0), (0.3, 0.01)] {
            let mut clip = vec![0.0; 16_000];
            clip.extend(burst(0.5, gain));
            clip.extend(vec![0.0; 8_000]);
            clip.extend(burst(1.0, gain));
            clip.extend(vec![0.0; 16_000]);
            let hiss = noise(4.0, hiss);
            let clip: Vec<f32> = clip.iter().zip(&hiss).map(|(a, b)| a + b).collect();
            let found: Vec<(i64, i64)> =
                voiced(&clip).iter().map(|r| (r.start().millis(), r.end().millis())).collect();
            assert_eq!(found.len(), 2, "{gain} {hiss:?}", hiss = hiss[0]);
            for (got, want) in found.iter().zip([(1000, 1500), (2000, 3000)]) {
                assert!((got.0 - want.0).abs() <= 20 && (got.1 - want.1).abs() <= 20, "{got:?}");
            }
        }
    }
}
