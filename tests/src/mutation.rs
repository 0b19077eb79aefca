//! Owns files that are broken on purpose: small clips in many containers, and ways to damage
//! them that have found faults in readers before. Same seed, same damage.

use crate::clips::ffmpeg;
use crate::random::Random;
use std::path::{Path, PathBuf};

/// Name and coding of the whole clips, two seconds each.
const WHOLE: [(&str, &str); 13] = [
    ("plain.mp4", "-c:v libx264 -bf 2 -g 15 -c:a aac -movflags +faststart"),
    ("late.mp4", "-c:v libx264 -bf 3 -g 25 -c:a aac -output_ts_offset 0.7"),
    ("parts.mp4", "-c:v libx264 -g 15 -c:a aac -movflags +frag_keyframe+empty_moov"),
    ("bare.mov", "-c:v libx264 -g 10 -bf 1 -c:a pcm_s16le -use_editlist 0"),
    ("old.mp4", "-c:v mpeg4 -g 12 -c:a aac -movflags +faststart"),
    ("new.mp4", "-c:v libx265 -x265-params log-level=none -g 20 -c:a aac -movflags +faststart"),
    ("ten.mkv", "-c:v libx264 -pix_fmt yuv420p10le -g 15 -c:a aac"),
    ("plain.mkv", "-c:v libx264 -bf 2 -g 15 -c:a libopus"),
    ("web.webm", "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 20 -c:a libopus"),
    ("tv.ts", "-c:v libx264 -bf 2 -g 15 -c:a aac"),
    ("film.avi", "-c:v mpeg4 -g 12 -c:a libmp3lame"),
    ("stream.flv", "-c:v libx264 -g 15 -c:a aac"),
    ("sound.m4a", "-vn -c:a aac"),
];

/// Tables of an MP4 file that readers trust.
const TABLES: [&[u8]; 16] = [
    b"stts", b"ctts", b"elst", b"stsz", b"stco", b"stsc", b"stss", b"mdhd", b"mvhd", b"tkhd",
    b"avcC", b"trun", b"tfdt", b"stsd", b"hdlr", b"moov",
];

/// Values at which arithmetic goes wrong.
const WILD: [u32; 9] =
    [0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 0xffff_fff0, 0x1000_0000, 0x0001_0000, 7];

/// Writes the whole clips into a folder.
#[must_use]
pub fn whole(folder: &Path) -> Vec<PathBuf> {
    let make = |(name, coding): (&str, &str)| {
        let place = folder.join(name);
        let text = place.to_string_lossy();
        let input = "-f lavfi -i testsrc2=s=160x90:r=25:d=2 -f lavfi -i sine=d=2 -pix_fmt yuv420p";
        let all = input.split_whitespace().chain(coding.split_whitespace());
        let quick = ["-preset", "ultrafast"].into_iter().filter(|_| coding.contains("libx26"));
        ffmpeg(all.chain(quick).chain([text.as_ref()]));
        place
    };
    WHOLE.into_iter().map(make).collect()
}

/// Damages a file and says how.
pub fn damage(bytes: &mut Vec<u8>, random: &mut Random) -> &'static str {
    let length = bytes.len();
    let chunk = |random: &mut Random| {
        let start = random.below(length);
        start..(start + 1 + random.below(length / 8)).min(length)
    };
    match random.below(9) {
        0 => {
            flip(bytes, random, length);
            "bits"
        }
        1 => {
            // The beginning is where headers are.
            flip(bytes, random, length.min(3000));
            "bits of the head"
        }
        2 => {
            bytes.truncate(random.below(length));
            "cut off"
        }
        3 => {
            bytes.drain(chunk(random));
            "a piece is gone"
        }
        4 => {
            let piece = bytes[chunk(random)].to_vec();
            let at = random.below(length);
            bytes.splice(at..at, piece);
            "a piece is there twice"
        }
        5 => {
            bytes[chunk(random)].fill(0);
            "a piece is zero"
        }
        6 => {
            for _ in 0..=random.below(4) {
                let at = random.below(length.saturating_sub(4));
                put(bytes, at, wild(random));
            }
            "wild numbers"
        }
        _ => {
            if table(bytes, random) {
                "wild numbers in a table"
            } else {
                flip(bytes, random, length);
                "bits"
            }
        }
    }
}

fn flip(bytes: &mut [u8], random: &mut Random, end: usize) {
    for _ in 0..=random.below(40) {
        let at = random.below(end.min(bytes.len()));
        if let Some(byte) = bytes.get_mut(at) {
            *byte ^= 1 << random.below(8);
        }
    }
}

/// Writes wild numbers into one of the tables, its size included; false when there is none.
fn table(bytes: &mut [u8], random: &mut Random) -> bool {
    let kind = TABLES[random.below(TABLES.len())];
    let places: Vec<usize> =
        bytes.windows(4).enumerate().filter(|(_, w)| *w == kind).map(|(at, _)| at).collect();
    if places.is_empty() {
        return false;
    }
    let at = places[random.below(places.len())];
    for _ in 0..=random.below(3) {
        let field = (at + 4 * random.below(10)).saturating_sub(4);
        // The name itself stays, or the table would only be missing.
        if field != at {
            put(bytes, field, wild(random));
        }
    }
    true
}

fn wild(random: &mut Random) -> u32 {
    let any = u32::try_from(random.number() >> 32).unwrap_or(0);
    WILD.get(random.below(WILD.len() + 2)).copied().unwrap_or(any)
}

fn put(bytes: &mut [u8], at: usize, value: u32) {
    if let Some(field) = bytes.get_mut(at..at + 4) {
        field.copy_from_slice(&value.to_be_bytes());
    }
}
