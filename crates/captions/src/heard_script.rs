//! Owns a script placed by what a recogniser heard: the script's spelling with the heard times,
//! and where the take left the script. Refuses to listen, and to drop what was said beside it.

use crate::Error;
use crate::align::{Heard, Written, align};
use crate::phrase::Spoken;
use crate::place::place;
use crate::read_aloud::ReadAloud;
use crate::sentences::Sentences;
use std::ops::Range;
use timeline::{
    CaptionTrack, Cue, CueSource, NoteKind, TakeNote, TimeRange, Timestamp, Transcript, Word,
    WordSource,
};

/// A pause between two heard words that a speaker leaps at.
const PAUSE: Timestamp = Timestamp::from_millis(250);
/// Below this share of heard words that the script has, the recogniser understood nothing.
const FEWEST: f64 = 0.3;

/// One unbroken way through one sentence.
struct Pass {
    sentence: usize,
    /// Heard words of it: those that the sentence has, what is between them, and what was heard
    /// instead of its first and last words.
    heard: Range<usize>,
    /// Heard words from the first to the last that the sentence has.
    core: Range<usize>,
    /// For each written word of the script that was met: (word, heard words that are it).
    met: Vec<(usize, Range<usize>)>,
}

/// `heard` with the words of `script` wherever they were said; nothing when too little of the
/// script was heard for its times to mean anything.
///
/// # Errors
/// [`Error::Lexicon`]; [`Error::Refused`] is not expected.
pub fn fit_heard(script: &str, heard: &Transcript) -> Result<Option<Transcript>, Error> {
    let table = ReadAloud::vietnamese()?;
    let script = Sentences::of(script);
    let Some(found) = found(&script, heard.words(), &table) else { return Ok(None) };
    let met = found.iter().filter(|f| f.is_some()).count();
    #[expect(clippy::cast_precision_loss, reason = "a share of a few thousand words")]
    let share = met as f64 / (found.len().min(script.words.len())).max(1) as f64;
    if script.words.is_empty() || share < FEWEST {
        return Ok(None);
    }
    let mut passes = passes(&script, &found);
    reach(&script, &mut passes, heard.words());
    let mut taken =
        Taken { script: &script, heard: heard.words(), words: Vec::new(), notes: Vec::new() };
    let mut at = 0;
    for (i, pass) in passes.iter().enumerate() {
        taken.unscripted(at..pass.heard.start);
        let next = passes.get(i + 1);
        taken.pass(pass, next.is_some_and(|n| n.sentence == pass.sentence));
        at = pass.heard.end;
    }
    taken.unscripted(at..heard.words().len());
    taken.repeats(&passes);
    taken.skipped(&passes, heard.words().last().map_or(Timestamp::ZERO, |w| w.range.end()));
    let Taken { mut words, mut notes, .. } = taken;
    words.sort_by_key(|w| w.range.start());
    notes.sort_by_key(|n| (n.range.start(), n.range.end()));
    let fitted = Transcript::new(heard.language(), WordSource::Script, words)?;
    Ok(Some(fitted.with(notes, heard.removed().to_vec())))
}

/// The written word that each heard word is.
fn found(script: &Sentences, heard: &[Word], table: &ReadAloud) -> Option<Vec<Option<usize>>> {
    let mut written = Vec::new();
    let mut of_sound = Vec::new();
    for (i, word) in script.words.iter().enumerate() {
        let begins = script.starts.contains(&i);
        for (k, sound) in table.sounds(&word.text).into_iter().enumerate() {
            written.push(Written { sound, begins: begins && k == 0 });
            of_sound.push(i);
        }
    }
    let mut sounds = Vec::new();
    let mut of_heard = Vec::new();
    for (i, word) in heard.iter().enumerate() {
        let before = i.checked_sub(1).map_or(Timestamp::ZERO, |b| heard[b].range.end());
        let pause = word.range.start() - before >= PAUSE;
        for (k, sound) in table.sounds(&word.text).into_iter().enumerate() {
            sounds.push(Heard { sound, pause: pause && k == 0 });
            of_heard.push(i);
        }
    }
    let aligned = align(&sounds, &written)?;
    let mut found = vec![None; heard.len()];
    for (t, place) in aligned.iter().enumerate() {
        if let Some(p) = place {
            // A pair of words with little in common is a place to look at, not the same word.
            let same = sounds[t].sound.distance(&written[*p].sound) < 0.75;
            let word = &mut found[of_heard[t]];
            if same && word.is_none() {
                *word = Some(of_sound[*p]);
            }
        }
    }
    Some(found)
}

