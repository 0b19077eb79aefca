//! What a person decides about a take: a removed line comes back, what was said stands instead of
//! what was written, an earlier try goes. Each is an edit that can be taken back.

use crate::edit;
use crate::transcribe::{captions_of, profile};
use crate::view::DraftView;
use crate::{Error, Studio};
use timeline::{
    CaptionTrack, Cue, CutAct, CutList, Draft, Edit, HeardAct, NoteKind, PartOrigin, Refused,
    TakeNote, TimeRange, Timestamp, Transcript, Word, WordSource,
};

/// Room that stays beside a try that goes, so that no word beside it is clipped.
const ROOM: Timestamp = Timestamp::from_millis(120);

/// Puts removed line `index` back into the words and the captions.
///
/// # Errors
/// When there is no such draft or line.
pub async fn restore_line(studio: &Studio, id: &str, index: usize) -> Result<DraftView, Error> {
    let draft = studio.library.draft(id).await?.draft;
    let (transcript, end) = parts(&draft, index)?;
    let mut removed = transcript.removed().to_vec();
    if index >= removed.len() {
        return Err(refused(index));
    }
    let line = removed.remove(index);
    let range = line.range().ok_or_else(|| refused(index))?;
    let mut words = transcript.words().to_vec();
    words.extend(line.words.iter().cloned());
    words.sort_by_key(|w| w.range.start());
    let cues = cues_of(&line.words, transcript, &draft, end)?;
    let captions = with_cues(&draft.captions, range, cues);
    let notes = transcript.notes().to_vec();
    let transcript = renewed(transcript, words)?.with(notes, removed);
    let act = HeardAct::Restore;
    edit::apply(studio, id, Edit::SetHeard { captions, transcript: Some(transcript), act }).await
}

/// What was heard at note `index` stands instead of the script's words.
///
/// # Errors
/// When there is no such draft or note, or nothing was heard there.
pub async fn take_spoken(studio: &Studio, id: &str, index: usize) -> Result<DraftView, Error> {
    let draft = studio.library.draft(id).await?.draft;
    let (transcript, end) = parts(&draft, index)?;
    let mut notes = transcript.notes().to_vec();
    if notes.get(index).is_none_or(|n| n.kind != NoteKind::Differs || n.heard.is_empty()) {
        return Err(refused(index));
    }
    let note = notes.remove(index);
    let inside = |w: &Word| {
        let middle = w.range.start() + Timestamp::from_micros(w.range.duration().micros() / 2);
        note.range.contains(middle)
    };
    let mut words: Vec<Word> = transcript.words().iter().filter(|w| !inside(w)).cloned().collect();
    words.extend(note.heard.iter().cloned());
    words.sort_by_key(|w| w.range.start());
    let touched =
        draft.captions.cues().iter().filter(|c| c.range.intersection(note.range).is_some());
    let (mut again, mut whole) = (note.heard.clone(), note.range);
    for cue in touched {
        again.extend(cue.words.iter().filter(|w| !inside(w)).cloned());
        whole = join(whole, cue.range);
    }
    again.sort_by_key(|w| w.range.start());
    let cues = cues_of(&again, transcript, &draft, end)?;
    let captions = with_cues(&draft.captions, whole, cues);
    let transcript = renewed(transcript, words)?.with(notes, transcript.removed().to_vec());
    let act = HeardAct::Spoken;
    edit::apply(studio, id, Edit::SetHeard { captions, transcript: Some(transcript), act }).await
}

/// Note `index` needs no answer.
///
/// # Errors
/// When there is no such draft or note.
pub async fn dismiss_note(studio: &Studio, id: &str, index: usize) -> Result<DraftView, Error> {
    let draft = studio.library.draft(id).await?.draft;
    let (transcript, _) = parts(&draft, index)?;
    let mut notes = transcript.notes().to_vec();
    if index >= notes.len() {
        return Err(refused(index));
    }
    notes.remove(index);
    let transcript = Some(transcript.clone().with(notes, transcript.removed().to_vec()));
    let captions = draft.captions.clone();
    edit::apply(studio, id, Edit::SetHeard { captions, transcript, act: HeardAct::Dismiss }).await
}

