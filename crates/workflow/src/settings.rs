//! Owns what a person chose once: language, text size, theme, keys, what is heard of captions, how
//! much of the line a fetch takes.

use crate::{Error, Studio};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum Language {
    #[default]
    Vi,
    En,
    Fr,
}

/// Colours of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    #[default]
    Light,
    Dark,
    Contrast,
}

/// Size of letters and buttons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum TextSize {
    #[default]
    Normal,
    Large,
    Huge,
}

/// What is heard of captions while a film plays, so that their times can be checked by ear.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Heard {
    /// A short sound when a caption comes, another when it goes.
    pub tones: bool,
    /// Its words, spoken by a voice of the computer.
    pub words: bool,
}

/// How much of the line a fetch takes: others in the house may be working too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// All there is.
    #[default]
    Full,
    /// Half a megabyte a second.
    Half,
    /// A hundred kilobytes a second.
    Little,
}

impl Line {
    /// Bytes a second at most.
    #[must_use]
    pub const fn most_per_second(self) -> Option<u64> {
        match self {
            Self::Full => None,
            Self::Half => Some(500_000),
            Self::Little => Some(100_000),
        }
    }
}

/// Everything that was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Settings {
    /// Language of the interface.
    pub language: Language,
    /// Colours.
    pub theme: Theme,
    /// Size of letters and buttons.
    pub text_size: TextSize,
    /// The first-run page was answered.
    pub welcomed: bool,
    /// What is heard of captions.
    #[serde(default)]
    pub heard: Heard,
    /// Keys of acts that were given others than the usual ones: names of acts with keys such as
    /// `Alt+KeyS`, an empty list for no key at all.
    #[serde(default)]
    pub keys: BTreeMap<String, Vec<String>>,
    /// How much of the line a fetch takes.
    #[serde(default)]
    pub line: Line,
}

const NAME: &str = "window";

/// What was chosen, or the defaults. Settings that cannot be read are the defaults again: they
/// must never keep the window from opening.
///
/// # Errors
/// When the library fails.
pub async fn get(studio: &Studio) -> Result<Settings, Error> {
    match studio.library.setting(NAME).await {
        Ok(settings) => Ok(settings.unwrap_or_default()),
        Err(library::Error::Document { .. }) => Ok(Settings::default()),
        Err(error) => Err(error.into()),
    }
}

/// Stores what was chosen.
///
/// # Errors
/// When the library fails.
pub async fn set(studio: &Studio, settings: &Settings) -> Result<(), Error> {
    Ok(studio.library.set_setting(NAME, settings).await?)
}
