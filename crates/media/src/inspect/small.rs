//! Owns small copies of frames to look at: in colour for light and movement, in gray and larger
//! for codes. Refuses to look.

use crate::filter_chain::{Chain, Failure, Part, link};
use ffmpeg_next::frame;

/// Longer side of the copies in colour, in pixels.
const SMALL: u32 = 96;
/// Longer side of the copies in gray: a QR code of a tenth of the width keeps 4 pixels a module.
const LARGE: u32 = 1280;

/// A small copy in colour: three bytes a pixel, rows without padding.
pub(super) struct Small {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) rgb: Vec<u8>,
}

impl Small {
    pub(super) fn pixels(&self) -> impl Iterator<Item = [u8; 3]> + '_ {
        self.rgb.chunks_exact(3).map(|p| [p[0], p[1], p[2]])
    }

    /// Brightness of each pixel as television counts it, 0 to 255.
    pub(super) fn luma(&self) -> Vec<u8> {
        let of = |[r, g, b]: [u8; 3]| {
            let sum = 54 * u32::from(r) + 183 * u32::from(g) + 19 * u32::from(b);
            u8::try_from(sum >> 8).unwrap_or(u8::MAX)
        };
        self.pixels().map(of).collect()
    }
}

/// A copy in gray: one byte a pixel, rows without padding.
pub(super) struct Gray {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) light: Vec<u8>,
}

/// Makes the copies, turned as they are shown.
pub(super) struct Shrinker {
    rotation: u16,
    small: Option<(Kind, Chain)>,
    gray: Option<(Kind, Chain)>,
}

/// What a chain was made for; a frame may be of another kind than the one before.
type Kind = (u32, u32, &'static str);

impl Shrinker {
    pub(super) fn new(rotation: u16) -> Self {
        Self { rotation, small: None, gray: None }
    }

    /// Takes the frame's picture.
    pub(super) fn small(&mut self, frame: &frame::Video) -> Result<Option<Small>, Failure> {
        let made = shrunk(&mut self.small, self.rotation, frame, (SMALL, "rgb24"))?;
        Ok(made.map(|made| {
            let (width, height, rgb) = packed(&made, 3);
            Small { width, height, rgb }
        }))
    }

    /// Leaves the frame as it is.
    pub(super) fn gray(&mut self, frame: &frame::Video) -> Result<Option<Gray>, Failure> {
        // Filters take what they are given; the frame is looked at once more, in colour.
        let made = shrunk(&mut self.gray, self.rotation, &frame.clone(), (LARGE, "gray"))?;
        Ok(made.map(|made| {
            let (width, height, light) = packed(&made, 1);
            Gray { width, height, light }
        }))
    }
}

fn shrunk(
    kept: &mut Option<(Kind, Chain)>,
    rotation: u16,
    frame: &frame::Video,
    (side, format): (u32, &'static str),
) -> Result<Option<frame::Video>, Failure> {
    let name = frame.format().descriptor().map_or("none", |d| d.name());
    let kind = (frame.width(), frame.height(), name);
    if kept.as_ref().is_none_or(|(made_for, _)| *made_for != kind) {
        let input = format!(
            "video_size={}x{}:pix_fmt={name}:time_base=1/1000000",
            frame.width(),
            frame.height()
        );
        // Averages and no sharpening: what flickers in single pixels is no flash.
        let scale = format!(
            "w=min({side}\\,iw):h=min({side}\\,ih):force_original_aspect_ratio=decrease:flags=area"
        );
        let mut links = vec![link("scale", scale)];
        links.extend(crate::render::turn(rotation));
        links.push(link("format", format!("pix_fmts={format}")));
        let chain = Chain::picture(&input, links.into_iter().map(Part::Link).collect())?;
        *kept = Some((kind, chain));
    }
    let Some((_, chain)) = kept else { return Ok(None) };
    chain.push(frame).map_err(Failure::Engine)?;
    let mut made = frame::Video::empty();
    Ok(chain.pull(&mut made).then_some(made))
}

fn packed(frame: &frame::Video, bytes: usize) -> (usize, usize, Vec<u8>) {
    let (width, height) = (frame.width() as usize, frame.height() as usize);
    let rows = frame.data(0).chunks(frame.stride(0).max(1)).take(height);
    let packed = rows.flat_map(|row| row.iter().take(width * bytes).copied()).collect();
    (width, height, packed)
}
