//! Sound for the tests: the committed demo recording and, where espeak-ng is installed, fresh
//! speech with known times. Refuses to be needed: a test that cannot speak says so and passes.
#![allow(dead_code, reason = "every test file uses its own part")]

pub(crate) mod manner;
pub(crate) mod noise;
pub(crate) mod take;

use std::path::PathBuf;
use std::process::Command;

/// A sentence and when it is spoken, in seconds.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    pub(crate) start: f64,
    pub(crate) end: f64,
    pub(crate) text: String,
}

/// A file under `models/test`.
pub(crate) fn model_folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../models/test").join(name)
}

/// The demo recording and what is said in it.
pub(crate) fn demo() -> (Vec<f32>, Vec<Said>) {
    let (rate, samples) = read_wav(&std::fs::read(model_folder("demo/voice.wav")).unwrap());
    assert_eq!(rate, 16_000);
    let truth = std::fs::read_to_string(model_folder("demo/truth.tsv")).unwrap();
    let said = truth.lines().map(|line| {
        let mut fields = line.split('\t');
        let mut next = || fields.next().unwrap();
        Said {
            start: next().parse().unwrap(),
            end: next().parse().unwrap(),
            text: next().to_owned(),
        }
    });
    (samples, said.collect())
}

/// Speaks sentences with a pause in seconds after each; nothing without espeak-ng.
pub(crate) fn speak(
    sentences: &[(&str, f64)],
    words_a_minute: u32,
    hiss: f32,
) -> Option<(Vec<f32>, Vec<Said>)> {
    let mut samples = vec![0.0_f32; 9_600];
    let mut said = Vec::new();
    for (text, pause) in sentences {
        let voice = utterance(text, "vi", words_a_minute, 50)?;
        let start = samples.len() as f64 / 16_000.0;
        samples.extend(voice);
        said.push(Said { start, end: samples.len() as f64 / 16_000.0, text: (*text).to_owned() });
        samples.extend(vec![0.0; (pause * 16_000.0) as usize]);
    }
    add_hiss(&mut samples, hiss);
    Some((samples, said))
}

/// White noise of a peak level, the same every time.
pub(crate) fn add_hiss(samples: &mut [f32], peak: f32) {
    let mut x = 1_u32;
    for sample in samples {
        x = x.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *sample += peak * ((x >> 8) as f32 / 8_388_608.0 - 1.0);
    }
}

/// One sentence at 16 kHz, the silence around it cut off.
fn utterance(text: &str, voice: &str, words_a_minute: u32, pitch: u32) -> Option<Vec<f32>> {
    let mut command = espeak();
    let (pace, pitch) = (words_a_minute.to_string(), pitch.to_string());
    command.args(["-v", voice, "-s", &pace, "-p", &pitch, "--stdout", text]);
    let Ok(output) = command.output() else {
        println!("skipped: espeak-ng is not installed");
        return None;
    };
    let (rate, samples) = read_wav(&output.stdout);
    let samples = resample(&samples, rate);
    let top = samples.iter().fold(0.0_f32, |top, s| top.max(s.abs()));
    let first = samples.iter().position(|s| s.abs() > 0.02 * top)?;
    let last = samples.iter().rposition(|s| s.abs() > 0.02 * top)?;
    Some(samples[first..=last].to_vec())
}

#[expect(clippy::disallowed_methods, reason = "a test fixture, not a job of the app")]
fn espeak() -> Command {
    Command::new("espeak-ng")
}

/// Rate and samples of a 16-bit mono WAV, also one whose sizes were never filled in.
pub(crate) fn read_wav(bytes: &[u8]) -> (u32, Vec<f32>) {
    let number = |at: usize| u32::from_le_bytes(*bytes[at..].first_chunk::<4>().unwrap());
    let rate = number(24);
    let mut at = 12;
    while &bytes[at..at + 4] != b"data" {
        at += 8 + number(at + 4) as usize;
    }
    let end = (at + 8).saturating_add(number(at + 4) as usize).min(bytes.len());
    let pairs = bytes[at + 8..end].as_chunks::<2>().0;
    (rate, pairs.iter().map(|p| f32::from(i16::from_le_bytes(*p)) / 32_768.0).collect())
}

/// To 16 kHz: each sample is the mean of the sound around it, weighted by a raised cosine.
fn resample(samples: &[f32], rate: u32) -> Vec<f32> {
    let step = f64::from(rate) / 16_000.0;
    let reach = 2.0 * step;
    let count = (samples.len() as f64 / step) as usize;
    (0..count)
        .map(|i| {
            let centre = i as f64 * step;
            let from = (centre - reach).ceil().max(0.0) as usize;
            let to = ((centre + reach).floor() as usize).min(samples.len() - 1);
            let (mut sum, mut weights) = (0.0, 0.0);
            for (k, sample) in samples.iter().enumerate().take(to + 1).skip(from) {
                let x = (k as f64 - centre) / step;
                let sinc = if x == 0.0 {
                    1.0
                } else {
                    (std::f64::consts::PI * x).sin() / (std::f64::consts::PI * x)
                };
                let weight = sinc * (std::f64::consts::PI * x / 4.0).cos().max(0.0);
                sum += weight * f64::from(*sample);
                weights += weight;
            }
            if weights == 0.0 { 0.0 } else { (sum / weights) as f32 }
        })
        .collect()
}

/// Lower case, punctuation gone.
pub(crate) fn plain(text: &str) -> Vec<String> {
    let bare = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    text.split_whitespace().map(bare).filter(|w| !w.is_empty()).collect()
}

/// Middle value of some errors in seconds.
pub(crate) fn median(values: &[f64]) -> f64 {
    let mut sorted: Vec<f64> = values.iter().map(|v| v.abs()).collect();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

/// The error that 95 of 100 stay below, in seconds.
pub(crate) fn ninety_fifth(values: &[f64]) -> f64 {
    let mut sorted: Vec<f64> = values.iter().map(|v| v.abs()).collect();
    sorted.sort_by(f64::total_cmp);
    sorted[(sorted.len() * 95 / 100).min(sorted.len() - 1)]
}

/// Largest of some errors in seconds.
pub(crate) fn largest(values: &[f64]) -> f64 {
    values.iter().fold(0.0, |top, v| top.max(v.abs()))
}
