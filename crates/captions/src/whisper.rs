//! Owns a loaded whisper model: its file, its languages, how many threads it is worth and how
//! fast it is here. Refuses to decode (`decoder.rs`).

use crate::Error;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use whisper_rs::{WhisperContext, WhisperContextParameters, WhisperError};

/// Models of fewer bytes have too little work to share between threads.
const SMALL: u64 = 20_000_000;
/// Each chunk takes memory of its own: two short ones together what half a minute does.
const BESIDE: usize = 2;

/// A loaded speech model.
pub struct SpeechModel {
    pub(crate) context: WhisperContext,
    cores: usize,
    small: bool,
}

impl SpeechModel {
    /// Checks the whole file, then loads it piece by piece.
    ///
    /// # Errors
    /// [`Error::ReadModel`], [`Error::NotAModel`] or [`Error::LoadModel`], each with the path.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let facts = speech_models::inspect_file(path).map_err(|e| unusable(e, path))?;
        facts.runs().map_err(|source| Error::NotAModel { path: path.to_owned(), source })?;
        let named = path.to_str().map(|name| WhisperContext::new_with_params(name, settings()));
        if let Some(Ok(context)) = named {
            return Ok(Self::new(context, facts.bytes));
        }
        // Some systems don't give every file under the name that whisper asks for.
        let read = |source| Error::ReadModel { path: path.to_owned(), source };
        Self::load(&std::fs::read(path).map_err(read)?, path)
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
        WhisperContext::new_from_buffer_with_params(bytes, settings())
            .map(|context| Self::new(context, bytes.len() as u64))
            .map_err(|source| Error::LoadModel { path: PathBuf::from(path), source: source.into() })
    }

    fn new(context: WhisperContext, bytes: u64) -> Self {
        let allowed = std::thread::available_parallelism().map_or(1, usize::from);
        // Whisper's threads spin while they wait for each other: more than there are free cores
        // is far slower.
        let cores = num_cpus::get_physical().min(allowed).clamp(1, 4);
        Self { context, cores, small: bytes < SMALL }
    }

    /// Threads that it works with at most.
    #[must_use]
    pub fn threads(&self) -> usize {
        self.cores
    }

    /// How many of `chunks` are decoded at once, and threads for each. Words come one by one, and
    /// two threads on one word are little faster than one; two chunks beside each other are.
    pub(crate) fn split(&self, chunks: usize) -> (usize, usize) {
        let beside = chunks.min(self.cores).clamp(1, BESIDE);
        (beside, if self.small { 1 } else { self.cores / beside })
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
        let (_, threads) = self.split(1);
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
        let mut token_s = f64::INFINITY;
        for past in 1..=PACE_TOKENS {
            let started = Instant::now();
            state.decode(&token, past, threads).map_err(failed)?;
            token_s = token_s.min(started.elapsed().as_secs_f64());
        }
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

fn settings<'a>() -> WhisperContextParameters<'a> {
    // Without the hooks whisper writes to standard error; standard output is the protocol's.
    whisper_rs::install_logging_hooks();
    let mut settings = WhisperContextParameters::default();
    settings.use_gpu(false);
    settings
}

fn unusable(error: speech_models::Error, path: &Path) -> Error {
    let path = path.to_owned();
    match error {
        speech_models::Error::NotAModel { source, .. } => Error::NotAModel { path, source },
        speech_models::Error::Read { source, .. } => Error::ReadModel { path, source },
        other => Error::ReadModel { path, source: std::io::Error::other(other) },
    }
}
