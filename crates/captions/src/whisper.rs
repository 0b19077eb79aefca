//! Owns whisper. Loads a model from memory (so that any path works on any system) and decodes one
//! chunk of sound. Refuses to be asked to stop: the process that runs it is ended instead.
//!
//! What this file relies on and what it does not: spans' ends are right, their starts are not
//! (see `heard.rs`); the probability that nothing was said is never filled in; without
//! timestamps all times are nonsense, so that mode is never used.

use crate::chunks::{Chunk, context};
use crate::heard::{Span, Token};
use crate::{Error, SAMPLE_RATE};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use timeline::Timestamp;
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
        let named = |source| Error::NotAModel { path: path.to_owned(), source };
        speech_models::inspect(bytes).and_then(|facts| facts.runs()).map_err(named)
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

    /// Threads that it decodes with.
    #[must_use]
    pub fn threads(&self) -> i32 {
        self.threads
    }

    /// Room to decode in.
    pub(crate) fn state(&self) -> Result<WhisperState, Error> {
        let failed = |source: WhisperError| Error::Recognise { at_us: 0, source: source.into() };
        self.context.create_state().map_err(failed)
    }

    /// Whisper's short name of a BCP 47 language, if this model knows it.
    pub(crate) fn language<'a>(&self, language: &'a str) -> Result<&'a str, Error> {
        let short = language.split(['-', '_']).next().unwrap_or_default();
        // Checked before it is handed on: the binding refuses zero bytes by a panic.
        let plain = !short.is_empty() && short.bytes().all(|b| b.is_ascii_lowercase());
        let known = plain
            && whisper_rs::get_lang_id(short).is_some()
            && (short == "en" || self.context.is_multilingual());
        if known { Ok(short) } else { Err(Error::Language { language: language.to_owned() }) }
    }

    /// A model of several languages says any of them in English too.
    pub(crate) fn translates(&self) -> bool {
        self.context.is_multilingual()
    }

    /// Decodes one chunk. The model looks at as much as the chunk holds; with `in_full` at the
    /// half minute that it was trained on, at up to three times the cost.
    ///
    /// # Errors
    /// [`Error::Recognise`] with the chunk's start.
    pub(crate) fn decode(
        &self,
        state: &mut WhisperState,
        (samples, chunk): (&[f32], &Chunk),
        ask: &Ask<'_>,
        in_full: bool,
    ) -> Result<Vec<Span>, Error> {
        let mut sound = chunk.sound(samples);
        // Less than 100 ms is refused by whisper; silence behind the sound changes nothing.
        let least = SAMPLE_RATE as usize / 2;
        sound.resize(sound.len().max(least), 0.0);
        let all = usize::try_from(self.context.n_audio_ctx()).unwrap_or(1500);
        let frames = if in_full { all } else { context(sound.len(), all) };
        let mut parameters = self.parameters(ask);
        // 0 stands for all.
        parameters.set_audio_ctx(if frames < all { i32::try_from(frames).unwrap_or(0) } else { 0 });
        let spans = state.full(parameters, &sound).and_then(|_| spans(state, chunk));
        let at_us = chunk.start().micros();
        spans.map_err(|source| Error::Recognise { at_us, source: source.into() })
    }

    fn parameters<'a>(&self, ask: &Ask<'a>) -> FullParams<'a, 'static> {
        // Tries at higher temperatures cost a whole decoding each; two are enough to leave a loop.
        let mut p = FullParams::new(SamplingStrategy::Greedy { best_of: 2 });
        p.set_temperature_inc(0.4);
        p.set_language(Some(ask.language));
        p.set_translate(ask.translate);
        p.set_n_threads(self.threads);
        // Earlier text carried along makes errors spread from chunk to chunk; the prompt is new
        // for each.
        p.set_no_context(true);
        match ask.prompt {
            Some(prompt) => {
                p.set_n_max_text_ctx(PROMPT_TOKENS);
                p.set_initial_prompt(prompt);
            }
            None => p.set_n_max_text_ctx(0),
        }
        // Otherwise speech that begins late is reported from the first second.
        p.set_max_initial_ts(0.0);
        p.set_print_special(false);
        p.set_print_progress(false);
        p.set_print_realtime(false);
        p.set_print_timestamps(false);
        p
    }
}

