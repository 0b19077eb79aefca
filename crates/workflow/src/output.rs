//! Owns how a file appears: complete or not at all. It is written under a hidden temporary name
//! beside its place and renamed at the end; whatever is given up is removed.

use crate::Error;
use std::io::Write;
use std::path::{Path, PathBuf};
use tempfile::{Builder, NamedTempFile};

/// How temporary names begin, so that leavings of a power cut can be found.
const PREFIX: &str = ".mang-tmp-";

/// A file on its way. Dropped without [`commit`](Self::commit) it leaves nothing behind.
pub struct Pending {
    file: NamedTempFile,
    place: PathBuf,
    force: bool,
}

impl Pending {
    /// Prepares `place`. Its folder is made if it is missing.
    ///
    /// # Errors
    /// [`Error::Exists`] when the file is there and `force` is not given, [`Error::Output`] when
    /// the folder cannot be made or written.
    pub fn new(place: &Path, force: bool) -> Result<Self, Error> {
        if !force && place.symlink_metadata().is_ok() {
            return Err(Error::Exists { path: place.to_owned() });
        }
        let folder = place.parent().filter(|p| !p.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let fails = |source| Error::Output { path: folder.to_owned(), source };
        std::fs::create_dir_all(folder).map_err(fails)?;
        sweep(folder);
        let mut suffix = std::ffi::OsString::from(".");
        suffix.push(place.extension().unwrap_or_default());
        let mut builder = Builder::new();
        let file = builder.prefix(PREFIX).suffix(&suffix).tempfile_in(folder).map_err(fails)?;
        Ok(Self { file, place: place.to_owned(), force })
    }

    /// The temporary name, for a child to write to.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.file.path()
    }

    /// Gives it another place in the same folder, once its content told its name. Nothing is
    /// replaced there.
    ///
    /// # Errors
    /// [`Error::Exists`].
    pub(crate) fn renamed(self, place: PathBuf) -> Result<Self, Error> {
        if place.symlink_metadata().is_ok() {
            return Err(Error::Exists { path: place });
        }
        Ok(Self { place, force: false, ..self })
    }

    /// Writes `bytes` as the whole content.
    ///
    /// # Errors
    /// [`Error::Output`].
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let fails = |source| Error::Output { path: self.place.clone(), source };
        self.file.as_file_mut().write_all(bytes).map_err(fails)
    }

    /// Gives the file its name.
    ///
    /// # Errors
    /// [`Error::Exists`] when somebody else was faster, [`Error::Output`].
    pub fn commit(self) -> Result<PathBuf, Error> {
        let Self { file, place, force } = self;
        let fails = |source| Error::Output { path: place.clone(), source };
        file.as_file().sync_all().map_err(fails)?;
        readable_by_others(file.path()).map_err(fails)?;
        let renamed = if force { file.persist(&place) } else { file.persist_noclobber(&place) };
        match renamed {
            Ok(_) => Ok(place),
            Err(e) if e.error.kind() == std::io::ErrorKind::AlreadyExists => {
                Err(Error::Exists { path: place })
            }
            Err(e) => Err(Error::Output { path: place, source: e.error }),
        }
    }
}

/// Folders that were not there before: when the work is given up they go again, if still empty.
/// Make it before the files, so that it is dropped after them.
pub struct FreshFolder {
    missing: Vec<PathBuf>,
}

impl FreshFolder {
    /// Remembers which part of `folder` is missing.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        let missing = |path: &&Path| !path.as_os_str().is_empty() && !path.exists();
        Self { missing: folder.ancestors().take_while(missing).map(Path::to_owned).collect() }
    }
}

impl Drop for FreshFolder {
    fn drop(&mut self) {
        for folder in &self.missing {
            // Refused for a folder that holds something, which is what is wanted.
            let _ = std::fs::remove_dir(folder);
        }
    }
}

