//! Owns the text of WebVTT cues: tags, time stamps and character references, there and back.
//! Follows the standard's "cue text parsing rules" and tokenizer: every input has one meaning and
//! none is an error.

use super::vtt_settings::timestamp;
use crate::document::{Markup, Node, Span, Tree, colour_class};
use crate::text::nfc;
use std::fmt::Write as _;
use timeline::Timestamp;

/// Whitespace that ends a tag's name.
const WHITE: [char; 4] = ['\t', '\n', '\x0c', ' '];

/// The nodes of a cue's text, and whether tags were left out because of their depth.
pub(super) fn parse(text: &str) -> (Vec<Node>, bool) {
    let mut tree = Tree::default();
    let mut rest = text;
    while !rest.is_empty() {
        let (before, tag) = rest.split_once('<').map_or((rest, None), |(b, t)| (b, Some(t)));
        tree.text(&nfc(&unescape(before)));
        let Some(after) = tag else { break };
        // Whatever state the tokenizer is in inside a tag, ">" or the end of the text ends it.
        let (inside, after) = after.split_once('>').unwrap_or((after, ""));
        token(inside, &mut tree);
        rest = after;
    }
    let too_deep = tree.too_deep;
    (tree.finish(), too_deep)
}

/// HTML's character references, all of them.
fn unescape(text: &str) -> std::borrow::Cow<'_, str> {
    htmlize::unescape(text)
}

fn token(inside: &str, tree: &mut Tree) {
    let first = inside.chars().next();
    match first {
        Some('/') => end_tag(&inside[1..], tree),
        Some('0'..='9') => {
            if let Some((at, "")) = timestamp(inside) {
                tree.node(Node::Time(at));
            }
        }
        Some(c) if c != '.' && !WHITE.contains(&c) => start_tag(inside, tree),
        // A tag without a name.
        _ => {}
    }
}

fn start_tag(inside: &str, tree: &mut Tree) {
    let (head, annotation) = inside.split_once(WHITE).unwrap_or((inside, ""));
    let mut parts = head.split('.');
    let name = parts.next().unwrap_or_default();
    let classes: Vec<String> = parts.filter(|c| !c.is_empty()).map(ToOwned::to_owned).collect();
    let annotation = || {
        let text = unescape(annotation).into_owned();
        let words: Vec<&str> = text.split([' ', '\t', '\n', '\r', '\x0c']).collect();
        nfc(&words.into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" "))
    };
    let kind = match name {
        "c" => Markup::Class,
        "i" => Markup::Italic,
        "b" => Markup::Bold,
        "u" => Markup::Underline,
        "ruby" => Markup::Ruby,
        "rt" if tree.top() == Some(&Markup::Ruby) => Markup::RubyText,
        "v" => Markup::Voice(annotation()),
        "lang" => Markup::Language(annotation()),
        _ => return,
    };
    tree.open(kind, classes);
}

fn end_tag(name: &str, tree: &mut Tree) {
    let closes = match (name, tree.top()) {
        ("c", Some(Markup::Class))
        | ("i", Some(Markup::Italic))
        | ("b", Some(Markup::Bold))
        | ("u", Some(Markup::Underline))
        | ("ruby", Some(Markup::Ruby))
        | ("rt", Some(Markup::RubyText))
        | ("v", Some(Markup::Voice(_)))
        | ("lang", Some(Markup::Language(_))) => 1,
        ("ruby", Some(Markup::RubyText)) => 2,
        _ => 0,
    };
    for _ in 0..closes {
        tree.close();
    }
}

/// Letters as a cue's text holds them.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The text of a cue. `colours` collects the classes that need a style sheet.
pub(super) fn write(nodes: &[Node], out: &mut String, colours: &mut Vec<String>) {
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(&escape(&lines(text))),
            Node::Time(at) => {
                let _ = write!(out, "<{}>", stamp(*at));
            }
            Node::Span(span) => write_span(span, out, colours),
            Node::Override(_) | Node::Drawing(_) => {}
        }
    }
}

fn write_span(span: &Span, out: &mut String, colours: &mut Vec<String>) {
    let mut extra = None;
    let (name, annotation) = match &span.kind {
        Markup::Class => ("c", None),
        Markup::Bold => ("b", None),
        Markup::Italic => ("i", None),
        Markup::Underline => ("u", None),
        Markup::Ruby => ("ruby", None),
        Markup::RubyText => ("rt", None),
        Markup::Voice(who) => ("v", Some(who)),
        Markup::Language(tag) => ("lang", Some(tag)),
        Markup::Colour(colour) | Markup::Background(colour) => {
            let class = colour_class(*colour, matches!(span.kind, Markup::Background(_)));
            if class.contains("color_") && !colours.contains(&class) && colours.len() < 1000 {
                colours.push(class.clone());
            }
            extra = Some(class);
            ("c", None)
        }
        Markup::Strike | Markup::Property(..) => return write(&span.inside, out, colours),
    };
    let _ = write!(out, "<{name}");
    for class in span.classes.iter().chain(&extra) {
        let _ = write!(out, ".{class}");
    }
    if let Some(annotation) = annotation.filter(|a| !a.is_empty()) {
        let _ = write!(out, " {}", escape(&annotation.replace('\n', " ")));
    }
    out.push('>');
    write(&span.inside, out, colours);
    let _ = write!(out, "</{name}>");
}

/// An empty line would end the cue.
pub(super) fn lines(text: &str) -> String {
    if !text.contains("\n\n") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c != '\n' || !out.ends_with('\n') {
            out.push(c);
        }
    }
    out
}

/// With hours always.
pub(super) fn stamp(at: Timestamp) -> String {
    super::stamp::stamp(at, 2, '.')
}
