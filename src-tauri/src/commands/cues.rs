//! Captions: from the sound, from a file, cue by cue.

#![expect(
    clippy::too_many_arguments,
    reason = "a command's arguments are what the window sends and the states it needs"
)]

use super::Answer;
use crate::jobs::Jobs;
use crate::player::Player;
use crate::shell::pick_file;
use tauri::ipc::Channel;
use tauri::{AppHandle, State};
use workflow::export::{self, ExportedCaptions};
use workflow::transcribe::{self, CaptionSource};
use workflow::view::DraftView;
use workflow::{ProgressUpdate, Said, Studio, Watch, convert, edit};

/// Names of formats, the same in every language.
const CAPTION_FILES: &str = "SRT, VTT, ASS, TTML, SBV, LRC, TXT, JSON";

#[tauri::command]
#[specta::specta]
pub(crate) async fn split_cue(
    studio: State<'_, Studio>,
    player: State<'_, Player>,
    id: String,
    index: u32,
    chars: u32,
) -> Answer<DraftView> {
    Ok(player.address(edit::split_cue(&studio, &id, index as usize, chars as usize).await?))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn merge_cue(
    studio: State<'_, Studio>,
    player: State<'_, Player>,
    id: String,
    index: u32,
) -> Answer<DraftView> {
    Ok(player.address(edit::merge_cue(&studio, &id, index as usize).await?))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn make_captions(
    studio: State<'_, Studio>,
    player: State<'_, Player>,
    jobs: State<'_, Jobs>,
    id: String,
    source: CaptionSource,
    job: String,
    on_progress: Channel<ProgressUpdate>,
    on_said: Channel<Said>,
) -> Answer<DraftView> {
    let running = jobs.watch(job, on_progress).hearing(on_said);
    Ok(player.address(transcribe::make_captions(&studio, &id, source, &running.watch).await?))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn import_captions(
    app: AppHandle,
    studio: State<'_, Studio>,
    player: State<'_, Player>,
    id: String,
) -> Answer<Option<DraftView>> {
    let Some(path) = pick_file(&app, CAPTION_FILES, convert::ENDINGS).await else {
        return Ok(None);
    };
    Ok(Some(player.address(transcribe::import_captions(&studio, &id, &path).await?)))
}

/// Captions alone as a file; `ending` names the format.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_captions(
    studio: State<'_, Studio>,
    id: String,
    ending: String,
    english: bool,
) -> Answer<ExportedCaptions> {
    Ok(export::captions(&studio, &id, &ending, english, &Watch::unwatched()).await?)
}
