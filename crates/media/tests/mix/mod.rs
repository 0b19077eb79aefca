//! Owns mixes of which the truth is known: the committed synthetic voice with pauses of chosen
//! lengths, over rooms, fans, streets and music made by arithmetic. Same numbers on every computer.

#![allow(clippy::unwrap_used, reason = "only called from tests")]

use media::{LevelMeter, Levels, SPEECH_RATE};
use std::f32::consts::TAU;
use std::path::PathBuf;
use timeline::{TimeRange, Timestamp};

const RATE: f32 = SPEECH_RATE as f32;

/// Sound at 16 kHz and the sentences in it, as sample ranges.
#[derive(Clone)]
pub(crate) struct Mix {
    pub(crate) samples: Vec<f32>,
    pub(crate) said: Vec<(usize, usize)>,
}

/// White noise that is the same everywhere.
pub(crate) struct White(u32);

impl White {
    pub(crate) fn new(seed: u32) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> f32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as f32 / 8_388_608.0 - 1.0
    }
}

fn demo() -> (Vec<f32>, Vec<(usize, usize)>) {
    let file = |name| {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../models/test/demo");
        std::fs::read(folder.join(name)).unwrap()
    };
    let pairs = file("voice.wav")[44..].as_chunks::<2>().0.to_vec();
    let truth = String::from_utf8(file("truth.tsv")).unwrap();
    let at = |seconds: &str| (seconds.parse::<f32>().unwrap() * RATE) as usize;
    let said = truth.lines().map(|line| {
        let mut fields = line.split('\t');
        (at(fields.next().unwrap()), at(fields.next().unwrap()))
    });
    (pairs.iter().map(|p| f32::from(i16::from_le_bytes(*p)) / 32768.0).collect(), said.collect())
}

/// The eight sentences in a row, `rounds` times, with pauses that go around in `pauses` (seconds),
/// and a second and a half before and after. Perfectly quiet in between.
pub(crate) fn speech(rounds: usize, pauses: &[f32]) -> Mix {
    let (voice, sentences) = demo();
    let mut samples = vec![0.0; (1.5 * RATE) as usize];
    let mut said = Vec::new();
    for (index, (start, end)) in sentences.iter().cycle().take(8 * rounds).enumerate() {
        if index > 0 {
            let pause = pauses[index % pauses.len()];
            samples.extend(vec![0.0; (pause * RATE) as usize]);
        }
        said.push((samples.len(), samples.len() + end - start));
        samples.extend_from_slice(&voice[*start..*end]);
    }
    samples.extend(vec![0.0; (1.5 * RATE) as usize]);
    Mix { samples, said }
}

/// Root mean square of a sound where there is any.
pub(crate) fn rms(samples: &[f32]) -> f32 {
    let count = samples.iter().filter(|s| **s != 0.0).count();
    (samples.iter().map(|s| s * s).sum::<f32>() / count.max(1) as f32).sqrt()
}

fn gain(decibels: f32) -> f32 {
    10_f32.powf(decibels / 20.0)
}

impl Mix {
    /// Root mean square of what is said.
    fn voice(&self) -> f32 {
        let all: Vec<f32> =
            self.said.iter().flat_map(|(from, to)| &self.samples[*from..*to]).copied().collect();
        rms(&all)
    }

    /// Adds `other`, so many decibels below the voice.
    pub(crate) fn under(mut self, other: &[f32], below: f32) -> Self {
        let level = self.voice() * gain(-below) / rms(other).max(1e-9);
        self.samples.iter_mut().zip(other).for_each(|(s, o)| *s += o * level);
        self
    }

    pub(crate) fn levels(&self) -> Levels {
        let mut meter = LevelMeter::default();
        self.samples.chunks(1021).for_each(|block| meter.push(block));
        meter.finish(self.duration())
    }

    pub(crate) fn duration(&self) -> Timestamp {
        time(self.samples.len())
    }

    /// Where nothing is said.
    pub(crate) fn gaps(&self) -> Vec<TimeRange> {
        let starts = std::iter::once(0).chain(self.said.iter().map(|s| s.1));
        let ends = self.said.iter().map(|s| s.0).chain([self.samples.len()]);
        starts.zip(ends).filter_map(|(s, e)| TimeRange::new(time(s), time(e)).ok()).collect()
    }
}

fn time(sample: usize) -> Timestamp {
    Timestamp::from_micros(sample as i64 * 1_000_000 / i64::from(SPEECH_RATE))
}

/// Noise with the same energy in each octave, as rooms, fans and streets have.
pub(crate) fn pink(count: usize, seed: u32) -> Vec<f32> {
    let mut white = White::new(seed);
    let mut b = [0.0_f32; 3];
    let step = |_| {
        let w = white.next();
        b[0] = 0.99765 * b[0] + w * 0.099046;
        b[1] = 0.963 * b[1] + w * 0.2965164;
        b[2] = 0.57 * b[2] + w * 1.0526913;
        b.iter().sum::<f32>() + w * 0.1848
    };
    (0..count).map(step).collect()
}

