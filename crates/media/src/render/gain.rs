//! Owns making sound louder or softer by one factor, with a limiter for the peaks that would
//! then be too high: it looks ahead, so that nothing is clipped. Refuses to decide how much.

use crate::loudness::{Dbtp, factor};
use std::collections::VecDeque;
use std::f64::consts::PI;

/// Samples on which a value between two samples is judged.
const TAPS: usize = 12;
/// Samples over which the gain falls before a peak: 5 ms at 48 kHz.
const AHEAD: usize = 240;
/// Samples after which about two thirds of a fall are taken back: 80 ms at 48 kHz.
const RELEASE: f32 = 3840.0;

/// One factor for all samples, and a limiter if peaks would be too high.
pub(crate) struct Gain {
    factor: f32,
    limiter: Option<Limiter>,
}

impl Gain {
    /// Changes nothing.
    pub(crate) fn none() -> Self {
        Self { factor: 1.0, limiter: None }
    }

    /// Adds `decibels`; with a `ceiling` no peak goes above it.
    #[expect(clippy::cast_possible_truncation, reason = "samples are of this kind")]
    pub(crate) fn new(decibels: f64, ceiling: Option<Dbtp>) -> Self {
        let limiter = ceiling.map(|Dbtp(ceiling)| Limiter::new(factor(ceiling) as f32));
        Self { factor: factor(decibels) as f32, limiter }
    }

    /// Changes the next samples. With a limiter they come out later, but as many in the end.
    pub(crate) fn pass(&mut self, sound: &mut [Vec<f32>; 2]) {
        if self.factor.to_bits() != 1.0_f32.to_bits() {
            sound.iter_mut().flatten().for_each(|sample| *sample *= self.factor);
        }
        if let Some(limiter) = &mut self.limiter {
            limiter.pass(sound);
        }
    }

    /// Appends what is still inside.
    pub(crate) fn finish(&mut self, sound: &mut [Vec<f32>; 2]) {
        if let Some(limiter) = &mut self.limiter {
            let mut rest = [vec![0.0; Limiter::DELAY], vec![0.0; Limiter::DELAY]];
            limiter.pass(&mut rest);
            for (sound, rest) in sound.iter_mut().zip(rest) {
                sound.extend(rest);
            }
        }
    }
}

/// Lowers both channels together around every peak above the ceiling.
struct Limiter {
    ceiling: f32,
    phases: [[f32; TAPS]; 3],
    /// The last [`TAPS`] samples of each channel, to judge values in between.
    recent: [VecDeque<f32>; 2],
    /// Samples that wait for their gain.
    delay: [VecDeque<f32>; 2],
    /// How long ago a sample was so high that a value beside it may pass the ceiling.
    quiet: usize,
    /// Number of the next gain.
    index: usize,
    /// Falling gains of the last [`AHEAD`] samples: the first is the smallest.
    lowest: VecDeque<(usize, f32)>,
    held: f32,
    /// The last [`AHEAD`] held gains and their sum.
    smooth: VecDeque<f32>,
    sum: f64,
    /// Samples still to be left out at the beginning.
    skip: usize,
}

impl Limiter {
    const DELAY: usize = TAPS / 2 + AHEAD - 1;

    fn new(ceiling: f32) -> Self {
        let filled = |length| VecDeque::from(vec![0.0; length]);
        Self {
            ceiling,
            phases: [0.25, 0.5, 0.75].map(between),
            recent: [filled(TAPS), filled(TAPS)],
            delay: [filled(Self::DELAY), filled(Self::DELAY)],
            quiet: TAPS,
            index: 0,
            lowest: VecDeque::new(),
            held: 1.0,
            smooth: VecDeque::from(vec![1.0; AHEAD]),
            #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
            sum: AHEAD as f64,
            skip: Self::DELAY,
        }
    }

    fn pass(&mut self, sound: &mut [Vec<f32>; 2]) {
        let count = sound[0].len();
        let mut kept = 0;
        for at in 0..count {
            let samples = [sound[0][at], sound[1][at]];
            let out = self.step(samples);
            if self.skip > 0 {
                self.skip -= 1;
                continue;
            }
            for (channel, value) in sound.iter_mut().zip(out) {
                channel[kept] = value;
            }
            kept += 1;
        }
        sound.iter_mut().for_each(|channel| channel.truncate(kept));
    }

