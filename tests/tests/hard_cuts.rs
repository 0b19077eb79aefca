//! Cut lists and clips as bad as they come: ranges that hold nothing, a hundred thousand of them,
//! packets that are broken, times that jump back, streams that end early, a disk that fills up
//! half-way and a power cut.
#![cfg(target_os = "linux")]

use acceptance::clips::ffmpeg;
use acceptance::folder::{fingerprint, listing};
use acceptance::matrix::film::Film;
use acceptance::matrix::judge::judge;
use acceptance::matrix::recipe::Recipe;
use acceptance::matrix::wanted::Wanted;
use acceptance::program::{pause, program};
use acceptance::running::{Running, lives, random_delay, signal};
use acceptance::{Mang, refusal};
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, Instant};

const CUT: [&str; 7] = ["cut", "clip.mp4", "--cuts", "cuts.json", "-o", "ra.mp4", "--force"];

fn ready() -> (Mang, Film) {
    let mang = Mang::new();
    let film = Film::make(mang.work(), Recipe::quick()[0]);
    for file in ["flat.mp4", "sound.raw"] {
        let _ = std::fs::remove_file(mang.path(file));
    }
    (mang, film)
}

fn write(mang: &Mang, keep: &[(i64, i64)]) {
    let range = |(start, end): &(i64, i64)| json!({ "start_us": start, "end_us": end });
    let keep: Vec<Value> = keep.iter().map(range).collect();
    let file = json!({ "duration_us": 8_666_667, "keep": keep });
    std::fs::write(mang.path("cuts.json"), file.to_string()).expect("a cut list");
}

/// Cuts, and the result is what the list says.
fn is_right(mang: &Mang, film: &Film, keep: &[(i64, i64)]) {
    write(mang, keep);
    let said = mang.json(CUT).ended_with(0).json();
    let wanted = Wanted::of(film, keep);
    assert!(!wanted.frames.is_empty());
    let verdict = judge(film, &wanted, &mang.path("ra.mp4"), &said);
    assert_eq!(verdict.problems, [""; 0], "{} ranges", keep.len());
}

#[test]
fn ranges_outside_of_the_clip_over_each_other_or_without_a_frame() {
    let (mang, film) = ready();
    let end = film.end_us();
    // Beyond the end; over each other and in any order; some hold no frame.
    is_right(&mang, &film, &[(8_000_000, end + 5_000_000_000)]);
    is_right(&mang, &film, &[(3_000_000, 4_000_000), (1_000_000, 3_500_000), (900_000, 901_000)]);
    is_right(&mang, &film, &[(10_000, 20_000), (40_000, 60_000), (1_000_000, 1_000_001)]);
    for nothing in
        [&[(end + 1_000_000, end + 2_000_000)][..], &[(10_000, 20_000), (40_000, 60_000)], &[]]
    {
        write(&mang, nothing);
        let _ = std::fs::remove_file(mang.path("ra.mp4"));
        refusal::expect(&mang, &CUT, 2, "nothing-kept");
    }
    for backwards in ["[{\"start_us\":5,\"end_us\":5}]", "[{\"start_us\":9,\"end_us\":2}]", "7"] {
        let text = format!("{{\"duration_us\":8666667,\"keep\":{backwards}}}");
        std::fs::write(mang.path("cuts.json"), text).unwrap();
        refusal::expect(&mang, &CUT, 2, "bad-input");
    }
}

#[test]
fn a_hundred_thousand_ranges_take_no_longer_than_the_frames_they_hold() {
    let (mang, film) = ready();
    let step = film.end_us() / 100_000;
    let keep: Vec<(i64, i64)> = (0..100_000).map(|n| (n * step, n * step + step / 2)).collect();
    let from = Instant::now();
    is_right(&mang, &film, &keep);
    assert!(from.elapsed() < Duration::from_secs(60), "it took {:?}", from.elapsed());
}

/// A clip that is not whole either gives a result that plays, or a sentence and nothing.
fn ends_well(mang: &Mang, clip: &str) -> Option<Value> {
    for mode in ["auto", "full"] {
        let _ = std::fs::remove_file(mang.path("ra.mp4"));
        let before = (listing(mang.work()), fingerprint(&mang.path(clip)));
        let arguments = ["cut", clip, "--keep", "0.5-2.5,3.2-4", "--mode", mode, "-o", "ra.mp4"];
        let ended = mang.json(arguments);
        assert_eq!(fingerprint(&mang.path(clip)), before.1, "{clip} was changed");
        assert_eq!(listing(mang.temporary()), [""; 0]);
        if ended.code == Some(0) {
            plays(&mang.path("ra.mp4"));
            return Some(ended.json());
        }
        eprintln!("{clip}, {mode}: {}", ended.stdout);
        assert!(matches!(ended.code, Some(2 | 3)), "{clip}: {ended:?}");
        assert!(ended.json()["error"]["code"] != "child-died", "{clip}: {ended:?}");
        assert_eq!(listing(mang.work()), before.0);
    }
    None
}

fn plays(file: &Path) {
    let name = file.to_string_lossy();
    let every = ["-v", "error", "-xerror", "-i", &name, "-f", "null", "-"];
    let ended = program("ffmpeg").args(every).output().expect("ffmpeg is there");
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.success() && said.is_empty(), "{name}: {said}");
}

