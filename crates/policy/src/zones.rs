//! Owns where platforms leave a picture free and how large a file may be there, as dated data of
//! `rules/zones.toml` and `rules/presets.toml`. Refuses to draw and to encode.

use crate::law::Law;
use crate::rule::Confidence;
use crate::{Error, Platform, Source};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use timeline::{Aspect, Preset, SafeZone};

/// `rules/zones.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ZoneFile {
    zone: Vec<ZoneEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ZoneEntry {
    platforms: Vec<Platform>,
    shape: Aspect,
    size: [u32; 2],
    top: u32,
    right: u32,
    bottom: u32,
    left: u32,
    source: String,
    /// For the reader of the file.
    #[serde(rename = "confidence")]
    _confidence: Confidence,
}

/// `rules/presets.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PresetFile {
    preset: Vec<PresetEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PresetEntry {
    id: Preset,
    factor: u8,
    most_bits: u32,
    short_side: u32,
    most_bytes: u64,
    source: String,
    #[serde(rename = "confidence")]
    _confidence: Confidence,
}

/// How large a file may be somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileLimits {
    /// x264's constant rate factor.
    pub factor: u8,
    /// Bits of picture a second at most.
    pub most_bits: u32,
    /// Pixels of the picture's shorter side at most.
    pub short_side: u32,
    /// Bytes of the whole file at most.
    pub most_bytes: u64,
}

/// Both files, with their sources looked up.
#[derive(Debug, Default)]
pub(crate) struct Zones {
    zones: Vec<(Vec<Platform>, Aspect, SafeZone, Source)>,
    presets: Vec<(Preset, FileLimits, Source)>,
}

impl Zones {
    pub(crate) fn add_zones(
        &mut self,
        path: &Path,
        file: ZoneFile,
        sources: &BTreeMap<String, (Source, Law)>,
    ) -> Result<(), Error> {
        for entry in file.zone {
            let [width, height] = entry.size;
            let ZoneEntry { top, right, bottom, left, .. } = entry;
            let zone = SafeZone { width, height, top, right, bottom, left };
            let room =
                |low: u32, high: u32, all: u32| u64::from(low) + u64::from(high) < u64::from(all);
            if !room(left, right, width) || !room(top, bottom, height) {
                let reason = format!("nothing is free in {zone:?}");
                return Err(Error::Rule { path: path.to_owned(), reason });
            }
            let source = named(path, &entry.source, sources)?;
            self.zones.push((entry.platforms, entry.shape, zone, source));
        }
        Ok(())
    }

    pub(crate) fn add_presets(
        &mut self,
        path: &Path,
        file: PresetFile,
        sources: &BTreeMap<String, (Source, Law)>,
    ) -> Result<(), Error> {
        for entry in file.preset {
            let PresetEntry { factor, most_bits, short_side, most_bytes, .. } = entry;
            if factor > 51 || most_bits < 200_000 || short_side < 240 || most_bytes < 1_000_000 {
                let reason = format!("no film fits into the limits of {:?}", entry.id);
                return Err(Error::Rule { path: path.to_owned(), reason });
            }
            let limits = FileLimits { factor, most_bits, short_side, most_bytes };
            self.presets.push((entry.id, limits, named(path, &entry.source, sources)?));
        }
        Ok(())
    }

    /// What is free there in a picture of that size, and who says so. Without data: what all
    /// platforms leave free.
    pub(crate) fn zone(
        &self,
        platform: Platform,
        (width, height): (u32, u32),
    ) -> (SafeZone, Option<&Source>) {
        let shape = match (u64::from(width), u64::from(height)) {
            (w, h) if h * 5 > w * 6 => Aspect::Vertical,
            (w, h) if w * 5 > h * 6 => Aspect::Wide,
            _ => Aspect::Square,
        };
        let fits = |(platforms, of, ..): &&(Vec<Platform>, Aspect, SafeZone, Source)| {
            *of == shape && platforms.contains(&platform)
        };
        match self.zones.iter().find(fits) {
            Some((_, _, zone, source)) => (*zone, Some(source)),
            None => (SafeZone::usual(width, height), None),
        }
    }

    pub(crate) fn preset(&self, preset: Preset) -> Option<(FileLimits, &Source)> {
        let found = self.presets.iter().find(|(id, ..)| *id == preset);
        found.map(|(_, limits, source)| (*limits, source))
    }
}

fn named(
    path: &Path,
    key: &str,
    sources: &BTreeMap<String, (Source, Law)>,
) -> Result<Source, Error> {
    let unknown =
        || Error::Unknown { path: path.to_owned(), kind: "the source", name: key.to_owned() };
    sources.get(key).map(|(source, _)| source.clone()).ok_or_else(unknown)
}
