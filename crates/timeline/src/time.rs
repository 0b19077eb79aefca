//! Owns time: [`Timestamp`] in integer microseconds, half-open [`TimeRange`], rational
//! [`FrameRate`]. Refuses floats in storage: seconds as `f64` exist only at the edges.

use crate::Refused;
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;
use std::ops::{Add, Sub};

/// A point in time or a length, in whole microseconds (FFmpeg's `AV_TIME_BASE`).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(i64);

// Microseconds of any clip stay far below 2^53, so JSON numbers hold them exactly; the binding
// is declared as a plain number here, once, instead of switching the 64-bit check off.
#[cfg(feature = "ipc")]
impl specta::Type for Timestamp {
    fn definition(types: &mut specta::Types) -> specta::datatype::DataType {
        <i32 as specta::Type>::definition(types)
    }
}

impl Timestamp {
    /// The beginning of a clip.
    pub const ZERO: Self = Self(0);
    /// Later than anything that can be stored in a clip.
    pub const MAX: Self = Self(i64::MAX);

    /// From whole microseconds.
    #[must_use]
    pub const fn from_micros(us: i64) -> Self {
        Self(us)
    }

    /// From whole milliseconds, saturating.
    #[must_use]
    pub const fn from_millis(ms: i64) -> Self {
        Self(ms.saturating_mul(1000))
    }

    /// From seconds, rounded to the nearest microsecond; not-a-number becomes 0.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "float casts saturate, which is what a time from outside should do"
    )]
    pub fn from_seconds(seconds: f64) -> Self {
        Self((seconds * 1e6).round() as i64)
    }

    /// Whole microseconds.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Whole milliseconds, rounded down.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// Seconds, for algorithms and screens only.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "exact below 2^53 µs, which is 285 years")]
    pub fn seconds(self) -> f64 {
        self.0 as f64 / 1e6
    }
}

impl Add for Timestamp {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Timestamp {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl fmt::Display for Timestamp {
    /// `h:mm:ss.mmm`, hours left out when zero.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms = self.millis();
        let (sign, ms) = if ms < 0 { ("-", -ms) } else { ("", ms) };
        let (h, m, s, rest) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60, ms % 1000);
        if h > 0 {
            write!(f, "{sign}{h}:{m:02}:{s:02}.{rest:03}")
        } else {
            write!(f, "{sign}{m}:{s:02}.{rest:03}")
        }
    }
}

/// A half-open, never empty range `[start, end)` with `0 ≤ start < end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct TimeRange {
    start_us: Timestamp,
    end_us: Timestamp,
}

impl TimeRange {
    /// Refuses an empty, reversed or negative range.
    ///
    /// # Errors
    /// [`Refused::Range`] with the two ends.
    pub const fn new(start: Timestamp, end: Timestamp) -> Result<Self, Refused> {
        if start.0 < 0 || end.0 <= start.0 {
            return Err(Refused::Range { start_us: start.0, end_us: end.0 });
        }
        Ok(Self { start_us: start, end_us: end })
    }

    /// First instant inside.
    #[must_use]
    pub const fn start(self) -> Timestamp {
        self.start_us
    }

    /// First instant after.
    #[must_use]
    pub const fn end(self) -> Timestamp {
        self.end_us
    }

    /// Length, always above zero.
    #[must_use]
    pub fn duration(self) -> Timestamp {
        self.end_us - self.start_us
    }

    /// True when `at` lies in `[start, end)`.
    #[must_use]
    pub fn contains(self, at: Timestamp) -> bool {
        self.start_us <= at && at < self.end_us
    }

    /// The shared part, if any.
    #[must_use]
    pub fn intersection(self, other: Self) -> Option<Self> {
        Self::new(self.start_us.max(other.start_us), self.end_us.min(other.end_us)).ok()
    }
}

impl<'de> Deserialize<'de> for TimeRange {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Ends {
            start_us: Timestamp,
            end_us: Timestamp,
        }
        let ends = Ends::deserialize(deserializer)?;
        Self::new(ends.start_us, ends.end_us).map_err(serde::de::Error::custom)
    }
}

/// Frames per second as a ratio, e.g. 30000/1001.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct FrameRate {
    num: u32,
    den: u32,
}

impl FrameRate {
    /// Refuses zero in either place.
    ///
    /// # Errors
    /// [`Refused::FrameRate`] with the two numbers.
    pub const fn new(num: u32, den: u32) -> Result<Self, Refused> {
        if num == 0 || den == 0 {
            return Err(Refused::FrameRate { num, den });
        }
        Ok(Self { num, den })
    }

    /// Numerator.
    #[must_use]
    pub const fn num(self) -> u32 {
        self.num
    }

    /// Denominator.
    #[must_use]
    pub const fn den(self) -> u32 {
        self.den
    }

    /// Frames per second, for screens and choices only.
    #[must_use]
    pub fn per_second(self) -> f64 {
        f64::from(self.num) / f64::from(self.den)
    }

    /// Length of one frame, rounded to the nearest microsecond.
    #[must_use]
    pub fn frame(self) -> Timestamp {
        let (num, den) = (i64::from(self.num), i64::from(self.den));
        Timestamp((den * 1_000_000 + num / 2) / num)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_reversed_and_negative_ranges_are_refused() {
        let at = Timestamp::from_micros;
        assert!(TimeRange::new(at(5), at(5)).is_err());
        assert!(TimeRange::new(at(6), at(5)).is_err());
        assert!(TimeRange::new(at(-1), at(5)).is_err());
        assert!(serde_json::from_str::<TimeRange>(r#"{"start_us":9,"end_us":3}"#).is_err());
    }

    #[test]
    fn a_range_is_two_micros_fields_in_json() {
        let range = TimeRange::new(Timestamp::ZERO, Timestamp::from_millis(1)).unwrap();
        let json = serde_json::to_string(&range).unwrap();
        assert_eq!(json, r#"{"start_us":0,"end_us":1000}"#);
        assert_eq!(serde_json::from_str::<TimeRange>(&json).unwrap(), range);
    }

    #[test]
    fn one_ntsc_frame_is_33367_micros() {
        assert_eq!(FrameRate::new(30_000, 1001).unwrap().frame().micros(), 33_367);
    }

    #[test]
    fn not_a_number_becomes_the_beginning() {
        assert_eq!(Timestamp::from_seconds(f64::NAN), Timestamp::ZERO);
    }
}
