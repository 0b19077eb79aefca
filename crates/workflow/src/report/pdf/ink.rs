//! Owns the file itself: draws what was placed, and says of every letter which text it belongs to,
//! so that the page can be read aloud in order. Refuses to decide where anything stands.

use super::layout::{Block, HEIGHT, MARGIN, Page, Part, Placed, Role, WIDTH};
use super::letters::{Letters, Weight};
use super::wrap::{Kind, Piece, Run};
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::configure::{Configuration, Validator};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Quadrilateral, Rect};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::tagging::{
    ArtifactType, ContentTag, Identifier, ListNumbering, Node, SpanTag, Tag, TagGroup, TagKind,
    TagTree,
};
use krilla::{Document, SerializeSettings};
use policy::Severity;
use std::collections::BTreeMap;
use std::num::NonZeroU16;

/// Colours as on the page for browsers: 7:1 and more on white.
const TEXT: [u8; 3] = [0x1d, 0x24, 0x1c];
const SOFT: [u8; 3] = [0x3c, 0x46, 0x39];
const LINK: [u8; 3] = [0x12, 0x45, 0x7a];
const MARK: [u8; 3] = [0xff, 0xe9, 0xa8];

/// What a text consists of, in order.
type Leaves = BTreeMap<usize, Vec<Node>>;

/// The bytes of the file; `title` is its title and its language's tag.
pub(super) fn file(
    letters: &Letters,
    (title, language): (&str, &str),
    parts: &[Part],
    pages: &[Page],
) -> Result<Vec<u8>, String> {
    let settings = SerializeSettings {
        configuration: Configuration::new_with_validator(Validator::UA1),
        ..SerializeSettings::default()
    };
    let mut document = Document::new_with(settings);
    let blocks: Vec<(Role, &[Run])> = parts.iter().flat_map(texts).collect();
    let mut leaves = Leaves::new();
    let mut outline = Outline::new();
    let mut last = usize::MAX;
    for (number, page) in pages.iter().enumerate() {
        let size = PageSettings::from_wh(WIDTH, HEIGHT).ok_or("no page of that size")?;
        let mut sheet = document.start_page_with(size);
        let mut ink = Ink { letters, blocks: &blocks, surface: sheet.surface(), links: Vec::new() };
        page.bars.iter().for_each(|bar| ink.bar(*bar));
        for line in &page.lines {
            ink.line(line, &mut leaves);
            if blocks[line.block].0 == Role::Heading && line.block != last {
                last = line.block;
                let text = blocks[last].1.iter().map(|run| run.text.as_str()).collect();
                let at = XyzDestination::new(number, Point::from_xy(0.0, line.top));
                outline.push_child(OutlineNode::new(text, at));
            }
        }
        ink.foot(&format!("{} / {}", number + 1, pages.len()));
        for link in ink.done() {
            let alt = link.text.trim().to_owned();
            let action = Action::Link(LinkAction::new(link.address));
            let area = LinkAnnotation::new_with_quad_points(link.areas, Target::Action(action));
            let area = sheet.add_tagged_annotation(Annotation::new_link(area, Some(alt)));
            let mut group = TagGroup::new(Tag::Link);
            link.letters.into_iter().for_each(|id| group.push(id));
            group.push(area);
            if let Some(place) = leaves.entry(link.block).or_default().get_mut(link.at) {
                *place = group.into();
            }
        }
        sheet.finish();
    }
    document.set_outline(outline);
    let about = Metadata::new().title(title.to_owned()).language(language.to_owned());
    document.set_metadata(about.creator("Măng Studio".to_owned()));
    document.set_tag_tree(tree(language, parts, leaves));
    document.finish().map_err(|refused| format!("{refused:?}"))
}

/// The texts of a part in the order in which they were numbered.
fn texts(part: &Part) -> impl Iterator<Item = (Role, &[Run])> {
    let blocks = part.blocks.iter();
    let all = blocks.chain(part.rows.iter().flatten());
    all.map(|block| (block.role, block.runs.as_slice()))
}

