//! Cut films in three decoders that share no code with ours: FFmpeg decodes every frame (that is
//! the matrix' judge), GStreamer decodes every frame, and Chromium and WebKitGTK, the engine of
//! the app's window, seek to both sides of every seam.
#![cfg(target_os = "linux")]

use acceptance::Mang;
use acceptance::matrix::decoded::Pictures;
use acceptance::matrix::film::Film;
use acceptance::matrix::judge::judge;
use acceptance::matrix::recipe::Recipe;
use acceptance::matrix::wanted::Wanted;
use acceptance::program::{program, run};
use acceptance::repository;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// A film that was cut, and what it must show.
struct Cut {
    mang: Mang,
    film: Film,
    wanted: Wanted,
    name: String,
}

impl Cut {
    fn file(&self) -> PathBuf {
        self.mang.path("ra.mp4")
    }

    /// Output frames beside every seam, between ranges and between copied and encoded parts.
    fn beside_seams(&self) -> Vec<usize> {
        let (mut seams, mut at) = (BTreeSet::new(), 0);
        for stretch in &self.wanted.stretches {
            let range = &stretch.frames;
            let inner = self.film.keys.iter().filter(|key| range.contains(key));
            seams.extend(inner.map(|key| at + key - range.start));
            at += range.len();
            seams.insert(at);
        }
        let around = |seam: usize| seam.saturating_sub(2)..(seam + 2).min(at);
        seams.into_iter().flat_map(around).collect::<BTreeSet<_>>().into_iter().collect()
    }
}

/// With B-frames, without, from Matroska, without an edit list, variable, and on its side.
fn cuts() -> &'static [Cut] {
    static CUTS: OnceLock<Vec<Cut>> = OnceLock::new();
    CUTS.get_or_init(|| {
        let plain = Recipe { gop: 30, ..Recipe::quick()[0] };
        let recipes = [
            Recipe { b_frames: 3, preset: "medium", ..plain },
            Recipe { b_frames: 0, delimiters: true, ..plain },
            Recipe { rate: (30_000, 1001), container: "mkv", ..plain },
            Recipe { edit_list: false, container: "mov", ..plain },
            Recipe { variable: true, ..plain },
        ];
        recipes.map(cut).into_iter().collect()
    })
}

fn cut(recipe: Recipe) -> Cut {
    let mang = Mang::new();
    let film = Film::make(mang.work(), recipe);
    // Mid-group to mid-group, over whole groups; inside of one group; from a keyframe.
    let ranges = [(17, 101), (125, 139), (150, 222)];
    let early = if film.is_rounded() { 600 } else { 0 };
    let keep = ranges.map(|(from, to)| (film.micros(from) - early, film.micros(to) - early));
    let at = |us: i64| format!("{}.{:06}", us / 1_000_000, us % 1_000_000);
    let text = keep.map(|(from, to)| format!("{}-{}", at(from), at(to))).join(",");
    let clip = film.file.file_name().expect("a name").to_string_lossy().into_owned();
    let arguments = ["cut", &clip, "--keep", &text, "--mode", "smart", "-o", "ra.mp4"];
    let said = mang.json(arguments).ended_with(0).json();
    assert_eq!(said["mode"], "smart", "{}: {said}", recipe.name());
    let wanted = Wanted::of(&film, &keep);
    assert_eq!(wanted.frames.len(), 84 + 14 + 72);
    let verdict = judge(&film, &wanted, &mang.path("ra.mp4"), &said);
    assert_eq!(verdict.problems, [""; 0], "FFmpeg: {}", recipe.name());
    Cut { mang, film, wanted, name: recipe.name() }
}

