//! Owns the catalogue of speech models: `models/catalogue.toml`, read and checked once. Refuses
//! entries without a checksum or without encrypted addresses.

use crate::{Dims, Error, Format};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

const TEXT: &str = include_str!("../../../models/catalogue.toml");

/// All models that are known.
#[derive(Debug, Clone, PartialEq)]
pub struct Catalogue {
    /// The day on which everything was compared with its sources.
    pub checked: String,
    /// From small to large, stock models first.
    pub families: Vec<Family>,
}

/// A sentence in the three languages of the interface.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
    /// French.
    pub fr: String,
}

/// A published figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fitness {
    /// BCP 47.
    pub language: String,
    /// Which recordings were read to it.
    pub set: String,
    /// Share of wrong words, percent.
    pub wer: f32,
    /// Who says so.
    pub source: String,
}

/// What those who wrote the catalogue could not verify.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub enum Doubt {
    /// Nothing was fetched from the addresses yet; they are as published.
    Addresses,
    /// Only one publisher states the checksum.
    Checksum,
    /// The licence is stated for another size of the model only.
    Licence,
}

/// One model in several formats.
#[derive(Debug, Clone, PartialEq)]
pub struct Family {
    /// Short name.
    pub id: String,
    /// Name as its makers write it.
    pub name: String,
    /// Measures, the same in every format.
    pub dims: Dims,
    /// SPDX name.
    pub licence: String,
    /// Where that is written.
    pub licence_source: String,
    /// What could not be verified of the model itself.
    pub doubts: Vec<Doubt>,
    /// False: it writes small letters without punctuation.
    pub punctuation: bool,
    /// What it is good at.
    pub good_at: Words,
    /// Published figures.
    pub fitness: Vec<Fitness>,
    /// Smallest first.
    pub files: Vec<Entry>,
}

/// One file that can be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Unique in the catalogue, and the name under which it is installed.
    pub id: String,
    /// The format in which it is installed.
    pub format: Format,
    /// Whole addresses of what is fetched, best first.
    pub addresses: Vec<String>,
    /// Exact length of what is fetched, where published.
    pub bytes: Option<u64>,
    /// Length of what is fetched, perhaps rounded.
    pub about_bytes: u64,
    /// Hexadecimal.
    pub sha256: String,
    /// Hexadecimal, where published.
    pub sha1: Option<String>,
    /// Who published the checksums.
    pub checksum_source: String,
    /// What could not be verified of the file.
    pub doubts: Vec<Doubt>,
    /// What is fetched is made into `format` on this computer.
    pub converted: bool,
}

impl Catalogue {
    /// The catalogue that came with the program.
    ///
    /// # Errors
    /// [`Error::Catalogue`].
    pub fn bundled() -> Result<Self, Error> {
        Self::read(TEXT)
    }

    /// Reads a catalogue.
    ///
    /// # Errors
    /// [`Error::Catalogue`].
    pub fn read(text: &str) -> Result<Self, Error> {
        let broken = |what: String| Error::Catalogue { what };
        let written: Written = toml::from_str(text).map_err(|e| broken(e.to_string()))?;
        let families = written.family.into_iter().map(|f| family(f, &written.place));
        let families = families.collect::<Result<Vec<_>, _>>().map_err(broken)?;
        let mut ids = BTreeSet::new();
        for id in families.iter().flat_map(|f| &f.files).map(|f| &f.id) {
            if !ids.insert(id) {
                return Err(broken(format!("{id} is there twice")));
            }
        }
        Ok(Self { checked: written.checked, families })
    }

    /// The file of that id, with its family.
    #[must_use]
    pub fn entry(&self, id: &str) -> Option<(&Family, &Entry)> {
        self.all().find(|(_, entry)| entry.id == id)
    }

    /// The file with that checksum that is installed as it is.
    #[must_use]
    pub fn by_checksum(&self, sha256: &str) -> Option<(&Family, &Entry)> {
        self.all().find(|(_, entry)| !entry.converted && entry.sha256 == sha256)
    }

    /// True when some file to be installed as it is has this length: worth a checksum.
    #[must_use]
    pub fn has_length(&self, bytes: u64) -> bool {
        self.all().any(|(_, entry)| entry.bytes == Some(bytes))
    }

    /// All files.
    pub fn all(&self) -> impl Iterator<Item = (&Family, &Entry)> {
        self.families.iter().flat_map(|f| f.files.iter().map(move |e| (f, e)))
    }
}

impl Family {
    /// Share of wrong words in `language`, percent, on the set that most models were measured
    /// with; none when nobody published one.
    #[must_use]
    pub fn wer(&self, language: &str) -> Option<f32> {
        let fits = |f: &&Fitness| f.language == language && f.set == "VIVOS";
        self.fitness.iter().find(fits).map(|f| f.wer)
    }
}