#[test]
fn packets_that_are_broken_in_the_middle_of_the_clip() {
    let (mang, film) = ready();
    let mut bytes = std::fs::read(&film.file).unwrap();
    let middle = bytes.len() / 3;
    bytes[middle..middle + 4000].fill(0x55);
    std::fs::write(mang.path("hỏng.mp4"), bytes).unwrap();
    ends_well(&mang, "hỏng.mp4");
}

#[test]
fn times_that_jump_back_in_the_middle_of_the_clip() {
    let (mang, film) = ready();
    let (clip, stream) = (film.file.to_string_lossy(), mang.path("one.ts"));
    ffmpeg(["-i", &clip, "-t", "3", "-c", "copy", &stream.to_string_lossy()]);
    let once = std::fs::read(stream).unwrap();
    std::fs::write(mang.path("twice.ts"), [once.clone(), once].concat()).unwrap();
    ends_well(&mang, "twice.ts");
}

#[test]
fn a_stream_that_ends_before_the_other() {
    let (mang, film) = ready();
    let clip = film.file.to_string_lossy();
    for (name, streams, frames) in [
        // 2.5 s of sound for all of the picture: it goes on without.
        ("tiếng ngắn.mp4", ["-map", "0:v", "-map", "1:a"], 60 + 24),
        // 2.5 s of picture for all of the sound: it ends with the picture.
        ("hình ngắn.mp4", ["-map", "1:v", "-map", "0:a"], 60),
    ] {
        let place = mang.path(name);
        let inputs = ["-i", &clip, "-t", "2.5", "-i", &clip];
        let rest = ["-c", "copy", &place.to_string_lossy()];
        ffmpeg(inputs.into_iter().chain(streams).chain(rest));
        let said = ends_well(&mang, name).unwrap_or_else(|| panic!("{name} was not cut"));
        let total = said["frames_copied"].as_u64().zip(said["frames_encoded"].as_u64());
        let total = total.map(|(copied, encoded)| copied + encoded);
        assert!(total.is_some_and(|t| t.abs_diff(frames) <= 2), "{name}: {said}");
    }
}

#[test]
fn a_disk_that_is_full_when_half_is_written() {
    let (mang, film) = ready();
    let print = fingerprint(&film.file);
    let disk = mang.path("ổ đĩa");
    std::fs::create_dir(&disk).unwrap();
    for mode in ["smart", "full"] {
        let (free, full) = (format!("{mode}.mp4"), format!("ổ đĩa/{mode}.mp4"));
        let arguments = |place| ["cut", "clip.mp4", "--keep", "0.5-8", "--mode", mode, "-o", place];
        let _ = mang.run(arguments(&free)).ended_with(0);
        let half = std::fs::metadata(mang.path(&free)).unwrap().len() / 2;
        let size = format!("size={}", half / 4096 * 4096);
        let place = disk.to_string_lossy().into_owned();
        let mount = ["-t", "tmpfs", "-o", &size, "tmpfs", &place];
        if !program("mount").args(mount).output().is_ok_and(|o| o.status.success()) {
            eprintln!("skipped: a small disk can only be mounted by the administrator");
            return;
        }
        let _mounted = Mounted(place);
        refusal::expect(&mang, &arguments(&full), 3, "disk-full");
        assert_eq!(fingerprint(&film.file), print);
    }
}

/// Gives the small disk back, also when the test fails.
struct Mounted(String);

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = program("umount").arg(&self.0).status();
    }
}

#[test]
fn killed_at_any_moment_nothing_half_made_has_a_name_and_the_next_start_is_clean() {
    let (mang, film) = ready();
    let print = fingerprint(&film.file);
    write(&mang, &[(500_000, 2_100_000), (2_500_000, 5_700_000), (6_000_000, 8_400_000)]);
    let from = Instant::now();
    let _ = mang.run(CUT).ended_with(0);
    let takes = from.elapsed();
    std::fs::remove_file(mang.path("ra.mp4")).unwrap();
    let mut killed = 0;
    for round in 0..40 {
        let mut running = Running::start(mang.command(CUT));
        pause(random_delay(takes));
        let worker = running.worker();
        // The parent, the child, or both at once as when the power goes.
        match (round % 3, worker) {
            (1, Some(worker)) => signal("KILL", &worker.to_string()),
            (2, _) => signal("KILL", &format!("-{}", running.id())),
            _ => signal("KILL", &running.id().to_string()),
        }
        let ended = running.end();
        let from = Instant::now();
        while worker.is_some_and(lives) {
            assert!(from.elapsed() < Duration::from_secs(2), "the child lives on alone");
            pause(Duration::from_millis(5));
        }
        assert_eq!(fingerprint(&film.file), print, "the clip was changed");
        let finished = mang.path("ra.mp4").exists();
        if finished {
            // The blow came after the last moment: then it is whole.
            plays(&mang.path("ra.mp4"));
            std::fs::remove_file(mang.path("ra.mp4")).unwrap();
        } else {
            killed += 1;
        }
        let strange = |name: &String| !name.starts_with(".mang-tmp-");
        let names: Vec<String> = listing(mang.work()).into_iter().filter(strange).collect();
        assert_eq!(names, ["clip.mp4", "cuts.json"], "round {round}: {ended:?}");
        if killed == 9 {
            break;
        }
    }
    assert!(killed >= 6, "only {killed} runs were hit");
    is_right(&mang, &film, &[(500_000, 2_100_000), (2_500_000, 5_700_000)]);
}
