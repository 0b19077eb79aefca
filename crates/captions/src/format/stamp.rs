//! Owns times in text as people and programs write them. WebVTT's strict rules are its own.

use timeline::Timestamp;

/// `1:02:03,045`, `02:03.045` and shorter fractions; hours optional, comma or dot.
pub(crate) fn parse_stamp(text: &str) -> Option<Timestamp> {
    let (clock, fraction) = text.split_once([',', '.']).unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(fraction) || fraction.len() > 9 {
        return None;
    }
    let mut seconds: i64 = 0;
    let mut parts = 0;
    for part in clock.split(':') {
        parts += 1;
        if parts > 3 || !digits(part) || part.len() > 6 {
            return None;
        }
        seconds = seconds * 60 + part.parse::<i64>().ok()?;
    }
    if parts < 2 {
        return None;
    }
    let padded = format!("{fraction:0<6}");
    let micros: i64 = padded[..6].parse().ok()?;
    Some(Timestamp::from_micros(seconds * 1_000_000 + micros))
}

/// Hours with at least `hours` digits, minutes, seconds and milliseconds behind `point`.
pub(crate) fn stamp(at: Timestamp, hours: usize, point: char) -> String {
    let ms = at.millis().max(0);
    let (h, m, s, rest) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60, ms % 1000);
    format!("{h:0hours$}:{m:02}:{s:02}{point}{rest:03}")
}

/// The start in whole units of `unit` microseconds, and an end at least one unit later when the
/// cue has any duration.
pub(crate) fn whole(start: Timestamp, end: Timestamp, unit: i64) -> (Timestamp, Timestamp) {
    let floor = |t: Timestamp| t.micros().max(0) / unit * unit;
    let (from, mut to) = (floor(start), floor(end));
    if end > start && to <= from {
        to = from + unit;
    }
    (Timestamp::from_micros(from), Timestamp::from_micros(to))
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
    fn a_cue_never_loses_all_its_time() {
        let us = Timestamp::from_micros;
        assert_eq!(whole(us(1_400), us(1_900), 1000), (us(1000), us(2000)));
        assert_eq!(whole(us(5000), us(2000), 1000), (us(5000), us(2000)), "backwards stays so");
    }
}
