//! What was chosen once, and the speech models.

use super::Answer;
use crate::shell::pick_file;
use tauri::{AppHandle, State};
use workflow::Studio;
use workflow::models::{self, ModelInfo};
use workflow::settings::{self, Settings};

#[tauri::command]
#[specta::specta]
pub(crate) async fn get_settings(studio: State<'_, Studio>) -> Answer<Settings> {
    Ok(settings::get(&studio).await?)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn set_settings(studio: State<'_, Studio>, settings: Settings) -> Answer<()> {
    Ok(settings::set(&studio, &settings).await?)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn speech_models(studio: State<'_, Studio>) -> Answer<Vec<ModelInfo>> {
    Ok(models::installed(&studio))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn add_speech_model(
    app: AppHandle,
    studio: State<'_, Studio>,
) -> Answer<Option<ModelInfo>> {
    let Some(path) = pick_file(&app, "whisper.cpp", &["bin"]).await else { return Ok(None) };
    Ok(Some(models::install(&studio, path).await?))
}
