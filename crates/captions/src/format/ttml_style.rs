//! Owns what the style properties of TTML mean for text and place: references, inheritance, and
//! which property becomes which markup.

use super::markup::colour;
use crate::document::{Align, Markup, Region, Rgba};
use std::collections::{BTreeMap, HashMap};

/// Properties by name, with the prefix they are written with.
pub(super) type Properties = BTreeMap<&'static str, String>;

/// Properties that are kept; others are none that caption players know.
const KNOWN: [&str; 31] = [
    "tts:backgroundColor",
    "tts:color",
    "tts:direction",
    "tts:display",
    "tts:displayAlign",
    "tts:extent",
    "tts:fontFamily",
    "tts:fontSize",
    "tts:fontStyle",
    "tts:fontWeight",
    "tts:lineHeight",
    "tts:opacity",
    "tts:origin",
    "tts:overflow",
    "tts:padding",
    "tts:position",
    "tts:ruby",
    "tts:rubyAlign",
    "tts:rubyPosition",
    "tts:shear",
    "tts:showBackground",
    "tts:textAlign",
    "tts:textCombine",
    "tts:textDecoration",
    "tts:textOutline",
    "tts:unicodeBidi",
    "tts:visibility",
    "tts:wrapOption",
    "tts:writingMode",
    "ebutts:linePadding",
    "ebutts:multiRowAlign",
];

/// Properties that apply to an element alone.
const OWN: [&str; 13] = [
    "tts:backgroundColor",
    "tts:display",
    "tts:displayAlign",
    "tts:extent",
    "tts:opacity",
    "tts:origin",
    "tts:overflow",
    "tts:padding",
    "tts:position",
    "tts:showBackground",
    "tts:unicodeBidi",
    "tts:wrapOption",
    "tts:writingMode",
];

/// A property by its local name.
pub(super) fn known(local: &str) -> Option<&'static str> {
    KNOWN.into_iter().find(|name| name.split_once(':').is_some_and(|(_, n)| n == local))
}

/// Named styles of a document; each with what it refers to already inside.
#[derive(Debug, Default)]
pub(super) struct Styles(HashMap<String, Properties>);

/// More references than anybody gives.
const MOST_REFERENCES: usize = 32;

impl Styles {
    /// What an element says itself: its references in order, then its own properties.
    pub(super) fn specified(&self, references: Option<&str>, own: Properties) -> Properties {
        let mut all = Properties::new();
        for name in references.unwrap_or_default().split_whitespace().take(MOST_REFERENCES) {
            all.extend(self.0.get(name).into_iter().flatten().map(|(k, v)| (*k, v.clone())));
        }
        all.extend(own);
        all
    }

    pub(super) fn define(&mut self, id: String, properties: Properties) {
        self.0.insert(id, properties);
    }
}

/// What a child gets from its parent.
pub(super) fn inherited(parent: &Properties) -> Properties {
    parent.iter().filter(|(k, _)| !OWN.contains(k)).map(|(k, v)| (*k, v.clone())).collect()
}

/// The markup of the properties that differ from the parent's.
pub(super) fn markup(now: &Properties, before: &Properties) -> Vec<Markup> {
    let mut kinds = Vec::new();
    for (name, value) in now {
        if before.get(name) == Some(value) {
            continue;
        }
        match (*name, value.as_str()) {
            ("tts:fontWeight", "bold") => kinds.push(Markup::Bold),
            ("tts:fontStyle", "italic" | "oblique") => kinds.push(Markup::Italic),
            ("tts:fontWeight" | "tts:fontStyle", "normal") | ("tts:textAlign", _) => {}
            ("tts:textDecoration", value) => {
                let all = || value.split_whitespace();
                if all().any(|v| v == "underline") {
                    kinds.push(Markup::Underline);
                }
                if all().any(|v| v == "lineThrough") {
                    kinds.push(Markup::Strike);
                }
            }
            ("tts:color", value) => kinds.extend(rgba(value).map(Markup::Colour)),
            ("tts:backgroundColor", value) => kinds.extend(rgba(value).map(Markup::Background)),
            ("tts:displayAlign" | "tts:extent" | "tts:origin" | "tts:position", _) => {}
            (name, value) => kinds.push(Markup::Property(name.to_owned(), value.to_owned())),
        }
    }
    kinds
}

