//! Owns reading QR codes in frames, twice a second. Refuses to follow what they say.

use super::small::Gray;
use serde::{Deserialize, Serialize};
use timeline::{TimeRange, Timestamp};

/// A code is held up for longer than this.
const EVERY: Timestamp = Timestamp::from_millis(500);
/// More different codes are no film but a wall of them.
const MOST: usize = 100;

/// A QR code, and when it could be read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Code {
    /// From the first frame that showed it until half a second after the last.
    #[serde(flatten)]
    pub range: TimeRange,
    /// What it says.
    pub text: String,
    /// Part of the picture that it covers at its largest, 0 to 1.
    pub share: f32,
}

/// Reads codes now and then.
#[derive(Default)]
pub(super) struct CodeFinder {
    next: Timestamp,
    found: Vec<Code>,
}

impl CodeFinder {
    pub(super) fn is_due(&self, at: Timestamp) -> bool {
        at >= self.next
    }

    pub(super) fn see(&mut self, gray: &Gray, at: Timestamp) {
        self.next = at + EVERY;
        let light = |x: usize, y: usize| gray.light[y * gray.width + x];
        let mut picture =
            rqrr::PreparedImage::prepare_from_greyscale(gray.width, gray.height, light);
        for grid in picture.detect_grids() {
            let Ok((_, text)) = grid.decode() else { continue };
            let share = area(&grid.bounds) / (gray.width * gray.height).max(1) as f64;
            #[expect(clippy::cast_possible_truncation, reason = "0 to 1")]
            self.note(text, share as f32, at);
        }
    }

    fn note(&mut self, text: String, share: f32, at: Timestamp) {
        let Ok(range) = TimeRange::new(at, at + EVERY) else { return };
        let full = self.found.len() >= MOST;
        match self.found.iter_mut().find(|code| code.text == text) {
            Some(code) => {
                code.range = TimeRange::new(code.range.start(), range.end()).unwrap_or(code.range);
                code.share = code.share.max(share);
            }
            None if !full => self.found.push(Code { range, text, share }),
            None => {}
        }
    }

    pub(super) fn close(self) -> Vec<Code> {
        self.found
    }
}

/// The area of a quadrangle in pixels.
fn area(corners: &[rqrr::Point; 4]) -> f64 {
    let cross = |a: &rqrr::Point, b: &rqrr::Point| {
        f64::from(a.x) * f64::from(b.y) - f64::from(b.x) * f64::from(a.y)
    };
    (0..4).map(|i| cross(&corners[i], &corners[(i + 1) % 4])).sum::<f64>().abs() / 2.0
}