/// Writes a small file in one go.
///
/// # Errors
/// As [`Pending::new`] and [`Pending::commit`].
pub fn write(place: &Path, bytes: &[u8], force: bool) -> Result<PathBuf, Error> {
    let _fresh = place.parent().map(FreshFolder::new);
    let mut pending = Pending::new(place, force)?;
    pending.write(bytes)?;
    pending.commit()
}

/// Refuses to let a result take the place of what it is made from, even when files may be replaced.
///
/// # Errors
/// [`Error::Exists`].
pub fn keep_source(source: &Path, place: &Path) -> Result<(), Error> {
    match (source.canonicalize(), place.canonicalize()) {
        (Ok(one), Ok(other)) if one == other => Err(Error::Exists { path: place.to_owned() }),
        _ => Ok(()),
    }
}

/// Removes leavings in the folders of finished videos, and folders that are empty then.
pub fn sweep_videos() {
    let folders = std::fs::read_dir(crate::home::videos_folder()).into_iter().flatten().flatten();
    for folder in folders.map(|entry| entry.path()).filter(|path| path.is_dir()) {
        sweep(&folder);
        // Only an empty folder goes.
        let _ = std::fs::remove_dir(&folder);
    }
}

/// Removes leavings of our own that are older than a day: a power cut during a render.
fn sweep(folder: &Path) {
    let day = std::time::Duration::from_secs(86_400);
    let stale = |entry: &std::fs::DirEntry| {
        entry.file_name().to_string_lossy().starts_with(PREFIX)
            && entry
                .metadata()
                .and_then(|m| m.modified())
                .is_ok_and(|at| at.elapsed().is_ok_and(|age| age > day))
    };
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten().filter(stale) {
        // Best effort: what cannot be removed today is tried again next time.
        let _ = std::fs::remove_file(entry.path());
    }
}

/// Temporary files are private to the user; a finished one gets the usual rights.
#[cfg(unix)]
fn readable_by_others(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_by_others(_: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let names = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name());
        names.map(|n| n.to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn a_file_given_up_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut pending = Pending::new(&folder.path().join("a.srt"), false).unwrap();
        pending.write(b"half").unwrap();
        drop(pending);
        assert_eq!(names(folder.path()), Vec::<String>::new());
    }

    #[test]
    fn folders_made_for_a_file_given_up_go_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a").join("b").join("c.srt");
        {
            let _fresh = FreshFolder::new(place.parent().unwrap());
            let _pending = Pending::new(&place, false).unwrap();
        }
        assert_eq!(names(folder.path()), Vec::<String>::new());
        write(&place, b"one", false).unwrap();
        assert!(place.is_file());
    }

    #[test]
    fn an_existing_file_is_kept_unless_forced() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("phụ đề.srt");
        write(&place, b"one", false).unwrap();
        assert!(matches!(write(&place, b"two", false), Err(Error::Exists { .. })));
        assert_eq!(std::fs::read(&place).unwrap(), b"one");
        write(&place, b"two", true).unwrap();
        assert_eq!(std::fs::read(&place).unwrap(), b"two");
        assert_eq!(names(folder.path()), ["phụ đề.srt"]);
    }

    #[test]
    fn a_result_never_replaces_its_own_source() {
        let folder = tempfile::tempdir().unwrap();
        let clip = folder.path().join("a.mp4");
        std::fs::write(&clip, b"clip").unwrap();
        let roundabout = folder.path().join(".").join("a.mp4");
        assert!(matches!(keep_source(&clip, &roundabout), Err(Error::Exists { .. })));
        assert!(keep_source(&clip, &folder.path().join("b.mp4")).is_ok());
    }

    #[test]
    fn one_who_comes_second_does_not_overwrite() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a.srt");
        let pending = Pending::new(&place, false).unwrap();
        std::fs::write(&place, b"theirs").unwrap();
        assert!(matches!(pending.commit(), Err(Error::Exists { .. })));
        assert_eq!(std::fs::read(&place).unwrap(), b"theirs");
        assert_eq!(names(folder.path()), ["a.srt"]);
    }
}