/// `#rrggbb`, `#rrggbbaa`, `rgb(r,g,b)`, `rgba(r,g,b,a)` with 0 to 255, or a name.
fn rgba(text: &str) -> Option<Rgba> {
    let text = text.trim();
    if text == "transparent" {
        return Some([0; 4]);
    }
    let inside = text.strip_prefix("rgba(").or_else(|| text.strip_prefix("rgb("));
    let Some(inside) = inside.and_then(|i| i.strip_suffix(')')) else {
        return colour(&text.to_ascii_lowercase());
    };
    let mut parts = [0, 0, 0, 255];
    for (at, part) in inside.split(',').enumerate() {
        *parts.get_mut(at)? = part.trim().parse().ok()?;
    }
    Some(parts)
}

pub(super) fn align(properties: &Properties) -> Align {
    match properties.get("tts:textAlign").map(String::as_str) {
        Some("center") => Align::Center,
        Some("end") => Align::End,
        Some("left") => Align::Left,
        Some("right") => Align::Right,
        _ => Align::Start,
    }
}

/// Two lengths in percent.
fn percents(text: &str) -> Option<(f64, f64)> {
    let mut parts = text.split_whitespace().map(|p| p.strip_suffix('%')?.parse::<f64>().ok());
    let pair = (parts.next()??, parts.next()??);
    (pair.0.is_finite() && pair.1.is_finite()).then_some(pair)
}

/// A region of a document; and whether something about it cannot be kept.
pub(super) fn region(id: &str, properties: &Properties) -> (Region, bool) {
    let get = |name| properties.get(name).map(String::as_str);
    let pair = |name| get(name).filter(|v| *v != "auto").map(percents);
    let (origin, extent) = (pair("tts:origin"), pair("tts:extent"));
    let unknown = matches!(origin, Some(None)) || matches!(extent, Some(None));
    let origin = origin.flatten().unwrap_or((0.0, 0.0));
    let extent = extent.flatten().unwrap_or((100.0, 100.0));
    let within = |(x, y): (f64, f64)| (0.0..=100.0).contains(&x) && (0.0..=100.0).contains(&y);
    let whole = within(origin) && within(extent);
    let clamp = |(x, y): (f64, f64)| (x.clamp(0.0, 100.0), y.clamp(0.0, 100.0));
    let (origin, extent) = (clamp(origin), clamp(extent));
    let y = match get("tts:displayAlign") {
        Some("center") => 50.0,
        Some("after") => 100.0,
        _ => 0.0,
    };
    let others = ["tts:padding", "tts:opacity", "tts:position", "tts:writingMode"];
    let background = get("tts:backgroundColor").and_then(rgba).is_some_and(|c| c[3] > 0);
    let dropped = unknown || !whole || background || others.iter().any(|o| get(o).is_some());
    let region = Region {
        id: id.to_owned(),
        width: extent.0,
        lines: lines(extent.1),
        height: Some(extent.1),
        anchor: (0.0, y),
        viewport: (origin.0, round(origin.1 + y * extent.1 / 100.0)),
        scroll: false,
    };
    (region, dropped)
}

/// Height of a line of WebVTT in percent.
const LINE: f64 = 5.33;

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 19")]
fn lines(percent: f64) -> u32 {
    (percent / LINE).round().clamp(1.0, 19.0) as u32
}

/// Three decimals; more is noise of the arithmetic.
pub(super) fn round(percent: f64) -> f64 {
    (percent * 1000.0).round() / 1000.0
}

/// Origin and extent of a region.
pub(super) fn area(region: &Region) -> ((f64, f64), (f64, f64)) {
    let height = region.height.unwrap_or(f64::from(region.lines) * LINE).min(100.0);
    let x = region.viewport.0 - region.anchor.0 * region.width / 100.0;
    let y = region.viewport.1 - region.anchor.1 * height / 100.0;
    ((round(x), round(y)), (round(region.width), round(height)))
}
