//! Owns pauses: how loud a clip is over time ([`Levels`]), and a cut list that proposes to leave
//! its pauses out ([`propose`]). Loudness is judged against the clip's own background, so that a
//! quiet room and a running fan both work. Refuses to cut inside a word, and to decide: the
//! proposal is the creator's to change.

use crate::{Error, SPEECH_RATE, speech_audio};
use job::Job;
use serde::{Deserialize, Serialize};
use std::ops::{ControlFlow, Range};
use std::path::Path;
use timeline::{Breathing, CutList, PartOrigin, TimeRange, Timestamp};

/// Length of a window.
const WINDOW: Timestamp = Timestamp::from_millis(20);
const WINDOW_SAMPLES: usize = SPEECH_RATE as usize / 50;
/// Digital silence; nothing is quieter.
const QUIETEST: f32 = -90.0;
/// No microphone is this quiet: the sound was muted, or made by a program.
const MUTED: f32 = -75.0;
/// A background below this counts as this: nobody hears the difference.
const LOWEST_FLOOR: f32 = -65.0;
/// A clip whose loud moments stay below this has no speech to keep.
const FAINTEST_SPEECH: f32 = -55.0;
/// Loud and quiet must be this far apart to tell speech from background at all.
const LEAST_CONTRAST: f32 = 10.0;
/// Sound starts this share of the way from background to loud, at least [`LEAST_MARGIN`] above.
const SHARE: f32 = 0.3;
const LEAST_MARGIN: f32 = 6.0;
/// Sound ends when it falls this far below where it starts: the end of a word is softer.
const HYSTERESIS: f32 = 3.0;
/// Shorter sounds inside a pause are clicks.
const SHORTEST_SOUND: usize = 3;
/// Air kept around a word, whose times are only as good as the recogniser.
const WORD_MARGIN: Timestamp = Timestamp::from_millis(60);
/// Removing less than this is a jump for nothing.
const LEAST_REMOVED: Timestamp = Timestamp::from_millis(120);

/// Shortest pause that goes, and how much of it stays on each side.
fn limits(breathing: Breathing) -> (Timestamp, Timestamp) {
    let (pause, pad) = match breathing {
        Breathing::Gentle => (1200, 300),
        Breathing::Normal => (700, 180),
        Breathing::Tight => (400, 100),
    };
    (Timestamp::from_millis(pause), Timestamp::from_millis(pad))
}

/// How loud a clip is, in windows of 20 ms from time 0.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Levels {
    /// Loudness of each window in dB below full scale.
    decibels: Vec<f32>,
    /// The clip's length.
    duration: Timestamp,
}

impl Levels {
    /// The clip's length.
    #[must_use]
    pub fn duration(&self) -> Timestamp {
        self.duration
    }

    /// `count` heights from 0 to 1 over the whole clip, for a waveform picture.
    #[must_use]
    pub fn peaks(&self, count: usize) -> Vec<f32> {
        let loudness = |db: f32| if db <= QUIETEST { 0.0 } else { 10_f32.powf(db / 20.0) };
        let loudest = self.decibels.iter().copied().map(loudness).fold(0.0_f32, f32::max);
        let windows = self.decibels.len();
        let height = |index: usize| {
            let from = index * windows / count;
            let to = ((index + 1) * windows / count).max(from + 1).min(windows);
            let high = self.decibels.get(from..to).unwrap_or_default();
            let high = high.iter().copied().map(loudness).fold(0.0_f32, f32::max);
            if loudest > 0.0 { high / loudest } else { 0.0 }
        };
        (0..count).map(height).collect()
    }

    /// Background and loud level; nothing when they cannot be told apart. Muted stretches say
    /// nothing about the room, unless there is nothing else to tell speech from.
    fn contrast(&self) -> Option<(f32, f32)> {
        let mut heard: Vec<f32> = self.decibels.iter().copied().filter(|l| *l > MUTED).collect();
        heard.sort_unstable_by(f32::total_cmp);
        let at = |percent: usize| heard.get(heard.len() * percent / 100).copied();
        let (floor, loud) = (at(5)?.max(LOWEST_FLOOR), at(95)?);
        let muted = heard.len() < self.decibels.len();
        let floors = [Some(floor), muted.then_some(LOWEST_FLOOR)];
        let clear = floors.into_iter().flatten().find(|floor| loud - floor >= LEAST_CONTRAST);
        clear.filter(|_| loud > FAINTEST_SPEECH).map(|floor| (floor, loud))
    }

    /// Stretches of sound, in windows; nothing when the clip is all sound or all silence.
    fn sounds(&self) -> Option<Vec<Range<usize>>> {
        let (floor, loud) = self.contrast()?;
        let starts = floor + (SHARE * (loud - floor)).max(LEAST_MARGIN);
        let ends = starts - HYSTERESIS;
        let mut sounds: Vec<Range<usize>> = Vec::new();
        let mut since = None;
        for (index, level) in self.decibels.iter().chain([&QUIETEST]).enumerate() {
            match since {
                None if *level >= starts => since = Some(index),
                Some(start) if *level < ends => {
                    if index - start >= SHORTEST_SOUND {
                        sounds.push(start..index);
                    }
                    since = None;
                }
                _ => {}
            }
        }
        (!sounds.is_empty()).then_some(sounds)
    }
}

