//! Owns the numbers of the named caption styles: sizes, colours, box or edge. Refuses places and
//! times.

use timeline::CaptionStyle;

/// Font family as the font file names it; bundled with the program that draws.
pub(crate) const FONT: &str = "Be Vietnam Pro";

/// Height of a line over the em, as the font file states it (`usWinAscent + usWinDescent`):
/// libass measures fonts that way. Be Vietnam Pro keeps room for stacked marks.
pub(crate) const LINE_HEIGHT: f64 = 1.526;

/// Red, green, blue.
pub(crate) type Colour = [u8; 3];

const WHITE: Colour = [0xff, 0xff, 0xff];
const INK: Colour = [0x10, 0x15, 0x0f];
const HONEY: Colour = [0xff, 0xd2, 0x4a];

/// What stands behind the letters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Behind {
    /// One opaque box behind all lines, so many pixels wider than the text on each side.
    Box { padding: f64 },
    /// A dark edge around each letter, so many pixels wide, and a soft shadow.
    Edge { width: f64, shadow: f64 },
}

/// A named style; lengths are for a picture whose short side is 1080.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct AssStyle {
    /// Height of the font's em in pixels.
    pub(crate) size: f64,
    pub(crate) text: Colour,
    pub(crate) behind: Behind,
    /// Colour of the box or the edge.
    pub(crate) dark: Colour,
    /// Colour of the spoken word, where words are marked.
    pub(crate) spoken: Option<Colour>,
}

impl AssStyle {
    pub(crate) fn named(style: CaptionStyle) -> Self {
        let boxed = Self {
            size: 60.0,
            text: WHITE,
            behind: Behind::Box { padding: 12.0 },
            dark: INK,
            spoken: None,
        };
        match style {
            CaptionStyle::Box => boxed,
            CaptionStyle::Clean => {
                Self { behind: Behind::Edge { width: 5.0, shadow: 2.0 }, ..boxed }
            }
            CaptionStyle::Big => {
                Self { size: 84.0, behind: Behind::Box { padding: 16.0 }, ..boxed }
            }
            CaptionStyle::Karaoke => Self { size: 64.0, spoken: Some(HONEY), ..boxed },
        }
    }

    /// Pixels by which what stands behind goes beyond the letters.
    pub(crate) fn margin(&self) -> f64 {
        match self.behind {
            Behind::Box { padding } => padding,
            Behind::Edge { width, shadow } => width + shadow,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance of WCAG 2.
    fn luminance(colour: Colour) -> f64 {
        let [r, g, b] = colour.map(|c| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    #[test]
    fn every_colour_is_seven_times_as_light_as_what_is_behind_it() {
        let styles =
            [CaptionStyle::Clean, CaptionStyle::Box, CaptionStyle::Big, CaptionStyle::Karaoke];
        for style in styles.map(AssStyle::named) {
            for colour in [Some(style.text), style.spoken].into_iter().flatten() {
                let contrast = (luminance(colour) + 0.05) / (luminance(style.dark) + 0.05);
                assert!(contrast >= 7.0, "{contrast} {style:?}");
            }
        }
    }
}
