//! Owns bringing a model from a stick or folder: known by its checksum or header whatever it is
//! called, checkpoints converted in a child. Refuses the test model.

use super::{ModelInfo, catalogue, checksum_file, folder, is_id, place_of, voice_folder};
use crate::output::Pending;
use crate::task::Task;
use crate::{Error, Studio, Watch};
use sha2::{Digest, Sha256};
use speech_models::{Format, Found, Kind, look};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The test model is smaller; larger files are not read for its sake.
const TEST_MODEL_AT_MOST: u64 = 16 << 20;
/// Silero's detector has less than a megabyte.
const DETECTOR_AT_MOST: u64 = 16 << 20;
/// Narrower models lose too much by five bits.
const WIDE: u32 = 768;

/// What came of a folder.
#[derive(Debug)]
pub struct Added {
    /// Installed now.
    pub models: Vec<ModelInfo>,
    /// Found, but not installed, and why.
    pub passed_over: Vec<(PathBuf, Error)>,
}

impl Added {
    /// The installed ones; when there is none, why the first was passed over.
    ///
    /// # Errors
    /// That reason.
    pub fn or_first_error(self) -> Result<Vec<ModelInfo>, Error> {
        match self.passed_over.into_iter().next() {
            Some((_, error)) if self.models.is_empty() => Err(error),
            _ => Ok(self.models),
        }
    }
}

/// Installs a model file or checkpoint, or everything in a folder. `format` is what checkpoints
/// become; otherwise what fits their size.
///
/// # Errors
/// [`Error::SpeechModels`] when there is none; for a single one also why it was not installed:
/// [`Error::TestModel`], [`Error::Exists`], [`Error::Output`], [`Error::Cancelled`].
pub async fn add(
    studio: &Studio,
    path: &Path,
    format: Option<Format>,
    watch: &Watch,
) -> Result<Added, Error> {
    let given = path.to_owned();
    let found = blocking(move || look(&given)).await?;
    let single = found.len() == 1;
    let mut added = Added { models: Vec::new(), passed_over: Vec::new() };
    for one in found {
        match install(studio, &one, format, watch).await {
            Ok(model) => added.models.push(model),
            Err(error) if single || matches!(error, Error::Cancelled) => return Err(error),
            Err(error) => added.passed_over.push((one.path, error)),
        }
    }
    Ok(added)
}

async fn install(
    studio: &Studio,
    found: &Found,
    format: Option<Format>,
    watch: &Watch,
) -> Result<ModelInfo, Error> {
    match &found.kind {
        Kind::Model(facts) if facts.runs().is_ok() => {
            let (home, path) = (studio.home.clone(), found.path.clone());
            let cancel = watch.cancel.clone();
            blocking(move || copy(&home, &path, &|| cancel.is_cancelled())).await
        }
        Kind::Detector => {
            let (home, path) = (studio.home.clone(), found.path.clone());
            blocking(move || copy_detector(&home, &path)).await
        }
        // A model of 32 bits a weight is no more ready than a checkpoint.
        _ => {
            let dims = match &found.kind {
                Kind::Model(facts) => facts.dims,
                _ => {
                    let path = found.path.clone();
                    blocking(move || speech_models::checkpoint_dims(&path)).await?
                }
            };
            let usual = if dims.state >= WIDE { Format::Q5_0 } else { Format::Q8_0 };
            let format = format.unwrap_or(usual);
            let id = format!("{}-{}", name(&found.path), format.name());
            let place = place_of(&studio.home, &id);
            convert_to(studio, &found.path, format, place.clone(), watch).await?;
            let size_bytes = std::fs::metadata(&place).map_or(0, |m| m.len());
            Ok(ModelInfo { id, size_bytes, path: place })
        }
    }
}

/// Makes a model at `place` from a checkpoint or larger model, in a child.
pub(super) async fn convert_to(
    studio: &Studio,
    source: &Path,
    format: Format,
    place: PathBuf,
    watch: &Watch,
) -> Result<(), Error> {
    let pending = Pending::new(&place, false)?;
    let output = pending.path().to_owned();
    let task = Task::Convert { source: source.to_owned(), format, output: output.clone() };
    studio.children.run::<serde_json::Value>(&task, watch).await?;
    let checksum = blocking(move || {
        // What was written is looked at like any other model before it counts as one.
        speech_models::inspect_file(&output)?;
        sha256(&output)
    })
    .await?;
    let place = pending.commit()?;
    crate::output::write(&checksum_file(&place), checksum.as_bytes(), true)?;
    Ok(())
}

