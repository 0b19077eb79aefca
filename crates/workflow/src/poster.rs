//! Owns the small picture by which a draft is known in lists. Made once for a clip, in a child
//! process; kept in the data folder's `posters`.

use crate::output::Pending;
use crate::task::Task;
use crate::{Error, Studio, Watch, edit};
use std::path::{Path, PathBuf};
use timeline::Timestamp;

/// The poster of a draft's clip as a PNG file.
///
/// # Errors
/// When the draft has no clip, or its picture cannot be read.
pub async fn poster(studio: &Studio, id: &str) -> Result<PathBuf, Error> {
    let draft = studio.library.draft(id).await?.draft;
    let clip = edit::present_clip(&draft)?;
    let place = place(&studio.home, id, clip.info.size_bytes);
    if place.is_file() {
        return Ok(place);
    }
    let pending = Pending::new(&place, true)?;
    // A third in: past the first black frame, and mostly somebody who speaks.
    let at = Timestamp::from_micros(clip.info.duration_us.micros() / 3);
    let task = Task::Poster { path: clip.path.clone(), at, output: pending.path().to_owned() };
    studio.children.run::<()>(&task, &Watch::unwatched()).await?;
    pending.commit()
}

/// Forgets the posters of a draft that is deleted.
pub(crate) fn forget(home: &Path, id: &str) {
    let posters = std::fs::read_dir(home.join("posters")).into_iter().flatten().flatten();
    let of_draft = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with(id);
    for poster in posters.filter(|entry| of_draft(&entry.file_name())) {
        // A picture that stays behind takes a few kilobytes and is never shown again.
        let _ = std::fs::remove_file(poster.path());
    }
}

/// The clip's size is part of the name, so that another clip gets another poster.
fn place(home: &Path, id: &str, size: u64) -> PathBuf {
    home.join("posters").join(format!("{id}-{size}.png"))
}
