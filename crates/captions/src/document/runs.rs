//! Owns nested text laid flat: pieces with everything that applies to them. Writers whose format
//! switches things on and off work on these. Refuses syntax.

use super::{Markup, Node, Rgba, Span};
use timeline::Timestamp;

/// Whether a piece belongs to ruby.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum RubyPart {
    #[default]
    None,
    Base,
    Reading,
}

/// Everything that applies to a piece of text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Look<'a> {
    pub bold: bool,
    pub italic: bool,
    pub underline: bool,
    pub strike: bool,
    pub colour: Option<Rgba>,
    pub background: Option<Rgba>,
    /// Classes that are no colours.
    pub classes: Vec<&'a str>,
    pub voice: Option<&'a str>,
    pub language: Option<&'a str>,
    pub ruby: RubyPart,
    pub properties: Vec<(&'a str, &'a str)>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Piece<'a> {
    Text(&'a str),
    Time(Timestamp),
    Override(&'a str),
    Drawing(&'a str),
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Run<'a> {
    pub look: Look<'a>,
    pub piece: Piece<'a>,
}

/// The text, piece by piece.
pub(crate) fn runs(nodes: &[Node]) -> Vec<Run<'_>> {
    let mut out = Vec::new();
    lay(nodes, &Look::default(), &mut out);
    out
}

// As deep as `Tree` allows.
fn lay<'a>(nodes: &'a [Node], look: &Look<'a>, out: &mut Vec<Run<'a>>) {
    for node in nodes {
        let piece = match node {
            Node::Text(text) => Piece::Text(text),
            Node::Time(at) => Piece::Time(*at),
            Node::Override(text) => Piece::Override(text),
            Node::Drawing(text) => Piece::Drawing(text),
            Node::Span(span) => {
                let mut look = look.clone();
                for class in &span.classes {
                    match class_colour(class) {
                        Some((colour, false)) => look.colour = Some(colour),
                        Some((colour, true)) => look.background = Some(colour),
                        None => look.classes.push(class),
                    }
                }
                apply(&span.kind, &mut look);
                lay(&span.inside, &look, out);
                continue;
            }
        };
        out.push(Run { look: look.clone(), piece });
    }
}

fn apply<'a>(kind: &'a Markup, look: &mut Look<'a>) {
    match kind {
        Markup::Class => {}
        Markup::Bold => look.bold = true,
        Markup::Italic => look.italic = true,
        Markup::Underline => look.underline = true,
        Markup::Strike => look.strike = true,
        Markup::Colour(colour) => look.colour = Some(*colour),
        Markup::Background(colour) => look.background = Some(*colour),
        Markup::Voice(name) => look.voice = Some(name),
        Markup::Language(tag) => look.language = Some(tag),
        Markup::Ruby => look.ruby = RubyPart::Base,
        Markup::RubyText => look.ruby = RubyPart::Reading,
        Markup::Property(name, value) => {
            look.properties.retain(|(n, _)| n != name);
            look.properties.push((name, value));
        }
    }
}

/// Who says the whole cue, and the rest. Nobody does where another voice speaks within.
pub(crate) fn speaker(nodes: &[Node]) -> (&str, &[Node]) {
    match nodes {
        [Node::Span(Span { kind: Markup::Voice(who), classes, inside })]
            if classes.is_empty() && !inside.iter().any(voiced) =>
        {
            (who, inside)
        }
        _ => ("", nodes),
    }
}

fn voiced(node: &Node) -> bool {
    let Node::Span(span) = node else { return false };
    matches!(span.kind, Markup::Voice(_)) || span.inside.iter().any(voiced)
}

/// Letters only; readings of ruby in brackets.
pub(crate) fn plain(nodes: &[Node]) -> String {
    let mut out = String::new();
    let mut reading = false;
    for run in runs(nodes) {
        let Piece::Text(text) = run.piece else { continue };
        let now = run.look.ruby == RubyPart::Reading;
        if now != reading {
            out.push(if now { '(' } else { ')' });
            reading = now;
        }
        out.push_str(text);
    }
    if reading {
        out.push(')');
    }
    out
}

const NAMED: [(&str, [u8; 3]); 8] = [
    ("white", [255, 255, 255]),
    ("lime", [0, 255, 0]),
    ("cyan", [0, 255, 255]),
    ("red", [255, 0, 0]),
    ("yellow", [255, 255, 0]),
    ("magenta", [255, 0, 255]),
    ("blue", [0, 0, 255]),
    ("black", [0, 0, 0]),
];

/// The colour that a class stands for, and whether it is the background: WebVTT's default
/// classes, and names that `colour_class` makes.
fn class_colour(class: &str) -> Option<(Rgba, bool)> {
    let (name, behind) = match class.strip_prefix("bg_") {
        Some(name) => (name, true),
        None => (class, false),
    };
    if let Some((_, [r, g, b])) = NAMED.iter().find(|(n, _)| *n == name) {
        return Some(([*r, *g, *b, 255], behind));
    }
    let digits = name.strip_prefix("color_")?;
    let valid = digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_hexdigit());
    let all = u32::from_str_radix(digits, 16).ok().filter(|_| valid)?;
    Some((all.to_be_bytes(), behind))
}

/// A class for a colour.
pub(crate) fn colour_class([r, g, b, a]: Rgba, behind: bool) -> String {
    let named = NAMED.iter().find(|(_, rgb)| *rgb == [r, g, b] && a == 255);
    let name = named.map_or_else(
        || format!("color_{r:02x}{g:02x}{b:02x}{a:02x}"),
        |(name, _)| (*name).to_owned(),
    );
    if behind { format!("bg_{name}") } else { name }
}
