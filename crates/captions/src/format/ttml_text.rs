//! Owns the text of a TTML paragraph while it is read: markup, line breaks, and the white space
//! that XML is laid out with.

use crate::document::{Node, Tree};
use crate::text::nfc;

/// Text on its way.
#[derive(Debug, Default)]
pub(super) struct Text {
    pub tree: Tree,
    /// A part of it became a cue of its own.
    pub had_inner: bool,
    /// Somewhere white space was layout.
    collapsed: bool,
}

impl Text {
    pub(super) fn letters(&mut self, text: &str, preserve: bool) {
        if preserve {
            return self.tree.text(&nfc(text));
        }
        self.collapsed = true;
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            if !matches!(c, ' ' | '\t' | '\n' | '\r') {
                out.push(c);
            } else if !out.ends_with(' ') {
                out.push(' ');
            }
        }
        self.tree.text(&nfc(&out));
    }

    pub(super) fn line_break(&mut self) {
        self.tree.text("\n");
    }

    /// The nodes, without the white space at the ends of lines that was only layout.
    pub(super) fn finish(self) -> Vec<Node> {
        let mut nodes = self.tree.finish();
        if self.collapsed {
            let mut texts = Vec::new();
            gather(&mut nodes, &mut texts);
            let mut before = '\n';
            for text in &mut texts {
                trim(text, &mut before, false);
            }
            let mut after = '\n';
            for text in texts.iter_mut().rev() {
                trim(text, &mut after, true);
            }
        }
        prune(&mut nodes);
        nodes
    }
}

fn gather<'a>(nodes: &'a mut [Node], texts: &mut Vec<&'a mut String>) {
    for node in nodes {
        match node {
            Node::Text(text) => texts.push(text),
            Node::Span(span) => gather(&mut span.inside, texts),
            _ => {}
        }
    }
}

/// Takes out spaces next to a line break, and of two spaces one, in one direction.
fn trim(text: &mut String, beside: &mut char, backwards: bool) {
    let mut keep = |c: char| {
        let drop = c == ' ' && matches!(*beside, '\n' | ' ');
        if !drop {
            *beside = c;
        }
        !drop
    };
    if backwards {
        let kept: Vec<char> = text.chars().rev().filter(|c| keep(*c)).collect();
        *text = kept.into_iter().rev().collect();
    } else {
        text.retain(&mut keep);
    }
}

/// Takes out what is empty.
fn prune(nodes: &mut Vec<Node>) {
    nodes.retain_mut(|node| match node {
        Node::Text(text) => !text.is_empty(),
        Node::Span(span) => {
            prune(&mut span.inside);
            !span.inside.is_empty()
        }
        _ => true,
    });
}
