//! Owns what the `ffmpeg` program decodes from a file: every picture with its time, and the sound
//! on the file's own clock. Refuses to judge.

use crate::program::{program, run};
use serde_json::Value;
use std::path::Path;
use std::process::Stdio;

/// Samples a second that sound is decoded to.
pub const SOUND_RATE: usize = 48_000;

/// All pictures of a file, in the order of their times.
#[derive(Debug, Clone)]
pub struct Pictures {
    /// As ffmpeg names it.
    pub format: String,
    /// Width and height as shown.
    pub size: String,
    /// Ticks.
    pub times: Vec<i64>,
    /// Seconds of a tick as a fraction.
    pub tick: (i64, i64),
    /// What the decoder complained about.
    pub complaints: Vec<String>,
    bytes: Vec<u8>,
}

impl Pictures {
    /// Decodes all pictures upright, as they are or in another pixel format.
    ///
    /// # Panics
    /// When ffmpeg cannot, or says other things than expected.
    #[must_use]
    pub fn of(file: &Path, format: Option<&str>) -> Self {
        let name = file.to_string_lossy();
        let filter = format!("showinfo=checksum=0,format={}", format.unwrap_or("pix_fmts"));
        let filter = if format.is_some() { &filter } else { "showinfo=checksum=0" };
        let input = ["-v", "level+info", "-nostats", "-copyts", "-i", &name, "-map", "0:v:0"];
        let output = ["-vf", filter, "-fps_mode", "passthrough", "-enc_time_base", "1:90000"];
        let output = output.into_iter().chain(["-f", "rawvideo", "-"]);
        let mut command = program("ffmpeg");
        command.args(input).args(output).stdin(Stdio::null());
        let ended = command.output().expect("ffmpeg is needed by the tests: run ./x setup");
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(ended.status.success(), "{name}: {said}");
        let about: Vec<&str> = said.lines().filter(|l| l.contains("Parsed_showinfo")).collect();
        let base = about.iter().find_map(|l| field(l, "time_base:")).unwrap_or("0/1");
        let (num, den) = base.trim_end_matches(',').split_once('/').expect("a fraction");
        let frames: Vec<&&str> = about.iter().filter(|l| field(l, "pts:").is_some()).collect();
        let first = |key| frames.first().and_then(|l| field(l, key)).unwrap_or_default();
        let times = frames.iter().map(|l| field(l, "pts:").unwrap_or("").parse().expect("a time"));
        let bad = |l: &&str| ["[error]", "[fatal]"].iter().any(|level| l.contains(level));
        let pictures = Self {
            format: format.unwrap_or(first("fmt:")).replace("yuvj", "yuv"),
            size: first("s:").to_owned(),
            times: times.collect(),
            tick: (num.parse().expect("ticks"), den.parse().expect("ticks")),
            complaints: said.lines().filter(bad).map(ToOwned::to_owned).collect(),
            bytes: ended.stdout,
        };
        assert!(
            pictures.times.is_empty() || pictures.bytes.len().is_multiple_of(pictures.times.len())
        );
        pictures
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.times.len()
    }

    /// The bytes of one.
    #[must_use]
    pub fn get(&self, index: usize) -> &[u8] {
        let size = self.bytes.len() / self.count().max(1);
        &self.bytes[index * size..(index + 1) * size]
    }

    /// When one is shown, in seconds.
    #[must_use]
    pub fn seconds(&self, index: usize) -> f64 {
        ratio(self.times[index] * self.tick.0, self.tick.1)
    }

    /// When one is shown, in microseconds rounded to the nearest, as the program counts.
    #[must_use]
    pub fn micros(&self, index: usize) -> i64 {
        let (num, den) = (i128::from(self.tick.0), i128::from(self.tick.1));
        let scaled = i128::from(self.times[index]) * num * 1_000_000;
        i64::try_from((2 * scaled + den).div_euclid(2 * den)).unwrap_or(i64::MAX)
    }

