//! Owns counting flashes as WCAG 2.2 defines them (general flash and red flash thresholds, success
//! criteria 2.3.1 and 2.3.2): a pair of opposing changes of light by a tenth of full light where
//! the darker side is below 0.8, or of saturated red, over a quarter of the picture at once. A
//! phone fills about the ten degrees of sight that the criterion measures by.

use super::small::Small;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use timeline::{TimeRange, Timestamp};

/// Relative luminance, 0 to 1.
const CHANGE: f32 = 0.1;
const BRIGHT: f32 = 0.8;
/// The criterion's measure of saturated red.
const RED_CHANGE: f32 = 20.0;
const RED_SHARE: f32 = 0.8;
/// Part of the picture that must change.
const AREA: f32 = 0.25;
/// Changes within this time count as one; a screen of 60 pictures a second shows six.
const AT_ONCE: Timestamp = Timestamp::from_millis(100);
const SECOND: Timestamp = Timestamp::from_millis(1000);

/// A stretch that flashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flashing {
    /// From the first to the last change.
    #[serde(flatten)]
    pub range: TimeRange,
    /// Flashes in its worst second.
    pub per_second: u32,
}

/// Counts flashes frame by frame.
#[derive(Default)]
pub(super) struct FlashCounter {
    size: (usize, usize),
    light: Signal,
    red: Signal,
    /// Times at which light, or red, changed over a great part of the picture.
    changes: [Vec<Timestamp>; 2],
}

impl FlashCounter {
    pub(super) fn see(&mut self, small: &Small, at: Timestamp) {
        let size = (small.width, small.height);
        if self.size != size {
            (self.size, self.light, self.red) = (size, Signal::default(), Signal::default());
        }
        let linear: Vec<[f32; 3]> = small.pixels().map(|p| p.map(linear)).collect();
        let light = linear.iter().map(|[r, g, b]| 0.2126 * r + 0.7152 * g + 0.0722 * b);
        if self
            .light
            .see(light, at, |from, to| (to - from).abs() >= CHANGE && from.min(to) < BRIGHT)
        {
            self.changes[0].push(at);
        }
        let red = linear.iter().map(|[r, g, b]| {
            let saturated = *r >= RED_SHARE * (r + g + b) && *r > 0.0;
            if saturated { ((r - g - b) * 320.0).max(0.0) } else { 0.0 }
        });
        if self.red.see(red, at, |from, to| (to - from).abs() > RED_CHANGE) {
            self.changes[1].push(at);
        }
    }

    /// Every stretch in which changes follow each other within a second, light and red apart.
    pub(super) fn close(self, end: Timestamp) -> Vec<Flashing> {
        let mut all: Vec<Flashing> = self.changes.iter().flat_map(|c| stretches(c, end)).collect();
        all.sort_by_key(|f| f.range.start());
        all
    }
}

fn stretches(changes: &[Timestamp], end: Timestamp) -> Vec<Flashing> {
    let runs = changes.chunk_by(|a, b| *b - *a < SECOND);
    let stretch = |run: &[Timestamp]| {
        let worst = (0..run.len()).map(|first| {
            let within = run[first..].partition_point(|at| *at < run[first] + SECOND);
            within / 2
        });
        let per_second = u32::try_from(worst.max()?).unwrap_or(u32::MAX);
        let last = (*run.last()? + AT_ONCE).min(end);
        let range = TimeRange::new(*run.first()?, last).ok()?;
        (per_second > 0).then_some(Flashing { range, per_second })
    };
    runs.filter_map(stretch).collect()
}

/// One value of each pixel over time.
#[derive(Default)]
struct Signal {
    cells: Vec<Cell>,
    /// What changed upwards and downwards lately, as parts of the picture.
    lately: VecDeque<(Timestamp, f32, f32)>,
    /// Direction of the last change of the picture: 1 up, -1 down.
    direction: i8,
}

/// A pixel between two turns.
#[derive(Clone, Copy)]
struct Cell {
    low: f32,
    high: f32,
}

