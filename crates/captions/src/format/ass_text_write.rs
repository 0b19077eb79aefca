//! Owns writing the text of ASS events: override blocks, line breaks, karaoke. Reading is in
//! `ass_text`.

use super::ass_file::Style;
use super::ass_text::State;
use crate::document::{CueSettings, FileCue, Node, Piece, runs};
use std::fmt::Write as _;
use timeline::Timestamp;

/// Whether the times inside a cue's text can be lengths of syllables: in order, with letters.
pub(super) fn keeps_word_times(cue: &FileCue) -> bool {
    let mut last = centis(cue.start);
    let mut lettered = true;
    for run in runs(&cue.text) {
        match run.piece {
            Piece::Time(at) => {
                if !lettered || centis(at) < last {
                    return false;
                }
                (last, lettered) = (centis(at), false);
            }
            Piece::Text(text) => lettered |= !text.is_empty(),
            _ => {}
        }
    }
    lettered
}

/// The text of an event in a style.
pub(super) fn write(nodes: &[Node], cue: &FileCue, style: Style) -> String {
    let pieces = runs(nodes);
    let base = State::of(style);
    let mut state = base;
    let mut out = String::new();
    let placed = pieces.iter().any(|run| match run.piece {
        Piece::Override(text) => text.contains("\\pos(") || text.contains("\\move("),
        _ => false,
    });
    let (mut key, exact) = cue.settings.anchor();
    if placed && !exact {
        key = anchor_of_point(&cue.settings);
    }
    if key != style.anchor {
        let _ = write!(out, "{{\\an{key}}}");
    }
    let mut kind = "k";
    let times = pieces.iter().enumerate().filter_map(|(i, run)| match run.piece {
        Piece::Time(at) => Some((i, centis(at))),
        _ => None,
    });
    let times: Vec<(usize, i64)> = times.collect();
    let mut next_time = times.iter().skip(1).map(|(_, at)| *at).chain([centis(cue.end)]);
    // What is waited for before the first syllable.
    let first = times.first().map_or(0, |(_, at)| *at);
    let mut wait = first - centis(cue.start);
    for run in &pieces {
        match run.piece {
            Piece::Text(text) => {
                let wanted = State {
                    bold: run.look.bold,
                    italic: run.look.italic,
                    underline: run.look.underline,
                    strike: run.look.strike,
                    colour: run.look.colour,
                };
                switch(&mut state, wanted, &mut out);
                out.push_str(&escape(text));
            }
            Piece::Time(at) => {
                if wait > 0 {
                    let _ = write!(out, "{{\\k{wait}}}");
                    wait = 0;
                }
                let length = next_time.next().unwrap_or_default() - centis(at);
                let _ = write!(out, "{{\\{kind}{}}}", length.max(0));
                kind = "k";
            }
            Piece::Override(text @ ("\\K" | "\\kf" | "\\ko")) => kind = &text[1..],
            Piece::Override(text) => {
                let _ = write!(out, "{{{text}}}");
                if text.split('\\').any(|c| c.trim() == "r") {
                    state = base;
                }
            }
            Piece::Drawing(text) => out.push_str(text),
        }
    }
    out
}

fn anchor_of_point(settings: &CueSettings) -> u8 {
    use crate::document::{Align, LineAlign};
    let column = match settings.align {
        Align::Left | Align::Start => 1,
        Align::Center => 2,
        Align::Right | Align::End => 3,
    };
    column
        + match settings.line_align {
            LineAlign::Start => 6,
            LineAlign::Center => 3,
            LineAlign::End => 0,
        }
}

fn centis(at: Timestamp) -> i64 {
    at.micros().max(0) / 10_000
}

/// Commands from one state to the other.
fn switch(state: &mut State, wanted: State, out: &mut String) {
    if *state == wanted {
        return;
    }
    out.push('{');
    for (letter, from, to) in [
        ('b', state.bold, wanted.bold),
        ('i', state.italic, wanted.italic),
        ('u', state.underline, wanted.underline),
        ('s', state.strike, wanted.strike),
    ] {
        if from != to {
            let _ = write!(out, "\\{letter}{}", u8::from(to));
        }
    }
    if state.colour != wanted.colour {
        match wanted.colour {
            Some([r, g, b, _]) => {
                let _ = write!(out, "\\1c&H{b:02X}{g:02X}{r:02X}&");
            }
            None => out.push_str("\\1c"),
        }
    }
    out.push('}');
    *state = wanted;
}

/// Braces would open a block and a backslash a command: a brace is escaped, a backslash is cut
/// off from what follows by an invisible joiner, as in the burnt-in script.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '{' => out.push_str("\\{"),
            '}' => out.push_str("\\}"),
            '\\' => out.push_str("\\\u{2060}"),
            '\n' => out.push_str("\\N"),
            '\u{a0}' => out.push_str("\\h"),
            c => out.push(c),
        }
    }
    out
}
