//! Owns the number formats of a ggml model: how they are called and marked in a header.

use serde::{Deserialize, Serialize};

/// How the matrices of a model are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// 32 bits a weight.
    F32,
    /// 16 bits a weight.
    F16,
    /// 8.5 bits a weight.
    Q8_0,
    /// 5.5 bits a weight.
    Q5_0,
    /// 6 bits a weight.
    Q5_1,
    /// Any other that whisper.cpp reads.
    Other,
}

/// What ggml multiplies its version of quantisation by, in the header.
const VERSION_FACTOR: u32 = 1000;
/// ggml's version of quantisation.
const VERSION: u32 = 2;

impl Format {
    /// The short name, as in file names: `q5_0`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::F32 => "f32",
            Self::F16 => "f16",
            Self::Q8_0 => "q8_0",
            Self::Q5_0 => "q5_0",
            Self::Q5_1 => "q5_1",
            Self::Other => "other",
        }
    }

    /// Nothing for a number at which whisper.cpp would end the whole program.
    pub(crate) fn of_header(number: u32) -> Option<Self> {
        match number % VERSION_FACTOR {
            0 => Some(Self::F32),
            1 => Some(Self::F16),
            7 => Some(Self::Q8_0),
            8 => Some(Self::Q5_0),
            9 => Some(Self::Q5_1),
            // q4_0, q4_1, q2_K to q6_K, bf16
            2 | 3 | 10..=14 | 24 => Some(Self::Other),
            _ => None,
        }
    }

    /// What a header says of it; only formats that are written.
    pub(crate) fn header(self) -> Option<u32> {
        match self {
            Self::F32 => Some(0),
            Self::F16 => Some(1),
            Self::Q8_0 => Some(VERSION * VERSION_FACTOR + 7),
            Self::Q5_0 => Some(VERSION * VERSION_FACTOR + 8),
            Self::Q5_1 | Self::Other => None,
        }
    }

    /// What a tensor says of it.
    pub(crate) fn tensor(self) -> u32 {
        match self {
            Self::F32 => 0,
            Self::F16 => 1,
            Self::Q5_0 => 6,
            Self::Q5_1 => 7,
            Self::Q8_0 => 8,
            Self::Other => u32::MAX,
        }
    }
}
