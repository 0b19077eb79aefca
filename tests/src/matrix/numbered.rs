//! Owns making the clips of the matrix: no two frames look alike, no two stretches of sound are
//! alike, and each frame carries its number as bars that a browser can read too. Drawn here and
//! not by filters, because it must be quick and the same everywhere.

use super::recipe::{Codec, Recipe, Sound, Start};
use crate::clips;
use crate::program::program;
use crate::random::Random;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

/// Size of the picture as stored.
pub const SIZE: (usize, usize) = (320, 180);

/// Bits of a frame's number.
pub const BITS: usize = 12;

/// Height of one of the two bands of bars; the second shows the opposite of the first.
const BAND: usize = 24;

/// Seconds by which a late stream begins.
const LATE: &str = "1.4";
const SOUND_LATE: &str = "0.3";

/// Writes the clip of a recipe.
///
/// # Panics
/// When `ffmpeg` cannot make it.
pub fn make(place: &Path, recipe: &Recipe) {
    let folder = place.parent().expect("a folder");
    let (flat, sound) = (folder.join("flat.mp4"), folder.join("sound.raw"));
    let target = if recipe.turned { &flat } else { place };
    let mut arguments: Vec<String> = Vec::new();
    let mut add = |all: &str| arguments.extend(all.split_whitespace().map(ToOwned::to_owned));
    let (width, height) = SIZE;
    let (num, den) = recipe.rate;
    add("-v error -y -f rawvideo -pix_fmt yuv420p");
    add(&format!("-s {width}x{height} -r {num}/{den} -i pipe:0"));
    if recipe.start == Start::SoundLate {
        add(&format!("-itsoffset {SOUND_LATE}"));
    }
    if let Some((rate, channels)) = shape(recipe.sound) {
        std::fs::write(&sound, noise(&recipe.name(), rate, channels, seconds(recipe)))
            .expect("the sound can be written");
        add(&format!("-f s16le -ar {rate} -ac {channels} -i"));
        arguments.push(sound.to_string_lossy().into_owned());
    }
    arguments.extend(coding(recipe));
    arguments.push(target.to_string_lossy().into_owned());
    let mut command = program("ffmpeg");
    command.args(&arguments).stdin(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("ffmpeg is needed by the tests: run ./x setup");
    let mut pipe = child.stdin.take().expect("a pipe");
    let mut random = Random::of(&recipe.name());
    for number in 0..recipe.frames() {
        if pipe.write_all(&frame(number, &mut random)).is_err() {
            // It has ended, and says why below.
            break;
        }
    }
    drop(pipe);
    let output = child.wait_with_output().expect("ffmpeg ends");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {said}\n{arguments:?}", recipe.name());
    if recipe.turned {
        turn(&flat, place, recipe);
    }
}

/// Lays a clip on its side without touching its picture.
fn turn(flat: &Path, place: &Path, recipe: &Recipe) {
    let (flat, place) = (flat.to_string_lossy(), place.to_string_lossy());
    let form = form(recipe);
    let with = |before: &[&str], after: &[&str]| -> Vec<String> {
        let texts = [before, &["-i", &flat, "-c", "copy"], after].concat();
        let all = texts.into_iter().map(ToOwned::to_owned);
        all.chain(form.iter().cloned()).chain([place.to_string()]).collect()
    };
    // Newer ffmpeg has an option for it, older ones take the tag.
    let newer = with(&["-v", "error", "-y", "-display_rotation", "90"], &[]);
    if !program("ffmpeg").args(newer).output().is_ok_and(|o| o.status.success()) {
        let older = with(&[], &["-metadata:s:v", "rotate=270"]);
        clips::ffmpeg(older.iter().map(String::as_str));
    }
}

fn shape(sound: Sound) -> Option<(u32, u32)> {
    match sound {
        Sound::None => None,
        Sound::Stereo => Some((48_000, 2)),
        Sound::Mono => Some((44_100, 1)),
    }
}

fn seconds(recipe: &Recipe) -> f64 {
    let frames = f64::from(u32::try_from(recipe.frames()).unwrap_or(0));
    frames * f64::from(recipe.rate.1) / f64::from(recipe.rate.0)
}

/// Encoder and container, as ffmpeg's arguments.
fn coding(recipe: &Recipe) -> Vec<String> {
    let Recipe { gop, b_frames, preset, .. } = recipe;
    let mut all: Vec<String> = Vec::new();
    if recipe.variable {
        // Between 17 and 48 ms apart, with a longer wait after every fortieth frame.
        let times = "settb=1/90000,setpts='N*3000+mod(N*N*7919,1400)+9000*floor(N/40)'";
        all.extend(["-vf".into(), times.into()]);
        all.extend(["-fps_mode", "passthrough", "-enc_time_base", "1:90000"].map(Into::into));
        all.extend(["-video_track_timescale", "90000"].map(Into::into));
    }
    let open = u32::from(recipe.open);
    let delimiters = u32::from(recipe.delimiters);
    let (encoder, name, own) = match recipe.codec {
        Codec::H264 => ("libx264", "-x264-params", format!("open-gop={open}:aud={delimiters}")),
        Codec::Hevc => (
            "libx265",
            "-x265-params",
            format!(
                "log-level=error:open-gop={open}:aud={delimiters}:scenecut=0:keyint={gop}:min-keyint={gop}:bframes={b_frames}"
            ),
        ),
    };
    let pixels = if recipe.ten_bit { "yuv420p10le" } else { "yuv420p" };
    let coded = format!(
        "-c:v {encoder} -preset {preset} -crf 20 -g {gop} -keyint_min {gop} -sc_threshold 0 \
         -bf {b_frames} -pix_fmt {pixels} {name} {own} -threads 1 -c:a aac -b:a 160k"
    );
    all.extend(coded.split_whitespace().map(ToOwned::to_owned));
    all.extend(form(recipe));
    all
}

fn form(recipe: &Recipe) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    if recipe.start == Start::Late {
        all.extend(["-output_ts_offset".into(), LATE.into()]);
    }
    if recipe.container != "mkv" {
        if !recipe.edit_list {
            all.extend(["-use_editlist", "0"].map(Into::into));
        }
        let flags = if recipe.fragments { "+frag_keyframe+empty_moov" } else { "+faststart" };
        all.extend(["-movflags".into(), flags.into()]);
        if recipe.codec == Codec::Hevc {
            all.extend(["-tag:v", "hvc1"].map(Into::into));
        }
    }
    all
}

