//! Owns the text of ASS events: override blocks, line breaks, karaoke, there and back. Commands
//! that have no meaning elsewhere (movement, fading, fonts) are kept as they are.

use super::ass_file::Style;
use crate::document::{CueSettings, FileCue, LinePosition, Markup, Node, Piece, Rgba, Span, runs};
use crate::text::nfc;
use std::fmt::Write as _;
use timeline::Timestamp;

/// What a text gave.
#[derive(Debug, Default)]
pub(super) struct Text {
    pub nodes: Vec<Node>,
    /// A place that the text asks for itself.
    pub settings: Option<CueSettings>,
}

/// Alignment of the older version as a key of a number pad: 1 to 3 low, 5 to 7 high, 9 to 11 in
/// the middle.
pub(super) fn old_anchor(old: u8) -> u8 {
    match old {
        5..=7 => old + 2,
        9..=11 => old - 5,
        _ => old.clamp(1, 3),
    }
}

/// What is switched on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct State {
    bold: bool,
    italic: bool,
    underline: bool,
    strike: bool,
    colour: Option<Rgba>,
}

impl State {
    fn of(style: Style) -> Self {
        Self {
            bold: style.bold,
            italic: style.italic,
            underline: style.underline,
            strike: style.strike,
            colour: None,
        }
    }

    fn wrap(self, node: Node) -> Node {
        let mut node = node;
        let colour = self.colour.map(Markup::Colour);
        let emphasis = [
            (self.strike, Markup::Strike),
            (self.underline, Markup::Underline),
            (self.italic, Markup::Italic),
            (self.bold, Markup::Bold),
        ];
        let kinds = emphasis.into_iter().filter(|(on, _)| *on).map(|(_, kind)| kind).chain(colour);
        for kind in kinds {
            node = Node::Span(Span { kind, classes: vec![], inside: vec![node] });
        }
        node
    }
}

struct Reader {
    out: Text,
    letters: String,
    state: State,
    base: State,
    /// Where the next syllable of karaoke begins.
    syllable: Timestamp,
    drawing: bool,
    picture: (f64, f64),
    anchor: u8,
}

/// Reads the text of an event that begins at `start`.
pub(super) fn read(text: &str, start: Timestamp, style: Style, picture: (f64, f64)) -> Text {
    let base = State::of(style);
    let mut reader = Reader {
        out: Text::default(),
        letters: String::new(),
        state: base,
        base,
        syllable: start,
        drawing: false,
        picture,
        anchor: style.anchor,
    };
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        if c == '{'
            && let Some((block, after)) = after.split_once('}')
        {
            reader.flush();
            reader.block(block);
            rest = after;
            continue;
        }
        if c == '{' {
            // No end: all that follows is text, and need not be searched again.
            reader.letters.push_str(&rest.replace("\\N", "\n"));
            break;
        }
        let escaped = if c == '\\' { after.chars().next() } else { None };
        let letter = match escaped {
            Some('N') => '\n',
            Some('n') => ' ',
            Some('h') => '\u{a0}',
            Some(brace @ ('{' | '}')) => brace,
            // How the writer cuts a backslash off.
            Some('\u{2060}') => '\\',
            _ => {
                reader.letters.push(c);
                rest = after;
                continue;
            }
        };
        reader.letters.push(letter);
        rest = &after[escaped.map_or(0, char::len_utf8)..];
    }
    reader.flush();
    reader.out
}

impl Reader {
    fn flush(&mut self) {
        if self.letters.is_empty() {
            return;
        }
        let letters = std::mem::take(&mut self.letters);
        let node = if self.drawing {
            Node::Drawing(letters)
        } else {
            self.state.wrap(Node::Text(nfc(&letters)))
        };
        self.out.nodes.push(node);
    }

