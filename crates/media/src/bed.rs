//! Owns telling music from a pause in the quiet stretches of a clip: tones that come and go, or
//! beats that keep coming. Refuses to look where somebody is loud.

use crate::Levels;
use crate::background::Background;
use crate::rhythm::Rhythm;
use crate::tones::{FRAME_MS, FRAME_STEP_MS};
use std::ops::Range;

/// Milliseconds of a window.
const WINDOW_MS: usize = 20;
/// So many tones at once are no accident.
const FEWEST_TONES: u8 = 2;
/// After a sound its echo is still heard, in milliseconds.
const ECHO_MS: usize = 100;
/// Frames on each side that are asked whether most of them are musical.
const MOST_OF: usize = 4;
/// A run of this many musical frames is music, and so is one that fills most of a short pause.
const RUN: usize = 12;
/// Music that begins or ends this near to a sound, in windows, begins or ends with it.
const NEARLY: usize = 15;
/// Music that is heard within so many windows is still the same …
const SAME_MUSIC: usize = 300;
/// … and a quiet of so many is no rest of it any more.
const LONGEST_REST: usize = 75;

/// `gaps` (in windows, in order) without the music in them.
pub(crate) fn without_music(
    gaps: &[Range<usize>],
    levels: &Levels,
    background: &Background,
) -> Vec<Range<usize>> {
    let rhythm = Rhythm::of(gaps, levels, background);
    let tones: Vec<Vec<Range<usize>>> = gaps.iter().map(|gap| tones(gap, levels)).collect();
    let music: Vec<&Range<usize>> = tones.iter().flatten().collect();
    let mut pauses = Vec::new();
    for (gap, tones) in gaps.iter().zip(&tones) {
        let from = music.partition_point(|m| m.end + SAME_MUSIC < gap.start);
        let near = music.get(from).is_some_and(|m| m.start < gap.end + SAME_MUSIC);
        // Where music plays a short quiet is a rest of it.
        let mut left = vec![gap.clone()];
        tones.iter().for_each(|music| cut(&mut left, music));
        left.retain(|pause| !near || pause.len() >= LONGEST_REST);
        if !rhythm.plays_in(gap) {
            pauses.append(&mut left);
        }
    }
    pauses
}

/// Stretches of a pause in which most frames are musical.
fn tones(gap: &Range<usize>, levels: &Levels) -> Vec<Range<usize>> {
    let from =
        (gap.start * WINDOW_MS + if gap.start > 0 { ECHO_MS } else { 0 }).div_ceil(FRAME_STEP_MS);
    let to = (gap.end * WINDOW_MS).saturating_sub(FRAME_MS) / FRAME_STEP_MS + 1;
    let frames = levels.tones.get(from..to.min(levels.tones.len())).unwrap_or_default();
    let musical: Vec<bool> = frames.iter().map(|tones| *tones >= FEWEST_TONES).collect();
    let most = |at: usize| {
        let near = &musical[at.saturating_sub(MOST_OF)..(at + MOST_OF + 1).min(musical.len())];
        near.iter().filter(|m| **m).count() * 2 > near.len()
    };
    let enough = RUN.min(frames.len() * 6 / 10).max(2);
    let mut music = Vec::new();
    let mut at = 0;
    while at < frames.len() {
        let run = (at..frames.len()).take_while(|frame| most(*frame)).count();
        if run >= enough {
            let first = (from + at) * FRAME_STEP_MS / WINDOW_MS;
            let last = ((from + at + run - 1) * FRAME_STEP_MS + FRAME_MS).div_ceil(WINDOW_MS);
            music.push(first..last.min(gap.end));
        }
        at += run.max(1);
    }
    music
}

/// Takes `music` out of the last of `left`.
fn cut(left: &mut Vec<Range<usize>>, music: &Range<usize>) {
    let Some(last) = left.pop() else { return };
    if music.start > last.start + NEARLY {
        left.push(last.start..music.start);
    }
    if music.end + NEARLY < last.end {
        left.push(music.end..last.end);
    }
}
