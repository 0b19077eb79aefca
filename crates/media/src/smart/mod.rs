//! Owns the smart cut: packets of whole units are copied, only the frames around a cut are coded
//! anew, to the same profile, level, format and colours. Refuses to hand over anything that it
//! has not looked at again.

mod check;
mod join;
mod plan;
mod reader;
mod recode;
mod sketch;
mod sound;

pub(crate) use crate::frame_grid::exact;
pub(crate) use join::{Joined, join};
pub(crate) use plan::{Plan, widened};

use crate::encode::{Clock, SOUND_RATE};
use crate::frame_grid::{Frames, LOOSE_END};
use crate::map::{ClipMap, PictureMap, Unit};
use crate::render::plan::{clock_at, ticks};
use crate::writer::Index;
use std::ops::Range;
use std::path::PathBuf;
use timeline::{CutList, Preview, TimeRange, Timestamp};

/// Samples in one packet of AAC.
const SOUND_PACKET: i64 = 1024;

/// Everything about a cut that is decided before the first byte is written.
pub(crate) struct Order<'a> {
    pub(crate) source: PathBuf,
    pub(crate) output: PathBuf,
    pub(crate) map: &'a ClipMap,
    pub(crate) picture: &'a PictureMap,
    pub(crate) units: Vec<Unit>,
    /// The cuts as they are made.
    pub(crate) cuts: CutList,
    pub(crate) plan: Plan,
    pub(crate) clock: Clock,
    /// When each frame of the finished picture is shown, in ticks; the last one's end follows.
    pub(crate) ticks: Vec<i64>,
}

impl Order<'_> {
    /// Number of frames in the finished picture.
    pub(crate) fn frames(&self) -> usize {
        self.ticks.len().saturating_sub(1)
    }

    /// How the index gets to the front of a film with so many chapters.
    fn index(&self, chapters: usize) -> Index {
        let packet = SOUND_PACKET * 1_000_000 / i64::from(SOUND_RATE);
        let sound = usize::try_from(self.total().micros() / packet).unwrap_or(usize::MAX / 64);
        let (whole, kept) = (self.map.info.duration_us.micros().max(1), self.total().micros());
        let [size, kept, whole] =
            [self.map.info.size_bytes, kept.unsigned_abs(), whole.unsigned_abs()].map(u128::from);
        let film = u64::try_from(size * kept / whole).unwrap_or(u64::MAX);
        Index::of(self.frames() + sound + 16, chapters, film)
    }

    /// Length of the finished film.
    pub(crate) fn total(&self) -> Timestamp {
        Preview::new(&self.cuts).duration()
    }
}

/// The clock of a cut: every frame of an even clip has a whole number of ticks.
pub(crate) fn clock(frames: &Frames) -> Clock {
    clock_at(frames.rate, frames.even)
}

/// When each kept frame is shown in the finished picture, and the end of the last one.
pub(crate) fn output_ticks(cuts: &CutList, frames: &Frames, clock: Clock) -> Vec<i64> {
    let mut out = Timestamp::ZERO;
    let mut shown: Vec<i64> = Vec::new();
    let mut lead = 0;
    for range in cuts.kept() {
        let within = frames.within(range);
        let first = shown.is_empty();
        if first && frames.even && !within.is_empty() {
            let late = frames.start(within.start) - range.start();
            lead = if late > Timestamp::ZERO { ticks(late, clock) } else { 0 };
        }
        for frame in within {
            let tick = if frames.even {
                lead + i64::try_from(shown.len()).unwrap_or(0) * clock.frame
            } else {
                ticks(out + (frames.start(frame) - range.start()), clock)
            };
            let tick = if shown.is_empty() { 0 } else { tick };
            shown.push(shown.last().map_or(tick, |last| tick.max(last + 1)));
        }
        out = out + range.duration();
    }
    let Some(last) = shown.last().copied() else { return shown };
    let total = ticks(out, clock);
    let usual = last + clock.frame;
    let loose = total - usual > ticks(LOOSE_END, clock);
    shown.push(if frames.even && !loose { usual } else { total.max(last + 1) });
    shown
}

/// The numbers of the frames that the ranges of `cuts` hold.
pub(crate) fn kept_frames(cuts: &CutList, frames: &Frames) -> Vec<Range<usize>> {
    cuts.kept().into_iter().map(|range| frames.within(range)).collect()
}

/// Cuts that hold exactly these frames.
pub(crate) fn cuts_of(kept: &[Range<usize>], frames: &Frames, duration: Timestamp) -> CutList {
    let range = |r: &Range<usize>| {
        let end = if r.end == frames.starts.len() { duration } else { frames.start(r.end) };
        TimeRange::new(frames.start(r.start).max(Timestamp::ZERO), end).ok()
    };
    let ranges: Vec<TimeRange> = kept.iter().filter_map(range).collect();
    CutList::from_kept(duration, &ranges, timeline::PartOrigin::Hand)
}
