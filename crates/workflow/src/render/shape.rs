//! Owns what a file is to be like: its size, its bits, the part of the picture that stays free for
//! captions, and who says so. From the look that was chosen and the data in `rules/`.

use media::Limits;
use policy::{FileLimits, Packs, Source};
use serde::Serialize;
use timeline::{
    Aspect, CaptionStyle, Framing, Look, Platform, Preset, SafeZone, Timestamp, VideoInfo,
};

/// Bits of sound a second.
const SOUND_BITS: u64 = 160_000;
/// Part of a size limit that picture and sound may fill: the rest is the file's own index, and
/// what the first seconds may take beyond their share.
const FILLED: f64 = 0.94;
/// Shorter sides to choose from when bits are few.
const SIDES: [u32; 5] = [720, 540, 432, 360, 240];
/// Bits that a pixel of a second's 30 frames needs to look clean.
const PIXEL_BITS: f64 = 1.2;
const FEWEST_BITS: u32 = 120_000;

/// What was chosen.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wish {
    /// Where it will be posted.
    pub platform: Platform,
    /// Shape; nothing keeps the clip's own.
    pub aspect: Option<Aspect>,
    /// Captions, framing, kind of file.
    pub look: Look,
}

/// What a file will be like.
#[derive(Debug, Clone)]
pub struct Shape {
    /// Width and height of the picture.
    pub size: (u32, u32),
    /// Bounds of the picture's stream, when a preset has any.
    pub limits: Option<Limits>,
    /// Where captions may stand.
    pub zone: SafeZone,
    /// The same for people and programs.
    pub used: Used,
}

/// What was used to make a file; part of the JSON of `mang render`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Used {
    /// Kind of file.
    pub preset: Option<Preset>,
    /// Captions.
    pub style: CaptionStyle,
    /// Framing.
    pub framing: Framing,
    /// Width and height of the picture.
    pub size: (u32, u32),
    /// Bits of picture a second at most.
    pub most_bits: Option<u32>,
    /// Bytes that the file should not exceed.
    pub most_bytes: Option<u64>,
    /// Margins that captions keep: of what they are margins, and where the figures come from.
    pub safe_zone: SafeZone,
    /// Source of the margins and the day it was read.
    pub safe_zone_source: Option<Source>,
    /// Source of the limits and the day it was read.
    pub preset_source: Option<Source>,
}

/// What a file of `length` made of a clip with this picture is to be like.
#[must_use]
pub fn shape(packs: &Packs, video: &VideoInfo, length: Timestamp, wish: Wish) -> Shape {
    let Wish { look, aspect, .. } = wish;
    let full = media::output_size(video, aspect, None);
    let data = look.preset.and_then(|preset| packs.file_limits(preset));
    let limits = data.map(|(limits, _)| bounded(limits, full, length));
    let size = media::output_size(video, aspect, limits.map(|l| l.short_side));
    let (zone, zone_source) = packs.zone(posted_on(wish), size);
    let used = Used {
        preset: look.preset,
        style: look.style,
        framing: look.framing,
        size,
        most_bits: limits.map(|l| l.most_bits),
        most_bytes: data.map(|(limits, _)| limits.most_bytes),
        safe_zone: zone,
        safe_zone_source: zone_source.cloned(),
        preset_source: data.map(|(_, source)| source.clone()),
    };
    Shape { size, limits, zone, used }
}

/// Where a file for this preset is shown.
fn posted_on(wish: Wish) -> Platform {
    match wish.look.preset {
        Some(Preset::Reels) => Platform::Facebook,
        Some(Preset::Shorts) => Platform::Youtube,
        Some(Preset::Tiktok) if wish.platform != Platform::TiktokShop => Platform::Tiktok,
        _ => wish.platform,
    }
}

/// Fewer bits for a long film, and a smaller picture where they would not do for a large one.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "an estimate; casts of floats saturate"
)]
fn bounded(limits: FileLimits, (width, height): (u32, u32), length: Timestamp) -> Limits {
    let seconds = length.seconds().max(1.0);
    let all = limits.most_bytes as f64 * 8.0 * FILLED / seconds;
    let left = (all - SOUND_BITS as f64).max(f64::from(FEWEST_BITS)) as u32;
    let most_bits = limits.most_bits.min(left);
    let short = f64::from(width.min(height));
    let pixels = f64::from(width) * f64::from(height);
    let enough = |side: &u32| {
        let part = (f64::from(*side) / short).min(1.0);
        f64::from(most_bits) >= pixels * part * part * PIXEL_BITS
    };
    let sides = [limits.short_side].into_iter().chain(SIDES);
    let mut sides = sides.filter(|side| *side <= limits.short_side);
    let short_side = sides.find(enough).unwrap_or(SIDES[SIDES.len() - 1]);
    Limits { factor: limits.factor, most_bits, short_side }
}

/// About how many bytes a file will have: talking clips at 1080 × 1920 were measured at 4 Mbit a
/// second in all, and bits go with pixels.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an estimate; casts of floats saturate"
)]
pub fn about_bytes(shape: &Shape, length: Timestamp) -> u64 {
    let pixels = f64::from(shape.size.0) * f64::from(shape.size.1);
    let picture = 3_800_000.0 * pixels / (1080.0 * 1920.0);
    let picture = shape.limits.map_or(picture, |l| picture.min(f64::from(l.most_bits)));
    ((picture + 160_000.0) * length.seconds() / 8.0) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits() -> FileLimits {
        FileLimits { factor: 25, most_bits: 2_500_000, short_side: 720, most_bytes: 25_000_000 }
    }

    #[test]
    fn a_long_film_gets_fewer_bits_and_then_a_smaller_picture() {
        let at =
            |seconds: i64| bounded(limits(), (1080, 1920), Timestamp::from_millis(seconds * 1000));
        assert_eq!((at(30).most_bits, at(30).short_side), (2_500_000, 720));
        let five = at(300);
        assert!(five.short_side < 720 && five.most_bits < 500_000, "{five:?}");
        for seconds in [1, 60, 120, 300, 600] {
            let bits = u64::from(at(seconds).most_bits) + SOUND_BITS;
            let bytes = bits * seconds.unsigned_abs() / 8;
            assert!(bytes <= 25_000_000, "{seconds} s are {bytes} bytes");
        }
        assert!(at(100_000).most_bits >= FEWEST_BITS && at(100_000).short_side == 240);
    }
}