#[test]
fn gstreamer_decodes_every_frame_of_a_cut_film() {
    for cut in cuts() {
        // The parser comes with a package that the app does without.
        let parser = program("gst-inspect-1.0").args(["--exists", "h264parse"]).status();
        let parser = parser.expect("gst-inspect-1.0 is needed by the tests: run ./x setup");
        let ways = [&[][..], &["!", "h264parse"]];
        for parse in ways.into_iter().take(if parser.success() { 2 } else { 1 }) {
            let (file, raw) = (cut.file(), cut.mang.path("raw"));
            let source = format!("location={}", file.to_string_lossy());
            let sink = format!("location={}", raw.to_string_lossy());
            let before = ["-q", "filesrc", &source, "!", "qtdemux", "name=d", "d.video_0"];
            let after = ["!", "avdec_h264", "!", "video/x-raw,format=I420", "!", "filesink", &sink];
            run("gst-launch-1.0", before.iter().chain(parse).chain(&after));
            let shown = std::fs::read(&raw).expect("what GStreamer wrote");
            let ours = Pictures::of(&file, None);
            let size = ours.get(0).len();
            assert_eq!(shown.len() / size, cut.wanted.frames.len(), "{}", cut.name);
            for (index, frame) in shown.chunks_exact(size).enumerate() {
                // FFmpeg's picture of the frame, which the judge has found to be the right one.
                assert!(frame == ours.get(index), "{}: frame {index} differs", cut.name);
            }
        }
    }
}

#[test]
fn chromium_shows_the_right_frame_on_both_sides_of_every_seam() {
    seek("chromium");
}

#[test]
fn webkit_shows_the_right_frame_on_both_sides_of_every_seam() {
    seek("webkit");
}

fn seek(browser: &str) {
    let cuts = cuts();
    // In the middle of the frame; with uneven times at its very beginning, because x264 then notes
    // a frame length of one tick in the stream, and GStreamer believes it.
    let inside = |cut: &Cut, frame: usize| {
        let next = cut.wanted.times.get(frame + 1).copied().unwrap_or(cut.wanted.length);
        let at = cut.wanted.times[frame];
        if cut.film.variable { at + 0.000_005 } else { f64::midpoint(at, next) }
    };
    let asked: Vec<Vec<usize>> = cuts.iter().map(Cut::beside_seams).collect();
    let plan = cuts.iter().zip(&asked).map(|(cut, frames)| {
        let times: Vec<f64> = frames.iter().map(|frame| inside(cut, *frame)).collect();
        json!({ "file": cut.file(), "times": times })
    });
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("plan.json");
    std::fs::write(&file, Value::from_iter(plan).to_string()).expect("a plan");
    // On a busy computer a picture may be drawn before the new one has come. What is wrong with a
    // film is wrong every time.
    let mut problems = Vec::new();
    for _ in 0..3 {
        problems = look(browser, &file, &asked);
        if problems.is_empty() {
            return;
        }
        eprintln!("{}", problems.join("\n"));
    }
    panic!("{}", problems.join("\n"));
}

/// Asks a browser once, and says what it showed wrong.
fn look(browser: &str, plan: &Path, asked: &[Vec<usize>]) -> Vec<String> {
    let script = repository::file("tests/decoders/seek.mjs");
    let arguments = [script.to_string_lossy(), browser.into(), plan.to_string_lossy()];
    let said = run("node", arguments.iter().map(AsRef::<str>::as_ref)).stdout;
    let read: Value = serde_json::from_slice(&said).expect("what the page read");
    let films = read.as_array().expect("films");
    assert_eq!(films.len(), asked.len());
    let mut problems = Vec::new();
    for ((cut, frames), read) in cuts().iter().zip(asked).zip(films) {
        let wanted: Vec<usize> = frames.iter().map(|frame| cut.wanted.frames[*frame]).collect();
        assert!(wanted.len() >= 20, "{} places are too few", wanted.len());
        let (wanted, shown) = (json!(wanted), &read["numbers"]);
        if *shown != wanted {
            let name = &cut.name;
            problems.push(format!("{browser}, {name}, frames {frames:?}: {wanted} but {read}"));
        }
        let length = read["duration"].as_f64().unwrap_or(0.0);
        if (length - cut.wanted.length).abs() > 0.05 {
            problems.push(format!("{browser}, {}: {length} s", cut.name));
        }
    }
    problems
}
