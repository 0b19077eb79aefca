//! Owns writing TTML in the text profile of IMSC 1: profile, language, regions with origin and
//! extent in percent, paragraphs with times. Refuses what that profile forbids: pixels, ruby.

use super::ttml_style::area;
use super::ttml_time::stamp;
use crate::document::{Align, CaptionFile, FileCue, Look, Piece, Region, Rgba, runs, speaker};
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;

/// Regions that stand for the nine anchors are called this and the number.
const ANCHOR: &str = "mang-";

/// The anchor that a region of ours stands for.
pub(super) fn anchor_of(region: &str) -> Option<u8> {
    let key = region.strip_prefix(ANCHOR).filter(|k| k.len() == 1)?;
    key.parse().ok().filter(|k| (1..=9).contains(k))
}

/// A name that XML allows, and that none of ours can be.
pub(super) fn is_name(text: &str) -> bool {
    let first = text.chars().next();
    first.is_some_and(|c| c.is_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
        && !text.starts_with(ANCHOR)
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // XML 1.0 has no way to say these.
            c if super::is_control(c) => {}
            '\t' => out.push_str("&#9;"),
            c => out.push(c),
        }
    }
    out
}

const ROOT: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <tt xmlns=\"http://www.w3.org/ns/ttml\" xmlns:ttp=\"http://www.w3.org/ns/ttml#parameter\" \
    xmlns:tts=\"http://www.w3.org/ns/ttml#styling\" xmlns:ttm=\"http://www.w3.org/ns/ttml#metadata\" \
    xmlns:ebutts=\"urn:ebu:tt:style\" \
    ttp:profile=\"http://www.w3.org/ns/ttml/profile/imsc1/text\" ttp:timeBase=\"media\" \
    xml:space=\"preserve\"";

/// Writes a file.
pub(super) fn write(file: &CaptionFile) -> String {
    let mut out = String::from(ROOT);
    let _ = writeln!(out, " xml:lang=\"{}\">", escape(file.language.as_deref().unwrap_or("")));
    let cues: Vec<&FileCue> = file.cues.iter().filter(|cue| super::shows(cue)).collect();
    let agents = agents(&cues);
    out.push_str("<head>\n<metadata>\n");
    if let Some(title) = &file.title {
        let _ = writeln!(out, "<ttm:title>{}</ttm:title>", escape(title));
    }
    for (name, id) in &agents {
        let _ = write!(out, "<ttm:agent xml:id=\"{id}\" type=\"person\">");
        let _ = writeln!(out, "<ttm:name type=\"full\">{}</ttm:name></ttm:agent>", escape(name));
    }
    out.push_str("</metadata>\n<layout>\n");
    for region in file.regions.iter().filter(|r| is_name(&r.id)) {
        write_region(region, &mut out);
    }
    let keys: HashSet<u8> = cues.iter().filter_map(|cue| anchor(cue, &file.regions)).collect();
    for key in (1..=9).filter(|key| keys.contains(key)) {
        write_anchor(key, &mut out);
    }
    out.push_str("</layout>\n</head>\n<body>\n<div tts:textAlign=\"center\">\n");
    let mut names: HashSet<&str> = file.regions.iter().map(|r| r.id.as_str()).collect();
    for cue in cues {
        let id = cue.id.as_deref().filter(|id| is_name(id) && names.insert(id));
        write_cue(cue, id, &file.regions, &agents, &mut out);
    }
    out.push_str("</div>\n</body>\n</tt>\n");
    out
}

/// Everybody who speaks, with a name for XML.
fn agents(cues: &[&FileCue]) -> BTreeMap<String, String> {
    let mut agents = BTreeMap::new();
    for cue in cues {
        for run in runs(&cue.text) {
            if let Some(who) = run.look.voice.filter(|w| !w.is_empty() && !agents.contains_key(*w))
            {
                let id = format!("{ANCHOR}agent-{}", agents.len() + 1);
                agents.insert(who.to_owned(), id);
            }
        }
    }
    agents
}

/// The anchor of a cue that stands in no region of the file.
fn anchor(cue: &FileCue, regions: &[Region]) -> Option<u8> {
    let named = |id: &String| is_name(id) && regions.iter().any(|r| r.id == *id);
    if cue.settings.region.as_ref().is_some_and(named) {
        return None;
    }
    Some(cue.settings.anchor().0)
}

