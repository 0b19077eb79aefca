//! Owns how musical a sound is over time: how many clear tones stand in each frame that come and
//! go. Noise has none; mains hum and a fan's whistle have some that stay, and those count as room.
//! Refuses to tell a voice from an instrument: that is judged only where nobody is loud.

use crate::spectrum::{SIZE, Spectrum};
use std::collections::VecDeque;

/// Half the rate of speech sound: enough for the tones that carry music.
const RATE: usize = 8_000;
/// A frame is 128 ms long and begins 64 ms after the one before.
const STEP: usize = SIZE / 2;
/// Milliseconds from one frame to the next.
pub(crate) const FRAME_STEP_MS: usize = STEP * 1000 / RATE;
/// Milliseconds that a frame looks at.
pub(crate) const FRAME_MS: usize = SIZE * 1000 / RATE;
/// From 80 Hz to 3.5 kHz.
const BINS: std::ops::Range<usize> = 10..448;
const WIDTH: usize = BINS.end - BINS.start;
/// A tone stands this far above its surroundings …
const CLEAR: f32 = 12.0;
/// … which are so many bins on each side, without the nearest ones that it fills itself.
const AROUND: usize = 14;
const ITSELF: usize = 2;
/// Softer tones are nothing that anybody hears.
const FAINTEST: f32 = -75.0;
/// Frames in a block of about a second, over which the room's own tones are averaged.
const BLOCK: usize = 16;
/// Blocks before and after in which a tone of the room must be there all the time …
const NEAR: usize = 10;
/// … if there are at least so many.
const FEWEST: usize = 5;
/// A tone counts when it is so much louder than the room at its softest.
const ABOVE_ROOM: f32 = 6.0;

/// Counts tones as sound comes in; holds twenty seconds of spectra at most.
#[derive(Debug, Default)]
pub(crate) struct ToneMeter {
    spectrum: Spectrum,
    /// First sample of a pair that is averaged to halve the rate.
    odd: Option<f32>,
    waiting: Vec<f32>,
    /// Peaks of the last two frames, by bin.
    peaks: [Vec<bool>; 2],
    /// The block at work: sum of decibels by bin, and the tones of its frames.
    sum: Vec<f32>,
    block: Vec<Tones>,
    /// Blocks that were averaged, and those among them that still wait for what follows.
    rooms: VecDeque<Vec<f32>>,
    pending: VecDeque<Vec<Tones>>,
    counts: Vec<u8>,
}

/// Tones of one frame: bin and level.
type Tones = Vec<(usize, f32)>;

impl ToneMeter {
    /// Takes the next samples at the rate of speech sound.
    pub(crate) fn push(&mut self, samples: &[f32]) {
        for sample in samples {
            match self.odd.take() {
                None => self.odd = Some(*sample),
                Some(first) => self.waiting.push((first + sample) / 2.0),
            }
            if self.waiting.len() == SIZE {
                self.frame();
                self.waiting.drain(..STEP);
            }
        }
    }

    /// Number of tones in each frame.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        if !self.block.is_empty() {
            self.end_block();
        }
        while !self.pending.is_empty() {
            self.judge();
        }
        self.counts
    }

    fn frame(&mut self) {
        let Ok(samples) = self.waiting.as_slice().try_into() else { return };
        let powers = self.spectrum.powers(samples).skip(BINS.start).take(WIDTH);
        // The small addition is far below anything audible and keeps silence finite.
        let level = |p: f32| if p.is_finite() { 10.0 * (p + 1e-12).log10() } else { -120.0 };
        let levels: Vec<f32> = powers.map(level).collect();
        let peaks = peaks(&levels);
        let before = &self.peaks[0];
        let lasts = |bin: usize| {
            before
                .get(bin.saturating_sub(1)..(bin + 2).min(before.len()))
                .is_some_and(|near| near.contains(&true))
        };
        let tones = (0..WIDTH).filter(|bin| peaks[*bin] && lasts(*bin));
        self.block.push(tones.map(|bin| (bin, levels[bin])).collect());
        self.peaks.swap(0, 1);
        self.peaks[1] = peaks;
        self.sum.resize(WIDTH, 0.0);
        self.sum.iter_mut().zip(&levels).for_each(|(sum, level)| *sum += level);
        if self.block.len() == BLOCK {
            self.end_block();
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "at most sixteen")]
    fn end_block(&mut self) {
        let count = self.block.len() as f32;
        self.rooms.push_back(self.sum.iter().map(|sum| sum / count).collect());
        self.pending.push_back(std::mem::take(&mut self.block));
        self.sum.fill(0.0);
        if self.pending.len() > NEAR {
            self.judge();
        }
    }

    /// Counts the tones of the oldest block that waits, now that its surroundings are known.
    fn judge(&mut self) {
        let Some(block) = self.pending.pop_front() else { return };
        let at = self.rooms.len() - 1 - self.pending.len();
        let room = |bin: usize| {
            let softest = |blocks: std::ops::Range<usize>| {
                self.rooms.range(blocks).map(|room| room[bin]).fold(f32::INFINITY, f32::min)
            };
            let end = (at + NEAR + 1).min(self.rooms.len());
            // A fan that starts is room from then on, one that stops was room until then.
            match (at + 1 >= FEWEST, end - at >= FEWEST) {
                (true, true) => softest(0..at + 1).max(softest(at..end)),
                (true, false) => softest(0..at + 1),
                (false, true) => softest(at..end),
                (false, false) => softest(0..end),
            }
        };
        for tones in block {
            let musical = tones.iter().filter(|(bin, level)| *level > room(*bin) + ABOVE_ROOM);
            self.counts.push(u8::try_from(musical.count()).unwrap_or(u8::MAX));
        }
        if at == NEAR {
            self.rooms.pop_front();
        }
    }
}