/// Measures loudness as sound comes in; keeps one number a window.
#[derive(Debug, Default)]
pub struct SilenceDetector {
    decibels: Vec<f32>,
    energy: f64,
    count: usize,
}

impl SilenceDetector {
    /// Takes the next samples at [`SPEECH_RATE`].
    pub fn push(&mut self, samples: &[f32]) {
        for sample in samples {
            self.energy += f64::from(*sample) * f64::from(*sample);
            self.count += 1;
            if self.count == WINDOW_SAMPLES {
                self.close_window();
            }
        }
    }

    /// Ends the clip at `duration`; sound that ended earlier is silent from there.
    #[must_use]
    pub fn finish(mut self, duration: Timestamp) -> Levels {
        if self.count > 0 {
            self.close_window();
        }
        let windows = duration.micros().max(0).unsigned_abs().div_ceil(20_000);
        self.decibels.resize(usize::try_from(windows).unwrap_or(usize::MAX), QUIETEST);
        Levels { decibels: self.decibels, duration }
    }

    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "a level")]
    fn close_window(&mut self) {
        let power = self.energy / self.count as f64;
        let level = if power > 0.0 { (10.0 * power.log10()) as f32 } else { QUIETEST };
        self.decibels.push(if level.is_finite() { level.max(QUIETEST) } else { QUIETEST });
        (self.energy, self.count) = (0.0, 0);
    }
}

/// Loudness of a clip's first sound over its whole length.
///
/// # Errors
/// [`Error::NoAudio`], or why the file cannot be read.
pub fn levels(path: &Path, job: &Job) -> Result<Levels, Error> {
    let mut detector = SilenceDetector::default();
    let heard = speech_audio(path, job, &mut |samples| {
        detector.push(samples);
        ControlFlow::Continue(())
    })?;
    Ok(detector.finish(heard.duration))
}

/// Proposes to leave pauses out, also at the beginning and at the end, and never inside one of
/// `words`. `duration` is the clip's length, which the list will cover. A clip that is all
/// silence or all sound stays whole.
#[must_use]
pub fn propose(
    levels: &Levels,
    words: &[TimeRange],
    breathing: Breathing,
    duration: Timestamp,
) -> CutList {
    let Some(sounds) = levels.sounds() else { return CutList::whole(duration) };
    let (shortest, pad) = limits(breathing);
    let mut removed = Vec::new();
    let mut quiet_since = None;
    for sound in sounds {
        let (start, end) = (window_time(sound.start), window_time(sound.end));
        match quiet_since {
            None => removed.push((Timestamp::ZERO, start - pad)),
            Some(since) if start - since >= shortest => removed.push((since + pad, start - pad)),
            Some(_) => {}
        }
        quiet_since = Some(end);
    }
    removed.extend(quiet_since.map(|since| (since + pad, duration)));
    let spoken: Vec<_> =
        words.iter().map(|w| (w.start() - WORD_MARGIN, w.end() + WORD_MARGIN)).collect();
    let removed = without(removed, &spoken);
    let kept = between(&removed, duration);
    if kept.is_empty() {
        return CutList::whole(duration);
    }
    CutList::from_kept(duration, &kept, PartOrigin::Pause)
}

fn window_time(index: usize) -> Timestamp {
    Timestamp::from_micros(i64::try_from(index).unwrap_or(i64::MAX).saturating_mul(WINDOW.micros()))
}

type Span = (Timestamp, Timestamp);

/// `spans` with `holes` taken out of them, and without pieces that are not worth a cut.
fn without(mut spans: Vec<Span>, holes: &[Span]) -> Vec<Span> {
    for hole in holes {
        let around = |(start, end): Span| {
            let touches = hole.0 < end && start < hole.1;
            let before = if touches { (start, hole.0.max(start)) } else { (start, end) };
            let after = touches.then(|| (hole.1.min(end), end));
            std::iter::once(before).chain(after)
        };
        spans = spans.into_iter().flat_map(around).collect();
    }
    spans.retain(|(start, end)| *end - *start >= LEAST_REMOVED);
    spans
}

/// What lies between `removed`, up to `duration`.
fn between(removed: &[Span], duration: Timestamp) -> Vec<TimeRange> {
    let starts = std::iter::once(Timestamp::ZERO).chain(removed.iter().map(|r| r.1));
    let ends = removed.iter().map(|r| r.0).chain([duration]);
    starts.zip(ends).filter_map(|(s, e)| TimeRange::new(s, e.min(duration)).ok()).collect()
}
