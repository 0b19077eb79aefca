//! Owns whisper: the only file that names it. Loads a model from memory (so that any path works
//! on any system) and decodes chunk by chunk. Refuses to be asked to stop: the process that runs
//! it is ended instead.
//!
//! What this file relies on and what it does not: spans' ends are right, their starts are not
//! (see `heard.rs`); the probability that nothing was said is never filled in; without
//! timestamps all times are nonsense, so that mode is never used.

use crate::chunks::{Chunk, chunks};
use crate::heard::{Span, Token, words};
use crate::voiced::voiced;
use crate::{Error, ModelFault, SAMPLE_RATE, Transcriber, model_file};
use job::{Job, Stage};
use std::path::{Path, PathBuf};
use timeline::{Timestamp, Transcript, Word, WordSource};
use whisper_rs::{
    FullParams, SamplingStrategy, WhisperContext, WhisperContextParameters, WhisperError,
    WhisperState,
};

/// A loaded speech model.
pub struct SpeechModel {
    context: WhisperContext,
    threads: i32,
}

impl SpeechModel {
    /// Reads and checks the whole file, then loads it.
    ///
    /// # Errors
    /// [`Error::ReadModel`], [`Error::NotAModel`] or [`Error::LoadModel`], each with the path.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let bytes = std::fs::read(path)
            .map_err(|source| Error::ReadModel { path: path.to_owned(), source })?;
        Self::load(&bytes, path)
    }

    /// Loads a model from memory; errors name it `(memory)`.
    ///
    /// # Errors
    /// [`Error::NotAModel`] or [`Error::LoadModel`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        Self::load(bytes, Path::new("(memory)"))
    }

    /// Looks at a model file without loading it. Errors name `path`.
    ///
    /// # Errors
    /// [`Error::NotAModel`].
    pub fn check(path: &Path, bytes: &[u8]) -> Result<(), Error> {
        let named = |source: ModelFault| Error::NotAModel { path: path.to_owned(), source };
        model_file::check(bytes).map_err(named)
    }

    fn load(bytes: &[u8], path: &Path) -> Result<Self, Error> {
        Self::check(path, bytes)?;
        // Without the hooks whisper writes to standard error; standard output is the protocol's.
        whisper_rs::install_logging_hooks();
        let mut parameters = WhisperContextParameters::default();
        parameters.use_gpu(false);
        WhisperContext::new_from_buffer_with_params(bytes, parameters)
            .map(|context| Self { context, threads: threads(bytes.len()) })
            .map_err(|source| Error::LoadModel { path: PathBuf::from(path), source: source.into() })
    }

    /// Whisper's short name of a BCP 47 language, if this model knows it.
    fn language<'a>(&self, language: &'a str) -> Result<&'a str, Error> {
        let short = language.split(['-', '_']).next().unwrap_or_default();
        // Checked before it is handed on: the binding refuses zero bytes by a panic.
        let plain = !short.is_empty() && short.bytes().all(|b| b.is_ascii_lowercase());
        let known = plain
            && whisper_rs::get_lang_id(short).is_some()
            && (short == "en" || self.context.is_multilingual());
        if known { Ok(short) } else { Err(Error::Language { language: language.to_owned() }) }
    }

    fn parameters<'a>(&self, language: &'a str) -> FullParams<'a, 'static> {
        let mut p = FullParams::new(SamplingStrategy::Greedy { best_of: 5 });
        p.set_language(Some(language));
        p.set_n_threads(self.threads);
        // Earlier text carried along makes errors spread from chunk to chunk.
        p.set_n_max_text_ctx(0);
        // Otherwise speech that begins late is reported from the first second.
        p.set_max_initial_ts(0.0);
        p.set_print_special(false);
        p.set_print_progress(false);
        p.set_print_realtime(false);
        p.set_print_timestamps(false);
        p
    }
}

impl Transcriber for SpeechModel {
    fn transcribe(
        &self,
        samples: &[f32],
        language: &str,
        job: &Job<'_>,
    ) -> Result<Transcript, Error> {
        let short = self.language(language)?;
        job.progress(Stage::Recognise, 0.0);
        let failed = |at: Timestamp| {
            move |source: WhisperError| Error::Recognise {
                at_us: at.micros(),
                source: source.into(),
            }
        };
        let clip_end = time_of(samples.len());
        let chunks = chunks(samples, &voiced(samples), clip_end);
        let mut state = self.context.create_state().map_err(failed(Timestamp::ZERO))?;
        let mut heard: Vec<Word> = Vec::new();
        for chunk in &chunks {
            let start = chunk.range.start();
            let spans = decode(&mut state, samples, chunk, self.parameters(short))
                .map_err(failed(start))?;
            heard.extend(words(spans, &chunk.voiced));
            let done = chunk.range.end().seconds() / clip_end.seconds().max(1e-6);
            job.progress(Stage::Recognise, done);
        }
        job.progress(Stage::Recognise, 1.0);
        Ok(Transcript::new(language, WordSource::Speech, heard)?)
    }
}

fn decode(
    state: &mut WhisperState,
    samples: &[f32],
    chunk: &Chunk,
    parameters: FullParams<'_, '_>,
) -> Result<Vec<Span>, WhisperError> {
    let (from, to) = (sample_at(chunk.range.start()), sample_at(chunk.range.end()));
    let mut sound: Vec<f32> = samples[from.min(samples.len())..to.min(samples.len())].to_vec();
    for sample in sound.iter_mut().filter(|s| !s.is_finite()) {
        *sample = 0.0;
    }
    // Less than 100 ms is refused by whisper; silence behind the sound changes nothing.
    let least = SAMPLE_RATE as usize / 2;
    sound.resize(sound.len().max(least), 0.0);
    state.full(parameters, &sound)?;
    let mut spans = Vec::new();
    for segment in state.as_iter() {
        let at = |hundredths: i64| chunk.range.start() + Timestamp::from_millis(hundredths * 10);
        let mut tokens = Vec::new();
        for token in (0..segment.n_tokens()).filter_map(|i| segment.get_token(i)) {
            let bytes = token.to_bytes()?;
            if !is_mark(bytes) {
                let probability = token.token_probability();
                tokens.push(Token { bytes: bytes.to_vec(), probability });
            }
        }
        spans.push(Span {
            start: at(segment.start_timestamp()),
            end: at(segment.end_timestamp()),
            tokens,
        });
    }
    Ok(spans)
}

/// Tokens that stand for times or the end, e.g. `[_TT_50]`, are no text.
fn is_mark(bytes: &[u8]) -> bool {
    bytes.starts_with(b"[_") && bytes.ends_with(b"]")
}

/// Whisper's threads spin while they wait for each other: more than there are free cores is far
/// slower, and a very small model has too little to share.
fn threads(model_bytes: usize) -> i32 {
    if model_bytes < 20_000_000 {
        return 1;
    }
    let allowed = std::thread::available_parallelism().map_or(1, usize::from);
    i32::try_from(num_cpus::get_physical().min(allowed).clamp(1, 4)).unwrap_or(1)
}

fn time_of(samples: usize) -> Timestamp {
    let samples = i64::try_from(samples).unwrap_or(i64::MAX);
    Timestamp::from_micros(samples.saturating_mul(1_000_000) / i64::from(SAMPLE_RATE))
}

fn sample_at(at: Timestamp) -> usize {
    usize::try_from(at.micros().saturating_mul(i64::from(SAMPLE_RATE)) / 1_000_000).unwrap_or(0)
}
