//! Owns why media work failed: [`Error`], one variant for each thing that a person can act on.
//! Refuses wording for people and cancellation, which is no error.

use std::io;
use std::path::{Path, PathBuf};

/// What failed, with the file it failed on.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file is not there, may not be read, or its name is no text; `source` says which.
    #[error("{path} cannot be read")]
    Unreadable { path: PathBuf, source: io::Error },
    /// The file holds zero bytes or zero seconds.
    #[error("{path} is empty")]
    Empty { path: PathBuf },
    /// The file is not a video or sound file that this program knows.
    #[error("{path} is not a media file")]
    NotMedia { path: PathBuf, source: Option<ffmpeg_next::Error> },
    /// The recording or the copy was broken off: the end of the file, with its index, is missing.
    #[error("{path} was broken off, its end is missing")]
    CutShort { path: PathBuf },
    /// The step needs a picture and the file has none.
    #[error("{path} has no picture")]
    NoVideo { path: PathBuf },
    /// The step needs sound and the file has none.
    #[error("{path} has no sound")]
    NoAudio { path: PathBuf },
    /// The cut list leaves no frame of the clip.
    #[error("nothing of {path} is kept")]
    NothingKept { path: PathBuf },
    /// The disk filled up while this file was written; what was there of it is gone again.
    #[error("there is no room on the disk for {path}")]
    DiskFull { path: PathBuf },
    /// The file cannot be made where it was asked for.
    #[error("{path} cannot be written")]
    Unwritable { path: PathBuf, source: io::Error },
    /// The FFmpeg libraries of this computer were built without something that is needed.
    #[error("the FFmpeg libraries have no {what}")]
    Missing { what: &'static str },
    /// FFmpeg failed in the named step.
    #[error("{step} failed on {path}")]
    Engine { path: PathBuf, step: &'static str, source: ffmpeg_next::Error },
    /// The finished file was opened again and is not what was asked for.
    #[error("{path} is not what was to be written: {what}")]
    Mismatch { path: PathBuf, what: String },
}

impl Error {
    /// FFmpeg said that there was no memory left. Threads that could not be started say "again",
    /// and an encoder says no more than "external": of a known encoder with our own settings there
    /// is no other reason.
    #[must_use]
    pub fn wants_memory(&self) -> bool {
        match self {
            Self::Engine { source: ffmpeg_next::Error::Other { errno }, .. } => {
                [ffmpeg_next::error::ENOMEM, ffmpeg_next::error::EAGAIN].contains(errno)
            }
            Self::Engine { source: ffmpeg_next::Error::External, step, .. } => {
                step.contains("encod")
            }
            _ => false,
        }
    }

    /// A step of FFmpeg that failed while `path` was read.
    pub(crate) fn engine(
        path: &Path,
        step: &'static str,
    ) -> impl FnOnce(ffmpeg_next::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Engine { path, step, source }
    }

    /// A failure while `path` was written: a full disk and a place that refuses get their names.
    pub(crate) fn writing(
        path: &Path,
        step: &'static str,
    ) -> impl FnOnce(ffmpeg_next::Error) -> Self {
        let path = path.to_owned();
        move |source| match source {
            ffmpeg_next::Error::Other { errno } => {
                Self::from_io(path, io::Error::new(kind(errno), source))
            }
            source => Self::Engine { path, step, source },
        }
    }

    /// The same for a failure of the operating system.
    pub(crate) fn from_io(path: PathBuf, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull { path },
            _ => Self::Unwritable { path, source },
        }
    }
}

/// FFmpeg's system errors carry POSIX numbers on every system, Windows included.
fn kind(errno: i32) -> io::ErrorKind {
    use ffmpeg_next::error::{
        EACCES, EAGAIN, EISDIR, ENOENT, ENOMEM, ENOSPC, ENOTDIR, EPERM, EROFS,
    };
    match errno {
        ENOSPC => io::ErrorKind::StorageFull,
        // No memory, or none for a thread.
        ENOMEM | EAGAIN => io::ErrorKind::OutOfMemory,
        EACCES | EPERM => io::ErrorKind::PermissionDenied,
        EROFS => io::ErrorKind::ReadOnlyFilesystem,
        ENOENT => io::ErrorKind::NotFound,
        ENOTDIR => io::ErrorKind::NotADirectory,
        EISDIR => io::ErrorKind::IsADirectory,
        _ => io::ErrorKind::Other,
    }
}
