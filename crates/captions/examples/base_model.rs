//! Makes a model of Whisper's `base` size that answers exactly as the small test model does, for
//! measuring speed: `base_model SMALL.bin OUT.bin`.
//!
//! Every channel stands four times over, and every weight between channels is a quarter, so each
//! layer gives the same as before; three more layers on either side add nothing. The work is that
//! of any `base` model, the words are those of the test model. Refuses other models.

use std::io::{Error, ErrorKind, Result, Write};

/// Copies of each channel: 128 become 512.
const COPIES: usize = 4;
/// Layers on either side.
const LAYERS: usize = 6;

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(from), Some(to)) = (arguments.next(), arguments.next()) else {
        return Err(Error::new(ErrorKind::InvalidInput, "base_model SMALL.bin OUT.bin"));
    };
    let bytes = std::fs::read(from)?;
    let mut file = Reader { bytes: &bytes, at: 0 };
    let mut out = std::io::BufWriter::new(std::fs::File::create(to)?);
    let mut header = [0; 12];
    for number in &mut header {
        *number = file.number()?;
    }
    let (width, layers) = (header[3] as usize, header[5] as usize);
    if width * COPIES != 512 || layers + 3 != LAYERS || header[9] as usize != layers {
        return Err(Error::new(ErrorKind::InvalidData, "not the small test model"));
    }
    for (at, by) in [(3, COPIES), (4, COPIES), (7, COPIES), (8, COPIES)] {
        header[at] *= by as u32;
    }
    (header[5], header[9], header[11]) = (LAYERS as u32, LAYERS as u32, 1);
    header.iter().try_for_each(|n| out.write_all(&n.to_le_bytes()))?;
    let start = file.at;
    let (mels, bins) = (file.number()? as usize, file.number()? as usize);
    file.at += mels * bins * 4;
    for _ in 0..file.number()? {
        file.at += file.number()? as usize;
    }
    out.write_all(&bytes[start..file.at])?;
    while file.at < bytes.len() {
        let tensor = Tensor::read(&mut file)?;
        tensor.widened().write(&mut out)?;
        // The last layer again, with nothing coming out of it.
        let last = format!(".blocks.{}.", layers - 1);
        for extra in layers..LAYERS {
            if tensor.name.contains(&last) {
                let name = tensor.name.replace(&last, &format!(".blocks.{extra}."));
                let silent = name.contains("attn.out.") || name.contains("mlp.2.");
                let values = tensor.values.iter().map(|v| if silent { 0.0 } else { *v }).collect();
                Tensor { name, values, ..tensor.clone() }.widened().write(&mut out)?;
            }
        }
    }
    out.flush()
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8]> {
        let taken = self.bytes.get(self.at..self.at + length);
        self.at += length;
        taken.ok_or_else(|| Error::new(ErrorKind::UnexpectedEof, "the model ends too early"))
    }

    fn number(&mut self) -> Result<u32> {
        let four = self.take(4)?;
        Ok(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
    }
}

#[derive(Clone)]
struct Tensor {
    name: String,
    /// Fastest first.
    sides: Vec<usize>,
    values: Vec<f32>,
    half: bool,
}

impl Tensor {
    fn read(file: &mut Reader<'_>) -> Result<Self> {
        let (dims, name, kind) = (file.number()?, file.number()? as usize, file.number()?);
        let mut sides = Vec::new();
        for _ in 0..dims {
            sides.push(file.number()? as usize);
        }
        let name = String::from_utf8_lossy(file.take(name)?).into_owned();
        let count: usize = sides.iter().product();
        let values = match kind {
            0 => {
                let four = file.take(count * 4)?.as_chunks::<4>().0;
                four.iter().map(|b| f32::from_le_bytes(*b)).collect()
            }
            1 => {
                let two = file.take(count * 2)?.as_chunks::<2>().0;
                two.iter().map(|b| from_half(u16::from_le_bytes(*b))).collect()
            }
            6 => file.take(count / 32 * 22)?.as_chunks::<22>().0.iter().flat_map(block).collect(),
            _ => return Err(Error::new(ErrorKind::InvalidData, "another number format")),
        };
        Ok(Self { name, sides, values, half: kind != 0 })
    }

