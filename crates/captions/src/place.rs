//! Owns placing words whose order is known on stretches whose times are known: the assignment
//! that keeps the speaking rate even and lets sentences end at pauses. Refuses to hear.
//!
//! One dynamic program over (stretch, words used so far). Its costs are on one scale: 1 is a
//! rate that is off by about one standard deviation.

use crate::phrase::Spoken;
use crate::text::Stop;
use timeline::{TimeRange, Timestamp};

/// A time for every word, in order. `stretches` are in order and not empty, or the answer is.
pub(crate) fn place(words: &[Spoken], stretches: &[TimeRange]) -> Vec<TimeRange> {
    if words.is_empty() || stretches.is_empty() {
        return Vec::new();
    }
    let plan = Plan::new(words, stretches);
    let ends = plan.best().unwrap_or_else(|| plan.by_clock());
    let mut from = 0;
    let mut times = Vec::with_capacity(words.len());
    for (stretch, to) in stretches.iter().zip(ends) {
        spread(&words[from..to], *stretch, &mut times);
        from = to;
    }
    times
}

/// Shares a stretch among its words by syllables; the word before a stop is drawn out.
fn spread(words: &[Spoken], stretch: TimeRange, times: &mut Vec<TimeRange>) {
    let weight = |w: &Spoken| f64::from(w.syllables) + if w.stop > Stop::None { 0.3 } else { 0.0 };
    let total: f64 = words.iter().map(weight).sum();
    let (start, length) = (stretch.start().seconds(), stretch.duration().seconds());
    let mut said = 0.0;
    for word in words {
        let from = Timestamp::from_seconds(start + length * said / total);
        said += weight(word);
        let to = Timestamp::from_seconds(start + length * said / total);
        let shortest = Timestamp::from_micros(from.micros() + 1);
        times.extend(TimeRange::new(from, to.max(shortest)));
    }
}

struct Plan<'a> {
    words: &'a [Spoken],
    /// Syllables before word `i`.
    said: Vec<f64>,
    /// Cost of the stops before word `i` when no pause follows them.
    unpaused: Vec<f64>,
    /// Syllables that each stretch has room for.
    room: Vec<f64>,
    /// Pause after each stretch in seconds.
    pause: Vec<f64>,
}

impl<'a> Plan<'a> {
    fn new(words: &'a [Spoken], stretches: &[TimeRange]) -> Self {
        let running = |cost: &dyn Fn(&Spoken) -> f64| {
            let mut sums = vec![0.0];
            let mut sum = 0.0;
            for word in words {
                sum += cost(word);
                sums.push(sum);
            }
            sums
        };
        let said = running(&|w| f64::from(w.syllables));
        let unpaused = running(&|w| match w.stop {
            Stop::Sentence => 1.5,
            Stop::Clause => 0.25,
            Stop::None => 0.0,
        });
        let voiced: f64 = stretches.iter().map(|s| s.duration().seconds()).sum();
        let rate = said[words.len()] / voiced.max(1e-6);
        let room = stretches.iter().map(|s| s.duration().seconds() * rate).collect();
        let pause = stretches.windows(2).map(|s| (s[1].start() - s[0].end()).seconds());
        Self { words, said, unpaused, room, pause: pause.chain([0.0]).collect() }
    }

    /// Where each stretch's words end, at the least cost.
    fn best(&self) -> Option<Vec<usize>> {
        let (stretches, words) = (self.room.len(), self.words.len());
        let total = self.said[words];
        // Far from the even course no good answer lies; the band keeps an hour affordable.
        let band = (0.15 * total).clamp(60.0, 400.0);
        let mut cost = vec![f64::INFINITY; words + 1];
        cost[0] = 0.0;
        let mut came_from: Vec<Reached> = Vec::with_capacity(stretches);
        let mut course = 0.0;
        for j in 0..stretches {
            let mut next = vec![f64::INFINITY; words + 1];
            let mut from = vec![0; words + 1];
            for i in (0..=words).filter(|&i| cost[i].is_finite()) {
                for k in i..=words {
                    let syllables = self.said[k] - self.said[i];
                    if k > i + 1 && syllables > 3.0 * self.room[j] + 8.0 {
                        break;
                    }
                    let now = cost[i] + self.stretch_cost(j, i, k);
                    if now < next[k] {
                        (next[k], from[k]) = (now, i);
                    }
                }
            }
            course += self.room[j];
            for (k, cost) in next.iter_mut().enumerate() {
                if (self.said[k] - course).abs() > band {
                    *cost = f64::INFINITY;
                }
            }
            cost = next;
            came_from.push(Reached::new(&cost, &from));
        }
        if !cost[words].is_finite() {
            return None;
        }
        let mut ends = vec![words; stretches];
        for j in (1..stretches).rev() {
            ends[j - 1] = came_from[j].from(ends[j]);
        }
        Some(ends)
    }

