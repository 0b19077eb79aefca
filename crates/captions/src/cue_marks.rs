//! Owns the signs inside caption files: time stamps, tags, entities. Refuses structure: blocks
//! are `cue_file.rs`.

use timeline::Timestamp;

/// `1:02:03,045`, `02:03.045` and shorter fractions; hours optional, comma or dot.
pub(crate) fn parse_stamp(text: &str) -> Option<Timestamp> {
    let (clock, fraction) = text.split_once([',', '.']).unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(fraction) || fraction.len() > 9 {
        return None;
    }
    let parts: Vec<&str> = clock.split(':').collect();
    if !(2..=3).contains(&parts.len()) || !parts.iter().all(|p| digits(p) && p.len() <= 6) {
        return None;
    }
    let mut seconds: i64 = 0;
    for part in &parts {
        seconds = seconds * 60 + part.parse::<i64>().ok()?;
    }
    let padded = format!("{fraction:0<6}");
    let micros: i64 = padded[..6].parse().ok()?;
    Some(Timestamp::from_micros(seconds * 1_000_000 + micros))
}

/// The two times of a line with an arrow; settings behind them are ignored.
pub(crate) fn parse_times(line: &str) -> Option<(Timestamp, Timestamp)> {
    let (from, rest) = line.split_once("-->")?;
    let to = rest.split_whitespace().next()?;
    Some((parse_stamp(from.trim())?, parse_stamp(to)?))
}

/// `hh:mm:ss` and milliseconds behind `point`.
pub(crate) fn stamp(at: Timestamp, point: char) -> String {
    let ms = at.millis().max(0);
    let (h, m, s, rest) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60, ms % 1000);
    format!("{h:02}:{m:02}:{s:02}{point}{rest:03}")
}

/// Tags taken out: `<i>`, `</font>`, `<v Mai>`, `<00:01.000>`, `{\an8}`. A lone "<" stays.
pub(crate) fn strip_tags(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '{']) {
        plain.push_str(&rest[..at]);
        let length = tag_length(&rest[at..]);
        if length == 0 {
            // Both openers are one byte long.
            plain.push_str(&rest[at..=at]);
            rest = &rest[at + 1..];
        } else {
            rest = &rest[at + length..];
        }
    }
    plain.push_str(rest);
    plain
}

/// Bytes of the tag that `text` begins with; 0 when it is none.
fn tag_length(text: &str) -> usize {
    if text.starts_with("{\\") {
        return text.find('}').map_or(0, |end| end + 1);
    }
    let Some(end) = text.find('>').filter(|_| text.starts_with('<')) else {
        return 0;
    };
    let inside = text[1..end].trim_start_matches('/');
    let name: String = inside.chars().take_while(char::is_ascii_alphabetic).collect();
    let known =
        ["i", "b", "u", "s", "c", "v", "font", "ruby", "rt", "lang", "span", "em", "strong"];
    let named = known.contains(&name.to_ascii_lowercase().as_str())
        && matches!(inside[name.len()..].chars().next(), None | Some(' ' | '.' | '\t'));
    if named || parse_stamp(inside).is_some() { end + 1 } else { 0 }
}

/// WebVTT's character references.
pub(crate) fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", "\u{a0}")
        .replace("&lrm;", "\u{200e}")
        .replace("&rlm;", "\u{200f}")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// The reverse, for the three that matter.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_of_every_habit_are_read() {
        for (text, us) in [
            ("00:00:01,500", 1_500_000),
            ("0:00:01.5", 1_500_000),
            ("01:02.003", 62_003_000),
            ("100:00:00,000", 360_000_000_000),
            ("00:01", 1_000_000),
        ] {
            assert_eq!(parse_stamp(text), Some(Timestamp::from_micros(us)), "{text}");
        }
        for text in ["", "1", "00:00:-1,000", "a:b", "00:00:01,", "1:2:3:4", "99999999:00"] {
            assert_eq!(parse_stamp(text), None, "{text}");
        }
    }

    #[test]
    fn only_tags_are_taken_out() {
        assert_eq!(strip_tags("<i>ngon</i> {\\an8}<v Mai>quá <00:01.000>nhé"), "ngon quá nhé");
        assert_eq!(strip_tags("2 < 3 > 1 {ba} <3"), "2 < 3 > 1 {ba} <3");
        assert_eq!(strip_tags("{\\an8 <"), "{\\an8 <");
    }

    #[test]
    fn escaping_twice_is_undone_twice() {
        assert_eq!(unescape(&escape("a &lt; b <c> & d")), "a &lt; b <c> & d");
    }
}
