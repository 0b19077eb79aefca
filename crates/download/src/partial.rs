//! Owns the bytes that arrived so far and the note about where they came from. Refuses to throw
//! them away before they were proven wrong.

use crate::Error;
use serde::{Deserialize, Serialize};
use std::fs::TryLockError;
use std::io::SeekFrom;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::fs::{File, OpenOptions};
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};
use tokio::time::Instant;

/// How often bytes are made safe against a power cut. More often wears slow disks down.
const SAFE_EVERY: Duration = Duration::from_secs(2);
/// A note is a few lines.
const LONGEST_NOTE: u64 = 64 << 10;

/// Where the bytes came from, as kept beside them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Note {
    /// The address of the last ones.
    #[serde(default)]
    pub(crate) address: String,
    /// The server's tag for the file.
    #[serde(default)]
    pub(crate) tag: Option<String>,
    /// Length of the whole file.
    #[serde(default)]
    pub(crate) total: Option<u64>,
    /// Bytes that were safe when this was written.
    #[serde(default)]
    safe: Option<u64>,
}

/// The growing file.
pub(crate) struct Partial {
    path: PathBuf,
    file: File,
    /// Bytes in it.
    pub(crate) have: u64,
    pub(crate) note: Note,
    saved: Instant,
    /// Held as long as this fetch lives; other programs see it.
    lock: std::fs::File,
}

/// Bytes of `place` that arrived so far, in this or an earlier fetch.
#[must_use]
pub fn kept_bytes(place: &Path) -> u64 {
    std::fs::metadata(beside(place, ".part")).map_or(0, |m| m.len())
}

/// Throws away what arrived so far; somebody asked for it.
///
/// # Errors
/// [`Error::Busy`] while a fetch of it is at work, [`Error::Disk`].
pub fn discard(place: &Path) -> Result<(), Error> {
    let lock = lock(place)?;
    for ending in [".part", ".part.json"] {
        let path = beside(place, ending);
        match std::fs::remove_file(&path) {
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                return Err(Error::Disk { path, source });
            }
            _ => {}
        }
    }
    drop(lock);
    let _ = std::fs::remove_file(beside(place, ".part.lock"));
    Ok(())
}

fn beside(place: &Path, ending: &str) -> PathBuf {
    let mut name = place.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn lock(place: &Path) -> Result<std::fs::File, Error> {
    let path = beside(place, ".part.lock");
    let fails = |source| Error::Disk { path: path.clone(), source };
    let lock = std::fs::OpenOptions::new().create(true).append(true).open(&path).map_err(fails)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(Error::Busy { place: place.to_owned() }),
        // File systems without locks (some sticks and shares) still take files.
        Err(TryLockError::Error(_)) => Ok(lock),
    }
}

impl Partial {
    /// Opens what is there, or begins. Bytes that were not yet safe when the last fetch ended
    /// without a word are cut off: after a power cut they may be anything.
    pub(crate) async fn open(place: &Path) -> Result<Self, Error> {
        let lock = lock(place)?;
        let path = beside(place, ".part");
        let note = read_note(place);
        let fails = |source| Error::Disk { path: path.clone(), source };
        let mut options = OpenOptions::new();
        let file = options.read(true).write(true).create(true).truncate(false).open(&path).await;
        let file = file.map_err(fails)?;
        let length = file.metadata().await.map_err(fails)?.len();
        let have = note.safe.map_or(length, |safe| safe.min(length));
        if have < length {
            file.set_len(have).await.map_err(fails)?;
        }
        Ok(Self { path, file, have, note, saved: Instant::now(), lock })
    }

    fn fails(&self) -> impl FnOnce(std::io::Error) -> Error + use<> {
        let path = self.path.clone();
        move |source| Error::Disk { path, source }
    }

    /// Adds bytes at the end.
    pub(crate) async fn add(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let fails = self.fails();
        let write = async {
            self.file.seek(SeekFrom::Start(self.have)).await?;
            self.file.write_all(bytes).await?;
            self.file.flush().await
        };
        write.await.map_err(fails)?;
        self.have += bytes.len() as u64;
        if self.saved.elapsed() >= SAFE_EVERY {
            self.save().await?;
        }
        Ok(())
    }