    /// Likeness of two pictures in decibels; infinite when they are the same.
    #[must_use]
    pub fn likeness(&self, index: usize, other: &Self, at: usize) -> f64 {
        let (one, two) = (self.get(index), other.get(at));
        if one == two {
            return f64::INFINITY;
        }
        if one.len() != two.len() {
            return 0.0;
        }
        let deep = self.format.contains("10le");
        let (sum, count, peak) = if deep {
            let value = |b: &[u8]| i64::from(u16::from_le_bytes([b[0], b[1]]));
            let pairs = one.chunks_exact(2).zip(two.chunks_exact(2));
            let sum = pairs.map(|(a, b)| (value(a) - value(b)).pow(2)).sum::<i64>();
            (sum, one.len() / 2, 1023.0)
        } else {
            let pairs = one.iter().zip(two);
            let sum = pairs.map(|(a, b)| u64::from(a.abs_diff(*b)).pow(2)).sum::<u64>();
            (i64::try_from(sum).unwrap_or(i64::MAX), one.len(), 255.0_f64)
        };
        let mean = ratio(sum, i64::try_from(count).unwrap_or(1));
        10.0 * (peak * peak / mean.max(1e-9)).log10()
    }
}

/// The word after a key in a line of `key:value` pairs, where a value may follow after spaces.
fn field<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let spaced = format!(" {key}");
    let at = line.find(&spaced)? + spaced.len();
    line[at..].split_whitespace().next()
}

#[expect(clippy::cast_precision_loss, reason = "times and sums of a short clip")]
fn ratio(num: i64, den: i64) -> f64 {
    num as f64 / den as f64
}

/// The sound as one channel whose first sample lies at time zero; nothing without sound.
#[must_use]
pub fn sound(file: &Path) -> Option<Vec<f32>> {
    let name = file.to_string_lossy();
    let about = run("ffprobe", ["-v", "error", "-show_entries", "stream=codec_type", &name]);
    if !String::from_utf8_lossy(&about.stdout).contains("codec_type=audio") {
        return None;
    }
    let rate = SOUND_RATE.to_string();
    let input = ["-v", "error", "-copyts", "-i", &name, "-map", "0:a:0", "-ac", "1", "-ar", &rate];
    // Gaps between packets are time too: without an edit list the first packet may last longer.
    let filter = "aresample=async=1:min_hard_comp=0.008:first_pts=0";
    let even = ["-af", filter, "-f", "s16le", "-"];
    let bytes = run("ffmpeg", input.into_iter().chain(even)).stdout;
    let sample = |b: &[u8]| f32::from(i16::from_le_bytes([b[0], b[1]])) / 32768.0;
    Some(bytes.chunks_exact(2).map(sample).collect())
}

/// Frames that a decoder can begin at, by their number in order of time.
///
/// # Panics
/// When ffprobe fails.
#[must_use]
pub fn keyframes(file: &Path) -> Vec<usize> {
    let name = file.to_string_lossy();
    let entries = ["-select_streams", "v:0", "-show_entries", "packet=pts,flags", "-of", "json"];
    let said = run("ffprobe", ["-v", "error"].into_iter().chain(entries).chain([name.as_ref()]));
    let all: Value = serde_json::from_slice(&said.stdout).expect("ffprobe speaks JSON");
    let packets = all["packets"].as_array().expect("packets");
    let key = |p: &Value| p["flags"].as_str().is_some_and(|f| f.starts_with('K'));
    // An edit list may hide packets at the beginning.
    let shown = |p: &&Value| !p["flags"].as_str().is_some_and(|f| f.contains('D'));
    let shown = packets.iter().filter(shown);
    let mut packets: Vec<(i64, bool)> =
        shown.map(|p| (p["pts"].as_i64().unwrap_or(0), key(p))).collect();
    packets.sort_unstable();
    packets.iter().enumerate().filter(|(_, p)| p.1).map(|(index, _)| index).collect()
}
