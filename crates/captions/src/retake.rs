//! Owns hearing that something is said again, without knowing what: two stretches of a take whose
//! sounds follow each other alike. Refuses words and scripts.

use crate::cepstrum::{Frame, cepstra};
use timeline::{TimeRange, Timestamp};

/// A pause that parts two utterances.
const PART: Timestamp = Timestamp::from_millis(350);
/// A shorter utterance sounds like too many others.
const SHORTEST: Timestamp = Timestamp::from_millis(600);
/// How many utterances ahead a second try is looked for.
const AHEAD: usize = 12;
/// A second try comes soon.
const SOON: Timestamp = Timestamp::from_millis(90_000);
/// Mean distance of frames along the best way that still is the same words by the same voice.
/// Different words of one voice lie at 3.0 and above.
const ALIKE: f32 = 2.3;
/// The best way must be so much nearer than frames put beside each other at random.
const CONTRAST: f32 = 0.65;
/// Frames by which one utterance may run ahead of the other, as a share of the longer.
const BAND: f32 = 0.25;

/// What is said between two pauses: the voiced stretches that belong to it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Utterance {
    pub(crate) range: TimeRange,
    pub(crate) stretches: Vec<TimeRange>,
    /// It lies between two tries of one sentence: "I'll say that again".
    pub(crate) between_tries: bool,
}

/// An utterance that is said again later.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Retake {
    /// The earlier one's number.
    pub(crate) first: usize,
    /// The later one's number.
    pub(crate) again: usize,
    /// How much of the later one the earlier one got to, 0 to 1; 1 when it was not broken off.
    pub(crate) reached: f64,
}

/// Voiced stretches with no long pause between them.
pub(crate) fn utterances(stretches: &[TimeRange]) -> Vec<Utterance> {
    let mut parts: Vec<Utterance> = Vec::new();
    for stretch in stretches {
        match parts.last_mut().filter(|u| stretch.start() - u.range.end() < PART) {
            Some(last) => {
                last.range = last.range.start_to(stretch.end());
                last.stretches.push(*stretch);
            }
            None => parts.push(Utterance {
                range: *stretch,
                stretches: vec![*stretch],
                between_tries: false,
            }),
        }
    }
    parts
}

trait StartTo {
    fn start_to(self, end: Timestamp) -> Self;
}

impl StartTo for TimeRange {
    fn start_to(self, end: Timestamp) -> Self {
        Self::new(self.start(), end).unwrap_or(self)
    }
}

/// Marks what lies between two tries and is no try itself.
pub(crate) fn mark_between(utterances: &mut [Utterance], retakes: &[Retake]) {
    let first = |u: usize| retakes.iter().any(|r| r.first == u);
    for retake in retakes.iter().filter(|r| r.again == r.first + 2) {
        let between = retake.first + 1;
        if !first(between) {
            utterances[between].between_tries = true;
        }
    }
}

/// Utterances that are said again, each with its last try.
pub(crate) fn retakes(samples: &[f32], utterances: &[Utterance]) -> Vec<Retake> {
    let ranges: Vec<TimeRange> = utterances.iter().map(|u| u.range).collect();
    let frames = cepstra(samples, &ranges);
    let mut retakes = Vec::new();
    for (first, utterance) in utterances.iter().enumerate() {
        if utterance.range.duration() < SHORTEST {
            continue;
        }
        let later = (first + 1..utterances.len())
            .take(AHEAD)
            .filter(|&v| utterances[v].range.start() - utterance.range.end() < SOON);
        // The last one that sounds alike is the one to keep.
        let again = later
            .filter_map(|v| {
                let reached = alike(&frames[first], &frames[v])?;
                Some(Retake { first, again: v, reached })
            })
            .next_back();
        retakes.extend(again);
    }
    retakes
}

/// How far into `later` the earlier utterance gets, when it is the same words so far.
fn alike(earlier: &[Frame], later: &[Frame]) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "frames of one utterance")]
    let (n, m) = (earlier.len() as f32, later.len() as f32);
    if n > m * 1.4 {
        return None;
    }
    let (distance, end) = follow(earlier, later)?;
    // A short beginning sounds like many: it has to be more alike.
    let strict = if n < 50.0 { 0.85 } else { 1.0 };
    // Sounds that never change follow each other alike wherever they are put.
    let by_chance = strict * CONTRAST * any_distance(earlier, &later[..end]);
    if distance > (ALIKE * strict).min(by_chance) {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "frames of one utterance")]
    let reached = end as f64 / later.len() as f64;
    Some(if reached > 0.85 { 1.0 } else { reached })
}

