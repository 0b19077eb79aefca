//! What is not about a draft: the clip given at the start, the system's dialogs and folders.

use super::Answer;
use crate::closing;
use crate::jobs::Jobs;
use crate::shell::{pick_file, show_folder};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use tauri::{AppHandle, State};

/// Endings that the file dialog offers first; any other file can still be chosen by its name.
const FILMS: &[&str] = &["mp4", "mov", "m4v", "mkv", "webm", "avi", "3gp", "mts", "ts", "mpg"];

/// The clip given on the command line, handed out once.
pub(crate) struct StartupClip(Mutex<Option<PathBuf>>);

impl StartupClip {
    pub(crate) fn new(clip: Option<PathBuf>) -> Self {
        Self(Mutex::new(clip))
    }
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn startup_clip(clip: State<'_, StartupClip>) -> Answer<Option<PathBuf>> {
    Ok(clip.0.lock().unwrap_or_else(PoisonError::into_inner).take())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn pick_clip(app: AppHandle) -> Answer<Option<PathBuf>> {
    Ok(pick_file(&app, "Video", FILMS).await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn open_folder(app: AppHandle, path: PathBuf) -> Answer<()> {
    show_folder(&app, &path)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn close_window(app: AppHandle) -> Answer<()> {
    closing::end(&app).await;
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_job(jobs: State<'_, Jobs>, job: String) -> Answer<()> {
    jobs.cancel(&job);
    Ok(())
}
