//! Owns ASS and SSA files as people exchange them, `.ass` and `.ssa`: sections, styles, events.
//! What has no meaning elsewhere is kept word for word. The script that is burnt into the picture
//! is another thing: `ass.rs`.

use super::lines::{Lines, uniform};
use super::stamp::{parse_stamp, whole};
use super::{ass_text, ass_text_write};
use crate::document::{
    AssEvent, Block, BlockKind, CaptionFile, CueSettings, FileCue, Markup, Node, Span, speaker,
};
use crate::problem::{Parsed, ProblemKind};
use crate::text::nfc;
use std::collections::HashMap;
use std::fmt::Write as _;
use timeline::Timestamp;

/// What a named style means for the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Style {
    pub bold: bool,
    pub italic: bool,
    pub underline: bool,
    pub strike: bool,
    /// 1 to 9, as on a number pad.
    pub anchor: u8,
}

/// What is used when a file says nothing.
pub(super) const USUAL: Style =
    Style { bold: false, italic: false, underline: false, strike: false, anchor: 2 };

/// The named styles of a file. Emphasis counts relative to the first one: a file whose text is
/// all bold emphasises nothing.
#[derive(Debug, Default)]
pub(super) struct Styles {
    named: HashMap<String, Style>,
    first: Option<Style>,
}

impl Styles {
    /// Of a section of styles with its heading.
    pub(super) fn read(section: &str) -> Self {
        let mut styles = Self::default();
        let old = !section.lines().next().unwrap_or_default().contains('+');
        let mut fields: Vec<String> = Vec::new();
        for line in section.lines() {
            let Some((name, value)) = line.split_once(':') else { continue };
            match name.trim().to_ascii_lowercase().as_str() {
                "format" => fields = names(value),
                "style" => styles.add(&fields, value, old),
                _ => {}
            }
        }
        styles
    }

    fn add(&mut self, fields: &[String], value: &str, old: bool) {
        let values: Vec<&str> = value.split(',').map(str::trim).collect();
        let get = |name: &str| {
            let at = fields.iter().position(|f| f == name)?;
            values.get(at).copied()
        };
        let is = |name: &str| get(name).is_some_and(|v| v.parse::<i32>().is_ok_and(|n| n != 0));
        let anchor = get("alignment").and_then(|a| a.parse().ok()).unwrap_or(2);
        let style = Style {
            bold: is("bold"),
            italic: is("italic"),
            underline: is("underline"),
            strike: is("strikeout"),
            anchor: if old { ass_text::old_anchor(anchor) } else { anchor.clamp(1, 9) },
        };
        let first = *self.first.get_or_insert(style);
        let relative = Style {
            bold: style.bold && !first.bold,
            italic: style.italic && !first.italic,
            underline: style.underline && !first.underline,
            strike: style.strike && !first.strike,
            ..style
        };
        self.named.insert(get("name").unwrap_or_default().to_owned(), relative);
    }

    /// A style by name; some programs put a star before it.
    pub(super) fn of(&self, name: &str) -> Style {
        let found = self.named.get(name).or_else(|| self.named.get(name.trim_start_matches('*')));
        found.or_else(|| self.named.get("Default")).copied().unwrap_or(USUAL)
    }
}

fn names(value: &str) -> Vec<String> {
    value.split(',').map(|f| f.trim().to_ascii_lowercase()).collect()
}

const EVENT_FIELDS: &str =
    "Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text";

/// Reads a file.
pub(super) fn read(text: &str) -> Parsed {
    let text = uniform(text);
    let mut parsed = Parsed::default();
    let mut lines = Lines::new(&text);
    let mut section = String::new();
    let mut kept = String::new();
    let mut styles = Styles::default();
    let mut fields = names(EVENT_FIELDS);
    let mut picture = (384.0, 288.0);
    while let Some(line) = lines.next() {
        if line.starts_with('[') && line.trim_end().ends_with(']') {
            close(&section, &mut kept, &mut styles, &mut picture, &mut parsed.file);
            section = line.trim().to_ascii_lowercase();
            line.trim_end().clone_into(&mut kept);
            continue;
        }
        if section != "[events]" {
            if !kept.is_empty() || !line.is_empty() {
                kept.push('\n');
                kept.push_str(line);
            }
            continue;
        }
        let Some((kind, value)) = line.split_once(':') else { continue };
        if kind.trim().eq_ignore_ascii_case("format") {
            fields = names(value);
        } else if !kind.starts_with(';') {
            let (at, value) = (lines.number(), value.trim_start());
            event((kind.trim(), value, at), &fields, &styles, picture, &mut parsed);
        }
        if parsed.is_full() {
            break;
        }
    }
    close(&section, &mut kept, &mut styles, &mut picture, &mut parsed.file);
    parsed
}

/// Keeps the section that ends here.
fn close(
    section: &str,
    kept: &mut String,
    styles: &mut Styles,
    picture: &mut (f64, f64),
    file: &mut CaptionFile,
) {
    let text = std::mem::take(kept).trim_end().to_owned();
    let kind = match section {
        "" | "[events]" => return,
        "[script info]" => {
            let rest = text.split_once('\n').map_or("", |(_, rest)| rest);
            let value = |name: &str| {
                let is = |line: &&str| line.split_once(':').is_some_and(|(n, _)| n.trim() == name);
                let found = rest.lines().find(is).and_then(|line| line.split_once(':'));
                found.map(|(_, v)| v.trim()).filter(|v| !v.is_empty())
            };
            file.title = value("Title").map(nfc);
            let number =
                |name| value(name).and_then(|v| v.parse::<f64>().ok()).filter(|n| *n >= 1.0);
            if let (Some(width), Some(height)) = (number("PlayResX"), number("PlayResY")) {
                *picture = (width, height);
            }
            let others = rest.lines().filter(|l| !l.trim_start().starts_with("Title:"));
            let text = others.collect::<Vec<_>>().join("\n").trim().to_owned();
            if !text.is_empty() {
                file.blocks.push(Block { kind: BlockKind::AssInfo, text });
            }
            return;
        }
        "[v4+ styles]" | "[v4 styles]" | "[v4++ styles]" => {
            *styles = Styles::read(&text);
            BlockKind::AssStyles
        }
        _ => BlockKind::AssSection,
    };
    file.blocks.push(Block { kind, text });
}