/// Mean distance of all of `a` from the beginning of `b`, and how many frames of `b` that took.
fn follow(a: &[Frame], b: &[Frame]) -> Option<(f32, usize)> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "frames of one utterance"
    )]
    let slack = (a.len() as f32 * BAND) as usize + 8;
    let mut cost = vec![f32::INFINITY; b.len() + 1];
    cost[0] = 0.0;
    for (i, frame) in a.iter().enumerate() {
        let mut next = vec![f32::INFINITY; b.len() + 1];
        let (low, high) = (i.saturating_sub(slack), (i + slack + 1).min(b.len()));
        for j in low..high {
            let best = cost[j].min(cost[j + 1]).min(next[j]);
            // A step that goes on in `b` only is not free either, or `b` could be skipped over.
            let here = distance(frame, &b[j]);
            let stay = if next[j] < cost[j].min(cost[j + 1]) { 0.5 } else { 1.0 };
            next[j + 1] = best + here * stay;
        }
        cost = next;
    }
    let end = (1..cost.len()).min_by(|x, y| cost[*x].total_cmp(&cost[*y]))?;
    #[expect(clippy::cast_precision_loss, reason = "frames of one utterance")]
    let mean = cost[end] / a.len() as f32;
    mean.is_finite().then_some((mean, end))
}

/// Mean distance of frames that have nothing to do with each other.
fn any_distance(a: &[Frame], b: &[Frame]) -> f32 {
    let pairs = a.iter().enumerate().flat_map(|(i, x)| {
        let at = |k: usize| b.get((i * 7 + k * 13) % b.len().max(1));
        [at(1), at(2), at(3)].into_iter().flatten().map(|y| distance(x, y)).collect::<Vec<_>>()
    });
    let all: Vec<f32> = pairs.collect();
    #[expect(clippy::cast_precision_loss, reason = "frames of one utterance")]
    let count = all.len().max(1) as f32;
    all.iter().sum::<f32>() / count
}

fn distance(a: &Frame, b: &Frame) -> f32 {
    a.iter().zip(b).map(|(x, y)| (x - y).powi(2)).sum::<f32>().sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(from: i64, to: i64) -> TimeRange {
        TimeRange::new(Timestamp::from_millis(from), Timestamp::from_millis(to)).unwrap()
    }

    #[test]
    fn short_pauses_part_nothing() {
        let parts = utterances(&[range(0, 500), range(700, 900), range(1500, 2000)]);
        let ranges: Vec<(i64, i64)> =
            parts.iter().map(|u| (u.range.start().millis(), u.range.end().millis())).collect();
        assert_eq!(ranges, [(0, 900), (1500, 2000)]);
        assert_eq!(parts[0].stretches.len(), 2);
    }

    /// Vowel-like sounds: two bands of a buzz, one pair a syllable.
    fn say(syllables: &[(f32, f32)], length: usize) -> Vec<f32> {
        let mut samples = Vec::new();
        for (low, high) in syllables {
            for i in 0..length {
                let t = i as f32 / 16_000.0;
                let tone = |hz: f32| (2.0 * std::f32::consts::PI * hz * t).sin();
                let swell = (std::f32::consts::PI * i as f32 / length as f32).sin();
                samples.push(0.2 * swell * (tone(*low) + tone(*high) + 0.3 * tone(120.0)));
            }
        }
        samples
    }

    #[test]
    fn the_same_sounds_are_heard_again_and_others_are_not() {
        let a =
            [(300.0, 2300.0), (700.0, 1100.0), (450.0, 1900.0), (320.0, 800.0), (600.0, 2600.0)];
        let b =
            [(650.0, 900.0), (280.0, 2500.0), (500.0, 1300.0), (350.0, 3000.0), (750.0, 1500.0)];
        let mut samples = Vec::new();
        let mut stretches = Vec::new();
        for (syllables, length) in
            [(&a[..], 3_200), (&b[..], 3_200), (&a[..3], 3_400), (&a[..], 3_000)]
        {
            let from = samples.len() as i64 * 1000 / 16_000;
            samples.extend(say(syllables, length));
            stretches.push(range(from, samples.len() as i64 * 1000 / 16_000));
            samples.extend(vec![0.0; 16_000]);
        }
        let found = retakes(&samples, &utterances(&stretches));
        let pairs: Vec<(usize, usize)> = found.iter().map(|r| (r.first, r.again)).collect();
        assert_eq!(pairs, [(0, 3), (2, 3)]);
        assert_eq!(found[0].reached, 1.0);
        assert!((0.5..0.7).contains(&found[1].reached), "{}", found[1].reached);
    }
}