/// What is a heading, a list, a text.
fn tree(language: &str, parts: &[Part], mut leaves: Leaves) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
    let mut number = 0;
    let mut next = || {
        number += 1;
        leaves.remove(&(number - 1)).unwrap_or_default()
    };
    for part in parts {
        let mut nodes: Vec<Node> = Vec::new();
        for block in &part.blocks {
            let heading = |level| TagKind::from(Tag::Hn(level, Some(block.text())));
            let tag: TagKind = match block.role {
                Role::Title => heading(NonZeroU16::MIN),
                Role::Heading => heading(NonZeroU16::MIN.saturating_add(1)),
                Role::Text | Role::Small => Tag::P.into(),
            };
            nodes.push(group(tag, next()));
        }
        let mut row = |_: &[Block; 2]| {
            let label = group(Tag::Lbl.into(), next());
            let body = group(Tag::LBody.into(), vec![group(Tag::P.into(), next())]);
            group(Tag::LI.into(), vec![label, body])
        };
        let rows: Vec<Node> = part.rows.iter().map(&mut row).collect();
        if !rows.is_empty() {
            nodes.push(group(Tag::L(ListNumbering::None).into(), rows));
        }
        match part.edge {
            Some(_) => tree.push(group(Tag::Section.into(), nodes)),
            None => nodes.into_iter().for_each(|node| tree.push(node)),
        }
    }
    tree
}

fn group(tag: TagKind, children: Vec<Node>) -> Node {
    TagGroup::with_children(tag, children).into()
}

/// Words that lead somewhere, on one page.
struct Links {
    block: usize,
    /// Which of the block's leaves they are.
    at: usize,
    address: String,
    text: String,
    letters: Vec<Identifier>,
    areas: Vec<Quadrilateral>,
}

struct Ink<'a> {
    letters: &'a Letters,
    blocks: &'a [(Role, &'a [Run])],
    surface: Surface<'a>,
    links: Vec<Links>,
}