/// Takes the earlier tries out of the film: the one of note `index`, or all.
///
/// # Errors
/// When there is no such draft or note.
pub async fn keep_last(
    studio: &Studio,
    id: &str,
    index: Option<usize>,
) -> Result<DraftView, Error> {
    let draft = studio.library.draft(id).await?.draft;
    let (transcript, _) = parts(&draft, index.unwrap_or(0))?;
    let repeated = |n: &&TakeNote| n.kind == NoteKind::Repeated;
    let notes: Vec<&TakeNote> = match index {
        Some(index) => transcript.notes().get(index).into_iter().filter(repeated).collect(),
        None => transcript.notes().iter().filter(repeated).collect(),
    };
    if notes.is_empty() {
        return Err(refused(index.unwrap_or(0)));
    }
    let cuts = without_first_tries(&draft.cuts, transcript, &notes);
    let edit = Edit::SetCuts { cuts, breathing: draft.breathing, act: CutAct::Retake };
    edit::apply(studio, id, edit).await
}

/// A cut list in which the earlier tries of `notes` are removed, with the pause up to the next
/// word.
#[must_use]
pub fn without_first_tries(
    cuts: &CutList,
    transcript: &Transcript,
    notes: &[&TakeNote],
) -> CutList {
    let words = transcript.words();
    notes.iter().fold(cuts.clone(), |cuts, note| {
        let before = words.iter().rev().find(|w| w.range.end() <= note.range.start());
        let after = words.iter().find(|w| w.range.start() >= note.range.end());
        let floor = before.map_or(Timestamp::ZERO, |w| w.range.end() + ROOM);
        let start = (note.range.start() - ROOM).max(floor).min(note.range.start());
        let end = after.map_or(note.range.end() + ROOM, |w| w.range.start() - ROOM);
        let gone = TimeRange::new(start.max(Timestamp::ZERO), end.max(note.range.end()));
        let gone = gone.map(|gone| cuts.with_range(gone, false, PartOrigin::Hand));
        // Refused only beyond the end of the clip, where nothing is left to remove.
        gone.ok().and_then(Result::ok).unwrap_or(cuts)
    })
}

/// The draft's transcript and the end of its clip.
fn parts(draft: &Draft, index: usize) -> Result<(&Transcript, Timestamp), Error> {
    let transcript = draft.transcript.as_ref().ok_or_else(|| refused(index))?;
    Ok((transcript, draft.clip.as_ref().map_or(Timestamp::MAX, |c| c.info.duration_us)))
}

fn renewed(old: &Transcript, words: Vec<Word>) -> Result<Transcript, Error> {
    let new = Transcript::new(old.language(), old.source(), words);
    Ok(new.map_err(library::Error::Refused)?)
}

fn cues_of(
    words: &[Word],
    transcript: &Transcript,
    draft: &Draft,
    end: Timestamp,
) -> Result<Vec<Cue>, Error> {
    let heard = Transcript::new(transcript.language(), WordSource::Speech, words.to_vec());
    let heard = heard.map_err(library::Error::Refused)?;
    Ok(captions_of(&heard, profile(draft), end).cues().to_vec())
}

/// `new` cues in `range`; those that were there alone go, and others give way.
fn with_cues(track: &CaptionTrack, range: TimeRange, new: Vec<Cue>) -> CaptionTrack {
    let inside = |c: &Cue| c.range.start() >= range.start() && c.range.end() <= range.end();
    let (gone, mut cues): (Vec<Cue>, Vec<Cue>) = track.cues().iter().cloned().partition(inside);
    let new = captions::carried(&gone, new);
    // A new cue never takes the time of one that stays.
    let free = |cue: Cue| {
        let next = cues.iter().map(|c| c.range.start()).filter(|s| *s > cue.range.start()).min();
        let end = cue.range.end().min(next.unwrap_or(cue.range.end()));
        TimeRange::new(cue.range.start(), end).ok().map(|range| Cue { range, ..cue })
    };
    let placed: Vec<Cue> = new.into_iter().filter_map(free).collect();
    cues.extend(placed);
    CaptionTrack::from_loose(track.language(), cues).0
}

fn join(a: TimeRange, b: TimeRange) -> TimeRange {
    TimeRange::new(a.start().min(b.start()), a.end().max(b.end())).unwrap_or(a)
}

fn refused(index: usize) -> Error {
    Error::Library(library::Error::Refused(Refused::NoSuchIndex { index }))
}