    /// The inside of `{…}`: commands with `\`, or a comment.
    fn block(&mut self, block: &str) {
        if !block.contains('\\') {
            return self.out.nodes.push(Node::Override(block.to_owned()));
        }
        let mut rest = block;
        let mut kept = String::new();
        while let Some(at) = rest.find('\\') {
            let command = &rest[at..];
            // A backslash inside brackets belongs to the command: \t(\fs20).
            let mut depth = 0_u32;
            let end = command.char_indices().skip(1).find(|(_, c)| {
                match c {
                    '(' => depth += 1,
                    ')' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                *c == '\\' && depth == 0
            });
            let length = end.map_or(command.len(), |(i, _)| i);
            if !self.command(command[1..length].trim()) {
                kept.push_str(&command[..length]);
            }
            rest = &command[length..];
        }
        if !kept.is_empty() {
            self.out.nodes.push(Node::Override(kept));
        }
    }

    /// Does a command; false when it has no meaning here.
    fn command(&mut self, command: &str) -> bool {
        let number = |prefix: &str| command.strip_prefix(prefix)?.parse::<i32>().ok();
        match command {
            "b" => self.state.bold = self.base.bold,
            "i" => self.state.italic = self.base.italic,
            "u" => self.state.underline = self.base.underline,
            "s" => self.state.strike = self.base.strike,
            "c" | "1c" => self.state.colour = self.base.colour,
            "r" => self.state = self.base,
            _ => {
                if let Some(weight @ 0..) = number("b") {
                    self.state.bold = weight == 1 || weight >= 600;
                } else if let Some(on @ 0..=1) = number("i") {
                    self.state.italic = on == 1;
                } else if let Some(on @ 0..=1) = number("u") {
                    self.state.underline = on == 1;
                } else if let Some(on @ 0..=1) = number("s") {
                    self.state.strike = on == 1;
                } else if let Some(key @ 1..=9) = number("an") {
                    self.place(u8::try_from(key).unwrap_or(2));
                } else if let Some(old @ 1..=11) = number("a") {
                    self.place(old_anchor(u8::try_from(old).unwrap_or(2)));
                } else if let Some(colour) = colour(command) {
                    self.state.colour = Some(colour);
                } else if let Some((kind, centis)) = karaoke(command) {
                    if kind != "k" {
                        self.out.nodes.push(Node::Override(format!("\\{kind}")));
                    }
                    // A syllable without letters only waits.
                    if matches!(self.out.nodes.last(), Some(Node::Time(_))) {
                        self.out.nodes.pop();
                    }
                    self.out.nodes.push(Node::Time(self.syllable));
                    self.syllable = self.syllable + Timestamp::from_millis(centis * 10);
                } else {
                    if let Some(level) = number("p") {
                        self.drawing = level > 0;
                    }
                    self.point(command);
                    return false;
                }
                return true;
            }
        }
        true
    }

    fn place(&mut self, key: u8) {
        // The first one counts.
        if self.out.settings.is_none() {
            self.anchor = key;
            self.out.settings = Some(CueSettings::anchored(key));
        }
    }

    /// `\pos(x,y)` and the beginning of `\move(x,y,…)`, for formats that know percent.
    fn point(&mut self, command: &str) {
        let inside = command.strip_prefix("pos(").or_else(|| command.strip_prefix("move("));
        let Some(inside) = inside.and_then(|i| i.strip_suffix(')')) else { return };
        let mut numbers = inside.split(',').map(|n| n.trim().parse::<f64>().ok());
        let (Some(Some(x)), Some(Some(y))) = (numbers.next(), numbers.next()) else { return };
        let percent = |at: f64, of: f64| (at / of * 10_000.0).round().clamp(0.0, 10_000.0) / 100.0;
        let mut settings = CueSettings::anchored(self.anchor);
        settings.position = Some(percent(x, self.picture.0));
        settings.line = Some(LinePosition::Percent(percent(y, self.picture.1)));
        settings.line_align = match self.anchor {
            7..=9 => crate::document::LineAlign::Start,
            4..=6 => crate::document::LineAlign::Center,
            _ => crate::document::LineAlign::End,
        };
        self.out.settings = Some(settings);
    }
}

/// `c&HBBGGRR&`, also with `1` before it.
fn colour(command: &str) -> Option<Rgba> {
    let value = command.strip_prefix("1c").or_else(|| command.strip_prefix('c'))?;
    let digits = value.trim_matches('&').trim_start_matches(['H', 'h']).trim_end_matches('&');
    let valid = (1..=8).contains(&digits.len());
    let all = u32::from_str_radix(digits, 16).ok().filter(|_| valid && value.starts_with('&'))?;
    let [_, blue, green, red] = all.to_be_bytes();
    Some([red, green, blue, 255])
}

/// The kind of karaoke and its length in hundredths.
fn karaoke(command: &str) -> Option<(&str, i64)> {
    let length = command.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (kind, value) = command.split_at(length);
    let centis = value.parse::<i64>().ok().filter(|c| (0..1_000_000).contains(c))?;
    matches!(kind, "k" | "K" | "kf" | "ko").then_some((kind, centis))
}

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