impl Entry {
    /// Bytes once it is installed, for a converted one by its bits a weight.
    #[must_use]
    pub fn installed_bytes(&self, dims: &Dims) -> u64 {
        if !self.converted {
            return self.about_bytes;
        }
        let bits = match self.format {
            Format::Q5_0 => 55,
            Format::Q8_0 => 85,
            Format::Q5_1 => 60,
            Format::F16 => 160,
            Format::F32 | Format::Other => 320,
        };
        dims.matrix_weights() * bits / 80 + dims.fixed_bytes()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    checked: String,
    place: BTreeMap<String, Place>,
    family: Vec<WrittenFamily>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    addresses: Vec<String>,
    checksums: String,
    #[serde(default)]
    doubts: Vec<Doubt>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenFamily {
    id: String,
    name: String,
    dims: Dims,
    licence: String,
    licence_source: String,
    #[serde(default)]
    doubts: Vec<Doubt>,
    punctuation: bool,
    good_at: Words,
    #[serde(default)]
    fitness: Vec<Fitness>,
    file: Vec<WrittenFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenFile {
    id: String,
    format: Format,
    at: String,
    name: String,
    bytes: Option<u64>,
    about_bytes: Option<u64>,
    sha256: String,
    sha1: Option<String>,
    #[serde(default)]
    converted: bool,
}

fn family(written: WrittenFamily, places: &BTreeMap<String, Place>) -> Result<Family, String> {
    if !written.dims.possible() {
        return Err(format!("{} has impossible measures", written.id));
    }
    let files = written.file.into_iter().map(|file| entry(file, places));
    Ok(Family {
        files: files.collect::<Result<_, _>>()?,
        id: written.id,
        name: written.name,
        dims: written.dims,
        licence: written.licence,
        licence_source: written.licence_source,
        doubts: written.doubts,
        punctuation: written.punctuation,
        good_at: written.good_at,
        fitness: written.fitness,
    })
}

fn entry(file: WrittenFile, places: &BTreeMap<String, Place>) -> Result<Entry, String> {
    let id = file.id;
    let place = places.get(&file.at).ok_or_else(|| format!("{id} lies nowhere"))?;
    let digits = |text: &String, n| text.len() == n && text.bytes().all(|b| b.is_ascii_hexdigit());
    let name =
        id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_".contains(&b));
    let plain = !file.name.is_empty() && !file.name.contains(['/', '\\', '?', '#']);
    let addresses: Vec<String> =
        place.addresses.iter().map(|folder| format!("{folder}{}", file.name)).collect();
    // The computer itself may serve a school or a test; `download` looks again.
    let closed = |a: &String| a.starts_with("https://") || a.starts_with("http://127.0.0.1:");
    if !name || !plain || addresses.is_empty() || !addresses.iter().all(closed) {
        return Err(format!("{id} has a strange name or address"));
    }
    if !digits(&file.sha256, 64) || !file.sha1.as_ref().is_none_or(|s| digits(s, 40)) {
        return Err(format!("{id} has no checksum"));
    }
    let about = file.bytes.or(file.about_bytes).ok_or_else(|| format!("{id} has no length"))?;
    Ok(Entry {
        id,
        format: file.format,
        addresses,
        bytes: file.bytes,
        about_bytes: about,
        sha256: file.sha256,
        sha1: file.sha1,
        checksum_source: place.checksums.clone(),
        doubts: place.doubts.clone(),
        converted: file.converted,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_whole_and_its_length_fits_its_measures() {
        let catalogue = Catalogue::bundled().unwrap();
        assert!(catalogue.families.len() >= 10);
        for (family, entry) in catalogue.all() {
            assert!(entry.id.starts_with(&family.id), "{}", entry.id);
            assert!(
                !entry.checksum_source.is_empty() && family.licence_source.starts_with("https")
            );
            for words in [&family.good_at.vi, &family.good_at.en, &family.good_at.fr] {
                assert!(words.ends_with('.'), "{}: {words}", family.id);
            }
            if entry.converted {
                continue;
            }
            let estimate = Entry { converted: true, ..entry.clone() }.installed_bytes(&family.dims);
            let (a, b) = (estimate as f64, entry.about_bytes as f64);
            assert!((0.97..1.03).contains(&(a / b)), "{}: {a} of {b}", entry.id);
        }
        assert!(catalogue.entry("phowhisper-small-q5_0").unwrap().0.wer("vi").unwrap() < 7.0);
    }

    #[test]
    fn an_entry_that_cannot_be_trusted_breaks_the_catalogue() {
        let swap = |from: &str, to: &str| Catalogue::read(&TEXT.replacen(from, to, 1)).is_err();
        assert!(swap("https://huggingface.co/ggerganov", "http://huggingface.co/ggerganov"));
        assert!(swap("818710568da3", "81871056"));
        assert!(swap("id = \"whisper-tiny-q8_0\"", "id = \"whisper-tiny-q5_1\""));
        assert!(swap("ggml-tiny-q5_1.bin", "../ggml-tiny.bin"));
        assert!(swap("state = 384", "state = 385"));
        assert!(!swap("tiny-q5_1.bin", "tiny-q5_2.bin"));
    }
}
