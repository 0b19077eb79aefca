//! Step 5, edit: applies edits to drafts and gives back what an interface shows of them.

use crate::clock::now_ms;
use crate::view::{CueState, DraftSummary, DraftView, Step};
use crate::{Error, Studio, transcribe};
use library::StoredDraft;
use std::path::Path;
use timeline::{Clip, CueAct, Draft, Edit, Preview, Refused};
use unicode_normalization::UnicodeNormalization;

/// Drafts, the last changed first.
///
/// # Errors
/// When the library fails.
pub async fn list(studio: &Studio) -> Result<Vec<DraftSummary>, Error> {
    Ok(studio.library.drafts().await?.into_iter().map(DraftSummary::from).collect())
}

/// One draft as shown.
///
/// # Errors
/// When there is no such draft.
pub async fn view(studio: &Studio, id: &str) -> Result<DraftView, Error> {
    shown(studio, studio.library.draft(id).await?).await
}

/// Applies one edit.
///
/// # Errors
/// When the edit would break an invariant; nothing has changed then.
pub async fn apply(studio: &Studio, id: &str, edit: Edit) -> Result<DraftView, Error> {
    shown(studio, studio.library.apply(id, composed(edit), now_ms()).await?).await
}

/// The same edit with its texts in NFC, however they were typed or pasted.
fn composed(edit: Edit) -> Edit {
    let nfc = |text: String| -> String { text.nfc().collect() };
    match edit {
        Edit::SetTitle { title } => Edit::SetTitle { title: nfc(title) },
        Edit::SetAnswers { mut answers } => {
            for answer in &mut answers {
                let said = answer.said.take();
                answer.said = said.and_then(|said| one_line(&nfc(said), LONGEST_ANSWER));
            }
            Edit::SetAnswers { answers }
        }
        Edit::SetPost { post } => Edit::SetPost { post: nfc(post) },
        Edit::SetCueText { index, text } => Edit::SetCueText { index, text: nfc(text) },
        Edit::SetCueTexts { mut texts } => {
            for cue in &mut texts {
                cue.text = nfc(std::mem::take(&mut cue.text));
            }
            Edit::SetCueTexts { texts }
        }
        Edit::SetScript { mut script, scene } => {
            for part in &mut script.scenes {
                for text in [&mut part.title, &mut part.say, &mut part.shoot] {
                    *text = nfc(std::mem::take(text));
                }
            }
            Edit::SetScript { script, scene }
        }
        Edit::SetTranslations { at, mut translations, act } => {
            for english in translations.iter_mut().flatten() {
                english.text = nfc(std::mem::take(&mut english.text));
            }
            Edit::SetTranslations { at, translations, act }
        }
        Edit::ReplaceCues { at, remove, mut insert, act } => {
            for cue in &mut insert {
                cue.text = nfc(std::mem::take(&mut cue.text));
                cue.speaker =
                    cue.speaker.take().and_then(|name| one_line(&nfc(name), LONGEST_NAME));
                if let Some(english) = &mut cue.translation {
                    english.text = nfc(std::mem::take(&mut english.text));
                }
            }
            Edit::ReplaceCues { at, remove, insert, act }
        }
        other => other,
    }
}

/// Most characters that the name of a speaker keeps.
const LONGEST_NAME: usize = 60;

/// Most characters that an answer of the checklist keeps: a document's name, number and office.
const LONGEST_ANSWER: usize = 300;

/// A text in one line, none when nothing is left of it.
fn one_line(text: &str, most: usize) -> Option<String> {
    let plain = text.split(|c: char| c.is_whitespace() || c.is_control());
    let text = plain.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let text: String = text.chars().take(most).collect();
    Some(text.trim_end().to_owned()).filter(|text| !text.is_empty())
}

/// Takes the last edit back.
///
/// # Errors
/// When there is none.
pub async fn undo(studio: &Studio, id: &str) -> Result<DraftView, Error> {
    shown(studio, studio.library.undo(id, now_ms()).await?).await
}

/// Does the last undone edit again.
///
/// # Errors
/// When there is none.
pub async fn redo(studio: &Studio, id: &str) -> Result<DraftView, Error> {
    shown(studio, studio.library.redo(id, now_ms()).await?).await
}

/// Remembers which step is open.
///
/// # Errors
/// When there is no such draft.
pub async fn visit(studio: &Studio, id: &str, step: Step) -> Result<(), Error> {
    Ok(studio.library.set_step(id, step.name()).await?)
}

/// Deletes a draft with its history. The clip itself is never touched.
///
/// # Errors
/// When there is no such draft.
pub async fn delete(studio: &Studio, id: &str) -> Result<(), Error> {
    studio.library.delete_draft(id).await?;
    crate::poster::forget(&studio.home, id);
    Ok(())
}

/// Splits a cue before its character number `chars`.
///
/// # Errors
/// When there is no such cue or one half would be empty.
pub async fn split_cue(
    studio: &Studio,
    id: &str,
    index: usize,
    chars: usize,
) -> Result<DraftView, Error> {
    let draft = studio.library.draft(id).await?.draft;
    let halves = draft.captions.cues().get(index).and_then(|cue| captions::split_cue(cue, chars));
    let (first, second) = halves.ok_or(refused(index))?;
    let insert = vec![first, second];
    apply(studio, id, Edit::ReplaceCues { at: index, remove: 1, insert, act: CueAct::Split }).await
}

/// Joins a cue with the next one.
///
/// # Errors
/// When there is no next one.
pub async fn merge_cue(studio: &Studio, id: &str, index: usize) -> Result<DraftView, Error> {
    let draft = studio.library.draft(id).await?.draft;
    let cues = draft.captions.cues();
    let (Some(a), Some(b)) = (cues.get(index), cues.get(index + 1)) else {
        return Err(refused(index));
    };
    let insert = vec![captions::merge_cues(a, b)];
    apply(studio, id, Edit::ReplaceCues { at: index, remove: 2, insert, act: CueAct::Merge }).await
}

fn refused(index: usize) -> Error {
    Error::Library(library::Error::Refused(Refused::NoSuchIndex { index }))
}

/// The draft's clip, if its file is still there.
///
/// # Errors
/// [`Error::ClipMissing`].
pub fn present_clip(draft: &Draft) -> Result<&Clip, Error> {
    let gone = |path: &Path| Error::ClipMissing { path: path.to_owned() };
    let clip = draft.clip.as_ref().ok_or_else(|| gone(Path::new("")))?;
    if clip.path.is_file() { Ok(clip) } else { Err(gone(&clip.path)) }
}

async fn shown(studio: &Studio, stored: StoredDraft) -> Result<DraftView, Error> {
    let StoredDraft { id, draft, step, updated_at_ms, undo, redo } = stored;
    let profile = transcribe::profile(&draft);
    let end = draft.clip.as_ref().map_or(timeline::Timestamp::MAX, |c| c.info.duration_us);
    let states = (0..draft.captions.cues().len()).map(|index| {
        CueState::of(
            &draft.captions,
            index,
            captions::quality(&draft.captions, index, profile, end),
        )
    });
    let listened = studio.library.sound_levels::<media::Levels>(&id).await?.is_some();
    Ok(DraftView {
        output_us: Preview::new(&draft.cuts).duration(),
        cue_states: states.collect(),
        clip_present: present_clip(&draft).is_ok(),
        media_url: None,
        step: Step::named(&step),
        id,
        saved_at_ms: updated_at_ms,
        undo,
        redo,
        listened,
        draft,
    })
}
