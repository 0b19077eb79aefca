//! Owns how the finished picture looks: [`Look`] with the style of its captions, its framing and
//! the kind of file; and the part of a picture that a platform leaves free, [`SafeZone`]. Refuses
//! drawing: that is `captions` and `media`.

use crate::Platform;
use serde::{Deserialize, Serialize};

/// Look of captions that are drawn into the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum CaptionStyle {
    /// White letters with a dark edge, no box.
    Clean,
    /// White letters on an opaque dark box: readable on every picture.
    #[default]
    Box,
    /// The same, larger, for small phones and slow readers.
    Big,
    /// A box in which the spoken word is marked; a cue without word times looks like [`Self::Box`].
    Karaoke,
}

/// What happens to a picture of another shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum Fill {
    /// It is cut to the new shape around the focus.
    #[default]
    Crop,
    /// All of it is shown; the sides are filled with the same picture, large and blurred.
    Blur,
}

/// How a picture gets a new shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Framing {
    /// Cut or blurred sides.
    pub fill: Fill,
    /// Where the important thing is, in percent of the picture's width from the left.
    pub focus_x: u8,
    /// The same from the top, in percent of its height.
    pub focus_y: u8,
}

impl Default for Framing {
    fn default() -> Self {
        Self { fill: Fill::Crop, focus_x: 50, focus_y: 50 }
    }
}

/// For whom the file is made; decides its size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum Preset {
    /// TikTok.
    Tiktok,
    /// Reels on Facebook and Instagram.
    Reels,
    /// Shorts on `YouTube`.
    Shorts,
    /// A small file, to be sent by Zalo.
    Zalo,
}

impl From<Platform> for Preset {
    fn from(platform: Platform) -> Self {
        match platform {
            Platform::Tiktok | Platform::TiktokShop => Self::Tiktok,
            Platform::Facebook => Self::Reels,
            Platform::Youtube => Self::Shorts,
        }
    }
}

/// How the finished picture looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Look {
    /// Style of the captions.
    pub style: CaptionStyle,
    /// How it gets its shape.
    pub framing: Framing,
    /// Kind of file; nothing follows the platform.
    pub preset: Option<Preset>,
}

/// The part of a picture over which a platform draws nothing, as margins in pixels of a picture
/// of the given size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SafeZone {
    /// Width that the margins are measured at.
    pub width: u32,
    /// Height that the margins are measured at.
    pub height: u32,
    /// Covered from the top.
    pub top: u32,
    /// Covered from the right.
    pub right: u32,
    /// Covered from the bottom.
    pub bottom: u32,
    /// Covered from the left.
    pub left: u32,
}

impl SafeZone {
    /// What stays free when nothing is known of a platform: on a tall picture all that any of
    /// them covers, otherwise the margins of television.
    #[must_use]
    pub fn usual(width: u32, height: u32) -> Self {
        if u64::from(height) * 5 > u64::from(width) * 6 {
            return Self { width: 1080, height: 1920, top: 250, right: 180, bottom: 460, left: 80 };
        }
        let (side, edge) = (width * 6 / 100, height * 7 / 100);
        Self { width, height, top: edge, right: side, bottom: edge, left: side }
    }

    /// Top, right, bottom and left margin in pixels of a picture of another size.
    #[must_use]
    pub fn margins(&self, width: u32, height: u32) -> [f64; 4] {
        let x = f64::from(width) / f64::from(self.width.max(1));
        let y = f64::from(height) / f64::from(self.height.max(1));
        [
            f64::from(self.top) * y,
            f64::from(self.right) * x,
            f64::from(self.bottom) * y,
            f64::from(self.left) * x,
        ]
    }
}
