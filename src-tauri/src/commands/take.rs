//! What a person decides about a take: removed lines, notes on the script, earlier tries.

use super::Answer;
use crate::player::Player;
use tauri::State;
use workflow::view::DraftView;
use workflow::{Studio, take};

#[tauri::command]
#[specta::specta]
pub(crate) async fn restore_line(
    studio: State<'_, Studio>,
    player: State<'_, Player>,
    id: String,
    index: u32,
) -> Answer<DraftView> {
    Ok(player.address(take::restore_line(&studio, &id, index as usize).await?))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn take_spoken(
    studio: State<'_, Studio>,
    player: State<'_, Player>,
    id: String,
    index: u32,
) -> Answer<DraftView> {
    Ok(player.address(take::take_spoken(&studio, &id, index as usize).await?))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn dismiss_note(
    studio: State<'_, Studio>,
    player: State<'_, Player>,
    id: String,
    index: u32,
) -> Answer<DraftView> {
    Ok(player.address(take::dismiss_note(&studio, &id, index as usize).await?))
}

/// Takes earlier tries out of the film: the one of a note, or all.
#[tauri::command]
#[specta::specta]
pub(crate) async fn keep_last(
    studio: State<'_, Studio>,
    player: State<'_, Player>,
    id: String,
    index: Option<u32>,
) -> Answer<DraftView> {
    let index = index.map(|index| index as usize);
    Ok(player.address(take::keep_last(&studio, &id, index).await?))
}
