//! Owns saying what a file or folder is, by its content. Refuses names: a model may be called
//! anything after a journey on a stick.

use crate::checkpoint::{self, Look, in_folder};
use crate::ggml::{Facts, inspect_file};
use crate::{CheckpointFault, Error};
use std::path::{Path, PathBuf};

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The file; or the folder, for a checkpoint of several files.
    pub path: PathBuf,
    /// What it is.
    pub kind: Kind,
}

/// A kind of model file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Ready to listen with.
    Model(Box<Facts>),
    /// To be converted first.
    Checkpoint,
    /// No speech model but Silero's voice detector, which may stand beside one.
    Detector,
}

/// Folders inside folders that are looked into.
const DEPTH: usize = 2;
/// Files that are looked at in a folder; a stick may be full of pictures.
const MOST_FILES: usize = 5_000;
/// Smaller files are no models and not looked at in folders.
const SMALLEST: u64 = 1 << 19;

/// What `path` is. A folder may hold several models.
///
/// # Errors
/// [`Error::Read`], [`Error::NotAModel`] for a ggml file that cannot be used,
/// [`Error::NotACheckpoint`] for any other file, [`Error::Nothing`] for a folder without models.
pub fn look(path: &Path) -> Result<Vec<Found>, Error> {
    let read = |source| Error::Read { path: path.to_owned(), source };
    if std::fs::metadata(path).map_err(read)?.is_dir() {
        let mut left = MOST_FILES;
        let mut found = Vec::new();
        folder(path, DEPTH, &mut left, &mut found);
        found.sort_by(|a, b| a.path.cmp(&b.path));
        return if found.is_empty() {
            Err(Error::Nothing { path: path.to_owned() })
        } else {
            Ok(found)
        };
    }
    let fault = |source| Error::NotACheckpoint { path: path.to_owned(), source };
    let kind = match checkpoint::look(path).map_err(read)? {
        Look::Ggml => Kind::Model(Box::new(inspect_file(path)?)),
        Look::Detector => Kind::Detector,
        Look::Safetensors | Look::Zip | Look::Index => Kind::Checkpoint,
        Look::OldPickle => return Err(fault(CheckpointFault::Old)),
        Look::Unknown => {
            // Said as of a model: that is what was asked for.
            let source = crate::ModelFault::Magic;
            return Err(Error::NotAModel { path: path.to_owned(), source });
        }
    };
    Ok(vec![Found { path: path.to_owned(), kind }])
}

/// Whole models below a folder. What cannot be read there is passed over.
fn folder(path: &Path, depth: usize, left: &mut usize, found: &mut Vec<Found>) {
    if in_folder(path).is_some() {
        found.push(Found { path: path.to_owned(), kind: Kind::Checkpoint });
        return;
    }
    for entry in std::fs::read_dir(path).into_iter().flatten().flatten() {
        if *left == 0 {
            return;
        }
        *left -= 1;
        let path = entry.path();
        // Links are not followed: a folder may contain itself.
        let Ok(kind) = entry.file_type() else { continue };
        if kind.is_dir() && depth > 0 {
            folder(&path, depth - 1, left, found);
        } else if kind.is_file() && entry.metadata().is_ok_and(|m| m.len() >= SMALLEST) {
            match checkpoint::look(&path) {
                Ok(Look::Ggml) => {
                    let facts = inspect_file(&path).ok().map(Box::new);
                    found.extend(facts.map(|facts| Found { path, kind: Kind::Model(facts) }));
                }
                Ok(Look::Detector) => found.push(Found { path, kind: Kind::Detector }),
                Ok(Look::Safetensors) => found.push(Found { path, kind: Kind::Checkpoint }),
                _ => {}
            }
        }
    }
}
