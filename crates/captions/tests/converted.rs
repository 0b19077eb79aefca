//! A converted checkpoint is the same model: its logits in whisper.cpp against a forward pass
//! over the unconverted weights, from spectrogram to the score of every token.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops where it fails and says what it measured"
)]

#[path = "../../speech-models/tests/checkpoint/mod.rs"]
mod checkpoint;
mod reference;

use checkpoint::{Dice, MELS, Tensors, make, write_folder};
use job::Job;
use reference::Reference;
use speech_models::{Format, convert};
use std::path::Path;
use whisper_rs::{WhisperContext, WhisperContextParameters};

/// Start, Vietnamese, transcribe, no times, and some text.
const TOKENS: [i32; 7] = [50_258, 50_278, 50_359, 50_363, 1_025, 40_000, 7];

/// Logits after [`TOKENS`] by whisper.cpp.
fn heard(model: &[u8], mel: &[f32]) -> Vec<f32> {
    whisper_rs::install_logging_hooks();
    let mut parameters = WhisperContextParameters::default();
    parameters.use_gpu(false).flash_attn(false);
    let context = WhisperContext::new_from_buffer_with_params(model, parameters).unwrap();
    let mut state = context.create_state().unwrap();
    state.set_mel(mel).unwrap();
    state.encode(0, 1).unwrap();
    // One by one: of several at once only the last row is filled, and the first one is given out.
    for (past, token) in TOKENS.iter().enumerate() {
        state.decode(&[*token], past, 1).unwrap();
    }
    state.get_logits().unwrap().to_vec()
}

/// Cosine of the angle between two rows of logits without their means, and the largest
/// difference as a share of their spread.
fn likeness(a: &[f32], b: &[f32]) -> (f64, f64) {
    let centred = |x: &[f32]| {
        let mean = x.iter().map(|v| f64::from(*v)).sum::<f64>() / x.len() as f64;
        x.iter().map(|v| f64::from(*v) - mean).collect::<Vec<_>>()
    };
    let (a, b) = (centred(a), centred(b));
    let dot = |x: &[f64], y: &[f64]| x.iter().zip(y).map(|(x, y)| x * y).sum::<f64>();
    let worst = a.iter().zip(&b).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    let spread = (dot(&a, &a) / a.len() as f64).sqrt();
    (dot(&a, &b) / (dot(&a, &a) * dot(&b, &b)).sqrt(), worst / spread)
}

fn model(folder: &Path, format: Format) -> Vec<u8> {
    let base = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/test/ggml-espeak-vi-test.bin");
    let output = folder.with_extension(format.name());
    let base = std::fs::read(base).unwrap();
    convert(folder, &base, format, &output, &Job::unwatched()).unwrap();
    std::fs::read(output).unwrap()
}

#[test]
fn a_converted_checkpoint_gives_the_logits_of_its_weights() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("PhoWhisper thử nghiệm");
    let weights = make();
    write_folder(&place, &weights);
    let mut dice = Dice(7);
    let mel: Vec<f32> = (0..MELS * 3000).map(|_| dice.roll()).collect();
    let tokens: Vec<usize> = TOKENS.iter().map(|t| usize::try_from(*t).unwrap()).collect();
    let right = |weights: &Tensors| Reference { weights }.logits(&mel, &tokens);
    let wanted = right(&weights);
    assert_eq!(wanted.len(), checkpoint::VOCABULARY);
    // whisper.cpp ends the program over 32 bits, so they are never handed to it.
    let exact = model(&place, Format::F32);
    assert!(matches!(
        captions::SpeechModel::from_bytes(&exact),
        Err(captions::Error::NotAModel { source: captions::ModelFault::Exact, .. })
    ));
    for (format, least, most) in
        [(Format::F16, 0.999_99, 0.02), (Format::Q8_0, 0.999, 0.2), (Format::Q5_0, 0.99, 1.0)]
    {
        let (cosine, worst) = likeness(&wanted, &heard(&model(&place, format), &mel));
        println!("{}: cosine {cosine:.6}, largest difference {worst:.4}", format.name());
        assert!(cosine > least && worst < most, "{}: {cosine}, {worst}", format.name());
    }

    // Weights that 16 bits hold without rounding: only whisper.cpp's own sums differ.
    let mut round = weights.clone();
    for weight in round.values_mut().flat_map(|(_, weights)| weights) {
        *weight = (*weight * 512.0).round() / 512.0;
    }
    let place = folder.path().join("rounded");
    write_folder(&place, &round);
    let (cosine, worst) = likeness(&right(&round), &heard(&model(&place, Format::F16), &mel));
    println!("f16 without rounding: cosine {cosine:.6}, largest difference {worst:.4}");
    assert!(cosine > 0.999_99 && worst < 0.01, "{cosine}, {worst}");

    // The measure sees a mistake of the converter: one pair of matrices in each other's place.
    let mut swapped = weights.clone();
    let (a, b) = ("model.decoder.layers.1.encoder_attn.", "model.decoder.layers.2.encoder_attn.");
    for part in ["q_proj.weight", "v_proj.weight"] {
        let other = swapped[&format!("{b}{part}")].clone();
        let one = swapped.insert(format!("{a}{part}"), other).unwrap();
        swapped.insert(format!("{b}{part}"), one);
    }
    let (cosine, _) = likeness(&wanted, &right(&swapped));
    println!("two layers exchanged: cosine {cosine:.6}");
    assert!(cosine < 0.99, "{cosine}");
}
