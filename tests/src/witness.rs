//! Owns what independent programs say about a video: `ffprobe` and `ffmpeg`, not our own code.

use crate::program::run;
use serde_json::Value;
use std::path::Path;

/// Facts about a finished file.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Of the picture.
    pub width: u64,
    /// Of the picture.
    pub height: u64,
    /// Of the picture.
    pub codec: String,
    /// Of the picture.
    pub pixels: String,
    /// Frames of the picture, counted by decoding.
    pub frames: u64,
    /// Average frames a second, as written.
    pub rate: String,
    /// Codec of the sound, if there is any.
    pub sound: Option<String>,
    /// Seconds.
    pub duration: f64,
}

/// Looks at a file with `ffprobe`.
///
/// # Panics
/// When it has no picture.
#[must_use]
pub fn facts(file: &Path) -> Facts {
    let arguments =
        ["-v", "error", "-count_frames", "-show_streams", "-show_format", "-of", "json"];
    let output = run("ffprobe", arguments.map(Into::into).into_iter().chain([file.to_path_buf()]));
    let all: Value = serde_json::from_slice(&output.stdout).expect("ffprobe speaks JSON");
    let streams = all["streams"].as_array().cloned().unwrap_or_default();
    let of = |kind: &str| streams.iter().find(|s| s["codec_type"] == kind).cloned();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let picture = of("video").unwrap_or_else(|| panic!("{} has no picture", file.display()));
    Facts {
        width: picture["width"].as_u64().unwrap_or(0),
        height: picture["height"].as_u64().unwrap_or(0),
        codec: text(&picture["codec_name"]),
        pixels: text(&picture["pix_fmt"]),
        frames: text(&picture["nb_read_frames"]).parse().unwrap_or(0),
        rate: text(&picture["r_frame_rate"]),
        sound: of("audio").map(|s| text(&s["codec_name"])),
        duration: text(&all["format"]["duration"]).parse().unwrap_or(0.0),
    }
}

/// Brightness of every pixel of one frame, 0 to 255, row by row at full size.
#[must_use]
pub fn frame_at(file: &Path, seconds: f64) -> Vec<u8> {
    let at = format!("{seconds:.3}");
    let file = file.to_string_lossy();
    let tail = ["-frames:v", "1", "-pix_fmt", "gray", "-f", "rawvideo", "-"];
    run("ffmpeg", ["-v", "error", "-ss", &at, "-i", &file].into_iter().chain(tail)).stdout
}

/// Sound as samples at 48 kHz, one channel, -1 to 1.
#[must_use]
pub fn sound(file: &Path) -> Vec<f32> {
    let file = file.to_string_lossy();
    let tail = ["-vn", "-ac", "1", "-ar", "48000", "-f", "s16le", "-"];
    let output = run("ffmpeg", ["-v", "error", "-i", &file].into_iter().chain(tail));
    let sample = |b: &[u8]| f32::from(i16::from_le_bytes([b[0], b[1]])) / 32768.0;
    output.stdout.chunks_exact(2).map(sample).collect()
}

/// How many pauses of at least `seconds` below -35 dB `ffmpeg` hears.
#[must_use]
pub fn pauses(file: &Path, seconds: f64) -> usize {
    let filter = format!("silencedetect=noise=-35dB:d={seconds}");
    let file = file.to_string_lossy();
    let heard = run("ffmpeg", ["-i", &file, "-vn", "-af", &filter, "-f", "null", "-"]);
    String::from_utf8_lossy(&heard.stderr).matches("silence_start").count()
}

/// Names of the top-level boxes of an MP4 file, in order.
///
/// # Panics
/// When it is no such file.
#[must_use]
pub fn boxes(file: &Path) -> Vec<String> {
    let bytes = std::fs::read(file).expect("the file can be read");
    let (mut names, mut at) = (Vec::new(), 0);
    while let Some(head) = bytes.get(at..at + 8) {
        let short = u32::from_be_bytes([head[0], head[1], head[2], head[3]]);
        names.push(String::from_utf8_lossy(&head[4..8]).into_owned());
        let long = || bytes.get(at + 8..at + 16).and_then(|b| b.try_into().ok());
        let size = match short {
            0 => break,
            1 => usize::try_from(u64::from_be_bytes(long().expect("a long size"))),
            size => usize::try_from(size),
        };
        at += size.expect("a size that fits");
    }
    names
}