/// Tokens of a prompt that are read; the last ones, if there are more.
const PROMPT_TOKENS: i32 = 160;

/// What a chunk is decoded with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ask<'a> {
    /// Whisper's short name.
    pub(crate) language: &'a str,
    /// Words to listen for, without zero bytes.
    pub(crate) prompt: Option<&'a str>,
    pub(crate) translate: bool,
}

/// Tokens that are decoded for [`SpeechModel::pace`].
const PACE_TOKENS: usize = 24;
/// Runs of the encoder, if they are quick.
const PACE_RUNS: usize = 3;
const PACE_PATIENCE: Duration = Duration::from_secs(2);

/// How fast a model works on this computer.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Pace {
    /// Seconds for half a minute of sound.
    pub encode_s: f64,
    /// Seconds for each token of text.
    pub token_s: f64,
}

impl SpeechModel {
    /// Measures a short run on `samples`; what is said in them does not matter.
    ///
    /// # Errors
    /// [`Error::Recognise`].
    pub fn pace(&self, samples: &[f32]) -> Result<Pace, Error> {
        let failed = |source: WhisperError| Error::Recognise { at_us: 0, source: source.into() };
        let threads = usize::try_from(self.threads).unwrap_or(1);
        let mut state = self.context.create_state().map_err(failed)?;
        state.pcm_to_mel(samples, threads).map_err(failed)?;
        let begun = Instant::now();
        let mut encode_s = f64::INFINITY;
        // Whatever else the computer does only ever makes a run slower: the quickest one counts.
        for _ in 0..PACE_RUNS {
            let started = Instant::now();
            state.encode(0, threads).map_err(failed)?;
            encode_s = encode_s.min(started.elapsed().as_secs_f64());
            if begun.elapsed() > PACE_PATIENCE {
                break;
            }
        }
        let token = [self.context.token_sot()];
        // The first one fills what the later ones only read.
        state.decode(&token, 0, threads).map_err(failed)?;
        let started = Instant::now();
        for past in 1..=PACE_TOKENS {
            state.decode(&token, past, threads).map_err(failed)?;
        }
        #[expect(clippy::cast_precision_loss, reason = "a small count")]
        let token_s = started.elapsed().as_secs_f64() / PACE_TOKENS as f64;
        Ok(Pace { encode_s, token_s })
    }
}

/// Processor features that whisper was built for, as it says itself.
pub(crate) fn built_for() -> Vec<&'static str> {
    let said = whisper_rs::print_system_info();
    let on = |part: &'static str| part.trim().strip_suffix(" = 1");
    let name = |part: &'static str| part.rsplit(' ').next();
    said.split('|').filter_map(on).filter_map(name).collect()
}

/// What was decoded, in clip time.
fn spans(state: &WhisperState, chunk: &Chunk) -> Result<Vec<Span>, WhisperError> {
    let mut spans = Vec::new();
    for segment in state.as_iter() {
        let at = |hundredths: i64| chunk.clip_time(Timestamp::from_millis(hundredths * 10));
        let mut tokens = Vec::new();
        for token in (0..segment.n_tokens()).filter_map(|i| segment.get_token(i)) {
            let bytes = token.to_bytes()?;
            if !is_mark(bytes) {
                let probability = token.token_probability();
                tokens.push(Token { bytes: bytes.to_vec(), probability });
            }
        }
        let (start, end) = (at(segment.start_timestamp()), at(segment.end_timestamp()));
        spans.push(Span { start, end, tokens });
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
