//! Owns the speech models on this computer: files in the data folder's `models`, how they get
//! there and which one listens. Refuses to offer the test model: it understands a synthetic voice
//! and no person.

mod add;
mod fetch;
pub(crate) mod fits;
mod shelf;
pub(crate) mod speed;

use crate::task::Model;
use crate::{Error, Studio};
use serde::{Deserialize, Serialize};
use speech_models::Catalogue;
use std::path::{Path, PathBuf};

pub use add::{Added, add};
pub use fetch::{Manner, discard, fetch};
pub use shelf::{Offer, Shelf, shelf};
pub use speech_models::Format;
pub use speed::measure;

/// Names the model for test runs of the window, which has no `--model`.
const OVERRIDE: &str = "MANG_SPEECH_MODEL";
/// Names another catalogue than the program's own: a school's, or a test's.
const CATALOGUE: &str = "MANG_MODEL_CATALOGUE";

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
    /// Nothing: the best installed model, if any.
    Default,
    /// No model, even if there is one.
    None,
    /// An installed model's id, or a file.
    Named(String),
}

/// The catalogue in use.
///
/// # Errors
/// [`Error::Input`] when another one was named and cannot be read, [`Error::SpeechModels`] when
/// it is broken.
pub(crate) fn catalogue() -> Result<Catalogue, Error> {
    let Some(path) = std::env::var_os(CATALOGUE).filter(|v| !v.is_empty()).map(PathBuf::from)
    else {
        return Ok(Catalogue::bundled()?);
    };
    let text = std::fs::read_to_string(&path);
    let text = text.map_err(|source| Error::Input { path: path.clone(), source })?;
    Ok(Catalogue::read(&text)?)
}

/// Installed models by name.
#[must_use]
pub fn list(home: &Path) -> Vec<ModelInfo> {
    let entries = std::fs::read_dir(folder(home)).into_iter().flatten().flatten();
    let info = |entry: std::fs::DirEntry| {
        let path = entry.path();
        let is_model = path.extension().is_some_and(|e| e == "bin");
        let size_bytes = entry.metadata().ok().filter(|m| m.is_file() && is_model)?.len();
        let id = path.file_stem()?.to_string_lossy().into_owned();
        // A copy on its way has a hidden name.
        (!id.starts_with('.')).then_some(ModelInfo { id, size_bytes, path })
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
            None => Ok(best(list(home)).and_then(|m| file(m.path))),
        },
        Choice::Named(name) => {
            if let Ok(installed) = find(home, name) {
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
    let entries = std::fs::read_dir(voice_folder(home)).ok()?.flatten();
    let named = |path: &PathBuf| {
        let name = path.file_name().map(|n| n.to_string_lossy().to_lowercase());
        name.is_some_and(|n| n.contains("silero") && n.ends_with(".bin"))
    };
    entries.map(|e| e.path()).filter(named).max()
}

/// The one that is published to make the fewest mistakes in Vietnamese; without figures the first.
fn best(models: Vec<ModelInfo>) -> Option<ModelInfo> {
    let catalogue = catalogue().ok();
    let wer = |model: &ModelInfo| {
        let known = catalogue.as_ref().and_then(|c| c.entry(&model.id));
        known.and_then(|(family, _)| family.wer("vi")).unwrap_or(f32::MAX)
    };
    // Of equals the first: `min_by` keeps it.
    models.into_iter().min_by(|a, b| wer(a).total_cmp(&wer(b)))
}

/// The installed model of that id.
fn find(home: &Path, id: &str) -> Result<ModelInfo, Error> {
    let missing = || Error::Input {
        path: PathBuf::from(id),
        source: std::io::Error::from(std::io::ErrorKind::NotFound),
    };
    list(home).into_iter().find(|m| m.id == id).ok_or_else(missing)
}

/// Removes an installed model, or the voice detector.
///
/// # Errors
/// [`Error::Input`] when there is none of that id.
pub fn remove(home: &Path, id: &str) -> Result<(), Error> {
    let named = |path: &PathBuf| path.file_stem().is_some_and(|stem| stem == id);
    let path = match find(home, id) {
        Ok(model) => model.path,
        Err(missing) => detector(home).filter(named).ok_or(missing)?,
    };
    std::fs::remove_file(&path).map_err(|source| Error::Output { path: path.clone(), source })?;
    // A checksum without its model says nothing; when it stays behind the next `add` replaces it.
    let _ = std::fs::remove_file(checksum_file(&path));
    Ok(())
}

/// What a verification says of one model.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Verified {
    /// Which one.
    pub id: String,
    /// It is whole and the same as when it was added.
    pub ok: bool,
    /// What is wrong, in English.
    pub reason: Option<String>,
}

/// Reads every installed model again and compares it with its checksum.
///
/// # Errors
/// None so far; reading happens away from the interface's thread.
pub async fn verify(studio: &Studio) -> Result<Vec<Verified>, Error> {
    let home = studio.home.clone();
    add::blocking(move || Ok::<_, Error>(list(&home).into_iter().map(verified).collect())).await
}

fn verified(model: ModelInfo) -> Verified {
    let reason = match speech_models::inspect_file(&model.path) {
        Err(error) => Some(Error::from(error).details()),
        Ok(_) => differs(&model.path),
    };
    Verified { id: model.id, ok: reason.is_none(), reason }
}

fn differs(path: &Path) -> Option<String> {
    let noted = std::fs::read_to_string(checksum_file(path)).ok()?;
    match add::sha256(path) {
        Err(error) => Some(error.details()),
        Ok(now) => {
            (noted.trim() != now).then(|| "its checksum differs from when it was added".to_owned())
        }
    }
}

fn folder(home: &Path) -> PathBuf {
    home.join("models")
}

/// Voice detectors lie apart from speech models.
fn voice_folder(home: &Path) -> PathBuf {
    folder(home).join("voice")
}

fn place_of(home: &Path, id: &str) -> PathBuf {
    folder(home).join(format!("{id}.bin"))
}

/// True for a name that can be typed and stands for no option.
fn is_id(name: &str) -> bool {
    !name.is_empty() && name != "none" && !name.starts_with(['.', '-'])
}

fn checksum_file(model: &Path) -> PathBuf {
    model.with_extension("sha256")
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
