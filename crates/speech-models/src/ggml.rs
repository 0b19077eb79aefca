//! Owns what a ggml speech model must look like before C code may read it: magic number, sizes,
//! and every block present to the last byte. Refuses to load it.

use crate::{Dims, Error, Format, ModelFault};
use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek};
use std::path::Path;

pub(crate) const MAGIC: u32 = 0x6767_6d6c;
/// Bands of the Fourier transform behind the mel filters.
pub(crate) const BINS: u32 = 201;
/// No token is longer.
pub(crate) const LONGEST_TOKEN: u32 = 1024;
/// Bytes and values of one block for each ggml type that a Whisper file may hold.
const TYPES: [(u32, u64, u64); 14] = [
    (0, 4, 1),     // f32
    (1, 2, 1),     // f16
    (2, 18, 32),   // q4_0
    (3, 20, 32),   // q4_1
    (6, 22, 32),   // q5_0
    (7, 24, 32),   // q5_1
    (8, 34, 32),   // q8_0
    (10, 84, 256), // q2_K
    (11, 110, 256),
    (12, 144, 256),
    (13, 176, 256),
    (14, 210, 256), // q6_K
    (15, 292, 256),
    (30, 2, 1), // bf16
];
/// The largest model has 1,260 tensors.
const MOST_TENSORS: usize = 10_000;

/// What a ggml speech model is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Its measures.
    pub dims: Dims,
    /// How its matrices are kept.
    pub format: Format,
    /// Length of the file in bytes.
    pub bytes: u64,
    pub(crate) tokens: Vec<Vec<u8>>,
    pub(crate) tensors: Vec<Tensor>,
}

impl Facts {
    /// Whether it can be loaded as it is, not only converted.
    ///
    /// # Errors
    /// [`ModelFault::Exact`].
    pub fn runs(&self) -> Result<(), ModelFault> {
        if self.format == Format::F32 { Err(ModelFault::Exact) } else { Ok(()) }
    }
}

/// One tensor in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tensor {
    pub(crate) name: String,
    /// Outermost first.
    pub(crate) shape: Vec<u64>,
    pub(crate) kind: u32,
    pub(crate) offset: u64,
}

/// Walks a whole model in memory.
///
/// # Errors
/// What is wrong with it.
pub fn inspect(bytes: &[u8]) -> Result<Facts, ModelFault> {
    walk(Cursor::new(bytes), bytes.len() as u64)
}

/// Walks a whole file without keeping it.
///
/// # Errors
/// [`Error::Read`], [`Error::NotAModel`].
pub fn inspect_file(path: &Path) -> Result<Facts, Error> {
    let read = || {
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        Ok((BufReader::with_capacity(1 << 16, file), length))
    };
    let (file, length) = read().map_err(|source| Error::Read { path: path.to_owned(), source })?;
    walk(file, length).map_err(|source| Error::NotAModel { path: path.to_owned(), source })
}

fn walk<R: Read + Seek>(file: R, length: u64) -> Result<Facts, ModelFault> {
    let mut file = Walk { file: BufReader::new(file), at: 0, length };
    if file.number().map_err(|_| ModelFault::Magic)? != MAGIC {
        return Err(ModelFault::Magic);
    }
    let (dims, format) = header(&mut file)?;
    let (mels, bins) = (file.number()?, file.number()?);
    if mels != dims.mels || bins != BINS {
        return Err(ModelFault::Header);
    }
    file.skip(u64::from(mels) * u64::from(bins) * 4)?;
    let count = file.number()?;
    if count > dims.vocabulary {
        return Err(ModelFault::Header);
    }
    let mut tokens = Vec::new();
    for _ in 0..count {
        let length = file.number()?;
        if length > LONGEST_TOKEN {
            return Err(ModelFault::Header);
        }
        tokens.push(file.bytes(length)?);
    }
    let mut tensors = Vec::new();
    while file.at < file.length {
        tensors.push(tensor(&mut file)?);
        if tensors.len() > MOST_TENSORS {
            return Err(ModelFault::Header);
        }
    }
    // Eleven outside the layers; a file without layers holds no model.
    if tensors.len() < 12 {
        return Err(ModelFault::Truncated);
    }
    Ok(Facts { dims, format, bytes: length, tokens, tensors })
}