/// Bins that stand clear of their surroundings.
#[expect(clippy::cast_precision_loss, reason = "a few bins")]
fn peaks(levels: &[f32]) -> Vec<bool> {
    let mut sums = vec![0.0_f32];
    for level in levels {
        sums.push(sums[sums.len() - 1] + level);
    }
    let sum = |from: usize, to: usize| sums[to] - sums[from];
    let is_peak = |bin: usize| {
        let level = levels[bin];
        let (from, to) = (bin.saturating_sub(AROUND), (bin + AROUND + 1).min(levels.len()));
        let (left, right) = (bin.saturating_sub(ITSELF), (bin + ITSELF + 1).min(levels.len()));
        let count = (to - from) - (right - left);
        let around = (sum(from, to) - sum(left, right)) / count as f32;
        let highest = levels[left.max(bin.saturating_sub(1))..(bin + 2).min(right)]
            .iter()
            .all(|near| *near <= level);
        highest && level >= FAINTEST && level >= around + CLEAR
    };
    (0..levels.len()).map(is_peak).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f32::consts::TAU;

    fn counts(seconds: usize, sound: impl FnMut(usize) -> f32) -> Vec<u8> {
        let mut meter = ToneMeter::default();
        let samples: Vec<f32> = (0..seconds * 16_000).map(sound).collect();
        samples.chunks(999).for_each(|block| meter.push(block));
        let counts = meter.finish();
        assert!(counts.len().abs_diff(seconds * 1000 / FRAME_STEP_MS) <= 2);
        counts
    }

    fn share(counts: &[u8]) -> f64 {
        counts.iter().filter(|c| **c >= 2).count() as f64 / counts.len() as f64
    }

    fn sine(hertz: f32, i: usize) -> f32 {
        0.1 * (TAU * hertz * i as f32 / 16_000.0).sin()
    }

    #[test]
    fn noise_and_silence_have_no_tones() {
        let mut seed = 1_u32;
        let white = |_| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) as f32 / 8_388_608.0 - 1.0
        };
        assert!(share(&counts(60, white)) < 0.005);
        assert!(share(&counts(5, |_| 0.0)) == 0.0);
        assert!(share(&counts(5, |_| f32::NAN)) == 0.0);
    }

    #[test]
    fn chords_that_change_are_music_and_a_hum_that_stays_is_room() {
        let chord = |i: usize| {
            let up = if (i / 32_000).is_multiple_of(2) { 1.0 } else { 1.189 };
            [262.0, 330.0, 392.0].iter().map(|h| sine(h * up, i)).sum()
        };
        assert!(share(&counts(30, chord)) > 0.8);
        let hum = |i: usize| [100.0, 150.0, 250.0].iter().map(|h| sine(*h, i)).sum();
        assert!(share(&counts(30, hum)) == 0.0);
        let switched_on = |i: usize| if i > 15 * 16_000 { hum(i) } else { 0.0 };
        assert!(share(&counts(30, switched_on)) < 0.1);
    }
}
