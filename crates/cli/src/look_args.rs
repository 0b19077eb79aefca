//! Owns the words of the command line for how a film looks. The names are a promise, see
//! CHANGELOG.md.

use clap::ValueEnum;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Preset {
    Tiktok,
    Reels,
    Shorts,
    Zalo,
}

impl From<Preset> for timeline::Preset {
    fn from(preset: Preset) -> Self {
        match preset {
            Preset::Tiktok => Self::Tiktok,
            Preset::Reels => Self::Reels,
            Preset::Shorts => Self::Shorts,
            Preset::Zalo => Self::Zalo,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Style {
    Clean,
    Box,
    Big,
    Karaoke,
}

impl From<Style> for timeline::CaptionStyle {
    fn from(style: Style) -> Self {
        match style {
            Style::Clean => Self::Clean,
            Style::Box => Self::Box,
            Style::Big => Self::Big,
            Style::Karaoke => Self::Karaoke,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Fill {
    Crop,
    Blur,
}

impl From<Fill> for timeline::Fill {
    fn from(fill: Fill) -> Self {
        match fill {
            Fill::Crop => Self::Crop,
            Fill::Blur => Self::Blur,
        }
    }
}
