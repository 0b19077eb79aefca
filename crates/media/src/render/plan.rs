//! Owns what a render will do, decided before the first frame: kept pieces and their output
//! times, the clock, the picture's size and crop. Refuses FFmpeg: pure arithmetic.

use crate::encode::Clock;
use crate::frame_grid::{frame_index, frame_time};
use timeline::{Aspect, CutList, FrameRate, Preview, TimeRange, Timestamp, VideoInfo};

/// Above this rate frames are left out: platforms take 60 at most.
const HIGHEST_RATE: f64 = 60.0;
/// Ticks a second for clips whose frames are not evenly spaced.
const FREE_TICKS: i32 = 90_000;

/// One kept range and the output time at which it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) source: TimeRange,
    pub(crate) out: Timestamp,
}

/// Kept pieces by time, and the length of the finished video.
pub(crate) fn pieces(cuts: &CutList) -> (Vec<Piece>, Timestamp) {
    let preview = Preview::new(cuts);
    let mut out = Timestamp::ZERO;
    let pieces = preview.kept().map(|source| {
        let piece = Piece { source, out };
        out = out + source.duration();
        piece
    });
    (pieces.collect(), preview.duration())
}

/// The clock in which an even grid of the clip's frames has whole ticks.
pub(crate) fn clock(video: &VideoInfo) -> Clock {
    clock_at(published_rate(video.frame_rate), !video.variable_rate)
}

/// The clock for frames at `rate`, whether they are evenly spaced or not.
pub(crate) fn clock_at(rate: FrameRate, even: bool) -> Clock {
    let (num, den) = (i64::from(rate.num()), i64::from(rate.den()));
    let factor = if num < 1000 { 1000 } else { 1 };
    match i32::try_from(num * factor) {
        Ok(ticks) if even && ticks <= 1_000_000 => {
            Clock { ticks_per_second: ticks, frame: den * factor, rate }
        }
        _ => Clock {
            ticks_per_second: FREE_TICKS,
            frame: (i64::from(FREE_TICKS) * den / num).max(1),
            rate,
        },
    }
}

/// The rate with so many frames left out that at most 60 a second remain.
fn published_rate(rate: FrameRate) -> FrameRate {
    FrameRate::new(rate.num(), rate.den().saturating_mul(every(rate))).unwrap_or(rate)
}

/// 1 when every frame is kept, 2 for every other one, and so on.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small and positive")]
fn every(rate: FrameRate) -> u32 {
    (rate.per_second() / HIGHEST_RATE - 0.01).ceil().max(1.0) as u32
}

/// Gives each decoded frame its tick in the finished video, or leaves it out.
#[derive(Debug)]
pub(crate) struct Schedule {
    pieces: Vec<Piece>,
    clock: Clock,
    source_rate: FrameRate,
    even: bool,
    /// Time of the clip's first frame, from which an even grid counts.
    phase: Option<Timestamp>,
    /// Time by which an even picture comes early, so that its first frame lies on the grid of
    /// the finished video: less than a frame.
    early: Timestamp,
    last: Option<i64>,
    frames: u64,
}

impl Schedule {
    pub(crate) fn new(pieces: Vec<Piece>, clock: Clock, video: &VideoInfo) -> Self {
        Self {
            pieces,
            clock,
            source_rate: video.frame_rate,
            even: !video.variable_rate,
            phase: None,
            early: Timestamp::ZERO,
            last: None,
            frames: 0,
        }
    }

    /// Tick of the frame shown from `at`, or nothing when it was removed. Frames must come in
    /// order of time.
    pub(crate) fn tick(&mut self, at: Timestamp) -> Option<i64> {
        let phase = *self.phase.get_or_insert(at);
        let steady = self.steady(at, phase);
        let next = self.pieces.partition_point(|p| p.source.end() <= steady);
        let piece = *self.pieces.get(next).filter(|p| p.source.contains(steady))?;
        let out = piece.out + (steady - piece.source.start()).max(Timestamp::ZERO);
        let tick = match self.last {
            // The picture begins with the sound, also when the range begins between two frames.
            None => {
                let shift = self.even && out < self.clock.rate.frame();
                self.early = if shift { out } else { Timestamp::ZERO };
                0
            }
            Some(last) => {
                let tick = self.to_ticks(out - self.early);
                // A tenth less than a frame: enough for jitter, too much for the next frame.
                if every(self.source_rate) > 1 && tick - last < self.clock.frame * 9 / 10 {
                    return None;
                }
                tick.max(last + 1)
            }
        };
        self.last = Some(tick);
        self.frames += 1;
        Some(tick)
    }

    /// True when no frame from `at` on is kept.
    pub(crate) fn is_over(&self, at: Timestamp) -> bool {
        self.pieces.last().is_none_or(|p| at >= p.source.end())
    }

    /// Frames that got a tick.
    pub(crate) fn frames(&self) -> u64 {
        self.frames
    }

    /// The exact time of a frame whose container rounds times, on an even grid.
    fn steady(&self, at: Timestamp, phase: Timestamp) -> Timestamp {
        if !self.even {
            return at;
        }
        phase + frame_time(frame_index(at - phase, self.source_rate), self.source_rate)
    }

