//! Owns the limits a cue must keep, by where it is shown. Refuses to apply them.

use serde::{Deserialize, Serialize};
use timeline::Timestamp;

/// Whom and what the captions are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// 9:16 on a phone.
    #[default]
    Vertical,
    /// 16:9.
    Wide,
    /// Phone, for slow readers.
    Easy,
}

/// The numbers of a profile.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Lines in a cue.
    pub lines: usize,
    /// Characters in a line at most, as readers count them. There is no least: "Vâng." is a whole
    /// caption, and a line that is filled up to look even is parted where speech is not.
    pub line_chars: usize,
    /// Characters a second to aim at.
    pub target_speed: f32,
    /// Characters a second never to exceed.
    pub hard_speed: f32,
    /// Shortest cue.
    pub shortest: Timestamp,
    /// Longest cue.
    pub longest: Timestamp,
    /// Least time between two cues: two frames at 30 a second.
    pub gap: Timestamp,
    /// A longer pause than this may stay empty; a shorter one is closed.
    pub close: Timestamp,
}

impl Profile {
    /// The limits to keep.
    #[must_use]
    pub const fn limits(self) -> Limits {
        let (line_chars, target_speed, hard_speed) = match self {
            Self::Vertical => (26, 17.0, 20.0),
            Self::Wide => (42, 17.0, 20.0),
            Self::Easy => (26, 13.0, 15.0),
        };
        Limits {
            lines: 2,
            line_chars,
            target_speed,
            hard_speed,
            shortest: Timestamp::from_micros(833_333),
            longest: Timestamp::from_millis(7_000),
            gap: Timestamp::from_millis(67),
            close: Timestamp::from_millis(500),
        }
    }

    /// By the name used on the command line.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "vertical" => Some(Self::Vertical),
            "wide" => Some(Self::Wide),
            "easy" => Some(Self::Easy),
            _ => None,
        }
    }
}

impl Limits {
    /// Time that `chars` characters need at `speed` characters a second.
    #[must_use]
    pub fn reading_time(chars: usize, speed: f32) -> Timestamp {
        #[expect(clippy::cast_precision_loss, reason = "a cue has a few dozen characters")]
        let chars = chars as f64;
        Timestamp::from_seconds(chars / f64::from(speed))
    }
}
