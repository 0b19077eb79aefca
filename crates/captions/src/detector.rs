//! Owns the voice detector model (Silero, in whisper.cpp's form): where in a sound somebody
//! speaks. Refuses to be needed: without it the sound alone decides, see `speech_sound.rs`.

use crate::{Error, SAMPLE_RATE};
use std::path::{Path, PathBuf};
use timeline::{TimeRange, Timestamp};
use whisper_rs::{WhisperVadContext, WhisperVadContextParams};

/// Samples that one answer is for.
const STEP: usize = 512;
/// Surer than this, somebody speaks; the usual threshold of this detector.
const SPEAKS: f32 = 0.5;
/// Speech that dips below [`SPEAKS`] goes on down to this.
const GOES_ON: f32 = 0.35;
/// Answers of one sign that are shorter than so many steps are noise of the detector.
const SHORTEST: usize = 4;

/// Stretches of `samples` (16 kHz mono) in which the detector at `path` hears someone speak.
///
/// # Errors
/// [`Error::LoadModel`] when the file is no detector model or its path cannot be handed over,
/// [`Error::Recognise`] when it fails.
pub fn speaking(path: &Path, samples: &[f32]) -> Result<Vec<TimeRange>, Error> {
    let refused = |source: Box<dyn std::error::Error + Send + Sync>| Error::LoadModel {
        path: PathBuf::from(path),
        source,
    };
    // Checked before it is handed on: the binding refuses zero bytes by a panic.
    let name = path.to_str().filter(|name| !name.contains('\0'));
    let name = name.ok_or_else(|| refused("the path is no text".into()))?;
    whisper_rs::install_logging_hooks();
    let mut parameters = WhisperVadContextParams::new();
    // Its graphs are too small to share.
    parameters.set_n_threads(1);
    parameters.set_use_gpu(false);
    let mut detector =
        WhisperVadContext::new(name, parameters).map_err(|source| refused(source.into()))?;
    if samples.len() < STEP {
        return Ok(Vec::new());
    }
    detector
        .detect_speech(samples)
        .map_err(|source| Error::Recognise { at_us: 0, source: source.into() })?;
    Ok(stretches(detector.probabilities()))
}

fn stretches(probabilities: &[f32]) -> Vec<TimeRange> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let mut open = false;
    for (i, p) in probabilities.iter().enumerate() {
        open = *p >= SPEAKS || (open && *p >= GOES_ON);
        if !open {
            continue;
        }
        match runs.last_mut().filter(|r| i <= r.1 + SHORTEST) {
            Some(run) => run.1 = i + 1,
            None => runs.push((i, i + 1)),
        }
    }
    let time = |step: usize| {
        let samples = i64::try_from(step * STEP).unwrap_or(i64::MAX);
        Timestamp::from_micros(samples.saturating_mul(1_000_000) / i64::from(SAMPLE_RATE))
    };
    runs.retain(|(from, to)| to - from >= SHORTEST);
    runs.iter().filter_map(|&(from, to)| TimeRange::new(time(from), time(to)).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubt_ends_no_speech_and_a_click_begins_none() {
        let mut probabilities = vec![0.1; 60];
        probabilities[10..30].fill(0.9);
        probabilities[18..22].fill(0.4);
        probabilities[50] = 0.8;
        let found = stretches(&probabilities);
        let ranges: Vec<(i64, i64)> =
            found.iter().map(|r| (r.start().millis(), r.end().millis())).collect();
        assert_eq!(ranges, [(320, 960)]);
    }

    #[test]
    fn another_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("no-detector.bin");
        std::fs::write(&path, vec![7; 4096]).unwrap();
        assert!(matches!(speaking(&path, &[0.0; 16_000]), Err(Error::LoadModel { .. })));
        assert!(speaking(&folder.path().join("missing.bin"), &[0.0; 16_000]).is_err());
    }
}