/// Everything before `from` is gone.
pub(crate) fn starting(mut sound: Vec<f32>, from: usize) -> Vec<f32> {
    sound[..from].fill(0.0);
    sound
}

/// Mains hum with its harmonics.
pub(crate) fn hum(count: usize) -> Vec<f32> {
    let parts = [(50.0, 0.5), (100.0, 1.0), (150.0, 0.6), (250.0, 0.3), (350.0, 0.2)];
    let at = |i: usize| parts.iter().map(|(f, a)| a * (TAU * f * i as f32 / RATE).sin()).sum();
    (0..count).map(at).collect()
}

/// A motorbike that passes at second `at`: an engine that grows and fades over eight seconds.
pub(crate) fn motorbike(count: usize, at: f32) -> Vec<f32> {
    let (mut phase, mut white) = (0.0_f32, White::new(7));
    let sample = |i: usize| {
        let away = i as f32 / RATE - at;
        phase += (95.0 - 12.0 * (away / 2.0).tanh()) / RATE;
        let engine: f32 = (1..12).map(|n| (TAU * phase * n as f32).sin() / n as f32).sum();
        (engine + 0.5 * white.next()) * (-away * away / 6.0).exp()
    };
    (0..count).map(sample).collect()
}

/// Chords of plucked strings with a bass, a chord every 2.4 s, eight plucks each; with `drums` also
/// a kick, a snare and a hi-hat. With `strings` off there are only drums.
pub(crate) fn music(count: usize, strings: bool, drums: bool) -> Vec<f32> {
    let chords = [[48, 60, 64, 67], [45, 57, 60, 64], [41, 57, 60, 65], [43, 55, 59, 62]];
    let mut sound = vec![0.0_f32; count];
    let mut white = White::new(11);
    let beat = (0.3 * RATE) as usize;
    for (step, at) in (0..count).step_by(beat).enumerate() {
        let chord = chords[step / 8 % 4];
        let mut add = |length: f32, tone: &mut dyn FnMut(f32) -> f32| {
            let length = ((length * RATE) as usize).min(count - at);
            (0..length).for_each(|i| sound[at + i] += tone(i as f32 / RATE));
        };
        if strings {
            let mut notes = vec![chord[1 + step % 3]];
            notes.extend((step % 4 == 0).then_some(chord[0]));
            for note in notes {
                let hertz = 440.0 * 2_f32.powf((note - 69) as f32 / 12.0);
                add(1.6, &mut |t| {
                    let string: f32 = (1..6)
                        .map(|n| (TAU * hertz * n as f32 * t).sin() * (-2.0 * n as f32 * t).exp())
                        .sum();
                    0.4 * string * (t / 0.005).min(1.0)
                });
            }
        }
        if drums {
            match step % 4 {
                0 => add(0.25, &mut |t| {
                    1.2 * (TAU * (55.0 * t + 3.0 * (1.0 - (-t * 30.0).exp()))).sin()
                        * (-t * 14.0).exp()
                }),
                2 => add(0.2, &mut |t| 0.9 * white.next() * (-t * 16.0).exp()),
                _ => add(0.08, &mut |t| 0.3 * white.next() * (-t * 40.0).exp()),
            }
        }
    }
    sound
}

/// Chords that are held for 2.4 s each, softly changing into the next.
pub(crate) fn pad(count: usize) -> Vec<f32> {
    let chords = [[60, 64, 67], [57, 60, 64], [53, 57, 60], [55, 59, 62]];
    let at = |i: usize| {
        let t = i as f32 / RATE + 1.0;
        let (index, inside) = ((t / 2.4) as usize, t % 2.4);
        let swell = (inside / 0.4).min(1.0) * ((2.4 - inside) / 0.4).min(1.0);
        let note = |n: &i32| (TAU * 440.0 * 2_f32.powf((n - 69) as f32 / 12.0) * t).sin();
        swell * chords[index % 4].iter().map(note).sum::<f32>()
    };
    (0..count).map(at).collect()
}

/// Mouse clicks of 15 ms, one in the middle of each of `gaps`.
pub(crate) fn clicks(mix: &Mix) -> Vec<f32> {
    let mut sound = vec![0.0; mix.samples.len()];
    let mut white = White::new(5);
    for gap in mix.gaps() {
        let middle = (gap.start().seconds() + gap.end().seconds()) / 2.0;
        let at = (middle * f64::from(SPEECH_RATE)) as usize;
        sound[at..at + 240].iter_mut().for_each(|s| *s = white.next());
    }
    sound
}

/// A breath of 300 ms before each sentence.
pub(crate) fn breaths(mix: &Mix) -> Vec<f32> {
    let mut sound = vec![0.0; mix.samples.len()];
    let mut white = White::new(9);
    for (start, _) in &mix.said {
        let mut last = 0.0;
        for i in 0..4800 {
            let t = i as f32 / 4800.0;
            let noise = white.next();
            sound[start - 8000 + i] = (noise - last) * (t * std::f32::consts::PI).sin();
            last = noise;
        }
    }
    sound
}
