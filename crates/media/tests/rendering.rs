//! The finished video holds what was asked for, frame by frame and sample by sample.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use ffmpeg_next::format::Pixel;
use job::Job;
use media::{
    CaptionFile, Error, RenderRequest, Rendered, frame_png, probe, render, snap_to_frames,
};
use proptest::prelude::*;
use std::fs;
use std::path::Path;
use support::{Decoded, Recipe, decode, make, turn_mp4};
use tempfile::tempdir;
use timeline::{Aspect, CutList, PartOrigin, TimeRange, Timestamp};

fn us(micros: i64) -> Timestamp {
    Timestamp::from_micros(micros)
}

fn request(source: &Path, kept: &[(i64, i64)]) -> RenderRequest {
    let duration = probe(source, &Job::unwatched()).unwrap().duration_us;
    let kept: Vec<_> = kept.iter().map(|(s, e)| TimeRange::new(us(*s), us(*e)).unwrap()).collect();
    let cuts = CutList::from_kept(duration, &kept, PartOrigin::Hand);
    RenderRequest::plain(source.to_owned(), source.with_file_name("kết quả.part"), cuts)
}

fn made(request: &RenderRequest) -> (Rendered, Decoded) {
    let rendered = render(request, &Job::unwatched()).unwrap();
    (rendered, decode(&request.output))
}

/// Numbers of the frames that a kept range must hold.
fn expected(kept: &[(i64, i64)], rate: (i64, i64), frames: u32) -> Vec<u32> {
    let time = |i: u32| (i64::from(i) * rate.1 * 1_000_000 + rate.0 / 2) / rate.0;
    let inside = |i: &u32| kept.iter().any(|(s, e)| (*s..*e).contains(&time(*i)));
    (0..frames).filter(inside).collect()
}

fn check_cut(rate: (i32, i32), kept: &[(i64, i64)]) -> Decoded {
    let dir = tempdir().unwrap();
    let path = dir.path().join("a.mp4");
    make(&Recipe { rate, ..Recipe::default() }, &path);
    let (rendered, decoded) = made(&request(&path, kept));
    let numbers = expected(kept, (rate.0.into(), rate.1.into()), 90);
    assert_eq!(decoded.numbers(), numbers, "{kept:?} at {rate:?}");
    assert_eq!(rendered.frames as usize, numbers.len());
    // Sound goes with its frames: each range lasts as long as the frames in it.
    let total = numbers.len() as i64 * 1_000_000 * i64::from(rate.1) / i64::from(rate.0);
    let sound = decoded.sound.len() as i64 * 1_000_000 / 48_000;
    // A decoder gives whole AAC frames.
    assert!((-25..=22_000).contains(&(sound - total)), "{sound} for {total}");
    let audio = rendered.info.audio.unwrap().duration_us.micros();
    assert!((audio - total).abs() <= 25, "{audio} for {total}");
    assert!(decoded.frames[0].0.abs() < 1e-6);
    let step = f64::from(rate.1) / f64::from(rate.0);
    for (index, (time, _)) in decoded.frames.iter().enumerate() {
        assert!((time - index as f64 * step).abs() < 1e-6, "frame {index} at {time}");
    }
    decoded
}

#[test]
fn cuts_hold_exactly_their_frames_at_30() {
    check_cut((30, 1), &[(500_000, 1_000_000), (1_500_000, 2_500_000)]);
    check_cut((30, 1), &[(0, 3_000_000)]);
    check_cut((30, 1), &[(1_010_000, 1_090_001), (2_033_334, 2_966_666)]);
}

#[test]
fn cuts_hold_exactly_their_frames_at_ntsc_rate() {
    check_cut((30_000, 1001), &[(33_367, 1_001_000), (1_534_867, 2_500_000)]);
    check_cut((30_000, 1001), &[(100_000, 100_001 + 33_367), (700_000, 2_000_000)]);
}

