//! Owns facts about a source file: [`Clip`] and [`MediaInfo`]. Refuses to find them out: that is
//! `media::probe`.

use crate::{Chapter, FrameRate, Timestamp};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// One imported source file. The file itself is never changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Clip {
    /// Absolute path as the user gave it.
    pub path: PathBuf,
    /// What `probe` found.
    pub info: MediaInfo,
}

/// Facts about a media file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct MediaInfo {
    /// FFmpeg's short container name, e.g. `mov,mp4,m4a,3gp,3g2,mj2`.
    pub container: String,
    /// The longest stream, from time 0.
    pub duration_us: Timestamp,
    /// File size in bytes.
    #[cfg_attr(feature = "ipc", specta(type = i32))]
    pub size_bytes: u64,
    /// The first picture stream, covers and thumbnails left out.
    pub video: Option<VideoInfo>,
    /// The first sound stream.
    pub audio: Option<AudioInfo>,
    /// Chapters that the container names, in their order.
    #[serde(default)]
    pub chapters: Vec<Chapter>,
}

/// Facts about the picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct VideoInfo {
    /// FFmpeg's codec name, e.g. `h264`.
    pub codec: String,
    /// Stored width in pixels.
    pub width: u32,
    /// Stored height in pixels.
    pub height: u32,
    /// Degrees to turn clockwise for display: 0, 90, 180 or 270.
    pub rotation: u16,
    /// Average frames per second.
    pub frame_rate: FrameRate,
    /// True when frames are not evenly spaced.
    pub variable_rate: bool,
    /// Number of keyframes found.
    pub keyframes: u32,
    /// Number of frames found.
    pub frames: u32,
    /// FFmpeg's pixel format name, e.g. `yuv420p`.
    pub pixel_format: String,
    /// Transfer curve: `bt709`, `arib-std-b67` (HLG), `smpte2084` (PQ), `unknown` …
    pub transfer: String,
    /// Length of the picture stream.
    pub duration_us: Timestamp,
    /// How the picture is coded and stored.
    #[serde(default)]
    pub coding: Coding,
}

/// How a picture is coded and stored: what decides whether it can be cut without coding it anew.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(default)]
pub struct Coding {
    /// Profile in the codec's own words, e.g. `High`; empty when unknown.
    pub profile: String,
    /// Level as the codec stores it, e.g. 41 for H.264's 4.1; 0 when unknown.
    pub level: u32,
    /// Bits of a sample.
    pub bits: u32,
    /// Colour primaries, e.g. `bt709`.
    pub primaries: String,
    /// Matrix between RGB and the stored colours, e.g. `bt709`.
    pub matrix: String,
    /// Range of the stored values: `tv`, `pc` or `unknown`.
    pub range: String,
    /// Time of the first frame.
    pub start_us: Timestamp,
    /// Groups of pictures that nothing before them is needed for.
    pub closed_gops: u32,
    /// Groups whose first pictures need the group before.
    pub open_gops: u32,
    /// Frames of the longest group.
    pub longest_gop: u32,
    /// Packets that an edit list hides.
    pub hidden: u32,
    /// Edits of the container's edit list; 0 without one.
    pub edits: u32,
}

impl VideoInfo {
    /// Width and height as displayed, after rotation.
    #[must_use]
    pub fn display_size(&self) -> (u32, u32) {
        if self.rotation % 180 == 90 {
            (self.height, self.width)
        } else {
            (self.width, self.height)
        }
    }
}

/// Facts about the sound.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct AudioInfo {
    /// FFmpeg's codec name, e.g. `aac`.
    pub codec: String,
    /// Samples a second.
    pub sample_rate: u32,
    /// Number of channels.
    pub channels: u16,
    /// Length of the sound stream.
    pub duration_us: Timestamp,
    /// Which channel is where, e.g. `stereo`; empty when unknown.
    #[serde(default)]
    pub layout: String,
    /// Time of the first sample.
    #[serde(default)]
    pub start_us: Timestamp,
}
