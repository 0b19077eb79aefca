//! Owns the course of a take through a script when nothing is known but how long each voiced
//! stretch is: which words lie on which stretch, which sentences were left out, and which
//! stretches are none of the script's. Refuses to hear.
//!
//! One dynamic program over (stretch, words used so far), like `place.rs` and on the same scale: 1
//! is a rate that is off by about one standard deviation. The speaking rate is not known either
//! when sentences may be missing, so several are tried and the cheapest course wins.

use crate::hearing::Hearing;
use crate::retake::Utterance;
use crate::sentences::Sentences;
use crate::text::Stop;
use std::ops::Range;

/// Leaving sentences out.
const SKIP: f64 = 2.6;
/// What words cost or save that fit the sound worse or better than others of the script by one
/// standard deviation.
const HEARD: f64 = 1.0;
/// More for every further sentence that is left out.
const SKIP_MORE: f64 = 0.35;
/// An utterance that the script does not have.
const ASIDE: f64 = 2.6;
/// The same between two tries of a sentence, where it is likely.
const ASIDE_BETWEEN: f64 = 0.4;
/// More for every syllable that it has room for.
const ASIDE_LENGTH: f64 = 0.06;
/// Courses so much dearer than the cheapest so far never win; leaving them keeps an hour
/// affordable.
const FAR: f64 = 40.0;
/// The same when it is heard which words fit.
const FAR_HEARD: f64 = 15.0;
/// Rates that are tried, as shares of the one at which everything was said once.
const RATES: [f64; 9] = [1.0, 0.94, 1.06, 0.86, 1.14, 0.78, 1.25, 0.7, 1.4];

/// The words of each stretch; `None` for a stretch of something else.
pub(crate) type Course = Vec<Option<Range<usize>>>;

/// The cheapest course of `utterances` through `script`; both are not empty. `near` is what was
/// found before with less knowledge: the rate is known from it.
pub(crate) fn course(
    script: &Sentences,
    utterances: &[Utterance],
    hearing: Option<&Hearing>,
    near: Option<&Course>,
) -> Course {
    let voiced: f64 = utterances.iter().flat_map(|u| &u.stretches).map(seconds).sum();
    let said: f64 = script.words.iter().map(|w| f64::from(w.syllables)).sum();
    let even = said / voiced.max(1e-6);
    let known = near.and_then(|c| rate_of(script, utterances, c));
    let shares = if known.is_some() { &RATES[..3] } else { &RATES[..] };
    let mut best: Option<(f64, Course)> = None;
    for share in shares {
        let rate = known.unwrap_or(even) * share;
        // People speak four to six syllables a second.
        let habit = 0.5 * ((rate / 5.0).ln() / 0.35).powi(2) + (rate / even - 1.0).abs();
        // The first guess is made better by what it found.
        let Some((cost, found)) = Plan::new(script, utterances, hearing, rate).best() else {
            continue;
        };
        let own = rate_of(script, utterances, &found).unwrap_or(rate);
        let again = Plan::new(script, utterances, hearing, own).best();
        for (cost, found) in [Some((cost, found)), again].into_iter().flatten() {
            let cost = cost + habit;
            if best.as_ref().is_none_or(|b| cost < b.0) {
                best = Some((cost, found));
            }
        }
    }
    best.map_or_else(|| vec![None; stretches(utterances)], |b| b.1)
}

fn seconds(range: &timeline::TimeRange) -> f64 {
    range.duration().seconds()
}

fn stretches(utterances: &[Utterance]) -> usize {
    utterances.iter().map(|u| u.stretches.len()).sum()
}

/// Syllables a second on the stretches that got words.
fn rate_of(script: &Sentences, utterances: &[Utterance], course: &Course) -> Option<f64> {
    let (mut said, mut voiced) = (0.0, 0.0);
    for (stretch, words) in utterances.iter().flat_map(|u| &u.stretches).zip(course) {
        let Some(words) = words else { continue };
        let syllables = script.words[words.clone()].iter().map(|w| f64::from(w.syllables));
        said += syllables.sum::<f64>();
        voiced += seconds(stretch);
    }
    (said > 0.0 && voiced > 0.0).then(|| said / voiced)
}

struct Plan<'a> {
    script: &'a Sentences,
    /// For each stretch: syllables that it has room for, the pause behind it in seconds, and the
    /// first stretch of its utterance, if it is that utterance's last.
    rooms: Vec<Room>,
    /// Syllables before word `i`.
    said: Vec<f64>,
    /// Cost of the stops before word `i` when no pause follows them.
    unpaused: Vec<f64>,
    hearing: Option<&'a Hearing>,
}

