//! Owns finding a checkpoint's tensors: in one safetensors file, one PyTorch archive, or several
//! of them with an index, each by its content and not by its name. Refuses to judge whether they
//! make a model: see `weights.rs`.

use crate::stored::{Number, Stored};
use crate::{CheckpointFault, Error, torch};
use safetensors::Dtype;
use safetensors::tensor::Metadata;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// Where a tensor is and which shape it has, outermost first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) shape: Vec<u64>,
    pub(crate) stored: Stored,
}

/// A checkpoint's files and what is in them.
pub(crate) struct Checkpoint {
    pub(crate) files: Vec<File>,
    pub(crate) tensors: BTreeMap<String, Place>,
    /// Where its `config.json` and `vocab.json` may lie.
    pub(crate) folder: PathBuf,
}

/// Names in the order in which they are looked for in a folder.
const NAMES: [&str; 4] = [
    "model.safetensors",
    "model.safetensors.index.json",
    "pytorch_model.bin",
    "pytorch_model.bin.index.json",
];
/// Real headers have some hundred kilobytes.
const LONGEST_HEADER: u64 = 16 << 20;
/// A model of 1.5 billion weights comes in two or three.
const MOST_FILES: usize = 64;

#[derive(Deserialize)]
struct Index {
    weight_map: BTreeMap<String, String>,
}

/// What a file looks like from its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    Safetensors,
    Zip,
    OldPickle,
    Ggml,
    Detector,
    Index,
    Unknown,
}

/// Reads a file's first bytes.
pub(crate) fn look(path: &Path) -> std::io::Result<Look> {
    let mut head = [0_u8; 16];
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    let mut n = 0;
    while n < head.len() {
        match file.read(&mut head[n..])? {
            0 => break,
            more => n += more,
        }
    }
    let header = u64::from_le_bytes([
        head[0], head[1], head[2], head[3], head[4], head[5], head[6], head[7],
    ]);
    let json = path.to_string_lossy().ends_with(".index.json");
    Ok(match head {
        // The name of its kind stands where a speech model has its vocabulary.
        [b'l', b'm', b'g', b'g', 10, 0, 0, 0, b's', b'i', b'l', b'e', ..] => Look::Detector,
        [b'l', b'm', b'g', b'g', ..] => Look::Ggml,
        [b'P', b'K', 3, 4, ..] => Look::Zip,
        [0x80, 2..=5, ..] if n == 16 => Look::OldPickle,
        [b'{', ..] if json => Look::Index,
        [_, _, _, _, _, _, _, _, b'{', ..] if header < length && header <= LONGEST_HEADER => {
            Look::Safetensors
        }
        _ => Look::Unknown,
    })
}

/// The file that a folder's checkpoint begins with.
pub(crate) fn in_folder(folder: &Path) -> Option<PathBuf> {
    NAMES.iter().map(|name| folder.join(name)).find(|path| path.is_file())
}

/// Opens a checkpoint: a folder, one of its files, or its index.
pub(crate) fn open(path: &Path) -> Result<Checkpoint, Error> {
    let fault = |source| Error::NotACheckpoint { path: path.to_owned(), source };
    let read = |path: &Path| {
        let path = path.to_owned();
        move |source| Error::Read { path, source }
    };
    let first = if path.is_dir() {
        in_folder(path).ok_or_else(|| Error::Nothing { path: path.to_owned() })?
    } else {
        path.to_owned()
    };
    let folder = first.parent().unwrap_or(Path::new("")).to_owned();
    let paths = match look(&first).map_err(read(&first))? {
        Look::Index => indexed(&first, &folder)?,
        _ => vec![first],
    };
    let (mut files, mut tensors) = (Vec::new(), BTreeMap::new());
    for path in paths {
        let mut file = File::open(&path).map_err(read(&path))?;
        let found = match look(&path).map_err(read(&path))? {
            Look::Safetensors => safetensors(&mut file, files.len()).map_err(fault)?,
            Look::Zip => torch::tensors(&file, files.len()).map_err(fault)?,
            Look::OldPickle => return Err(fault(CheckpointFault::Old)),
            Look::Ggml | Look::Detector | Look::Index | Look::Unknown => {
                return Err(fault(CheckpointFault::Kind));
            }
        };
        tensors.extend(found);
        files.push(file);
    }
    Ok(Checkpoint { files, tensors, folder })
}

/// The files that an index names. They lie beside it: a name with a path is refused.
fn indexed(index: &Path, folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let fault = |what: String| Error::NotACheckpoint {
        path: index.to_owned(),
        source: CheckpointFault::Broken(what),
    };
    let text = small(index, LONGEST_HEADER)?;
    let text = text.ok_or_else(|| fault("its index is too long".to_owned()))?;
    let map: Index = serde_json::from_slice(&text).map_err(|e| fault(e.to_string()))?;
    let names: BTreeSet<&String> = map.weight_map.values().collect();
    let plain = |name: &&&String| !name.contains(['/', '\\', ':']) && !name.starts_with('.');
    if names.is_empty() || names.len() > MOST_FILES || !names.iter().all(|n| plain(&n)) {
        return Err(fault("its index names strange files".to_owned()));
    }
    Ok(names.into_iter().map(|name| folder.join(name)).collect())
}

/// A small file as a whole; nothing when it is longer than `most`.
pub(crate) fn small(path: &Path, most: u64) -> Result<Option<Vec<u8>>, Error> {
    let read = || {
        let file = File::open(path)?;
        let mut bytes = Vec::new();
        file.take(most + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes = read().map_err(|source| Error::Read { path: path.to_owned(), source })?;
    Ok((bytes.len() as u64 <= most).then_some(bytes))
}

fn safetensors(file: &mut File, number: usize) -> Result<BTreeMap<String, Place>, CheckpointFault> {
    let broken = |what: String| CheckpointFault::Broken(what);
    let mut header = || {
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(0))?;
        let mut eight = [0; 8];
        file.read_exact(&mut eight)?;
        let size = u64::from_le_bytes(eight).min(LONGEST_HEADER);
        let mut text = vec![0; usize::try_from(size).unwrap_or(0)];
        file.read_exact(&mut text)?;
        Ok((length, size, text))
    };
    let (length, size, text) = header().map_err(|e: std::io::Error| broken(e.to_string()))?;
    let metadata: Metadata = serde_json::from_slice(&text).map_err(|e| broken(e.to_string()))?;
    let start = 8 + size;
    if start.checked_add(metadata.data_len() as u64) != Some(length) {
        return Err(broken("it ends too early".to_owned()));
    }
    let place = |info: &safetensors::tensor::TensorInfo| {
        let number_format = match info.dtype {
            Dtype::F32 => Number::F32,
            Dtype::F16 => Number::F16,
            Dtype::BF16 => Number::Bf16,
            _ => Number::Other,
        };
        let offset = start + info.data_offsets.0 as u64;
        let shape = info.shape.iter().map(|n| *n as u64).collect();
        Place { shape, stored: Stored { file: number, offset, number: number_format } }
    };
    Ok(metadata.tensors().into_iter().map(|(name, info)| (name, place(info))).collect())
}
