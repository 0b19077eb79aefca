//! A cut copies what it can, and what it hands over holds exactly the frames that were asked for.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use ffmpeg_next::format::Pixel;
use job::Job;
use media::{Barrier, Cut, CutMode, CutRequest, Reason, Way, cut, survey};
use std::fs;
use std::path::{Path, PathBuf};
use support::{Recipe, decode, make};
use tempfile::{TempDir, tempdir};
use timeline::{CutList, PartOrigin, TimeRange, Timestamp};

fn us(micros: i64) -> Timestamp {
    Timestamp::from_micros(micros)
}

/// A clip of 8 seconds with a keyframe every second.
fn clip(name: &str, recipe: Recipe) -> (TempDir, PathBuf) {
    let dir = tempdir().unwrap();
    let path = dir.path().join(name);
    make(
        &Recipe { frames: 240, gop: 30, sound: Some((support::bursts, 8 * 48_000)), ..recipe },
        &path,
    );
    (dir, path)
}

fn request(source: &Path, kept: &[(i64, i64)], mode: CutMode) -> CutRequest {
    let duration = survey(source, &Job::unwatched()).unwrap().info.duration_us;
    let kept: Vec<_> = kept.iter().map(|(s, e)| TimeRange::new(us(*s), us(*e)).unwrap()).collect();
    CutRequest {
        source: source.to_owned(),
        output: source.with_file_name("kết quả.part"),
        cuts: CutList::from_kept(duration, &kept, PartOrigin::Hand),
        mode,
        map: None,
    }
}

fn made(request: &CutRequest) -> (Cut, Vec<u32>) {
    let done = cut(request, &Job::unwatched()).unwrap();
    let decoded = decode(&request.output);
    for (index, (time, _)) in decoded.frames.iter().enumerate() {
        assert!((time - index as f64 / 30.0).abs() < 1e-6, "frame {index} at {time}");
    }
    (done, decoded.numbers())
}

fn frames(ranges: &[(u32, u32)]) -> Vec<u32> {
    ranges.iter().flat_map(|(from, to)| *from..*to).collect()
}

#[test]
fn only_the_groups_that_a_cut_touches_are_coded_anew() {
    for name in ["a.mp4", "a.mov", "a.mkv"] {
        for b_frames in [0, 2] {
            let (_dir, path) = clip(name, Recipe { b_frames, ..Recipe::default() });
            let kept = [(500_000, 4_200_000), (5_100_000, 8_000_000)];
            let (done, numbers) = made(&request(&path, &kept, CutMode::Auto));
            let detail = format!("{name} {b_frames} {:?}", done.detail);
            assert_eq!((done.way, done.reason), (Way::Smart, Reason::Quicker), "{detail}");
            assert_eq!(numbers, frames(&[(15, 126), (153, 240)]), "{detail}");
            // Touched are the groups of the seconds 0, 4 and 5.
            assert_eq!((done.encoded, done.copied), (15 + 6 + 27, 150), "{detail}");
            let audio = done.rendered.info.audio.unwrap().duration_us.micros();
            assert!((audio - 6_600_000).abs() <= 1_000, "{audio}");
        }
    }
}

#[test]
fn ten_bits_and_other_shapes_of_colour_are_matched() {
    for pixels in [Pixel::YUV420P10LE, Pixel::YUV422P, Pixel::YUV444P] {
        let (_dir, path) = clip("a.mp4", Recipe { pixels, ..Recipe::default() });
        let (done, numbers) =
            made(&request(&path, &[(0, 2_500_000), (3_500_000, 8_000_000)], CutMode::Smart));
        assert_eq!(done.way, Way::Smart, "{pixels:?} {:?}", done.detail);
        assert_eq!(numbers, frames(&[(0, 75), (105, 240)]), "{pixels:?}");
        let format = done.rendered.info.video.unwrap().pixel_format;
        assert_eq!(format, pixels.descriptor().unwrap().name());
    }
}

#[test]
fn cuts_on_keyframes_code_nothing_and_copying_moves_outwards() {
    let (_dir, path) = clip("a.mp4", Recipe { b_frames: 2, ..Recipe::default() });
    let (done, numbers) =
        made(&request(&path, &[(1_000_000, 3_000_000), (5_000_000, 6_000_000)], CutMode::Auto));
    assert_eq!((done.way, done.reason), (Way::Copy, Reason::NothingToCode));
    assert_eq!(numbers, frames(&[(30, 90), (150, 180)]));
    let (done, numbers) = made(&request(&path, &[(1_400_000, 2_700_000)], CutMode::Copy));
    assert_eq!((done.way, done.encoded), (Way::Copy, 0));
    assert_eq!(numbers, frames(&[(30, 90)]));
    let kept = done.cuts.kept();
    assert_eq!((kept[0].start(), kept[0].end()), (us(1_000_000), us(3_000_000)));
}

