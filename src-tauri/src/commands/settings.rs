//! What was chosen once.

use super::Answer;
use tauri::State;
use workflow::Studio;
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