fn write_region(region: &Region, out: &mut String) {
    let ((x, y), (width, height)) = area(region);
    let align = match region.anchor.1 {
        y if y < 34.0 => "before",
        y if y < 67.0 => "center",
        _ => "after",
    };
    let _ = writeln!(
        out,
        "<region xml:id=\"{}\" tts:origin=\"{x}% {y}%\" tts:extent=\"{width}% {height}%\" \
         tts:displayAlign=\"{align}\"/>",
        escape(&region.id)
    );
}

/// The whole width inside the margins that television sets hide; lines grow from the edge.
fn write_anchor(key: u8, out: &mut String) {
    let align = ["after", "center", "before"][usize::from((key - 1) / 3)];
    let _ = writeln!(
        out,
        "<region xml:id=\"{ANCHOR}{key}\" tts:origin=\"5% 5%\" tts:extent=\"90% 90%\" \
         tts:displayAlign=\"{align}\"/>"
    );
}

fn write_cue(
    cue: &FileCue,
    id: Option<&str>,
    regions: &[Region],
    agents: &BTreeMap<String, String>,
    out: &mut String,
) {
    out.push_str("<p");
    if let Some(id) = id {
        let _ = write!(out, " xml:id=\"{}\"", escape(id));
    }
    let _ = write!(out, " begin=\"{}\" end=\"{}\"", stamp(cue.start), stamp(cue.end));
    match (anchor(cue, regions), &cue.settings.region) {
        (None, Some(region)) => {
            let _ = write!(out, " region=\"{}\"", escape(region));
        }
        (key, _) => {
            let _ = write!(out, " region=\"{ANCHOR}{}\"", key.unwrap_or(2));
        }
    }
    out.push_str(match cue.settings.align {
        Align::Center => "",
        Align::Start => " tts:textAlign=\"start\"",
        Align::End => " tts:textAlign=\"end\"",
        Align::Left => " tts:textAlign=\"left\"",
        Align::Right => " tts:textAlign=\"right\"",
    });
    // Somebody who says the whole cue stands on the paragraph.
    let (who, nodes) = speaker(&cue.text);
    if let Some(id) = agents.get(who) {
        let _ = write!(out, " ttm:agent=\"{id}\"");
    }
    out.push('>');
    for run in runs(nodes) {
        let Piece::Text(text) = run.piece else { continue };
        let attributes = attributes(&run.look, agents);
        let text = escape(text).replace('\n', "<br/>");
        if attributes.is_empty() {
            out.push_str(&text);
        } else {
            let _ = write!(out, "<span{attributes}>{text}</span>");
        }
    }
    out.push_str("</p>\n");
}

fn attributes(look: &Look, agents: &BTreeMap<String, String>) -> String {
    let mut out = String::new();
    let hex = |[r, g, b, a]: Rgba| match a {
        255 => format!("#{r:02x}{g:02x}{b:02x}"),
        _ => format!("#{r:02x}{g:02x}{b:02x}{a:02x}"),
    };
    let mut add = |name: &str, value: &str| {
        let _ = write!(out, " {name}=\"{}\"", escape(value));
    };
    if let Some(language) = look.language {
        add("xml:lang", language);
    }
    if let Some(id) = look.voice.and_then(|who| agents.get(who)) {
        add("ttm:agent", id);
    }
    if let Some(colour) = look.colour {
        add("tts:color", &hex(colour));
    }
    if let Some(colour) = look.background {
        add("tts:backgroundColor", &hex(colour));
    }
    if look.bold {
        add("tts:fontWeight", "bold");
    }
    if look.italic {
        add("tts:fontStyle", "italic");
    }
    match (look.underline, look.strike) {
        (true, true) => add("tts:textDecoration", "underline lineThrough"),
        (true, false) => add("tts:textDecoration", "underline"),
        (false, true) => add("tts:textDecoration", "lineThrough"),
        (false, false) => {}
    }
    for (name, value) in look.properties.iter().filter(|(name, _)| name.contains(':')) {
        add(name, value);
    }
    out
}
