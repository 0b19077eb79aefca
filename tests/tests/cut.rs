//! Cuts keep exactly the frames and the sound that were asked for, seen by `ffmpeg`.

use acceptance::barcode::{self, expected};
use acceptance::{Mang, clips, program, subtitles, witness};
use serde_json::Value;
use std::path::Path;

fn cut(mang: &Mang, keep: &str) -> Value {
    let output = mang.json(["cut", "clip.mp4", "--keep", keep, "-o", "ra.mp4"]).ended_with(0);
    output.json()
}

#[test]
fn kept_ranges_are_exactly_the_frames_whose_time_lies_in_them() {
    for (rate, number, size) in [
        ("25", (25, 1), "320x180"),
        ("30000/1001", (30_000, 1001), "180x320"),
        ("30", (30, 1), "161x91"),
    ] {
        let mang = Mang::new();
        barcode::make(&mang.path("clip.mp4"), rate, "4", size, 2.2);
        let all = barcode::read(&mang.path("clip.mp4"));
        let count = u32::try_from(all.len()).unwrap();
        assert_eq!(all, (0..count).collect::<Vec<_>>(), "the witness can read at {rate}");
        let kept = [(0.0, 0.5), (1.0, 1.37), (2.0, 3.01)];
        let said = cut(&mang, "2.0-3.01,0-0.5,1-1.37");
        let wanted = expected(count, number, &kept);
        assert_eq!(barcode::read(&mang.path("ra.mp4")), wanted, "at {rate}, {size}");
        let (copied, encoded) = (said["frames_copied"].as_u64(), said["frames_encoded"].as_u64());
        assert_eq!(copied.zip(encoded).map(|(c, e)| c + e), Some(wanted.len() as u64));
        assert_eq!(said["mode"] == "full", copied == Some(0), "{said}");
        assert!(said["reason"].as_str().is_some_and(|r| !r.is_empty()));
        // The beep at 2.2 s comes 0.2 s after both earlier pieces.
        let sound = witness::sound(&mang.path("ra.mp4"));
        let first = sound.iter().position(|s| s.abs() > 0.3).expect("the beep is there");
        // Sound goes with its frames, and AAC ends with a whole block.
        let lasts = |frames: &[u32]| {
            f64::from(u32::try_from(frames.len()).unwrap()) * f64::from(number.1)
                / f64::from(number.0)
        };
        let (first, beep) = (seconds(first), lasts(&expected(count, number, &kept[..2])) + 0.2);
        assert!((first - beep).abs() < 0.01, "beep at {first} and not {beep} at {rate}");
        let (length, whole) = (seconds(sound.len()), lasts(&wanted));
        assert!((0.0..0.022).contains(&(length - whole)), "{length} s, {whole} s at {rate}");
    }
}

#[expect(clippy::cast_precision_loss, reason = "samples of a short clip")]
fn seconds(samples: usize) -> f64 {
    samples as f64 / 48_000.0
}

#[test]
fn pauses_that_were_found_can_be_cut_and_captions_follow() {
    let mang = Mang::new();
    clips::short(&mang.path("clip.mp4"));
    let _ = mang.run(["silence", "clip.mp4", "-o", "cuts.json"]).ended_with(0);
    let cuts: Value =
        serde_json::from_slice(&std::fs::read(mang.path("cuts.json")).unwrap()).unwrap();
    assert_eq!(mang.json(["silence", "clip.mp4"]).ended_with(0).json(), cuts);
    let keep = cuts["keep"].as_array().unwrap();
    let at = |range: &Value, name: &str| range[name].as_i64().unwrap();
    let kept_us: i64 = keep.iter().map(|r| at(r, "end_us") - at(r, "start_us")).sum();
    assert!((2_800_000..4_600_000).contains(&kept_us), "the words stay, the pause goes: {cuts}");
    std::fs::write(
        mang.path("phụ đề.srt"),
        "1\n00:00:01,000 --> 00:00:02,000\nmật ong\n\n2\n00:00:04,500 --> 00:00:04,900\nim lặng\n",
    )
    .unwrap();
    let arguments =
        ["cut", "clip.mp4", "--cuts", "cuts.json", "--captions", "phụ đề.srt", "-o", "ra.mp4"];
    let said = mang.json(arguments).ended_with(0).json();
    let wanted = kept_us * 30 / 1_000_000;
    let frames = i64::try_from(witness::facts(&mang.path("ra.mp4")).frames).unwrap();
    assert!((frames - wanted).abs() <= 1, "{frames} frames and not {wanted}");
    assert_eq!(said["captions"], "ra.srt");
    let first_us = at(&keep[0], "start_us");
    let cues = subtitles::srt(&std::fs::read_to_string(mang.path("ra.srt")).unwrap());
    #[expect(clippy::cast_precision_loss, reason = "microseconds of a short clip")]
    let wanted = 1.0 - first_us as f64 / 1e6;
    assert!((cues[0].start - wanted).abs() < 0.002, "{cues:?}");
    assert!(cues.iter().all(|c| c.text != "im lặng" || c.end - c.start < 0.4), "{cues:?}");
}

