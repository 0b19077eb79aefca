//! Owns what stands on WebVTT's lines of times, and in its region blocks: time stamps, settings.
//! Follows the standard's steps (W3C WebVTT, "cue timings and settings parsing", "region settings
//! parsing"): a setting that is wrong is as if it weren't there.

use crate::document::{
    Align, CueSettings, LineAlign, LinePosition, PositionAlign, Region, Writing,
};
use timeline::Timestamp;

const WHITE: [char; 5] = [' ', '\t', '\n', '\r', '\x0c'];

/// Start, end and the rest of a line of times.
pub(super) fn timings(line: &str) -> Option<(Timestamp, Timestamp, &str)> {
    let (start, rest) = timestamp(line.trim_start_matches(WHITE))?;
    let rest = rest.trim_start_matches(WHITE).strip_prefix("-->")?;
    let (end, rest) = timestamp(rest.trim_start_matches(WHITE))?;
    Some((start, end, rest))
}

fn digits(text: &str) -> (&str, &str) {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    text.split_at(end)
}

/// A time stamp at the beginning of a text, and what follows it.
pub(super) fn timestamp(text: &str) -> Option<(Timestamp, &str)> {
    let (first, rest) = digits(text);
    // More digits than years can have are an error here; the standard knows no largest number.
    let mut one: i64 = first.parse().ok().filter(|n| *n < 1_000_000_000)?;
    let hours = first.len() != 2 || one > 59;
    let two_digits = |text| {
        let (found, rest) = digits(text);
        let value: i64 = found.parse().ok().filter(|_| found.len() == 2)?;
        Some((value, rest))
    };
    let (mut two, mut rest) = two_digits(rest.strip_prefix(':')?)?;
    let three;
    if hours || rest.starts_with(':') {
        (three, rest) = two_digits(rest.strip_prefix(':')?)?;
    } else {
        (three, two, one) = (two, one, 0);
    }
    let (found, rest) = digits(rest.strip_prefix('.')?);
    let millis: i64 = found.parse().ok().filter(|_| found.len() == 3)?;
    if two > 59 || three > 59 {
        return None;
    }
    Some((Timestamp::from_millis(((one * 60 + two) * 60 + three) * 1000 + millis), rest))
}

/// Digits, perhaps a dot and more digits, and a percent sign; 0 to 100.
fn percentage(text: &str) -> Option<f64> {
    let number = text.strip_suffix('%')?;
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let all = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let value: f64 = number.parse().ok().filter(|_| all(whole) && all(fraction))?;
    (0.0..=100.0).contains(&value).then_some(value)
}

/// Names and values.
fn pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let tokens = text.split(WHITE).filter(|token| !token.is_empty());
    tokens.filter_map(|token| token.split_once(':')).filter(|(n, v)| !n.is_empty() && !v.is_empty())
}

/// The settings behind the times. A region counts only when it is known by then.
pub(super) fn settings(text: &str, regions: &[Region]) -> CueSettings {
    let mut cue = CueSettings::default();
    for (name, value) in pairs(text) {
        // A wrong value is as if the setting weren't there.
        let _ = set(&mut cue, name, value, regions);
    }
    cue
}

fn set(cue: &mut CueSettings, name: &str, value: &str, regions: &[Region]) -> Option<()> {
    match name {
        "region" => {
            let known = regions.iter().any(|r| r.id == value);
            cue.region = known.then(|| value.to_owned());
        }
        "vertical" => {
            match value {
                "rl" => cue.writing = Writing::VerticalRl,
                "lr" => cue.writing = Writing::VerticalLr,
                _ => {}
            }
            if cue.writing != Writing::Horizontal {
                cue.region = None;
            }
        }
        "line" => {
            let (at, align) = halves(value);
            let at = line(at)?;
            cue.line_align = match align {
                None => cue.line_align,
                Some("start") => LineAlign::Start,
                Some("center") => LineAlign::Center,
                Some("end") => LineAlign::End,
                Some(_) => return None,
            };
            cue.line = Some(at);
            cue.region = None;
        }
        "position" => {
            let (at, align) = halves(value);
            let at = percentage(at)?;
            cue.position_align = match align {
                None => cue.position_align,
                Some("line-left") => PositionAlign::LineLeft,
                Some("center") => PositionAlign::Center,
                Some("line-right") => PositionAlign::LineRight,
                Some(_) => return None,
            };
            cue.position = Some(at);
        }
        "size" => {
            cue.size = percentage(value)?;
            if cue.size < 100.0 {
                cue.region = None;
            }
        }
        "align" => {
            cue.align = match value {
                "start" => Align::Start,
                "center" => Align::Center,
                "end" => Align::End,
                "left" => Align::Left,
                "right" => Align::Right,
                _ => return None,
            };
        }
        _ => {}
    }
    Some(())
}

fn halves(value: &str) -> (&str, Option<&str>) {
    value.split_once(',').map_or((value, None), |(at, align)| (at, Some(align)))
}

fn line(text: &str) -> Option<LinePosition> {
    if text.ends_with('%') {
        return percentage(text).map(LinePosition::Percent);
    }
    let number = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let all = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let value: f64 = text.parse().ok().filter(|_| all(whole) && all(fraction))?;
    value.is_finite().then_some(LinePosition::Number(value))
}

/// A region block.
pub(super) fn region(text: &str) -> Region {
    let mut region = Region::new("");
    for (name, value) in pairs(text) {
        let point = || {
            let (x, y) = value.split_once(',')?;
            Some((percentage(x)?, percentage(y)?))
        };
        match name {
            "id" => value.clone_into(&mut region.id),
            "width" => region.width = percentage(value).unwrap_or(region.width),
            "lines" if value.bytes().all(|b| b.is_ascii_digit()) => {
                region.lines = value.parse().unwrap_or(u32::MAX);
            }
            "regionanchor" => region.anchor = point().unwrap_or(region.anchor),
            "viewportanchor" => region.viewport = point().unwrap_or(region.viewport),
            "scroll" if value == "up" => region.scroll = true,
            _ => {}
        }
    }
    region
}