struct Room {
    syllables: f64,
    pause: f64,
    opens: bool,
    closes: Option<usize>,
    aside: f64,
}

/// How a state was reached.
#[derive(Clone, Copy)]
struct Way {
    /// Words before the stretch.
    from: usize,
    /// The whole utterance is an aside.
    aside: bool,
}

impl<'a> Plan<'a> {
    fn new(
        script: &'a Sentences,
        utterances: &[Utterance],
        hearing: Option<&'a Hearing>,
        rate: f64,
    ) -> Self {
        let mut rooms: Vec<Room> = Vec::new();
        for (u, utterance) in utterances.iter().enumerate() {
            let first = rooms.len();
            for (i, stretch) in utterance.stretches.iter().enumerate() {
                let last = i + 1 == utterance.stretches.len();
                let next = if last {
                    utterances.get(u + 1).map(|n| n.range.start())
                } else {
                    Some(utterance.stretches[i + 1].start())
                };
                let pause = next.map_or(2.0, |n| (n - stretch.end()).seconds());
                let (opens, closes) = (i == 0, last.then_some(first));
                let syllables = seconds(stretch) * rate;
                let aside = if utterance.between_tries { ASIDE_BETWEEN } else { ASIDE };
                rooms.push(Room { syllables, pause, opens, closes, aside });
            }
        }
        let running = |cost: &dyn Fn(usize) -> f64| {
            let mut sums = vec![0.0];
            for i in 0..script.words.len() {
                sums.push(sums[i] + cost(i));
            }
            sums
        };
        let said = running(&|i| f64::from(script.words[i].syllables));
        let unpaused = running(&|i| match script.words[i].stop {
            Stop::Sentence => 1.5,
            // The end of a line is a likely end of a breath.
            _ if script.starts.contains(&(i + 1)) => 1.0,
            Stop::Clause => 0.25,
            Stop::None => 0.0,
        });
        Self { script, rooms, said, unpaused, hearing }
    }

    fn best(&self) -> Option<(f64, Course)> {
        let words = self.script.words.len();
        let mut cost = vec![f64::INFINITY; words + 1];
        cost[0] = 0.0;
        let mut skips: Vec<Vec<(usize, usize)>> = Vec::with_capacity(self.rooms.len());
        let mut ways: Vec<(usize, Vec<Way>)> = Vec::with_capacity(self.rooms.len());
        let mut at_opening = Vec::new();
        for (j, room) in self.rooms.iter().enumerate() {
            skips.push(if room.opens { self.leave_out(&mut cost) } else { Vec::new() });
            if room.opens {
                at_opening = self.boundaries().map(|b| (b, cost[b])).collect();
            }
            let (mut next, mut way) = self.give(&cost, room, j);
            if let Some(first) = room.closes {
                let length: f64 = self.rooms[first..=j].iter().map(|r| r.syllables).sum();
                let aside = room.aside + ASIDE_LENGTH * length;
                for &(b, before) in &at_opening {
                    if before + aside < next[b] {
                        next[b] = before + aside;
                        way[b] = Way { from: b, aside: true };
                    }
                }
            }
            let low = next.iter().position(|c| c.is_finite())?;
            let high = next.iter().rposition(|c| c.is_finite())?;
            ways.push((low, way[low..=high].to_vec()));
            cost = next;
        }
        let rest = self.leave_out(&mut cost);
        let total = cost[words];
        total.is_finite().then(|| (total, self.walk(&skips, &ways, &rest)))
    }

    /// Beginnings of sentences, and the end.
    fn boundaries(&self) -> impl Iterator<Item = usize> {
        self.script.starts.iter().copied().chain([self.script.words.len()])
    }

    /// Lets whole sentences be left out before a stretch; returns (to, from) of those that pay.
    fn leave_out(&self, cost: &mut [f64]) -> Vec<(usize, usize)> {
        let mut taken = Vec::new();
        let mut best: Option<(f64, usize)> = None;
        for b in self.boundaries() {
            let open = best.map(|(cost, from)| (cost + SKIP, from));
            let here = cost[b];
            if let Some((with, from)) = open.filter(|o| o.0 < here) {
                cost[b] = with;
                taken.push((b, from));
            }
            let further = best.map(|(cost, from)| (cost + SKIP_MORE, from));
            best = match further {
                Some(further) if further.0 < here => Some(further),
                _ if here.is_finite() => Some((here, b)),
                other => other,
            };
        }
        taken
    }

