//! Owns the measures of a Whisper model and which of them are possible.

use serde::{Deserialize, Serialize};

/// The measures of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dims {
    /// Tokens.
    pub vocabulary: u32,
    /// Positions of sound.
    pub audio_ctx: u32,
    /// Width, the same in encoder and decoder.
    pub state: u32,
    /// Heads of the encoder.
    pub audio_heads: u32,
    /// Layers of the encoder.
    pub audio_layers: u32,
    /// Positions of text.
    pub text_ctx: u32,
    /// Heads of the decoder.
    pub text_heads: u32,
    /// Layers of the decoder.
    pub text_layers: u32,
    /// Bands of the spectrogram.
    pub mels: u32,
}

impl Dims {
    /// True when a Whisper model can have these measures. Everything that C code multiplies or
    /// allocates by is bounded here.
    #[must_use]
    pub fn possible(&self) -> bool {
        let stack = |heads: u32, layers: u32| {
            (1..=64).contains(&heads)
                && self.state.is_multiple_of(heads)
                && (1..=64).contains(&layers)
        };
        (51_864..=60_000).contains(&self.vocabulary)
            && self.audio_ctx == 1500
            && (64..=4096).contains(&self.text_ctx)
            && (32..=4096).contains(&self.state)
            && stack(self.audio_heads, self.audio_layers)
            && stack(self.text_heads, self.text_layers)
            && matches!(self.mels, 80 | 128)
    }

    /// Knows other languages than English.
    #[must_use]
    pub fn multilingual(&self) -> bool {
        self.vocabulary >= 51_865
    }

    /// Weights in matrices, which formats make smaller.
    #[must_use]
    pub fn matrix_weights(&self) -> u64 {
        let n = u64::from;
        // An attention has four squares, the layer behind it eight; decoders have two attentions.
        let squares = 12 * n(self.audio_layers) + 16 * n(self.text_layers);
        n(self.state) * n(self.state) * squares + n(self.state) * n(self.vocabulary)
    }

    /// Bytes of a file that no format makes smaller: positions, convolutions, filters, about the
    /// vocabulary.
    #[must_use]
    pub fn fixed_bytes(&self) -> u64 {
        let n = u64::from;
        let positions = 4 * n(self.state) * (n(self.audio_ctx) + n(self.text_ctx));
        let convolutions = 6 * n(self.state) * (n(self.state) + n(self.mels));
        positions + convolutions + 4 * 201 * n(self.mels) + 580_000
    }

    /// Tokens that stand for text; the ones behind them are marks, which whisper.cpp names itself.
    #[must_use]
    pub fn text_tokens(&self) -> u32 {
        if self.multilingual() { 50_257 } else { 50_256 }
    }
}
