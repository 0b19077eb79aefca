//! Owns the letters of a page: the font's two weights, how wide a text is, which letters it lacks.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Direction, Face, UnicodeBuffer};

/// How heavy letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Plain,
    Bold,
}

/// One weight: once for measuring, once for the file.
struct Cut {
    face: Face<'static>,
    font: Font,
}

/// A text as glyphs; measures are shares of the size of the letters.
pub(super) struct Shaped {
    pub(super) glyphs: Vec<KrillaGlyph>,
    pub(super) width: f32,
}

pub(super) struct Letters {
    plain: Cut,
    bold: Cut,
}

impl Letters {
    /// The font that comes with the program; nothing when it cannot be read.
    pub(super) fn new() -> Option<Self> {
        let cut = |bytes: &'static [u8]| {
            Some(Cut { face: Face::from_slice(bytes, 0)?, font: Font::new(bytes.into(), 0)? })
        };
        Some(Self { plain: cut(media::font::REGULAR)?, bold: cut(media::font::BOLD)? })
    }

    fn cut(&self, weight: Weight) -> &Cut {
        match weight {
            Weight::Plain => &self.plain,
            Weight::Bold => &self.bold,
        }
    }

    pub(super) fn font(&self, weight: Weight) -> Font {
        self.cut(weight).font.clone()
    }

    /// Every letter of `text` can be drawn.
    pub(super) fn have(&self, weight: Weight, text: &str) -> bool {
        text.chars().all(|c| self.cut(weight).face.glyph_index(c).is_some_and(|g| g.0 != 0))
    }

    /// How far the tallest letter rises above the line and the longest hangs below it, as shares of
    /// the size.
    pub(super) fn reach(&self) -> (f32, f32) {
        let face = &self.plain.face;
        let em = em(face);
        (f32::from(face.ascender()) / em, -f32::from(face.descender()) / em)
    }

    #[expect(clippy::cast_precision_loss, reason = "font units, a few thousand at most")]
    pub(super) fn shape(&self, weight: Weight, text: &str) -> Shaped {
        let face = &self.cut(weight).face;
        let em = em(face);
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        // The font has no letters that are read the other way.
        buffer.set_direction(Direction::LeftToRight);
        let output = rustybuzz::shape(face, &[], buffer);
        let starts: Vec<usize> = output.glyph_infos().iter().map(|i| i.cluster as usize).collect();
        let mut width = 0.0;
        let mut glyphs = Vec::with_capacity(starts.len());
        for (n, (info, at)) in output.glyph_infos().iter().zip(output.glyph_positions()).enumerate()
        {
            let end = starts[n..].iter().find(|next| **next > starts[n]).copied();
            let (advance, id) = (at.x_advance as f32 / em, GlyphId::new(info.glyph_id));
            let (right, up) = (at.x_offset as f32 / em, at.y_offset as f32 / em);
            let range = starts[n]..end.unwrap_or(text.len());
            glyphs.push(KrillaGlyph::new(id, advance, right, up, 0.0, range, None));
            width += advance;
        }
        Shaped { glyphs, width }
    }
}

/// Font units in the size of a letter.
#[expect(clippy::cast_precision_loss, reason = "a few thousand at most")]
fn em(face: &Face<'_>) -> f32 {
    face.units_per_em().max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_vietnamese_letter_is_there_in_both_weights() {
        let letters = Letters::new().unwrap();
        let vowels = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY".chars();
        let tones = ["", "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"];
        for (vowel, tone) in vowels.flat_map(|vowel| tones.map(|tone| (vowel, tone))) {
            use unicode_normalization::UnicodeNormalization;
            let letter: String = format!("{vowel}{tone}").nfc().collect();
            for weight in [Weight::Plain, Weight::Bold] {
                assert!(letters.have(weight, &letter), "{letter}");
                assert_eq!(letters.shape(weight, &letter).glyphs.len(), 1, "{letter}");
            }
        }
        assert!(letters.have(Weight::Plain, "đĐ“”·:()–…₫éèçœ"));
        assert!(!letters.have(Weight::Plain, "🍯"));
    }

    #[test]
    fn glyphs_know_their_letters() {
        let letters = Letters::new().unwrap();
        let text = "Mật ong";
        let shaped = letters.shape(Weight::Bold, text);
        let back: String = shaped.glyphs.iter().map(|g| &text[g.text_range.clone()]).collect();
        assert_eq!(back, text);
        assert!(shaped.width > letters.shape(Weight::Plain, "Mật").width);
    }
}