fn header<R: Read + Seek>(file: &mut Walk<R>) -> Result<(Dims, Format), ModelFault> {
    let mut h = [0_u32; 11];
    for value in &mut h {
        *value = file.number()?;
    }
    let [
        vocabulary,
        audio_ctx,
        state,
        audio_heads,
        audio_layers,
        text_ctx,
        text_state,
        text_heads,
        text_layers,
        mels,
        kind,
    ] = h;
    let dims = Dims {
        vocabulary,
        audio_ctx,
        state,
        audio_heads,
        audio_layers,
        text_ctx,
        text_heads,
        text_layers,
        mels,
    };
    if !dims.possible() || state != text_state {
        return Err(ModelFault::Header);
    }
    Ok((dims, Format::of_header(kind).ok_or(ModelFault::NumberFormat)?))
}

fn tensor<R: Read + Seek>(file: &mut Walk<R>) -> Result<Tensor, ModelFault> {
    let (dims, name, kind) = (file.number()?, file.number()?, file.number()?);
    if !(1..=4).contains(&dims) || name > 256 {
        return Err(ModelFault::Header);
    }
    let mut values = 1_u64;
    let mut shape = Vec::new();
    for _ in 0..dims {
        let length = u64::from(file.number()?);
        values = values.checked_mul(length).ok_or(ModelFault::Header)?;
        shape.insert(0, length);
    }
    let name = String::from_utf8(file.bytes(name)?).map_err(|_| ModelFault::Header)?;
    let (_, size, block) = TYPES.iter().find(|t| t.0 == kind).ok_or(ModelFault::NumberFormat)?;
    // Blocks never go over the end of a row.
    if !shape.last().is_some_and(|row| row.is_multiple_of(*block)) {
        return Err(ModelFault::Header);
    }
    let offset = file.at;
    file.skip((values / block).checked_mul(*size).ok_or(ModelFault::Header)?)?;
    Ok(Tensor { name, shape, kind, offset })
}

struct Walk<R> {
    file: BufReader<R>,
    at: u64,
    length: u64,
}

impl<R: Read + Seek> Walk<R> {
    fn number(&mut self) -> Result<u32, ModelFault> {
        let mut four = [0; 4];
        self.file.read_exact(&mut four).map_err(|_| ModelFault::Truncated)?;
        self.at += 4;
        Ok(u32::from_le_bytes(four))
    }

    fn bytes(&mut self, n: u32) -> Result<Vec<u8>, ModelFault> {
        let mut bytes = vec![0; n as usize];
        self.file.read_exact(&mut bytes).map_err(|_| ModelFault::Truncated)?;
        self.at += u64::from(n);
        Ok(bytes)
    }

    fn skip(&mut self, n: u64) -> Result<(), ModelFault> {
        let to = self.at.checked_add(n).filter(|to| *to <= self.length);
        self.at = to.ok_or(ModelFault::Truncated)?;
        let n = i64::try_from(n).map_err(|_| ModelFault::Header)?;
        self.file.seek_relative(n).map_err(|_| ModelFault::Truncated)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn test_model() -> Vec<u8> {
        let path =
            concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/test/ggml-espeak-vi-test.bin");
        std::fs::read(path).unwrap()
    }

    #[test]
    fn the_test_model_is_whole_and_any_cut_is_seen() {
        let bytes = test_model();
        let facts = inspect(&bytes).unwrap();
        assert_eq!((facts.dims.state, facts.format), (128, Format::Q5_0));
        assert_eq!(facts.tokens.len(), facts.dims.text_tokens() as usize);
        for at in [4, 40, 5_000, 600_000, bytes.len() / 2, bytes.len() - 1] {
            assert_eq!(inspect(&bytes[..at]).err(), Some(ModelFault::Truncated), "cut at {at}");
        }
    }

    #[test]
    fn other_files_are_named_for_what_they_are() {
        assert_eq!(inspect(b"").err(), Some(ModelFault::Magic));
        assert_eq!(inspect(b"GGUF and so on").err(), Some(ModelFault::Magic));
        let mut bytes = test_model();
        bytes[8] = 0xff;
        assert_eq!(inspect(&bytes).err(), Some(ModelFault::Header));
        // Numbers in the place of the format at which whisper.cpp ends the program.
        for number in [4_u32, 99, u32::MAX] {
            let mut bytes = test_model();
            bytes[44..48].copy_from_slice(&number.to_le_bytes());
            assert_eq!(inspect(&bytes).err(), Some(ModelFault::NumberFormat), "{number}");
        }
        let mut bytes = test_model();
        bytes[44..48].copy_from_slice(&0_u32.to_le_bytes());
        assert_eq!(inspect(&bytes).unwrap().runs(), Err(ModelFault::Exact));
    }
}
