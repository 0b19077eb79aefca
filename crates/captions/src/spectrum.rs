//! Owns short looks at a sound's frequencies: power spectra of a window of samples. One size at a
//! time and a few hundred a second: a library with plans and vector code would be the largest
//! dependency here for the smallest piece of work. Refuses to know what sounds mean.

use std::f32::consts::PI;

/// Power spectra of windows of one length.
pub(crate) struct Spectrum {
    window: Vec<f32>,
    /// Cosine and sine of every turn that is needed.
    turns: Vec<(f32, f32)>,
    real: Vec<f32>,
    imaginary: Vec<f32>,
}

impl Spectrum {
    /// For windows of `length` samples, a power of two.
    pub(crate) fn new(length: usize) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "a few thousand samples")]
        let part = |i: usize| i as f32 / length as f32;
        let window = (0..length).map(|i| 0.5 - 0.5 * (2.0 * PI * part(i)).cos()).collect();
        let turns = (0..length / 2)
            .map(|i| ((2.0 * PI * part(i)).cos(), -(2.0 * PI * part(i)).sin()))
            .collect();
        Self { window, turns, real: vec![0.0; length], imaginary: vec![0.0; length] }
    }

    /// Power at `length / 2` frequencies from 0 to half the sample rate. Missing samples are
    /// silence, and so are those that are no numbers.
    pub(crate) fn power(&mut self, samples: &[f32]) -> Vec<f32> {
        let n = self.window.len();
        let bits = n.trailing_zeros();
        for i in 0..n {
            let sample = samples.get(i).copied().filter(|s| s.is_finite()).unwrap_or(0.0);
            let before = i.checked_sub(1).and_then(|b| samples.get(b)).copied();
            // High frequencies lifted, as ears do.
            let lifted = sample - 0.97 * before.filter(|s| s.is_finite()).unwrap_or(sample);
            let to = i.reverse_bits() >> (usize::BITS - bits);
            (self.real[to], self.imaginary[to]) = (lifted * self.window[i], 0.0);
        }
        let mut half = 1;
        while half < n {
            let stride = n / (2 * half);
            for start in (0..n).step_by(2 * half) {
                for k in 0..half {
                    let (cos, sin) = self.turns[k * stride];
                    let (a, b) = (start + k, start + k + half);
                    let real = self.real[b] * cos - self.imaginary[b] * sin;
                    let imaginary = self.real[b] * sin + self.imaginary[b] * cos;
                    (self.real[b], self.imaginary[b]) =
                        (self.real[a] - real, self.imaginary[a] - imaginary);
                    self.real[a] += real;
                    self.imaginary[a] += imaginary;
                }
            }
            half *= 2;
        }
        let pairs = self.real.iter().zip(&self.imaginary).take(n / 2);
        pairs.map(|(r, i)| r * r + i * i).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tone_is_where_it_is() {
        let tone: Vec<f32> = (0..512).map(|i| (2.0 * PI * 40.0 * i as f32 / 512.0).sin()).collect();
        let power = Spectrum::new(512).power(&tone);
        let top = (0..power.len()).max_by(|a, b| power[*a].total_cmp(&power[*b]));
        assert_eq!((top, power.len()), (Some(40), 256));
        assert!(power[60] < power[40] * 1e-4);
        let nothing = Spectrum::new(64).power(&[f32::NAN; 10]);
        assert!(nothing.iter().all(|p| *p == 0.0));
    }
}
