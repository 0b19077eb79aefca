//! Lessons out of the rules.

use super::Answer;
use crate::shell::save_file;
use std::path::PathBuf;
use tauri::{AppHandle, State};
use workflow::Studio;
use workflow::learn::{self, LearningProgress, Lesson, QuizQuestion};

#[tauri::command]
#[specta::specta]
pub(crate) async fn lesson(studio: State<'_, Studio>, rule: String) -> Answer<Lesson> {
    Ok(learn::lesson(&studio, &rule)?)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn quiz(studio: State<'_, Studio>) -> Answer<Vec<QuizQuestion>> {
    Ok(learn::quiz(&studio).await?)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn quiz_answered(
    studio: State<'_, Studio>,
    rule: String,
    right: bool,
) -> Answer<()> {
    Ok(learn::answered(&studio, &rule, right).await?)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn learning_progress(studio: State<'_, Studio>) -> Answer<LearningProgress> {
    Ok(learn::progress(&studio).await?)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn save_progress(
    app: AppHandle,
    studio: State<'_, Studio>,
) -> Answer<Option<PathBuf>> {
    let Some(place) = save_file(&app, "mang-progress.html", learn::ENDINGS).await else {
        return Ok(None);
    };
    // The system's dialog has asked whether an existing file may go.
    Ok(Some(learn::save_progress(&studio, (&place, true), None).await?.0))
}
