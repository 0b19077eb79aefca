//! Owns what is measured of a clip's sound to find its pauses: how loud it is and how many tones
//! stand in it over time ([`Levels`]), measured as it streams by ([`LevelMeter`]). Refuses to
//! judge any of it.

use crate::tones::ToneMeter;
use crate::{Error, SPEECH_RATE, speech_audio};
use job::Job;
use serde::{Deserialize, Serialize};
use std::f64::consts::TAU;
use std::ops::ControlFlow;
use std::path::Path;
use timeline::Timestamp;

/// Length of a window.
pub(crate) const WINDOW: Timestamp = Timestamp::from_millis(20);
const WINDOW_SAMPLES: usize = SPEECH_RATE as usize / 50;
/// Digital silence; nothing is quieter.
pub(crate) const QUIETEST: f32 = -90.0;
/// No voice is lower than this; wind, traffic and handling of the camera are.
const LOWEST_HERTZ: f64 = 110.0;

/// How loud a clip is, in windows of 20 ms from time 0, and how musical.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Levels {
    /// Loudness of each window in dB below full scale, above the rumble of a room.
    pub(crate) decibels: Vec<f32>,
    /// Number of tones in each frame of 128 ms, every 64 ms. Measured by newer programs only.
    #[serde(default)]
    pub(crate) tones: Vec<u8>,
    /// The clip's length.
    duration: Timestamp,
}

impl Levels {
    /// The clip's length.
    #[must_use]
    pub fn duration(&self) -> Timestamp {
        self.duration
    }
}

/// Measures sound as it comes in; keeps one number a window and one a frame.
#[derive(Debug, Default)]
pub struct LevelMeter {
    decibels: Vec<f32>,
    tones: ToneMeter,
    rumble: HighPass,
    energy: f64,
    count: usize,
}

impl LevelMeter {
    /// Takes the next samples at [`SPEECH_RATE`].
    pub fn push(&mut self, samples: &[f32]) {
        self.tones.push(samples);
        for sample in samples {
            let above = self.rumble.next(f64::from(*sample));
            self.energy += above * above;
            self.count += 1;
            if self.count == WINDOW_SAMPLES {
                self.close_window();
            }
        }
    }

    /// Ends the clip at `duration`; sound that ended earlier is silent from there.
    #[must_use]
    pub fn finish(mut self, duration: Timestamp) -> Levels {
        if self.count > 0 {
            self.close_window();
        }
        let windows = duration.micros().max(0).unsigned_abs().div_ceil(20_000);
        self.decibels.resize(usize::try_from(windows).unwrap_or(usize::MAX), QUIETEST);
        Levels { decibels: self.decibels, tones: self.tones.finish(), duration }
    }

    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "a level")]
    fn close_window(&mut self) {
        let power = self.energy / self.count as f64;
        // A tenth of a decibel is finer than any decision made with it, and short when stored.
        let level =
            if power > 0.0 { (100.0 * power.log10()).round() as f32 / 10.0 } else { QUIETEST };
        self.decibels.push(if level.is_finite() { level.max(QUIETEST) } else { QUIETEST });
        (self.energy, self.count) = (0.0, 0);
    }
}

/// Second-order Butterworth high-pass at [`LOWEST_HERTZ`].
#[derive(Debug)]
struct HighPass {
    feed: [f64; 3],
    back: [f64; 2],
    inputs: [f64; 2],
    outputs: [f64; 2],
}

impl Default for HighPass {
    fn default() -> Self {
        let (sin, cos) = (TAU * LOWEST_HERTZ / f64::from(SPEECH_RATE)).sin_cos();
        let alpha = sin * std::f64::consts::FRAC_1_SQRT_2;
        let edge = (1.0 + cos) / 2.0 / (1.0 + alpha);
        Self {
            feed: [edge, -2.0 * edge, edge],
            back: [-2.0 * cos / (1.0 + alpha), (1.0 - alpha) / (1.0 + alpha)],
            inputs: [0.0; 2],
            outputs: [0.0; 2],
        }
    }
}

impl HighPass {
    fn next(&mut self, input: f64) -> f64 {
        // One broken sample must not silence the rest of the clip.
        let input = if input.is_finite() { input } else { 0.0 };
        let (x, y) = (self.inputs, self.outputs);
        let output = self.feed[0] * input + self.feed[1] * x[0] + self.feed[2] * x[1]
            - self.back[0] * y[0]
            - self.back[1] * y[1];
        // Denormal numbers in a long silence would be slow.
        let output = if output.abs() < 1e-12 { 0.0 } else { output };
        self.inputs = [input, x[0]];
        self.outputs = [output, y[0]];
        output
    }
}

/// Levels of a clip's first sound over its whole length.
///
/// # Errors
/// [`Error::NoAudio`], or why the file cannot be read.
pub fn levels(path: &Path, job: &Job) -> Result<Levels, Error> {
    let mut meter = LevelMeter::default();
    let heard = speech_audio(path, job, &mut |samples| {
        meter.push(samples);
        ControlFlow::Continue(())
    })?;
    Ok(meter.finish(heard.duration))
}
