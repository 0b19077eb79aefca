//! Owns captions without a speech model: a script placed on the sound by its pauses and its
//! syllables. Refuses to notice that something else was said.

use crate::Error;
use crate::phrase::spoken;
use crate::place::place;
use crate::voiced::voiced;
use job::{Job, Stage};
use timeline::{TimeRange, Transcript, Word, WordSource};

/// Places the words of `script` on the voiced stretches of `samples` (16 kHz mono). Numbers
/// count the syllables they have when read aloud.
///
/// # Errors
/// [`Error::NothingToFit`] when the script has no words or the sound no voice.
pub fn fit(
    script: &str,
    samples: &[f32],
    language: &str,
    job: &Job<'_>,
) -> Result<Transcript, Error> {
    job.progress(Stage::Fit, 0.0);
    let words = spoken(script);
    let stretches = voiced(samples);
    job.progress(Stage::Fit, 0.2);
    if words.is_empty() || stretches.is_empty() {
        return Err(Error::NothingToFit { words: words.len(), stretches: stretches.len() });
    }
    let times = place(&words, &stretches);
    let placed = words.into_iter().zip(times);
    let words = placed.map(|(w, range)| Word { range, text: w.text, probability: 1.0 }).collect();
    job.progress(Stage::Fit, 1.0);
    Ok(Transcript::new(language, WordSource::Script, words)?)
}

/// Shares `range` among the words of `script` by their syllables, for a film without sound.
///
/// # Errors
/// [`Error::NothingToFit`] when the script has no words.
pub fn spread(script: &str, range: TimeRange, language: &str) -> Result<Transcript, Error> {
    let words = spoken(script);
    if words.is_empty() {
        return Err(Error::NothingToFit { words: 0, stretches: 1 });
    }
    let times = place(&words, &[range]);
    let placed = words.into_iter().zip(times);
    let words = placed.map(|(w, range)| Word { range, text: w.text, probability: 1.0 }).collect();
    Ok(Transcript::new(language, WordSource::Script, words)?)
}
