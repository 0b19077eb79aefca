//! Owns the promise that any recogniser keeps. Refuses to know one.

use crate::Error;
use job::Job;
use timeline::Transcript;

/// Turns sound into words with times.
pub trait Transcriber {
    /// Recognises 16 kHz mono `samples` in `language` (BCP 47). Words lie in voiced sound, in
    /// order; a recording without speech gives a transcript without words.
    ///
    /// # Errors
    /// [`Error::Language`] when the model does not know it, [`Error::Recognise`] when it fails.
    fn transcribe(
        &self,
        samples: &[f32],
        language: &str,
        job: &Job<'_>,
    ) -> Result<Transcript, Error>;
}
