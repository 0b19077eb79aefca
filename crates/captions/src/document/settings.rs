//! Owns where a cue stands in the picture, in WebVTT's terms, which are the widest: the nine
//! anchors of ASS and SubRip and the regions of TTML are cases of them. Refuses pixels.

/// Which way lines run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Writing {
    #[default]
    Horizontal,
    /// Lines from right to left.
    VerticalRl,
    /// Lines from left to right.
    VerticalLr,
}

/// Where the box of a cue is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum LinePosition {
    /// Counted in lines, from the end when negative.
    Number(f64),
    /// Of the picture's height, 0 to 100.
    Percent(f64),
}

/// Which edge of the box the line means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LineAlign {
    #[default]
    Start,
    Center,
    End,
}

/// Which edge of the box the position means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PositionAlign {
    #[default]
    Auto,
    LineLeft,
    Center,
    LineRight,
}

/// How lines stand inside the box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    Start,
    #[default]
    Center,
    End,
    Left,
    Right,
}

/// Where a cue stands.
#[derive(Debug, Clone, PartialEq)]
pub struct CueSettings {
    pub writing: Writing,
    /// Nothing: the lowest free place.
    pub line: Option<LinePosition>,
    pub line_align: LineAlign,
    /// Percent of the picture's width; nothing: as the alignment wants it.
    pub position: Option<f64>,
    pub position_align: PositionAlign,
    /// Percent of the picture's width.
    pub size: f64,
    pub align: Align,
    /// Name of a region.
    pub region: Option<String>,
}

impl Default for CueSettings {
    fn default() -> Self {
        Self {
            writing: Writing::default(),
            line: None,
            line_align: LineAlign::default(),
            position: None,
            position_align: PositionAlign::default(),
            size: 100.0,
            align: Align::default(),
            region: None,
        }
    }
}

impl CueSettings {
    /// One of nine places, numbered like the keys of a number pad.
    #[must_use]
    pub fn anchored(key: u8) -> Self {
        let (line, line_align) = match key {
            4..=6 => (Some(LinePosition::Percent(50.0)), LineAlign::Center),
            7..=9 => (Some(LinePosition::Number(0.0)), LineAlign::Start),
            _ => (None, LineAlign::Start),
        };
        let (position, align) = match key {
            1 | 4 | 7 => (Some(0.0), Align::Left),
            3 | 6 | 9 => (Some(100.0), Align::Right),
            _ => (None, Align::Center),
        };
        Self { line, line_align, position, align, ..Self::default() }
    }

    /// The nearest of the nine places, and whether it is the very place.
    #[must_use]
    pub fn anchor(&self) -> (u8, bool) {
        let column = match (self.align, self.position) {
            (Align::Left | Align::Start, _) => 1,
            (Align::Right | Align::End, _) => 3,
            (Align::Center, Some(at)) if at < 34.0 => 1,
            (Align::Center, Some(at)) if at > 66.0 => 3,
            (Align::Center, _) => 2,
        };
        let row = match self.line {
            Some(LinePosition::Percent(at)) if at < 34.0 => 6,
            Some(LinePosition::Percent(at)) if at < 67.0 => 3,
            Some(LinePosition::Number(at)) if (0.0..5.0).contains(&at) || at < -10.0 => 6,
            Some(LinePosition::Number(at)) if (5.0..10.0).contains(&at) || at < -5.0 => 3,
            _ => 0,
        };
        let key = row + column;
        (key, *self == Self::anchored(key))
    }
}

/// A box that cues stand in, in percent of the picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    /// What cues call it.
    pub id: String,
    /// Percent of the picture's width.
    pub width: f64,
    /// Height in lines.
    pub lines: u32,
    /// Exact height in percent, where the format has one.
    pub height: Option<f64>,
    /// The point of the region, in percent of itself, that lies …
    pub anchor: (f64, f64),
    /// … on this point of the picture.
    pub viewport: (f64, f64),
    /// New lines push the old ones up.
    pub scroll: bool,
}

impl Region {
    /// As WebVTT has it when nothing else is said.
    #[must_use]
    pub fn new(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            width: 100.0,
            lines: 3,
            height: None,
            anchor: (0.0, 100.0),
            viewport: (0.0, 100.0),
            scroll: false,
        }
    }
}
