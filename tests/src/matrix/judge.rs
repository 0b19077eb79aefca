//! Owns the verdict on one cut: every output frame is named by the source frame that it shows,
//! every time and the sound are compared with what was wanted, and the program's own account of
//! what it did with what it did.

use super::decoded::{self, Pictures};
use super::film::Film;
use super::hearing;
use super::wanted::Wanted;
use crate::boxes;
use crate::program::run;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// An encoded frame beside copied ones is at least so like its source, in decibels.
pub const SMART: f64 = 40.0;
/// A full render makes eight bits of ten, which costs some.
pub const FULL: f64 = 40.0;
/// Seconds by which picture and sound may differ in length: a packet of sound and a little.
const LENGTH: f64 = 0.03;

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct Verdict {
    /// Frames in the result.
    pub frames: usize,
    /// Frames that are the same in every bit.
    pub identical: usize,
    /// Frames that show something else than they should.
    pub wrong: usize,
    /// Source frames that should be there and are not.
    pub missing: usize,
    /// Source frames that are there more than once.
    pub doubled: usize,
    /// Decibels of the worst frame that is not identical; infinite without one.
    pub worst: f64,
    /// Seconds.
    pub offset: f64,
    /// Places where the sound was compared.
    pub heard: usize,
    /// Everything that is wrong, in words.
    pub problems: Vec<String>,
}

/// Looks at the result of a cut.
#[must_use]
pub fn judge(film: &Film, wanted: &Wanted, result: &Path, said: &Value) -> Verdict {
    let mut verdict = Verdict { worst: f64::INFINITY, ..Verdict::default() };
    let pictures = Pictures::of(result, None);
    verdict.problems.extend(pictures.complaints.iter().take(3).cloned());
    if pictures.size != film.pictures.size {
        verdict.problems.push(format!("shown at {}", pictures.size));
        return verdict;
    }
    let converted;
    let source = if pictures.format == film.pictures.format {
        &film.pictures
    } else {
        converted = Pictures::of(&film.file, Some(&pictures.format));
        &converted
    };
    let least = if said["mode"] == "full" { FULL } else { SMART };
    frames(&mut verdict, (source, &pictures), wanted, least);
    times(&mut verdict, film, &pictures, wanted);
    account(&mut verdict, said, wanted, film);
    container(&mut verdict, film, result, wanted);
    sound(&mut verdict, film, result, wanted);
    verdict
}

fn frames(
    verdict: &mut Verdict,
    (source, result): (&Pictures, &Pictures),
    wanted: &Wanted,
    least: f64,
) {
    let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
    let (mut place, mut names) = (0, Vec::new());
    for index in 0..result.count() {
        let hoped = wanted.frames.get(place).copied();
        let mut alike = hoped.map_or(0.0, |frame| source.likeness(frame, result, index));
        let mut frame = hoped;
        if alike < least {
            let nearest = nearest(source, result, index);
            alike = source.likeness(nearest, result, index);
            frame = (alike >= least).then_some(nearest);
        }
        names.push(frame);
        let Some(frame) = frame else {
            verdict.wrong += 1;
            verdict.problems.push(format!(
                "output frame {index} shows none of the clip's: most like {} with {alike:.1} dB, wanted {:?}",
                nearest(source, result, index), wanted.frames.get(index)
            ));
            place += 1;
            continue;
        };
        if alike.is_infinite() {
            verdict.identical += 1;
        } else {
            verdict.worst = verdict.worst.min(alike);
        }
        *seen.entry(frame).or_default() += 1;
        match wanted.frames.binary_search(&frame) {
            Ok(found) => place = found + 1,
            Err(_) => {
                verdict.wrong += 1;
                verdict.problems.push(format!("output frame {index} is frame {frame}, not kept"));
            }
        }
    }
    verdict.frames = result.count();
    let missing: Vec<_> = wanted.frames.iter().filter(|f| !seen.contains_key(f)).collect();
    let doubled: Vec<_> = seen.iter().filter(|(_, times)| **times > 1).map(|(f, _)| f).collect();
    (verdict.missing, verdict.doubled) = (missing.len(), doubled.len());
    if !missing.is_empty() {
        verdict.problems.push(format!("missing {missing:?}"));
    }
    if !doubled.is_empty() {
        verdict.problems.push(format!("doubled {doubled:?}"));
    }
    if verdict.wrong == 0 && !names.is_sorted() {
        verdict.wrong += 1;
        verdict.problems.push("frames are out of order".into());
    }
}

/// The source frame that differs least, by a sample of its pixels.
fn nearest(source: &Pictures, result: &Pictures, index: usize) -> usize {
    let shown = result.get(index);
    let apart = |frame: usize| {
        let pairs = source.get(frame).iter().zip(shown).step_by(38);
        pairs.map(|(a, b)| u64::from(a.abs_diff(*b))).sum::<u64>()
    };
    (0..source.count()).min_by_key(|frame| apart(*frame)).unwrap_or(0)
}

