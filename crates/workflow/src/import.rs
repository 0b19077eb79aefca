//! Step 2, import: a file becomes a clip with its facts, and a draft around it.

use crate::clock::now_ms;
use crate::survey::survey;
use crate::view::DraftView;
use crate::{Error, Studio, Watch};
use std::path::{Path, PathBuf};
use timeline::{Aspect, Clip, CutList, Draft, Edit, MediaInfo};
use unicode_normalization::UnicodeNormalization;

/// Facts about a file.
///
/// # Errors
/// When it is missing, broken or no media file.
pub async fn probe(studio: &Studio, path: &Path, watch: &Watch) -> Result<MediaInfo, Error> {
    Ok(survey(studio, path, watch).await?.map.info)
}

/// Makes a clip of a file: it must have a picture, because a film is to come out.
///
/// # Errors
/// As [`probe`], and when there is no picture.
pub async fn clip(studio: &Studio, path: &Path, watch: &Watch) -> Result<Clip, Error> {
    let info = probe(studio, path, watch).await?;
    let path = std::path::absolute(path).unwrap_or_else(|_| PathBuf::from(path));
    if info.video.is_none() {
        return Err(Error::Child(
            job::Failure::new("no-video", "the file has sound only")
                .with("path", path.display().to_string()),
        ));
    }
    Ok(Clip { path, info })
}

/// A draft around a clip, named after its file, in the shape that fits the film best.
#[must_use]
pub fn draft_of(clip: Clip, language: &str) -> Draft {
    let title: String = clip
        .path
        .file_stem()
        .map(|name| name.to_string_lossy().nfc().collect())
        .unwrap_or_default();
    let mut draft = Draft::new(title, language);
    draft.cuts = CutList::whole(clip.info.duration_us);
    draft.aspect = Aspect::default();
    draft.clip = Some(clip);
    draft
}

/// Opens a clip as a new draft.
///
/// # Errors
/// As [`clip`], and when the library cannot store it.
pub async fn open_clip(studio: &Studio, path: &Path, watch: &Watch) -> Result<DraftView, Error> {
    let clip = clip(studio, path, watch).await?;
    let id = studio.library.create_draft(&draft_of(clip, "vi"), now_ms()).await?;
    studio.library.set_step(&id, "captions").await?;
    crate::edit::view(studio, &id).await
}

/// Stores a draft that came from elsewhere, as a new one.
///
/// # Errors
/// When the library cannot store it.
pub async fn store(studio: &Studio, draft: &Draft) -> Result<DraftView, Error> {
    let id = studio.library.create_draft(draft, now_ms()).await?;
    crate::edit::view(studio, &id).await
}

/// Starts a draft without a clip: the script comes first.
///
/// # Errors
/// When the library cannot store it.
pub async fn new_draft(studio: &Studio, title: &str) -> Result<DraftView, Error> {
    let title: String = title.nfc().collect();
    let id = studio.library.create_draft(&Draft::new(title, "vi"), now_ms()).await?;
    crate::edit::view(studio, &id).await
}

/// Gives a draft its clip, or another one. Can be undone.
///
/// # Errors
/// As [`clip`], and when there is no such draft.
pub async fn attach_clip(
    studio: &Studio,
    id: &str,
    path: &Path,
    watch: &Watch,
) -> Result<DraftView, Error> {
    let clip = clip(studio, path, watch).await?;
    let cuts = CutList::whole(clip.info.duration_us);
    studio.library.clear_sound_levels(id).await?;
    crate::edit::apply(studio, id, Edit::SetClip { clip: Box::new(Some(clip)), cuts }).await
}
