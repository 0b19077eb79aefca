//! Owns the captions that are drawn into the picture: an ASS script for libass. Refuses any
//! styling from a cue's text: whatever it holds is shown as it is.

use crate::glyph_width::ems;
use std::fmt::Write as _;
use timeline::{Cue, Timestamp};

/// Look of burnt-in captions; sizes are for a picture whose short side is 1080.
#[derive(Debug, Clone, PartialEq)]
pub struct AssStyle {
    /// Font family as the font file names it.
    pub font: String,
    /// Height of the font's em in pixels.
    pub size: f64,
    /// Height of a line over the em, as the font file states it (`usWinAscent + usWinDescent`):
    /// libass measures fonts that way. Be Vietnam Pro keeps room for stacked marks.
    pub line_height: f64,
    /// Text colour, red, green, blue.
    pub text: [u8; 3],
    /// Box colour.
    pub background: [u8; 3],
    /// Room between text and the edge of its box.
    pub padding: f64,
}

impl Default for AssStyle {
    fn default() -> Self {
        Self {
            font: "Be Vietnam Pro".to_owned(),
            size: 60.0,
            line_height: 1.526,
            text: [0xff, 0xff, 0xff],
            background: [0x10, 0x15, 0x0f],
            padding: 12.0,
        }
    }
}

/// Where text may stand, in pixels.
struct Place {
    left: f64,
    right: f64,
    bottom: f64,
}

impl Place {
    /// Tall pictures keep clear of what the platforms draw over them (right: buttons, bottom:
    /// name and text); others have the usual margins.
    fn new(width: f64, height: f64) -> Self {
        if height > width * 1.2 {
            let (x, y) = (width / 1080.0, height / 1920.0);
            Self { left: 80.0 * x, right: 180.0 * x, bottom: 480.0 * y }
        } else {
            Self { left: 0.06 * width, right: 0.06 * width, bottom: 0.07 * height }
        }
    }
}

/// A script for a picture of `width` × `height` pixels. Times are the cues' own, floored to the
/// format's hundredths of a second.
#[must_use]
pub fn write(cues: &[Cue], width: u32, height: u32, style: &AssStyle) -> String {
    let (w, h) = (f64::from(width), f64::from(height));
    let scale = w.min(h) / 1080.0;
    let place = Place::new(w, h);
    let mut out = header(width, height, style, &place, scale);
    for cue in cues {
        let (start, end) = (centis(cue.range.start()), centis(cue.range.end()));
        let room = w - place.left - place.right - 2.0 * style.padding * scale;
        let fitted = fitted_size(&cue.text, style, scale, room);
        let (start, end) = (stamp(start), stamp(end.max(start + 1)));
        let _ = writeln!(
            out,
            "Dialogue: 0,{start},{end},Caption,,0,0,0,,{fitted}{}",
            escape(&cue.text)
        );
    }
    out
}

/// Border style 4 is libass's own: one box behind all lines. Style 3 draws one for every run of
/// characters, with uneven edges.
fn header(width: u32, height: u32, style: &AssStyle, place: &Place, scale: f64) -> String {
    let size = style.size * style.line_height * scale;
    let (text, background) = (colour(style.text), colour(style.background));
    // A comma would end the field.
    let font = style.font.replace([',', '\n', '\r'], " ");
    let padding = style.padding * scale;
    let [left, right, bottom] = [place.left, place.right, place.bottom].map(|m| m + padding);
    format!(
        "[Script Info]\nScriptType: v4.00+\nPlayResX: {width}\nPlayResY: {height}\n\
         WrapStyle: 0\nScaledBorderAndShadow: yes\nYCbCr Matrix: None\n\n[V4+ Styles]\n\
         Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, \
         BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, \
         BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding\n\
         Style: Caption,{font},{size:.1},{text},{text},{background},{background},\
         -1,0,0,0,100,100,0,0,4,{padding:.1},0,2,{left:.0},{right:.0},{bottom:.0},1\n\n\
         [Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    )
}

/// A smaller size for the cue whose longest line would leave its place; empty otherwise.
fn fitted_size(text: &str, style: &AssStyle, scale: f64, room: f64) -> String {
    let longest = text.lines().map(ems).max_by(f64::total_cmp).unwrap_or(0.0);
    let needed = longest * style.size * scale;
    // Below three quarters text is hard to read; then a line is wrapped instead.
    if needed <= room || room / needed < 0.75 {
        return String::new();
    }
    format!("{{\\fs{:.1}}}", style.size * style.line_height * scale * room / needed)
}

/// `&HAABBGGRR`, opaque.
fn colour([red, green, blue]: [u8; 3]) -> String {
    format!("&H00{blue:02X}{green:02X}{red:02X}")
}

fn centis(at: Timestamp) -> i64 {
    at.millis().max(0) / 10
}

fn stamp(centis: i64) -> String {
    let (h, m, s) = (centis / 360_000, centis / 6000 % 60, centis / 100 % 60);
    format!("{h}:{m:02}:{s:02}.{:02}", centis % 100)
}

/// Braces open overrides and a backslash opens commands: a brace is escaped, a backslash is cut
/// off from what follows by an invisible joiner. Line ends become `\N`.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.replace('\r', "\n").lines().filter(|l| !l.trim().is_empty()) {
        if !out.is_empty() {
            out.push_str("\\N");
        }
        for c in line.trim().chars() {
            match c {
                '{' => out.push_str("\\{"),
                '}' => out.push_str("\\}"),
                '\\' => out.push_str("\\\u{2060}"),
                c if c.is_control() => out.push(' '),
                c => out.push(c),
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use timeline::{CueSource, TimeRange};

    fn cue(text: &str) -> Cue {
        let range = TimeRange::new(Timestamp::from_millis(1234), Timestamp::from_millis(2999));
        Cue::new(range.unwrap(), text, CueSource::Hand)
    }

    #[test]
    fn a_tall_picture_keeps_clear_of_the_platforms_buttons() {
        let script = write(&[cue("Mật ong\nrừng")], 1080, 1920, &AssStyle::default());
        assert!(script.contains("Style: Caption,Be Vietnam Pro,91.6,&H00FFFFFF,&H00FFFFFF,&H000F1510,&H000F1510,-1,0,0,0,100,100,0,0,4,12.0,0,2,92,192,492,1\n"));
        assert!(
            script.ends_with("Dialogue: 0,0:00:01.23,0:00:02.99,Caption,,0,0,0,,Mật ong\\Nrừng\n")
        );
    }

    #[test]
    fn text_cannot_become_commands() {
        let hostile = cue("{\\pos(0,0)}a\\Nb\r\nDialogue: 0,x\n\n}\\h{");
        let script = write(&[hostile], 1080, 1080, &AssStyle::default());
        assert_eq!(script.matches("\nDialogue: ").count(), 1);
        let line = script.lines().last().unwrap();
        let joiner = '\u{2060}';
        assert!(line.ends_with(&format!(
            ",\\{{\\{joiner}pos(0,0)\\}}a\\{joiner}Nb\\NDialogue: 0,x\\N\\}}\\{joiner}h\\{{"
        )));
    }

    #[test]
    fn a_long_line_is_set_smaller() {
        let long = cue("NHỮNG NGƯỜI PHỤ NỮ MƯỜNG");
        assert!(write(&[long], 1080, 1920, &AssStyle::default()).contains("{\\fs"));
    }
}
