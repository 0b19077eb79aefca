//! Owns reading weights where they lie: plain numbers at a place in a file, a piece at a time, so
//! that a checkpoint larger than the memory can be converted.

use half::{bf16, f16};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

/// How a checkpoint keeps its weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Number {
    F32,
    F16,
    Bf16,
    /// Not converted.
    Other,
}

impl Number {
    pub(crate) fn bytes(self) -> u64 {
        match self {
            Self::F32 => 4,
            Self::F16 | Self::Bf16 => 2,
            Self::Other => 1,
        }
    }
}

/// Where a tensor's weights lie, one behind the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stored {
    /// Number of the file.
    pub(crate) file: usize,
    /// Of the first weight.
    pub(crate) offset: u64,
    pub(crate) number: Number,
}

impl Stored {
    /// Reads `count` weights from number `from` on.
    pub(crate) fn read(
        &self,
        files: &mut [File],
        from: u64,
        count: usize,
    ) -> std::io::Result<Vec<f32>> {
        let size = self.number.bytes();
        let file = &mut files[self.file];
        file.seek(SeekFrom::Start(self.offset + from * size))?;
        let mut bytes = vec![0; count * usize::try_from(size).unwrap_or(1)];
        file.read_exact(&mut bytes)?;
        let two = |pair: &[u8]| [pair[0], pair[1]];
        Ok(match self.number {
            Number::F32 => {
                let four = |b: &[u8]| f32::from_le_bytes([b[0], b[1], b[2], b[3]]);
                bytes.chunks_exact(4).map(four).collect()
            }
            Number::F16 => {
                bytes.chunks_exact(2).map(|b| f16::from_le_bytes(two(b)).to_f32()).collect()
            }
            Number::Bf16 => {
                bytes.chunks_exact(2).map(|b| bf16::from_le_bytes(two(b)).to_f32()).collect()
            }
            Number::Other => Vec::new(),
        })
    }
}
