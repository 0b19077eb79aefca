//! Owns what this computer can and cannot do, for `mang doctor`.

use crate::encoder::{self, Tried};
use crate::{Error, Studio, Watch, models};
use serde::Serialize;
use std::path::Path;
use sysinfo::{Disks, MemoryRefreshKind, RefreshKind, System};

/// One thing that was looked at.
#[derive(Debug, Clone, Serialize)]
pub struct Finding {
    /// Short name of what was looked at, e.g. `encoder-h264`.
    pub name: String,
    /// It is as it should be.
    pub ok: bool,
    /// What was found, in English.
    pub found: String,
}

/// Looks at processor, memory, codecs, fonts, models and disk.
///
/// # Errors
/// [`Error::Cancelled`].
pub async fn examine(studio: &Studio, watch: &Watch) -> Result<Vec<Finding>, Error> {
    let finding = |name: &str, ok, found| Finding { name: name.to_owned(), ok, found };
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let system = System::new_with_specifics(
        RefreshKind::nothing().with_memory(MemoryRefreshKind::nothing().with_ram()),
    );
    let (total, free) = (system.total_memory() >> 20, system.available_memory() >> 20);
    let mut findings = vec![
        finding("processor", cores >= 2, format!("{cores} cores")),
        finding("memory", free >= 700, format!("{free} of {total} MB free")),
    ];
    for (name, present) in media::abilities() {
        let found = if present { "present" } else { "missing from the FFmpeg libraries" };
        findings.push(finding(name, present, found.to_owned()));
    }
    let mut used = "libx264".to_owned();
    for Tried { encoder, result } in encoder::try_all(&studio.children, watch).await? {
        let found = match &result {
            Ok(likeness) => format!("passed its trial, {likeness:.1} dB"),
            Err(why) => format!("not used: {}", why.lines().next().unwrap_or_default()),
        };
        if result.is_ok() {
            used = encoder.to_owned();
        }
        // Having no such chip is no fault: the processor makes the same film, slower.
        findings.push(finding(&format!("chip-{encoder}"), true, found));
    }
    findings.push(finding("encoder-used", true, used));
    let models: Vec<String> = models::list(&studio.home).into_iter().map(|m| m.id).collect();
    let none = "none; captions can still come from a script".to_owned();
    let found = if models.is_empty() { none } else { models.join(", ") };
    // Having none is no fault: captions can come from a script.
    findings.push(finding("speech-models", true, found));
    let reads = crate::ocr::Reader::find().await.is_some();
    let found = if reads { "Tesseract with Vietnamese" } else { "no Tesseract with Vietnamese" };
    // Without it text in the picture is not checked, which the check says.
    findings.push(finding("picture-text", true, found.to_owned()));
    // In a child: a processor that is too old may end it, and the window must stay.
    let listens = match models::measure(studio, None, watch).await {
        Err(Error::Cancelled) => return Err(Error::Cancelled),
        Err(error) => finding("recognition", false, error.details()),
        Ok(minutes) => {
            let found = format!("works, a small model takes {minutes:.2} minutes for a minute");
            finding("recognition", true, found)
        }
    };
    findings.push(listens);
    let shelf = models::shelf(studio, crate::settings::Language::En).await?;
    let advised = shelf.offers.iter().find(|o| shelf.recommended.as_ref() == Some(&o.id));
    let found = advised.map_or("none fits this computer".to_owned(), |offer| {
        let minutes = offer.minutes.unwrap_or_default();
        let state = if offer.installed { "installed" } else { "not installed" };
        let memory = offer.memory_bytes >> 20;
        let figures = format!("{memory} MB of memory, {minutes:.1} minutes for a minute of clip");
        format!("{} ({state}; {figures})", offer.id)
    });
    findings.push(finding("speech-model-advice", true, found));
    let disk = free_disk_mb(&studio.home);
    let found = disk.map_or("unknown".to_owned(), |mb| format!("{mb} MB free"));
    findings.push(finding("disk", disk.is_none_or(|mb| mb >= 1000), found));
    Ok(findings)
}

pub(crate) fn free_disk_mb(folder: &Path) -> Option<u64> {
    let folder = folder.canonicalize().ok()?;
    let disks = Disks::new_with_refreshed_list();
    let holds = disks.iter().filter(|d| folder.starts_with(d.mount_point()));
    let nearest = holds.max_by_key(|d| d.mount_point().as_os_str().len())?;
    Some(nearest.available_space() >> 20)
}