/// One picture, 4:2:0: bars on top, below them a pattern that wanders, and grain over all of it.
fn frame(number: usize, random: &mut Random) -> Vec<u8> {
    let (width, height) = SIZE;
    let mut bytes = Vec::with_capacity(width * height * 3 / 2);
    let wave = |at: usize| u8::try_from(at % 128).map_or(0, |v| if v < 64 { v } else { 127 - v });
    let mut grain = 0_u64;
    for y in 0..height {
        for x in 0..width {
            if x % 16 == 0 {
                grain = random.number();
            }
            let flat = match y / BAND {
                0 => bar(number, x, false),
                1 => bar(number, x, true),
                _ => 60 + wave(x + 3 * number) + wave(2 * y + number),
            };
            bytes.push(flat + u8::try_from(grain & 7).unwrap_or(0));
            grain >>= 4;
        }
    }
    for (across, down) in [(5, 1), (1, 7)] {
        for y in 0..height / 2 {
            bytes.extend((0..width / 2).map(|x| 96 + wave(x + y * across + number * down)));
        }
    }
    bytes
}

fn bar(number: usize, x: usize, opposite: bool) -> u8 {
    let lit = number >> (x * BITS / SIZE.0) & 1 == 1;
    if lit == opposite { 30 } else { 210 }
}

/// Noise without high tones: two stretches never match, and a click stands out of it.
fn noise(name: &str, rate: u32, channels: u32, seconds: f64) -> Vec<u8> {
    let mut random = Random::of(name);
    let keep = (-std::f64::consts::TAU * 900.0 / f64::from(rate)).exp();
    let mut poles = [0.0_f64; 4];
    let mut bytes = Vec::new();
    let mut at = 0.0;
    while at < seconds {
        let raw = f64::from(u32::try_from(random.number() >> 40).unwrap_or(0)) / f64::from(1 << 23);
        let smooth = poles.iter_mut().fold(raw - 1.0, |input, pole| {
            *pole = *pole * keep + input * (1.0 - keep);
            *pole
        });
        #[expect(clippy::cast_possible_truncation, reason = "casts of floats saturate")]
        let sample = (smooth * 60_000.0) as i16;
        for _ in 0..channels {
            bytes.extend(sample.to_le_bytes());
        }
        at += 1.0 / f64::from(rate);
    }
    bytes
}
