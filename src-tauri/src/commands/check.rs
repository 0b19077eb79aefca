//! The check: findings, suggestions, waivers.

use super::Answer;
use crate::player::Player;
use tauri::State;
use workflow::Studio;
use workflow::check::{self, CheckReport};
use workflow::view::DraftView;

#[tauri::command]
#[specta::specta]
pub(crate) async fn check_draft(studio: State<'_, Studio>, id: String) -> Answer<CheckReport> {
    Ok(check::check_draft(&studio, &id).await?)
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
