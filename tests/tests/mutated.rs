//! Damaged files through probe and cut: whatever is in them, the program ends by itself, in time
//! and in bounds, with one document and a promised code, and nothing wrong gets a final name.
//!
//! `./x test` takes a few; `./x bench mutated` thousands, through `MUTATED`.
#![cfg(target_os = "linux")]

use acceptance::bounded::{self, Bounded};
use acceptance::folder::listing;
use acceptance::random::Random;
use acceptance::{Mang, mutation, program};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Files in `./x test`.
const QUICK: usize = 130;
/// Longest time for one file; a whole one takes a fraction of a second.
const LONGEST: Duration = Duration::from_secs(20);
/// Megabytes for a clip of 160 × 90 pixels.
const MEMORY: u64 = 500;
/// What a self-check says that would not hand over a result.
const REFUSED: &str = "is not what was to be written";

#[derive(Default)]
struct Found {
    ways: BTreeMap<String, usize>,
    failures: Vec<String>,
    slowest: Duration,
    memory: u64,
    cuts: usize,
}

#[test]
fn damaged_files_end_in_a_sentence_in_time_and_in_bounds() {
    let asked = std::env::var("MUTATED").ok().filter(|v| !v.is_empty());
    let count = asked.map_or(QUICK, |n| n.parse().expect("MUTATED is a number"));
    let only = std::env::var("MUTATED_ONLY").ok().and_then(|n| n.parse::<usize>().ok());
    let folder = tempfile::tempdir().expect("a temporary folder");
    let whole = mutation::whole(folder.path());
    let (next, found) = (AtomicUsize::new(0), Mutex::new(Found::default()));
    std::thread::scope(|threads| {
        for _ in 0..2 {
            threads.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= count {
                        break;
                    }
                    if only.is_none_or(|only| only == number) {
                        one(number, &whole, &found);
                    }
                }
            });
        }
    });
    let found = found.into_inner().expect("no thread died");
    for (way, times) in &found.ways {
        println!("{times:>6} × {way}");
    }
    println!("slowest {:.1} s, most memory {} MB", found.slowest.as_secs_f64(), found.memory);
    let failures = found.failures.join("\n");
    assert!(failures.is_empty(), "{} of {count}:\n{failures}", found.failures.len());
    if only.is_none() {
        assert_eq!(found.ways.values().sum::<usize>(), 2 * count, "every file was looked at");
        assert!(found.cuts * 10 > count, "only {} of {count} could still be cut", found.cuts);
        assert!(found.cuts < count, "no file was damaged enough");
    }
}

fn one(number: usize, whole: &[PathBuf], found: &Mutex<Found>) {
    let mang = Mang::new();
    let clip = &whole[number % whole.len()];
    let mut bytes = std::fs::read(clip).expect("a clip");
    let how = mutation::damage(&mut bytes, &mut Random::of(&format!("mutation {number}")));
    let name = clip.file_name().expect("a name").to_string_lossy().into_owned();
    std::fs::write(mang.path(&name), &bytes).expect("a damaged clip");
    let commands: [&[&str]; 2] = [
        &["probe", &name],
        &["cut", &name, "--keep", "0.3-1.2,1.4-1.9", "--mode", "auto", "-o", "ra.mp4"],
    ];
    for arguments in commands {
        let run = bounded::run(&mang, arguments, LONGEST);
        let (way, mut problems) = look(&run);
        let done = run.ended.code == Some(0);
        if done && arguments[0] == "cut" {
            problems.extend(result(&mang.path(&name), &mang.path("ra.mp4"), &run));
        }
        let mut left = vec![name.clone()];
        left.extend((done && arguments[0] == "cut").then(|| "ra.mp4".to_owned()));
        left.sort();
        if listing(mang.work()) != left || !listing(mang.temporary()).is_empty() {
            problems.push(format!("left behind {:?}", listing(mang.work())));
        }
        if std::fs::read(mang.path(&name)).ok().as_ref() != Some(&bytes) {
            problems.push("the clip was changed".into());
        }
        let mut found = found.lock().expect("no thread died");
        found.slowest = found.slowest.max(run.took);
        found.memory = found.memory.max(run.memory);
        found.cuts += usize::from(done && arguments[0] == "cut");
        *found.ways.entry(format!("{} {way}", arguments[0])).or_default() += 1;
        if !problems.is_empty() {
            let problems = problems.join("; ");
            found.failures.push(format!("#{number} {name} ({how}), {}: {problems}", arguments[0]));
        }
    }
}

