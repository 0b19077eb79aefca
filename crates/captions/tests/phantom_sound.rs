//! Where nobody speaks no word may stand: minutes of silence, noise and music through the real
//! decoder. What was heard there is handed back as removed, never shown.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops where it fails and says what it measured"
)]

mod sound;

use captions::{SpeechModel, Transcriber};
use job::Job;
use sound::model_folder;
use sound::noise::{Noise, music};

const RATE: usize = 16_000;

/// Words and removed lines of a recording without speech.
fn hear(model: &SpeechModel, name: &str, samples: &[f32]) -> (usize, usize) {
    let heard = model.transcribe(samples, "vi", &Job::unwatched()).unwrap();
    let minutes = samples.len() as f64 / RATE as f64 / 60.0;
    let (words, removed) = (heard.words().len(), heard.removed().len());
    println!(
        "{name}: {minutes:.1} min, {words} words ({:.1} a minute), {removed} lines removed",
        words as f64 / minutes
    );
    (words, removed)
}

#[test]
fn ten_minutes_of_noise_hold_no_word() {
    let model = SpeechModel::open(&model_folder("ggml-espeak-vi-test.bin")).unwrap();
    let mut words = 0;
    for noise in Noise::ALL {
        let samples = noise.samples(75 * RATE);
        words += hear(&model, &noise.name(), &samples).0;
    }
    assert_eq!(words, 0, "in {} minutes of noise", 75 * Noise::ALL.len() / 60);
}

#[test]
fn silence_and_music_hold_no_word() {
    let model = SpeechModel::open(&model_folder("ggml-espeak-vi-test.bin")).unwrap();
    let (silent, _) = hear(&model, "silence", &vec![0.0; 60 * RATE]);
    let (chords, _) = hear(&model, "chords", &music(60 * RATE, 0.0));
    let (drums, _) = hear(&model, "chords and drums", &music(60 * RATE, 0.5));
    assert_eq!((silent, chords, drums), (0, 0, 0));
}

/// `MANG_VOICE_DETECTOR` names a Silero model in whisper.cpp's form; none comes with the program.
#[test]
fn a_detector_hears_the_voice_and_not_the_noise() {
    let Some(path) = std::env::var_os("MANG_VOICE_DETECTOR") else {
        println!("skipped: MANG_VOICE_DETECTOR names no model");
        return;
    };
    let (samples, said) = sound::demo();
    let found = captions::speaking(path.as_ref(), &samples).unwrap();
    for sentence in &said {
        let middle = timeline::Timestamp::from_seconds((sentence.start + sentence.end) / 2.0);
        assert!(found.iter().any(|r| r.contains(middle)), "{sentence:?} {found:?}");
    }
    for noise in Noise::ALL {
        let found = captions::speaking(path.as_ref(), &noise.samples(20 * RATE)).unwrap();
        println!("{}: {} stretches of speech", noise.name(), found.len());
    }
}
