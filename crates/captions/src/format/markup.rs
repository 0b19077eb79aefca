//! Owns the tags inside SubRip text: `<b>`, `<i>`, `<u>`, `<s>`, `<font color=…>`, `{\an8}`.
//! Refuses everything else that looks like HTML: known tags go, anything else is text.

use super::stamp::parse_stamp;
use crate::document::{Markup, Node, Piece, Rgba, Tree, runs};
use crate::text::nfc;
use std::fmt::Write as _;

/// A tag is shorter than this; so a text of "<" alone is read in one go.
const LONGEST_TAG: usize = 200;

/// Adds a line of text to the tree; `key` is the place that a tag asks for.
pub(super) fn read_line(line: &str, tree: &mut Tree, key: &mut Option<u8>) {
    let mut rest = line;
    while let Some(at) = rest.find(['<', '{']) {
        tree.text(&nfc(&rest[..at]));
        let tag = &rest[at..];
        let length =
            tag_at(tag).filter(|inside| apply(inside, tree, key)).map_or(0, |i| i.len() + 2);
        // Both openers are one byte long.
        tree.text(if length == 0 { &tag[..1] } else { "" });
        rest = &tag[length.max(1)..];
    }
    tree.text(&nfc(rest));
}

/// The inside of a tag at the beginning of `text`, with its opener left out but `\` kept.
fn tag_at(text: &str) -> Option<&str> {
    let close = if text.starts_with('{') { '}' } else { '>' };
    let mut inside = text.char_indices().take(LONGEST_TAG).skip(1);
    // Another opener before the end: this one is a letter.
    let (end, _) = inside.find(|(_, c)| *c == close || *c == '<').filter(|(_, c)| *c == close)?;
    let inside = &text[1..end];
    (close == '>' || inside.starts_with('\\')).then_some(inside)
}

/// Does what a tag says; false when it is none.
fn apply(inside: &str, tree: &mut Tree, key: &mut Option<u8>) -> bool {
    if let Some(commands) = inside.strip_prefix('\\') {
        let place = commands.strip_prefix("an").and_then(|k| k.parse().ok());
        match place.filter(|k| (1..=9).contains(k)) {
            Some(found) => *key = Some(found),
            None => tree.node(Node::Override(inside.to_owned())),
        }
        return true;
    }
    let (closing, inside) = inside.strip_prefix('/').map_or((false, inside), |i| (true, i));
    let length = inside.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, rest) = inside.split_at(length);
    if !matches!(rest.chars().next(), None | Some(' ' | '.' | '\t' | '/')) {
        return parse_stamp(inside).is_some();
    }
    match (name.to_ascii_lowercase().as_str(), closing) {
        ("b" | "strong", false) => {
            tree.open(Markup::Bold, vec![]);
        }
        ("i" | "em", false) => {
            tree.open(Markup::Italic, vec![]);
        }
        ("u", false) => {
            tree.open(Markup::Underline, vec![]);
        }
        ("s", false) => {
            tree.open(Markup::Strike, vec![]);
        }
        ("font", false) => font(rest, tree),
        ("b" | "strong", true) => tree.close_nearest(|m| *m == Markup::Bold),
        ("i" | "em", true) => tree.close_nearest(|m| *m == Markup::Italic),
        ("u", true) => tree.close_nearest(|m| *m == Markup::Underline),
        ("s", true) => tree.close_nearest(|m| *m == Markup::Strike),
        ("font", true) => {
            tree.close_nearest(|m| matches!(m, Markup::Colour(_) | Markup::Property(..)));
        }
        ("c" | "v" | "ruby" | "rt" | "lang" | "span", _) => {}
        _ => return parse_stamp(inside).is_some(),
    }
    true
}

/// Colour, or the attributes as they are.
fn font(attributes: &str, tree: &mut Tree) {
    let lower = attributes.to_ascii_lowercase();
    let value = lower.split_once("color=").map(|(_, v)| v.trim_start_matches(['"', '\'']));
    let value = value.and_then(|v| v.split(['"', '\'', ' ', '>']).next());
    let only_colour = lower.matches('=').count() == 1;
    match value.and_then(colour).filter(|_| only_colour) {
        Some(colour) => tree.open(Markup::Colour(colour), vec![]),
        None => tree.open(Markup::Property("font".into(), attributes.trim().to_owned()), vec![]),
    };
}

/// `#rrggbb`, `#rrggbbaa` or one of the names that everybody knows.
pub(super) fn colour(text: &str) -> Option<Rgba> {
    let digits = text.strip_prefix('#').unwrap_or(text);
    let hex = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit());
    match (hex, digits.len()) {
        (true, 6) => Some(u32::from_str_radix(&format!("{digits}ff"), 16).ok()?.to_be_bytes()),
        (true, 8) => Some(u32::from_str_radix(digits, 16).ok()?.to_be_bytes()),
        _ => {
            const NAMES: [(&str, u32); 17] = [
                ("white", 0x00ff_ffff),
                ("silver", 0x00c0_c0c0),
                ("gray", 0x0080_8080),
                ("black", 0),
                ("red", 0x00ff_0000),
                ("maroon", 0x0080_0000),
                ("yellow", 0x00ff_ff00),
                ("olive", 0x0080_8000),
                ("lime", 0x0000_ff00),
                ("green", 0x0000_8000),
                ("aqua", 0x0000_ffff),
                ("cyan", 0x0000_ffff),
                ("teal", 0x0000_8080),
                ("blue", 0x0000_00ff),
                ("navy", 0x0000_0080),
                ("fuchsia", 0x00ff_00ff),
                ("magenta", 0x00ff_00ff),
            ];
            let (_, rgb) = NAMES.iter().find(|(name, _)| *name == text)?;
            Some(((rgb << 8) | 0xff).to_be_bytes())
        }
    }
}

/// Text with tags; they are opened in one order, so that they nest.
pub(super) fn write(nodes: &[Node]) -> String {
    let mut out = String::new();
    let mut open: Vec<(String, &str)> = Vec::new();
    for run in runs(nodes) {
        let text = match run.piece {
            Piece::Text(text) => text.to_owned(),
            Piece::Override(inside) if inside.starts_with('\\') => format!("{{{inside}}}"),
            _ => continue,
        };
        let look = &run.look;
        let mut wanted: Vec<(String, &str)> = Vec::new();
        if let Some((_, font)) = look.properties.iter().find(|(name, _)| *name == "font") {
            wanted.push((format!("<font {font}>"), "</font>"));
        }
        if let Some([r, g, b, _]) = look.colour {
            wanted.push((format!("<font color=\"#{r:02x}{g:02x}{b:02x}\">"), "</font>"));
        }
        for (on, tag, end) in [
            (look.bold, "<b>", "</b>"),
            (look.italic, "<i>", "</i>"),
            (look.underline, "<u>", "</u>"),
            (look.strike, "<s>", "</s>"),
        ] {
            if on {
                wanted.push((tag.to_owned(), end));
            }
        }
        let same = open.iter().zip(&wanted).take_while(|(a, b)| a == b).count();
        for (_, end) in open.drain(same..).rev() {
            out.push_str(end);
        }
        for (tag, end) in wanted.drain(same..) {
            out.push_str(&tag);
            open.push((tag, end));
        }
        let _ = write!(out, "{text}");
    }
    for (_, end) in open.into_iter().rev() {
        out.push_str(end);
    }
    out
}