/// How it ended, in a word, and what is wrong with that.
fn look(run: &Bounded) -> (String, Vec<String>) {
    let mut problems = Vec::new();
    let Bounded { ended, took, memory } = run;
    if *memory > MEMORY {
        problems.push(format!("{memory} MB of memory"));
    }
    if ended.stderr.contains("panicked") || ended.stdout.contains("panicked") {
        problems.push(format!("panicked: {}", ended.stderr));
    }
    if ended.code.is_none() && *took > LONGEST {
        problems.push("was stopped, it took too long".into());
        return ("too long".into(), problems);
    }
    let Ok(said) = serde_json::from_str::<Value>(&ended.stdout) else {
        problems.push(format!("no JSON document: {ended:?}"));
        return ("no document".into(), problems);
    };
    let code = said["error"]["code"].as_str().unwrap_or("done").to_owned();
    let expected: &[i32] = if code == "done" { &[0] } else { &[2, 3] };
    if !ended.code.is_some_and(|c| expected.contains(&c)) {
        problems.push(format!("ended with {:?} and {code}", ended.code));
    }
    // Codes that stand for a fault of ours and not of the file.
    let details = said["error"]["details"].as_str().unwrap_or_default();
    if code == "child-died" || code == "internal" && !details.contains(REFUSED) {
        let lines: Vec<&str> = details.lines().collect();
        let said = [lines.first(), lines.last().filter(|_| lines.len() > 1)];
        problems.push(format!(
            "{code}: {}",
            said.into_iter().flatten().copied().collect::<Vec<_>>().join(" … ")
        ));
    }
    let mode = said["mode"].as_str().map(|m| format!(" {m}")).unwrap_or_default();
    (format!("{code}{mode}"), problems)
}

/// What is wrong with a result: it must play, and hold as many frames as was said. What is copied is
/// as damaged as it was, so a frame that does not decode in the clip may be missing.
fn result(clip: &Path, file: &Path, run: &Bounded) -> Option<String> {
    let decoded = decode(file);
    if !decoded.status.success() {
        return Some(format!("does not decode: {}", String::from_utf8_lossy(&decoded.stderr)));
    }
    let said: Value = serde_json::from_str(&run.ended.stdout).unwrap_or_default();
    let number = |name: &str| said[name].as_u64().unwrap_or(0);
    let (copied, frames) =
        (number("frames_copied"), number("frames_copied") + number("frames_encoded"));
    let found = pictures(&decoded);
    let missing = frames.saturating_sub(found);
    let as_damaged = missing > 0 && missing <= copied && {
        let map = program::program("ffprobe")
            .args(["-v", "quiet", "-select_streams", "v", "-count_packets", "-show_entries"])
            .args(["stream=nb_read_packets", "-of", "csv=p=0"])
            .arg(clip)
            .output()
            .expect("ffprobe is there");
        let packets = String::from_utf8_lossy(&map.stdout).trim().parse::<u64>().unwrap_or(0);
        missing <= packets.saturating_sub(pictures(&decode(clip)))
    };
    (frames == 0 || found != frames && !as_damaged)
        .then(|| format!("{found} frames decode where {frames} were said"))
}

fn decode(file: &Path) -> Output {
    let name = file.to_string_lossy();
    let every = ["-v", "error", "-i", &name, "-fps_mode", "passthrough", "-f", "framecrc", "-"];
    program::program("ffmpeg").args(every).output().expect("ffmpeg is there")
}

fn pictures(decoded: &Output) -> u64 {
    let lines = String::from_utf8_lossy(&decoded.stdout);
    lines.lines().filter(|l| l.starts_with("0,")).count() as u64
}
