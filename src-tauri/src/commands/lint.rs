//! What could be better in the captions: findings with their fixes, offers, other groups of words.

use super::Answer;
use crate::player::Player;
use tauri::State;
use timeline::Reading;
use workflow::Studio;
use workflow::lint::{self, CaptionAdvice};
use workflow::view::DraftView;

#[tauri::command]
#[specta::specta]
pub(crate) async fn caption_advice(studio: State<'_, Studio>, id: String) -> Answer<CaptionAdvice> {
    Ok(lint::advice(&studio, &id).await?)
}

/// Mends one finding, named by its cue and its code.
#[tauri::command]
#[specta::specta]
pub(crate) async fn mend_cue(
    studio: State<'_, Studio>,
    player: State<'_, Player>,
    id: String,
    cue: u32,
    code: String,
) -> Answer<DraftView> {
    Ok(player.address(lint::mend(&studio, &id, cue as usize, &code).await?))
}

/// Takes one offer, named by its cue and its first word.
#[tauri::command]
#[specta::specta]
pub(crate) async fn take_offer(
    studio: State<'_, Studio>,
    player: State<'_, Player>,
    id: String,
    cue: u32,
    word: u32,
) -> Answer<DraftView> {
    Ok(player.address(lint::take_offer(&studio, &id, cue as usize, word as usize).await?))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn reflow_captions(
    studio: State<'_, Studio>,
    player: State<'_, Player>,
    id: String,
    reading: Option<Reading>,
) -> Answer<DraftView> {
    Ok(player.address(lint::reflow(&studio, &id, reading).await?))
}