impl Ink<'_> {
    /// Ends the page; its links are still to be laid over it.
    fn done(self) -> Vec<Links> {
        let Self { surface, links, .. } = self;
        surface.finish();
        links
    }

    fn colour(&mut self, [red, green, blue]: [u8; 3]) {
        let paint = rgb::Color::new(red, green, blue).into();
        self.surface.set_fill(Some(Fill { paint, rule: FillRule::EvenOdd, ..Fill::default() }));
    }

    /// Rectangles in one path: what two of them cover stays free.
    fn boxes(&mut self, boxes: &[[f32; 4]]) {
        let mut path = PathBuilder::new();
        let sides = boxes.iter().filter_map(|[x, y, w, h]| Rect::from_xywh(*x, *y, *w, *h));
        sides.for_each(|side| path.push_rect(side));
        if let Some(path) = path.finish() {
            self.surface.draw_path(&path);
        }
    }

    /// What is only to be seen.
    fn unread(&mut self, colour: [u8; 3], boxes: &[[f32; 4]]) {
        self.surface.start_tagged(ContentTag::Artifact(ArtifactType::Other));
        self.colour(colour);
        self.boxes(boxes);
        self.surface.end_tagged();
    }

    /// Told apart without colours: double for what must be mended.
    fn bar(&mut self, (edge, from, to): (Severity, f32, f32)) {
        let bar = |x, width| [MARGIN + x, from, width, to - from];
        match edge {
            Severity::Block => self.unread([0x8f, 0x1d, 0x14], &[bar(0.0, 1.8), bar(3.4, 1.8)]),
            Severity::Restrict => self.unread([0x7a, 0x4b, 0x00], &[bar(0.0, 5.2)]),
            Severity::Advise => self.unread([0x5b, 0x6b, 0x58], &[bar(0.0, 2.4)]),
        }
    }

    fn foot(&mut self, text: &str) {
        let (size, ..) = Role::Small.measures();
        let shaped = self.letters.shape(Weight::Plain, text);
        self.surface.start_tagged(ContentTag::Artifact(ArtifactType::Footer));
        self.colour(SOFT);
        let at = Point::from_xy((WIDTH - shaped.width * size) / 2.0, HEIGHT - 30.0);
        let font = self.letters.font(Weight::Plain);
        self.surface.draw_glyphs(at, &shaped.glyphs, font, text, size, false);
        self.surface.end_tagged();
    }

    fn line(&mut self, placed: &Placed, leaves: &mut Leaves) {
        let (role, runs) = self.blocks[placed.block];
        let (size, height, _) = role.measures();
        let (up, down) = self.letters.reach();
        let base = placed.top + (height - (up + down) * size) / 2.0 + up * size;
        let mut x = placed.x;
        for piece in &placed.line {
            let run = &runs[piece.run];
            // The space at the end is not marked and not underlined.
            let spaces = &piece.text[piece.text.trim_end().len()..];
            let wide = piece.width - self.letters.shape(run.weight, spaces).width * size;
            match run.kind {
                Kind::Mark => self.unread(MARK, &[[x, placed.top + 1.0, wide, height - 2.0]]),
                Kind::Link(_) => self.unread(LINK, &[[x, base + 1.4, wide, 0.6]]),
                Kind::Text => {}
            }
            let id = self.piece((piece, run), (x, base, size), role);
            let nodes = leaves.entry(placed.block).or_default();
            let Kind::Link(address) = &run.kind else {
                nodes.push(id.into());
                x += piece.width;
                continue;
            };
            let corners = [(x, base + down * size), (x + wide, base + down * size)];
            let above = [(x + wide, placed.top), (x, placed.top)];
            let corner = |(x, y)| Point::from_xy(x, y);
            let [a, b] = corners.map(corner);
            let [c, d] = above.map(corner);
            let link = match self.links.iter_mut().find(|link| link.block == placed.block) {
                Some(link) => link,
                None => {
                    // Its place among the leaves; the whole of it is known when the page is full.
                    nodes.push(TagGroup::new(Tag::Link).into());
                    let at = nodes.len() - 1;
                    self.links.push(Links {
                        block: placed.block,
                        at,
                        address: address.clone(),
                        text: String::new(),
                        letters: Vec::new(),
                        areas: Vec::new(),
                    });
                    let Some(link) = self.links.last_mut() else { continue };
                    link
                }
            };
            link.text.push_str(&piece.text);
            link.letters.push(id);
            link.areas.push(Quadrilateral([a, b, c, d]));
            x += piece.width;
        }
    }

    /// Draws letters, or a small box where the font lacks one; either way they are read aloud.
    fn piece(
        &mut self,
        (piece, run): (&Piece, &Run),
        at: (f32, f32, f32),
        role: Role,
    ) -> Identifier {
        let (x, base, size) = at;
        let colour = match (&run.kind, role) {
            (Kind::Link(_), _) => LINK,
            (_, Role::Small) => SOFT,
            _ => TEXT,
        };
        if !piece.blank {
            let id = self.surface.start_tagged(ContentTag::Span(SpanTag::empty()));
            self.colour(colour);
            let shaped = self.letters.shape(run.weight, &piece.text);
            let (at, font) = (Point::from_xy(x, base), self.letters.font(run.weight));
            self.surface.draw_glyphs(at, &shaped.glyphs, font, &piece.text, size, false);
            self.surface.end_tagged();
            return id;
        }
        let span = SpanTag::empty().with_actual_text(Some(piece.text.as_str()));
        let id = self.surface.start_tagged(ContentTag::Span(span));
        self.colour(colour);
        let (side, thin) = (size * 0.7, size * 0.08);
        let (left, top) = (x + size * 0.05, base - side);
        let inner = [left + thin, top + thin, side - 2.0 * thin, side - 2.0 * thin];
        self.boxes(&[[left, top, side, side], inner]);
        if piece.text == "☑" {
            self.tick(left, top, side);
        }
        self.surface.end_tagged();
        id
    }

    fn tick(&mut self, left: f32, top: f32, side: f32) {
        let corners =
            [(0.18, 0.5), (0.28, 0.4), (0.44, 0.58), (0.74, 0.2), (0.85, 0.29), (0.45, 0.8)];
        let mut path = PathBuilder::new();
        for (n, (x, y)) in corners.into_iter().enumerate() {
            let (x, y) = (left + x * side, top + y * side);
            if n == 0 { path.move_to(x, y) } else { path.line_to(x, y) }
        }
        path.close();
        if let Some(path) = path.finish() {
            self.surface.draw_path(&path);
        }
    }
}
