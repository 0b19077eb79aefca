//! The whole line, from a clip to a finished and checked video, through the real program.

use acceptance::subtitles::{self, Cue};
use acceptance::{Mang, clips, folder, repository, witness};
use serde_json::Value;
use std::path::Path;

const FILES: [&str; 7] = [
    "captions.srt",
    "captions.vtt",
    "check.json",
    "check.md",
    "cuts.json",
    "final.mp4",
    "summary.json",
];

fn text(place: &Path) -> String {
    std::fs::read_to_string(place).unwrap_or_else(|e| panic!("{}: {e}", place.display()))
}

fn json(place: &Path) -> Value {
    serde_json::from_str(&text(place)).unwrap_or_else(|e| panic!("{}: {e}", place.display()))
}

#[expect(clippy::cast_precision_loss, reason = "microseconds of a short clip")]
fn seconds(value: &Value) -> f64 {
    value.as_i64().unwrap_or_else(|| panic!("no integer of microseconds: {value}")) as f64 / 1e6
}

fn kept(cuts: &Value) -> Vec<(f64, f64)> {
    let keep = cuts["keep"].as_array().expect("kept ranges");
    keep.iter().map(|r| (seconds(&r["start_us"]), seconds(&r["end_us"]))).collect()
}

/// Output time of a time in the clip; a removed one lands on the cut.
fn map(kept: &[(f64, f64)], at: f64) -> f64 {
    kept.iter().map(|(from, to)| (at.min(*to) - from).max(0.0)).sum()
}

/// What every finished video must be.
fn looks_finished(folder: &Path, size: (u64, u64)) -> witness::Facts {
    assert_eq!(folder::listing(folder), FILES);
    let video = folder.join("final.mp4");
    let facts = witness::facts(&video);
    assert_eq!((facts.width, facts.height), size);
    assert_eq!((facts.codec.as_str(), facts.pixels.as_str()), ("h264", "yuv420p"));
    let boxes = witness::boxes(&video);
    let place = |name| boxes.iter().position(|b| b == name).expect("a box of an MP4 file");
    assert!(place("moov") < place("mdat"), "a player must load all of it first: {boxes:?}");
    let wanted: f64 = kept(&json(&folder.join("cuts.json"))).iter().map(|(a, b)| b - a).sum();
    let frame = 1.0 / 30.0 + 0.001;
    assert!((facts.duration - wanted).abs() <= frame, "{} instead of {wanted}", facts.duration);
    for cue in subtitles::srt(&text(&folder.join("captions.srt"))) {
        assert!(0.0 <= cue.start && cue.start < cue.end && cue.end <= facts.duration + 0.001);
    }
    facts
}

/// Runs `mang make` on the short clip; gives the folder's name.
fn make_short(mang: &Mang, more: &[&str], exit: i32) {
    let clip = mang.path("clip.mp4");
    clips::short(&clip);
    std::fs::write(mang.path("lời.txt"), clips::SHORT_SCRIPT).expect("a script");
    let common = ["make", "clip.mp4", "--script", "lời.txt", "--out", "ra"];
    let ended = mang.run(common.iter().chain(more)).ended_with(exit);
    assert!(ended.stdout.contains("final.mp4"), "it says where the video is: {ended:?}");
    assert_eq!(ended.stderr, "", "nothing to complain about");
}

#[test]
fn the_demo_makes_a_finished_video_without_pauses() {
    let demo = clips::demo();
    let mut files = FILES.to_vec();
    files.insert(6, "sample.mp4");
    assert_eq!(folder::listing(demo), files);
    let video = demo.join("final.mp4");
    let facts = witness::facts(&video);
    assert_eq!((facts.width, facts.height, facts.sound.as_deref()), (1080, 1920, Some("aac")));
    assert!(witness::pauses(&demo.join("sample.mp4"), 0.9) >= 3, "the sample has pauses");
    assert_eq!(witness::pauses(&video, 0.9), 0, "and the video has none");
    let summary = json(&demo.join("summary.json"));
    assert!((seconds(&summary["output_us"]) - facts.duration).abs() < 0.04);
    assert_eq!(summary["frames"].as_u64(), Some(facts.frames));
    assert_eq!(summary["size"], serde_json::json!([1080, 1920]));
    assert_eq!(summary["captions_from"], "speech");
}

