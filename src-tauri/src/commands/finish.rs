//! The finished video.

use super::Answer;
use crate::jobs::Jobs;
use tauri::State;
use tauri::ipc::Channel;
use workflow::render::{self, FinishPlan, Finished};
use workflow::{ProgressUpdate, Studio};

#[tauri::command]
#[specta::specta]
pub(crate) async fn finish_plan(studio: State<'_, Studio>, id: String) -> Answer<FinishPlan> {
    Ok(render::plan(&studio, &id).await?)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn finish(
    studio: State<'_, Studio>,
    jobs: State<'_, Jobs>,
    id: String,
    job: String,
    on_progress: Channel<ProgressUpdate>,
) -> Answer<Finished> {
    let running = jobs.watch(job, on_progress);
    Ok(render::finish(&studio, &id, &running.watch).await?)
}