fn times(verdict: &mut Verdict, film: &Film, result: &Pictures, wanted: &Wanted) {
    let variable = film.variable;
    // Exact on an even grid; a tick of 1/90000 s otherwise, and a microsecond of the cut list.
    let slack = if variable { 1.0 / 90_000.0 + 2e-6 } else { 1e-7 };
    let shown = (0..result.count()).map(|n| result.seconds(n));
    let wrong = shown.zip(&wanted.times).enumerate();
    let mut wrong = wrong.filter(|(_, (shown, wanted))| (shown - **wanted).abs() > slack);
    if let Some((n, (shown, wanted))) = wrong.next() {
        let more = wrong.count();
        verdict.problems.push(format!(
            "frame {n} is shown at {shown:.6} s and not at {wanted:.6} s, and {more} more"
        ));
    }
    if !result.times.is_sorted_by(|a, b| a < b) {
        verdict.problems.push("times go back or stand still".into());
    }
}

/// What the program says of its own work.
fn account(verdict: &mut Verdict, said: &Value, wanted: &Wanted, film: &Film) {
    let number = |name: &str| said[name].as_u64().and_then(|n| usize::try_from(n).ok());
    let (copied, encoded) = (number("frames_copied"), number("frames_encoded"));
    if copied.zip(encoded).map(|(c, e)| c + e) != Some(verdict.frames) {
        verdict.problems.push(format!("says {copied:?} copied and {encoded:?} encoded frames"));
    }
    if copied.is_none_or(|c| c > verdict.identical) {
        verdict.problems.push(format!("{copied:?} copied, but {} identical", verdict.identical));
    }
    let Some(keep) = said["keep"].as_array() else { return };
    let at = |range: &Value, name: &str| range[name].as_i64().unwrap_or(0);
    let total: i64 = keep.iter().map(|r| at(r, "end_us") - at(r, "start_us")).sum();
    #[expect(clippy::cast_precision_loss, reason = "microseconds of a short clip")]
    let total = total as f64 / 1e6;
    // How long the last of uneven frames lasts is a matter of opinion.
    let to_the_end = wanted.frames.last() == Some(&(film.pictures.count() - 1));
    let last = if film.variable && to_the_end { 0.034 } else { 0.0 };
    let ranges = f64::from(u32::try_from(keep.len()).unwrap_or(1));
    if (total - wanted.length).abs() > 1e-5 * ranges + last {
        verdict.problems.push(format!("says it kept {total:.6} s, wanted {:.6}", wanted.length));
    }
}

fn container(verdict: &mut Verdict, film: &Film, result: &Path, wanted: &Wanted) {
    let entries = "stream=avg_frame_rate,start_pts,nb_frames";
    let name = result.to_string_lossy();
    let about = ["-v", "error", "-select_streams", "v:0", "-show_entries", entries, "-of", "json"];
    let about = run("ffprobe", about.into_iter().chain([name.as_ref()]));
    let about: Value = serde_json::from_slice(&about.stdout).expect("ffprobe speaks JSON");
    let stream = &about["streams"][0];
    if stream["nb_frames"].as_str() != Some(&wanted.frames.len().to_string()) {
        verdict.problems.push(format!("the container says {} frames", stream["nb_frames"]));
    }
    if film.variable {
        return;
    }
    if stream["start_pts"] != 0 {
        verdict.problems.push(format!("the picture starts at {}", stream["start_pts"]));
    }
    let (num, den) = film.recipe.rate;
    if stream["avg_frame_rate"].as_str() != Some(&format!("{num}/{den}")) {
        verdict.problems.push(format!("average rate {}", stream["avg_frame_rate"]));
    }
    match boxes::time_to_sample_runs(result) {
        Some(1) => {}
        runs => verdict.problems.push(format!("{runs:?} runs of frame lengths")),
    }
}

fn sound(verdict: &mut Verdict, film: &Film, result: &Path, wanted: &Wanted) {
    let (source, heard) = match (&film.sound, decoded::sound(result)) {
        (None, None) => return,
        (Some(source), Some(heard)) => (source, heard),
        (_, heard) => {
            verdict.problems.push(format!("sound is there: {}", heard.is_some()));
            return;
        }
    };
    #[expect(clippy::cast_precision_loss, reason = "samples of a short clip")]
    let length = heard.len() as f64 / decoded::SOUND_RATE as f64;
    if (length - wanted.length).abs() > LENGTH {
        let wanted = wanted.length;
        verdict.problems.push(format!("{length:.3} s of sound for {wanted:.3} s of picture"));
    }
    let compared = hearing::compare(source, film.calm, &heard, &wanted.stretches);
    verdict.offset = compared.worst;
    verdict.heard = compared.places;
    verdict.problems.extend(compared.problems);
}
