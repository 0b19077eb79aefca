//! Owns what is background and what is sound above it, moment by moment: rooms change, fans are
//! switched on, speakers come nearer. Refuses to know what a sound is.

use crate::levels::QUIETEST;
use std::ops::Range;

/// No microphone is this quiet: the sound was muted, or made by a program.
const MUTED: f32 = -75.0;
/// A background below this counts as this: nobody hears the difference.
pub(crate) const LOWEST_FLOOR: f32 = -65.0;
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
pub(crate) const SHORTEST_SOUND: usize = 3;
/// A speaker who is this much softer than the loudest one is still heard.
const SOFTER_SPEAKER: f32 = 15.0;

/// Windows in a block of half a second, for which one background is assumed.
const BLOCK: usize = 25;
/// The background of a block is the same over this many blocks before it or after it.
const STEADY: usize = 10;
/// What is shorter says nothing.
const FEWEST: usize = 5;
/// Blocks on each side over which speakers are equally loud.
const SPEAKER: usize = 20;

/// Background and threshold of a block.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Block {
    floor: f32,
    /// Sound starts here; nothing when speech cannot be told from the background.
    starts: Option<f32>,
}

/// The background of a clip.
#[derive(Debug)]
pub(crate) struct Background {
    blocks: Vec<Block>,
}

impl Background {
    /// Nothing when the clip is all sound or all silence, so that nothing can be told apart.
    pub(crate) fn of(decibels: &[f32]) -> Option<Self> {
        let loud = percentile(decibels, 95).filter(|loud| *loud > FAINTEST_SPEECH)?;
        let count = decibels.len().div_ceil(BLOCK);
        let block = |at: usize| block(decibels, at, count, loud);
        let blocks: Vec<Block> = (0..count).map(block).collect();
        blocks.iter().any(|b| b.starts.is_some()).then_some(Self { blocks })
    }

    /// Level of the background in a window.
    pub(crate) fn floor(&self, window: usize) -> f32 {
        self.blocks.get(window / BLOCK).map_or(LOWEST_FLOOR, |b| b.floor)
    }

    /// Stretches of sound, in windows.
    pub(crate) fn sounds(&self, decibels: &[f32]) -> Vec<Range<usize>> {
        let mut sounds: Vec<Range<usize>> = Vec::new();
        let mut since = None;
        for (index, level) in decibels.iter().chain([&QUIETEST]).enumerate() {
            let starts = match self.blocks.get(index / BLOCK) {
                Some(block) => block.starts.unwrap_or(QUIETEST),
                None => LOWEST_FLOOR,
            };
            match since {
                None if *level >= starts && index < decibels.len() => since = Some(index),
                Some(start) if *level < starts - HYSTERESIS || index == decibels.len() => {
                    if index - start >= SHORTEST_SOUND {
                        sounds.push(start..index);
                    }
                    since = None;
                }
                _ => {}
            }
        }
        sounds
    }
}

fn block(decibels: &[f32], at: usize, count: usize, loud: f32) -> Block {
    let windows = |blocks: Range<usize>| {
        let end = (blocks.end.min(count) * BLOCK).min(decibels.len());
        &decibels[blocks.start * BLOCK..end]
    };
    let (first, last) = (at.saturating_sub(STEADY - 1), (at + STEADY).min(count));
    let quiet = |blocks: Range<usize>| percentile(windows(blocks), 10);
    let sides = match (at + 1 - first >= FEWEST, last - at >= FEWEST) {
        // Whichever of the two rooms is louder, the one before a change or the one after …
        (true, true) => quiet(first..at + 1).max_of(quiet(at..last)),
        (true, false) => quiet(first..at + 1),
        (false, true) => quiet(at..last),
        (false, false) => quiet(first..last),
    };
    // … it cannot be louder than the quietest that is heard right here.
    let here = quiet(at.saturating_sub(1)..at + 2);
    let floor = match (sides, here) {
        (Some(sides), Some(here)) => sides.min(here).max(LOWEST_FLOOR),
        _ => LOWEST_FLOOR,
    };
    let around = windows(first..last);
    let muted = around.iter().any(|level| *level <= MUTED);
    // Muted stretches say nothing about the room, unless there is nothing else to tell speech from.
    let floor = if muted && loud - floor < LEAST_CONTRAST { LOWEST_FLOOR } else { floor };
    let speaker = windows(at.saturating_sub(SPEAKER)..at + SPEAKER + 1);
    let speaker = percentile(speaker, 95).unwrap_or(QUIETEST).max(loud - SOFTER_SPEAKER);
    let margin = (SHARE * (speaker - floor)).max(LEAST_MARGIN);
    Block { floor, starts: (loud - floor >= LEAST_CONTRAST).then_some(floor + margin) }
}

trait Larger {
    fn max_of(self, other: Self) -> Self;
}

impl Larger for Option<f32> {
    fn max_of(self, other: Self) -> Self {
        match (self, other) {
            (Some(a), Some(b)) => Some(a.max(b)),
            (a, b) => a.or(b),
        }
    }
}

/// The level below which so many percent of what is heard lies.
fn percentile(decibels: &[f32], percent: usize) -> Option<f32> {
    let mut heard: Vec<f32> = decibels.iter().copied().filter(|level| *level > MUTED).collect();
    let at = heard.len() * percent / 100;
    (at < heard.len()).then(|| *heard.select_nth_unstable_by(at, f32::total_cmp).1)
}
