//! Owns how fast speech models work on this computer: measured by a short run in a child, kept,
//! and from one model guessed for another by how much there is to compute.

use super::fits;
use crate::task::Task;
use crate::{Error, Studio, Watch};
use captions::{Pace, SpeechModel};
use serde::{Deserialize, Serialize};
use speech_models::{Dims, Format, Work, inspect_file, probe};
use std::collections::BTreeMap;
use std::path::Path;

/// Under this name in the library.
const NAME: &str = "model-speed";
/// The one that stands for all while none is installed: small, but too wide for tricks with
/// caches, and decoded by as many threads as real ones.
const PROBE: Dims = Dims {
    vocabulary: 51_865,
    audio_ctx: 1500,
    state: 512,
    audio_heads: 8,
    audio_layers: 3,
    text_ctx: 448,
    text_heads: 8,
    text_layers: 3,
    mels: 80,
};
/// Windows of half a minute for a minute of clip: they are cut at pauses and rarely full.
const WINDOWS: f64 = 2.2;
/// Tokens in a minute of lively Vietnamese: four syllables a second, five tokens for four.
const TOKENS: f64 = 300.0;

/// One measured model.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct Measured {
    dims: Dims,
    pace: Pace,
}

/// All measured ones, by id.
pub(super) type Speeds = BTreeMap<String, Measured>;

/// The child's side: loads and measures.
pub(crate) fn run(model: Option<&Path>) -> Result<Measured, Error> {
    let (dims, model) = match model {
        Some(path) => {
            fits::ready(path)?;
            (inspect_file(path)?.dims, SpeechModel::open(path)?)
        }
        None => {
            let missing = captions::missing_features();
            if !missing.is_empty() {
                let missing = missing.into_iter().map(String::from).collect();
                return Err(Error::Processor { missing });
            }
            let bytes = probe(&PROBE, Format::Q5_0).unwrap_or_default();
            (PROBE, SpeechModel::from_bytes(&bytes)?)
        }
    };
    Ok(Measured { dims, pace: model.pace(&crate::sample::voice())? })
}

/// What was measured so far. What cannot be read is measured anew.
pub(super) async fn known(studio: &Studio) -> Speeds {
    studio.library.setting(NAME).await.ok().flatten().unwrap_or_default()
}

/// Measures an installed model, or with nothing this computer as such, and keeps it. Minutes of
/// work for a minute of clip.
///
/// # Errors
/// [`Error::Input`] when there is no such model; why it cannot run; [`Error::Cancelled`].
pub async fn measure(studio: &Studio, id: Option<&str>, watch: &Watch) -> Result<f32, Error> {
    let model = match id {
        Some(id) => Some(super::find(&studio.home, id)?.path),
        None => None,
    };
    let measured: Measured = studio.children.run(&Task::Measure { model }, watch).await?;
    let mut speeds = known(studio).await;
    speeds.insert(id.unwrap_or_default().to_owned(), measured);
    studio.library.set_setting(NAME, &speeds).await?;
    Ok(minutes(measured.pace))
}

/// Minutes of work for a minute of clip with a model, and whether that very model was measured.
pub(super) fn expected(speeds: &Speeds, id: &str, dims: &Dims) -> Option<(f32, bool)> {
    if let Some(own) = speeds.get(id) {
        return Some((minutes(own.pace), true));
    }
    // The nearest in size says most about caches and memory.
    let work = Work::of(dims);
    let distance = |m: &&Measured| (Work::of(&m.dims).encode / work.encode).ln().abs();
    let nearest = speeds.values().min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
    let other = Work::of(&nearest.dims);
    let pace = Pace {
        encode_s: nearest.pace.encode_s * work.encode / other.encode,
        token_s: nearest.pace.token_s * work.token / other.token,
    };
    Some((minutes(pace), false))
}

#[expect(clippy::cast_possible_truncation, reason = "minutes for a screen")]
fn minutes(pace: Pace) -> f32 {
    ((WINDOWS * pace.encode_s + TOKENS * pace.token_s) / 60.0) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_measured_model_tells_about_the_others() {
        let measured = Measured { dims: PROBE, pace: Pace { encode_s: 1.0, token_s: 0.01 } };
        let speeds = Speeds::from([("a".to_owned(), measured)]);
        let (own, sure) = expected(&speeds, "a", &PROBE).unwrap();
        assert!((own - 5.2 / 60.0).abs() < 1e-6 && sure);
        let small =
            Dims { state: 768, audio_heads: 12, audio_layers: 12, text_layers: 12, ..PROBE };
        let (guess, sure) = expected(&speeds, "b", &small).unwrap();
        assert!((4.0..12.0).contains(&(guess / own)) && !sure, "{guess}");
        assert_eq!(expected(&Speeds::new(), "b", &small), None);
    }

    #[test]
    fn the_probe_is_a_model_that_can_be_run() {
        let bytes =
            probe(&Dims { state: 64, audio_heads: 2, text_heads: 2, ..PROBE }, Format::Q5_0);
        let model = SpeechModel::from_bytes(&bytes.unwrap()).unwrap();
        let pace = model.pace(&vec![0.1; 16_000]).unwrap();
        assert!(pace.encode_s > 0.0 && pace.token_s > 0.0);
    }
}
