//! Cuts: pauses, words, filler sounds, and the pictures by which a film is found through.

#![expect(
    clippy::too_many_arguments,
    reason = "a command's arguments are what the window sends and the states it needs"
)]

use super::Answer;
use crate::jobs::Jobs;
use crate::player::Player;
use tauri::State;
use tauri::ipc::Channel;
use timeline::Breathing;
use workflow::thumbnails::{self, Thumbnails};
use workflow::trim::{self, Filler};
use workflow::view::DraftView;
use workflow::waveform::{self, Waveform};
use workflow::{ProgressUpdate, Studio, transcribe};

#[tauri::command]
#[specta::specta]
pub(crate) async fn propose_cuts(
    studio: State<'_, Studio>,
    player: State<'_, Player>,
    jobs: State<'_, Jobs>,
    id: String,
    breathing: Breathing,
    job: String,
    on_progress: Channel<ProgressUpdate>,
) -> Answer<DraftView> {
    let running = jobs.watch(job, on_progress);
    Ok(player.address(transcribe::propose_cuts(&studio, &id, breathing, &running.watch).await?))
}

/// Words `from` up to `to` (not included) of a cue; 0 and 0 are the whole cue.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cut_text(
    studio: State<'_, Studio>,
    player: State<'_, Player>,
    id: String,
    cue: u32,
    from: u32,
    to: u32,
    kept: bool,
) -> Answer<DraftView> {
    let words = (from as usize, to as usize);
    Ok(player.address(trim::cut_text(&studio, &id, cue as usize, words, kept).await?))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn fillers(studio: State<'_, Studio>, id: String) -> Answer<Vec<Filler>> {
    Ok(trim::fillers(&studio, &id).await?)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn waveform(
    studio: State<'_, Studio>,
    id: String,
    slices: u32,
) -> Answer<Waveform> {
    Ok(waveform::waveform(&studio, &id, slices as usize).await?)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn thumbnails(
    studio: State<'_, Studio>,
    player: State<'_, Player>,
    id: String,
    count: u32,
) -> Answer<Thumbnails> {
    let row = thumbnails::thumbnails(&studio, &id, count as usize).await?;
    Ok(player.thumbnails(&id, row))
}
