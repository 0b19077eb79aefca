//! Chapters of a clip follow its cuts, seen by `ffprobe`.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use acceptance::clips::ffmpeg;
use acceptance::{Mang, barcode, program};
use serde_json::Value;
use std::path::Path;

/// From, to and title, in milliseconds.
type Chapter = (i64, i64, String);

const NAMES: &str = ";FFMETADATA1\n\
    [CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=2000\ntitle=Mở đầu\n\
    [CHAPTER]\nTIMEBASE=1/1000\nSTART=2000\nEND=3000\ntitle=Pha trà\n\
    [CHAPTER]\nTIMEBASE=1/1000\nSTART=3000\nEND=6000\ntitle=Giá \\= 150.000đ\n";

fn clip(mang: &Mang, name: &str) {
    barcode::make(&mang.path("plain.mp4"), "30", "6", "320x180", 2.2);
    std::fs::write(mang.path("names.txt"), NAMES).unwrap();
    let [plain, names, clip] = ["plain.mp4", "names.txt", name].map(|name| mang.path(name));
    let [plain, names, clip] = [&plain, &names, &clip].map(|path| path.to_str().unwrap());
    ffmpeg(["-i", plain, "-i", names, "-map", "0", "-map_chapters", "1", "-c", "copy", clip]);
}

fn chapters(file: &Path) -> Vec<Chapter> {
    let file = file.to_str().unwrap();
    let said = program::run("ffprobe", ["-v", "error", "-show_chapters", "-of", "json", file]);
    let said: Value = serde_json::from_slice(&said.stdout).unwrap();
    let at = |chapter: &Value, name: &str| {
        let seconds: f64 = chapter[name].as_str().unwrap().parse().unwrap();
        #[expect(clippy::cast_possible_truncation, reason = "a few seconds")]
        let milliseconds = (seconds * 1000.0).round() as i64;
        milliseconds
    };
    let title = |chapter: &Value| chapter["tags"]["title"].as_str().unwrap_or("").to_owned();
    let all = said["chapters"].as_array().unwrap();
    all.iter().map(|c| (at(c, "start_time"), at(c, "end_time"), title(c))).collect()
}

#[test]
fn chapters_follow_a_cut_whichever_way_it_is_made() {
    for name in ["clip.mp4", "clip.mkv", "clip.mov"] {
        let mang = Mang::new();
        clip(&mang, name);
        let facts = mang.json(["probe", name]).ended_with(0).json();
        assert_eq!(facts["chapters"][1]["title"], "Pha trà", "{name}");
        assert_eq!(facts["chapters"][1]["start_us"], 2_000_000, "{name}");
        for mode in ["smart", "full"] {
            let arguments =
                ["cut", name, "--keep", "0.5-1.5,3.2-6", "--mode", mode, "-o", "ra.mp4", "--force"];
            let said = mang.json(arguments).ended_with(0).json();
            assert_eq!(said["mode"], mode, "{name}: {said}");
            // Nothing of the second is left. Matroska moves all times by the sound's lead.
            let made = chapters(&mang.path("ra.mp4"));
            let wanted = [(0, 1000, "Mở đầu"), (1000, 3800, "Giá = 150.000đ")];
            let near = |(a, b): (&Chapter, &(i64, i64, &str))| {
                (a.0 - b.0).abs() <= 25 && (a.1 - b.1).abs() <= 25 && a.2 == b.2
            };
            let fits = made.len() == 2 && made.iter().zip(&wanted).all(near);
            assert!(fits, "{name} {mode}: {made:?}");
        }
    }
}

#[test]
fn a_clip_without_chapters_gets_none() {
    let mang = Mang::new();
    barcode::make(&mang.path("clip.mp4"), "30", "2", "320x180", 1.0);
    let _ = mang.json(["cut", "clip.mp4", "--keep", "0.5-1.5", "-o", "ra.mp4"]).ended_with(0);
    assert_eq!(chapters(&mang.path("ra.mp4")), []);
}
