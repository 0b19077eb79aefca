//! Owns captions without a speech model: a script placed on the sound by its pauses, its
//! syllables, and what sounds like something that was said before. Refuses to notice that other
//! words were said than those written.

use crate::Error;
use crate::course::Course;
use crate::phrase::{Spoken, spoken};
use crate::place::place;
use crate::retake::{Retake, Utterance};
use crate::sentences::Sentences;
use crate::tries::tries;
use crate::voice::{Stretch, stretches};
use job::{Job, Stage};
use std::ops::Range;
use timeline::{NoteKind, TakeNote, TimeRange, Timestamp, Transcript, Word, WordSource};

/// Places the words of `script` on the voiced stretches of `samples` (16 kHz mono). Numbers
/// count the syllables they have when read aloud. Sentences that were left out get no time, one
/// that is said twice has its words at both places, and the notes say so.
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
    let script = Sentences::of(script);
    let stretches = speech_only(stretches(samples), &script);
    job.progress(Stage::Fit, 0.2);
    if script.words.is_empty() || stretches.is_empty() {
        let (words, stretches) = (script.words.len(), stretches.len());
        return Err(Error::NothingToFit { words, stretches });
    }
    let tries = tries(&script, samples, &stretches, language)?;
    let once = tries.once();
    job.progress(Stage::Fit, 0.9);
    let mut take = Take { script: &script, words: Vec::new(), notes: Vec::new() };
    let said = take.place(&once, &tries.course);
    take.skipped(&said, &once);
    for retake in &tries.again {
        let number = tries.kept.iter().position(|&u| u == retake.again);
        let words = number.map(|n| said[n].clone()).unwrap_or_default();
        take.repeat(retake, &tries.utterances, words);
    }
    let Take { mut words, mut notes, .. } = take;
    words.sort_by_key(|w| w.range.start());
    notes.sort_by_key(|n| (n.range.start(), n.range.end()));
    job.progress(Stage::Fit, 1.0);
    Ok(Transcript::new(language, WordSource::Script, words)?.with(notes, Vec::new()))
}

/// Stretches that may be speech, if the script has room there; otherwise all with sound, for a
/// script that was spoken is spoken somewhere.
fn speech_only(all: Vec<Stretch>, script: &Sentences) -> Vec<TimeRange> {
    let room: f64 = all.iter().filter(|s| s.speech).map(|s| s.range.duration().seconds()).sum();
    let said: u32 = script.words.iter().map(|w| w.syllables).sum();
    let enough = room * FASTEST >= f64::from(said);
    all.into_iter().filter(|s| s.speech || !enough).map(|s| s.range).collect()
}

/// Syllables a second that nobody reads faster than.
const FASTEST: f64 = 8.0;

struct Take<'a> {
    script: &'a Sentences,
    words: Vec<Word>,
    notes: Vec<TakeNote>,
}

impl Take<'_> {
    /// Gives words their times; returns the words of each utterance.
    fn place(&mut self, utterances: &[Utterance], course: &Course) -> Vec<Range<usize>> {
        let mut parts = course.iter();
        let mut said = Vec::with_capacity(utterances.len());
        for utterance in utterances {
            let mut of_it: Option<Range<usize>> = None;
            let mut script = false;
            for (stretch, words) in utterance.stretches.iter().zip(&mut parts) {
                let Some(words) = words else { continue };
                script = true;
                if words.is_empty() {
                    continue;
                }
                let start = of_it.as_ref().map_or(words.start, |w| w.start);
                of_it = Some(start..words.end);
                self.put(words.clone(), &[*stretch]);
            }
            if !script {
                self.note(NoteKind::Unscripted, utterance.range, String::new(), None);
            }
            said.push(of_it.unwrap_or_default());
        }
        said
    }

    fn put(&mut self, words: Range<usize>, stretches: &[TimeRange]) {
        let times = place(&self.script.words[words.clone()], stretches);
        let placed = self.script.words[words].iter().zip(times);
        self.words.extend(placed.map(|(w, range)| word(w, range)));
    }

    fn note(&mut self, kind: NoteKind, range: TimeRange, script: String, again: Option<TimeRange>) {
        self.notes.push(TakeNote { kind, range, script, heard: Vec::new(), again });
    }

    /// An earlier try holds the words of the later one, as far as it got.
    fn repeat(&mut self, retake: &Retake, utterances: &[Utterance], words: Range<usize>) {
        let first = &utterances[retake.first];
        let said = |to: usize| -> f64 {
            let all = self.script.words[words.start..to].iter();
            all.map(|w| f64::from(w.syllables)).sum()
        };
        let reached = said(words.end) * retake.reached;
        let got = words.clone().find(|&w| said(w + 1) > reached + 0.5).unwrap_or(words.end);
        let got = words.start..got.max((words.start + 1).min(words.end));
        if got.is_empty() {
            // The later one is no part of the script either.
            return self.note(NoteKind::Unscripted, first.range, String::new(), None);
        }
        self.put(got, &first.stretches);
        let again = utterances[retake.again].range;
        let text = self.script.text(words);
        self.note(NoteKind::Repeated, first.range, text, Some(again));
    }

    fn skipped(&mut self, said: &[Range<usize>], utterances: &[Utterance]) {
        for n in 0..self.script.len() {
            let sentence = self.script.range(n);
            let met = |w: &Range<usize>| w.start < sentence.end && sentence.start < w.end;
            if said.iter().any(met) {
                continue;
            }
            let before = said.iter().rposition(|w| !w.is_empty() && w.end <= sentence.start);
            let at = before.map_or(Timestamp::ZERO, |u| utterances[u].range.end());
            if let Ok(range) = TimeRange::new(at, at + Timestamp::from_millis(1)) {
                let text = self.script.text(sentence);
                self.note(NoteKind::Skipped, range, text, None);
            }
        }
    }
}

fn word(word: &Spoken, range: TimeRange) -> Word {
    Word { range, text: word.text.clone(), probability: 1.0 }
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
    let words = words.iter().zip(times).map(|(w, range)| word(w, range)).collect();
    Ok(Transcript::new(language, WordSource::Script, words)?)
}
