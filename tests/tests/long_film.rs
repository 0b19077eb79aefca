//! A film of an hour takes no more memory than a short one, while its sound is drawn and its small
//! pictures are made: the child is asked directly, as the window's side asks it.
#![cfg(target_os = "linux")]

use acceptance::clips::ffmpeg;
use acceptance::mang::binary;
use acceptance::program::{pause, program};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

/// A small film of so many minutes: one is made, the others are copies of it.
fn film(folder: &Path, minutes: u32) -> PathBuf {
    let (one, all) = (folder.join("one.mp4"), folder.join(format!("{minutes}.mp4")));
    let (from, to) = (one.to_string_lossy(), all.to_string_lossy());
    if !one.exists() {
        let picture = ["-f", "lavfi", "-i", "testsrc2=s=160x90:r=2:d=60"];
        let sound =
            ["-f", "lavfi", "-i", "sine=frequency=300:beep_factor=4:sample_rate=16000:d=60"];
        let coded = ["-c:v", "libx264", "-g", "20", "-preset", "ultrafast", "-c:a", "aac"];
        let coded = coded.into_iter().chain(["-b:a", "24k", "-pix_fmt", "yuv420p", &from]);
        ffmpeg(picture.into_iter().chain(sound).chain(coded));
    }
    let times = (minutes - 1).to_string();
    ffmpeg(["-stream_loop", &times, "-i", &from, "-c", "copy", &to]);
    all
}

/// Runs one task in a child; gives the most memory that it held, in MB.
fn peak_of(task: &Value) -> u64 {
    let mut child = program(binary())
        .arg("job-child")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    writeln!(stdin, "{task}").expect("the child reads");
    let mut stdout = child.stdout.take().expect("a pipe");
    let said = std::thread::spawn(move || {
        let mut said = String::new();
        let _ = stdout.read_to_string(&mut said);
        said
    });
    let mut peak = 0;
    while child.try_wait().expect("a child of ours").is_none() {
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id()));
        let status = status.unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|l| l.trim().trim_end_matches(" kB").parse::<u64>().ok());
        peak = peak.max(kilobytes.unwrap_or(0) / 1024);
        pause(Duration::from_millis(2));
    }
    let said = said.join().expect("a reader");
    assert!(said.lines().last().is_some_and(|line| line.contains("\"done\"")), "{said}");
    peak
}

#[test]
fn an_hour_takes_no_more_memory_than_five_minutes() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = folder.path().join("out");
    let mut peaks = Vec::new();
    for minutes in [5, 60] {
        let path = film(folder.path(), minutes);
        let wave = peak_of(&json!({"task": "waveform", "path": path, "output": output}));
        let bytes = std::fs::read(&output).expect("a waveform").len();
        assert!(bytes.abs_diff(minutes as usize * 3000) < 100, "{bytes} peaks");
        let duration = i64::from(minutes) * 60_000_000;
        let row = peak_of(&json!({
            "task": "thumbnails", "path": path, "duration": duration, "count": 24, "shot": { "colour": 160 },
            "output": output,
        }));
        assert!(std::fs::read(&output).expect("a row").len() > 24 * 200);
        peaks.push((wave, row));
    }
    let [(short_wave, short_row), (wave, row)] = peaks[..] else { unreachable!() };
    assert!(wave > 0 && wave < 300 && row < 300, "{peaks:?} MB");
    assert!(wave <= short_wave + 16 && row <= short_row + 16, "{peaks:?} MB");
}