impl Signal {
    /// Whether the picture as a whole has just changed, against its last change.
    fn see(
        &mut self,
        values: impl Iterator<Item = f32>,
        at: Timestamp,
        is_change: impl Fn(f32, f32) -> bool,
    ) -> bool {
        if self.cells.is_empty() {
            self.cells = values.map(|value| Cell { low: value, high: value }).collect();
            return false;
        }
        let (mut up, mut down) = (0_u32, 0_u32);
        for (cell, value) in self.cells.iter_mut().zip(values) {
            if is_change(cell.low, value) && value > cell.low {
                up += 1;
                *cell = Cell { low: value, high: value };
            } else if is_change(cell.high, value) && value < cell.high {
                down += 1;
                *cell = Cell { low: value, high: value };
            } else {
                (cell.low, cell.high) = (cell.low.min(value), cell.high.max(value));
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "a few thousand pixels")]
        let share = |count: u32| count as f32 / self.cells.len() as f32;
        self.lately.push_back((at, share(up), share(down)));
        while self.lately.front().is_some_and(|(then, ..)| *then + AT_ONCE <= at) {
            self.lately.pop_front();
        }
        let (up, down) = self.lately.iter().fold((0.0, 0.0), |(u, d), l| (u + l.1, d + l.2));
        let direction = match () {
            () if up >= AREA && up > down => 1,
            () if down >= AREA && down > up => -1,
            () => return false,
        };
        self.lately.clear();
        std::mem::replace(&mut self.direction, direction) != direction
    }
}

/// sRGB to relative light.
fn linear(value: u8) -> f32 {
    let value = f32::from(value) / 255.0;
    if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(rgb: [u8; 3], part: f32) -> Small {
        let (width, height) = (40, 40);
        let lit = (1600.0 * part) as usize;
        let rgb = (0..1600).flat_map(|i| if i < lit { rgb } else { [0; 3] }).collect();
        Small { width, height, rgb }
    }

    /// Ten seconds at 30 frames a second; the colour of a frame by its number.
    fn seen(of: impl Fn(i64) -> Small) -> Vec<Flashing> {
        let mut counter = FlashCounter::default();
        for frame in 0..300 {
            counter.see(&of(frame), Timestamp::from_micros(frame * 1_000_000 / 30));
        }
        counter.close(Timestamp::from_millis(10_000))
    }

    fn worst(flashing: &[Flashing]) -> u32 {
        flashing.iter().map(|f| f.per_second).max().unwrap_or(0)
    }

    #[test]
    fn flashes_are_counted_by_the_second() {
        for (every, wanted) in [(3, 5), (5, 3), (15, 1)] {
            let found = seen(|n| plain([255; 3], if n / every % 2 == 1 { 1.0 } else { 0.0 }));
            assert_eq!(worst(&found), wanted, "every {every} frames: {found:?}");
        }
        let once = seen(|n| plain([255; 3], if (100..103).contains(&n) { 1.0 } else { 0.0 }));
        assert_eq!(once.len(), 1);
        assert_eq!((once[0].per_second, once[0].range.start().millis()), (1, 3333));
    }

    #[test]
    fn small_weak_or_bright_changes_and_fades_are_none() {
        let blinking = |n: i64| n / 3 % 2 == 1;
        assert_eq!(seen(|n| plain([255; 3], if blinking(n) { 0.2 } else { 0.0 })), []);
        let gray = |n| if blinking(n) { [100; 3] } else { [80; 3] };
        assert_eq!(seen(|n| plain(gray(n), 1.0)), []);
        let bright = |n| if blinking(n) { [255; 3] } else { [240; 3] };
        assert_eq!(seen(|n| plain(bright(n), 1.0)), []);
        let fade = |n: i64| plain([u8::try_from(n * 255 / 300).unwrap(); 3], 1.0);
        assert_eq!(worst(&seen(fade)), 0);
    }

    #[test]
    fn red_flashes_count_though_they_are_dark() {
        let red = |n: i64| if n / 3 % 2 == 1 { [150, 0, 0] } else { [60, 0, 0] };
        assert_eq!(worst(&seen(|n| plain(red(n), 1.0))), 5);
        let dim = |n: i64| if n / 3 % 2 == 1 { [90, 60, 60] } else { [60, 40, 40] };
        assert_eq!(worst(&seen(|n| plain(dim(n), 1.0))), 0);
    }
}
