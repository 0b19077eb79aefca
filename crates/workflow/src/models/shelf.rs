//! Owns the list of models as a person sees it: what each is good at, what it costs this computer,
//! what is here already, and the one advice: the best that this computer can run.

use super::fits::{Memory, memory};
use super::speed::{Speeds, expected, known};
use super::{ModelInfo, catalogue, detector, fetch, list};
use crate::settings::Language;
use crate::{Error, Studio};
use serde::{Deserialize, Serialize};
use speech_models::{Doubt, Entry, Family, memory_needed};
use std::path::PathBuf;

/// Minutes of work for a minute of clip that people sit through, or let run over lunch.
const PATIENCE: f32 = 4.0;
/// Memory that the system and the window keep, in bytes.
const SYSTEM: u64 = 1 << 30;

/// Everything about speech models on one page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Shelf {
    /// Models of the catalogue, from small to large.
    pub offers: Vec<Offer>,
    /// Installed ones that are in no catalogue.
    pub own: Vec<ModelInfo>,
    /// The voice detector, which stands beside a speech model and finds where somebody speaks.
    pub detector: Option<ModelInfo>,
    /// The best that this computer can run, in Vietnamese.
    pub recommended: Option<String>,
    /// Some speed was measured here, so that the minutes mean something.
    pub measured: bool,
}

/// A model of the catalogue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Offer {
    /// What to ask for.
    pub id: String,
    /// Name as its makers write it.
    pub name: String,
    /// Of several formats of one model the smallest.
    pub usual: bool,
    /// `q5_0` and the like.
    pub format: String,
    /// What it is good at.
    pub good_at: String,
    /// False: small letters without commas and full stops.
    pub punctuation: bool,
    /// Published share of wrong syllables in read Vietnamese, percent.
    #[cfg_attr(feature = "ipc", specta(type = Option<i32>))]
    pub wer: Option<f32>,
    /// Who published it.
    pub wer_source: Option<String>,
    /// SPDX name.
    pub licence: String,
    /// Where the licence is written.
    pub licence_source: String,
    /// What those who wrote the catalogue could not verify.
    pub doubts: Vec<Doubt>,
    /// Bytes to be fetched.
    #[cfg_attr(feature = "ipc", specta(type = i32))]
    pub fetch_bytes: u64,
    /// Bytes of those that are here already.
    #[cfg_attr(feature = "ipc", specta(type = i32))]
    pub kept_bytes: u64,
    /// Bytes on the disk in the end.
    #[cfg_attr(feature = "ipc", specta(type = i32))]
    pub installed_bytes: u64,
    /// Bytes of memory at work.
    #[cfg_attr(feature = "ipc", specta(type = i32))]
    pub memory_bytes: u64,
    /// This computer has that much.
    pub fits: bool,
    /// It is here.
    pub installed: bool,
    /// Minutes of work for a minute of clip on this computer, once something was measured.
    #[cfg_attr(feature = "ipc", specta(type = Option<i32>))]
    pub minutes: Option<f32>,
    /// Measured with this very model, not guessed from another.
    pub measured: bool,
}

/// What there is, in the words of `language`.
///
/// # Errors
/// When another catalogue was named and cannot be used.
pub async fn shelf(studio: &Studio, language: Language) -> Result<Shelf, Error> {
    let catalogue = catalogue()?;
    let (speeds, memory) = (known(studio).await, memory());
    let installed = list(&studio.home);
    let here = |id: &str| installed.iter().any(|model| model.id == id);
    let offer = |(family, entry): (&Family, &Entry)| {
        let kept = fetch::kept(&studio.home, entry);
        let installed = here(&entry.id);
        Offer { kept_bytes: kept, installed, ..offer(family, entry, &speeds, memory, language) }
    };
    let offers: Vec<Offer> = catalogue.all().map(offer).collect();
    let own = |model: &&ModelInfo| catalogue.entry(&model.id).is_none();
    Ok(Shelf {
        detector: detector(&studio.home).and_then(info),
        own: installed.iter().filter(own).cloned().collect(),
        recommended: recommended(&offers),
        measured: !speeds.is_empty(),
        offers,
    })
}

fn info(path: PathBuf) -> Option<ModelInfo> {
    let size_bytes = std::fs::metadata(&path).ok()?.len();
    let id = path.file_stem()?.to_string_lossy().into_owned();
    Some(ModelInfo { id, size_bytes, path })
}

