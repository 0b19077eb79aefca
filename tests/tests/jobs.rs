//! Heavy work runs in a child process: whatever ends it, nothing half-made stays, the clip is
//! untouched and the person gets a sentence.
#![cfg(target_os = "linux")]

use acceptance::folder::{fingerprint, listing};
use acceptance::mang::finish;
use acceptance::program::{pause, program};
use acceptance::running::{Running, lives, random_delay, signal};
use acceptance::{Ended, Mang, clips, refusal};
use serde_json::Value;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

const MAKE: [&str; 6] = ["make", "clip.mp4", "--script", "lời.txt", "--out", "ra"];

/// More than half of the time that a run takes on this computer, measured once.
fn part_of_a_run() -> Duration {
    static TAKES: OnceLock<Duration> = OnceLock::new();
    *TAKES.get_or_init(|| {
        let (mang, _) = ready();
        let from = Instant::now();
        let ended = mang.run(MAKE);
        assert!(answered(&ended), "{ended:?}");
        from.elapsed().mul_f32(0.6)
    })
}

fn ready() -> (Mang, String) {
    let mang = Mang::new();
    clips::short(&mang.path("clip.mp4"));
    std::fs::write(mang.path("lời.txt"), clips::SHORT_SCRIPT).expect("a script");
    let print = fingerprint(&mang.path("clip.mp4"));
    (mang, print)
}

fn nothing_left(mang: &Mang, print: &str) {
    assert_eq!(listing(mang.work()), ["clip.mp4", "lời.txt"], "something stayed");
    assert_eq!(listing(mang.temporary()), [""; 0], "temporary files stayed");
    assert_eq!(fingerprint(&mang.path("clip.mp4")), print, "the clip was changed");
}

fn answered(ended: &Ended) -> bool {
    // 1: the check found what the short clip says on purpose.
    ended.code == Some(1)
}

#[test]
fn a_child_that_is_killed_at_any_moment_leaves_a_sentence_and_nothing_else() {
    let model = acceptance::repository::test_model().to_string_lossy().into_owned();
    let speech = ["caption", "clip.mp4", "-o", "ra.srt", "--model", &model];
    let render = ["render", "clip.mp4", "--aspect", "9:16", "-o", "ra.mp4"];
    let mut killed = 0;
    for round in 0.. {
        let (mang, print) = ready();
        let arguments = [MAKE, render, MAKE, speech][round % 4];
        let mut running = Running::start(mang.command(arguments));
        pause(random_delay(part_of_a_run()));
        let Some(worker) = running.worker() else { continue };
        signal("KILL", &worker.to_string());
        let ended = running.end();
        if ended.code == Some(0) || answered(&ended) {
            // The blow came when the child had said its last word already.
            assert!(round < 40, "only {killed} of {round} runs were hit");
            continue;
        }
        assert!(matches!(ended.code, Some(2 | 3)), "{ended:?}");
        refusal::two_lines(&ended, &arguments);
        assert_eq!(ended.stdout, "");
        nothing_left(&mang, &print);
        killed += 1;
        if killed == 8 {
            break;
        }
    }
}

#[test]
fn a_child_whose_parent_is_killed_ends_by_itself() {
    for _ in 0..4 {
        let (mang, print) = ready();
        let mut running = Running::start(mang.command(MAKE));
        pause(random_delay(part_of_a_run()));
        let Some(worker) = running.worker() else { continue };
        signal("KILL", &running.id().to_string());
        assert_eq!(running.end().code, None, "ended by the signal");
        let from = Instant::now();
        while lives(worker) {
            assert!(from.elapsed() < Duration::from_secs(2), "the child lives on alone");
            pause(Duration::from_millis(10));
        }
        // Nobody was left to tidy up: hidden leavings may stay, but nothing with a final name.
        for name in listing(mang.work()) {
            let last = name.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
            assert!(
                ["clip.mp4", "lời.txt", "ra"].contains(&last) || last.starts_with(".mang-tmp-"),
                "{name} looks finished"
            );
        }
        assert_eq!(fingerprint(&mang.path("clip.mp4")), print);
    }
}