#[test]
fn the_demo_says_what_the_voice_says_when_it_says_it() {
    let demo = clips::demo();
    let kept = kept(&json(&demo.join("cuts.json")));
    let cues = subtitles::srt(&text(&demo.join("captions.srt")));
    assert_eq!(json(&demo.join("summary.json"))["cues"].as_u64(), Some(cues.len() as u64));
    let vtt = text(&demo.join("captions.vtt"));
    assert!(vtt.starts_with("WEBVTT"));
    assert_eq!(vtt.matches(" --> ").count(), cues.len());
    let said: Vec<String> = cues.iter().flat_map(|c| subtitles::words(&c.text)).collect();
    let truth = repository::spoken();
    let all = truth.iter().flat_map(|(_, _, text)| subtitles::words(text)).collect::<Vec<_>>();
    assert_eq!(said, all);
    for (start, end, text) in &truth {
        let words = subtitles::words(text);
        let first = cues.iter().find(|c| words.starts_with(&subtitles::words(&c.text)));
        let last = cues.iter().find(|c| words.ends_with(&subtitles::words(&c.text)));
        let (first, last) = (first.expect("a cue begins it"), last.expect("a cue ends it"));
        let (start, end) = (map(&kept, *start), map(&kept, *end));
        assert!((first.start - start).abs() < 0.3, "{text}: {} and not {start}", first.start);
        // A cue may stay a little for slow readers, but must not end early.
        assert!((-0.3..0.7).contains(&(last.end - end)), "{text}: {} and not {end}", last.end);
    }
}

#[test]
fn the_demo_draws_captions_when_there_are_any_and_only_then() {
    let demo = clips::demo();
    let video = demo.join("final.mp4");
    let cues = subtitles::srt(&text(&demo.join("captions.srt")));
    let middle = |c: &Cue| f64::midpoint(c.start, c.end);
    for cue in [&cues[1], &cues[5], &cues[9]] {
        assert!(dark_share(&video, middle(cue)) > 0.05, "no caption box at {}", middle(cue));
    }
    let gaps = cues.windows(2).map(|two| (two[1].start - two[0].end, two[0].end));
    let (length, from) = gaps.max_by(|a, b| a.0.total_cmp(&b.0)).expect("more than one cue");
    assert!(length > 0.2, "the demo has a moment without caption");
    assert!(dark_share(&video, from + length / 2.0) < 0.002, "a box without a caption");
}

/// Share of nearly black pixels where a tall video has its captions.
#[expect(clippy::cast_precision_loss, reason = "pixels of one frame")]
fn dark_share(video: &Path, at: f64) -> f64 {
    let frame = witness::frame_at(video, at);
    let rows = frame.chunks_exact(1080).skip(1200).take(260);
    let pixels: Vec<u8> = rows.flat_map(|row| row[80..900].to_vec()).collect();
    pixels.iter().filter(|p| **p < 40).count() as f64 / pixels.len() as f64
}

#[test]
fn the_demo_is_checked_and_says_what_was_found() {
    let demo = clips::demo();
    let check = json(&demo.join("check.json"));
    let findings = check["findings"].as_array().unwrap();
    let claim = findings.iter().find(|f| f["rule"] == "claims/weight-loss").unwrap();
    assert_eq!((&claim["severity"], &claim["marked"]), (&"block".into(), &"giảm cân".into()));
    assert!(claim["source"]["url"].as_str().unwrap().starts_with("https://"));
    let page = text(&demo.join("check.md"));
    assert!(page.contains("**giảm cân**") && page.contains("Phải sửa"), "{page}");
    let blocking = findings.iter().filter(|f| f["severity"] == "block").count();
    assert_eq!(json(&demo.join("summary.json"))["findings"][0].as_u64(), Some(blocking as u64));
}

#[test]
fn a_script_alone_is_enough_and_a_claim_in_it_is_said_by_the_exit_code() {
    let mang = Mang::new();
    make_short(&mang, &["--model", "none"], 1);
    let facts = looks_finished(&mang.path("ra"), (1080, 1920));
    assert_eq!(facts.sound.as_deref(), Some("aac"));
    assert!(facts.duration < 4.6, "the pause is gone");
    let cues = subtitles::srt(&text(&mang.path("ra/captions.srt")));
    let said: Vec<String> = cues.iter().flat_map(|c| subtitles::words(&c.text)).collect();
    assert_eq!(said, subtitles::words(clips::SHORT_SCRIPT), "the script word by word");
    assert_eq!(json(&mang.path("ra/summary.json"))["captions_from"], "script");
    assert!(folder::listing(mang.work()).iter().all(|f| !f.contains(".mang-tmp")));
}

#[test]
fn the_platform_decides_how_much_a_claim_matters() {
    let mang = Mang::new();
    make_short(&mang, &["--platform", "facebook"], 0);
    let check = json(&mang.path("ra/check.json"));
    let severity = |f: &Value| (f["rule"].clone(), f["severity"].clone());
    let found: Vec<_> = check["findings"].as_array().unwrap().iter().map(severity).collect();
    assert!(found.contains(&("claims/weight-loss".into(), "restrict".into())), "{found:?}");
}