    fn widened(&self) -> Self {
        let last = self.sides.len() - 1;
        // Mel bands, places in time and the vocabulary stay as many as they are.
        let embedding = self.name.ends_with("embedding") || self.name.ends_with("embedding.weight");
        let wide = |side: usize| -> usize {
            let channels = match self.name.as_str() {
                "encoder.conv1.weight" => side == 2,
                "encoder.conv2.weight" => side > 0,
                _ if embedding => side == 0,
                _ => side == last || (self.half && last == 1),
            };
            if channels { COPIES } else { 1 }
        };
        let sums = self.name == "encoder.conv2.weight" || (self.half && last == 1 && !embedding);
        // The token table is read both ways: what goes into it last is a quarter already.
        let scale = if sums || self.name.starts_with("decoder.ln.") { 0.25 } else { 1.0 };
        let sides: Vec<usize> = self.sides.iter().enumerate().map(|(i, s)| s * wide(i)).collect();
        let values = (0..sides.iter().product())
            .map(|at| {
                let (mut rest, mut from, mut stride) = (at, 0, 1);
                for (new, old) in sides.iter().zip(&self.sides) {
                    from += rest % new % old * stride;
                    rest /= new;
                    stride *= old;
                }
                self.values[from] * scale
            })
            .collect();
        Self { name: self.name.clone(), sides, values, half: self.half }
    }

    fn write(&self, out: &mut impl Write) -> Result<()> {
        let kind = u32::from(self.half);
        for n in [self.sides.len() as u32, self.name.len() as u32, kind] {
            out.write_all(&n.to_le_bytes())?;
        }
        self.sides.iter().try_for_each(|s| out.write_all(&(*s as u32).to_le_bytes()))?;
        out.write_all(self.name.as_bytes())?;
        self.values.iter().try_for_each(|v| {
            if self.half {
                out.write_all(&to_half(*v).to_le_bytes())
            } else {
                out.write_all(&v.to_le_bytes())
            }
        })
    }
}

/// 32 values of five bits and their scale.
fn block(bytes: &[u8; 22]) -> Vec<f32> {
    let scale = from_half(u16::from_le_bytes([bytes[0], bytes[1]]));
    let high = u32::from_le_bytes([bytes[2], bytes[3], bytes[4], bytes[5]]);
    let value = |i: usize| {
        let low = if i < 16 { bytes[6 + i] & 15 } else { bytes[6 + i - 16] >> 4 };
        let bits = u32::from(low) | ((high >> i & 1) << 4);
        (bits as f32 - 16.0) * scale
    };
    (0..32).map(value).collect()
}

fn from_half(half: u16) -> f32 {
    let (exponent, fraction) = (i32::from(half >> 10 & 31), f32::from(half & 1023));
    let size = match exponent {
        0 => fraction * 2.0_f32.powi(-24),
        _ => (1.0 + fraction / 1024.0) * 2.0_f32.powi(exponent - 15),
    };
    if half >> 15 == 1 { -size } else { size }
}

fn to_half(value: f32) -> u16 {
    let sign = if value < 0.0 { 0x8000 } else { 0 };
    let size = value.abs();
    if size < 2.0_f32.powi(-14) {
        return sign | (size * 2.0_f32.powi(24)).round() as u16;
    }
    let exponent = size.log2().floor() as i32;
    let fraction = ((size / 2.0_f32.powi(exponent) - 1.0) * 1024.0).round() as i32;
    // A fraction that rounds up to 1024 goes over into the exponent by itself.
    sign | ((exponent + 15) * 1024 + fraction).clamp(0, 0x7bff) as u16
}