/// Runs of heard words that go forward through one sentence.
fn passes(script: &Sentences, found: &[Option<usize>]) -> Vec<Pass> {
    let mut passes: Vec<Pass> = Vec::new();
    for (t, word) in found.iter().enumerate().filter_map(|(t, f)| f.map(|f| (t, f))) {
        let sentence = script.number(word);
        match passes.last_mut().filter(|p| {
            p.sentence == sentence && p.met.last().is_some_and(|(last, _)| *last <= word)
        }) {
            Some(pass) => {
                pass.core.end = t + 1;
                match pass.met.last_mut().filter(|(last, _)| *last == word) {
                    Some((_, heard)) => heard.end = t + 1,
                    None => pass.met.push((word, t..t + 1)),
                }
            }
            None => {
                let core = t..t + 1;
                let met = vec![(word, core.clone())];
                passes.push(Pass { sentence, heard: core.clone(), core, met });
            }
        }
    }
    // One word in common with a sentence of many is chance.
    passes.retain(|p| p.met.len() > 1 || script.range(p.sentence).len() < 3);
    passes
}

/// Gives each pass the words beside it that were heard instead of its sentence's ends: as many as
/// are missing there, up to a pause.
fn reach(script: &Sentences, passes: &mut [Pass], heard: &[Word]) {
    let runs_on = |t: usize| heard[t].range.start() - heard[t - 1].range.end() < PAUSE;
    let mut floor = 0;
    for i in 0..passes.len() {
        let ceiling = passes.get(i + 1).map_or(heard.len(), |p| p.core.start);
        let pass = &mut passes[i];
        let sentence = script.range(pass.sentence);
        let (first, last) = (pass.met[0].0, pass.met[pass.met.len() - 1].0);
        let (mut from, mut to) = (pass.core.start, pass.core.end);
        let most = |missing: usize| if missing == 0 { 0 } else { missing + 2 };
        let lead = most(first - sentence.start);
        while from > floor && pass.core.start - from < lead && runs_on(from) {
            from -= 1;
        }
        let tail = most(sentence.end - last - 1);
        while to < ceiling && to - pass.core.end < tail && runs_on(to) {
            to += 1;
        }
        pass.heard = from..to;
        floor = to;
    }
}

struct Taken<'a> {
    script: &'a Sentences,
    heard: &'a [Word],
    words: Vec<Word>,
    notes: Vec<TakeNote>,
}