    /// Takes one sample of each channel, gives the ones from [`Self::DELAY`] samples ago.
    fn step(&mut self, samples: [f32; 2]) -> [f32; 2] {
        let loud = samples.iter().any(|s| s.abs() * 2.0 > self.ceiling);
        self.quiet = if loud { 0 } else { self.quiet + 1 };
        for (recent, sample) in self.recent.iter_mut().zip(samples) {
            recent.pop_front();
            recent.push_back(sample);
        }
        let peak = if self.quiet < TAPS { self.peak() } else { 0.0 };
        let wanted = if peak > self.ceiling { self.ceiling / peak } else { 1.0 };
        let gain = self.gain(wanted);
        let mut out = [0.0; 2];
        for ((delay, sample), out) in self.delay.iter_mut().zip(samples).zip(&mut out) {
            delay.push_back(sample);
            let old = delay.pop_front().unwrap_or(0.0);
            // What is not a number would spoil everything after it.
            *out = if old.is_finite() { old * gain } else { 0.0 };
        }
        out
    }

    /// The highest value on the middle one of the recent samples and up to the next.
    fn peak(&self) -> f32 {
        let mut peak = 0.0_f32;
        for recent in &self.recent {
            peak = peak.max(recent[TAPS / 2 - 1].abs());
            for phase in &self.phases {
                let value: f32 = recent.iter().zip(phase).map(|(s, c)| s * c).sum();
                peak = peak.max(value.abs());
            }
        }
        peak
    }

    /// The gain that has fallen to `wanted` when the sample that wants it comes out.
    #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "about 1")]
    fn gain(&mut self, wanted: f32) -> f32 {
        while self.lowest.back().is_some_and(|(_, gain)| *gain >= wanted) {
            self.lowest.pop_back();
        }
        self.lowest.push_back((self.index, wanted));
        if self.lowest.front().is_some_and(|(at, _)| at + AHEAD <= self.index) {
            self.lowest.pop_front();
        }
        self.index += 1;
        let lowest = self.lowest.front().map_or(1.0, |(_, gain)| *gain);
        self.held = lowest.min(self.held + (1.0 - self.held) / RELEASE);
        self.smooth.push_back(self.held);
        let oldest = self.smooth.pop_front().unwrap_or(1.0);
        self.sum += f64::from(self.held) - f64::from(oldest);
        (self.sum / AHEAD as f64) as f32
    }
}

/// Weights of [`TAPS`] samples for the value at `part` of the way between the middle two.
#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "small numbers")]
fn between(part: f64) -> [f32; TAPS] {
    let half = TAPS as f64 / 2.0;
    let weights: Vec<f64> = (0..TAPS)
        .map(|tap| {
            let x = tap as f64 - (half - 1.0) - part;
            let window = 0.5 + 0.5 * (PI * x / (half + 0.5)).cos();
            (PI * x).sin() / (PI * x) * window
        })
        .collect();
    let sum: f64 = weights.iter().sum();
    std::array::from_fn(|tap| (weights[tap] / sum) as f32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loudness::Meter;

    /// Speech-like: soft noise with short peaks.
    fn peaks(index: usize) -> f32 {
        let noise = ((index.wrapping_mul(2_654_435_761) >> 9) % 2000) as f32 / 1000.0 - 1.0;
        noise * if index % 9_000 < 60 { 0.9 } else { 0.1 }
    }

    fn run(gain: &mut Gain, wave: fn(usize) -> f32, count: usize, block: usize) -> [Vec<f32>; 2] {
        let mut all = [Vec::new(), Vec::new()];
        for start in (0..count).step_by(block) {
            let range = start..(start + block).min(count);
            let mut sound = [range.clone().map(wave).collect(), range.map(wave).collect()];
            gain.pass(&mut sound);
            all.iter_mut().zip(sound).for_each(|(all, sound)| all.extend(sound));
        }
        gain.finish(&mut all);
        all
    }

    #[test]
    fn peaks_stay_below_the_ceiling_and_no_sample_is_lost_or_moved() {
        for block in [1, 77, 1024] {
            let mut gain = Gain::new(12.0, Some(Dbtp(-2.0)));
            let out = run(&mut gain, peaks, 48_000, block);
            assert_eq!((out[0].len(), out[1].len()), (48_000, 48_000));
            let mut meter = Meter::new(48_000).unwrap();
            meter.hear([&out[0], &out[1]]);
            assert!(meter.read().peak.0 <= -1.5, "{:?}", meter.read());
            // Far from every peak only the factor is left, at the same place.
            let far = 8_600;
            let wanted = peaks(far) * factor(12.0) as f32;
            assert!((out[0][far] / wanted - 1.0).abs() < 0.12, "{} {wanted}", out[0][far]);
        }
    }

    #[test]
    fn softer_sound_passes_as_it_is() {
        let mut limited = Gain::new(0.0, Some(Dbtp(-1.0)));
        let soft = |index: usize| (index as f32 * 0.05).sin() * 0.3;
        let out = run(&mut limited, soft, 5_000, 512);
        assert!(out[0].iter().enumerate().all(|(i, s)| (s - soft(i)).abs() < 1e-5));
        assert_eq!(run(&mut Gain::none(), soft, 300, 100)[1][299], soft(299));
    }
}
