//! Owns the map of a clip: made once in a child, kept by the clip's content, and handed to every
//! step that needs the exact times of frames. Whoever uses a kept map still checks what it reads.

use crate::content_key::ContentKey;
use crate::output::Pending;
use crate::task::Task;
use crate::{Error, Studio, Watch};
use media::{ClipMap, Reading};
use std::path::{Path, PathBuf};

/// The name carries the form's number: a map of another form is made anew.
const NAME: &str = "map-2.json";

/// The map of a clip, and where it is kept for a child to read.
#[derive(Debug, Clone)]
pub struct Surveyed {
    /// Facts, frame times and groups of pictures.
    pub map: ClipMap,
    /// The same as a file; nothing when it could not be kept.
    pub file: Option<PathBuf>,
}

/// Looks at a file, or at what was found out about it before.
///
/// # Errors
/// When it is missing, broken or no media file.
pub async fn survey(studio: &Studio, path: &Path, watch: &Watch) -> Result<Surveyed, Error> {
    let path = std::path::absolute(path)
        .map_err(|source| Error::Input { path: path.to_owned(), source })?;
    if path.to_str().is_none() {
        // Requests cross as JSON, and such a name could not be shown or stored either.
        let source = std::io::Error::from(std::io::ErrorKind::InvalidInput);
        return Err(Error::Input { path, source });
    }
    let place = match ContentKey::of(&path) {
        Ok(key) => key.place(&studio.home, NAME),
        // The child says better what is wrong with the file.
        Err(_) => {
            let map = studio.children.run(&Task::Survey { path }, watch).await?;
            return Ok(Surveyed { map, file: None });
        }
    };
    if let Some(map) = ClipMap::read(&place) {
        return Ok(Surveyed { map, file: Some(place) });
    }
    let map: ClipMap = studio.children.run(&Task::Survey { path }, watch).await?;
    let file = keep(&map, &place).ok();
    Ok(Surveyed { map, file })
}

/// How loud a file is; nothing when it has no sound.
///
/// # Errors
/// When it cannot be read.
pub async fn loudness(
    studio: &Studio,
    path: &Path,
    map: &ClipMap,
    watch: &Watch,
) -> Result<Option<Reading>, Error> {
    if map.info.audio.is_none() {
        return Ok(None);
    }
    let task = Task::Loudness { path: path.to_owned(), length: map.info.duration_us };
    studio.children.run(&task, watch).await.map(Some)
}

fn keep(map: &ClipMap, place: &Path) -> Result<PathBuf, Error> {
    let mut pending = Pending::new(place, true)?;
    pending.write(&serde_json::to_vec(map).unwrap_or_default())?;
    pending.commit()
}
