//! Owns the captions that are drawn into the picture: an ASS script for libass. Refuses any
//! styling from a cue's text: whatever it holds is shown as it is.

use crate::ass_style::{AssStyle, Behind, Colour, FONT, LINE_HEIGHT};
use crate::line_set::{LineSet, set};
use crate::spoken::spoken;
use std::fmt::Write as _;
use timeline::{CaptionStyle, Cue, SafeZone, Timestamp};

/// A script for a picture of `width` × `height` pixels, in a named style, inside `zone`. Times are
/// the cues' own, floored to the format's hundredths of a second.
#[must_use]
pub fn write(
    cues: &[Cue],
    (width, height): (u32, u32),
    style: CaptionStyle,
    zone: &SafeZone,
) -> String {
    let page = Page::new((width, height), AssStyle::named(style), zone);
    let mut out = page.header(width, height);
    for cue in cues {
        page.cue(cue, &mut out);
    }
    out
}

/// Where captions stand and how they look there, in pixels.
struct Page {
    style: AssStyle,
    scale: f64,
    left: f64,
    right: f64,
    bottom: f64,
    /// Room for text, in ems and in lines.
    room: (f64, f64),
}

impl Page {
    fn new((width, height): (u32, u32), style: AssStyle, zone: &SafeZone) -> Self {
        let (w, h) = (f64::from(width), f64::from(height));
        let scale = w.min(h) / 1080.0;
        let [top, right, bottom, left] =
            zone.margins(width, height).map(|m| m + style.margin() * scale);
        let em = style.size * scale;
        let room = ((w - left - right) / em, (h - top - bottom) / (em * LINE_HEIGHT));
        Self { style, scale, left, right, bottom, room: (room.0.max(1.0), room.1.max(1.0)) }
    }

    /// Border style 4 is libass's own: one box behind all lines. Style 3 draws one for every run
    /// of characters, with uneven edges. Lines are broken here, never by libass.
    fn header(&self, width: u32, height: u32) -> String {
        let size = self.style.size * LINE_HEIGHT * self.scale;
        let (text, dark) = (colour(self.style.text), colour(self.style.dark));
        let (border, edge, shadow) = match self.style.behind {
            Behind::Box { padding } => (4, padding, 0.0),
            Behind::Edge { width, shadow } => (1, width, shadow),
        };
        let (edge, shadow) = (edge * self.scale, shadow * self.scale);
        let [left, right, bottom] = [self.left, self.right, self.bottom].map(f64::ceil);
        format!(
            "[Script Info]\nScriptType: v4.00+\nPlayResX: {width}\nPlayResY: {height}\n\
             WrapStyle: 2\nScaledBorderAndShadow: yes\nYCbCr Matrix: None\n\n[V4+ Styles]\n\
             Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, \
             BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, \
             BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding\n\
             Style: Caption,{FONT},{size:.1},{text},{text},{dark},{dark},\
             -1,0,0,0,100,100,0,0,{border},{edge:.1},{shadow:.1},2,{left:.0},{right:.0},\
             {bottom:.0},1\n\n[Events]\n\
             Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
        )
    }

    fn cue(&self, cue: &Cue, out: &mut String) {
        let lines = set(&cue.text, self.room.0, self.room.1);
        let shown: Vec<&str> = lines.lines.iter().flatten().map(String::as_str).collect();
        if shown.is_empty() {
            return;
        }
        let marks = self.style.spoken.and_then(|_| spoken(cue, &shown));
        let marks = marks.unwrap_or_else(|| vec![(cue.range.start(), None)]);
        let last = centis(cue.range.end()).max(centis(cue.range.start()) + 1);
        for (index, (at, word)) in marks.iter().enumerate() {
            let end = marks.get(index + 1).map_or(last, |(next, _)| centis(*next));
            if end <= centis(*at) {
                continue;
            }
            let (start, end) = (stamp(centis(*at)), stamp(end));
            let text = self.text(&lines, *word);
            let _ = writeln!(out, "Dialogue: 0,{start},{end},Caption,,0,0,0,,{text}");
        }
    }

    fn text(&self, lines: &LineSet, marked: Option<usize>) -> String {
        let mut text = String::new();
        if lines.size < 1.0 {
            let size = self.style.size * LINE_HEIGHT * self.scale * lines.size;
            let _ = write!(text, "{{\\fs{size:.1}}}");
        }
        let mut index = 0;
        for (row, line) in lines.lines.iter().enumerate() {
            text.push_str(if row > 0 { "\\N" } else { "" });
            for (column, word) in line.iter().enumerate() {
                text.push_str(if column > 0 { " " } else { "" });
                let word = escape(word);
                match self.style.spoken {
                    // Every word is a run of its own, so that marking one moves no other.
                    Some(spoken) => {
                        let ink = if marked == Some(index) { spoken } else { self.style.text };
                        let _ = write!(text, "{{\\1c{}&}}{word}", colour(ink));
                    }
                    None => text.push_str(&word),
                }
                index += 1;
            }
        }
        text
    }
}