fn event(
    (kind, value, at): (&str, &str, usize),
    fields: &[String],
    styles: &Styles,
    picture: (f64, f64),
    parsed: &mut Parsed,
) {
    let values: Vec<&str> = value.splitn(fields.len().clamp(1, 50), ',').collect();
    if values.len() < fields.len() {
        return parsed.problem(at, ProblemKind::Fields);
    }
    let get = |name: &str| {
        let value = fields.iter().position(|f| f == name).and_then(|at| values.get(at));
        value.map(|v| v.trim()).unwrap_or_default()
    };
    let (Some(start), Some(end)) = (parse_stamp(get("start")), parse_stamp(get("end"))) else {
        return parsed.problem(at, ProblemKind::Times);
    };
    let style = styles.of(get("style"));
    let mut cue = FileCue::new(start, end);
    let read = ass_text::read(get("text"), start, style, picture);
    cue.settings = read.settings.unwrap_or_else(|| CueSettings::anchored(style.anchor));
    cue.text = read.nodes;
    let who = nfc(get("name"));
    let who = if who.is_empty() { nfc(get("actor")) } else { who };
    if !who.is_empty() {
        let inside = std::mem::take(&mut cue.text);
        cue.text = vec![Node::Span(Span { kind: Markup::Voice(who), classes: vec![], inside })];
    }
    let layer = if fields.iter().any(|f| f == "marked") { get("marked") } else { get("layer") };
    let margin = |name| get(name).to_owned();
    let event = AssEvent {
        kind: kind.to_owned(),
        layer: layer.to_owned(),
        style: get("style").to_owned(),
        margins: [margin("marginl"), margin("marginr"), margin("marginv")],
        effect: get("effect").to_owned(),
    };
    if event != usual_event() {
        cue.event = Some(Box::new(event));
    }
    if end <= start && kind == "Dialogue" {
        parsed.problem(at, ProblemKind::NoDuration);
    }
    parsed.file.cues.push(cue);
}

/// What the writer puts when a cue has no fields of its own.
pub(super) fn usual_event() -> AssEvent {
    let zero = || "0".to_owned();
    AssEvent {
        kind: "Dialogue".into(),
        layer: zero(),
        style: "Default".into(),
        margins: [zero(), zero(), zero()],
        effect: String::new(),
    }
}

const USUAL_INFO: &str = "ScriptType: v4.00+\nPlayResX: 1920\nPlayResY: 1080\nWrapStyle: 0\n\
    ScaledBorderAndShadow: yes";

const USUAL_STYLES: &str = "[V4+ Styles]\nFormat: Name, Fontname, Fontsize, PrimaryColour, \
    SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, \
    Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding\n\
    Style: Default,Arial,60,&H00FFFFFF,&H0000FFFF,&H00000000,&H80000000,0,0,0,0,100,100,0,0,1,3,1,2,\
    60,60,50,1";

/// Writes a file of the newer version.
pub(super) fn write(file: &CaptionFile) -> String {
    let mut out = String::from("[Script Info]\n");
    if let Some(title) = &file.title {
        let _ = writeln!(out, "Title: {}", crate::text::flat(title));
    }
    let section = file.block(BlockKind::AssStyles).unwrap_or(USUAL_STYLES);
    let old = !section.lines().next().unwrap_or_default().contains('+');
    let info = file.block(BlockKind::AssInfo).unwrap_or(USUAL_INFO);
    let _ = write!(out, "{info}\n\n{section}\n\n");
    for block in file.blocks.iter().filter(|b| b.kind == BlockKind::AssSection) {
        let _ = write!(out, "{}\n\n", block.text);
    }
    let fields =
        if old { EVENT_FIELDS.replace("Layer", "Marked") } else { EVENT_FIELDS.to_owned() };
    let _ = write!(out, "[Events]\nFormat: {fields}\n");
    let styles = Styles::read(section);
    let usual = usual_event();
    for cue in &file.cues {
        let event = cue.event.as_deref().unwrap_or(&usual);
        let style = styles.of(&event.style);
        let (start, end) = whole(cue.start, cue.end, 10_000);
        let (who, nodes) = speaker(&cue.text);
        let [left, right, vertical] = &event.margins;
        let who = crate::text::flat(who).replace(',', ";");
        let _ = writeln!(
            out,
            "{}: {},{},{},{},{who},{left},{right},{vertical},{},{}",
            event.kind,
            event.layer,
            stamp(start),
            stamp(end),
            event.style,
            event.effect,
            ass_text_write::write(nodes, cue, style),
        );
    }
    out
}

fn stamp(at: Timestamp) -> String {
    let cs = at.micros() / 10_000;
    let (h, m, s) = (cs / 360_000, cs / 6000 % 60, cs / 100 % 60);
    format!("{h}:{m:02}:{s:02}.{:02}", cs % 100)
}
