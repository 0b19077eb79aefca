//! Owns a Whisper forward pass over the weights of a checkpoint as they are, in plain loops and
//! written from the architecture alone: what the converted model is measured against.

use crate::checkpoint::{AUDIO_CTX, DECODER_LAYERS, ENCODER_LAYERS, HEADS, MELS, STATE, Tensors};

/// Rows of numbers.
type Rows = Vec<Vec<f32>>;

pub(crate) struct Reference<'a> {
    pub(crate) weights: &'a Tensors,
}

impl Reference<'_> {
    fn get(&self, name: &str) -> &[f32] {
        &self.weights[&format!("model.{name}")].1
    }

    /// Logits of what follows `tokens`, over `mel` of 3000 columns, one row for each band.
    pub(crate) fn logits(&self, mel: &[f32], tokens: &[usize]) -> Vec<f32> {
        let sound = self.encode(mel);
        let (table, places) =
            (self.get("decoder.embed_tokens.weight"), self.get("decoder.embed_positions.weight"));
        let row = |matrix: &[f32], i: usize| matrix[i * STATE..(i + 1) * STATE].to_vec();
        let mut x: Rows =
            tokens.iter().enumerate().map(|(i, t)| add(&row(table, *t), &row(places, i))).collect();
        for layer in 0..DECODER_LAYERS {
            let name = format!("decoder.layers.{layer}");
            let normed = self.norm(&format!("{name}.self_attn_layer_norm"), &x);
            x = sum(&x, &self.attention(&format!("{name}.self_attn"), &normed, &normed, true));
            let normed = self.norm(&format!("{name}.encoder_attn_layer_norm"), &x);
            x = sum(&x, &self.attention(&format!("{name}.encoder_attn"), &normed, &sound, false));
            x = self.wide(&name, x);
        }
        let last = self.norm("decoder.layer_norm", &x).pop().unwrap();
        table.chunks_exact(STATE).map(|row| dot(row, &last)).collect()
    }

    fn encode(&self, mel: &[f32]) -> Rows {
        let columns = mel.len() / MELS;
        let first = |at: usize, band: usize| mel[band * columns + at];
        let x = self.convolution("encoder.conv1", MELS, columns, 1, &first);
        let x = self.convolution("encoder.conv2", STATE, columns, 2, &|at, i| x[at][i]);
        let places = self.get("encoder.embed_positions.weight");
        let mut x: Rows =
            x.iter().zip(places.chunks_exact(STATE)).map(|(x, place)| add(x, place)).collect();
        assert_eq!(x.len(), AUDIO_CTX);
        for layer in 0..ENCODER_LAYERS {
            let name = format!("encoder.layers.{layer}");
            let normed = self.norm(&format!("{name}.self_attn_layer_norm"), &x);
            x = sum(&x, &self.attention(&format!("{name}.self_attn"), &normed, &normed, false));
            x = self.wide(&name, x);
        }
        self.norm("encoder.layer_norm", &x)
    }

    /// Three columns wide, one of nothing on each side, then GELU.
    fn convolution(
        &self,
        name: &str,
        from: usize,
        columns: usize,
        stride: usize,
        x: &dyn Fn(usize, usize) -> f32,
    ) -> Rows {
        let (weight, bias) =
            (self.get(&format!("{name}.weight")), self.get(&format!("{name}.bias")));
        let column = |at: usize| {
            let value = |out: usize| {
                let mut value = bias[out];
                for tap in 0..3 {
                    let Some(at) = (at * stride + tap).checked_sub(1).filter(|at| *at < columns)
                    else {
                        continue;
                    };
                    for i in 0..from {
                        value += weight[(out * from + i) * 3 + tap] * x(at, i);
                    }
                }
                gelu(value)
            };
            (0..STATE).map(value).collect()
        };
        (0..columns / stride).map(column).collect()
    }

    fn norm(&self, name: &str, x: &Rows) -> Rows {
        let (weight, bias) =
            (self.get(&format!("{name}.weight")), self.get(&format!("{name}.bias")));
        let one = |row: &Vec<f32>| {
            let count = row.len() as f32;
            let mean = row.iter().sum::<f32>() / count;
            let spread = row.iter().map(|v| (v - mean) * (v - mean)).sum::<f32>() / count;
            let scale = 1.0 / (spread + 1e-5).sqrt();
            row.iter().zip(weight).zip(bias).map(|((v, w), b)| (v - mean) * scale * w + b).collect()
        };
        x.iter().map(one).collect()
    }

    fn linear(&self, name: &str, x: &Rows) -> Rows {
        let weight = self.get(&format!("{name}.weight"));
        let bias = self.weights.get(&format!("model.{name}.bias")).map(|(_, b)| b.as_slice());
        let width = x[0].len();
        let one = |row: &Vec<f32>| {
            let outs = weight.chunks_exact(width).enumerate();
            outs.map(|(o, w)| dot(w, row) + bias.map_or(0.0, |b| b[o])).collect()
        };
        x.iter().map(one).collect()
    }

    fn attention(&self, name: &str, x: &Rows, over: &Rows, causal: bool) -> Rows {
        let queries = self.linear(&format!("{name}.q_proj"), x);
        let keys = self.linear(&format!("{name}.k_proj"), over);
        let values = self.linear(&format!("{name}.v_proj"), over);
        let size = STATE / HEADS;
        let mut out = vec![vec![0.0; STATE]; x.len()];
        for head in 0..HEADS {
            let part = head * size..(head + 1) * size;
            for (at, query) in queries.iter().enumerate() {
                let seen = if causal { at + 1 } else { keys.len() };
                let scores: Vec<f32> = keys[..seen]
                    .iter()
                    .map(|k| dot(&query[part.clone()], &k[part.clone()]) / (size as f32).sqrt())
                    .collect();
                let most = scores.iter().copied().fold(f32::MIN, f32::max);
                let shares: Vec<f32> = scores.iter().map(|s| (s - most).exp()).collect();
                let all: f32 = shares.iter().sum();
                for (share, value) in shares.iter().zip(&values) {
                    for (o, v) in out[at][part.clone()].iter_mut().zip(&value[part.clone()]) {
                        *o += share / all * v;
                    }
                }
            }
        }
        self.linear(&format!("{name}.out_proj"), &out)
    }

    fn wide(&self, name: &str, x: Rows) -> Rows {
        let normed = self.norm(&format!("{name}.final_layer_norm"), &x);
        let mut inner = self.linear(&format!("{name}.fc1"), &normed);
        inner.iter_mut().flatten().for_each(|v| *v = gelu(*v));
        sum(&x, &self.linear(&format!("{name}.fc2"), &inner))
    }
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn add(a: &[f32], b: &[f32]) -> Vec<f32> {
    a.iter().zip(b).map(|(a, b)| a + b).collect()
}

fn sum(a: &Rows, b: &Rows) -> Rows {
    a.iter().zip(b).map(|(a, b)| add(a, b)).collect()
}

/// With the error function, as checkpoints are trained; its series and continued fraction are
/// replaced by a formula that is right to seven digits (Abramowitz and Stegun 7.1.26).
fn gelu(x: f32) -> f32 {
    let z = x.abs() / std::f32::consts::SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * z);
    let terms = [0.254_829_6, -0.284_496_7, 1.421_413_7, -1.453_152, 1.061_405_4];
    let sum = terms.iter().rev().fold(0.0, |sum, term| (sum + term) * t);
    let erf = 1.0 - sum * (-z * z).exp();
    0.5 * x * (1.0 + erf.copysign(x))
}
