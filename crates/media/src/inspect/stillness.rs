//! Owns finding stretches that show nothing or do not move. Refuses to say how much is too much.

use super::small::Small;
use timeline::{TimeRange, Timestamp};

/// Darker is black, of 255.
const BLACK: u8 = 24;
/// Of a picture of one colour no pixel is further from the mean than this.
const ONE_COLOUR: u8 = 6;
/// Coding the same picture again moves pixels by no more than this; a camera's noise moves some
/// further.
const SAME: u8 = 2;
/// Less is a gesture held, or a cut between two pictures.
const LEAST_FROZEN: Timestamp = Timestamp::from_millis(1000);
const LEAST_BLANK: Timestamp = Timestamp::from_millis(200);

/// Follows a film frame by frame.
#[derive(Default)]
pub(super) struct Stillness {
    blank: Run,
    frozen: Run,
    /// The first frame of the stretch that does not move.
    still: Vec<u8>,
}

impl Stillness {
    /// Returns whether the frame shows nothing.
    pub(super) fn see(&mut self, small: &Small, at: Timestamp) -> bool {
        let luma = small.luma();
        let blank = is_blank(&luma);
        self.blank.see(blank, at);
        let moved = self.still.len() != luma.len()
            || self.still.iter().zip(&luma).any(|(a, b)| a.abs_diff(*b) > SAME);
        if moved || blank {
            self.frozen.see(false, at);
            self.still = luma;
        }
        // The first frame of a stretch belongs to it when the next one is the same.
        if !blank {
            self.frozen.see(true, at);
        }
        blank
    }

    /// Blank stretches, and frozen ones.
    pub(super) fn close(self, end: Timestamp) -> (Vec<TimeRange>, Vec<TimeRange>) {
        (self.blank.close(end, LEAST_BLANK), self.frozen.close(end, LEAST_FROZEN))
    }
}

fn is_blank(luma: &[u8]) -> bool {
    let bright = luma.iter().filter(|l| **l > BLACK).count();
    if bright * 100 < luma.len() {
        return true;
    }
    let mean = luma.iter().map(|l| usize::from(*l)).sum::<usize>() / luma.len().max(1);
    let mean = u8::try_from(mean).unwrap_or(u8::MAX);
    luma.iter().all(|l| l.abs_diff(mean) <= ONE_COLOUR)
}

/// Stretches of something that holds or does not.
#[derive(Default)]
struct Run {
    since: Option<Timestamp>,
    ended: Vec<(Timestamp, Timestamp)>,
}

impl Run {
    fn see(&mut self, holds: bool, at: Timestamp) {
        match (holds, self.since) {
            (true, None) => self.since = Some(at),
            (false, Some(since)) => {
                self.ended.push((since, at));
                self.since = None;
            }
            _ => {}
        }
    }

    fn close(mut self, end: Timestamp, least: Timestamp) -> Vec<TimeRange> {
        self.see(false, end);
        let long = self.ended.into_iter().filter(|(from, to)| *to - *from >= least);
        long.filter_map(|(from, to)| TimeRange::new(from, to).ok()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture by its number: a dot that moves, or nothing.
    fn frame(dot: Option<usize>) -> Small {
        let mut rgb = vec![if dot.is_some() { 120 } else { 3 }; 40 * 20 * 3];
        if let Some(dot) = dot {
            rgb[dot % 800 * 3..][..3].fill(255);
        }
        Small { width: 40, height: 20, rgb }
    }

    #[test]
    fn what_shows_nothing_and_what_does_not_move() {
        let mut stillness = Stillness::default();
        for n in 0..200_usize {
            let small = match n {
                0..40 => frame(Some(n)),
                40..60 => frame(None),
                60..110 => frame(Some(7)),
                _ => frame(Some(n)),
            };
            stillness.see(&small, Timestamp::from_millis(n as i64 * 40));
        }
        let (blank, frozen) = stillness.close(Timestamp::from_millis(8000));
        let spans = |ranges: &[TimeRange]| -> Vec<(i64, i64)> {
            ranges.iter().map(|r| (r.start().millis(), r.end().millis())).collect()
        };
        assert_eq!(spans(&blank), [(1600, 2400)]);
        assert_eq!(spans(&frozen), [(2400, 4400)]);
    }
}