    /// Gives words to stretch `j`.
    fn give(&self, cost: &[f64], room: &Room, j: usize) -> (Vec<f64>, Vec<Way>) {
        let words = self.script.words.len();
        let mut next = vec![f64::INFINITY; words + 1];
        let mut way = vec![Way { from: 0, aside: false }; words + 1];
        let cheapest = cost.iter().copied().fold(f64::INFINITY, f64::min);
        let dear = if self.hearing.is_some() { FAR_HEARD } else { FAR };
        for i in (0..=words).filter(|&i| cost[i] <= cheapest + dear) {
            for k in i..=words {
                let syllables = self.said[k] - self.said[i];
                if k > i + 1 && syllables > 2.5 * room.syllables + 6.0 {
                    break;
                }
                let now = cost[i] + self.stretch_cost(j, i, k);
                if now < next[k] {
                    (next[k], way[k]) = (now, Way { from: i, aside: false });
                }
            }
        }
        (next, way)
    }

    /// Cost of giving words `i..k` to stretch `j`.
    fn stretch_cost(&self, j: usize, i: usize, k: usize) -> f64 {
        let room = &self.rooms[j];
        let off = self.said[k] - self.said[i] - room.syllables;
        let rate = off * off / (0.3 * room.syllables + 0.4);
        if k == i {
            return rate + 0.3;
        }
        let inside = self.unpaused[k - 1] - self.unpaused[i];
        let ends_sentence = k == self.script.words.len()
            || self.script.words[k - 1].stop == Stop::Sentence
            || self.script.starts.binary_search(&k).is_ok();
        let pause = room.pause;
        let sounds = self.hearing.map_or(0.0, |h| HEARD * h.fit(j, i, k));
        rate + inside
            + sounds
            + if ends_sentence {
                0.6 * (1.0 - pause / 0.6).max(0.0)
            } else if self.script.words[k - 1].stop == Stop::Clause {
                0.2 + 0.5 * (pause - 0.6).clamp(0.0, 2.0)
            } else {
                1.2 + 3.0 * pause.min(1.5)
            }
    }

    fn walk(
        &self,
        skips: &[Vec<(usize, usize)>],
        ways: &[(usize, Vec<Way>)],
        rest: &[(usize, usize)],
    ) -> Course {
        let before = |taken: &[(usize, usize)], at: usize| {
            taken.iter().find(|s| s.0 == at).map_or(at, |s| s.1)
        };
        let mut course = vec![None; self.rooms.len()];
        let mut at = before(rest, self.script.words.len());
        let mut j = self.rooms.len();
        while j > 0 {
            let (low, way) = &ways[j - 1];
            let step = at.checked_sub(*low).and_then(|i| way.get(i)).copied();
            let step = step.unwrap_or(Way { from: at, aside: false });
            if step.aside {
                j = self.rooms[j - 1].closes.unwrap_or(j - 1);
            } else {
                course[j - 1] = Some(step.from..at);
                at = step.from;
                j -= 1;
            }
            at = before(&skips[j], at);
        }
        course
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::retake::utterances;
    use timeline::{TimeRange, Timestamp};

    const SCRIPT: &str = "Một hai ba bốn năm sáu bảy. Tám chín mười. Một hai ba bốn năm. Một hai \
                          ba bốn năm sáu bảy tám chín mười. Hai ba bốn năm sáu bảy.";

    /// Bursts of so many syllables of 200 ms, a second between.
    fn said(syllables: &[i64]) -> Vec<Utterance> {
        let mut at = 0;
        let mut stretches = Vec::new();
        for count in syllables {
            let ms = Timestamp::from_millis;
            stretches.push(TimeRange::new(ms(at), ms(at + 200 * count)).unwrap());
            at += 200 * count + 1000;
        }
        utterances(&stretches)
    }

    fn found(syllables: &[i64]) -> Vec<Option<(usize, usize)>> {
        let script = Sentences::of(SCRIPT);
        let course = course(&script, &said(syllables), None, None);
        course.into_iter().map(|w| w.map(|w| (w.start, w.end))).collect()
    }

    #[test]
    fn everything_said_once_lies_in_order() {
        let all = [(0, 7), (7, 10), (10, 15), (15, 25), (25, 31)].map(Some);
        assert_eq!(found(&[7, 3, 5, 10, 6]), all);
    }

    #[test]
    fn a_sentence_left_out_moves_no_other() {
        assert_eq!(found(&[7, 5, 10, 6]), [(0, 7), (10, 15), (15, 25), (25, 31)].map(Some));
        assert_eq!(found(&[7, 3, 5, 6]), [(0, 7), (7, 10), (10, 15), (25, 31)].map(Some));
    }

    #[test]
    fn talk_beside_the_script_gets_none_of_its_words() {
        let with_aside = found(&[7, 3, 14, 5, 10, 6]);
        assert_eq!(with_aside[2], None, "{with_aside:?}");
        assert_eq!(with_aside[3], Some((10, 15)));
    }
}
