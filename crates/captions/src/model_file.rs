//! Owns what a speech model file must look like before C code may read it: magic number, sizes,
//! and every block present to the last byte. Refuses to load it.

use crate::ModelFault;

const MAGIC: u32 = 0x6767_6d6c;
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

/// Tokens of a vocabulary of many languages; those of English alone have one less.
const MULTILINGUAL: u32 = 51_865;

/// True for the beginning of a model file that knows more than one language, and so translates.
#[must_use]
pub fn is_multilingual(beginning: &[u8]) -> bool {
    let mut file = Walk { bytes: beginning, at: 0 };
    let magic = file.number().is_ok_and(|magic| magic == MAGIC);
    magic && file.number().is_ok_and(|vocabulary| vocabulary >= MULTILINGUAL)
}

/// Walks the whole file without keeping any of it.
pub(crate) fn check(bytes: &[u8]) -> Result<(), ModelFault> {
    let mut file = Walk { bytes, at: 0 };
    if file.number().map_err(|_| ModelFault::Magic)? != MAGIC {
        return Err(ModelFault::Magic);
    }
    let vocabulary = header(&mut file)?;
    let (mels, bins) = (file.number()?, file.number()?);
    if !matches!(mels, 80 | 128) || bins != 201 {
        return Err(ModelFault::Header);
    }
    file.skip(u64::from(mels) * u64::from(bins) * 4)?;
    let tokens = file.number()?;
    if tokens > vocabulary {
        return Err(ModelFault::Header);
    }
    for _ in 0..tokens {
        let length = file.number()?;
        if length > 1024 {
            return Err(ModelFault::Header);
        }
        file.skip(u64::from(length))?;
    }
    let mut tensors = 0_u32;
    while file.at < bytes.len() {
        tensor(&mut file)?;
        tensors += 1;
    }
    // Eleven outside the layers; a file without layers holds no model.
    if tensors < 12 { Err(ModelFault::Truncated) } else { Ok(()) }
}

/// Eleven numbers; returns the size of the vocabulary.
fn header(file: &mut Walk<'_>) -> Result<u32, ModelFault> {
    let mut h = [0_u32; 11];
    for value in &mut h {
        *value = file.number()?;
    }
    let [
        vocabulary,
        audio_ctx,
        audio,
        heads,
        layers,
        text_ctx,
        text,
        text_heads,
        text_layers,
        mels,
        _,
    ] = h;
    let state = |width: u32, heads: u32, layers: u32| {
        (32..=4096).contains(&width)
            && (1..=64).contains(&heads)
            && width.is_multiple_of(heads)
            && (1..=64).contains(&layers)
    };
    let right = (51_864..=60_000).contains(&vocabulary)
        && audio_ctx == 1500
        && (64..=4096).contains(&text_ctx)
        && state(audio, heads, layers)
        && state(text, text_heads, text_layers)
        && audio == text
        && matches!(mels, 80 | 128);
    if right { Ok(vocabulary) } else { Err(ModelFault::Header) }
}

fn tensor(file: &mut Walk<'_>) -> Result<(), ModelFault> {
    let (dims, name, kind) = (file.number()?, file.number()?, file.number()?);
    if !(1..=4).contains(&dims) || name > 256 {
        return Err(ModelFault::Header);
    }
    let mut values = 1_u64;
    for _ in 0..dims {
        values = values.checked_mul(u64::from(file.number()?)).ok_or(ModelFault::Header)?;
    }
    file.skip(u64::from(name))?;
    let (_, size, block) = TYPES.iter().find(|t| t.0 == kind).ok_or(ModelFault::NumberFormat)?;
    if !values.is_multiple_of(*block) {
        return Err(ModelFault::Header);
    }
    file.skip((values / block).checked_mul(*size).ok_or(ModelFault::Header)?)
}

struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Walk<'_> {
    fn number(&mut self) -> Result<u32, ModelFault> {
        let four = self.bytes.get(self.at..).and_then(|rest| rest.first_chunk::<4>());
        self.at += 4;
        four.map(|b| u32::from_le_bytes(*b)).ok_or(ModelFault::Truncated)
    }

    fn skip(&mut self, n: u64) -> Result<(), ModelFault> {
        let to = usize::try_from(n).ok().and_then(|n| self.at.checked_add(n));
        self.at = to.filter(|to| *to <= self.bytes.len()).ok_or(ModelFault::Truncated)?;
        Ok(())
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
        assert_eq!(check(&bytes), Ok(()));
        for at in [4, 40, 5_000, 600_000, bytes.len() / 2, bytes.len() - 1] {
            assert_eq!(check(&bytes[..at]), Err(ModelFault::Truncated), "cut at {at}");
        }
    }

    #[test]
    fn other_files_are_named_for_what_they_are() {
        assert_eq!(check(b""), Err(ModelFault::Magic));
        assert_eq!(check(b"GGUF and so on"), Err(ModelFault::Magic));
        let mut bytes = test_model();
        bytes[8] = 0xff;
        assert_eq!(check(&bytes), Err(ModelFault::Header));
    }
}
