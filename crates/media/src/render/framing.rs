//! Owns the picture's way from how it is stored to how it is finished: turned, cut to shape or
//! set before blurred sides, in the colours of every screen. Refuses captions and times.

use super::plan::Stored;
use crate::filter_chain::{Link, Part, link};
use timeline::{Fill, Framing};

/// What the filters were set up for; pictures may change in the middle of a file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Colours {
    /// How brightness and colour are mixed, as `scale` calls it.
    pub(crate) matrix: &'static str,
    /// Name of the curve of a picture with high dynamic range.
    pub(crate) bright: Option<&'static str>,
    /// The range of colours that stay as they are stored.
    pub(crate) kept_range: Option<&'static str>,
}

/// The filters that make `stored` a picture of size `target`.
pub(crate) fn parts(
    stored: Stored,
    colours: Colours,
    target: (u32, u32),
    framing: Framing,
) -> Vec<Part> {
    let shown = stored.target(None);
    let inner = inside(shown, target);
    if framing.fill == Fill::Crop || inner == target {
        let crop = stored.crop(target);
        let mut links = turn(stored.rotation);
        links.push(link("crop", crop_options(crop, framing)));
        links.extend(to_size(target, colours));
        return links.into_iter().map(Part::Link).collect();
    }
    let mut links = turn(stored.rotation);
    links.extend(to_size(inner, colours));
    let mut parts: Vec<Part> = links.into_iter().map(Part::Link).collect();
    parts.push(Part::Over { behind: blurred(inner, target), place: place(inner, target) });
    parts
}

/// Largest size of the shape of `shown` that fits into `target`.
fn inside(shown: (u32, u32), target: (u32, u32)) -> (u32, u32) {
    let (w, h) = (f64::from(shown.0), f64::from(shown.1));
    let (tw, th) = (f64::from(target.0), f64::from(target.1));
    let ratio = (tw / w).min(th / h);
    // Two pixels are a rounded side, no other shape.
    let side = |length: f64, most: u32| {
        let even = even(length);
        if even + 2 >= most { most } else { even }
    };
    (side(w * ratio, target.0), side(h * ratio, target.1))
}

/// A crop of this size whose middle is as near to the focus as the picture allows.
fn crop_options((width, height): (u32, u32), framing: Framing) -> String {
    let part = |percent: u8| f64::from(percent.min(100)) / 100.0;
    let (x, y) = (part(framing.focus_x), part(framing.focus_y));
    format!(
        "w={width}:h={height}:x=max(0\\,min(iw-ow\\,iw*{x}-ow/2)):y=max(0\\,min(ih-oh\\,ih*{y}-oh/2))"
    )
}

/// The same picture over all of `target`, so soft and dark that it only fills. Blurring a small
/// picture and enlarging it is as soft and thirty times as fast.
fn blurred(inner: (u32, u32), target: (u32, u32)) -> Vec<Link> {
    const PART: u32 = 8;
    let (tw, th) = (f64::from(target.0), f64::from(target.1));
    let (w, h) = (f64::from(inner.0), f64::from(inner.1));
    let cover = (even(w.min(h * tw / th)), even(h.min(w * th / tw)));
    let small = (even(tw / f64::from(PART)), even(th / f64::from(PART)));
    vec![
        link("crop", format!("w={}:h={}", cover.0, cover.1)),
        link("scale", format!("w={}:h={}:flags=area", small.0, small.1)),
        link("gblur", "sigma=5"),
        link("lutyuv", "y=val*0.6"),
        link("scale", format!("w={}:h={}:flags=bilinear", target.0, target.1)),
        link("setsar", "sar=1"),
    ]
}

fn place(inner: (u32, u32), target: (u32, u32)) -> (u32, u32) {
    ((target.0 - inner.0) / 4 * 2, (target.1 - inner.1) / 4 * 2)
}

fn to_size((width, height): (u32, u32), colours: Colours) -> Vec<Link> {
    if let Some(range) = colours.kept_range {
        let same = "in_color_matrix=bt709:out_color_matrix=bt709";
        let range = format!("in_range={range}:out_range={range}");
        return vec![
            link("scale", format!("w={width}:h={height}:flags=bicubic:{same}:{range}")),
            link("format", "pix_fmts=yuv420p"),
            link("setsar", "sar=1"),
        ];
    }
    let mut links: Vec<Link> =
        colours.bright.map_or_else(Vec::new, |curve| ordinary_range(curve, (width, height)));
    let matrix = if links.is_empty() { colours.matrix } else { "bt709" };
    links.push(link(
        "scale",
        format!(
            "w={width}:h={height}:flags=bicubic:in_color_matrix={matrix}:\
             out_color_matrix=bt709:out_range=tv"
        ),
    ));
    links.push(link("format", "pix_fmts=yuv420p"));
    links.push(link("setsar", "sar=1"));
    links
}

/// The filters that turn a picture clockwise.
pub(crate) fn turn(degrees: u16) -> Vec<Link> {
    match degrees {
        90 => vec![link("transpose", "dir=clock")],
        180 => vec![link("hflip", ""), link("vflip", "")],
        270 => vec![link("transpose", "dir=cclock")],
        _ => Vec::new(),
    }
}

/// The filters that bring high dynamic range to what every screen shows. Without zimg in FFmpeg
/// there are none: such a picture then looks paler.
fn ordinary_range(curve: &str, (width, height): (u32, u32)) -> Vec<Link> {
    if ffmpeg_next::filter::find("zscale").is_none() {
        return Vec::new();
    }
    let linear = format!("w={width}:h={height}:tin={curve}:pin=2020:min=2020_ncl:t=linear:npl=203");
    vec![
        link("zscale", linear),
        link("format", "pix_fmts=gbrpf32le"),
        link("zscale", "p=709"),
        link("tonemap", "tonemap=mobius:desat=0"),
        link("zscale", "t=709:m=709:r=tv"),
        link("format", "pix_fmts=yuv420p"),
    ]
}

/// A size of the same shape whose shorter side has at most `side` pixels.
pub(crate) fn limited((width, height): (u32, u32), side: Option<u32>) -> (u32, u32) {
    let short = width.min(height);
    match side {
        Some(side) if side < short => {
            let ratio = f64::from(side.max(2)) / f64::from(short);
            (even(f64::from(width) * ratio), even(f64::from(height) * ratio))
        }
        _ => (width, height),
    }
}

/// The even number below, at least 2.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "picture sizes")]
fn even(side: f64) -> u32 {
    ((side + 0.01) as u32 / 2 * 2).max(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_stands_whole_inside_another_shape() {
        assert_eq!(inside((1920, 1080), (1080, 1920)), (1080, 606));
        assert_eq!(place((1080, 606), (1080, 1920)), (0, 656));
        assert_eq!(inside((720, 1280), (1920, 1080)), (606, 1080));
        // A phone's picture that is nearly of the right shape needs no sides.
        assert_eq!(inside((1088, 1920), (1080, 1920)), (1080, 1904));
        assert_eq!(inside((1078, 1918), (1080, 1920)), (1080, 1920));
    }

    #[test]
    fn only_larger_pictures_are_made_smaller() {
        assert_eq!(limited((1080, 1920), Some(720)), (720, 1280));
        assert_eq!(limited((1920, 1080), Some(540)), (960, 540));
        assert_eq!(limited((640, 360), Some(720)), (640, 360));
        assert_eq!(limited((640, 360), None), (640, 360));
    }
}