/// Copies a voice detector to where it is looked for.
fn copy_detector(home: &Path, path: &Path) -> Result<ModelInfo, Error> {
    let input = |source| Error::Input { path: path.to_owned(), source };
    let length = std::fs::metadata(path).map_err(input)?.len();
    if length > DETECTOR_AT_MOST {
        let source = speech_models::ModelFault::Header;
        return Err(speech_models::Error::NotAModel { path: path.to_owned(), source }.into());
    }
    let own = name(path);
    let id = if own.to_lowercase().contains("silero") { own } else { "ggml-silero".to_owned() };
    let mut pending = Pending::new(&voice_folder(home).join(format!("{id}.bin")), false)?;
    pending.write(&std::fs::read(path).map_err(input)?)?;
    Ok(ModelInfo { id, size_bytes: length, path: pending.commit()? })
}

/// Copies a model, reading it once; its checksum may know a better name than it has.
fn copy(home: &Path, path: &Path, cancelled: &dyn Fn() -> bool) -> Result<ModelInfo, Error> {
    let input = |source| Error::Input { path: path.to_owned(), source };
    let mut source = File::open(path).map_err(input)?;
    let length = source.metadata().map_err(input)?.len();
    if length <= TEST_MODEL_AT_MOST && captions::is_test_model(&std::fs::read(path).map_err(input)?)
    {
        return Err(Error::TestModel { path: path.to_owned() });
    }
    let own = place_of(home, &name(path));
    let catalogue = catalogue()?;
    // Only a model of the catalogue can get another name on the way.
    if !catalogue.has_length(length) && own.symlink_metadata().is_ok() {
        return Err(Error::Exists { path: own });
    }
    let mut pending = Pending::new(&folder(home).join("model.bin"), true)?;
    let (mut hash, mut buffer) = (Sha256::new(), vec![0; 1 << 20]);
    loop {
        let n = source.read(&mut buffer).map_err(input)?;
        if n == 0 {
            break;
        }
        if cancelled() {
            return Err(Error::Cancelled);
        }
        hash.update(&buffer[..n]);
        pending.write(&buffer[..n])?;
    }
    let checksum = hex(&hash.finalize());
    // The stick may have been pulled out in the middle.
    speech_models::inspect_file(pending.path()).map_err(|error| match error {
        speech_models::Error::NotAModel { source, .. } => {
            Error::from(speech_models::Error::NotAModel { path: path.to_owned(), source })
        }
        other => other.into(),
    })?;
    let known = catalogue.by_checksum(&checksum).map(|(_, entry)| place_of(home, &entry.id));
    let place = pending.renamed(known.unwrap_or(own))?.commit()?;
    crate::output::write(&checksum_file(&place), checksum.as_bytes(), true)?;
    let id = place.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok(ModelInfo { id, size_bytes: length, path: place })
}

/// A name for the model at `path` that every system takes: its own, or for the usual names of
/// checkpoints the folder's.
fn name(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let usual = ["model", "pytorch_model", "model.safetensors.index", "pytorch_model.bin.index"];
    let folder = path.parent().and_then(Path::file_name);
    let stem = match folder {
        Some(folder) if usual.contains(&stem.as_str()) => folder.to_string_lossy().into_owned(),
        // A folder's name may have a point in it that begins no ending.
        _ if path.is_dir() => path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        _ => stem,
    };
    let name = crate::home::file_name(&stem).replace(' ', "-");
    if is_id(&name) { name } else { "model".to_owned() }
}

pub(super) fn sha256(path: &Path) -> Result<String, Error> {
    let input = |source| Error::Input { path: path.to_owned(), source };
    let mut file = File::open(path).map_err(input)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 20];
    loop {
        match file.read(&mut buffer).map_err(input)? {
            0 => return Ok(hex(&hash.finalize())),
            n => hash.update(&buffer[..n]),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Away from the interface's threads: a model may be a gigabyte.
pub(super) async fn blocking<T, E>(
    work: impl FnOnce() -> Result<T, E> + Send + 'static,
) -> Result<T, Error>
where
    T: Send + 'static,
    E: Send + 'static,
    Error: From<E>,
{
    let task = tokio::task::spawn_blocking(work).await;
    Ok(task.unwrap_or_else(|panic| std::panic::resume_unwind(panic.into_panic()))?)
}
