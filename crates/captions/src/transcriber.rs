//! Owns the promise that any recogniser keeps, and what it is asked. Refuses to know one.

use crate::Error;
use job::Job;
use timeline::{TimeRange, Transcript};

/// What a recogniser is asked to do, beside the sound.
#[derive(Debug, Clone, Default)]
pub struct Asked<'a> {
    /// BCP 47 language of the speech.
    pub language: &'a str,
    /// Words that it may not know how to spell.
    pub words: &'a [String],
    /// What the creator wrote: its names are listened for, its lines are never taken for invented.
    pub script: &'a str,
    /// Where a detector heard someone speak; without it the sound alone decides.
    pub speaking: Option<Vec<TimeRange>>,
    /// Give English words for the speech.
    pub translate: bool,
}

/// Turns sound into words with times.
pub trait Transcriber {
    /// Recognises 16 kHz mono `samples`. Words lie in voiced sound, in order; a recording without
    /// speech gives a transcript without words. Lines that nobody said are among its removed ones.
    ///
    /// # Errors
    /// [`Error::Language`] when the model does not know the language or cannot translate,
    /// [`Error::Recognise`] when it fails.
    fn recognise(
        &self,
        samples: &[f32],
        asked: &Asked<'_>,
        job: &Job<'_>,
    ) -> Result<Transcript, Error>;

    /// The same with nothing known but the language.
    ///
    /// # Errors
    /// As [`Transcriber::recognise`].
    fn transcribe(
        &self,
        samples: &[f32],
        language: &str,
        job: &Job<'_>,
    ) -> Result<Transcript, Error> {
        self.recognise(samples, &Asked { language, ..Asked::default() }, job)
    }
}
