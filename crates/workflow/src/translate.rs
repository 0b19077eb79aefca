//! Step 4b, translate: the speech once more, in English, under the captions that are there. Refuses
//! to touch the captions, and what a person has confirmed or written.

use crate::models;
use crate::task::{Ask, Hearing, Model};
use crate::transcribe::{listen, profile};
use crate::view::DraftView;
use crate::{Error, Studio, Watch, edit};
use std::path::{Path, PathBuf};
use timeline::{Edit, TranslationAct};

/// True when an installed model translates and this draft has something to translate.
///
/// # Errors
/// When there is no such draft.
pub async fn is_offered(studio: &Studio, id: &str) -> Result<bool, Error> {
    let draft = studio.library.draft(id).await?.draft;
    let speaks = draft.clip.is_some_and(|clip| clip.info.audio.is_some());
    Ok(speaks && !draft.language.starts_with("en") && translator(studio).is_some())
}

/// English under each caption, by a machine; one edit that can be taken back.
///
/// # Errors
/// [`Error::NeedsModel`] when no installed model translates; [`Error::ClipMissing`]; whatever
/// [`listen`] says. Nothing has changed then.
pub async fn translate(studio: &Studio, id: &str, watch: &Watch) -> Result<DraftView, Error> {
    let draft = studio.library.draft(id).await?.draft;
    let clip = edit::present_clip(&draft)?;
    let path = translator(studio).ok_or(Error::NeedsModel)?;
    let ask = Ask { translate: true, detector: models::detector(&studio.home), ..Ask::default() };
    let hearing = Hearing::Speech { model: Model::File { path }, ask };
    let heard = listen(&studio.children, &clip.path, &draft.language, hearing, watch).await?;
    let english = heard.transcript.ok_or(Error::NeedsModel)?;
    // The captions may have been changed while it was listening.
    let draft = studio.library.draft(id).await?.draft;
    let translations = captions::translated(&draft.captions, &english, profile(&draft));
    let act = TranslationAct::Make;
    edit::apply(studio, id, Edit::SetTranslations { at: 0, translations, act }).await
}

/// The first installed model that translates.
fn translator(studio: &Studio) -> Option<PathBuf> {
    models::installed(studio).into_iter().map(|model| model.path).find(|path| translates(path))
}

fn translates(path: &Path) -> bool {
    // Made for Vietnamese alone: it knows the tokens of other languages and has forgotten their use.
    let name = path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    let multilingual = || speech_models::inspect_file(path).is_ok_and(|f| f.dims.multilingual());
    !name.contains("phowhisper") && multilingual()
}
