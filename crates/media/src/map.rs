//! Owns the map of a clip: its facts, the exact time of every frame, and the groups of pictures
//! between which nothing is shared ([`ClipMap`]). Made once by reading every packet and decoding
//! none; refuses to know where it is kept.

use crate::frame_grid::{self, Frames};
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::path::Path;
use timeline::{CutList, FrameRate, MediaInfo, TimeRange, Timestamp};

/// What is known of a clip after its packets were read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClipMap {
    /// Facts about the file.
    pub info: MediaInfo,
    pub(crate) picture: Option<PictureMap>,
}

/// One run of frames that begins with a keyframe, in stored order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gop {
    /// Time of its first shown frame, and the end of its last.
    #[serde(flatten)]
    pub range: TimeRange,
    /// Frames that are shown.
    pub frames: u32,
    /// True when no frame of it needs a frame before it.
    pub closed: bool,
}

/// Why packets of the picture cannot be copied next to newly coded ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Barrier {
    /// The codec, or the way it is stored, is not one that can be joined.
    Codec,
    /// The coding changes in the middle of the file.
    Changes,
    /// Pictures are stored as fields.
    Fields,
    /// A packet is damaged or has no time.
    Damaged,
}

/// The packets of the picture in stored order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PictureMap {
    /// Presentation times in the stream's own unit.
    pub(crate) times: Vec<i64>,
    /// Bits of [`Stored`], one for each packet.
    pub(crate) kinds: Vec<u8>,
    /// Seconds in one unit, as a ratio.
    pub(crate) base: (i32, i32),
    /// What the unit 0 of the stream is in source time, in microseconds.
    pub(crate) origin: i64,
    pub(crate) barrier: Option<Barrier>,
}

/// What a packet is, as bits.
pub(crate) struct Stored;

impl Stored {
    pub(crate) const KEY: u8 = 1;
    /// Nothing after it, in stored order, needs anything before it.
    pub(crate) const IDR: u8 = 2;
    /// An edit list hides it.
    pub(crate) const HIDDEN: u8 = 4;
}

/// A run of packets, in stored order, that shares nothing with the others and whose frames are
/// shown one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unit {
    /// Packets in stored order.
    pub(crate) packets: Range<usize>,
    /// Frames in the order they are shown.
    pub(crate) frames: Range<usize>,
    /// It can be copied as it is.
    pub(crate) whole: bool,
}

impl PictureMap {
    /// Microseconds of a time of the stream.
    pub(crate) fn micros(&self, time: i64) -> Timestamp {
        let (num, den) = (i128::from(self.base.0), i128::from(self.base.1.max(1)));
        let product = i128::from(time) * num * 1_000_000;
        let micros = (2 * product + den).div_euclid(2 * den);
        Timestamp::from_micros(
            i64::try_from(micros).unwrap_or(i64::MAX).saturating_sub(self.origin),
        )
    }

    fn is(&self, packet: usize, kind: u8) -> bool {
        self.kinds[packet] & kind != 0
    }

    /// Packets that are shown, in the order of their times.
    pub(crate) fn shown(&self) -> Vec<usize> {
        let mut shown: Vec<usize> =
            (0..self.times.len()).filter(|p| !self.is(*p, Stored::HIDDEN)).collect();
        shown.sort_by_key(|p| self.times[*p]);
        shown
    }

    /// Times of the frames in the order they are shown.
    pub(crate) fn starts(&self) -> Vec<Timestamp> {
        self.shown().into_iter().map(|p| self.micros(self.times[p])).collect()
    }

    /// Runs between keyframes, in stored order.
    fn runs(&self, begins: u8) -> Vec<Range<usize>> {
        let mut starts: Vec<usize> =
            (0..self.times.len()).filter(|p| self.is(*p, begins)).collect();
        if starts.first() != Some(&0) {
            starts.insert(0, 0);
        }
        let ends = starts.iter().skip(1).copied().chain([self.times.len()]);
        starts.iter().copied().zip(ends).map(|(a, b)| a..b).filter(|r| !r.is_empty()).collect()
    }

    /// The units of the clip in order. What cannot be told apart is one unit.
    pub(crate) fn units(&self) -> Vec<Unit> {
        let mut units: Vec<Unit> = Vec::new();
        let mut frames = 0;
        let mut latest = i64::MIN;
        for packets in self.runs(Stored::IDR) {
            let shown: Vec<i64> = packets
                .clone()
                .filter(|p| !self.is(*p, Stored::HIDDEN))
                .map(|p| self.times[p])
                .collect();
            let apart = shown.iter().min().is_some_and(|first| *first > latest);
            latest = shown.iter().copied().fold(latest, i64::max);
            frames += shown.len();
            let whole = shown.len() == packets.len() && self.is(packets.start, Stored::IDR);
            match units.last_mut().filter(|_| !apart) {
                Some(last) => {
                    last.packets.end = packets.end;
                    last.frames.end = frames;
                    last.whole = false;
                }
                None => units.push(Unit { packets, frames: frames - shown.len()..frames, whole }),
            }
        }
        units
    }

