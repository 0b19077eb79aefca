//! The speech models: which there are, fetching, bringing, checking and removing them.

use super::Answer;
use crate::jobs::Jobs;
use crate::shell::{pick_file, pick_folder};
use std::path::PathBuf;
use tauri::ipc::Channel;
use tauri::{AppHandle, State};
use workflow::models::{self, Manner, ModelInfo, Shelf, Verified};
use workflow::{ProgressUpdate, Studio, settings};

#[tauri::command]
#[specta::specta]
pub(crate) async fn speech_models(studio: State<'_, Studio>) -> Answer<Vec<ModelInfo>> {
    Ok(models::installed(&studio))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn model_shelf(studio: State<'_, Studio>) -> Answer<Shelf> {
    let language = settings::get(&studio).await?.language;
    Ok(models::shelf(&studio, language).await?)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn fetch_speech_model(
    studio: State<'_, Studio>,
    jobs: State<'_, Jobs>,
    id: String,
    job: String,
    on_progress: Channel<ProgressUpdate>,
) -> Answer<ModelInfo> {
    let most_per_second = settings::get(&studio).await?.line.most_per_second();
    let running = jobs.watch(job, on_progress);
    Ok(models::fetch(&studio, &id, &Manner { most_per_second }, &running.watch).await?)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn discard_speech_model(studio: State<'_, Studio>, id: String) -> Answer<()> {
    Ok(models::discard(&studio, &id)?)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn pick_speech_model(app: AppHandle, folder: bool) -> Answer<Option<PathBuf>> {
    Ok(if folder { pick_folder(&app).await } else { pick_file(&app, "Whisper", KINDS).await })
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn add_speech_model(
    studio: State<'_, Studio>,
    jobs: State<'_, Jobs>,
    path: PathBuf,
    job: String,
    on_progress: Channel<ProgressUpdate>,
) -> Answer<Vec<ModelInfo>> {
    let running = jobs.watch(job, on_progress);
    let added = models::add(&studio, &path, None, &running.watch).await?;
    Ok(added.or_first_error()?)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_speech_model(studio: State<'_, Studio>, id: String) -> Answer<()> {
    Ok(models::remove(&studio.home, &id)?)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn verify_speech_models(studio: State<'_, Studio>) -> Answer<Vec<Verified>> {
    Ok(models::verify(&studio).await?)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn measure_computer(
    studio: State<'_, Studio>,
    jobs: State<'_, Jobs>,
    job: String,
    on_progress: Channel<ProgressUpdate>,
) -> Answer<()> {
    let running = jobs.watch(job, on_progress);
    models::measure(&studio, None, &running.watch).await?;
    Ok(())
}

/// Endings that the dialog offers first; any other file can still be chosen.
const KINDS: &[&str] = &["bin", "safetensors", "json"];