#[test]
fn cuts_on_frames_give_a_constant_rate() {
    let dir = tempdir().unwrap();
    for (name, rate) in [("a.mp4", (30_000, 1001)), ("b.mkv", (30_000, 1001)), ("c.mp4", (25, 1))] {
        let path = dir.path().join(name);
        make(&Recipe { rate, ..Recipe::default() }, &path);
        let info = probe(&path, &Job::unwatched()).unwrap();
        let mut asked =
            request(&path, &[(310_000, 777_777), (1_111_111, 1_500_000), (2_000_000, 2_345_678)]);
        asked.cuts = snap_to_frames(&asked.cuts, &info);
        let (rendered, decoded) = made(&asked);
        assert_eq!(asked.cuts.duration(), info.duration_us);
        let step = f64::from(rate.1) / f64::from(rate.0);
        for (index, (time, _)) in decoded.frames.iter().enumerate() {
            assert!((time - index as f64 * step).abs() < 1e-6, "{name}: frame {index} at {time}");
        }
        assert!(!rendered.info.video.unwrap().variable_rate);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_cut_holds_exactly_its_frames(
        ends in proptest::collection::btree_set(0_i64..3_000_000, 2..9),
        ntsc: bool,
    ) {
        let ends: Vec<i64> = ends.into_iter().collect();
        let kept: Vec<(i64, i64)> = ends.chunks_exact(2).map(|p| (p[0], p[1])).collect();
        let rate = if ntsc { (30_000, 1001) } else { (30, 1) };
        prop_assume!(kept.iter().map(|(s, e)| e - s).sum::<i64>() > 300_000);
        check_cut(rate, &kept);
    }
}

#[test]
fn sound_is_cut_where_the_picture_is() {
    // Tone starts at every full second: cut half a second before the second tone.
    let decoded = check_cut((30, 1), &[(500_000, 2_200_000)]);
    let onset = decoded.sound.iter().position(|s| s.abs() > 0.1).unwrap();
    assert!((onset as i64 - 24_000).abs() < 72, "tone at sample {onset}");
    let loudest = decoded.sound[30_000..45_000].iter().copied().fold(0.0, f32::max);
    assert!((loudest - 0.5).abs() < 0.03, "one microphone stays as loud as it was: {loudest}");
}

#[test]
fn variable_rate_keeps_its_times() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("a.mp4");
    make(&Recipe { missing: (40..55).chain([70]).collect(), ..Recipe::default() }, &path);
    let (_, decoded) = made(&request(&path, &[(1_000_000, 3_000_000)]));
    let numbers = decoded.numbers();
    assert_eq!(numbers, (30..90).filter(|n| !(40..55).contains(n) && *n != 70).collect::<Vec<_>>());
    for ((time, _), number) in decoded.frames.iter().zip(numbers) {
        assert!((time - (f64::from(number) / 30.0 - 1.0)).abs() < 0.001);
    }
}

#[test]
fn sixty_frames_a_second_at_most() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("a.mp4");
    make(&Recipe { rate: (120, 1), frames: 240, sound: None, ..Recipe::default() }, &path);
    let (rendered, decoded) = made(&request(&path, &[(0, 2_000_000)]));
    assert_eq!(decoded.numbers(), (0..240).step_by(2).collect::<Vec<_>>());
    assert!((rendered.info.video.unwrap().frame_rate.per_second() - 60.0).abs() < 0.01);
}

#[test]
fn every_shape_becomes_every_aspect() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("a.mp4");
    let shapes =
        [((320, 180), 0), ((180, 320), 0), ((320, 180), 90), ((320, 180), 270), ((64, 480), 0)];
    for (size, degrees) in shapes {
        make(&Recipe { size, frames: 4, sound: None, ..Recipe::default() }, &path);
        turn_mp4(&path, degrees);
        for aspect in [Aspect::Vertical, Aspect::Square, Aspect::Wide] {
            let mut asked = request(&path, &[(0, 133_333)]);
            asked.aspect = Some(aspect);
            let (rendered, decoded) = made(&asked);
            assert_eq!((decoded.size, rendered.frames), (aspect.size(), 4), "{size:?} {degrees}");
            assert_eq!(rendered.info.video.unwrap().rotation, 0);
        }
    }
}

