//! Owns the text tokens of a model: read from a checkpoint's `vocab.json`, or taken from a ggml
//! model, since all multilingual Whisper models share one list.

use crate::ggml::LONGEST_TOKEN;
use crate::{CheckpointFault, Dims, ggml};
use std::collections::HashMap;

/// Real ones have less than a megabyte.
pub(crate) const LONGEST_FILE: u64 = 16 << 20;

fn broken(what: impl Into<String>) -> CheckpointFault {
    CheckpointFault::Vocabulary(what.into())
}

/// The bytes of each text token, out of a `vocab.json`. Tokens that stand for marks are left out.
pub(crate) fn of_json(text: &[u8], dims: &Dims) -> Result<Vec<Vec<u8>>, CheckpointFault> {
    let ids: HashMap<String, u32> =
        serde_json::from_slice(text).map_err(|e| broken(e.to_string()))?;
    let alphabet = alphabet();
    let count = dims.text_tokens();
    let mut tokens: Vec<Option<Vec<u8>>> = vec![None; count as usize];
    for (text, id) in ids {
        let Some(place) = tokens.get_mut(id as usize) else { continue };
        let bytes: Option<Vec<u8>> = text.chars().map(|c| alphabet.get(&c).copied()).collect();
        let bytes = bytes.filter(|b| b.len() <= LONGEST_TOKEN as usize);
        let bytes = bytes.ok_or_else(|| broken(format!("token {id} is no token")))?;
        if place.replace(bytes).is_some() {
            return Err(broken(format!("token {id} is there twice")));
        }
    }
    let missing = |id: usize| broken(format!("token {id} is missing"));
    let filled = |(id, token): (usize, Option<Vec<u8>>)| token.ok_or_else(|| missing(id));
    tokens.into_iter().enumerate().map(filled).collect()
}

/// The list of another ggml model.
pub(crate) fn of_model(model: &[u8], dims: &Dims) -> Result<Vec<Vec<u8>>, CheckpointFault> {
    if !dims.multilingual() {
        return Err(broken("models for English alone need their vocab.json"));
    }
    let facts = ggml::inspect(model).map_err(|e| broken(e.to_string()))?;
    let right = facts.tokens.len() == dims.text_tokens() as usize;
    if right { Ok(facts.tokens) } else { Err(broken("the other model has another list")) }
}

/// Bytes as `vocab.json` writes them: printable Latin ones as themselves, the rest as signs from
/// 256 on, in order.
fn alphabet() -> HashMap<char, u8> {
    let printable = |b: &u8| matches!(b, b'!'..=b'~' | 0xa1..=0xac | 0xae..=0xff);
    let own = (0..=255_u8).filter(printable).map(|b| (char::from(b), b));
    let others = (0..=255_u8).filter(|b| !printable(b));
    let others = (256_u32..).zip(others).filter_map(|(c, b)| Some((char::from_u32(c)?, b)));
    own.chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dims() -> Dims {
        Dims {
            vocabulary: 51_865,
            audio_ctx: 1500,
            state: 64,
            audio_heads: 1,
            audio_layers: 1,
            text_ctx: 448,
            text_heads: 1,
            text_layers: 1,
            mels: 80,
        }
    }

    fn test_model() -> Vec<u8> {
        let path =
            concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/test/ggml-espeak-vi-test.bin");
        std::fs::read(path).unwrap()
    }

    #[test]
    fn a_list_written_as_json_comes_back() {
        let tokens = of_model(&test_model(), &dims()).unwrap();
        let back: HashMap<u8, char> = alphabet().into_iter().map(|(c, b)| (b, c)).collect();
        assert_eq!((back.len(), back[&b' '], back[&0]), (256, 'Ġ', 'Ā'));
        let text = |bytes: &Vec<u8>| bytes.iter().map(|b| back[b]).collect::<String>();
        let mut json: serde_json::Map<String, serde_json::Value> =
            tokens.iter().enumerate().map(|(id, bytes)| (text(bytes), id.into())).collect();
        json.insert("<|endoftext|>".to_owned(), 50_257.into());
        let read = of_json(&serde_json::to_vec(&json).unwrap(), &dims()).unwrap();
        assert_eq!(read, tokens);
        json.remove("!");
        let fault = of_json(&serde_json::to_vec(&json).unwrap(), &dims());
        assert!(matches!(fault, Err(CheckpointFault::Vocabulary(_))));
    }
}
