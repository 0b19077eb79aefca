//! Owns judging whether tensors make a Whisper model: its measures, every part present in its
//! right shape, the vocabulary. Takes checkpoints and unquantised ggml models alike.

use crate::checkpoint::{self, Checkpoint, Look, Place, small};
use crate::stored::{Number, Stored};
use crate::tensors::{Expected, expected};
use crate::{CheckpointFault, Dims, Error, ggml, vocabulary};
use serde::Deserialize;
use std::fs::File;
use std::path::Path;

/// A whole model, its weights still in their files.
pub(crate) struct Weights {
    pub(crate) dims: Dims,
    pub(crate) tokens: Vec<Vec<u8>>,
    pub(crate) files: Vec<File>,
    pub(crate) tensors: Vec<(Expected, Stored)>,
}

/// The parts of a `config.json` that shapes do not tell.
#[derive(Deserialize)]
struct Config {
    model_type: Option<String>,
    encoder_attention_heads: Option<u32>,
    decoder_attention_heads: Option<u32>,
}

/// Width of a head in every model of OpenAI's.
const HEAD: u32 = 64;
const LONGEST_CONFIG: u64 = 1 << 20;

fn not_whisper(what: impl Into<String>) -> CheckpointFault {
    CheckpointFault::NotWhisper(what.into())
}

/// The measures of a checkpoint (a folder or file), without looking at all of it.
///
/// # Errors
/// [`Error::Read`], [`Error::NotACheckpoint`], [`Error::Nothing`].
pub fn checkpoint_dims(path: &Path) -> Result<Dims, Error> {
    let measured = measures(&checkpoint::open(path)?);
    measured.map_err(|source| Error::NotACheckpoint { path: path.to_owned(), source })
}

/// Opens a model for conversion. `base` is a ggml model whose vocabulary stands in for a missing
/// `vocab.json`.
pub(crate) fn open(path: &Path, base: &[u8]) -> Result<Weights, Error> {
    let fault = |source| Error::NotACheckpoint { path: path.to_owned(), source };
    if path.is_file() && checkpoint::look(path).is_ok_and(|look| look == Look::Ggml) {
        return of_ggml(path);
    }
    let checkpoint = checkpoint::open(path)?;
    let dims = measures(&checkpoint).map_err(fault)?;
    let json = checkpoint.folder.join("vocab.json");
    let text = if json.is_file() { small(&json, vocabulary::LONGEST_FILE)? } else { None };
    // One vocabulary serves all multilingual models, so a broken list beside a single file costs
    // nothing. Models for English alone have no other.
    let own = text.map(|text| vocabulary::of_json(&text, &dims));
    let tokens = match own {
        Some(Ok(tokens)) => tokens,
        None | Some(Err(_)) if dims.multilingual() => {
            vocabulary::of_model(base, &dims).map_err(fault)?
        }
        Some(Err(broken)) => return Err(fault(broken)),
        None => return Err(fault(CheckpointFault::Vocabulary("it has no vocab.json".to_owned()))),
    };
    let mut tensors = Vec::new();
    for wanted in expected(&dims) {
        let place = find(&checkpoint, &wanted.checkpoint);
        let place = place.ok_or_else(|| fault(missing(&wanted.checkpoint)))?;
        tensors.push(fits(wanted, place).map_err(fault)?);
    }
    let mut weights = Weights { dims, tokens, files: checkpoint.files, tensors };
    if let Some(output) = checkpoint.tensors.get("proj_out.weight") {
        weights.is_tied(output, path)?;
    }
    Ok(weights)
}

fn missing(name: &str) -> CheckpointFault {
    not_whisper(format!("{name} is missing"))
}

fn find<'a>(checkpoint: &'a Checkpoint, name: &str) -> Option<&'a Place> {
    let long = format!("model.{name}");
    checkpoint.tensors.get(&long).or_else(|| checkpoint.tensors.get(name))
}

fn fits(wanted: Expected, place: &Place) -> Result<(Expected, Stored), CheckpointFault> {
    // One-sided dimensions come and go between formats.
    let plain = |shape: &[u64]| shape.iter().copied().filter(|n| *n != 1).collect::<Vec<_>>();
    if plain(&place.shape) != plain(&wanted.shape) {
        let (found, name) = (place.shape.clone(), wanted.checkpoint);
        return Err(CheckpointFault::Shape { name, found, wanted: wanted.shape });
    }
    if place.stored.number == Number::Other {
        return Err(CheckpointFault::NumberFormat(wanted.checkpoint));
    }
    Ok((wanted, place.stored))
}

