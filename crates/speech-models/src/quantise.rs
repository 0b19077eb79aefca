//! Owns the block formats of ggml: 32 weights share one scale. Refuses other formats than are
//! written here.

use half::f16;

/// Weights in a block.
pub(crate) const BLOCK: usize = 32;

/// 8 bits a weight: a half-precision scale, then 32 signed bytes.
pub(crate) fn q8_0(weights: &[f32], out: &mut Vec<u8>) {
    for block in weights.chunks_exact(BLOCK) {
        let largest = block.iter().fold(0.0_f32, |m, w| m.max(w.abs()));
        let scale = largest / 127.0;
        let inverse = if scale == 0.0 { 0.0 } else { 1.0 / scale };
        out.extend_from_slice(&f16::from_f32(scale).to_le_bytes());
        #[expect(clippy::cast_possible_truncation, reason = "-127 to 127 by the scale")]
        out.extend(block.iter().map(|w| ((w * inverse).round() as i8).to_le_bytes()[0]));
    }
}

/// 5 bits a weight: a half-precision scale, the fifth bits together, then four bits each, the
/// second half of the block above the first. The scale has the sign of the largest weight, so
/// that this one is met exactly.
pub(crate) fn q5_0(weights: &[f32], out: &mut Vec<u8>) {
    for block in weights.chunks_exact(BLOCK) {
        let largest = block.iter().fold(0.0_f32, |m, w| if w.abs() > m.abs() { *w } else { m });
        let scale = largest / -16.0;
        let inverse = if scale == 0.0 { 0.0 } else { 1.0 / scale };
        // Sixteen and a half: from -16…15 to 0…31, rounded by cutting off.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 to 32 by the scale, saturating"
        )]
        let five = |w: f32| ((w * inverse + 16.5) as u8).min(31);
        let mut fifth = 0_u32;
        let mut fours = [0_u8; BLOCK / 2];
        for (i, four) in fours.iter_mut().enumerate() {
            let (low, high) = (five(block[i]), five(block[i + BLOCK / 2]));
            *four = (low & 15) | ((high & 15) << 4);
            fifth |= u32::from(low >> 4) << i | u32::from(high >> 4) << (i + BLOCK / 2);
        }
        out.extend_from_slice(&f16::from_f32(scale).to_le_bytes());
        out.extend_from_slice(&fifth.to_le_bytes());
        out.extend_from_slice(&fours);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn scale(bytes: &[u8]) -> f32 {
        f16::from_le_bytes([bytes[0], bytes[1]]).to_f32()
    }

    /// Back to numbers, written from the description of the format alone.
    fn read_q8_0(bytes: &[u8]) -> Vec<f32> {
        bytes[2..34].iter().map(|b| f32::from(i8::from_le_bytes([*b])) * scale(bytes)).collect()
    }

    fn read_q5_0(bytes: &[u8]) -> Vec<f32> {
        let fifth = u32::from_le_bytes(bytes[2..6].try_into().unwrap());
        let value = |i: usize| {
            let byte = bytes[6 + i % 16];
            let four = if i < 16 { byte & 15 } else { byte >> 4 };
            let five = u32::from(four) | (fifth >> i & 1) << 4;
            (five as f32 - 16.0) * scale(bytes)
        };
        (0..32).map(value).collect()
    }

    proptest! {
        #[test]
        fn weights_come_back_within_half_a_step(
            weights in proptest::collection::vec(-3.0_f32..3.0, 32)
        ) {
            let (mut eight, mut five) = (Vec::new(), Vec::new());
            q8_0(&weights, &mut eight);
            q5_0(&weights, &mut five);
            prop_assert_eq!((eight.len(), five.len()), (34, 22));
            let largest = weights.iter().fold(0.0_f32, |m, w| m.max(w.abs()));
            let off = |read: Vec<f32>| {
                read.iter().zip(&weights).map(|(a, b)| (a - b).abs()).fold(0.0_f32, f32::max)
            };
            // The scale itself is rounded to eleven bits.
            prop_assert!(off(read_q8_0(&eight)) <= largest * (0.5 / 127.0 + 0.001));
            // The largest weight of the other sign may lie one step outside.
            prop_assert!(off(read_q5_0(&five)) <= largest * (1.0 / 16.0 + 0.001));
        }
    }

    #[test]
    fn a_block_of_nothing_stays_nothing() {
        let (mut eight, mut five) = (Vec::new(), Vec::new());
        q8_0(&[0.0; 32], &mut eight);
        q5_0(&[0.0; 32], &mut five);
        assert!(read_q8_0(&eight).iter().chain(&read_q5_0(&five)).all(|v| *v == 0.0));
    }
}
