//! Owns the text of ASS events: override blocks, line breaks, karaoke, read. Commands
//! that have no meaning elsewhere (movement, fading, fonts) are kept as they are.

use super::ass_file::Style;
use crate::document::{CueSettings, LinePosition, Markup, Node, Rgba, Span};
use crate::text::nfc;
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
pub(super) struct State {
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) underline: bool,
    pub(super) strike: bool,
    pub(super) colour: Option<Rgba>,
}

impl State {
    pub(super) fn of(style: Style) -> Self {
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