/// The measures, read off the shapes.
fn measures(checkpoint: &Checkpoint) -> Result<Dims, CheckpointFault> {
    let shape = |name: &str| {
        let place = find(checkpoint, name).ok_or_else(|| missing(name))?;
        let sizes: Option<Vec<u32>> = place.shape.iter().map(|n| u32::try_from(*n).ok()).collect();
        sizes.filter(|s| s.len() >= 2).ok_or_else(|| not_whisper(format!("{name} is no matrix")))
    };
    let layers = |side: &str| {
        let of = |name: &String| {
            let name = name.strip_prefix("model.").unwrap_or(name);
            let rest = name.strip_prefix(side)?.strip_prefix(".layers.")?;
            rest.split('.').next()?.parse::<u32>().ok()
        };
        checkpoint.tensors.keys().filter_map(of).max().map_or(0, |last| last.saturating_add(1))
    };
    let path = checkpoint.folder.join("config.json");
    let config = if path.is_file() { small(&path, LONGEST_CONFIG).ok().flatten() } else { None };
    let config: Option<Config> = config.and_then(|text| serde_json::from_slice(&text).ok());
    if let Some(kind) = config.as_ref().and_then(|c| c.model_type.as_ref())
        && kind != "whisper"
    {
        return Err(not_whisper(format!("its config.json says {kind:?}")));
    }
    let sound = shape("encoder.conv1.weight")?;
    let state = sound[0];
    let text = shape("decoder.embed_positions.weight")?;
    let heads = |given: Option<u32>| given.unwrap_or(state / HEAD);
    let dims = Dims {
        vocabulary: shape("decoder.embed_tokens.weight")?[0],
        audio_ctx: shape("encoder.embed_positions.weight")?[0],
        state,
        audio_heads: heads(config.as_ref().and_then(|c| c.encoder_attention_heads)),
        audio_layers: layers("encoder"),
        text_ctx: text[0],
        text_heads: heads(config.as_ref().and_then(|c| c.decoder_attention_heads)),
        text_layers: layers("decoder"),
        mels: sound[1],
    };
    if dims.possible() {
        Ok(dims)
    } else {
        Err(not_whisper("its measures are those of no Whisper"))
    }
}

fn of_ggml(path: &Path) -> Result<Weights, Error> {
    let fault = |source| Error::NotACheckpoint { path: path.to_owned(), source };
    let facts = ggml::inspect_file(path)?;
    let mut tensors = Vec::new();
    for wanted in expected(&facts.dims) {
        let tensor = facts.tensors.iter().find(|t| t.name == wanted.ggml);
        let tensor = tensor.ok_or_else(|| fault(missing(&wanted.ggml)))?;
        let number = match tensor.kind {
            0 => Number::F32,
            1 => Number::F16,
            30 => Number::Bf16,
            // Smaller numbers cannot be made from numbers that are small already.
            _ => Number::Other,
        };
        let stored = Stored { file: 0, offset: tensor.offset, number };
        let place = Place { shape: tensor.shape.clone(), stored };
        tensors.push(fits(wanted, &place).map_err(fault)?);
    }
    let file = File::open(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
    Ok(Weights { dims: facts.dims, tokens: facts.tokens, files: vec![file], tensors })
}

impl Weights {
    /// The output layer is the table of tokens once more; where it is another one, ggml has no
    /// place for it.
    fn is_tied(&mut self, output: &Place, path: &Path) -> Result<(), Error> {
        const PIECE: u64 = 1 << 18;
        let table = self.tensors.iter().find(|(e, _)| e.ggml == "decoder.token_embedding.weight");
        let Some((table, stored)) = table.map(|(e, s)| (e.shape.clone(), *s)) else {
            return Ok(());
        };
        let another = || Error::NotACheckpoint {
            path: path.to_owned(),
            source: not_whisper("its output layer is not its table of tokens"),
        };
        if output.shape != table || output.stored.number == Number::Other {
            return Err(another());
        }
        if output.stored == stored {
            return Ok(());
        }
        let values: u64 = table.iter().product();
        for from in (0..values).step_by(usize::try_from(PIECE).unwrap_or(1)) {
            let count = usize::try_from(PIECE.min(values - from)).unwrap_or(0);
            let mut read = |s: &Stored| {
                let read = s.read(&mut self.files, from, count);
                read.map_err(|source| Error::Read { path: path.to_owned(), source })
            };
            if read(&stored)? != read(&output.stored)? {
                return Err(another());
            }
        }
        Ok(())
    }
}