    fn to_ticks(&self, out: Timestamp) -> i64 {
        let index = frame_index(out, self.clock.rate);
        let off = (frame_time(index, self.clock.rate) - out).micros().abs();
        if self.even && off <= self.clock.rate.frame().micros() / 20 {
            return index * self.clock.frame;
        }
        ticks(out, self.clock)
    }
}

/// A time in ticks, rounded to the nearest.
pub(crate) fn ticks(at: Timestamp, clock: Clock) -> i64 {
    let product = i128::from(at.micros()) * i128::from(clock.ticks_per_second);
    i64::try_from((product + 500_000).div_euclid(1_000_000)).unwrap_or(i64::MAX)
}

/// Stored size, turn and pixel shape of a frame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Stored {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) rotation: u16,
    /// Width of a pixel divided by its height.
    pub(crate) pixel_aspect: f64,
}

impl Stored {
    /// Size after turning, and the shape that a pixel then has.
    fn upright(self) -> (f64, f64, f64) {
        let (w, h) = (f64::from(self.width), f64::from(self.height));
        let turned = self.rotation % 180 == 90;
        if turned { (h, w, 1.0 / self.pixel_aspect) } else { (w, h, self.pixel_aspect) }
    }

    /// Size of the finished picture: the platform's, or the shown one made even.
    pub(crate) fn target(self, aspect: Option<Aspect>) -> (u32, u32) {
        let (w, h, pixel) = self.upright();
        aspect.map_or_else(|| (even(w * pixel), even(h)), Aspect::size)
    }

    /// The part of the upright picture that fills `target` without bars, around its middle.
    pub(crate) fn crop(self, target: (u32, u32)) -> (u32, u32) {
        let (w, h, pixel) = self.upright();
        let (tw, th) = (f64::from(target.0), f64::from(target.1));
        if (w * pixel - tw).abs() < 2.0 && (h - th).abs() < 2.0 {
            return (even(tw / pixel), even(th));
        }
        if w * pixel * th > h * tw {
            (even(h * tw / (th * pixel)), even(h))
        } else {
            (even(w), even(w * pixel * th / tw))
        }
    }
}

/// The even number below, at least 2: H.264 pictures in 4:2:0 have even sides.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "picture sizes")]
fn even(side: f64) -> u32 {
    ((side + 0.01) as u32 / 2 * 2).max(2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use timeline::PartOrigin;

    fn video(rate: (u32, u32), variable: bool) -> VideoInfo {
        VideoInfo {
            codec: "h264".into(),
            width: 1920,
            height: 1080,
            rotation: 0,
            frame_rate: FrameRate::new(rate.0, rate.1).unwrap(),
            variable_rate: variable,
            keyframes: 1,
            frames: 300,
            pixel_format: "yuv420p".into(),
            transfer: "bt709".into(),
            duration_us: Timestamp::from_millis(10_000),
            coding: timeline::Coding::default(),
        }
    }

    fn schedule(info: &VideoInfo, kept: &[(i64, i64)]) -> Schedule {
        let us = Timestamp::from_micros;
        let kept: Vec<_> =
            kept.iter().map(|(a, b)| TimeRange::new(us(*a), us(*b)).unwrap()).collect();
        let cuts = CutList::from_kept(us(10_000_000), &kept, PartOrigin::Hand);
        Schedule::new(pieces(&cuts).0, clock(info), info)
    }

    #[test]
    fn cuts_on_frames_keep_the_rate_constant() {
        let info = video((30_000, 1001), false);
        let at = |i| frame_time(i, info.frame_rate);
        let mut s = schedule(
            &info,
            &[(at(10).micros(), at(20).micros()), (at(33).micros(), at(90).micros())],
        );
        let ticks: Vec<_> = (0..100).filter_map(|i| s.tick(at(i))).collect();
        assert_eq!(ticks, (0..67).map(|i| i * 1001).collect::<Vec<_>>());
    }

    #[test]
    fn many_frames_a_second_are_thinned_evenly() {
        let info = video((120, 1), false);
        let mut s = schedule(&info, &[(0, 5_000_000)]);
        let ticks: Vec<_> =
            (0..120).filter_map(|i| s.tick(frame_time(i, info.frame_rate))).collect();
        assert_eq!(ticks.len(), 60);
        assert!(ticks.windows(2).all(|w| w[1] - w[0] == clock(&info).frame));
    }

    #[test]
    fn a_picture_is_cropped_to_cover() {
        let stored = Stored { width: 1920, height: 1080, rotation: 0, pixel_aspect: 1.0 };
        assert_eq!(stored.crop((1080, 1920)), (606, 1080));
        let phone = Stored { rotation: 90, ..stored };
        assert_eq!(phone.target(None), (1080, 1920));
        assert_eq!(phone.crop((1080, 1920)), (1080, 1920));
        let odd = Stored { width: 321, height: 241, ..stored };
        assert_eq!((odd.target(None), odd.crop((320, 240))), ((320, 240), (320, 240)));
        let anamorphic = Stored { width: 720, height: 576, pixel_aspect: 64.0 / 45.0, ..stored };
        assert_eq!(anamorphic.target(None), (1024, 576));
    }
}
