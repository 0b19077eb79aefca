//! Owns decoding: one chunk of sound through the model, and chunks beside each other. Refuses to be
//! asked to stop: the process that runs it is ended instead.
//!
//! What this file relies on and what it does not: spans' ends are right, their starts are not
//! (see `heard.rs`); the probability that nothing was said is never filled in; without
//! timestamps all times are nonsense, so that mode is never used.

use crate::chunks::{Chunk, context};
use crate::heard::{Line, Span, Token, lines};
use crate::syllables::syllables;
use crate::voice::Stretch;
use crate::{Error, SAMPLE_RATE, SpeechModel};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use timeline::Timestamp;
use whisper_rs::{FullParams, SamplingStrategy, WhisperError, WhisperState};

/// Tokens of a prompt that are read; the last ones, if there are more.
const PROMPT_TOKENS: i32 = 160;
/// Voice of this length without any word is worth a second look.
const WORDLESS: f64 = 1.0;

/// What chunks are decoded with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ask<'a> {
    /// Whisper's short name.
    pub(crate) language: &'a str,
    /// Words to listen for, without zero bytes.
    pub(crate) prompt: Option<&'a str>,
    pub(crate) translate: bool,
}

impl SpeechModel {
    /// Decodes the chunks of a recording; `each` gets what was heard, in their order, as it comes.
    ///
    /// # Errors
    /// [`Error::Recognise`] with the chunk's start; chunks after it are not begun.
    pub(crate) fn hear(
        &self,
        samples: &[f32],
        chunks: &[Chunk],
        ask: &Ask<'_>,
        mut each: impl FnMut(&Chunk, Vec<Line>),
    ) -> Result<(), Error> {
        let (beside, threads) = self.split(chunks.len());
        let next = AtomicUsize::new(0);
        let (send, heard) = mpsc::channel();
        std::thread::scope(|scope| {
            // Owned here: it goes with the first failure, before the others are waited for.
            let heard = heard;
            for _ in 0..beside.min(chunks.len()) {
                let (send, next) = (send.clone(), &next);
                scope.spawn(move || {
                    let mut decoder = Decoder::new(self, threads);
                    while let at = next.fetch_add(1, Ordering::Relaxed)
                        && let Some(chunk) = chunks.get(at)
                    {
                        let lines = match &mut decoder {
                            Ok(decoder) => decoder.listen(samples, chunk, ask),
                            Err(refused) => Err(failed(chunk, *refused)),
                        };
                        // Nobody waits any more once a chunk has failed.
                        if send.send((at, lines)).is_err() {
                            break;
                        }
                    }
                });
            }
            drop(send);
            let mut early = BTreeMap::new();
            for (at, chunk) in chunks.iter().enumerate() {
                let lines = loop {
                    if let Some(lines) = early.remove(&at) {
                        break lines;
                    }
                    let Ok((other, lines)) = heard.recv() else { return Ok(()) };
                    early.insert(other, lines);
                };
                each(chunk, lines?);
            }
            Ok(())
        })
    }
}

/// Room to decode in.
struct Decoder<'m> {
    model: &'m SpeechModel,
    state: WhisperState,
    threads: i32,
}

impl<'m> Decoder<'m> {
    fn new(model: &'m SpeechModel, threads: usize) -> Result<Self, WhisperError> {
        let threads = i32::try_from(threads).unwrap_or(1);
        Ok(Self { model, state: model.context.create_state()?, threads })
    }

    /// What is said in a chunk; looked at a second time, in full, where the first look is doubtful.
    fn listen(
        &mut self,
        samples: &[f32],
        chunk: &Chunk,
        ask: &Ask<'_>,
    ) -> Result<Vec<Line>, Error> {
        let mut sound = chunk.sound(samples);
        // Less than 100 ms is refused by whisper; silence behind the sound changes nothing.
        let least = SAMPLE_RATE as usize / 2;
        sound.resize(sound.len().max(least), 0.0);
        let mut look = |in_full| {
            let spans = self.decode(&sound, chunk, ask, in_full);
            spans.map(|spans| lines(spans, &chunk.voiced)).map_err(|e| failed(chunk, e))
        };
        let heard = look(false)?;
        if doubtful(&heard, chunk) { look(true) } else { Ok(heard) }
    }

    /// The model looks at as much as the chunk holds; with `in_full` at the half minute that it
    /// was trained on, at up to three times the cost.
    fn decode(
        &mut self,
        sound: &[f32],
        chunk: &Chunk,
        ask: &Ask<'_>,
        in_full: bool,
    ) -> Result<Vec<Span>, WhisperError> {
        let all = usize::try_from(self.model.context.n_audio_ctx()).unwrap_or(1500);
        let frames = if in_full { all } else { context(sound.len(), all) };
        let mut parameters = self.parameters(ask);
        // 0 stands for all.
        parameters.set_audio_ctx(if frames < all { i32::try_from(frames).unwrap_or(0) } else { 0 });
        self.state.full(parameters, sound)?;
        spans(&self.state, chunk)
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

fn failed(chunk: &Chunk, source: WhisperError) -> Error {
    Error::Recognise { at_us: chunk.start().micros(), source: source.into() }
}

/// A model that was shown less than the half minute it knows may lose its way: no words on a
/// voice, or more than anyone could say there.
fn doubtful(heard: &[Line], chunk: &Chunk) -> bool {
    let speech = |v: &&Stretch| v.speech;
    let voice: f64 = chunk.voiced.iter().filter(speech).map(|v| v.range.duration().seconds()).sum();
    let said: u32 = heard.iter().flat_map(|l| &l.words).map(|w| syllables(&w.text)).sum();
    voice > WORDLESS && (said == 0 || f64::from(said) > 10.0 * voice)
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