#[test]
fn pauses_stay_when_asked_in_a_wide_picture() {
    let mang = Mang::new();
    make_short(&mang, &["--keep-silence", "--aspect", "16:9"], 1);
    let facts = looks_finished(&mang.path("ra"), (1920, 1080));
    assert!((facts.duration - 5.0).abs() < 0.05, "{facts:?}");
    assert_eq!(json(&mang.path("ra/cuts.json"))["remove"], serde_json::json!([]));
}

#[test]
fn a_square_picture_is_square_and_a_second_run_asks_before_it_replaces() {
    let mang = Mang::new();
    make_short(&mang, &["--aspect", "1:1"], 1);
    looks_finished(&mang.path("ra"), (1080, 1080));
    let print = |name: &str| folder::fingerprint(&mang.path("ra").join(name));
    let before = FILES.map(print);
    let again = ["make", "clip.mp4", "--script", "lời.txt", "--out", "ra", "--aspect", "16:9"];
    acceptance::refusal::expect(&mang, &again, 2, "exists");
    assert_eq!(FILES.map(print), before, "nothing was touched");
    let _ = mang.run(again.iter().chain(&["--force"])).ended_with(1);
    looks_finished(&mang.path("ra"), (1920, 1080));
    assert_ne!(print("final.mp4"), before[5]);
}

#[test]
fn one_file_in_the_way_is_enough_to_ask() {
    let mang = Mang::new();
    clips::short(&mang.path("clip.mp4"));
    std::fs::create_dir(mang.path("ra")).unwrap();
    std::fs::write(mang.path("ra/summary.json"), "mine").unwrap();
    std::fs::write(mang.path("lời.txt"), "Xin chào.").unwrap();
    let arguments = ["make", "clip.mp4", "--script", "lời.txt", "--out", "ra"];
    acceptance::refusal::expect(&mang, &arguments, 2, "exists");
    assert_eq!(text(&mang.path("ra/summary.json")), "mine");
}

#[test]
fn without_script_and_model_nothing_is_made() {
    let mang = Mang::new();
    clips::plain(&mang.path("clip.mp4"));
    let arguments = ["make", "clip.mp4", "--out", "ra"];
    acceptance::refusal::expect(&mang, &arguments, 3, "needs-model");
    std::fs::write(mang.path("trống.txt"), " \n ").unwrap();
    let arguments = ["make", "clip.mp4", "--script", "trống.txt", "--out", "ra"];
    acceptance::refusal::expect(&mang, &arguments, 3, "needs-model");
}

#[test]
fn a_video_without_sound_takes_a_script() {
    let mang = Mang::new();
    let clip = mang.path("câm.mp4");
    let place = clip.to_string_lossy();
    clips::ffmpeg([
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=320x180:r=25:d=3",
        "-pix_fmt",
        "yuv420p",
        &place,
    ]);
    std::fs::write(mang.path("lời.txt"), "Xin chào các bạn. Mình là Mai đây.").unwrap();
    let arguments = ["make", "câm.mp4", "--script", "lời.txt", "--out", "ra"];
    let _ = mang.run(arguments).ended_with(0);
    let facts = looks_finished(&mang.path("ra"), (1080, 1920));
    assert!((facts.duration - 3.0).abs() < 0.05);
    assert_eq!(facts.sound, None);
    let cues = subtitles::srt(&text(&mang.path("ra/captions.srt")));
    let said: Vec<String> = cues.iter().flat_map(|c| subtitles::words(&c.text)).collect();
    assert_eq!(said.join(" "), "xin chào các bạn mình là mai đây");
}

#[test]
fn a_real_film_of_1940_takes_its_script() {
    let Some(film) = repository::beside("shared/samples/media/friday.mp4") else { return };
    let mang = Mang::new();
    std::fs::copy(film, mang.path("friday.mp4")).unwrap();
    std::fs::write(mang.path("words.txt"), "Hildy! Hello, Louie. How are you?").unwrap();
    let arguments = ["make", "friday.mp4", "--script", "words.txt", "--lang", "en"];
    let summary = mang.json(arguments).ended_with(0).json();
    let folder = mang.path("friday - mang");
    looks_finished(&folder, (1080, 1920));
    assert!(summary["cues"].as_u64().unwrap() > 0);
    assert_eq!(
        summary["video"].as_str().map(Path::new),
        Some(&*Path::new("friday - mang").join("final.mp4"))
    );
}
