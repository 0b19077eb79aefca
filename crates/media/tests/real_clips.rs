//! The same promises on real recordings, where they lie beside the repository; skipped elsewhere.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use job::Job;
use media::{Quality, RenderRequest, levels, probe, propose, render, snap_to_frames};
use std::path::PathBuf;
use timeline::{Breathing, CutList, PartOrigin, TimeRange, Timestamp};

fn clip(name: &str) -> Option<PathBuf> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/samples/media");
    let path = PathBuf::from(beside).join(name);
    if !path.exists() {
        eprintln!("skipped: {name} is not beside the repository");
        return None;
    }
    Some(path)
}

#[test]
fn real_clips_are_cut_to_the_frame() {
    let dir = tempfile::tempdir().unwrap();
    for (name, frames) in [("friday.mp4", 185), ("flower.mp4", 150), ("flower.webm", 150)] {
        let Some(source) = clip(name) else { return };
        let info = probe(&source, &Job::unwatched()).unwrap();
        let video = info.video.clone().unwrap();
        assert_eq!((video.frames, video.variable_rate), (frames, false), "{name}");
        let range = |s, e| TimeRange::new(Timestamp::from_millis(s), Timestamp::from_millis(e));
        let kept = [range(500, 2000).unwrap(), range(2700, 4400).unwrap()];
        let cuts = CutList::from_kept(info.duration_us, &kept, PartOrigin::Hand);
        let (cuts, output) = (snap_to_frames(&cuts, &info), dir.path().join("out.part"));
        let plain = RenderRequest::plain(source, output, cuts);
        let request = RenderRequest { quality: Quality::Draft, ..plain };
        let rendered = render(&request, &Job::unwatched()).unwrap();
        let made = rendered.info.video.unwrap();
        assert!(!made.variable_rate, "{name}");
        assert_eq!(made.frame_rate, video.frame_rate, "{name}");
        let seconds = rendered.duration.seconds() * video.frame_rate.per_second();
        assert!((rendered.frames as f64 - seconds).abs() < 0.1, "{name}");
    }
}

#[test]
fn pauses_of_a_speech_are_found() {
    let Some(source) = clip("jfk.wav") else { return };
    let levels = levels(&source, &Job::unwatched()).unwrap();
    let cuts = propose(&levels, &[], Breathing::Normal, levels.duration());
    let seconds = |t: Timestamp| (t.seconds() * 10.0).round() / 10.0;
    let gone: Vec<_> = cuts.parts().iter().filter(|p| !p.kept).map(|p| p.range).collect();
    let gone: Vec<_> = gone.iter().map(|r| (seconds(r.start()), seconds(r.end()))).collect();
    assert_eq!(gone, [(0.0, 0.1), (2.2, 3.1), (4.5, 5.2)]);
}