#[test]
fn a_phone_clip_on_its_side_comes_out_upright() {
    let mang = Mang::new();
    let (flat, turned) = (mang.path("flat.mp4"), mang.path("clip.mp4"));
    barcode::make(&flat, "25", "1", "320x180", 0.5);
    let (flat, turned_text) = (flat.to_string_lossy(), turned.to_string_lossy());
    // Newer ffmpeg has an option for it, older ones take the tag.
    let newer =
        ["-v", "error", "-y", "-display_rotation", "90", "-i", &flat, "-c", "copy", &turned_text];
    if !program::program("ffmpeg").args(newer).output().unwrap().status.success() {
        clips::ffmpeg(["-i", &flat, "-c", "copy", "-metadata:s:v", "rotate=270", &turned_text]);
    }
    assert_ne!(mang.json(["probe", "clip.mp4"]).ended_with(0).json()["video"]["rotation"], 0);
    let said = cut(&mang, "0.2-0.8");
    assert_eq!(said["frames_encoded"], 15);
    let facts = witness::facts(&mang.path("ra.mp4"));
    assert_eq!((facts.width, facts.height), (180, 320));
    let probed = mang.json(["probe", "ra.mp4"]).ended_with(0).json();
    assert_eq!(probed["video"]["rotation"], 0);
    // ffmpeg turns the source by itself: its frame 13 is the result's frame 8.
    let (source, result) = (small(&turned, 0.525), small(&mang.path("ra.mp4"), 0.325));
    let apart = source.iter().zip(&result).map(|(a, b)| a.abs_diff(*b)).max().unwrap();
    assert!(apart < 20, "{source:?} and {result:?}");
}

/// One frame's bars along its height.
fn small(video: &Path, at: f64) -> Vec<u8> {
    let frame = witness::frame_at(video, at);
    (0..8).map(|bar| frame[(bar * 40 + 20) * 180 + 90]).collect()
}

#[test]
fn ranges_that_make_no_sense_are_refused() {
    let mang = Mang::new();
    clips::plain(&mang.path("clip.mp4"));
    for keep in ["3-2", "một-hai", "", "0-1,,2-3"] {
        let arguments = ["cut", "clip.mp4", "--keep", keep, "-o", "ra.mp4"];
        acceptance::refusal::expect(&mang, &arguments, 2, "bad-argument");
    }
    let beyond = ["cut", "clip.mp4", "--keep", "7-9", "-o", "ra.mp4"];
    acceptance::refusal::expect(&mang, &beyond, 2, "nothing-kept");
    std::fs::write(mang.path("cuts.json"), "[1, 2]").unwrap();
    let broken = ["cut", "clip.mp4", "--cuts", "cuts.json", "-o", "ra.mp4"];
    acceptance::refusal::expect(&mang, &broken, 2, "bad-input");
    let missing = ["cut", "clip.mp4", "--cuts", "none.json", "-o", "ra.mp4"];
    acceptance::refusal::expect(&mang, &missing, 2, "not-found");
}

#[test]
fn captions_of_every_length_end_inside_the_result_and_are_never_lost_half_way() {
    let mang = Mang::new();
    clips::plain(&mang.path("clip.mp4"));
    std::fs::write(
        mang.path("a.vtt"),
        "WEBVTT\n\n00:00.000 --> 00:00.900\nmột\n\n00:00.900 --> 00:01.500\nhai\n\n\
         00:01.500 --> 00:09.000\nba\n",
    )
    .unwrap();
    let arguments =
        ["cut", "clip.mp4", "--keep", "0-0.4,1.2-1.8", "--captions", "a.vtt", "-o", "ra.mp4"];
    let _ = mang.run(arguments).ended_with(0);
    let vtt = std::fs::read_to_string(mang.path("ra.vtt")).unwrap();
    let times: Vec<&str> = vtt.lines().filter(|l| l.contains("-->")).collect();
    assert_eq!(
        times,
        [
            "00:00:00.000 --> 00:00:00.400",
            "00:00:00.400 --> 00:00:00.700",
            "00:00:00.700 --> 00:00:01.000"
        ],
        "{vtt}"
    );
}
