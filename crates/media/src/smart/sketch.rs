//! Owns a rough drawing of a frame, small enough to keep and good enough to tell a right frame
//! from a wrong or broken one after it was coded anew.

use ffmpeg_next::frame;

/// Fields to a side.
const SIDE: usize = 8;
/// Every so many pixels of a row are looked at.
const STEP: usize = 4;
/// Coding shifts the mean of a field by far less; other frames and garbage by far more.
const SLACK: i32 = 12;

/// Mean lightness of each field, 0 to 255.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sketch([u8; SIDE * SIDE]);

impl Sketch {
    /// Of a frame's first plane: 8 bits, or more in two bytes.
    pub(super) fn of(frame: &frame::Video) -> Self {
        let depth = crate::probe::depth(frame.format());
        let (width, height) = (frame.width() as usize, frame.height() as usize);
        let (data, stride) = (frame.data(0), frame.stride(0));
        let wide = usize::from(depth > 8) + 1;
        let mut sums = [(0_u64, 0_u64); SIDE * SIDE];
        for y in (0..height).step_by(STEP) {
            for x in (0..width).step_by(STEP) {
                let at = y * stride + x * wide;
                let value = match data.get(at..at + wide) {
                    Some([low, high]) => {
                        u64::from(u16::from_le_bytes([*low, *high])) >> (depth - 8)
                    }
                    Some([value]) => u64::from(*value),
                    _ => 0,
                };
                let (sum, count) = &mut sums[y * SIDE / height * SIDE + x * SIDE / width];
                *sum += value;
                *count += 1;
            }
        }
        let mean = |(sum, count): (u64, u64)| u8::try_from(sum / count.max(1)).unwrap_or(u8::MAX);
        Self(sums.map(mean))
    }

    /// True when both show the same picture, give or take what coding does to it.
    pub(super) fn resembles(&self, other: &Self) -> bool {
        let pairs = self.0.iter().zip(&other.0);
        pairs.map(|(a, b)| (i32::from(*a) - i32::from(*b)).abs()).max().unwrap_or(0) <= SLACK
    }
}
