//! Owns what a model needs of a computer: memory and work.

use crate::Dims;

/// What whisper.cpp works in beside the weights, by width, in MB: the difference between the
/// memory and the file size that its README states for its five sizes.
const WORK: [(u32, u64); 5] = [(384, 198), (512, 246), (768, 386), (1024, 600), (1280, 1000)];

/// Bytes of memory at the worst moment, with the weights loaded and at work. It works on half a
/// minute of sound at once at most, in one piece or in two.
#[must_use]
pub fn memory_needed(dims: &Dims, file_bytes: u64) -> u64 {
    let work = WORK.iter().find(|(state, _)| dims.state <= *state);
    let work = work.map_or_else(|| 1000 * u64::from(dims.state) / 1280, |(_, mb)| *mb) << 20;
    file_bytes + work
}

/// How much there is to compute, in multiplications; only ratios between models mean something.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Work {
    /// For half a minute of sound.
    pub encode: f64,
    /// For each token of text.
    pub token: f64,
}

impl Work {
    /// What a model of these measures has to do.
    #[must_use]
    pub fn of(dims: &Dims) -> Self {
        let n = f64::from;
        let (state, sound) = (n(dims.state), n(dims.audio_ctx));
        // Each position passes twelve squares and looks at every other one, twice.
        let layer = sound * (12.0 * state * state + 2.0 * sound * state);
        let convolutions = sound * 3.0 * state * (2.0 * n(dims.mels) + state);
        let tokens = state * (n(dims.vocabulary) + n(dims.text_layers) * 16.0 * state);
        let looks = n(dims.text_layers) * 2.0 * sound * state;
        Self { encode: n(dims.audio_layers) * layer + convolutions, token: tokens + looks }
    }
}
