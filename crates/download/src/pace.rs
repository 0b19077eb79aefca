//! Owns how fast bytes come: the limit, the speed of the last seconds and the time left.

use std::collections::VecDeque;
use std::time::Duration;
use tokio::time::Instant;

/// Speed is measured over this much time.
const WINDOW: Duration = Duration::from_secs(10);
/// Nothing is said before.
const AT_LEAST: Duration = Duration::from_secs(2);

/// Counts bytes as they come.
pub(crate) struct Pace {
    most_per_second: Option<u64>,
    /// When the bytes so far may have come at the earliest.
    due: Instant,
    seen: VecDeque<(Instant, u64)>,
}

impl Pace {
    pub(crate) fn new(most_per_second: Option<u64>, now: Instant) -> Self {
        let most_per_second = most_per_second.map(|most| most.max(1));
        Self { most_per_second, due: now, seen: VecDeque::new() }
    }

    /// Notes `bytes` and says until when to wait before taking more.
    pub(crate) fn came(&mut self, bytes: u64, now: Instant) -> Option<Instant> {
        while self.seen.front().is_some_and(|(at, _)| now.duration_since(*at) > WINDOW) {
            self.seen.pop_front();
        }
        match self.seen.back_mut() {
            // A dozen marks a second would be kept otherwise for nothing.
            Some((at, sum)) if now.duration_since(*at) < Duration::from_millis(100) => {
                *sum += bytes;
            }
            _ => self.seen.push_back((now, bytes)),
        }
        let most = self.most_per_second?;
        let micros = u128::from(bytes) * 1_000_000 / u128::from(most);
        let takes = Duration::from_micros(u64::try_from(micros).unwrap_or(u64::MAX));
        // What was not used while the line was slow is not caught up in a rush.
        self.due = self.due.max(now.checked_sub(Duration::from_millis(500)).unwrap_or(now)) + takes;
        (self.due > now).then_some(self.due)
    }

    /// Bytes a second, once it can be told.
    pub(crate) fn per_second(&self, now: Instant) -> Option<u64> {
        let (first, _) = self.seen.front()?;
        let span = now.duration_since(*first);
        if span < AT_LEAST {
            return None;
        }
        let bytes: u64 = self.seen.iter().map(|(_, bytes)| bytes).sum();
        Some(bytes.saturating_mul(1000) / u64::try_from(span.as_millis()).ok()?.max(1))
    }
}

/// Seconds for `left` bytes at that speed; none when nothing comes.
pub(crate) fn eta(left: u64, per_second: Option<u64>) -> Option<u32> {
    let per_second = per_second.filter(|speed| *speed > 0)?;
    u32::try_from(left.div_ceil(per_second)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_holds_and_the_speed_is_told() {
        let start = Instant::now();
        let mut now = start;
        let mut pace = Pace::new(Some(1_000_000), start);
        let mut sum = 0;
        while sum < 5_000_000 {
            sum += 50_000;
            if let Some(due) = pace.came(50_000, now) {
                now = due;
            }
        }
        let took = now.duration_since(start).as_secs_f64();
        assert!((4.4..=5.1).contains(&took), "{took} s for five seconds' worth");
        let speed = pace.per_second(now).unwrap();
        assert!((900_000..=1_200_000).contains(&speed), "{speed}");
        assert_eq!(eta(3_000_001, Some(1_000_000)), Some(4));
        assert_eq!(eta(1, Some(0)), None);
    }
}