/// `&HAABBGGRR`, opaque.
fn colour([red, green, blue]: Colour) -> String {
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
/// off from what follows by an invisible joiner.
fn escape(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            '{' => out.push_str("\\{"),
            '}' => out.push_str("\\}"),
            '\\' => out.push_str("\\\u{2060}"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use timeline::{CueSource, TimeRange, Word};

    const ZONE: SafeZone =
        SafeZone { width: 1080, height: 1920, top: 250, right: 180, bottom: 480, left: 80 };

    fn range(start: i64, end: i64) -> TimeRange {
        TimeRange::new(Timestamp::from_millis(start), Timestamp::from_millis(end)).unwrap()
    }

    fn cue(text: &str) -> Cue {
        Cue::new(range(1234, 2999), text, CueSource::Hand)
    }

    #[test]
    fn a_tall_picture_keeps_clear_of_the_platforms_buttons() {
        let script = write(&[cue("Mật ong\nrừng")], (1080, 1920), CaptionStyle::Box, &ZONE);
        assert!(script.contains("Style: Caption,Be Vietnam Pro,91.6,&H00FFFFFF,&H00FFFFFF,&H000F1510,&H000F1510,-1,0,0,0,100,100,0,0,4,12.0,0.0,2,92,192,492,1\n"), "{script}");
        assert!(
            script.ends_with("Dialogue: 0,0:00:01.23,0:00:02.99,Caption,,0,0,0,,Mật ong\\Nrừng\n")
        );
        let half = write(&[cue("a")], (540, 960), CaptionStyle::Clean, &ZONE);
        assert!(half.contains(",1,2.5,1.0,2,44,94,244,1\n"), "{half}");
    }

    #[test]
    fn text_cannot_become_commands() {
        let hostile = cue("{\\pos(0,0)}a\\Nb\r\nDialogue: 0,x\n\n}\\h{");
        let zone = SafeZone::usual(1080, 1080);
        let script = write(&[hostile], (1080, 1080), CaptionStyle::Box, &zone);
        assert_eq!(script.matches("\nDialogue: ").count(), 1);
        let line = script.lines().last().unwrap();
        let joiner = '\u{2060}';
        assert!(line.ends_with(&format!(
            ",\\{{\\{joiner}pos(0,0)\\}}a\\{joiner}Nb\\NDialogue: 0,x\\N\\}}\\{joiner}h\\{{"
        )));
        assert!(!write(&[cue(" \n")], (9, 9), CaptionStyle::Box, &zone).contains("Dialogue:"));
    }

    #[test]
    fn a_long_line_is_set_smaller() {
        let long = cue("THỔ CẨM BUÔN MA THUỘT");
        let write = |style| write(std::slice::from_ref(&long), (1080, 1920), style, &ZONE);
        assert!(write(CaptionStyle::Box).contains("{\\fs"));
        assert!(write(CaptionStyle::Big).contains("\\N"), "larger letters, more lines");
    }

    #[test]
    fn the_spoken_word_is_marked_and_times_follow_without_a_gap() {
        let word = |(start, end, text): (i64, i64, &str)| Word {
            range: range(start, end),
            text: text.into(),
            probability: 0.9,
        };
        let words = [(1234, 1500, "mật"), (1600, 1900, "ong"), (2000, 2900, "rừng")];
        let heard = Cue { words: words.map(word).to_vec(), ..cue("Mật ong\nrừng") };
        let script = write(&[heard.clone(), cue("x")], (1080, 1920), CaptionStyle::Karaoke, &ZONE);
        let lines: Vec<&str> = script.lines().filter(|l| l.starts_with("Dialogue")).collect();
        let (white, honey) = ("{\\1c&H00FFFFFF&}", "{\\1c&H004AD2FF&}");
        assert_eq!(lines.len(), 4);
        assert!(lines[0].starts_with("Dialogue: 0,0:00:01.23,0:00:01.60,"), "{}", lines[0]);
        assert!(lines[1].starts_with("Dialogue: 0,0:00:01.60,0:00:02.00,"), "{}", lines[1]);
        assert!(lines[2].starts_with("Dialogue: 0,0:00:02.00,0:00:02.99,"), "{}", lines[2]);
        assert!(lines[1].ends_with(&format!("{white}Mật {honey}ong\\N{white}rừng")));
        assert!(!lines[3].contains("&H004AD2FF&"), "no times, no mark");
        let plain = write(&[heard], (1080, 1920), CaptionStyle::Box, &ZONE);
        assert_eq!(plain.matches("Dialogue").count(), 1);
    }
}
