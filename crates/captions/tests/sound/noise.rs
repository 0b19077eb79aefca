//! Sounds in which nobody speaks, the same every time. Refuses to be natural: each is one thing
//! that recordings have behind a voice.

use std::f32::consts::TAU;

/// A kind of noise.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Noise {
    White,
    Pink,
    Brown,
    /// Rain or sea: swells every few seconds.
    Swell,
    /// Wind into the microphone: gusts of low noise.
    Wind,
    /// Knocks, steps, dishes.
    Knocks,
    /// A fan: hiss with a steady hum.
    Fan,
    /// Motorbikes that pass.
    Street,
}

impl Noise {
    pub(crate) const ALL: [Self; 8] = [
        Self::White,
        Self::Pink,
        Self::Brown,
        Self::Swell,
        Self::Wind,
        Self::Knocks,
        Self::Fan,
        Self::Street,
    ];

    pub(crate) fn name(self) -> String {
        format!("{self:?}").to_lowercase()
    }

    pub(crate) fn samples(self, count: usize) -> Vec<f32> {
        let white = white(count, self as u32 + 7);
        let time = |i: usize| i as f32 / 16_000.0;
        let shaped = |level: &dyn Fn(f32) -> f32, sound: Vec<f32>| -> Vec<f32> {
            sound.iter().enumerate().map(|(i, s)| s * level(time(i))).collect()
        };
        match self {
            Self::White => white.iter().map(|s| 0.1 * s).collect(),
            Self::Pink => pink(&white).iter().map(|s| 0.2 * s).collect(),
            Self::Brown => low(&white, 0.02).iter().map(|s| 0.6 * s).collect(),
            Self::Swell => {
                shaped(&|t| 0.01 + 0.15 * (0.5 - 0.5 * (t * 1.7).cos()).powi(3), pink(&white))
            }
            Self::Wind => {
                shaped(&|t| ((t * 0.9).sin() * (t * 2.3).sin()).max(0.02) * 2.0, low(&white, 0.05))
            }
            Self::Knocks => {
                let knock = |t: f32| {
                    (-(t % 0.7) * 40.0).exp()
                        * if ((t / 0.7) as u32).is_multiple_of(3) { 0.2 } else { 0.8 }
                };
                shaped(&knock, low(&white, 0.3))
            }
            Self::Fan => {
                let hum = |i: usize| {
                    0.02 * (TAU * 100.0 * time(i)).sin() + 0.01 * (TAU * 200.0 * time(i)).sin()
                };
                white.iter().enumerate().map(|(i, s)| 0.02 * s + hum(i)).collect()
            }
            Self::Street => {
                let rumble = low(&white, 0.1);
                let pass = |t: f32| (-((t % 9.0) - 4.0).powi(2) / 2.0).exp();
                rumble.iter().enumerate().map(|(i, s)| s * (0.05 + 1.2 * pass(time(i)))).collect()
            }
        }
    }
}

/// Chords that change every two seconds, plucked and dying away; with `drums` on every half.
pub(crate) fn music(count: usize, drums: f32) -> Vec<f32> {
    const CHORDS: [[f32; 3]; 4] = [
        [220.0, 261.6, 329.6],
        [174.6, 220.0, 261.6],
        [196.0, 246.9, 293.7],
        [164.8, 196.0, 246.9],
    ];
    let white = white(count, 3);
    (0..count)
        .map(|i| {
            let t = i as f32 / 16_000.0;
            let chord = CHORDS[(t / 2.0) as usize % 4];
            let pluck = (-(t % 0.5) * 2.0).exp();
            let tone =
                |hz: f32| (1..6).map(|k| (TAU * hz * k as f32 * t).sin() / k as f32).sum::<f32>();
            let beat = drums * (-(t % 0.5) * 30.0).exp() * white[i];
            0.06 * pluck * chord.iter().map(|hz| tone(*hz)).sum::<f32>() + beat
        })
        .collect()
}

fn white(count: usize, seed: u32) -> Vec<f32> {
    let mut x = seed.wrapping_mul(2_654_435_761) | 1;
    (0..count)
        .map(|_| {
            x ^= x << 13;
            x ^= x >> 17;
            x ^= x << 5;
            (x >> 8) as f32 / 8_388_608.0 - 1.0
        })
        .collect()
}

/// Low noise: the smaller `share`, the lower.
fn low(white: &[f32], share: f32) -> Vec<f32> {
    let mut level = 0.0;
    white
        .iter()
        .map(|s| {
            level += share * (s - level);
            level
        })
        .collect()
}

/// About 3 dB less an octave.
fn pink(white: &[f32]) -> Vec<f32> {
    let layers = [0.5, 0.1, 0.02, 0.004].map(|share| low(white, share));
    (0..white.len()).map(|i| layers.iter().map(|l| l[i]).sum::<f32>() / 2.0).collect()
}
