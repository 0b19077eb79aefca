//! Which rules are in use, and newer ones from a file or an address.

use super::Answer;
use crate::jobs::Jobs;
use crate::shell::pick_file;
use tauri::ipc::Channel;
use tauri::{AppHandle, State};
use workflow::rule_pack::{self, FetchedRules, RulesInUse};
use workflow::{ProgressUpdate, Studio};

#[tauri::command]
#[specta::specta]
pub(crate) async fn rules_in_use(studio: State<'_, Studio>) -> Answer<RulesInUse> {
    Ok(rule_pack::in_use(&studio).await?)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn add_rules(
    app: AppHandle,
    studio: State<'_, Studio>,
) -> Answer<Option<RulesInUse>> {
    let Some(path) = pick_file(&app, "Măng", &["json"]).await else { return Ok(None) };
    Ok(Some(rule_pack::add(&studio, &path, None).await?))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn fetch_rules(
    studio: State<'_, Studio>,
    jobs: State<'_, Jobs>,
    address: String,
    job: String,
    on_progress: Channel<ProgressUpdate>,
) -> Answer<FetchedRules> {
    let running = jobs.watch(job, on_progress);
    Ok(rule_pack::fetch(&studio, Some(&address), None, &running.watch).await?)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn reset_rules(studio: State<'_, Studio>) -> Answer<RulesInUse> {
    Ok(rule_pack::remove(&studio).await?)
}
