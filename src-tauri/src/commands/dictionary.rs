//! The person's own words and names.

use super::Answer;
use crate::player::Player;
use tauri::State;
use workflow::Studio;
use workflow::dictionary::{self, Entry, Offer};
use workflow::view::DraftView;

#[tauri::command]
#[specta::specta]
pub(crate) async fn dictionary(studio: State<'_, Studio>) -> Answer<Vec<Entry>> {
    Ok(dictionary::list(&studio).await?)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn add_to_dictionary(
    studio: State<'_, Studio>,
    entry: Entry,
) -> Answer<Vec<Entry>> {
    Ok(dictionary::add(&studio, entry).await?)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_from_dictionary(
    studio: State<'_, Studio>,
    entry: Entry,
) -> Answer<Vec<Entry>> {
    Ok(dictionary::remove(&studio, entry).await?)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn dictionary_offers(studio: State<'_, Studio>, id: String) -> Answer<Vec<Offer>> {
    Ok(dictionary::offers(&studio, &id).await?)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn replace_by_dictionary(
    studio: State<'_, Studio>,
    player: State<'_, Player>,
    id: String,
) -> Answer<DraftView> {
    Ok(player.address(dictionary::replace_all(&studio, &id).await?))
}
