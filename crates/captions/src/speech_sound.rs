//! Owns telling speech from other sound, without a model: noise has no tone, music holds its
//! tones, a voice has tones that never stay. Refuses to find words, and to throw any away: what
//! was heard where it says no is handed back as removed.

use crate::SAMPLE_RATE;
use crate::sample_time::sample_at;
use crate::spectrum::Spectrum;
use timeline::TimeRange;

/// Samples that a look takes, 64 ms: fine enough to tell the tones of a voice apart.
const LOOK: usize = 1024;
/// Samples from look to look, 20 ms.
const HOP: usize = SAMPLE_RATE as usize / 50;
/// Looks that share no sound: 80 ms apart.
const APART: usize = 4;
/// Looks between which a voice has moved on: 200 ms apart.
const FAR: usize = 10;
/// Frequencies that are looked at, 150 Hz to 4 kHz.
const BINS: std::ops::Range<usize> = 10..256;
/// Neighbouring frequencies that a tone has to stand out from, on either side.
const AROUND: usize = 16;
/// Two looks this much alike share tones; noise gets there once in some ten thousand.
const TONES: f32 = 0.33;
/// Fewer pairs of looks than this share tones in noise.
const NOISE: f32 = 0.015;
/// Looks more alike than this after 200 ms, in the mean, are held tones. Speech lies below 0.15.
const HELD: f32 = 0.4;

/// True for each of `ranges` that may hold speech.
pub(crate) fn speech(samples: &[f32], ranges: &[TimeRange]) -> Vec<bool> {
    let mut spectrum = Spectrum::new(LOOK);
    ranges.iter().map(|r| may_be_speech(&tones(samples, *r, &mut spectrum))).collect()
}

fn may_be_speech(looks: &[Vec<f32>]) -> bool {
    // Too short to be a word by itself; beside speech it belongs to it, see `voice.rs`.
    let Some(tonal) = tonal(looks) else { return false };
    tonal >= NOISE && held(looks).is_none_or(|held| held < HELD)
}

/// The share of neighbouring looks that share tones.
#[expect(clippy::cast_precision_loss, reason = "at most 500 looks")]
fn tonal(looks: &[Vec<f32>]) -> Option<f32> {
    let all = alike(looks, APART, 1)?;
    Some(all.iter().filter(|l| **l > TONES).count() as f32 / all.len() as f32)
}

/// How alike looks are that lie far apart, in the mean.
#[expect(clippy::cast_precision_loss, reason = "at most 500 looks")]
fn held(looks: &[Vec<f32>]) -> Option<f32> {
    let all = alike(looks, FAR, 5)?;
    Some(all.iter().sum::<f32>() / all.len() as f32)
}

/// How the tones stand out of their surroundings, look by look.
fn tones(samples: &[f32], range: TimeRange, spectrum: &mut Spectrum) -> Vec<Vec<f32>> {
    let to = sample_at(range.end()).min(samples.len());
    let from = sample_at(range.start()).min(to);
    // Ten seconds tell as much as an hour.
    let to = to.min(from + 10 * SAMPLE_RATE as usize);
    let last = to.saturating_sub(LOOK).max(from);
    (from..=last)
        .step_by(HOP)
        .map(|i| outstanding(&spectrum.power(&samples[i..(i + LOOK).min(to)])))
        .collect()
}

fn outstanding(power: &[f32]) -> Vec<f32> {
    let level: Vec<f32> = power.iter().map(|p| (p + 1e-9).ln()).collect();
    let mut sums = vec![0.0];
    for l in &level {
        sums.push(sums[sums.len() - 1] + l);
    }
    BINS.map(|bin| {
        let (low, high) = (bin.saturating_sub(AROUND), (bin + AROUND + 1).min(level.len()));
        #[expect(clippy::cast_precision_loss, reason = "at most 33 bins")]
        let mean = (sums[high] - sums[low]) / (high - low) as f32;
        level[bin] - mean
    })
    .collect()
}

