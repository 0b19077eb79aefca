//! Owns the list of tensors that a Whisper model has: their names in ggml and in checkpoints of
//! Hugging Face, their shapes, and how each is kept.

use crate::Dims;

/// How a tensor is kept in a ggml file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    /// In the model's format.
    Matrix,
    /// In 16 bits, or 32 in a model of 32.
    Convolution,
    /// In 32 bits.
    Exact,
    /// In 32 bits, with a second dimension of one.
    Column,
}

/// One tensor that must be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Expected {
    pub(crate) ggml: String,
    /// Without the `model.` that most checkpoints put before it.
    pub(crate) checkpoint: String,
    /// Outermost first.
    pub(crate) shape: Vec<u64>,
    pub(crate) kept: Kept,
}

/// All tensors of a model with these measures.
pub(crate) fn expected(dims: &Dims) -> Vec<Expected> {
    let state = u64::from(dims.state);
    let mut list = List(Vec::new());
    let positions = vec![u64::from(dims.audio_ctx), state];
    list.add(
        "encoder.positional_embedding",
        "encoder.embed_positions.weight",
        positions,
        Kept::Exact,
    );
    for (number, from) in [(1, u64::from(dims.mels)), (2, state)] {
        let name = format!("encoder.conv{number}");
        let (weight, bias) = (format!("{name}.weight"), format!("{name}.bias"));
        list.add(&weight, &weight, vec![state, from, 3], Kept::Convolution);
        list.add(&bias, &bias, vec![state], Kept::Column);
    }
    list.norm("encoder.ln_post", "encoder.layer_norm", state);
    for layer in 0..dims.audio_layers {
        list.layer("encoder", layer, state, false);
    }
    let positions = vec![u64::from(dims.text_ctx), state];
    list.add(
        "decoder.positional_embedding",
        "decoder.embed_positions.weight",
        positions,
        Kept::Exact,
    );
    let tokens = vec![u64::from(dims.vocabulary), state];
    list.add("decoder.token_embedding.weight", "decoder.embed_tokens.weight", tokens, Kept::Matrix);
    list.norm("decoder.ln", "decoder.layer_norm", state);
    for layer in 0..dims.text_layers {
        list.layer("decoder", layer, state, true);
    }
    list.0
}

struct List(Vec<Expected>);

impl List {
    fn add(&mut self, ggml: &str, checkpoint: &str, shape: Vec<u64>, kept: Kept) {
        let (ggml, checkpoint) = (ggml.to_owned(), checkpoint.to_owned());
        self.0.push(Expected { ggml, checkpoint, shape, kept });
    }

    fn norm(&mut self, ggml: &str, checkpoint: &str, state: u64) {
        for part in ["weight", "bias"] {
            let (ggml, checkpoint) = (format!("{ggml}.{part}"), format!("{checkpoint}.{part}"));
            self.add(&ggml, &checkpoint, vec![state], Kept::Exact);
        }
    }

    fn linear(&mut self, ggml: &str, checkpoint: &str, (to, from): (u64, u64), bias: bool) {
        let (weight, other) = (format!("{ggml}.weight"), format!("{checkpoint}.weight"));
        self.add(&weight, &other, vec![to, from], Kept::Matrix);
        if bias {
            let (bias, other) = (format!("{ggml}.bias"), format!("{checkpoint}.bias"));
            self.add(&bias, &other, vec![to], Kept::Exact);
        }
    }

    fn attention(&mut self, ggml: &str, checkpoint: &str, norm: &str, state: u64) {
        self.norm(&format!("{ggml}_ln"), norm, state);
        for (part, other) in
            [("query", "q_proj"), ("key", "k_proj"), ("value", "v_proj"), ("out", "out_proj")]
        {
            // Keys have no bias: it would change every score of a query alike.
            let (ggml, other) = (format!("{ggml}.{part}"), format!("{checkpoint}.{other}"));
            self.linear(&ggml, &other, (state, state), part != "key");
        }
    }

    fn layer(&mut self, side: &str, number: u32, state: u64, cross: bool) {
        let ggml = format!("{side}.blocks.{number}");
        let other = format!("{side}.layers.{number}");
        let norm = format!("{other}.self_attn_layer_norm");
        self.attention(&format!("{ggml}.attn"), &format!("{other}.self_attn"), &norm, state);
        if cross {
            let (ggml, checkpoint) =
                (format!("{ggml}.cross_attn"), format!("{other}.encoder_attn"));
            let norm = format!("{other}.encoder_attn_layer_norm");
            self.attention(&ggml, &checkpoint, &norm, state);
        }
        self.norm(&format!("{ggml}.mlp_ln"), &format!("{other}.final_layer_norm"), state);
        let wide = 4 * state;
        self.linear(&format!("{ggml}.mlp.0"), &format!("{other}.fc1"), (wide, state), true);
        self.linear(&format!("{ggml}.mlp.2"), &format!("{other}.fc2"), (state, wide), true);
    }
}