#[test]
fn odd_sides_become_even() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("a.mkv");
    let recipe =
        Recipe { size: (321, 241), pixels: Pixel::YUV444P, sound: None, ..Recipe::default() };
    make(&recipe, &path);
    let (rendered, decoded) = made(&request(&path, &[(0, 1_000_000)]));
    assert_eq!((decoded.size, rendered.frames), ((320, 240), 30));
    assert_eq!(rendered.info.video.unwrap().pixel_format, "yuv420p");
    let mut asked = request(&path, &[(0, 1_000_000)]);
    asked.aspect = Some(Aspect::Vertical);
    assert_eq!(made(&asked).1.size, (1080, 1920));
}

#[test]
fn a_turned_clip_stands_upright() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("a.mp4");
    make(&Recipe { frames: 6, sound: None, ..Recipe::default() }, &path);
    for (degrees, size) in [(90, (180, 320)), (270, (180, 320)), (180, (320, 180))] {
        turn_mp4(&path, degrees);
        let (_, decoded) = made(&request(&path, &[(0, 200_000)]));
        assert_eq!(decoded.size, size);
        // The darker left half of the stored picture: on top, at the bottom, on the right.
        let (x, y) = match degrees {
            90 => (40, 80),
            270 => (100, 240),
            _ => (240, 60),
        };
        assert!(decoded.luma(3, x, y).abs_diff(100) < 6, "{degrees}");
        let (x, y) = (size.0 - 1 - x, size.1 - 1 - y);
        assert!(decoded.luma(3, x, y).abs_diff(150) < 6, "{degrees}");
    }
}

#[test]
fn ten_bits_become_eight() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("a.mp4");
    make(&Recipe { pixels: Pixel::YUV420P10LE, ..Recipe::default() }, &path);
    let (rendered, decoded) = made(&request(&path, &[(1_000_000, 2_000_000)]));
    assert_eq!(rendered.info.video.unwrap().pixel_format, "yuv420p");
    assert_eq!(decoded.numbers(), (30..60).collect::<Vec<_>>());
}

const ASS: &str = "[Script Info]\nScriptType: v4.00+\nPlayResX: 1080\nPlayResY: 1920\n\n\
[V4+ Styles]\nFormat: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, \
BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, \
Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding\nStyle: Default,Be Vietnam Pro,\
90,&H00FFFFFF,&H00FFFFFF,&H00101010,&H00101010,-1,0,0,0,100,100,0,0,3,20,0,2,60,170,460,1\n\n\
[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n\
Dialogue: 0,0:00:00.50,0:00:01.00,Default,,0,0,0,,TEXT\n";

fn burnt(path: &Path, text: &str) -> Decoded {
    let mut asked = request(path, &[(1_000_000, 2_500_000)]);
    asked.aspect = Some(Aspect::Vertical);
    asked.captions = Some(CaptionFile { ass: ASS.replace("TEXT", text) });
    made(&asked).1
}

/// How many pixels of the caption area are darker and lighter than any of the clip's.
fn drawn(decoded: &Decoded, frame: usize) -> (usize, usize) {
    let area = (1250..1500).flat_map(|y| (60..910).map(move |x| (x, y)));
    let luma: Vec<u8> = area.map(|(x, y)| decoded.luma(frame, x, y)).collect();
    (luma.iter().filter(|l| **l < 50).count(), luma.iter().filter(|l| **l > 200).count())
}

#[test]
fn captions_are_drawn_in_output_time() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("a.mp4");
    make(&Recipe::default(), &path);
    let decoded = burnt(&path, "Ế Ộ Ữ ậ ỵ Ằ đ");
    assert_eq!((drawn(&decoded, 14), drawn(&decoded, 30)), ((0, 0), (0, 0)));
    for frame in [15, 29] {
        let (box_pixels, letter_pixels) = drawn(&decoded, frame);
        assert!(box_pixels > 20_000 && letter_pixels > 4_000, "{box_pixels} {letter_pixels}");
    }
}

