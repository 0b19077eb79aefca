//! Owns the mel filters that every Whisper model looks through: triangles on Slaney's mel scale,
//! each with the same area, 0 to 8 kHz, for a Fourier transform of 400 samples at 16 kHz.

use crate::ggml::BINS;

const NYQUIST: f64 = 8000.0;
/// Below, the scale is straight: three mels are 200 Hz.
const STRAIGHT_TO_HZ: f64 = 1000.0;
const HZ_PER_MEL: f64 = 200.0 / 3.0;

/// `mels` rows of [`BINS`] weights.
pub(crate) fn filters(mels: u32) -> Vec<f32> {
    let corner = |i: u32| hz(mel(NYQUIST) * f64::from(i) / f64::from(mels + 1));
    let mut weights = Vec::with_capacity((mels * BINS) as usize);
    for i in 0..mels {
        let (low, peak, high) = (corner(i), corner(i + 1), corner(i + 2));
        for bin in 0..BINS {
            let at = NYQUIST * f64::from(bin) / f64::from(BINS - 1);
            let rise = (at - low) / (peak - low);
            let fall = (high - at) / (high - peak);
            let weight = rise.min(fall).max(0.0) * 2.0 / (high - low);
            #[expect(clippy::cast_possible_truncation, reason = "the file holds 32 bits")]
            weights.push(weight as f32);
        }
    }
    weights
}

fn step() -> f64 {
    6.4_f64.ln() / 27.0
}

fn mel(hz: f64) -> f64 {
    let straight = STRAIGHT_TO_HZ / HZ_PER_MEL;
    if hz < STRAIGHT_TO_HZ {
        hz / HZ_PER_MEL
    } else {
        straight + (hz / STRAIGHT_TO_HZ).ln() / step()
    }
}

fn hz(mel: f64) -> f64 {
    let straight = STRAIGHT_TO_HZ / HZ_PER_MEL;
    if mel < straight {
        mel * HZ_PER_MEL
    } else {
        STRAIGHT_TO_HZ * (step() * (mel - straight)).exp()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_the_ones_that_models_were_trained_with() {
        let path =
            concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/test/ggml-espeak-vi-test.bin");
        let bytes = std::fs::read(path).unwrap();
        // Magic, eleven numbers, two sizes; then the filters of OpenAI's package.
        let given =
            bytes[14 * 4..].chunks_exact(4).map(|b| f32::from_le_bytes(b.try_into().unwrap()));
        let ours = filters(80);
        let worst = given.zip(&ours).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        assert_eq!(ours.len(), 80 * 201);
        assert!(worst < 1e-8, "off by {worst}");
        assert!(ours.iter().any(|w| *w > 0.01));
        assert_eq!(filters(128).len(), 128 * 201);
    }
}
