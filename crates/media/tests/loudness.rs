//! The finished sound is as loud as was asked for, as the ffmpeg program hears it.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod program;

use job::Job;
use media::{Loudness, Quality, RenderRequest, Rendered, probe, render};
use program::run;
use std::path::Path;
use tempfile::tempdir;
use timeline::{CutList, PartOrigin, TimeRange, Timestamp};

/// A clip whose sound is FFmpeg's expression of the time `t`, both sides alike.
fn make(sound: &str, seconds: u32, path: &Path) {
    let sound = format!("aevalsrc='{sound}|{sound}':s=48000:d={seconds}");
    let picture = format!("color=gray:s=160x90:r=25:d={seconds}");
    let path = path.to_str().unwrap();
    let inputs = ["-v", "error", "-y", "-f", "lavfi", "-i", &picture, "-f", "lavfi", "-i", &sound];
    let codecs = ["-c:v", "libx264", "-preset", "ultrafast", "-c:a", "pcm_s16le", path];
    run("ffmpeg", inputs.into_iter().chain(codecs));
}

/// Integrated loudness and true peak, by the ffmpeg program's own meter.
fn heard(path: &Path) -> (f64, f64) {
    let meter = ["-vn", "-af", "ebur128=peak=true", "-f", "null", "-"];
    let said = run("ffmpeg", ["-nostats", "-i", path.to_str().unwrap()].into_iter().chain(meter));
    let said = said.err;
    let (_, summary) = said.rsplit_once("Summary:").unwrap();
    let value = |name: &str| {
        let (_, rest) = summary.split_once(name).unwrap();
        rest.split_whitespace().next().unwrap().parse().unwrap()
    };
    (value("I:"), value("Peak:"))
}

fn levelled(source: &Path, kept: Option<(i64, i64)>, loudness: Option<Loudness>) -> Rendered {
    let duration = probe(source, &Job::unwatched()).unwrap().duration_us;
    let us = Timestamp::from_micros;
    let kept = kept.map(|(s, e)| [TimeRange::new(us(s), us(e)).unwrap()]);
    let cuts = kept.map_or_else(
        || CutList::whole(duration),
        |kept| CutList::from_kept(duration, &kept, PartOrigin::Hand),
    );
    let plain = RenderRequest::plain(source.to_owned(), source.with_extension("mp4"), cuts);
    let request = RenderRequest { quality: Quality::Draft, loudness, ..plain };
    render(&request, &Job::unwatched()).unwrap()
}

const VOICE: &str = "(0.6+0.4*sin(5*t))*(sin(2*PI*220*t)+0.5*sin(2*PI*1330*t))";

#[test]
fn soft_and_loud_clips_end_alike() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("a.mkv");
    for (level, before) in [("0.045", -30.0), ("0.65", -6.5), ("0.2", -17.0)] {
        make(&format!("{level}*{VOICE}"), 6, &path);
        let (was, _) = heard(&path);
        assert!((was - before).abs() < 1.0, "the clip is at {was}");
        let made = levelled(&path, None, Some(Loudness::ONLINE)).loudness.unwrap();
        let (loudness, peak) = heard(&path.with_extension("mp4"));
        assert!((loudness + 14.0).abs() <= 0.5, "{level}: {loudness} LUFS, {made:?}");
        assert!(peak <= -1.0, "{level}: {peak} dBTP, {made:?}");
        assert!((made.before.unwrap().0 - was).abs() < 0.2, "{made:?}, {was}");
        assert!((made.after.unwrap().0 - loudness).abs() < 0.2, "{made:?}, {loudness}");
        assert!((made.peak.0 - peak).abs() < 0.5, "{made:?}, {peak}");
    }
}

#[test]
fn sharp_peaks_are_lowered_and_the_rest_is_as_loud_as_asked() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("a.mkv");
    // A soft voice with a clap every two seconds: one factor alone would clip.
    let claps = format!("0.1*{VOICE}+0.9*lt(mod(t\\,2)\\,0.003)*(random(0)*2-1)");
    make(&claps, 8, &path);
    let made = levelled(&path, None, Some(Loudness::ONLINE)).loudness.unwrap();
    let (loudness, peak) = heard(&path.with_extension("mp4"));
    assert!(made.limited, "{made:?}");
    assert!((loudness + 14.0).abs() <= 0.5 && peak <= -1.0, "{loudness} {peak} {made:?}");
}

#[test]
fn only_what_is_kept_counts() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("a.mkv");
    // Three loud seconds that are cut away, then three soft ones.
    make(&format!("if(lt(t\\,3)\\,0.3\\,0.03)*{VOICE}"), 6, &path);
    let made = levelled(&path, Some((3_100_000, 6_000_000)), Some(Loudness::ONLINE));
    let (loudness, _) = heard(&path.with_extension("mp4"));
    assert!((loudness + 14.0).abs() <= 0.5, "{loudness} {:?}", made.loudness);
}

#[test]
fn silence_and_a_quiet_room_stay_as_they_are() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("a.mkv");
    for (sound, most) in [("0", -90.0_f64), ("0.001*(random(0)*2-1)", -54.0)] {
        make(sound, 4, &path);
        let made = levelled(&path, None, Some(Loudness::ONLINE)).loudness.unwrap();
        assert!(made.gain_db == 0.0 && !made.limited, "{made:?}");
        let (loudness, peak) = heard(&path.with_extension("mp4"));
        assert!(loudness <= most.max(-70.0) && peak < most, "{sound}: {loudness} {peak}");
    }
}

#[test]
fn a_very_soft_voice_is_not_raised_without_end() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("a.mkv");
    make(&format!("0.008*{VOICE}"), 5, &path);
    let made = levelled(&path, None, Some(Loudness::ONLINE)).loudness.unwrap();
    assert!((made.gain_db - 20.0).abs() < 0.01, "{made:?}");
    assert!(levelled(&path, None, None).loudness.is_none());
}
