//! Which rules are in use, and newer ones from a file.

use super::Answer;
use crate::shell::pick_file;
use tauri::{AppHandle, State};
use workflow::Studio;
use workflow::rule_pack::{self, RulesInUse};

#[tauri::command]
#[specta::specta]
pub(crate) async fn rules_in_use(studio: State<'_, Studio>) -> Answer<RulesInUse> {
    Ok(rule_pack::in_use(&studio)?)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn add_rules(
    app: AppHandle,
    studio: State<'_, Studio>,
) -> Answer<Option<RulesInUse>> {
    let Some(path) = pick_file(&app, "Măng", &["json"]).await else { return Ok(None) };
    Ok(Some(rule_pack::add(&studio, &path, None)?))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn reset_rules(studio: State<'_, Studio>) -> Answer<RulesInUse> {
    Ok(rule_pack::remove(&studio)?)
}
