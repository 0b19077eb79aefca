//! Owns PyTorch's archives: which entry of the zip holds which weights. Refuses compressed or
//! encrypted entries and everything that `pickle.rs` refuses.

mod pickle;

use crate::CheckpointFault;
use crate::checkpoint::Place;
use crate::stored::{Number, Stored};
use pickle::Tensor;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read};
use zip::{CompressionMethod, ZipArchive};

/// Real ones have some hundred kilobytes.
const LONGEST_PICKLE: u64 = 8 << 20;
/// An entry for each storage and a few more.
const MOST_ENTRIES: usize = 20_000;

fn broken(what: impl Into<String>) -> CheckpointFault {
    CheckpointFault::Broken(what.into())
}

/// Lists the tensors of an archive, which is file number `file` of its checkpoint.
pub(crate) fn tensors(
    archive: &File,
    file: usize,
) -> Result<BTreeMap<String, Place>, CheckpointFault> {
    let zip_error = |e: zip::result::ZipError| broken(e.to_string());
    let mut zip = ZipArchive::new(BufReader::new(archive)).map_err(zip_error)?;
    if zip.len() > MOST_ENTRIES {
        return Err(broken("too many entries"));
    }
    let names: Vec<String> =
        zip.file_names().filter_map(Result::ok).map(std::borrow::Cow::into_owned).collect();
    let pickle = names.iter().find(|n| n.as_str() == "data.pkl" || n.ends_with("/data.pkl"));
    let pickle = pickle.ok_or_else(|| broken("it has no list of tensors"))?;
    let root = pickle.trim_end_matches("data.pkl").to_owned();
    let mut text = Vec::new();
    {
        let entry = zip.by_name(pickle).map_err(zip_error)?;
        if entry.size() > LONGEST_PICKLE {
            return Err(broken("its list of tensors is too long"));
        }
        entry.take(LONGEST_PICKLE).read_to_end(&mut text).map_err(|e| broken(e.to_string()))?;
    }
    if let Ok(mut order) = zip.by_name(&format!("{root}byteorder")) {
        let mut text = String::new();
        let read = order.by_ref().take(16).read_to_string(&mut text);
        if read.is_err() || text.trim() != "little" {
            return Err(broken("its numbers are written the other way round"));
        }
    }
    let mut storages: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    let mut found = BTreeMap::new();
    for (name, tensor) in pickle::tensors(&text)? {
        if !storages.contains_key(&tensor.key) {
            let entry = zip.by_name(&format!("{root}data/{}", tensor.key)).map_err(zip_error)?;
            let plain = entry.compression() == CompressionMethod::Stored && !entry.encrypted();
            let start = entry.data_start().filter(|_| plain);
            let start = start.ok_or_else(|| broken("weights are packed or locked"))?;
            storages.insert(tensor.key.clone(), (start, entry.size()));
        }
        let (start, bytes) = storages[&tensor.key];
        found.insert(name, place(&tensor, file, start, bytes)?);
    }
    Ok(found)
}

/// Where a tensor lies, inside a storage of `bytes` bytes from `start` on.
fn place(tensor: &Tensor, file: usize, start: u64, bytes: u64) -> Result<Place, CheckpointFault> {
    let outside = || broken("a tensor lies outside its storage");
    let size = tensor.number.bytes();
    let mut values = 1_u64;
    // Row by row without gaps; anything else would have to be gathered.
    let mut step = 1_u64;
    for (length, stride) in tensor.shape.iter().zip(&tensor.strides).rev() {
        if *length != 1 && *stride != step {
            return Err(broken("a tensor is not laid out row by row"));
        }
        values = values.checked_mul(*length).ok_or_else(outside)?;
        step = values;
    }
    let from = tensor.offset.checked_mul(size).ok_or_else(outside)?;
    let length = values.checked_mul(size).ok_or_else(outside)?;
    let end = from.checked_add(length).filter(|end| *end <= bytes);
    if tensor.number != Number::Other && end.is_none() {
        return Err(outside());
    }
    let offset = start.checked_add(from).ok_or_else(outside)?;
    let stored = Stored { file, offset, number: tensor.number };
    Ok(Place { shape: tensor.shape.clone(), stored })
}