impl Taken<'_> {
    /// Words that the script does not have stand as they were heard.
    fn unscripted(&mut self, heard: Range<usize>) {
        let Some(range) = span(&self.heard[heard.clone()]) else { return };
        let words = self.heard[heard].to_vec();
        self.words.extend(words.iter().cloned());
        self.note(NoteKind::Unscripted, range, String::new(), words);
    }

    fn note(&mut self, kind: NoteKind, range: TimeRange, script: String, heard: Vec<Word>) {
        self.notes.push(TakeNote { kind, range, script, heard, again: None });
    }

    /// A sentence in the script's words; those that were not heard share the time between.
    fn pass(&mut self, pass: &Pass, said_again: bool) {
        let sentence = self.script.range(pass.sentence);
        let (first, last) = (pass.met[0].0, pass.met[pass.met.len() - 1].0);
        // A word or two at either end that were not understood were still said.
        let (before, after) = (pass.heard.start..pass.core.start, pass.core.end..pass.heard.end);
        let few = |missing: usize, other: &Range<usize>| !other.is_empty() || missing <= 2;
        let lead = if few(first - sentence.start, &before) { sentence.start } else { first };
        let broken_off = said_again && after.is_empty();
        let whole = !broken_off && few(sentence.end - last - 1, &after);
        let tail = if whole { sentence.end } else { last + 1 };
        let mut open = lead;
        let mut from = pass.heard.start;
        for (word, heard) in &pass.met {
            self.between(open..*word, from..heard.start);
            let range = span(&self.heard[heard.clone()]);
            let known = range.map(|range| self.written(*word, range));
            self.words.extend(known);
            (open, from) = (*word + 1, heard.end);
        }
        self.between(open..tail, from..pass.heard.end);
    }

    fn written(&self, word: usize, range: TimeRange) -> Word {
        Word { range, text: self.script.words[word].text.clone(), probability: 1.0 }
    }

    /// Written words that were heard as something else, or not at all.
    fn between(&mut self, missed: Range<usize>, heard: Range<usize>) {
        let other = self.heard[heard.clone()].to_vec();
        if missed.is_empty() && other.is_empty() {
            return;
        }
        let words = &self.script.words[missed.clone()];
        let Some(room) = span(&other).or_else(|| self.gap(words, heard.start)) else { return };
        let placed = place(words, &[room]).into_iter().zip(missed.clone());
        let placed: Vec<Word> = placed.map(|(range, word)| self.written(word, range)).collect();
        self.words.extend(placed);
        if worth_a_look(words, &other) {
            let script = self.script.text(missed);
            self.note(NoteKind::Differs, room, script, other);
        }
    }

    /// Time for words that were not heard before heard word `at`: the gap there, or a part of the
    /// word before it.
    fn gap(&mut self, words: &[Spoken], at: usize) -> Option<TimeRange> {
        let said: u32 = words.iter().map(|w| w.syllables).sum();
        let length = |each: i64| Timestamp::from_millis(i64::from(said).saturating_mul(each));
        let after = at.checked_sub(1).map_or(Timestamp::ZERO, |t| self.heard[t].range.end());
        let before = self.heard.get(at).map_or(after + length(180), |w| w.range.start());
        if before - after >= length(60) {
            // Beside a pause they lie with the word that they are said with.
            let near = self.words.last().is_some_and(|w| w.range.end() == after);
            return if near {
                TimeRange::new(after, before.min(after + length(180))).ok()
            } else {
                TimeRange::new(after.max(before - length(180)), before).ok()
            };
        }
        let last = self.words.last_mut()?;
        let half = Timestamp::from_micros(last.range.duration().micros() / 2);
        let cut = last.range.start() + half;
        let room = TimeRange::new(cut, last.range.end()).ok()?;
        last.range = TimeRange::new(last.range.start(), cut).ok()?;
        Some(room)
    }

    /// An earlier try of a sentence that was said again at once or a little later.
    fn repeats(&mut self, passes: &[Pass]) {
        for (i, pass) in passes.iter().enumerate() {
            let later = passes[i + 1..].iter().rev().find(|p| p.sentence == pass.sentence);
            let Some(again) = later.and_then(|p| span(&self.heard[p.heard.clone()])) else {
                continue;
            };
            let Some(range) = span(&self.heard[pass.heard.clone()]) else { continue };
            let heard = self.heard[pass.heard.clone()].to_vec();
            let script = self.script.text(self.script.range(pass.sentence));
            let kind = NoteKind::Repeated;
            self.notes.push(TakeNote { kind, range, script, heard, again: Some(again) });
        }
    }

    fn skipped(&mut self, passes: &[Pass], end: Timestamp) {
        for n in 0..self.script.len() {
            if passes.iter().any(|p| p.sentence == n) {
                continue;
            }
            let before = passes.iter().filter(|p| p.sentence < n).map(|p| p.heard.end).max();
            let at = before.map_or(Timestamp::ZERO, |t| self.heard[t - 1].range.end()).min(end);
            if let Ok(range) = TimeRange::new(at, at + Timestamp::from_millis(1)) {
                let script = self.script.text(self.script.range(n));
                self.note(NoteKind::Skipped, range, script, Vec::new());
            }
        }
    }
}

/// Names cues whose words are mostly none of the script's as heard.
#[must_use]
pub fn credit(track: CaptionTrack, transcript: &Transcript) -> CaptionTrack {
    let asides: Vec<TimeRange> = transcript
        .notes()
        .iter()
        .filter(|n| n.kind == NoteKind::Unscripted && !n.heard.is_empty())
        .map(|n| n.range)
        .collect();
    if asides.is_empty() {
        return track;
    }
    let cues = track.cues().iter().map(|cue| {
        let aside = |w: &&Word| asides.iter().any(|a| a.intersection(w.range).is_some());
        let heard = cue.words.iter().filter(aside).count();
        let from = if 2 * heard > cue.words.len() { CueSource::Speech } else { cue.from };
        Cue { from, ..cue.clone() }
    });
    CaptionTrack::from_loose(track.language(), cues.collect()).0
}

/// More than one word, or a number: a recogniser's slip in one word is no news.
fn worth_a_look(written: &[Spoken], heard: &[Word]) -> bool {
    let number = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    let counts = written.iter().any(|w| number(&w.text)) || heard.iter().any(|w| number(&w.text));
    let sure = heard.iter().any(|w| w.probability >= 0.9);
    written.len().max(heard.len()) > 1
        || (sure && !written.is_empty())
        || (counts && !heard.is_empty())
}

fn span(words: &[Word]) -> Option<TimeRange> {
    TimeRange::new(words.first()?.range.start(), words.last()?.range.end()).ok()
}
