//! Owns where everything stands on the pages: lines under each other, labels beside their text, a
//! part together on one page where it fits. Refuses ink.

use super::letters::{Letters, Weight};
use super::wrap::{Kind, Line, Run, lines};
use policy::Severity;

/// A4, in points.
pub(super) const WIDTH: f32 = 595.28;
pub(super) const HEIGHT: f32 = 841.89;
pub(super) const MARGIN: f32 = 44.0;
/// The page number stands below.
const BOTTOM: f32 = HEIGHT - 54.0;
/// Room for the bar before a part.
const INDENT: f32 = 14.0;
/// Between a label and its text.
const GUTTER: f32 = 10.0;
/// A label is no wider.
const WIDEST_LABEL: f32 = 130.0;

/// What a text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Title,
    Heading,
    Text,
    Small,
}

impl Role {
    /// Size of the letters, height of a line, space before; in points.
    pub(super) fn measures(self) -> (f32, f32, f32) {
        match self {
            Self::Title => (17.0, 22.0, 0.0),
            Self::Heading => (11.5, 16.0, 0.0),
            Self::Text => (9.5, 14.0, 2.0),
            Self::Small => (8.5, 12.0, 0.0),
        }
    }
}

/// A text of one role.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) role: Role,
    pub(super) runs: Vec<Run>,
}

impl Block {
    pub(super) fn of(role: Role, weight: Weight, text: &str) -> Self {
        let run = Run { text: text.to_owned(), weight, kind: Kind::Text };
        Self { role, runs: vec![run] }
    }

    pub(super) fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// What stands together: texts, then labels with theirs. With an edge it has a bar before it.
#[derive(Debug, Clone, Default)]
pub(super) struct Part {
    pub(super) edge: Option<Severity>,
    pub(super) blocks: Vec<Block>,
    pub(super) rows: Vec<[Block; 2]>,
}

/// A line at its place; `block` counts blocks and then rows of all parts, from the first on.
pub(super) struct Placed {
    pub(super) block: usize,
    pub(super) x: f32,
    /// Upper edge of the line.
    pub(super) top: f32,
    pub(super) line: Line,
}

#[derive(Default)]
pub(super) struct Page {
    pub(super) lines: Vec<Placed>,
    /// Bars before parts: from, to.
    pub(super) bars: Vec<(Severity, f32, f32)>,
}

/// Lines that stand beside each other and are never parted.
struct Strip {
    gap: f32,
    height: f32,
    lines: Vec<Placed>,
}

/// Places everything; at least one page.
pub(super) fn pages(letters: &Letters, parts: &[Part]) -> Vec<Page> {
    let mut flow = Flow { pages: vec![Page::default()], at: MARGIN };
    let mut block = 0;
    for part in parts {
        let strips = strips(letters, part, &mut block);
        flow.part(part.edge, strips);
    }
    flow.pages
}

struct Flow {
    pages: Vec<Page>,
    at: f32,
}

impl Flow {
    fn part(&mut self, edge: Option<Severity>, strips: Vec<Strip>) {
        let space = if self.at > MARGIN { 12.0 } else { 0.0 };
        let tall: f32 = strips.iter().map(|strip| strip.gap + strip.height).sum();
        let whole = tall <= BOTTOM - MARGIN;
        // What no page holds begins where it is, but not with a line or two at the foot.
        let wants = if whole { tall } else { 80.0 };
        if self.at + space + wants > BOTTOM && self.at > MARGIN {
            self.turn();
        } else {
            self.at += space;
        }
        let mut from = self.at;
        for strip in strips {
            if self.at + strip.gap + strip.height > BOTTOM {
                self.bar(edge, from);
                self.turn();
                from = self.at;
            }
            self.at += strip.gap;
            let top = self.at;
            self.at += strip.height;
            let lines = strip.lines.into_iter().map(|line| Placed { top, ..line });
            if let Some(page) = self.pages.last_mut() {
                page.lines.extend(lines);
            }
        }
        self.bar(edge, from);
    }

    fn bar(&mut self, edge: Option<Severity>, from: f32) {
        if let (Some(edge), Some(page)) = (edge, self.pages.last_mut())
            && self.at > from
        {
            page.bars.push((edge, from, self.at));
        }
    }

    fn turn(&mut self) {
        self.pages.push(Page::default());
        self.at = MARGIN;
    }
}

fn strips(letters: &Letters, part: &Part, block: &mut usize) -> Vec<Strip> {
    let left = if part.edge.is_some() { MARGIN + INDENT } else { MARGIN };
    let width = WIDTH - MARGIN - left;
    let mut strips = Vec::new();
    let mut next = || {
        *block += 1;
        *block - 1
    };
    let wrapped =
        |block: &Block, width| lines(letters, &block.runs, block.role.measures().0, width);
    for text in &part.blocks {
        let (_, height, gap) = text.role.measures();
        let block = next();
        for (n, line) in wrapped(text, width).into_iter().enumerate() {
            let lines = vec![Placed { block, x: left, top: 0.0, line }];
            strips.push(Strip { gap: if n == 0 { gap } else { 0.0 }, height, lines });
        }
    }
    let wide = |line: &Line| line.iter().map(|piece| piece.width).sum::<f32>();
    let labels: Vec<Vec<Line>> =
        part.rows.iter().map(|[label, _]| wrapped(label, WIDEST_LABEL)).collect();
    let column = labels.iter().flatten().map(wide).fold(0.0, f32::max) + GUTTER;
    for (label, [_, body]) in labels.into_iter().zip(&part.rows) {
        let (named, told) = (next(), next());
        let (_, height, gap) = body.role.measures();
        let mut one = label.into_iter();
        let mut two = wrapped(body, width - column).into_iter();
        for n in 0.. {
            let pair = [(named, left, one.next()), (told, left + column, two.next())];
            let lines = pair
                .into_iter()
                .filter_map(|(block, x, line)| Some(Placed { block, x, top: 0.0, line: line? }));
            let lines: Vec<Placed> = lines.collect();
            if lines.is_empty() {
                break;
            }
            strips.push(Strip { gap: if n == 0 { gap } else { 0.0 }, height, lines });
        }
    }
    strips
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(lines: usize) -> Part {
        let text = Block::of(Role::Text, Weight::Plain, "Mật ong rừng");
        let heading = Block::of(Role::Heading, Weight::Bold, "Phải sửa");
        let rows = vec![[text.clone(), text.clone()]; lines];
        Part { edge: Some(Severity::Block), blocks: vec![heading], rows }
    }

    #[test]
    fn parts_stay_together_and_a_long_one_flows() {
        let letters = Letters::new().unwrap();
        let placed = pages(&letters, &[part(20), part(20), part(20)]);
        assert_eq!(placed.len(), 2, "two fit one page, the third goes to the next");
        assert_eq!((placed[0].bars.len(), placed[1].bars.len()), (2, 1));
        let placed = pages(&letters, &[part(200)]);
        assert!(placed.len() > 3);
        let lines: usize = placed.iter().map(|page| page.lines.len()).sum();
        assert_eq!(lines, 401);
        for page in &placed {
            assert_eq!(page.bars.len(), 1);
            assert!(page.lines.iter().all(|l| l.top >= MARGIN && l.top + 14.0 <= BOTTOM));
        }
        let blocks: Vec<usize> = placed.iter().flat_map(|p| &p.lines).map(|l| l.block).collect();
        assert_eq!(blocks, (0..401).collect::<Vec<_>>(), "in reading order");
        assert_eq!(pages(&letters, &[]).len(), 1);
    }
}
