//! The check: findings, suggestions, waivers.

use super::Answer;
use crate::jobs::Jobs;
use crate::player::Player;
use crate::shell::save_file;
use std::path::PathBuf;
use tauri::ipc::Channel;
use tauri::{AppHandle, State};
use workflow::check::{self, CheckReport};
use workflow::view::DraftView;
use workflow::{ProgressUpdate, Studio, report};

#[tauri::command]
#[specta::specta]
pub(crate) async fn check_draft(studio: State<'_, Studio>, id: String) -> Answer<CheckReport> {
    Ok(check::check_draft(&studio, &id).await?)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn look_at_film(
    studio: State<'_, Studio>,
    jobs: State<'_, Jobs>,
    id: String,
    job: String,
    on_progress: Channel<ProgressUpdate>,
) -> Answer<CheckReport> {
    let running = jobs.watch(job, on_progress);
    Ok(check::look_at(&studio, &id, &running.watch).await?)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn apply_suggestion(
    studio: State<'_, Studio>,
    player: State<'_, Player>,
    id: String,
    key: String,
) -> Answer<DraftView> {
    Ok(player.address(check::apply_suggestion(&studio, &id, &key).await?))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn waive_finding(
    studio: State<'_, Studio>,
    player: State<'_, Player>,
    id: String,
    key: String,
    reason: String,
) -> Answer<DraftView> {
    Ok(player.address(check::waive(&studio, &id, &key, &reason).await?))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn save_report(
    app: AppHandle,
    studio: State<'_, Studio>,
    id: String,
    ending: String,
) -> Answer<Option<PathBuf>> {
    let name = format!("{}.{ending}", report::file_stem(&studio, &id).await?);
    let Some(place) = save_file(&app, &name, &[&ending]).await else { return Ok(None) };
    // The system's dialog has asked whether an existing file may go.
    Ok(Some(report::save(&studio, &id, (&place, true), None).await?.0))
}
