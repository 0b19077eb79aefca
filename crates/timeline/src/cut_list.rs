//! Owns what stays and what goes: a [`CutList`] of [`Part`]s that cover the clip without gap.
//! Refuses empty parts, holes and overlaps; the kept ranges are derived from the parts.

use crate::{Refused, TimeRange, Timestamp};
use serde::{Deserialize, Deserializer, Serialize};

/// How much room stays around speech when pauses go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum Breathing {
    /// Only long pauses go, much air stays.
    Gentle,
    /// The usual choice.
    #[default]
    Normal,
    /// Short pauses go too.
    Tight,
}

/// Where a part's borders come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum PartOrigin {
    /// Sound or the whole clip.
    Sound,
    /// A pause found in the sound.
    Pause,
    /// Set by hand.
    Hand,
}

/// One stretch of the clip, kept or removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Part {
    /// Time in the clip.
    #[serde(flatten)]
    pub range: TimeRange,
    /// True when it stays in the finished video.
    pub kept: bool,
    /// Where its borders come from.
    pub origin: PartOrigin,
}

/// Parts that follow each other without gap from 0 to the clip's end.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct CutList {
    parts: Vec<Part>,
}

impl CutList {
    /// Everything stays. A clip without length has no parts.
    #[must_use]
    pub fn whole(duration: Timestamp) -> Self {
        let part = |range| Part { range, kept: true, origin: PartOrigin::Sound };
        Self {
            parts: TimeRange::new(Timestamp::ZERO, duration).ok().map(part).into_iter().collect(),
        }
    }

    /// Refuses parts that do not begin at 0 or leave a gap or an overlap.
    ///
    /// # Errors
    /// [`Refused::Parts`] with the index of the first offender.
    pub fn new(parts: Vec<Part>) -> Result<Self, Refused> {
        let mut at = Timestamp::ZERO;
        for (index, part) in parts.iter().enumerate() {
            if part.range.start() != at {
                return Err(Refused::Parts { index });
            }
            at = part.range.end();
        }
        Ok(Self { parts })
    }

    /// From kept ranges in any order: overlapping ones are merged, ends beyond the clip are cut
    /// off, the rest of the clip is removed.
    #[must_use]
    pub fn from_kept(duration: Timestamp, kept: &[TimeRange], origin: PartOrigin) -> Self {
        let Ok(whole) = TimeRange::new(Timestamp::ZERO, duration) else {
            return Self::default();
        };
        let mut kept: Vec<TimeRange> = kept.iter().filter_map(|r| r.intersection(whole)).collect();
        kept.sort_by_key(|r| r.start());
        let mut parts: Vec<Part> = Vec::new();
        let mut at = Timestamp::ZERO;
        for range in kept {
            if let Ok(gap) = TimeRange::new(at, range.start()) {
                parts.push(Part { range: gap, kept: false, origin });
            }
            let Ok(rest) = TimeRange::new(at.max(range.start()), range.end()) else {
                continue;
            };
            match parts.last_mut().filter(|p| p.kept && p.range.end() == rest.start()) {
                Some(last) => {
                    // Both ends are ordered: `rest` ends after it starts, and `last` before that.
                    if let Ok(longer) = TimeRange::new(last.range.start(), rest.end()) {
                        last.range = longer;
                    }
                }
                None => parts.push(Part { range: rest, kept: true, origin: PartOrigin::Sound }),
            }
            at = rest.end();
        }
        if let Ok(tail) = TimeRange::new(at, duration) {
            parts.push(Part { range: tail, kept: false, origin });
        }
        Self { parts }
    }

    /// Parts by time.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// End of the last part: the clip's length.
    #[must_use]
    pub fn duration(&self) -> Timestamp {
        self.parts.last().map_or(Timestamp::ZERO, |p| p.range.end())
    }

    /// Kept ranges by time, touching ones merged.
    #[must_use]
    pub fn kept(&self) -> Vec<TimeRange> {
        let mut kept: Vec<TimeRange> = Vec::new();
        for part in self.parts.iter().filter(|p| p.kept) {
            match kept.last_mut().filter(|k| k.end() == part.range.start()) {
                Some(last) => {
                    if let Ok(longer) = TimeRange::new(last.start(), part.range.end()) {
                        *last = longer;
                    }
                }
                None => kept.push(part.range),
            }
        }
        kept
    }
}

impl<'de> Deserialize<'de> for CutList {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Fields {
            parts: Vec<Part>,
        }
        Self::new(Fields::deserialize(deserializer)?.parts).map_err(serde::de::Error::custom)
    }
}
