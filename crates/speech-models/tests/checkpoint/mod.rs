//! Owns a small Whisper checkpoint with random weights, named and laid out as Hugging Face's
//! library saves it. Written from that library's naming, not from the converter's table.
#![allow(dead_code, reason = "every test file uses its own part")]

use std::collections::BTreeMap;
use std::path::Path;

pub(crate) const STATE: usize = 32;
pub(crate) const HEADS: usize = 2;
pub(crate) const ENCODER_LAYERS: usize = 2;
/// Not two: whisper.cpp takes a model with two for a distilled one.
pub(crate) const DECODER_LAYERS: usize = 3;
pub(crate) const MELS: usize = 80;
pub(crate) const VOCABULARY: usize = 51_865;
pub(crate) const AUDIO_CTX: usize = 1500;
pub(crate) const TEXT_CTX: usize = 448;

/// Weights by name, each with its shape, outermost first.
pub(crate) type Tensors = BTreeMap<String, (Vec<usize>, Vec<f32>)>;

/// Puts in one tensor: name, shape, middle and spread of its numbers.
type Adding<'a> = dyn FnMut(String, &[usize], f32, f32) + 'a;

/// Even numbers between -1 and 1 out of a seed.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self) -> f32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        // The upper bits are the good ones.
        (self.0 >> 40) as f32 / (1 << 23) as f32 - 1.0
    }
}

/// A whole checkpoint.
pub(crate) fn make() -> Tensors {
    let mut tensors = Tensors::new();
    let mut dice = Dice(20_261_122);
    let mut add = |name: String, shape: &[usize], middle: f32, spread: f32| {
        let count = shape.iter().product();
        let weights = (0..count).map(|_| middle + spread * dice.roll()).collect();
        tensors.insert(format!("model.{name}"), (shape.to_vec(), weights));
    };
    add("encoder.conv1.weight".into(), &[STATE, MELS, 3], 0.0, 0.15);
    add("encoder.conv1.bias".into(), &[STATE], 0.0, 0.3);
    add("encoder.conv2.weight".into(), &[STATE, STATE, 3], 0.0, 0.25);
    add("encoder.conv2.bias".into(), &[STATE], 0.0, 0.3);
    add("encoder.embed_positions.weight".into(), &[AUDIO_CTX, STATE], 0.0, 0.8);
    add("decoder.embed_positions.weight".into(), &[TEXT_CTX, STATE], 0.0, 0.8);
    add("decoder.embed_tokens.weight".into(), &[VOCABULARY, STATE], 0.0, 1.0);
    for (side, layers) in [("encoder", ENCODER_LAYERS), ("decoder", DECODER_LAYERS)] {
        let norm = |name: String, add: &mut Adding<'_>| {
            add(format!("{name}.weight"), &[STATE], 1.0, 0.3);
            add(format!("{name}.bias"), &[STATE], 0.0, 0.3);
        };
        norm(format!("{side}.layer_norm"), &mut add);
        for layer in 0..layers {
            let layer = format!("{side}.layers.{layer}");
            let mut attentions = vec!["self_attn"];
            if side == "decoder" {
                attentions.push("encoder_attn");
            }
            for attention in attentions {
                norm(format!("{layer}.{attention}_layer_norm"), &mut add);
                for part in ["q_proj", "k_proj", "v_proj", "out_proj"] {
                    let name = format!("{layer}.{attention}.{part}");
                    // Wide enough that it matters who looks at whom.
                    add(format!("{name}.weight"), &[STATE, STATE], 0.0, 0.4);
                    if part != "k_proj" {
                        add(format!("{name}.bias"), &[STATE], 0.0, 0.3);
                    }
                }
            }
            norm(format!("{layer}.final_layer_norm"), &mut add);
            add(format!("{layer}.fc1.weight"), &[4 * STATE, STATE], 0.0, 0.3);
            add(format!("{layer}.fc1.bias"), &[4 * STATE], 0.0, 0.3);
            add(format!("{layer}.fc2.weight"), &[STATE, 4 * STATE], 0.0, 0.2);
            add(format!("{layer}.fc2.bias"), &[STATE], 0.0, 0.3);
        }
    }
    tensors
}

/// `config.json` as far as shapes do not tell it.
pub(crate) fn config() -> String {
    format!(
        r#"{{"model_type":"whisper","encoder_attention_heads":{HEADS},"decoder_attention_heads":{HEADS}}}"#
    )
}

/// Writes a folder with `model.safetensors` and `config.json`.
pub(crate) fn write_folder(folder: &Path, tensors: &Tensors) {
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(folder.join("config.json"), config()).unwrap();
    std::fs::write(folder.join("model.safetensors"), safetensors(tensors)).unwrap();
}

/// The tensors as a safetensors file.
pub(crate) fn safetensors(tensors: &Tensors) -> Vec<u8> {
    let (mut header, mut data) = (serde_json::Map::new(), Vec::new());
    header.insert("__metadata__".into(), serde_json::json!({ "format": "pt" }));
    for (name, (shape, weights)) in tensors {
        let start = data.len();
        data.extend(weights.iter().flat_map(|w| w.to_le_bytes()));
        let offsets = [start, data.len()];
        let about = serde_json::json!({ "dtype": "F32", "shape": shape, "data_offsets": offsets });
        header.insert(name.clone(), about);
    }
    let mut header = serde_json::to_vec(&header).unwrap();
    header.resize(header.len().next_multiple_of(8), b' ');
    let mut file = (header.len() as u64).to_le_bytes().to_vec();
    file.extend(header);
    file.extend(data);
    file
}
