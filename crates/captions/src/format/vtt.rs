//! Owns the structure of WebVTT files: header, notes, style sheets, regions, cues. Follows the
//! standard's "WebVTT parser algorithm", with one difference: a file without its first line is
//! read all the same, and that is said. Refuses CSS: style sheets are kept as they are.

use super::lines::{Lines, uniform};
use super::vtt_settings::{region, settings, timings};
use super::vtt_text;
use crate::document::{
    Align, Block, BlockKind, CaptionFile, CueSettings, FileCue, LineAlign, LinePosition,
    PositionAlign, Region, Writing,
};
use crate::problem::{Parsed, ProblemKind};
use std::fmt::Write as _;

/// Reads a file.
pub(super) fn read(text: &str) -> Parsed {
    let text = uniform(text);
    let mut lines = Lines::new(&text);
    let mut parsed = Parsed::default();
    let signed = lines.peek().and_then(|l| l.strip_prefix("WEBVTT"));
    match signed.filter(|rest| rest.is_empty() || rest.starts_with([' ', '\t'])) {
        Some(rest) => {
            lines.next();
            header(rest, &mut lines, &mut parsed.file);
        }
        None => parsed.problem(1, ProblemKind::Header),
    }
    while !parsed.is_full() && lines.peek().is_some() {
        block(&mut lines, &mut parsed);
    }
    parsed
}

/// The rest of the first line, and what follows it before an empty line. An arrow ends the header
/// at once.
fn header(first: &str, lines: &mut Lines, file: &mut CaptionFile) {
    let mut text = first.to_owned();
    while let Some(line) = lines.peek().filter(|l| !l.contains("-->")) {
        lines.next();
        if line.is_empty() {
            break;
        }
        text.push('\n');
        text.push_str(line);
    }
    let title = first.trim().trim_start_matches(['-', '–', '—']).trim();
    file.title = (!title.is_empty()).then(|| title.to_owned());
    let language = text.lines().skip(1).find_map(|l| l.strip_prefix("Language:"));
    file.language = language.map(|l| l.trim().to_owned()).filter(|l| !l.is_empty());
    if text.lines().skip(1).any(|l| !l.starts_with("Language:")) || first.trim() != title_line(file)
    {
        file.blocks.push(Block { kind: BlockKind::VttHeader, text });
    }
}

/// What the writer would put behind `WEBVTT`.
fn title_line(file: &CaptionFile) -> String {
    file.title.as_ref().map(|t| format!("- {t}")).unwrap_or_default()
}

/// One block: everything up to an empty line, or up to the times of the next cue.
fn block(lines: &mut Lines, parsed: &mut Parsed) {
    let mut gathered = String::new();
    let mut cue: Option<FileCue> = None;
    let mut count = 0;
    let mut seen_arrow = false;
    let mut kind = None;
    let first_line = lines.number() + 1;
    let mut at = first_line;
    while let Some(line) = lines.peek() {
        count += 1;
        if line.contains("-->") {
            // Times are the first line, or the second behind a name; any others begin a new block.
            if count > 2 || seen_arrow {
                break;
            }
            lines.next();
            seen_arrow = true;
            at = lines.number();
            match timings(line) {
                Some((start, end, rest)) => {
                    let mut new = FileCue::new(start, end);
                    new.id = (!gathered.is_empty()).then(|| std::mem::take(&mut gathered));
                    new.settings = settings(rest, &parsed.file.regions);
                    cue = Some(new);
                    gathered.clear();
                }
                None => parsed.problem(at, ProblemKind::Times),
            }
            continue;
        }
        lines.next();
        if line.is_empty() {
            break;
        }
        if count == 2 && cue.is_none() {
            kind = block_kind(&gathered);
            if kind.is_some() {
                gathered.clear();
            }
        }
        if !gathered.is_empty() {
            gathered.push('\n');
        }
        gathered.push_str(line);
    }
    match (cue, kind) {
        (Some(cue), _) => finish_cue(cue, &gathered, at, parsed),
        (None, Some(kind)) if parsed.file.cues.is_empty() => match kind {
            BlockKind::VttStyle => parsed.file.blocks.push(Block { kind, text: gathered }),
            _ => parsed.file.regions.push(region(&gathered)),
        },
        (None, Some(_)) => parsed.problem(first_line, ProblemKind::LateBlock),
        (None, None) => other(&gathered, first_line, seen_arrow, parsed),
    }
}

/// A block that announces a style sheet or a region; any other kind stands for the region.
fn block_kind(first: &str) -> Option<BlockKind> {
    let is = |name: &str| {
        let rest = first.strip_prefix(name);
        rest.is_some_and(|r| r.chars().all(|c| c.is_ascii_whitespace()))
    };
    if is("STYLE") {
        Some(BlockKind::VttStyle)
    } else {
        is("REGION").then_some(BlockKind::VttHeader)
    }
}

fn finish_cue(mut cue: FileCue, text: &str, at: usize, parsed: &mut Parsed) {
    let (nodes, too_deep) = vtt_text::parse(text);
    cue.text = nodes;
    cue.notes = std::mem::take(&mut parsed.file.notes);
    if too_deep {
        parsed.problem(at, ProblemKind::Depth);
    }
    if cue.end <= cue.start {
        parsed.problem(at, ProblemKind::NoDuration);
    }
    if text.is_empty() {
        parsed.problem(at, ProblemKind::NoText);
    }
    parsed.file.cues.push(cue);
}

