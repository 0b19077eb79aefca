//! Owns the speech models on this computer: files in the data folder's `models`. Refuses to offer
//! the test model: it understands a synthetic voice and no person.

use crate::output::Pending;
use crate::task::Model;
use crate::{Error, Studio};
use captions::SpeechModel;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// Names the model for test runs of the window, which has no `--model`.
const OVERRIDE: &str = "MANG_SPEECH_MODEL";

/// One installed speech model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct ModelInfo {
    /// The file's name without ending.
    pub id: String,
    /// Size in bytes.
    #[cfg_attr(feature = "ipc", specta(type = i32))]
    pub size_bytes: u64,
    /// Where it lies.
    pub path: PathBuf,
}

/// What the user asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// Nothing: the first installed model, if any.
    Default,
    /// No model, even if there is one.
    None,
    /// An installed model's id, or a file.
    Named(String),
}

/// Installed models by name.
#[must_use]
pub fn list(home: &Path) -> Vec<ModelInfo> {
    let entries = std::fs::read_dir(folder(home)).into_iter().flatten().flatten();
    let info = |entry: std::fs::DirEntry| {
        let path = entry.path();
        let is_model = path.extension().is_some_and(|e| e == "bin");
        let size_bytes = entry.metadata().ok().filter(|m| m.is_file() && is_model)?.len();
        Some(ModelInfo { id: path.file_stem()?.to_string_lossy().into_owned(), size_bytes, path })
    };
    let mut models: Vec<ModelInfo> = entries.filter_map(info).collect();
    models.sort_by(|a, b| a.id.cmp(&b.id));
    models
}

/// The model to listen with. The sample clip speaks with the voice that the sample model knows.
///
/// # Errors
/// [`Error::Input`] when a named model is not there.
pub fn choose(home: &Path, choice: &Choice, sample: bool) -> Result<Option<Model>, Error> {
    let file = |path: PathBuf| Some(Model::File { path });
    match choice {
        Choice::None => Ok(None),
        Choice::Default if sample => Ok(Some(Model::Sample)),
        Choice::Default => match std::env::var_os(OVERRIDE) {
            Some(path) => Ok(file(path.into())),
            None => Ok(list(home).into_iter().next().and_then(|m| file(m.path))),
        },
        Choice::Named(name) => {
            if let Some(installed) = list(home).into_iter().find(|m| m.id == *name) {
                return Ok(file(installed.path));
            }
            let path = PathBuf::from(name);
            match std::fs::metadata(&path) {
                Ok(_) => Ok(file(path)),
                Err(source) => Err(Error::Input { path, source }),
            }
        }
    }
}

/// The voice detector model on this computer, if there is one: a file `ggml-silero-….bin` in the
/// data folder's `models/voice`.
#[must_use]
pub fn detector(home: &Path) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder(home).join("voice")).ok()?.flatten();
    let named = |path: &PathBuf| {
        let name = path.file_name().map(|n| n.to_string_lossy().to_lowercase());
        name.is_some_and(|n| n.contains("silero") && n.ends_with(".bin"))
    };
    entries.map(|e| e.path()).filter(named).max()
}

/// Copies a model file into the data folder, with its checksum beside it.
///
/// # Errors
/// [`Error::Captions`] when it is no speech model, [`Error::TestModel`], [`Error::Exists`] when
/// one of that name is installed, [`Error::Output`].
pub fn add(home: &Path, path: &Path) -> Result<ModelInfo, Error> {
    let bytes =
        std::fs::read(path).map_err(|source| Error::Input { path: path.to_owned(), source })?;
    SpeechModel::check(path, &bytes)?;
    if captions::is_test_model(&bytes) {
        return Err(Error::TestModel { path: path.to_owned() });
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let place = folder(home).join(format!("{stem}.bin"));
    let mut pending = Pending::new(&place, false)?;
    pending.write(&bytes)?;
    pending.commit()?;
    crate::output::write(&checksum_file(&place), hex(&bytes).as_bytes(), true)?;
    Ok(ModelInfo { id: stem, size_bytes: bytes.len() as u64, path: place })
}

/// As [`add`], away from the interface's thread: a model may be a gigabyte.
///
/// # Errors
/// As [`add`].
pub async fn install(studio: &Studio, path: PathBuf) -> Result<ModelInfo, Error> {
    let home = studio.home.clone();
    let task = tokio::task::spawn_blocking(move || add(&home, &path)).await;
    task.unwrap_or_else(|panic| std::panic::resume_unwind(panic.into_panic()))
}

/// Removes an installed model.
///
/// # Errors
/// [`Error::Input`] when there is none of that id.
pub fn remove(home: &Path, id: &str) -> Result<(), Error> {
    let missing = || Error::Input {
        path: PathBuf::from(id),
        source: std::io::Error::from(std::io::ErrorKind::NotFound),
    };
    let model = list(home).into_iter().find(|m| m.id == id).ok_or_else(missing)?;
    std::fs::remove_file(&model.path)
        .map_err(|source| Error::Output { path: model.path.clone(), source })?;
    // A checksum without its model says nothing; when it stays behind the next `add` replaces it.
    let _ = std::fs::remove_file(checksum_file(&model.path));
    Ok(())
}

/// What a verification says of one model.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Verified {
    /// Which one.
    pub id: String,
    /// It is whole and the same as when it was added.
    pub ok: bool,
    /// What is wrong, in English.
    pub reason: Option<String>,
}

/// Reads every installed model again and compares it with its checksum.
#[must_use]
pub fn verify(home: &Path) -> Vec<Verified> {
    let verified = |model: ModelInfo| {
        let reason = match std::fs::read(&model.path) {
            Err(error) => Some(error.to_string()),
            Ok(bytes) => match SpeechModel::check(&model.path, &bytes) {
                Err(error) => Some(Error::Captions(error).details()),
                Ok(()) => differs(&model.path, &bytes),
            },
        };
        Verified { id: model.id, ok: reason.is_none(), reason }
    };
    list(home).into_iter().map(verified).collect()
}

fn differs(path: &Path, bytes: &[u8]) -> Option<String> {
    let noted = std::fs::read_to_string(checksum_file(path)).ok()?;
    (noted.trim() != hex(bytes)).then(|| "its checksum differs from when it was added".to_owned())
}

fn folder(home: &Path) -> PathBuf {
    home.join("models")
}

fn checksum_file(model: &Path) -> PathBuf {
    model.with_extension("sha256")
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Models that a studio would listen with: the installed ones, or the one named for a test run.
#[must_use]
pub fn installed(studio: &Studio) -> Vec<ModelInfo> {
    match std::env::var_os(OVERRIDE).map(PathBuf::from) {
        Some(path) => vec![ModelInfo {
            id: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            size_bytes: std::fs::metadata(&path).map_or(0, |m| m.len()),
            path,
        }],
        None => list(&studio.home),
    }
}
