//! Owns how clearly letters stand out in a picture: the contrast of text with what is around it.
//! Refuses to find text (that is a reader's work) and limits (those are rules).

use std::io::Cursor;

/// Pixels of a picture, as relative luminance by WCAG 2.2: 0 is black, 1 is white.
#[derive(Debug, Clone, PartialEq)]
pub struct Luminance {
    width: usize,
    height: usize,
    values: Vec<f32>,
}

/// Steps of brightness that are told apart, even to the eye.
const STEPS: usize = 64;
/// Letters are no smaller a part of their box than this, and neither is what is around them.
const LEAST: f64 = 0.04;
/// Larger pictures are not looked at.
const MOST_PIXELS: usize = 64 << 20;

impl Luminance {
    /// Of a PNG picture; nothing when it is none.
    #[must_use]
    pub fn of_png(bytes: &[u8]) -> Option<Self> {
        let mut decoder = png::Decoder::new(Cursor::new(bytes));
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().ok()?;
        let size = reader.output_buffer_size().filter(|size| *size <= MOST_PIXELS * 4)?;
        let mut buffer = vec![0; size];
        let info = reader.next_frame(&mut buffer).ok()?;
        let channels = info.color_type.samples();
        let linear: Vec<f32> = (0..=u8::MAX).map(linear).collect();
        let of = |byte: &u8| linear[usize::from(*byte)];
        let pixels = buffer[..info.buffer_size()].chunks_exact(channels);
        let values = pixels.map(|pixel| match pixel {
            [r, g, b, ..] => 0.2126 * of(r) + 0.7152 * of(g) + 0.0722 * of(b),
            [grey, ..] => of(grey),
            [] => 0.0,
        });
        let (width, height) = (info.width as usize, info.height as usize);
        let values: Vec<f32> = values.collect();
        (values.len() == width * height).then_some(Self { width, height, values })
    }

    /// Contrast of the text in a box given as parts of width and height (left, top, right,
    /// bottom, 0 to 1) with what is around its letters, 1 to 21 by WCAG 2.2; nothing for a box
    /// that is empty or of one colour.
    #[must_use]
    pub fn contrast(&self, [left, top, right, bottom]: [f64; 4]) -> Option<f64> {
        let along = |part: f64, side: usize| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                clippy::cast_precision_loss,
                reason = "a place inside the picture"
            )]
            let at = (part.clamp(0.0, 1.0) * side as f64).round() as usize;
            at.min(side)
        };
        let (from, to) = (along(left, self.width), along(right, self.width));
        let y = along(top, self.height)..along(bottom, self.height);
        let rows = y.filter_map(|row| self.values[row * self.width..].get(from..to));
        let mut values: Vec<f32> = rows.flatten().copied().collect();
        values.sort_by(f32::total_cmp);
        let split = split(&values)?;
        let (dark, light) = values.split_at(split);
        let ratio = (f64::from(middle(light)?) + 0.05) / (f64::from(middle(dark)?) + 0.05);
        Some(ratio)
    }
}

/// sRGB to linear light, as WCAG 2.2 defines relative luminance.
fn linear(byte: u8) -> f32 {
    let part = f32::from(byte) / 255.0;
    if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
}

fn middle(sorted: &[f32]) -> Option<f32> {
    sorted.get(sorted.len() / 2).copied()
}

/// How many of the sorted values are the darker of two kinds: the border at which the two differ
/// most from each other (Otsu 1979), on a scale that is even to the eye.
fn split(sorted: &[f32]) -> Option<usize> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "0 to 63"
    )]
    let step = |value: f32| ((value.cbrt() * STEPS as f32) as usize).min(STEPS - 1);
    let mut counts = [0_usize; STEPS];
    for value in sorted {
        counts[step(*value)] += 1;
    }
    #[expect(clippy::cast_precision_loss, reason = "pixels of one line")]
    let n = |count: usize| count as f64;
    let all = n(sorted.len());
    let sum: f64 = counts.iter().enumerate().map(|(at, count)| n(at) * n(*count)).sum();
    let (mut below, mut below_sum) = (0, 0.0);
    let mut best: Option<(f64, usize)> = None;
    for (at, count) in counts.iter().enumerate() {
        below += count;
        below_sum += n(at) * n(*count);
        let (dark, light) = (n(below), all - n(below));
        if dark < LEAST * all || light < LEAST * all {
            continue;
        }
        let apart = below_sum / dark - (sum - below_sum) / light;
        let worth = dark * light * apart * apart;
        if worth > 0.0 && best.is_none_or(|(most, _)| worth > most) {
            best = Some((worth, below));
        }
    }
    best.map(|(_, below)| below)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters of stripes on a ground; every third column is a letter.
    fn stripes(letter: u8, ground: u8) -> Luminance {
        let (width, height) = (90, 30);
        let value = |at: usize| linear(if at.is_multiple_of(3) { letter } else { ground });
        Luminance { width, height, values: (0..width * height).map(value).collect() }
    }

    const ALL: [f64; 4] = [0.0, 0.0, 1.0, 1.0];

    #[test]
    fn known_pairs_have_their_known_contrast() {
        let contrast = |a, b| stripes(a, b).contrast(ALL).unwrap();
        assert!((contrast(0, 255) - 21.0).abs() < 0.01);
        assert!((contrast(255, 0) - 21.0).abs() < 0.01);
        // #767676 on white is the classic pair that just passes 4.5.
        assert!((contrast(0x76, 255) - 4.54).abs() < 0.01);
        assert!(contrast(0xd0, 255) < 1.6);
    }

    #[test]
    fn one_colour_an_empty_box_and_a_box_outside_have_none() {
        assert_eq!(stripes(90, 90).contrast(ALL), None);
        assert_eq!(stripes(0, 255).contrast([0.5, 0.5, 0.5, 0.9]), None);
        assert_eq!(stripes(0, 255).contrast([0.9, 0.1, 0.2, 0.9]), None);
        assert_eq!(stripes(0, 255).contrast([2.0, 2.0, 3.0, f64::NAN]), None);
    }

    #[test]
    fn a_picture_of_any_colour_type_is_read_and_rubbish_is_not() {
        let png = |color, data: &[u8]| {
            let mut out = Vec::new();
            let mut encoder = png::Encoder::new(&mut out, 2, 1);
            encoder.set_color(color);
            encoder.write_header().unwrap().write_image_data(data).unwrap();
            out
        };
        let grey = Luminance::of_png(&png(png::ColorType::Grayscale, &[0, 255])).unwrap();
        let colour = png(png::ColorType::Rgb, &[0, 0, 0, 255, 255, 255]);
        assert_eq!(Luminance::of_png(&colour).unwrap().values, grey.values);
        let clear = png(png::ColorType::Rgba, &[0, 0, 0, 9, 255, 255, 255, 9]);
        assert_eq!(Luminance::of_png(&clear).unwrap().values, [0.0, 1.0]);
        assert_eq!(Luminance::of_png(b"no picture"), None);
        assert_eq!(Luminance::of_png(&colour[..40]), None);
    }
}
