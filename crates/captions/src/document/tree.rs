//! Owns building nested text from tags in the order of the file. Refuses depth: what is nested
//! deeper than any person writes is taken as if the tag weren't there.

use super::{Markup, Node, Span};

/// Tags inside each other.
pub(crate) const DEEPEST: usize = 64;

/// Text on its way.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    root: Vec<Node>,
    open: Vec<Span>,
    /// A tag was left out because of its depth.
    pub(crate) too_deep: bool,
}

impl Tree {
    fn current(&mut self) -> &mut Vec<Node> {
        match self.open.last_mut() {
            Some(span) => &mut span.inside,
            None => &mut self.root,
        }
    }

    /// Adds letters; neighbours become one piece.
    pub(crate) fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        match self.current().last_mut() {
            Some(Node::Text(before)) => before.push_str(text),
            _ => self.current().push(Node::Text(text.to_owned())),
        }
    }

    pub(crate) fn node(&mut self, node: Node) {
        self.current().push(node);
    }

    /// Opens a span; false when it would be too deep.
    pub(crate) fn open(&mut self, kind: Markup, classes: Vec<String>) -> bool {
        if self.open.len() >= DEEPEST {
            self.too_deep = true;
            return false;
        }
        self.open.push(Span { kind, classes, inside: Vec::new() });
        true
    }

    /// The innermost open span.
    pub(crate) fn top(&self) -> Option<&Markup> {
        self.open.last().map(|span| &span.kind)
    }

    /// Closes the innermost span.
    pub(crate) fn close(&mut self) {
        if let Some(span) = self.open.pop() {
            self.current().push(Node::Span(span));
        }
    }

    /// Closes the nearest span of a kind with all inside it; nothing when there is none.
    pub(crate) fn close_nearest(&mut self, is: impl Fn(&Markup) -> bool) {
        if let Some(at) = self.open.iter().rposition(|span| is(&span.kind)) {
            while self.open.len() > at {
                self.close();
            }
        }
    }

    /// Closes what is open.
    pub(crate) fn finish(mut self) -> Vec<Node> {
        while !self.open.is_empty() {
            self.close();
        }
        self.root
    }
}
