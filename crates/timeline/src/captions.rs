//! Owns what is shown: [`Cue`]s in source time, ordered and never overlapping, as a
//! [`CaptionTrack`]. Refuses styling and output time.

use crate::{Refused, TimeRange, Timestamp, Word};
use serde::{Deserialize, Deserializer, Serialize};

/// Where a cue's text comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum CueSource {
    /// Recognised from the sound.
    Speech,
    /// The creator's script, placed on the sound.
    Script,
    /// Read from a caption file.
    File,
    /// Typed or changed by hand.
    Hand,
}

/// What a cue says in another language: English, the one that recognisers translate into.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Translation {
    /// Lines, NFC; empty where a person left them out.
    pub text: String,
    /// No person has confirmed or changed it yet.
    pub machine_made: bool,
}

/// Text shown for one range: one or two lines, separated by `\n`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Cue {
    /// Time in the clip.
    #[serde(flatten)]
    pub range: TimeRange,
    /// Lines, NFC.
    pub text: String,
    /// The words behind the text, when known; empty after a change by hand.
    pub words: Vec<Word>,
    /// Where the text comes from.
    pub from: CueSource,
    /// Who speaks, when somebody has said so; one line, never empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// The same in English, for the second track.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub translation: Option<Translation>,
}

impl Cue {
    /// A cue without word times, speaker and translation.
    #[must_use]
    pub fn new(range: TimeRange, text: impl Into<String>, from: CueSource) -> Self {
        Self { range, text: text.into(), words: Vec::new(), from, speaker: None, translation: None }
    }
}

/// Ordered cues that never overlap, in one language.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct CaptionTrack {
    language: String,
    cues: Vec<Cue>,
}

impl CaptionTrack {
    /// A track without cues.
    #[must_use]
    pub fn empty(language: &str) -> Self {
        Self { language: language.to_owned(), cues: Vec::new() }
    }

    /// Refuses cues out of order or overlapping.
    ///
    /// # Errors
    /// [`Refused::Overlap`] with the index of the first offender.
    pub fn new(language: &str, cues: Vec<Cue>) -> Result<Self, Refused> {
        let clash = cues.windows(2).position(|w| w[1].range.start() < w[0].range.end());
        match clash {
            Some(i) => Err(Refused::Overlap { index: i + 1 }),
            None => Ok(Self { language: language.to_owned(), cues }),
        }
    }

    /// Puts loose cues in order; where two overlap the earlier one ends when the later begins,
    /// and one that would lose all its time goes. Returns how many were shortened or dropped.
    #[must_use]
    pub fn from_loose(language: &str, mut cues: Vec<Cue>) -> (Self, usize) {
        cues.sort_by_key(|c| (c.range.start(), c.range.end()));
        let mut kept: Vec<Cue> = Vec::with_capacity(cues.len());
        let mut repaired = 0;
        for cue in cues {
            while let Some(last) = kept.last_mut().filter(|l| l.range.end() > cue.range.start()) {
                repaired += 1;
                if let Ok(shorter) = TimeRange::new(last.range.start(), cue.range.start()) {
                    last.range = shorter;
                } else {
                    kept.pop();
                }
            }
            kept.push(cue);
        }
        (Self { language: language.to_owned(), cues: kept }, repaired)
    }

    /// BCP 47 language.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.language
    }

    /// Cues by time.
    #[must_use]
    pub fn cues(&self) -> &[Cue] {
        &self.cues
    }

    /// The second track: cues in English, where there is any.
    #[must_use]
    pub fn english(cues: &[Cue]) -> Vec<Cue> {
        let translated = |cue: &Cue| {
            let text = cue.translation.as_ref().map(|t| t.text.trim()).filter(|t| !t.is_empty())?;
            Some(Cue::new(cue.range, text, cue.from))
        };
        cues.iter().filter_map(translated).collect()
    }

    /// The cue shown at `at`, with its index.
    #[must_use]
    pub fn at(&self, at: Timestamp) -> Option<(usize, &Cue)> {
        self.cues.iter().enumerate().find(|(_, c)| c.range.contains(at))
    }
}

impl<'de> Deserialize<'de> for CaptionTrack {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Fields {
            language: String,
            cues: Vec<Cue>,
        }
        let f = Fields::deserialize(deserializer)?;
        Self::new(&f.language, f.cues).map_err(serde::de::Error::custom)
    }
}