#[test]
fn what_a_killed_run_left_does_not_stand_in_the_way_of_the_next() {
    let (mang, _) = ready();
    let mut running = Running::start(mang.command(MAKE));
    // The folder and its hidden files are there when it begins to render.
    while listing(&mang.path("ra")).is_empty() {
        assert!(running.worker().is_some() || !listing(&mang.path("ra")).is_empty());
    }
    pause(part_of_a_run() / 8);
    signal("KILL", &running.id().to_string());
    let _ = running.end();
    let again = mang.run(MAKE);
    assert!(answered(&again), "{again:?}");
    assert!(mang.path("ra/final.mp4").is_file());
}

#[test]
fn ctrl_c_stops_at_once_and_leaves_nothing() {
    for (name, whole_group) in [("INT", true), ("INT", false), ("TERM", false), ("INT", true)] {
        let (mang, print) = ready();
        let mut running = Running::start(mang.command(MAKE));
        pause(random_delay(part_of_a_run() / 2));
        let worker = running.worker().expect("it works for longer than that");
        // A terminal sends it to the whole group, other programs to the parent alone.
        let minus = if whole_group { "-" } else { "" };
        let from = Instant::now();
        signal(name, &format!("{minus}{}", running.id()));
        let ended = running.end();
        assert_eq!(ended.code, Some(130), "{name}, group {whole_group}: {ended:?}");
        assert!(from.elapsed() < Duration::from_secs(2));
        assert!(!lives(worker), "the child goes on");
        refusal::two_lines(&ended, &MAKE);
        nothing_left(&mang, &print);
    }
}

#[test]
fn ctrl_c_also_ends_a_command_that_waits_for_text() {
    let mang = Mang::new();
    let mut command = mang.command(["check"]);
    command.stdin(std::process::Stdio::piped());
    let running = Running::start(command);
    pause(Duration::from_millis(700));
    signal("INT", &running.id().to_string());
    let from = Instant::now();
    assert_eq!(running.end().code, Some(130));
    assert!(from.elapsed() < Duration::from_secs(5));
}

#[test]
fn too_little_memory_is_an_error_with_a_sentence_and_no_crash_of_the_program() {
    let mut refused = 0;
    for megabytes in [300, 420, 520, 600, 700] {
        let (mang, print) = ready();
        let limited = |arguments: &[&str]| {
            let script = format!("ulimit -v {}; exec \"$@\"", megabytes * 1024);
            let mut command = program("bash");
            mang.settle(&mut command).args(["-c", &script, "bash"]);
            finish({
                command.arg(acceptance::mang::binary()).args(arguments).arg("--json");
                command
            })
        };
        if limited(&["rules", "list"]).code != Some(0) {
            // Not even the program itself fits.
            continue;
        }
        let ended = limited(&MAKE);
        if answered(&ended) {
            continue;
        }
        refused += 1;
        assert!(matches!(ended.code, Some(2 | 3)), "{megabytes} MB: {ended:?}");
        refusal::document(&ended, &["no-memory", "child-died"]);
        nothing_left(&mang, &print);
    }
    assert!(refused > 0, "no limit was too small: the test says nothing");
}

#[test]
fn progress_has_named_stages_and_never_goes_back() {
    let (mang, _) = ready();
    let ended = mang.json(MAKE).ended_with(1);
    let known = ["prepare", "listen", "recognise", "fit", "encode", "verify"];
    let (mut job, mut furthest, mut seen) = (Value::Null, 0.0, Vec::new());
    for line in ended.stderr.lines() {
        let update: Value = serde_json::from_str(line).unwrap_or_else(|e| panic!("{line}: {e}"));
        let stage = update["stage"].as_str().unwrap();
        assert!(known.contains(&stage), "{line}");
        assert!(update["stages"].as_array().unwrap().contains(&update["stage"]), "{line}");
        let fraction = update["fraction"].as_f64().unwrap();
        assert!((0.0..=1.0).contains(&fraction), "{line}");
        if update["stages"] != job {
            (job, furthest) = (update["stages"].clone(), 0.0);
        }
        assert!(fraction >= furthest, "it went back to {fraction} from {furthest}");
        furthest = fraction;
        if seen.last().is_none_or(|last| last != stage) {
            seen.push(stage.to_owned());
        }
    }
    assert_eq!(seen, ["prepare", "listen", "fit", "prepare", "encode", "verify"]);
    assert!((furthest - 1.0).abs() < 1e-6, "the last line says that all is done");
    assert!(ended.json()["video"].is_string());
    assert_eq!(mang.run(["probe", "clip.mp4"]).ended_with(0).stderr, "", "quiet without --json");
}