#[test]
fn vietnamese_letters_differ_from_their_bare_ones() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("a.mp4");
    make(&Recipe { sound: None, ..Recipe::default() }, &path);
    let ink = |text: &str| drawn(&burnt(&path, text), 20).1;
    for (marked, bare) in [("ẾỘỮẰỴ", "EOUAY"), ("ậộữằỵ", "aouay"), ("Đđ", "Dd")]
    {
        assert!(ink(marked) > ink(bare) + 80, "{marked}");
    }
    // Marks on their own (NFD) give the same letters.
    let (composed, marks) = (ink("Tiếng Việt"), ink("Tie\u{302}\u{301}ng Vie\u{323}\u{302}t"));
    assert!(composed.abs_diff(marks) < composed / 50, "{composed} {marks}");
}

#[test]
fn the_index_is_in_front() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("a.mp4");
    make(&Recipe::default(), &path);
    let asked = request(&path, &[(0, 1_000_000)]);
    render(&asked, &Job::unwatched()).unwrap();
    let bytes = fs::read(&asked.output).unwrap();
    let at = |name: &[u8]| bytes.windows(4).position(|w| w == name).unwrap();
    assert!(at(b"moov") < at(b"mdat"));
}

#[test]
fn sources_without_sound_or_picture() {
    let dir = tempdir().unwrap();
    let (silent, blind) = (dir.path().join("a.mp4"), dir.path().join("b.m4a"));
    make(&Recipe { sound: None, ..Recipe::default() }, &silent);
    make(&Recipe { video: false, ..Recipe::default() }, &blind);
    assert!(made(&request(&silent, &[(0, 1_000_000)])).0.info.audio.is_none());
    let asked = request(&blind, &[(0, 1_000_000)]);
    assert!(matches!(render(&asked, &Job::unwatched()), Err(Error::NoVideo { .. })));
}

#[test]
fn short_sound_is_continued_with_silence() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("a.mp4");
    make(&Recipe { sound: Some((support::bursts, 48_000)), ..Recipe::default() }, &path);
    let (rendered, decoded) = made(&request(&path, &[(0, 3_000_000)]));
    assert_eq!(rendered.info.audio.unwrap().duration_us.micros(), 3_000_000);
    assert!(decoded.sound[60_000..].iter().all(|s| s.abs() < 0.01));
}

#[test]
fn nothing_kept_is_an_error_without_a_file() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("a.mp4");
    make(&Recipe::default(), &path);
    for kept in [&[][..], &[(1_000_001, 1_000_100)]] {
        let asked = request(&path, kept);
        assert!(matches!(render(&asked, &Job::unwatched()), Err(Error::NothingKept { .. })));
        assert!(!asked.output.exists());
    }
}

#[test]
fn places_that_cannot_be_written() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("a.mp4");
    make(&Recipe::default(), &path);
    let mut asked = request(&path, &[(0, 1_000_000)]);
    for place in ["no such folder/b.mp4", "a.mp4/b.mp4"] {
        asked.output = dir.path().join(place);
        let failed = render(&asked, &Job::unwatched());
        assert!(matches!(failed, Err(Error::Unwritable { .. })), "{failed:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("a.mp4");
    make(&Recipe::default(), &path);
    let mut asked = request(&path, &[(0, 3_000_000)]);
    asked.output = dir.path().join("full.mp4");
    // The device on which every write fails for lack of room.
    std::os::unix::fs::symlink("/dev/full", &asked.output).unwrap();
    let failed = render(&asked, &Job::unwatched());
    assert!(matches!(failed, Err(Error::DiskFull { .. })), "{failed:?}");
}

#[test]
fn a_still_has_the_asked_size() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("a.mp4");
    make(&Recipe::default(), &path);
    turn_mp4(&path, 90);
    let png = frame_png(&path, us(1_500_000), 160).unwrap();
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    assert_eq!((side(16), side(20)), (90, 160));
}
