//! Facts about good files and clean refusals of bad ones.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use job::Job;
use media::{Error, probe};
use std::fs;
use std::path::{Path, PathBuf};
use support::{Recipe, make, turn_mp4};
use tempfile::tempdir;
use timeline::{FrameRate, MediaInfo};

fn facts(path: &Path) -> MediaInfo {
    probe(path, &Job::unwatched()).unwrap()
}

fn refusal(path: &Path) -> Error {
    probe(path, &Job::unwatched()).unwrap_err()
}

#[test]
fn a_plain_clip() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("a.mp4");
    make(&Recipe::default(), &path);
    let info = facts(&path);
    let video = info.video.unwrap();
    assert_eq!((video.width, video.height, video.rotation), (320, 180, 0));
    assert_eq!((video.frames, video.variable_rate), (90, false));
    assert_eq!(video.keyframes, 4);
    assert_eq!(video.frame_rate, FrameRate::new(30, 1).unwrap());
    assert_eq!(video.duration_us.micros(), 3_000_000);
    assert_eq!((video.codec.as_str(), video.pixel_format.as_str()), ("h264", "yuv420p"));
    let audio = info.audio.unwrap();
    assert_eq!((audio.codec.as_str(), audio.sample_rate, audio.channels), ("aac", 48_000, 1));
    assert!((audio.duration_us.micros() - 3_000_000).abs() < 22_000, "{audio:?}");
}

#[test]
fn every_turn_is_found() {
    let dir = tempdir().unwrap();
    for degrees in [0, 90, 180, 270] {
        let path = dir.path().join(format!("{degrees}.mp4"));
        make(&Recipe { frames: 5, sound: None, ..Recipe::default() }, &path);
        turn_mp4(&path, degrees);
        let video = facts(&path).video.unwrap();
        assert_eq!(u32::from(video.rotation), degrees);
        let upright = if degrees % 180 == 0 { (320, 180) } else { (180, 320) };
        assert_eq!(video.display_size(), upright);
    }
}

#[test]
fn ntsc_rates_are_exact_in_every_container() {
    let dir = tempdir().unwrap();
    for ending in ["mp4", "mkv"] {
        let path = dir.path().join(format!("a.{ending}"));
        make(&Recipe { rate: (30_000, 1001), ..Recipe::default() }, &path);
        let video = facts(&path).video.unwrap();
        assert_eq!(video.frame_rate, FrameRate::new(30_000, 1001).unwrap(), "{ending}");
        assert!(!video.variable_rate, "{ending}");
    }
}

#[test]
fn missing_frames_make_the_rate_variable() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("a.mp4");
    make(&Recipe { missing: (10..20).collect(), ..Recipe::default() }, &path);
    let video = facts(&path).video.unwrap();
    assert!(video.variable_rate);
    assert_eq!(video.frames, 80);
}

#[test]
fn sound_alone_and_picture_alone_are_fine() {
    let dir = tempdir().unwrap();
    let (sound, picture) = (dir.path().join("a.m4a"), dir.path().join("b.mp4"));
    make(&Recipe { video: false, ..Recipe::default() }, &sound);
    make(&Recipe { sound: None, ..Recipe::default() }, &picture);
    let (sound, picture) = (facts(&sound), facts(&picture));
    assert!(sound.video.is_none() && sound.audio.is_some());
    assert!(picture.video.is_some() && picture.audio.is_none());
}

#[test]
fn names_of_every_kind() {
    let dir = tempdir().unwrap();
    let plain = dir.path().join("a.mp4");
    make(&Recipe { frames: 5, sound: None, ..Recipe::default() }, &plain);
    // Composed and decomposed marks, signs that FFmpeg's languages use, an address look-alike.
    let names =
        ["Tiếng Việt ở đây.mp4", "Tie\u{302}\u{301}ng.mp4", "a 'b' [c],d;e:f%03d.mp4", "🎋.mp4"];
    for name in names.into_iter().chain(["http:x.mp4", "-i.mp4", "concat:a|b.mp4"]) {
        let path = dir.path().join(name);
        fs::copy(&plain, &path).unwrap();
        assert_eq!(facts(&path).video.unwrap().frames, 5, "{name}");
    }
}

#[cfg(unix)]
#[test]
fn a_name_that_is_no_text_is_refused() {
    use std::os::unix::ffi::OsStrExt;
    let dir = tempdir().unwrap();
    let path = dir.path().join(std::ffi::OsStr::from_bytes(b"a\xff.mp4"));
    fs::write(&path, b"x").unwrap();
    assert!(matches!(refusal(&path), Error::Unreadable { .. }));
}

#[test]
fn files_that_are_no_clips() {
    let dir = tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| -> PathBuf {
        let path = dir.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let gone = refusal(&dir.path().join("gone.mp4"));
    assert!(
        matches!(&gone, Error::Unreadable { source, .. } if source.kind() == std::io::ErrorKind::NotFound)
    );
    assert!(matches!(refusal(dir.path()), Error::Unreadable { .. }));
    assert!(matches!(refusal(&write("empty.mp4", b"")), Error::Empty { .. }));
    let text = "Xin chào, đây là một bài viết.\n".repeat(50);
    assert!(matches!(refusal(&write("text.mp4", text.as_bytes())), Error::NotMedia { .. }));
    assert!(matches!(refusal(&write("noise.mp4", &[7; 5000])), Error::NotMedia { .. }));
    let list = "#EXTM3U\n#EXTINF:10,\nfile:///etc/hostname\n#EXT-X-ENDLIST\n";
    assert!(matches!(refusal(&write("list.mp4", list.as_bytes())), Error::NotMedia { .. }));
}

#[test]
fn a_recording_that_was_broken_off() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("a.mp4");
    make(&Recipe::default(), &path);
    let whole = fs::read(&path).unwrap();
    for share in [3, 2] {
        fs::write(&path, &whole[..whole.len() / share]).unwrap();
        assert!(matches!(refusal(&path), Error::CutShort { .. }));
    }
    // The index itself is cut in two.
    let index = whole.windows(4).rposition(|w| w == b"moov").unwrap();
    fs::write(&path, &whole[..index + 60]).unwrap();
    assert!(matches!(refusal(&path), Error::CutShort { .. }));
}

#[test]
fn a_clip_of_no_length() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("a.mp4");
    make(&Recipe { frames: 0, sound: None, ..Recipe::default() }, &path);
    let refused = refusal(&path);
    assert!(matches!(refused, Error::Empty { .. } | Error::NotMedia { .. }), "{refused:?}");
}
