//! Owns fetching a model of the catalogue: only when somebody asked, resumed where it stopped,
//! looked at before it counts as installed, made smaller where the catalogue says so.

use super::{ModelInfo, add, catalogue, checksum_file, folder, place_of};
use crate::doctor::free_disk_mb;
use crate::{Error, ProgressUpdate, Studio, Watch};
use download::{Digest, Habits, Phase, Wanted};
use job::Stage;
use speech_models::{Catalogue, Entry, Family};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Bytes that must stay free on the disk.
const SPARE: u64 = 200 << 20;
/// Share of the time that the line takes, the rest is comparing and converting.
const LINE: f32 = 0.9;

/// How a fetch behaves.
#[derive(Debug, Clone, Default)]
pub struct Manner {
    /// Bytes a second at most.
    pub most_per_second: Option<u64>,
}

/// Fetches and installs the model `id`. Cancelled, it keeps what arrived.
///
/// # Errors
/// [`Error::Argument`] for an unknown id, [`Error::Exists`] when it is installed,
/// [`Error::Output`] when the disk is too small, [`Error::Download`], [`Error::Cancelled`], and
/// what converting says.
pub async fn fetch(
    studio: &Studio,
    id: &str,
    manner: &Manner,
    watch: &Watch,
) -> Result<ModelInfo, Error> {
    let catalogue = catalogue()?;
    let (family, entry) = known(&catalogue, id)?;
    let place = place_of(&studio.home, id);
    if place.symlink_metadata().is_ok() {
        return Err(Error::Exists { path: place });
    }
    let folder = folder(&studio.home);
    let fails = |source| Error::Output { path: folder.clone(), source };
    std::fs::create_dir_all(&folder).map_err(fails)?;
    let raw = raw_place(&studio.home, entry);
    room(&folder, family, entry, &raw)?;
    let digests = [Some(&entry.sha256), entry.sha1.as_ref()];
    let digests = digests.into_iter().flatten().filter_map(|hex| Digest::from_hex(hex)).collect();
    let (mirrors, bytes) = (entry.addresses.clone(), entry.bytes);
    let wanted = Wanted { mirrors, place: raw.clone(), bytes, digests };
    let habits = Habits { most_per_second: manner.most_per_second, ..Habits::default() };
    let converted = entry.converted;
    let sink = watch.clone();
    let report = move |at: &download::Progress| sink.say(update(at, converted));
    match download::fetch(&wanted, &habits, &report, &watch.cancel).await {
        Err(download::Error::Cancelled) => return Err(Error::Cancelled),
        other => other?,
    };
    if converted {
        let last = last_part(watch);
        add::convert_to(studio, &raw, entry.format, place.clone(), &last).await?;
        // It is in the model now; a copy that cannot be removed only takes room.
        let _ = std::fs::remove_file(&raw);
    } else {
        speech_models::inspect_file(&place)?;
        crate::output::write(&checksum_file(&place), entry.sha256.as_bytes(), true)?;
    }
    let size_bytes = std::fs::metadata(&place).map_or(0, |m| m.len());
    Ok(ModelInfo { id: id.to_owned(), size_bytes, path: place })
}

/// Throws away what arrived of a model so far.
///
/// # Errors
/// [`Error::Argument`] for an unknown id, [`Error::Download`] while it is being fetched.
pub fn discard(studio: &Studio, id: &str) -> Result<(), Error> {
    let catalogue = catalogue()?;
    let (_, entry) = known(&catalogue, id)?;
    let raw = raw_place(&studio.home, entry);
    download::discard(&raw)?;
    if entry.converted
        && let Err(source) = std::fs::remove_file(&raw)
        && source.kind() != std::io::ErrorKind::NotFound
    {
        return Err(Error::Output { path: raw, source });
    }
    Ok(())
}

/// Bytes of a model that arrived so far.
pub(super) fn kept(home: &Path, entry: &Entry) -> u64 {
    let raw = raw_place(home, entry);
    // Whole, but not yet converted.
    let whole = std::fs::metadata(&raw).map_or(0, |m| m.len());
    if entry.converted && whole > 0 { whole } else { download::kept_bytes(&raw) }
}

fn known<'a>(catalogue: &'a Catalogue, id: &str) -> Result<(&'a Family, &'a Entry), Error> {
    catalogue.entry(id).ok_or_else(|| Error::Argument { what: id.to_owned() })
}

/// Where the fetched file goes: to its place, or beside it when it is to be converted.
fn raw_place(home: &Path, entry: &Entry) -> PathBuf {
    let place = place_of(home, &entry.id);
    // Formats of one model are made from the same file; its checksum names it.
    let shared = || folder(home).join(format!("{}.source", entry.sha256.get(..16).unwrap_or("x")));
    if entry.converted { shared() } else { place }
}

/// Refuses what the disk has no room for, before anything is fetched.
fn room(folder: &Path, family: &Family, entry: &Entry, raw: &Path) -> Result<(), Error> {
    let made = if entry.converted { entry.installed_bytes(&family.dims) } else { 0 };
    let needs = (entry.about_bytes + made + SPARE).saturating_sub(download::kept_bytes(raw));
    match free_disk_mb(folder) {
        Some(free) if free << 20 < needs => {
            let source = std::io::Error::from(std::io::ErrorKind::StorageFull);
            Err(Error::Output { path: folder.to_owned(), source })
        }
        _ => Ok(()),
    }
}

fn stages(converted: bool) -> Vec<Stage> {
    if converted {
        vec![Stage::Fetch, Stage::Verify, Stage::Convert]
    } else {
        vec![Stage::Fetch, Stage::Verify]
    }
}

fn update(at: &download::Progress, converted: bool) -> ProgressUpdate {
    #[expect(clippy::cast_precision_loss, reason = "a fraction for a bar")]
    let part = at.total.filter(|t| *t > 0).map_or(0.0, |total| at.have as f32 / total as f32);
    let (stage, fraction) = match at.phase {
        Phase::Checking => (Stage::Verify, LINE + 0.05 * part),
        _ => (Stage::Fetch, LINE * part),
    };
    let stages = stages(converted);
    ProgressUpdate { stages, stage, stage_fraction: part, fraction, eta_s: at.eta_s }
}

/// The end of the bar, for converting.
fn last_part(watch: &Watch) -> Watch {
    let whole = watch.clone();
    let from = LINE + 0.05;
    let sink = move |part: ProgressUpdate| {
        let fraction = from + (1.0 - from) * part.fraction;
        whole.say(ProgressUpdate { stages: stages(true), fraction, ..part });
    };
    Watch::new(Arc::new(sink), watch.cancel.clone())
}
