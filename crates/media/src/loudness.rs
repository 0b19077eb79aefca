//! Owns how loud sound is, in the units of EBU R 128: [`Lufs`], [`Dbtp`], what is wanted
//! ([`Loudness`]) and the meter. Refuses to change sound.

use ebur128::{EbuR128, Mode};
use serde::{Deserialize, Serialize};

/// Integrated loudness in LUFS, over everything that is not a pause.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Lufs(pub f64);

/// The highest value between and on the samples, in decibels below full scale.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Dbtp(pub f64);

/// How loud finished sound is to be.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Loudness {
    /// What the whole is brought to.
    pub integrated: Lufs,
    /// No peak is higher.
    pub ceiling: Dbtp,
}

impl Loudness {
    /// What TikTok, Facebook and `YouTube` play without turning it up or down.
    pub const ONLINE: Self = Self { integrated: Lufs(-14.0), ceiling: Dbtp(-1.0) };
}

/// What a meter heard.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Nothing where there is only silence.
    #[serde(rename = "integrated_lufs")]
    pub integrated: Option<Lufs>,
    /// The highest true peak.
    #[serde(rename = "peak_dbtp")]
    pub peak: Dbtp,
}

/// Hears samples and tells how loud they were.
pub(crate) struct Meter {
    inner: EbuR128,
}

impl Meter {
    /// A meter for two channels; nothing for a rate that no sound has.
    pub(crate) fn new(rate: u32) -> Option<Self> {
        EbuR128::new(2, rate, Mode::I | Mode::TRUE_PEAK).ok().map(|inner| Self { inner })
    }

    /// Hears two equally long channels.
    pub(crate) fn hear(&mut self, block: [&[f32]; 2]) {
        // It refuses only channels that are not equally many or long.
        let _ = self.inner.add_frames_planar_f32(&block);
    }

    pub(crate) fn read(&self) -> Reading {
        let integrated = self.inner.loudness_global().ok().filter(|l| l.is_finite()).map(Lufs);
        let peak = (0..2).filter_map(|c| self.inner.true_peak(c).ok()).fold(0.0, f64::max);
        Reading { integrated, peak: Dbtp(decibels(peak)) }
    }
}

/// A factor in decibels, not below -120, so that it can be written as a number.
pub(crate) fn decibels(factor: f64) -> f64 {
    (20.0 * factor.log10()).max(-120.0)
}

/// Decibels as a factor.
pub(crate) fn factor(decibels: f64) -> f64 {
    10.0_f64.powf(decibels / 20.0)
}
