//! English under the captions.
#![expect(
    clippy::too_many_arguments,
    reason = "a command's arguments are what the window sends and the states it needs"
)]

use super::Answer;
use crate::jobs::Jobs;
use crate::player::Player;
use tauri::State;
use tauri::ipc::Channel;
use workflow::view::DraftView;
use workflow::{ProgressUpdate, Said, Studio, translate};

#[tauri::command]
#[specta::specta]
pub(crate) async fn can_translate(studio: State<'_, Studio>, id: String) -> Answer<bool> {
    Ok(translate::is_offered(&studio, &id).await?)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn translate_captions(
    studio: State<'_, Studio>,
    player: State<'_, Player>,
    jobs: State<'_, Jobs>,
    id: String,
    job: String,
    on_progress: Channel<ProgressUpdate>,
    on_said: Channel<Said>,
) -> Answer<DraftView> {
    let running = jobs.watch(job, on_progress).hearing(on_said);
    Ok(player.address(translate::translate(&studio, &id, &running.watch).await?))
}