/// Likeness of looks that lie so far apart, -1 to 1; nothing when there are fewer than `least`.
fn alike(looks: &[Vec<f32>], apart: usize, least: usize) -> Option<Vec<f32>> {
    let pairs = looks.iter().zip(looks.iter().skip(apart));
    let all: Vec<f32> = pairs.map(|(a, b)| likeness(a, b)).collect();
    (all.len() >= least).then_some(all)
}

fn likeness(a: &[f32], b: &[f32]) -> f32 {
    let dot = |x: &[f32], y: &[f32]| x.iter().zip(y).map(|(p, q)| p * q).sum::<f32>();
    let size = (dot(a, a) * dot(b, b)).sqrt();
    if size > 0.0 { dot(a, b) / size } else { 0.0 }
}

/// The two figures that decide, for tests.
#[cfg(test)]
fn figures(samples: &[f32]) -> (f32, f32) {
    let end = timeline::Timestamp::from_millis(samples.len() as i64 / 16);
    let range = TimeRange::new(timeline::Timestamp::ZERO, end).unwrap();
    let looks = tones(samples, range, &mut Spectrum::new(LOOK));
    (tonal(&looks).unwrap(), held(&looks).unwrap())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise(seconds: usize, seed: u32) -> Vec<f32> {
        let mut x = seed;
        (0..seconds * 16_000)
            .map(|_| {
                x = x.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (x >> 8) as f32 / 8_388_608.0 - 1.0
            })
            .collect()
    }

    fn speech_at(range: (i64, i64), samples: &[f32]) -> bool {
        let ms = timeline::Timestamp::from_millis;
        speech(samples, &[TimeRange::new(ms(range.0), ms(range.1)).unwrap()])[0]
    }

    #[test]
    fn noise_of_any_colour_is_no_speech() {
        for seed in 1..6 {
            let white = noise(3, seed);
            let mut low = 0.0;
            let brown: Vec<f32> = white
                .iter()
                .map(|s| {
                    low = 0.98 * low + 0.1 * s;
                    low
                })
                .collect();
            println!("white {:?} brown {:?}", figures(&white), figures(&brown));
            assert!(!speech_at((0, 3000), &white) && !speech_at((500, 2500), &brown));
        }
    }

    #[test]
    fn held_chords_are_no_speech() {
        let mut chords = Vec::new();
        for chord in [[220.0, 277.2, 329.6], [196.0, 246.9, 293.7], [174.6, 220.0, 261.6]] {
            for i in 0..16_000 {
                let t = i as f32 / 16_000.0;
                let tone = |hz: f32| {
                    (1..6)
                        .map(|k| (std::f32::consts::TAU * hz * k as f32 * t).sin() / k as f32)
                        .sum::<f32>()
                };
                chords.push(0.1 * chord.iter().map(|hz| tone(*hz)).sum::<f32>() * (-t).exp());
            }
        }
        println!("chords {:?}", figures(&chords));
        assert!(!speech_at((0, 3000), &chords));
    }

    #[test]
    fn the_demo_voice_is_speech_in_every_sentence() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/test/demo/voice.wav");
        let bytes = std::fs::read(path).unwrap();
        let pairs = bytes[44..].as_chunks::<2>().0;
        let samples: Vec<f32> =
            pairs.iter().map(|p| f32::from(i16::from_le_bytes(*p)) / 32_768.0).collect();
        let stretches = crate::voiced::voiced(&samples);
        for (range, is) in stretches.iter().zip(speech(&samples, &stretches)) {
            let looks = tones(&samples, *range, &mut Spectrum::new(LOOK));
            println!("{range:?} {:?} {:?}", tonal(&looks), held(&looks));
            assert!(is, "{range:?}");
        }
        // What drowns in hiss is saved by what stands beside it, see `voice.rs`, or handed back.
        for (hiss, least) in [(0.005, 10), (0.02, 9)] {
            let with = |(s, n): (&f32, f32)| s + hiss * n;
            let hissing: Vec<f32> = samples.iter().zip(noise(27, 3)).map(with).collect();
            let heard = speech(&hissing, &stretches).into_iter().filter(|is| *is).count();
            assert!(heard >= least, "{heard} of {} in {hiss}", stretches.len());
        }
    }
}