    pub(crate) fn gops(&self, end: Timestamp) -> Vec<Gop> {
        let shown = |run: &Range<usize>| -> Vec<Timestamp> {
            let mut times: Vec<_> = run
                .clone()
                .filter(|p| !self.is(*p, Stored::HIDDEN))
                .map(|p| self.micros(self.times[p]))
                .collect();
            times.sort_unstable();
            times
        };
        let runs: Vec<_> = self
            .runs(Stored::KEY)
            .into_iter()
            .map(|run| (self.is(run.start, Stored::IDR), shown(&run)))
            .filter(|(_, times)| !times.is_empty())
            .collect();
        let starts: Vec<Timestamp> = runs.iter().map(|(_, times)| times[0]).collect();
        let ends = starts.iter().skip(1).copied().chain([end]);
        let gop = |((closed, times), end): (&(bool, Vec<Timestamp>), Timestamp)| {
            let last = times.last().copied().unwrap_or_default();
            let end = end.max(last + Timestamp::from_micros(1));
            let range = TimeRange::new(times[0].max(Timestamp::ZERO), end).ok()?;
            let frames = u32::try_from(times.len()).unwrap_or(u32::MAX);
            Some(Gop { range, frames, closed: *closed })
        };
        runs.iter().zip(ends).filter_map(gop).collect()
    }
}

impl ClipMap {
    /// Reads what was written as JSON before; nothing when it is something else.
    #[must_use]
    pub fn read(path: &Path) -> Option<Self> {
        serde_json::from_slice(&std::fs::read(path).ok()?).ok()
    }

    /// Groups of pictures by time; empty without a picture.
    #[must_use]
    pub fn gops(&self) -> Vec<Gop> {
        let end = self.info.video.as_ref().map_or(Timestamp::ZERO, |v| v.duration_us);
        self.picture.as_ref().map(|p| p.gops(end)).unwrap_or_default()
    }

    /// When each frame is shown first, in order.
    #[must_use]
    pub fn frame_times(&self) -> Vec<Timestamp> {
        self.picture.as_ref().map(PictureMap::starts).unwrap_or_default()
    }

    /// Why nothing of the picture can be copied next to newly coded frames, if so.
    #[must_use]
    pub fn barrier(&self) -> Option<Barrier> {
        self.picture.as_ref().map_or(Some(Barrier::Codec), |p| p.barrier)
    }

    /// The cuts as they can be made: where frames are evenly spaced, each border moves to the
    /// first frame at or after it, and what holds no frame goes. Picture and sound then stay
    /// together over any number of cuts, and the rate stays constant.
    #[must_use]
    pub fn exact(&self, cuts: &CutList) -> CutList {
        match &self.info.video {
            Some(video) => frame_grid::exact(cuts, &self.frames(video.frame_rate)),
            None => cuts.clone(),
        }
    }

    /// Times of the frames, and how they are spaced.
    pub(crate) fn frames(&self, rate: FrameRate) -> Frames {
        let video = self.info.video.as_ref();
        Frames {
            starts: self.frame_times(),
            rate,
            even: video.is_some_and(|v| !v.variable_rate),
            end: video.map_or(Timestamp::ZERO, |v| v.duration_us),
            sound: self.info.audio.as_ref().map(|a| a.start_us),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(packets: &[(i64, u8)]) -> PictureMap {
        PictureMap {
            times: packets.iter().map(|p| p.0).collect(),
            kinds: packets.iter().map(|p| p.1).collect(),
            base: (1, 30),
            origin: 0,
            barrier: None,
        }
    }

    const IDR: u8 = Stored::IDR | Stored::KEY;

    #[test]
    fn closed_groups_are_units_and_open_ones_belong_to_the_unit_before() {
        let map = picture(&[
            (0, IDR),
            (3, 0),
            (1, 0),
            (2, 0),
            (6, Stored::KEY),
            (4, 0),
            (5, 0),
            (7, IDR),
            (8, 0),
        ]);
        let units = map.units();
        assert_eq!(units.len(), 2);
        assert_eq!((units[0].packets.clone(), units[0].frames.clone()), (0..7, 0..7));
        assert_eq!((units[1].packets.clone(), units[1].frames.clone()), (7..9, 7..9));
        assert!(units.iter().all(|u| u.whole));
        let gops = map.gops(Timestamp::from_millis(300));
        let facts: Vec<_> = gops.iter().map(|g| (g.frames, g.closed)).collect();
        assert_eq!(facts, [(4, true), (3, false), (2, true)]);
    }

    #[test]
    fn what_is_hidden_or_overlaps_is_not_copied() {
        let hidden = picture(&[(-2, IDR | Stored::HIDDEN), (-1, Stored::HIDDEN), (0, 0), (1, IDR)]);
        let units = hidden.units();
        assert_eq!((units[0].frames.clone(), units[0].whole), (0..1, false));
        assert_eq!((units[1].frames.clone(), units[1].whole), (1..2, true));
        let overlapping = picture(&[(0, IDR), (5, 0), (4, IDR), (6, 0)]);
        assert_eq!(overlapping.units().len(), 1);
        assert!(!overlapping.units()[0].whole);
    }
}
