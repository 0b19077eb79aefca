//! Owns time expressions of TTML: clock times with fractions or frames, and numbers with a unit.

use timeline::Timestamp;

/// What frames and ticks of a document last.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rates {
    /// Frames a second, multiplier included.
    pub frames: f64,
    /// Ticks a second.
    pub ticks: f64,
    /// Parts of a frame.
    pub sub_frames: f64,
}

impl Rates {
    /// Of the parameters on the root element.
    pub(super) fn new(get: impl Fn(&str) -> Option<f64>, multiplier: Option<&str>) -> Self {
        let positive = |name| get(name).filter(|n| (1.0..=1e9).contains(n));
        let mut parts = multiplier.unwrap_or_default().split([' ', ':']);
        let mut part = || parts.next().and_then(|p| p.parse::<f64>().ok()).filter(|n| *n > 0.0);
        let multiplier = part().zip(part()).map_or(1.0, |(num, den)| num / den);
        let given = positive("frameRate");
        let sub_frames = positive("subFrameRate").unwrap_or(1.0);
        let frames = given.unwrap_or(30.0) * multiplier;
        let ticks = positive("tickRate");
        let ticks = ticks.unwrap_or_else(|| given.map_or(1.0, |rate| rate * sub_frames));
        Self { frames, ticks, sub_frames }
    }

    /// The time of an expression, counted from zero.
    pub(super) fn parse(&self, text: &str) -> Option<Timestamp> {
        let text = text.trim();
        if text.len() > 40 {
            return None;
        }
        let seconds = if text.contains(':') { self.clock(text)? } else { self.offset(text)? };
        (0.0..=1e9).contains(&seconds).then(|| Timestamp::from_seconds(seconds))
    }

    fn clock(&self, text: &str) -> Option<f64> {
        let mut parts = text.split(':');
        let whole = |part: Option<&str>| {
            let part = part.filter(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit()))?;
            part.parse::<f64>().ok()
        };
        let (hours, minutes) = (whole(parts.next())?, whole(parts.next())?);
        let seconds = parts.next()?;
        let frames = parts.next();
        if parts.next().is_some() {
            return None;
        }
        let mut total = hours * 3600.0 + minutes * 60.0;
        match frames {
            None => total += decimal(seconds)?,
            Some(frames) => {
                let (frame, sub) = frames.split_once('.').unwrap_or((frames, "0"));
                let parts = whole(Some(frame))? + whole(Some(sub))? / self.sub_frames;
                total += whole(Some(seconds))? + parts / self.frames;
            }
        }
        Some(total)
    }

    fn offset(&self, text: &str) -> Option<f64> {
        let end = text.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
        let (number, unit) = text.split_at(end);
        let number = decimal(number)?;
        Some(match unit {
            "h" => number * 3600.0,
            "m" => number * 60.0,
            "s" => number,
            "ms" => number / 1000.0,
            "f" => number / self.frames,
            "t" => number / self.ticks,
            _ => return None,
        })
    }
}

fn decimal(text: &str) -> Option<f64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let all = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| all(whole) && all(fraction))
}

/// Milliseconds; microseconds where they are needed.
pub(super) fn stamp(at: Timestamp) -> String {
    let us = at.micros().max(0);
    let (s, rest) = (us / 1_000_000, us % 1_000_000);
    let (h, m, s) = (s / 3600, s / 60 % 60, s % 60);
    if rest % 1000 == 0 {
        format!("{h:02}:{m:02}:{s:02}.{:03}", rest / 1000)
    } else {
        format!("{h:02}:{m:02}:{s:02}.{rest:06}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_expression_is_read() {
        let rates = Rates::new(|n| (n == "frameRate").then_some(24.0), Some("1000 1001"));
        let millis = |text: &str| rates.parse(text).map(|t| (t.micros() + 500) / 1000);
        for (text, wanted) in [
            ("00:00:01.5", 1500),
            ("01:02:03", 3_723_000),
            ("00:00:01:12", 1501),
            ("1.5s", 1500),
            ("250ms", 250),
            ("2m", 120_000),
            ("0.5h", 1_800_000),
            ("24f", 1001),
            ("48t", 2000),
        ] {
            assert_eq!(millis(text), Some(wanted), "{text}");
        }
        for text in ["", "5", "-1s", "1:2", "1:2:3:4:5", "1.s", "s", "1e3s", "00:00:-1"] {
            assert_eq!(millis(text), None, "{text}");
        }
        let usual = Rates::new(|_| None, None);
        assert_eq!((usual.frames, usual.ticks), (30.0, 1.0));
    }
}