#[test]
fn what_cannot_be_joined_is_coded_as_a_whole_and_says_why() {
    let (_dir, open) = clip("a.mp4", Recipe { open: true, b_frames: 2, ..Recipe::default() });
    let map = survey(&open, &Job::unwatched()).unwrap();
    assert!(map.gops().iter().any(|gop| !gop.closed), "it has open groups");
    assert_eq!(map.barrier(), None);
    let (done, numbers) = made(&request(&open, &[(500_000, 7_000_000)], CutMode::Smart));
    assert_eq!((done.way, done.reason), (Way::Full, Reason::NothingWhole));
    assert_eq!(numbers, frames(&[(15, 210)]));

    let (_dir, stream) = clip("a.ts", Recipe::default());
    assert_eq!(survey(&stream, &Job::unwatched()).unwrap().barrier(), Some(Barrier::Codec));
    let (done, _) = made(&request(&stream, &[(500_000, 7_000_000)], CutMode::Auto));
    assert_eq!((done.way, done.reason), (Way::Full, Reason::Codec));
}

#[test]
fn many_short_ranges_are_quicker_to_code_as_a_whole() {
    let (_dir, path) = clip("a.mp4", Recipe::default());
    let kept: Vec<_> = (0..8).map(|s| (s * 1_000_000 + 100_000, s * 1_000_000 + 900_000)).collect();
    let (done, numbers) = made(&request(&path, &kept, CutMode::Auto));
    assert_eq!((done.way, done.reason), (Way::Full, Reason::NothingWhole));
    assert_eq!(numbers.len(), 8 * 24);
    let kept = [(900_000, 2_100_000), (3_900_000, 5_100_000)];
    let (done, numbers) = made(&request(&path, &kept, CutMode::Auto));
    assert_eq!(done.way, Way::Smart, "{:?}", done.reason);
    assert_eq!(numbers, frames(&[(27, 63), (117, 153)]));
}

#[test]
fn a_damaged_group_at_a_cut_is_found_and_everything_coded_anew() {
    let (_dir, path) = clip("a.mp4", Recipe { b_frames: 2, ..Recipe::default() });
    let asked = request(&path, &[(0, 1_500_000), (4_500_000, 8_000_000)], CutMode::Auto);
    let (done, _) = made(&asked);
    assert_eq!(done.way, Way::Smart);
    // Inside the picture data of the group that the second range begins in.
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() * 9 / 16;
    for byte in &mut bytes[middle..middle + 1500] {
        *byte ^= 0x5a;
    }
    fs::write(&path, bytes).unwrap();
    let done = cut(&asked, &Job::unwatched()).unwrap();
    assert_eq!(done.way, Way::Full, "{:?} {:?}", done.reason, done.detail);
    assert!([Reason::SelfCheck, Reason::Damaged].contains(&done.reason), "{:?}", done.reason);
    assert!(!decode(&asked.output).frames.is_empty());
}

#[test]
fn the_map_of_another_film_is_noticed() {
    let (dir, path) = clip("a.mp4", Recipe { b_frames: 2, ..Recipe::default() });
    let other = dir.path().join("b.mp4");
    make(&Recipe { frames: 240, gop: 24, ..Recipe::default() }, &other);
    let map = dir.path().join("map.json");
    let wrong = survey(&other, &Job::unwatched()).unwrap();
    fs::write(&map, serde_json::to_vec(&wrong).unwrap()).unwrap();
    let mut asked = request(&path, &[(0, 1_500_000), (4_500_000, 8_000_000)], CutMode::Auto);
    asked.map = Some(map);
    let (done, numbers) = made(&asked);
    assert_eq!((done.way, done.reason), (Way::Full, Reason::SelfCheck), "{:?}", done.detail);
    assert_eq!(numbers, frames(&[(0, 45), (135, 240)]));
}

#[test]
fn a_cut_that_keeps_nothing_or_cannot_be_written_leaves_nothing() {
    let (dir, path) = clip("a.mp4", Recipe::default());
    let mut asked = request(&path, &[(101_000, 110_000)], CutMode::Auto);
    assert!(matches!(cut(&asked, &Job::unwatched()), Err(media::Error::NothingKept { .. })));
    assert!(!asked.output.exists());
    asked = request(&path, &[(0, 3_500_000)], CutMode::Smart);
    asked.output = dir.path().join("không có").join("ra.mp4");
    assert!(matches!(cut(&asked, &Job::unwatched()), Err(media::Error::Unwritable { .. })));
}
