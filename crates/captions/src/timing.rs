//! Owns when cues are on screen: their beginnings within a tenth of a second of the voice, their
//! ends out of the pauses. Refuses to choose which words a cue holds.

use crate::Limits;
use timeline::Timestamp;

/// A cue may begin this much before or after its first word when a reader gains by it: two or
/// three frames, which nobody sees.
const STEPS_MS: [i64; 7] = [0, 33, -33, 67, -67, 100, -100];

/// A cue as the voice gives it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Said {
    /// Its first word begins.
    pub(crate) start: Timestamp,
    /// Its last word ends.
    pub(crate) end: Timestamp,
    /// Characters to read.
    pub(crate) chars: usize,
}

/// How bad a time on screen is: too fast, too short; 0 is good.
pub(crate) fn time_cost(chars: usize, room: Timestamp, limits: &Limits) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a cue has a few dozen characters")]
    let speed = chars as f64 / room.seconds().max(0.05);
    let (target, hard) = (f64::from(limits.target_speed), f64::from(limits.hard_speed));
    let mut cost = 0.0;
    if speed > target {
        cost += 3.0 + 8.0 * (speed / target - 1.0);
    }
    if speed > hard {
        cost += 3.0 + 25.0 * (speed / hard - 1.0);
    }
    let short = (limits.shortest - room).seconds();
    if short > 0.0 {
        cost += 15.0 + 20.0 * short;
    }
    cost
}

/// Start and end of each cue, in order. Starts of `said` grow.
pub(crate) fn ranges(
    said: &[Said],
    limits: &Limits,
    clip_end: Timestamp,
) -> Vec<(Timestamp, Timestamp)> {
    let starts = starts(said, limits, clip_end);
    let end = |k: usize| end(&said[k], starts[k], starts.get(k + 1).copied(), limits, clip_end);
    (0..said.len()).map(|k| (starts[k], end(k))).collect()
}

/// The beginnings that give readers the most, by a dynamic program over the steps.
fn starts(said: &[Said], limits: &Limits, clip_end: Timestamp) -> Vec<Timestamp> {
    let Some(last) = said.last() else { return Vec::new() };
    let room = |start: Timestamp, next: Timestamp| (next - limits.gap - start).min(limits.longest);
    // cost[k][s]: the cheapest way to time cues k and later when cue k takes step s.
    let mut cost = vec![[f64::INFINITY; STEPS_MS.len()]; said.len()];
    let mut then = vec![[0; STEPS_MS.len()]; said.len()];
    for (s, step) in STEPS_MS.iter().enumerate() {
        if let Some(start) = stepped(said, said.len() - 1, *step, limits) {
            let room = (clip_end - start).min(limits.longest);
            cost[said.len() - 1][s] = time_cost(last.chars, room, limits) + shift_cost(*step);
        }
    }
    for k in (0..said.len() - 1).rev() {
        for (s, step) in STEPS_MS.iter().enumerate() {
            let Some(start) = stepped(said, k, *step, limits) else { continue };
            for (t, next_step) in STEPS_MS.iter().enumerate() {
                let next = stepped(said, k + 1, *next_step, limits);
                let Some(next) = next.filter(|next| *next > start) else { continue };
                let this = time_cost(said[k].chars, room(start, next), limits);
                let all = this + shift_cost(*step) + cost[k + 1][t];
                if all < cost[k][s] {
                    (cost[k][s], then[k][s]) = (all, t);
                }
            }
        }
    }
    let best = |costs: &[f64]| {
        (0..costs.len()).min_by(|a, b| costs[*a].total_cmp(&costs[*b])).unwrap_or(0)
    };
    let mut s = best(&cost[0]);
    let mut chosen = Vec::with_capacity(said.len());
    for k in 0..said.len() {
        chosen.push(stepped(said, k, STEPS_MS[s], limits).unwrap_or(said[k].start));
        s = then[k][s];
    }
    chosen
}

/// Staying with the voice is worth a little.
fn shift_cost(step: i64) -> f64 {
    f64::from(i32::try_from(step.abs()).unwrap_or(i32::MAX)) * 0.002
}

/// The beginning moved by a step: earlier only into silence, so that the words of the cue before
/// are still to be seen while they are said; later only while its own words are said.
fn stepped(said: &[Said], k: usize, step: i64, limits: &Limits) -> Option<Timestamp> {
    let start = said[k].start + Timestamp::from_millis(step);
    let free = match k.checked_sub(1) {
        Some(before) => said[before].end + limits.gap,
        None => Timestamp::ZERO,
    };
    let fits = match step.signum() {
        -1 => start >= free,
        1 => start < said[k].end,
        _ => true,
    };
    fits.then_some(start)
}

/// The end on screen: time to read it taken from the pause, short pauses closed.
fn end(
    said: &Said,
    start: Timestamp,
    next: Option<Timestamp>,
    limits: &Limits,
    clip_end: Timestamp,
) -> Timestamp {
    let needed = Limits::reading_time(said.chars, limits.target_speed).max(limits.shortest);
    let wanted = said.end.max(start + needed).min(start + limits.longest);
    let end = match next {
        Some(next) if next - wanted < limits.close => {
            let half = start + Timestamp::from_micros((next - start).micros() / 2);
            (next - limits.gap).max(half).min(start + limits.longest)
        }
        Some(_) => wanted,
        None => wanted.min(clip_end),
    };
    end.max(start + Timestamp::from_micros(500))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Profile;

    fn said(start: i64, end: i64, chars: usize) -> Said {
        let ms = Timestamp::from_millis;
        Said { start: ms(start), end: ms(end), chars }
    }

    fn times(said: &[Said], clip_end: i64) -> Vec<(i64, i64)> {
        let limits = Profile::Vertical.limits();
        let ranges = ranges(said, &limits, Timestamp::from_millis(clip_end));
        ranges.iter().map(|(s, e)| (s.millis(), e.millis())).collect()
    }

    #[test]
    fn a_reader_in_need_gets_a_tenth_of_a_second_from_both_sides() {
        let cues = [said(1000, 2000, 10), said(2500, 4400, 36), said(4500, 6000, 20)];
        assert_eq!(times(&cues, 9000), [(1000, 2333), (2400, 4533), (4600, 6000)]);
    }

    #[test]
    fn cues_with_enough_time_begin_with_the_voice() {
        let cues = [said(1000, 2000, 10), said(2400, 4000, 20)];
        assert_eq!(times(&cues, 9000), [(1000, 2333), (2400, 4000)]);
    }

    #[test]
    fn nothing_begins_while_the_words_before_are_said() {
        let cues = [said(0, 2000, 10), said(2000, 2900, 17)];
        assert!(times(&cues, 2950)[1].0 >= 2000);
    }
}