    /// Cost of giving words `i..k` to stretch `j`.
    fn stretch_cost(&self, j: usize, i: usize, k: usize) -> f64 {
        let room = self.room[j];
        let off = self.said[k] - self.said[i] - room;
        let rate = off * off / (0.35 * room + 0.4);
        if k == i {
            return rate + 0.3;
        }
        let inside = self.unpaused[k - 1] - self.unpaused[i];
        if k == self.words.len() {
            return rate + inside;
        }
        let pause = self.pause[j];
        rate + inside
            + match self.words[k - 1].stop {
                Stop::Sentence => 0.6 * (1.0 - pause / 0.6).max(0.0),
                Stop::Clause => 0.2 + 0.5 * (pause - 0.6).clamp(0.0, 2.0),
                Stop::None => 1.2 + 3.0 * pause.min(1.5),
            }
    }

    /// Without a plan: words by voiced time alone.
    fn by_clock(&self) -> Vec<usize> {
        let mut course = 0.0;
        let mut ends: Vec<usize> = Vec::with_capacity(self.room.len());
        for room in &self.room {
            course += room;
            ends.push(self.said.partition_point(|s| *s <= course + 0.5) - 1);
        }
        if let Some(last) = ends.last_mut() {
            *last = self.words.len();
        }
        ends
    }
}

/// Where each reachable state came from; states outside the band are not kept.
struct Reached {
    first: usize,
    from: Vec<usize>,
}

impl Reached {
    fn new(cost: &[f64], from: &[usize]) -> Self {
        let first = cost.iter().position(|c| c.is_finite()).unwrap_or(0);
        let last = cost.iter().rposition(|c| c.is_finite()).unwrap_or(0);
        Self { first, from: from[first..=last].to_vec() }
    }

    fn from(&self, state: usize) -> usize {
        state.checked_sub(self.first).and_then(|i| self.from.get(i)).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phrase::spoken;

    fn range(from: i64, to: i64) -> TimeRange {
        TimeRange::new(Timestamp::from_millis(from), Timestamp::from_millis(to)).unwrap()
    }

    #[test]
    fn sentences_start_after_pauses() {
        let words = spoken("Một hai ba bốn. Năm sáu, bảy tám chín mười.");
        let times = place(&words, &[range(0, 1000), range(2000, 2450), range(2700, 3600)]);
        let starts: Vec<i64> = times.iter().map(|t| t.start().millis()).collect();
        assert_eq!((starts[0], starts[4], starts[6]), (0, 2000, 2700));
    }

    #[test]
    fn a_cough_gets_no_words() {
        let words = spoken("Một hai ba bốn năm. Sáu bảy tám chín mười.");
        let times = place(&words, &[range(0, 1200), range(1800, 1880), range(2500, 3700)]);
        assert_eq!(times[5].start().millis(), 2500);
    }

    #[test]
    fn every_word_gets_a_time_whatever_the_sound() {
        let words = spoken(&"một ".repeat(40));
        for stretches in
            [vec![range(0, 50)], (0..90).map(|i| range(i * 300, i * 300 + 60)).collect()]
        {
            let times = place(&words, &stretches);
            assert_eq!(times.len(), 40);
            assert!(times.windows(2).all(|t| t[0].start() <= t[1].start()));
        }
    }

    #[test]
    fn an_hour_is_affordable() {
        let words = spoken(&"một hai ba bốn năm sáu, ".repeat(2_000));
        let stretches: Vec<TimeRange> =
            (0..2_000).map(|i| range(i * 1_800, i * 1_800 + 1_400)).collect();
        let times = place(&words, &stretches);
        assert_eq!(times[6 * 1_234].start().millis(), 1_234 * 1_800);
    }
}