    /// True when the bytes from `at` on are these. All of them lie before the end.
    pub(crate) async fn holds(&mut self, at: u64, bytes: &[u8]) -> Result<bool, Error> {
        let fails = self.fails();
        let mut own = vec![0; bytes.len()];
        let read = async {
            self.file.seek(SeekFrom::Start(at)).await?;
            self.file.read_exact(&mut own).await
        };
        read.await.map_err(fails)?;
        Ok(own == bytes)
    }

    /// Makes everything so far safe against a power cut, and notes it.
    pub(crate) async fn save(&mut self) -> Result<(), Error> {
        let fails = self.fails();
        self.file.sync_data().await.map_err(fails)?;
        self.saved = Instant::now();
        self.note.safe = Some(self.have);
        let path = beside(&self.path, ".json");
        let fails = |source| Error::Disk { path: path.clone(), source };
        let text = serde_json::to_vec_pretty(&self.note).unwrap_or_default();
        // Renamed over the old one: a power cut leaves the old note or the new, never half of one.
        let fresh = beside(&self.path, ".json-new");
        tokio::fs::write(&fresh, text).await.map_err(fails)?;
        tokio::fs::rename(&fresh, &path).await.map_err(fails)
    }

    /// Throws away bytes that were proven wrong.
    pub(crate) async fn forget(&mut self) -> Result<(), Error> {
        let fails = self.fails();
        self.file.set_len(0).await.map_err(fails)?;
        self.have = 0;
        self.note = Note::default();
        self.save().await
    }

    /// The path of the bytes, for comparing their checksum.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Gives the file its name; the note goes.
    pub(crate) async fn finish(self, place: &Path) -> Result<(), Error> {
        let Self { path, file, lock, .. } = self;
        let fails = |source| Error::Disk { path: place.to_owned(), source };
        file.sync_all().await.map_err(fails)?;
        drop(file.into_std().await);
        tokio::fs::rename(&path, place).await.map_err(fails)?;
        let _ = tokio::fs::remove_file(beside(&path, ".json")).await;
        drop(lock);
        let _ = tokio::fs::remove_file(beside(place, ".part.lock")).await;
        Ok(())
    }
}

/// A note that cannot be read says nothing; the checksum decides in the end.
fn read_note(place: &Path) -> Note {
    let path = beside(place, ".part.json");
    let small = std::fs::metadata(&path).is_ok_and(|m| m.len() <= LONGEST_NOTE);
    let text = if small { std::fs::read(&path).unwrap_or_default() } else { Vec::new() };
    serde_json::from_slice(&text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn bytes_stay_and_unsafe_ones_are_cut_off() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("mô hình nghe.bin");
        let mut partial = Partial::open(&place).await.unwrap();
        partial.add(b"safe").await.unwrap();
        partial.note.address = "https://a".to_owned();
        partial.save().await.unwrap();
        partial.add(b"perhaps").await.unwrap();
        assert!(matches!(Partial::open(&place).await, Err(Error::Busy { .. })));
        drop(partial);
        assert_eq!(kept_bytes(&place), 11);
        let mut again = Partial::open(&place).await.unwrap();
        assert_eq!((again.have, again.note.address.as_str()), (4, "https://a"));
        assert!(again.holds(1, b"afe").await.unwrap());
        assert!(!again.holds(1, b"aff").await.unwrap());
        again.finish(&place).await.unwrap();
        assert_eq!(std::fs::read(&place).unwrap(), b"safe");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[tokio::test]
    async fn a_broken_note_keeps_the_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a");
        std::fs::write(beside(&place, ".part"), b"from a stick").unwrap();
        std::fs::write(beside(&place, ".part.json"), b"{\"safe\": \"x").unwrap();
        assert_eq!(Partial::open(&place).await.unwrap().have, 12);
        discard(&place).unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
