//! The picture of a clip's sound and the row of small pictures: right, growing while they are
//! made, and of one size in memory whatever the clip's length.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use job::{Job, Progress};
use media::{Error, PEAK, Shot, heights, thumbnail, thumbnail_time, thumbnails, waveform};
use std::fs::read;
use std::path::Path;
use std::sync::Mutex;
use support::{Recipe, make};
use tempfile::tempdir;
use timeline::Timestamp;

/// Width and height in a PNG's header, and whether it is one at all.
fn png_size(png: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| Some(u32::from_be_bytes(png.get(at..at + 4)?.try_into().ok()?));
    png.starts_with(b"\x89PNG").then(|| Some((number(16)?, number(20)?)))?
}

#[test]
fn a_waveform_shows_when_it_is_loud() {
    let dir = tempdir().unwrap();
    let out = dir.path().join("wave");
    for (name, codec) in [("a.mp4", "aac"), ("a.mkv", "pcm_f32le")] {
        let clip = dir.path().join(name);
        make(&Recipe { sound_codec: codec, ..Recipe::default() }, &clip);
        waveform(&clip, &out, &Job::unwatched()).unwrap();
        let peaks = read(&out).unwrap();
        assert!(peaks.len().abs_diff(150) <= 2, "{}", peaks.len());
        // Tone in the first half of each second.
        let drawn = heights(&peaks, Timestamp::from_millis(3000), 12);
        let loud: Vec<bool> = drawn.iter().map(|h| *h > 50).collect();
        assert_eq!(loud, [true, true, false, false].repeat(3), "{drawn:?}");
        assert_eq!(PEAK.millis(), 20);
    }
}

#[test]
fn a_waveform_grows_while_the_sound_is_read() {
    let dir = tempdir().unwrap();
    let (clip, out) = (dir.path().join("a.mkv"), dir.path().join("wave"));
    let minutes = Some((support::bursts as support::Wave, 180 * 48_000));
    make(
        &Recipe { sound: minutes, sound_codec: "pcm_f32le", video: false, ..Recipe::default() },
        &clip,
    );
    let sizes = Mutex::new(Vec::new());
    let report = |_: Progress| {
        sizes.lock().unwrap().push(std::fs::metadata(&out).map_or(0, |file| file.len()));
    };
    waveform(&clip, &out, &Job::new(&report)).unwrap();
    let sizes = sizes.into_inner().unwrap();
    assert!(sizes.windows(2).all(|w| w[0] <= w[1]));
    let steps = sizes.windows(2).filter(|w| w[0] < w[1]).count();
    assert!(steps > 20, "{steps} steps");
    assert_eq!(read(&out).unwrap().len(), 9000);
}

#[test]
fn a_clip_without_sound_has_no_waveform() {
    let dir = tempdir().unwrap();
    let (clip, out) = (dir.path().join("a.mp4"), dir.path().join("wave"));
    make(&Recipe { sound: None, ..Recipe::default() }, &clip);
    let failed = waveform(&clip, &out, &Job::unwatched());
    assert!(matches!(failed, Err(Error::NoAudio { .. })));
    let nowhere = dir.path().join("no folder").join("wave");
    make(&Recipe::default(), &clip);
    let failed = waveform(&clip, &nowhere, &Job::unwatched());
    assert!(matches!(failed, Err(Error::Unwritable { .. })), "{failed:?}");
}

/// The number that a small picture carries, read from its red.
fn number(png: &[u8], dir: &Path) -> u32 {
    let file = dir.join("one.png");
    std::fs::write(&file, png).unwrap();
    let mut input = ffmpeg_next::format::input(&file).unwrap();
    let parameters = input.stream(0).unwrap().parameters();
    let context = ffmpeg_next::codec::Context::from_parameters(parameters).unwrap();
    let mut decoder = context.decoder().video().unwrap();
    let mut packet = ffmpeg_next::Packet::empty();
    packet.read(&mut input).unwrap();
    decoder.send_packet(&packet).unwrap();
    decoder.send_eof().unwrap();
    let mut picture = ffmpeg_next::frame::Video::empty();
    decoder.receive_frame(&mut picture).unwrap();
    let (width, row) = (picture.width(), picture.height() / 12);
    let bit = |bit: u32| {
        let x = (2 * bit + 1) * width / (2 * support::BITS);
        picture.data(0)[row as usize * picture.stride(0) + 3 * x as usize] > 125
    };
    (0..support::BITS).map(|n| u32::from(bit(n)) << n).sum()
}

#[test]
fn thumbnails_lie_at_even_times_and_grow_one_by_one() {
    let dir = tempdir().unwrap();
    let (clip, out) = (dir.path().join("a.mp4"), dir.path().join("row"));
    let recipe = Recipe { frames: 300, sound: None, ..Recipe::default() };
    make(&recipe, &clip);
    let ten = Timestamp::from_millis(10_000);
    let seen = Mutex::new(Vec::new());
    let report = |_: Progress| {
        let file = read(&out).unwrap();
        seen.lock().unwrap().push((0..8).filter(|i| thumbnail(&file, *i).is_some()).count());
    };
    thumbnails(&clip, ten, (8, Shot::Colour(160)), &out, &Job::new(&report)).unwrap();
    assert_eq!(seen.into_inner().unwrap(), [1, 2, 3, 4, 5, 6, 7, 8]);
    let file = read(&out).unwrap();
    for index in 0..8 {
        let png = thumbnail(&file, index).unwrap();
        assert_eq!(png_size(png), Some((160, 90)));
        let at = thumbnail_time(ten, index, 8).seconds() * 30.0;
        let frame = f64::from(number(png, dir.path()));
        // A keyframe every 25 frames, and a picture for every 37.
        assert!((frame - at).abs() <= 38.0, "frame {frame} for {at}");
    }
    assert_eq!(thumbnail(&file, 8), None);
}

#[test]
fn a_clip_that_is_turned_has_turned_thumbnails_and_one_without_picture_none() {
    let dir = tempdir().unwrap();
    let (clip, out) = (dir.path().join("a.mp4"), dir.path().join("row"));
    make(&Recipe { sound: None, ..Recipe::default() }, &clip);
    support::turn_mp4(&clip, 90);
    let three = Timestamp::from_millis(3000);
    thumbnails(&clip, three, (2, Shot::Colour(160)), &out, &Job::unwatched()).unwrap();
    let file = read(&out).unwrap();
    assert_eq!(png_size(thumbnail(&file, 1).unwrap()), Some((90, 160)));
    make(&Recipe { video: false, ..Recipe::default() }, &dir.path().join("b.mp4"));
    let failed = thumbnails(
        &dir.path().join("b.mp4"),
        three,
        (2, Shot::Colour(160)),
        &out,
        &Job::unwatched(),
    );
    assert!(matches!(failed, Err(Error::NoVideo { .. })));
}
