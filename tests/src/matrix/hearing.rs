//! Owns what is heard of a cut: where in the clip each stretch of sound comes from, and whether
//! a seam clicks. Refuses to know frames.

use super::decoded::SOUND_RATE;
use super::wanted::Stretch;
use std::ops::Range;

/// Samples that become one before stretches are compared: the noise has no tones above 2 kHz.
const THIN: usize = 6;
/// Seconds beside a seam that belong to the crossfade.
const FADE: f64 = 0.012;
/// Seconds that are compared at each end of a stretch.
const WINDOW: f64 = 0.07;
/// Seconds by which a stretch is looked for to both sides.
const REACH: f64 = 0.04;
/// Seconds around a seam in which a click would be.
const SEAM: f64 = 0.015;
/// A seam may be so many times rougher than the clip: two sounds that fade into each other add
/// up, and are encoded once more. A hard cut is ten times rougher.
const ROUGH: f32 = 2.5;

/// What was heard.
#[derive(Debug, Clone, Default)]
pub struct Heard {
    /// Places that were compared.
    pub places: usize,
    /// Seams that were listened to.
    pub seams: usize,
    /// The largest offset, in seconds.
    pub worst: f64,
    /// What is wrong, in words.
    pub problems: Vec<String>,
}

/// Compares the sound of a result with the clip's, stretch by stretch.
#[must_use]
pub fn compare(source: &[f32], calm: f32, result: &[f32], stretches: &[Stretch]) -> Heard {
    let mut heard = Heard::default();
    let (from, to) = (thin(source), thin(result));
    for (index, stretch) in stretches.iter().enumerate() {
        for inside in places(stretch.length) {
            let (at, wanted) = (stretch.out + inside, stretch.source + inside);
            // Silence, or the clip has no sound there.
            let Some((shift, likeness)) = offset(&from, wanted, &to, at) else { continue };
            heard.places += 1;
            heard.worst = heard.worst.max(shift.abs());
            if likeness < 0.8 || shift.abs() >= 0.01 {
                let shift = shift * 1000.0;
                heard.problems.push(format!(
                    "sound at {at:.3} s (range {index}) {shift:.1} ms late, likeness {likeness:.2}"
                ));
            }
        }
        if index > 0 {
            heard.seams += 1;
            let around = |at: f64| samples(at - SEAM)..samples(at + SEAM);
            let rough = roughest(result, around(stretch.out));
            let before = &stretches[index - 1];
            // The clip's own sound may begin or end right there.
            let own = [before.source + before.length, stretch.source]
                .map(|at| roughest(source, around(at)))
                .into_iter()
                .fold(calm, f32::max);
            if rough > own * ROUGH {
                let (at, times) = (stretch.out, rough / calm);
                let text = format!("click at {at:.3} s, {times:.1} times as rough as the clip");
                heard.problems.push(text);
            }
        }
    }
    heard
}

/// Where to listen in a stretch: near its beginning and its end, as far as there is room.
fn places(length: f64) -> Vec<f64> {
    match length - 2.0 * FADE - WINDOW {
        room if room < 0.0 => Vec::new(),
        room if room < WINDOW => vec![FADE + room / 2.0],
        room => vec![FADE, FADE + room],
    }
}

/// The second difference that all but a thousandth of a sound stay below: its first and last
/// samples may be edges by themselves.
#[must_use]
pub fn usual(sound: &[f32]) -> f32 {
    let mut bends: Vec<f32> = sound.windows(3).map(bend).collect();
    bends.sort_by(f32::total_cmp);
    bends.get(bends.len() - 1 - bends.len() / 1000).copied().unwrap_or(0.0)
}

fn bend(three: &[f32]) -> f32 {
    (three[2] - 2.0 * three[1] + three[0]).abs()
}

/// Largest second difference of a part of a sound.
#[must_use]
pub fn roughest(sound: &[f32], part: Range<usize>) -> f32 {
    let part = part.start.min(sound.len())..part.end.min(sound.len());
    sound[part].windows(3).map(bend).fold(0.0, f32::max)
}

/// By how many seconds the sound at `at` of the result comes late, and how alike it is there.
fn offset(source: &[f32], wanted: f64, result: &[f32], at: f64) -> Option<(f64, f32)> {
    let (length, reach) = (thinned(WINDOW), thinned(REACH));
    let piece = source.get(thinned(wanted)..thinned(wanted) + length)?;
    let middle = thinned(at);
    if energy(piece) < 1e-5 * real(length) {
        return None;
    }
    let mut best = (0.0, -1.0_f32);
    for lag in middle.saturating_sub(reach)..=middle + reach {
        let Some(other) = result.get(lag..lag + length) else { break };
        let product: f32 = piece.iter().zip(other).map(|(a, b)| a * b).sum();
        let likeness = product / (energy(piece) * energy(other)).sqrt().max(1e-9);
        if likeness > best.1 {
            let late = f64::from(real(lag)) - f64::from(real(middle));
            best = (late * f64::from(real(THIN)) / f64::from(real(SOUND_RATE)), likeness);
        }
    }
    Some(best)
}

fn energy(piece: &[f32]) -> f32 {
    piece.iter().map(|s| s * s).sum()
}

fn thin(sound: &[f32]) -> Vec<f32> {
    sound.chunks_exact(THIN).map(|c| c.iter().sum::<f32>() / real(THIN)).collect()
}

fn thinned(seconds: f64) -> usize {
    samples(seconds) / THIN
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts saturate")]
fn samples(seconds: f64) -> usize {
    (seconds * f64::from(real(SOUND_RATE))).round() as usize
}

#[expect(clippy::cast_precision_loss, reason = "counts of samples of a short clip")]
fn real(count: usize) -> f32 {
    count as f32
}
