//! Owns what was said: [`Word`]s in source time, as a [`Transcript`] that no styling touches.

use crate::{Refused, RemovedLine, TakeNote, TimeRange};
use serde::{Deserialize, Deserializer, Serialize};

/// Where a word's text and time come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum WordSource {
    /// A speech model heard it.
    Speech,
    /// The creator's script, placed on the sound.
    Script,
}

/// One syllable-spaced word with its time in the clip and the recogniser's probability (0 to 1;
/// 1 for words that come from the script).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Word {
    /// Time in the clip.
    #[serde(flatten)]
    pub range: TimeRange,
    /// The word as written, NFC.
    pub text: String,
    /// 0 to 1.
    #[cfg_attr(feature = "ipc", specta(type = i32))]
    pub probability: f32,
}

/// All words of a clip, ordered by start.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Transcript {
    language: String,
    source: WordSource,
    words: Vec<Word>,
    notes: Vec<TakeNote>,
    removed: Vec<RemovedLine>,
}

impl Transcript {
    /// Refuses words out of order.
    ///
    /// # Errors
    /// [`Refused::WordOrder`] with the index of the first word that starts too early.
    pub fn new(language: &str, source: WordSource, words: Vec<Word>) -> Result<Self, Refused> {
        let early = words.windows(2).position(|w| w[1].range.start() < w[0].range.start());
        match early {
            Some(i) => Err(Refused::WordOrder { index: i + 1 }),
            None => Ok(Self {
                language: language.to_owned(),
                source,
                words,
                notes: Vec::new(),
                removed: Vec::new(),
            }),
        }
    }

    /// The same words with other notes and removed lines.
    #[must_use]
    pub fn with(self, notes: Vec<TakeNote>, removed: Vec<RemovedLine>) -> Self {
        Self { notes, removed, ..self }
    }

    /// BCP 47 language, e.g. `vi`.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.language
    }

    /// Heard or read from the script.
    #[must_use]
    pub fn source(&self) -> WordSource {
        self.source
    }

    /// Words by start time.
    #[must_use]
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// Where the take left the script, by time.
    #[must_use]
    pub fn notes(&self) -> &[TakeNote] {
        &self.notes
    }

    /// Lines that were heard and taken out, by time.
    #[must_use]
    pub fn removed(&self) -> &[RemovedLine] {
        &self.removed
    }
}

impl<'de> Deserialize<'de> for Transcript {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Fields {
            language: String,
            source: WordSource,
            words: Vec<Word>,
            // Drafts stored before these were kept have none.
            #[serde(default)]
            notes: Vec<TakeNote>,
            #[serde(default)]
            removed: Vec<RemovedLine>,
        }
        let f = Fields::deserialize(deserializer)?;
        let words = Self::new(&f.language, f.source, f.words);
        Ok(words.map_err(serde::de::Error::custom)?.with(f.notes, f.removed))
    }
}