/// A note, or text that belongs to nothing.
fn other(text: &str, at: usize, broken_times: bool, parsed: &mut Parsed) {
    let note =
        text.strip_prefix("NOTE").filter(|n| n.is_empty() || n.starts_with([' ', '\t', '\n']));
    match note {
        Some(note) => parsed.file.notes.push(note.trim().to_owned()),
        None if text.is_empty() || broken_times => {}
        None => parsed.problem(at, ProblemKind::Stray),
    }
}

/// Writes a file. What is left out is named by `held.rs`.
pub(super) fn write(file: &CaptionFile) -> String {
    let mut body = String::new();
    let mut colours = Vec::new();
    for cue in file.cues.iter().filter(|cue| !cue.is_hidden()) {
        notes(&cue.notes, &mut body);
        if let Some(id) = &cue.id {
            let _ = writeln!(body, "{}", id.replace("-->", "→").replace('\n', " "));
        }
        let (start, end) = super::stamp::whole(cue.start, cue.end, 1000);
        let (start, end) = (vtt_text::stamp(start), vtt_text::stamp(end));
        let _ = write!(body, "{start} --> {end}");
        write_settings(&cue.settings, &mut body);
        body.push('\n');
        let mut text = String::new();
        vtt_text::write(&cue.text, &mut text, &mut colours);
        let text = vtt_text::lines(&text);
        let _ = write!(body, "{}\n\n", text.trim_matches('\n'));
    }
    notes(&file.notes, &mut body);
    let mut out = String::from("WEBVTT");
    match file.block(BlockKind::VttHeader) {
        Some(header) => out.push_str(header),
        None => {
            if file.title.is_some() {
                let _ = write!(out, " {}", title_line(file).replace("-->", "→").replace('\n', " "));
            }
            if let Some(language) = &file.language {
                let _ = write!(out, "\nLanguage: {}", language.replace(['\n', '>'], ""));
            }
        }
    }
    out.push_str("\n\n");
    for block in file.blocks.iter().filter(|b| b.kind == BlockKind::VttStyle) {
        colours.retain(|c| !block.text.contains(c.as_str()));
        let _ = write!(out, "STYLE\n{}\n\n", block.text);
    }
    style_sheet(&colours, &mut out);
    for region in &file.regions {
        write_region(region, &mut out);
    }
    out.push_str(&body);
    out
}

/// Colours that WebVTT has no class for.
fn style_sheet(colours: &[String], out: &mut String) {
    if colours.is_empty() {
        return;
    }
    out.push_str("STYLE\n");
    for class in colours {
        let digits = class.rsplit('_').next().unwrap_or_default();
        let property = if class.starts_with("bg_") { "background-color" } else { "color" };
        let _ = writeln!(out, "::cue(.{class}) {{ {property}: #{digits}; }}");
    }
    out.push('\n');
}

fn notes(notes: &[String], out: &mut String) {
    for note in notes {
        let note = vtt_text::lines(&note.replace("-->", "→"));
        let gap = if note.contains('\n') { '\n' } else { ' ' };
        let _ = write!(out, "NOTE{gap}{}\n\n", note.trim());
    }
}

fn write_settings(settings: &CueSettings, out: &mut String) {
    if let Some(region) = &settings.region {
        let _ = write!(out, " region:{region}");
    }
    match settings.writing {
        Writing::Horizontal => {}
        Writing::VerticalRl => out.push_str(" vertical:rl"),
        Writing::VerticalLr => out.push_str(" vertical:lr"),
    }
    if let Some(line) = settings.line {
        let _ = match line {
            LinePosition::Number(at) => write!(out, " line:{at}"),
            LinePosition::Percent(at) => write!(out, " line:{at}%"),
        };
        out.push_str(match settings.line_align {
            LineAlign::Start => "",
            LineAlign::Center => ",center",
            LineAlign::End => ",end",
        });
    }
    if let Some(at) = settings.position {
        let _ = write!(out, " position:{at}%");
        out.push_str(match settings.position_align {
            PositionAlign::Auto => "",
            PositionAlign::LineLeft => ",line-left",
            PositionAlign::Center => ",center",
            PositionAlign::LineRight => ",line-right",
        });
    }
    if settings.size < 100.0 {
        let _ = write!(out, " size:{}%", settings.size);
    }
    out.push_str(match settings.align {
        Align::Center => "",
        Align::Start => " align:start",
        Align::End => " align:end",
        Align::Left => " align:left",
        Align::Right => " align:right",
    });
}

fn write_region(region: &Region, out: &mut String) {
    let Region { id, width, lines, anchor, viewport, .. } = region;
    let _ = write!(out, "REGION\nid:{id}\nwidth:{width}%\nlines:{lines}\n");
    let _ = writeln!(out, "regionanchor:{}%,{}%", anchor.0, anchor.1);
    let _ = writeln!(out, "viewportanchor:{}%,{}%", viewport.0, viewport.1);
    out.push_str(if region.scroll { "scroll:up\n\n" } else { "\n" });
}