fn offer(
    family: &Family,
    entry: &Entry,
    speeds: &Speeds,
    memory: Memory,
    language: Language,
) -> Offer {
    let installed_bytes = entry.installed_bytes(&family.dims);
    let needs = memory_needed(&family.dims, installed_bytes);
    let expected = expected(speeds, &entry.id, &family.dims);
    let words = &family.good_at;
    let first = |f: &speech_models::Fitness| f.language == "vi" && f.set == "VIVOS";
    Offer {
        id: entry.id.clone(),
        name: family.name.clone(),
        usual: family.files.first().is_some_and(|file| file.id == entry.id),
        format: entry.format.name().to_owned(),
        good_at: match language {
            Language::Vi => words.vi.clone(),
            Language::En => words.en.clone(),
            Language::Fr => words.fr.clone(),
        },
        punctuation: family.punctuation,
        wer: family.wer("vi"),
        wer_source: family.fitness.iter().find(|f| first(f)).map(|f| f.source.clone()),
        licence: family.licence.clone(),
        licence_source: family.licence_source.clone(),
        doubts: family.doubts.iter().chain(&entry.doubts).copied().collect(),
        fetch_bytes: entry.about_bytes,
        kept_bytes: 0,
        installed_bytes,
        memory_bytes: needs,
        // Where the system does not tell, nothing is refused.
        fits: memory.total == 0 || needs + SYSTEM <= memory.total,
        installed: false,
        minutes: expected.map(|(minutes, _)| minutes),
        measured: expected.is_some_and(|(_, measured)| measured),
    }
}

/// The fewest published mistakes among those that fit and do not take too long; of equals the
/// quicker one. Models without a figure are never advised.
fn recommended(offers: &[Offer]) -> Option<String> {
    let fits = |o: &&Offer| o.fits && o.minutes.is_none_or(|m| m <= PATIENCE);
    let figure = |o: &Offer| o.wer.unwrap_or(f32::MAX);
    let known = offers.iter().filter(fits).filter(|o| o.wer.is_some());
    let best = known.min_by(|a, b| {
        figure(a).total_cmp(&figure(b)).then(a.installed_bytes.cmp(&b.installed_bytes))
    });
    best.map(|offer| offer.id.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use speech_models::Catalogue;

    fn offers(total: u64, minutes: impl Fn(&str) -> Option<f32>) -> Vec<Offer> {
        let catalogue = Catalogue::bundled().unwrap();
        let memory = Memory { total, free: total };
        let made = |(family, entry): (&Family, &Entry)| {
            let minutes = minutes(&entry.id);
            Offer { minutes, ..offer(family, entry, &Speeds::new(), memory, Language::Vi) }
        };
        catalogue.all().map(made).collect()
    }

    #[test]
    fn the_advice_fits_memory_and_patience() {
        let advice = |total: u64, minutes: f32| {
            let slow = |id: &str| Some(if id.contains("medium") { minutes } else { 0.2 });
            recommended(&offers(total << 30, slow)).unwrap()
        };
        assert_eq!(advice(16, 1.0), "phowhisper-medium-q5_0");
        assert_eq!(advice(16, 9.0), "phowhisper-small-q5_0");
        assert_eq!(advice(2, 1.0), "phowhisper-small-q5_0");
        // Nothing measured yet: memory alone decides.
        assert_eq!(recommended(&offers(2 << 30, |_| None)).unwrap(), "phowhisper-small-q5_0");
        assert_eq!(recommended(&offers(1 << 20, |_| None)), None);
    }

    #[test]
    fn what_one_reads_is_in_ones_language() {
        let all = offers(0, |_| None);
        assert!(all.iter().all(|offer| offer.fits), "where memory is unknown nothing is refused");
        assert!(all.iter().filter(|o| o.usual).count() >= 10);
        // What was never fetched from here says so, and one publisher's word is told as that.
        let pho = all.iter().find(|o| o.id == "phowhisper-medium-q5_0").unwrap();
        assert_eq!(pho.doubts, [Doubt::Licence, Doubt::Addresses, Doubt::Checksum]);
        assert!(all.iter().all(|o| o.doubts.contains(&Doubt::Addresses)));
        assert!(all.iter().any(|o| o.good_at.contains("tiếng Việt") && !o.punctuation));
    }
}
