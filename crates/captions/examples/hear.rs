//! One recording through one recogniser, for `bench/caption.mjs`:
//! `hear ours|plain|beam MODEL SOUND.wav [THREADS]`.
//!
//! `ours` is this crate. `plain` is whisper-rs with the defaults of whisper.cpp's library, `beam`
//! with those of its command line: language and threads given, nothing else changed. One JSON
//! document says how long loading and hearing took, how much memory there was at most, and what
//! was heard when.

use captions::{SpeechModel, Transcriber};
use job::Job;
use serde_json::{Value, json};
use std::error::Error;
use std::time::Instant;
use whisper_rs::{FullParams, SamplingStrategy, WhisperContext, WhisperContextParameters};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [how, model, sound, rest @ ..] = arguments.as_slice() else {
        return Err("hear ours|plain|beam MODEL SOUND.wav [THREADS]".into());
    };
    let samples = read_wav(&std::fs::read(sound)?)?;
    let threads = rest.first().map_or(Ok(2), |n| n.parse())?;
    let said = match how.as_str() {
        "ours" => ours(model, &samples)?,
        "plain" => plain(model, &samples, threads, SamplingStrategy::Greedy { best_of: 5 })?,
        "beam" => {
            let strategy = SamplingStrategy::BeamSearch { beam_size: 5, patience: -1.0 };
            plain(model, &samples, threads, strategy)?
        }
        _ => return Err("ours, plain or beam".into()),
    };
    #[expect(clippy::print_stdout, reason = "what this program is for")]
    {
        println!("{said}");
    }
    Ok(())
}

fn ours(model: &str, samples: &[f32]) -> Result<Value, Box<dyn Error>> {
    let start = Instant::now();
    let model = SpeechModel::open(model.as_ref())?;
    let loaded = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let heard = model.transcribe(samples, "vi", &Job::unwatched())?;
    let words: Vec<Value> = heard
        .words()
        .iter()
        .map(|w| json!({"start": w.range.start().seconds(), "end": w.range.end().seconds(), "text": w.text}))
        .collect();
    Ok(report(loaded, start, i32::try_from(model.threads())?, &words))
}

fn plain(
    model: &str,
    samples: &[f32],
    threads: i32,
    strategy: SamplingStrategy,
) -> Result<Value, Box<dyn Error>> {
    whisper_rs::install_logging_hooks();
    let start = Instant::now();
    let context = WhisperContext::new_with_params(model, WhisperContextParameters::default())?;
    let loaded = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let mut state = context.create_state()?;
    let mut parameters = FullParams::new(strategy);
    parameters.set_language(Some("vi"));
    parameters.set_n_threads(threads);
    state.full(parameters, samples)?;
    let mut words = Vec::new();
    for segment in state.as_iter() {
        let seconds = |hundredths: i64| hundredths as f64 / 100.0;
        let (from, to) = (seconds(segment.start_timestamp()), seconds(segment.end_timestamp()));
        let text = segment.to_str_lossy()?.into_owned();
        words.push(json!({"start": from, "end": to, "text": text}));
    }
    Ok(report(loaded, start, threads, &words))
}

fn report(loaded: f64, start: Instant, threads: i32, words: &[Value]) -> Value {
    let heard = start.elapsed().as_secs_f64();
    json!({"load_s": loaded, "hear_s": heard, "threads": threads, "peak_kb": peak(), "words": words})
}

/// The most memory that this process had, where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// Samples of a 16-bit mono WAV file of 16 kHz.
fn read_wav(bytes: &[u8]) -> Result<Vec<f32>, Box<dyn Error>> {
    let number = |at: usize| -> Option<u32> {
        Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk::<4>()?))
    };
    if number(24) != Some(16_000) {
        return Err("a WAV file of 16 kHz is needed".into());
    }
    let mut at = 12;
    while bytes.get(at..at + 4).ok_or("no sound in it")? != b"data" {
        at += 8 + number(at + 4).ok_or("no sound in it")? as usize;
    }
    let pairs = bytes[at + 8..].as_chunks::<2>().0;
    Ok(pairs.iter().map(|p| f32::from(i16::from_le_bytes(*p)) / 32_768.0).collect())
}
