//! Drafts: list, open, edit, undo.

use super::Answer;
use crate::jobs::Jobs;
use crate::player::Player;
use std::path::PathBuf;
use tauri::State;
use tauri::ipc::Channel;
use timeline::Edit;
use workflow::view::{DraftSummary, DraftView, Step};
use workflow::{ProgressUpdate, Studio, Watch, edit, import, sample};

#[tauri::command]
#[specta::specta]
pub(crate) async fn list_drafts(
    studio: State<'_, Studio>,
    player: State<'_, Player>,
) -> Answer<Vec<DraftSummary>> {
    Ok(edit::list(&studio).await?.into_iter().map(|line| player.poster(line)).collect())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn open_clip(
    studio: State<'_, Studio>,
    player: State<'_, Player>,
    path: PathBuf,
) -> Answer<DraftView> {
    Ok(player.address(import::open_clip(&studio, &path, &Watch::unwatched()).await?))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn open_sample(
    studio: State<'_, Studio>,
    player: State<'_, Player>,
    jobs: State<'_, Jobs>,
    job: String,
    on_progress: Channel<ProgressUpdate>,
) -> Answer<DraftView> {
    let running = jobs.watch(job, on_progress);
    Ok(player.address(sample::open(&studio, &running.watch).await?))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn new_draft(studio: State<'_, Studio>, title: String) -> Answer<DraftView> {
    Ok(import::new_draft(&studio, &title).await?)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn attach_clip(
    studio: State<'_, Studio>,
    player: State<'_, Player>,
    id: String,
    path: PathBuf,
) -> Answer<DraftView> {
    Ok(player.address(import::attach_clip(&studio, &id, &path, &Watch::unwatched()).await?))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn get_draft(
    studio: State<'_, Studio>,
    player: State<'_, Player>,
    id: String,
) -> Answer<DraftView> {
    Ok(player.address(edit::view(&studio, &id).await?))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn delete_draft(studio: State<'_, Studio>, id: String) -> Answer<()> {
    Ok(edit::delete(&studio, &id).await?)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn visit_step(studio: State<'_, Studio>, id: String, step: Step) -> Answer<()> {
    Ok(edit::visit(&studio, &id, step).await?)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn apply_edit(
    studio: State<'_, Studio>,
    player: State<'_, Player>,
    id: String,
    edit: Edit,
) -> Answer<DraftView> {
    Ok(player.address(edit::apply(&studio, &id, edit).await?))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn undo(
    studio: State<'_, Studio>,
    player: State<'_, Player>,
    id: String,
) -> Answer<DraftView> {
    Ok(player.address(edit::undo(&studio, &id).await?))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn redo(
    studio: State<'_, Studio>,
    player: State<'_, Player>,
    id: String,
) -> Answer<DraftView> {
    Ok(player.address(edit::redo(&studio, &id).await?))
}
