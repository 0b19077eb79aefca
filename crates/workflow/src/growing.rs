//! Owns files that are found out about a clip, kept by its content, and seen while they grow: made
//! once by one child in the background, read by whoever asks meanwhile. Refuses to fail a caller:
//! what cannot be found out stays empty, and the window works without it.

use crate::content_key::{self, ContentKey};
use crate::output::Pending;
use crate::task::Task;
use crate::{Error, Studio, Watch};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

/// What is being made at this moment, and what could not be made.
#[derive(Clone, Default)]
pub(crate) struct Growing {
    files: Arc<Mutex<HashMap<PathBuf, State>>>,
    keys: Arc<Mutex<HashMap<PathBuf, (Facts, ContentKey)>>>,
}

/// Size and time of the last change: as long as they stay, so does the content.
type Facts = (u64, SystemTime);

enum State {
    /// A child writes to this name.
    Grows(PathBuf),
    /// Not tried again before the next start.
    Failed,
}

/// A file as far as it goes.
pub(crate) struct Seen {
    pub(crate) bytes: Vec<u8>,
    /// It will not grow any more.
    pub(crate) done: bool,
}

impl Growing {
    /// The content of the clip at `path`, read once as long as the file stays the same.
    async fn key(&self, path: &Path) -> Result<ContentKey, Error> {
        let failed = |source| Error::Input { path: path.to_owned(), source };
        let facts = tokio::fs::metadata(path).await.map_err(failed)?;
        let now: Facts = (facts.len(), facts.modified().unwrap_or(SystemTime::UNIX_EPOCH));
        let known = lock(&self.keys).get(path).filter(|known| known.0 == now).cloned();
        if let Some((_, key)) = known {
            return Ok(key);
        }
        let clip = path.to_owned();
        let read = tokio::task::spawn_blocking(move || ContentKey::of(&clip)).await;
        let key = read.map_err(|e| failed(std::io::Error::other(e)))??;
        lock(&self.keys).insert(path.to_owned(), (now, key.clone()));
        Ok(key)
    }
}

/// The file `name` about the clip at `path`, as far as it is there; if nobody makes it yet, a child
/// begins with `task`, which is given the name to write to.
///
/// # Errors
/// When the clip cannot be read or the cache cannot be written.
pub(crate) async fn seen(
    studio: &Studio,
    path: &Path,
    name: &str,
    task: impl FnOnce(PathBuf) -> Task,
) -> Result<Seen, Error> {
    let place = studio.growing.key(path).await?.place(&studio.home, name);
    if let Ok(bytes) = tokio::fs::read(&place).await {
        return Ok(Seen { bytes, done: true });
    }
    let grows = match begin(studio, &place, task)? {
        Some(file) => tokio::fs::read(file).await.ok(),
        None => return Ok(Seen { bytes: Vec::new(), done: true }),
    };
    match grows {
        Some(bytes) => Ok(Seen { bytes, done: false }),
        // It got its name between two looks.
        None => {
            let bytes = tokio::fs::read(&place).await.unwrap_or_default();
            Ok(Seen { done: !bytes.is_empty(), bytes })
        }
    }
}

/// The name that is written to at this moment; nothing when that failed before.
fn begin(
    studio: &Studio,
    place: &Path,
    task: impl FnOnce(PathBuf) -> Task,
) -> Result<Option<PathBuf>, Error> {
    let mut files = lock(&studio.growing.files);
    match files.get(place) {
        Some(State::Grows(file)) => return Ok(Some(file.clone())),
        Some(State::Failed) => return Ok(None),
        // It got its name while we came here.
        None if place.is_file() => return Ok(Some(place.to_owned())),
        None => {}
    }
    let pending = Pending::new(place, true)?;
    let file = pending.path().to_owned();
    files.insert(place.to_owned(), State::Grows(file.clone()));
    let (studio, place, task) = (studio.clone(), place.to_owned(), task(file.clone()));
    tokio::spawn(async move {
        let made = studio.children.run::<()>(&task, &Watch::unwatched()).await;
        let kept = made.and_then(|()| pending.commit());
        let mut files = lock(&studio.growing.files);
        match kept {
            Ok(_) => files.remove(&place),
            Err(_) => files.insert(place, State::Failed),
        };
        drop(files);
        let home = studio.home.clone();
        tokio::task::spawn_blocking(move || content_key::sweep(&home));
    });
    Ok(Some(file))
}

fn lock<T>(of: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    // A panic elsewhere cannot leave a map half-changed: every change is one call.
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
