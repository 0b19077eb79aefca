//! Owns the power spectrum of a short stretch of sound. Refuses any other length than [`SIZE`].

use std::f32::consts::TAU;

/// Samples in a stretch; a power of two.
pub(crate) const SIZE: usize = 1024;

/// Turning factors, the window and room to work in, made once.
#[derive(Debug)]
pub(crate) struct Spectrum {
    window: Vec<f32>,
    turns: Vec<(f32, f32)>,
    values: Vec<(f32, f32)>,
}

impl Default for Spectrum {
    #[expect(clippy::cast_precision_loss, reason = "indexes below 1024")]
    fn default() -> Self {
        let angle = |i: usize| TAU * i as f32 / SIZE as f32;
        Self {
            window: (0..SIZE).map(|i| 0.5 - 0.5 * angle(i).cos()).collect(),
            turns: (0..SIZE / 2).map(|i| (angle(i).cos(), -angle(i).sin())).collect(),
            values: vec![(0.0, 0.0); SIZE],
        }
    }
}

impl Spectrum {
    /// Power in each of the first `SIZE / 2` steps of frequency, through a Hann window; a sine of
    /// full scale gives 1 at its place.
    #[expect(clippy::cast_precision_loss, reason = "1024")]
    pub(crate) fn powers<'a>(
        &'a mut self,
        samples: &[f32; SIZE],
    ) -> impl Iterator<Item = f32> + 'a {
        let bits = SIZE.trailing_zeros();
        for (index, (sample, window)) in samples.iter().zip(&self.window).enumerate() {
            let place = index.reverse_bits() >> (usize::BITS - bits);
            self.values[place] = (sample * window, 0.0);
        }
        let mut half = 1;
        while half < SIZE {
            for block in self.values.chunks_exact_mut(2 * half) {
                let (low, high) = block.split_at_mut(half);
                let turns = self.turns.iter().step_by(SIZE / (2 * half));
                for ((a, b), turn) in low.iter_mut().zip(high).zip(turns) {
                    let turned = (b.0 * turn.0 - b.1 * turn.1, b.0 * turn.1 + b.1 * turn.0);
                    (*a, *b) = ((a.0 + turned.0, a.1 + turned.1), (a.0 - turned.0, a.1 - turned.1));
                }
            }
            half *= 2;
        }
        let scale = (4.0 / SIZE as f32).powi(2);
        self.values[..SIZE / 2].iter().map(move |(re, im)| (re * re + im * im) * scale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sine_stands_at_its_place_and_nowhere_else() {
        let mut spectrum = Spectrum::default();
        for place in [10_usize, 100, 300] {
            let sample = |i: usize| 0.5 * (TAU * (place * i) as f32 / SIZE as f32).sin();
            let samples: [f32; SIZE] = std::array::from_fn(sample);
            for (index, power) in spectrum.powers(&samples).enumerate() {
                let wanted = match index.abs_diff(place) {
                    0 => 0.25,
                    1 => 0.0625,
                    _ => 0.0,
                };
                assert!((power - wanted).abs() < 1e-4, "{index} of {place}: {power}");
            }
        }
    }

    #[test]
    fn it_agrees_with_the_definition() {
        let samples: [f32; SIZE] =
            std::array::from_fn(|i| ((i * i * 31 + 7 * i) % 97) as f32 / 97.0);
        let mut spectrum = Spectrum::default();
        let fast: Vec<f32> = spectrum.powers(&samples).collect();
        for place in [0, 1, 77, 511] {
            let sum = |turn: fn(f64) -> f64| -> f64 {
                let part = |i: usize| {
                    let angle = std::f64::consts::TAU * i as f64 / SIZE as f64;
                    let window = 0.5 - 0.5 * angle.cos();
                    f64::from(samples[i]) * window * turn(angle * place as f64)
                };
                (0..SIZE).map(part).sum()
            };
            let power =
                (sum(f64::cos).powi(2) + sum(f64::sin).powi(2)) * (4.0 / SIZE as f64).powi(2);
            assert!((f64::from(fast[place]) - power).abs() < 1e-5 * power.max(0.01), "{place}");
        }
    }
}
