//! Owns hearing a beat in the quiet stretches of a clip: sudden sounds that keep to one pulse, also
//! across the speech between them. Refuses tones; a drum has none.

use crate::Levels;
use crate::background::Background;
use std::f64::consts::TAU;
use std::ops::Range;

/// Seconds of a window.
const WINDOW: f64 = 0.02;
/// A beat is louder than what was just before it by this, and than the background by that.
const RISE: f32 = 8.0;
const ABOVE: f32 = 5.0;
/// Longer sounds, in windows, are a voice.
const LONGEST_BEAT: usize = 17;
/// Windows before a voice in which it may be heard already.
const BEFORE_VOICE: usize = 4;
/// A pulse is asked for in this much time around a pause, in windows.
const AROUND: usize = 600;
/// From 300 down to 75 beats a minute; what is slower is a clock.
const PULSES: (f64, f64) = (1.25, 5.0);
const PULSE_STEP: f64 = 0.005;
/// Fewer beats keep any pulse by accident.
const FEWEST: usize = 8;
/// Accident is less likely than one in e to this power.
const CERTAIN: f64 = 6.0;
/// A pause of this many windows without a single beat has no rhythm.
const STOPPED: usize = 75;

/// When beats are heard where nobody speaks.
#[derive(Debug)]
pub(crate) struct Rhythm {
    beats: Vec<usize>,
    end: usize,
}

impl Rhythm {
    pub(crate) fn of(gaps: &[Range<usize>], levels: &Levels, background: &Background) -> Self {
        let decibels = &levels.decibels;
        let mut beats: Vec<usize> = Vec::new();
        for (index, gap) in gaps.iter().enumerate() {
            let next = gaps.get(index + 1).map_or(decibels.len(), |next| next.start);
            let short = next > gap.end && next - gap.end <= LONGEST_BEAT;
            // A short sound at the end of the pause may itself be the next beat.
            let end = if short { gap.end + 1 } else { gap.end.saturating_sub(BEFORE_VOICE) };
            for at in gap.start.max(3)..end {
                let before = decibels[at - 3..at - 1].iter().copied().fold(f32::INFINITY, f32::min);
                let rises = decibels[at] >= before + RISE;
                let new = beats.last().is_none_or(|last| at - last > 4);
                if rises && new && decibels[at] >= background.floor(at) + ABOVE {
                    beats.push(at);
                }
            }
        }
        Self { beats, end: decibels.len() }
    }

    /// True when beats around a pause keep to a pulse that did not stop before it.
    pub(crate) fn plays_in(&self, gap: &Range<usize>) -> bool {
        // Near the clip's ends more is asked of the other side.
        let first = gap.start.min(self.end.saturating_sub(AROUND)).saturating_sub(AROUND);
        let last = gap.end.max(AROUND) + AROUND;
        let from = self.beats.partition_point(|b| *b < first);
        let to = self.beats.partition_point(|b| *b < last);
        let beats = &self.beats[from..to];
        let inside = beats.iter().any(|b| gap.contains(b));
        beats.len() >= FEWEST && (inside || gap.len() < STOPPED) && keep_a_pulse(beats)
    }
}

/// Vector strength: beats as hands of a clock that turns once a pulse; together they point
/// somewhere only when they keep to it.
#[expect(clippy::cast_precision_loss, reason = "window indexes of any clip fit")]
fn keep_a_pulse(beats: &[usize]) -> bool {
    let count = beats.len() as f64;
    let span = (beats[beats.len() - 1] - beats[0]) as f64 * WINDOW;
    let tried = ((PULSES.1 - PULSES.0) * span).max(1.0);
    let certain = ((tried.ln() + CERTAIN) / count).sqrt();
    let steps = ((PULSES.1 - PULSES.0) / PULSE_STEP) as usize;
    (0..steps).any(|step| {
        let pulse = PULSES.0 + step as f64 * PULSE_STEP;
        let hands = beats.iter().map(|b| (TAU * pulse * *b as f64 * WINDOW).sin_cos());
        let (x, y) = hands.fold((0.0, 0.0), |(x, y), (sin, cos)| (x + cos, y + sin));
        (x * x + y * y).sqrt() / count >= certain.min(0.97)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pulse_is_kept_across_gaps_and_accidents_keep_none() {
        let grid: Vec<usize> = (0..60).filter(|i| i % 7 < 4).map(|i| 10 + i * 15).collect();
        assert!(keep_a_pulse(&grid[..12]));
        let mut seed = 1_u32;
        let mut kept = 0;
        for _ in 0..200 {
            let mut at = 0;
            let beats: Vec<usize> = (0..12)
                .map(|_| {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    at += 12 + (seed >> 20) as usize % 60;
                    at
                })
                .collect();
            kept += usize::from(keep_a_pulse(&beats));
        }
        assert!(kept <= 2, "{kept} of 200 by accident");
    }
}
