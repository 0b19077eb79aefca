//! Owns writing a ggml model from a checkpoint, or a smaller one from an unquantised model, a
//! piece at a time. Refuses to write over anything: the caller names a new file.

use crate::ggml::{BINS, MAGIC};
use crate::quantise::{BLOCK, q5_0, q8_0};
use crate::stored::Stored;
use crate::tensors::{Expected, Kept, expected};
use crate::weights::{self, Weights};
use crate::{CheckpointFault, Dims, Error, Format, mel};
use half::f16;
use job::{Job, Stage};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Weights at a time: four megabytes.
const PIECE: usize = 1 << 20;

/// Converts the checkpoint at `source` (a folder or file) to a ggml model in `format` at `output`.
/// `base` is any multilingual ggml model; its vocabulary stands in where the checkpoint has none.
/// Weights are read once and never all at a time.
///
/// # Errors
/// [`Error::Read`], [`Error::Write`], [`Error::NotAModel`], [`Error::NotACheckpoint`],
/// [`Error::Nothing`]. What was written so far is the caller's to remove.
pub fn convert(
    source: &Path,
    base: &[u8],
    format: Format,
    output: &Path,
    job: &Job<'_>,
) -> Result<Dims, Error> {
    let fault =
        |source_fault| Error::NotACheckpoint { path: source.to_owned(), source: source_fault };
    let kind = format.header();
    let kind =
        kind.ok_or_else(|| fault(CheckpointFault::NumberFormat(format.name().to_owned())))?;
    let mut weights = weights::open(source, base)?;
    let write = |source| Error::Write { path: output.to_owned(), source };
    let mut file = BufWriter::with_capacity(1 << 20, File::create(output).map_err(write)?);
    head(&mut file, &weights, kind).map_err(write)?;
    let tensors = std::mem::take(&mut weights.tensors);
    let values = |e: &Expected| e.shape.iter().product::<u64>();
    let all: u64 = tensors.iter().map(|(e, _)| values(e)).sum();
    let mut done = 0_u64;
    for (wanted, stored) in &tensors {
        let own = type_of(wanted, format);
        tensor_head(&mut file, wanted, own).map_err(write)?;
        let mut from = 0;
        while from < values(wanted) {
            let count = (values(wanted) - from).min(PIECE as u64);
            let piece = read(&mut weights.files, stored, from, count);
            let piece = piece.map_err(|e| Error::Read { path: source.to_owned(), source: e })?;
            let bytes = encode(&piece, own, &wanted.ggml).map_err(fault)?;
            file.write_all(&bytes).map_err(write)?;
            from += count;
            done += count;
            #[expect(clippy::cast_precision_loss, reason = "a fraction for a bar")]
            job.progress(Stage::Convert, done as f64 / all as f64);
        }
    }
    let file = file.into_inner().map_err(|e| write(e.into_error()))?;
    file.sync_all().map_err(write)?;
    Ok(weights.dims)
}

/// A model of these measures that knows nothing: for measuring how fast a computer is, since the
/// time does not depend on what the weights say. Nothing for a format that is not written.
#[must_use]
pub fn probe(dims: &Dims, format: Format) -> Option<Vec<u8>> {
    let (mut file, kind) = (Vec::new(), format.header()?);
    let weights =
        Weights { dims: *dims, tokens: Vec::new(), files: Vec::new(), tensors: Vec::new() };
    head(&mut file, &weights, kind).ok()?;
    // Small and different: zeros would let a processor rest.
    #[expect(clippy::cast_precision_loss, reason = "below 101")]
    let pattern: Vec<f32> = (0..PIECE).map(|i| ((i * 37 % 101) as f32 - 50.0) / 1000.0).collect();
    for wanted in expected(dims) {
        let own = type_of(&wanted, format);
        tensor_head(&mut file, &wanted, own).ok()?;
        let mut left = usize::try_from(wanted.shape.iter().product::<u64>()).ok()?;
        while left > 0 {
            let piece = left.min(PIECE);
            file.extend(encode(&pattern[..piece], own, &wanted.ggml).ok()?);
            left -= piece;
        }
    }
    Some(file)
}

fn read(files: &mut [File], from: &Stored, at: u64, count: u64) -> std::io::Result<Vec<f32>> {
    from.read(files, at, usize::try_from(count).unwrap_or(0))
}

fn numbers(file: &mut impl Write, numbers: &[u32]) -> std::io::Result<()> {
    numbers.iter().try_for_each(|n| file.write_all(&n.to_le_bytes()))
}

/// Everything before the tensors.
fn head(file: &mut impl Write, weights: &Weights, kind: u32) -> std::io::Result<()> {
    let d = &weights.dims;
    numbers(file, &[MAGIC, d.vocabulary, d.audio_ctx, d.state, d.audio_heads, d.audio_layers])?;
    numbers(file, &[d.text_ctx, d.state, d.text_heads, d.text_layers, d.mels, kind])?;
    numbers(file, &[d.mels, BINS])?;
    for weight in mel::filters(d.mels) {
        file.write_all(&weight.to_le_bytes())?;
    }
    numbers(file, &[length(weights.tokens.len())])?;
    for token in &weights.tokens {
        numbers(file, &[length(token.len())])?;
        file.write_all(token)?;
    }
    Ok(())
}

fn length(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// How this tensor is kept in a model of that format. Widths of Whisper models are multiples of a
/// block; one that is not stays in 16 bits.
fn type_of(wanted: &Expected, format: Format) -> Format {
    let row = wanted.shape.last().copied().unwrap_or(0);
    match wanted.kept {
        Kept::Exact | Kept::Column => Format::F32,
        _ if format == Format::F32 => Format::F32,
        Kept::Convolution => Format::F16,
        Kept::Matrix if row.is_multiple_of(BLOCK as u64) => format,
        Kept::Matrix => Format::F16,
    }
}

fn tensor_head(file: &mut impl Write, wanted: &Expected, own: Format) -> std::io::Result<()> {
    let mut shape = wanted.shape.clone();
    if wanted.kept == Kept::Column {
        shape.push(1);
    }
    numbers(file, &[length(shape.len()), length(wanted.ggml.len()), own.tensor()])?;
    // Innermost first.
    for n in shape.iter().rev() {
        numbers(file, &[u32::try_from(*n).unwrap_or(u32::MAX)])?;
    }
    file.write_all(wanted.ggml.as_bytes())
}

fn encode(weights: &[f32], own: Format, name: &str) -> Result<Vec<u8>, CheckpointFault> {
    let most = if own == Format::F32 { f32::MAX } else { f16::MAX.to_f32() };
    // A scale of a block is the largest weight over 16 or 127, so this holds for blocks too.
    if weights.iter().any(|w| !w.is_finite() || w.abs() > most) {
        return Err(CheckpointFault::Values(name.to_owned()));
    }
    let mut out = Vec::with_capacity(weights.len() * 4);
    match own {
        Format::Q8_0 => q8_0(weights, &mut out),
        Format::Q5_0 => q5_0(weights, &mut out),
        Format::F16 => {
            out.extend(weights.iter().flat_map(|w| f16::from_f32(*w).to_le_bytes()));
        }
        _ => out.extend(weights.iter().flat_map(|w| w.to_le_bytes())),
    }
    Ok(out)
}
