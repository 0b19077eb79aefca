//! Owns finding a script's words in the words that were heard, through skips, repeats and
//! ad-libs: the cheapest course through the script that explains what was heard. Refuses times.
//!
//! One dynamic program over (heard word, place in the script). A speaker goes on to the next word
//! for nothing; leaping to another place, back or ahead, costs about as much as three words that
//! were heard and are not in the script.

use crate::read_aloud::Sound;

/// A heard word that the script does not have here.
const EXTRA: f32 = 0.6;
/// A written word that was not heard here.
const MISSED: f32 = 0.7;
/// Going on at the beginning of another sentence, after a pause.
const LEAP: f32 = 1.4;
/// The same without a pause.
const LEAP_RUNNING: f32 = 2.2;
/// More for going on in the middle of a sentence.
const INTO_SENTENCE: f32 = 1.2;
/// Heard words × script words that are looked at; 100 MB and a few seconds.
const MOST_CELLS: usize = 100_000_000;

/// A heard or written word as sounds; `sounds` may be empty.
#[derive(Debug, Clone)]
pub(crate) struct Heard {
    pub(crate) sound: Sound,
    /// A pause lies before it.
    pub(crate) pause: bool,
}

/// A sound of the script.
#[derive(Debug, Clone)]
pub(crate) struct Written {
    pub(crate) sound: Sound,
    /// The first sound of a sentence.
    pub(crate) begins: bool,
}

/// Which sound of the script each heard sound is; `None` for one that the script does not have.
/// Nothing at all when take and script are too long for each other.
pub(crate) fn align(heard: &[Heard], script: &[Written]) -> Option<Vec<Option<usize>>> {
    let (width, rows) = (script.len() + 1, heard.len());
    if width.saturating_mul(rows + 1) > MOST_CELLS {
        return None;
    }
    // cost[p]: everything heard so far is explained and the last written sound passed is p - 1.
    let mut cost: Vec<f32> =
        (0..width).map(|p| if p == 0 { 0.0 } else { start(script, p) }).collect();
    let mut steps = vec![Step::Extra; width * rows];
    let mut leaps = vec![0_usize; rows];
    for (t, word) in heard.iter().enumerate() {
        let best = (0..width).min_by(|a, b| cost[*a].total_cmp(&cost[*b]))?;
        let leap = if word.pause { LEAP } else { LEAP_RUNNING };
        leaps[t] = best;
        let steps = &mut steps[t * width..(t + 1) * width];
        let mut next = vec![f32::INFINITY; width];
        for p in 0..width {
            next[p] = cost[p] + EXTRA;
            let Some(q) = p.checked_sub(1) else { continue };
            let match_cost = 1.2 * word.sound.distance(&script[q].sound);
            let into = if script[q].begins { 0.0 } else { INTO_SENTENCE };
            for (from, step) in [(cost[q], Step::Next), (cost[best] + leap + into, Step::Leap)] {
                if from + match_cost < next[p] {
                    (next[p], steps[p]) = (from + match_cost, step);
                }
            }
        }
        for p in 1..width {
            if next[p - 1] + MISSED < next[p] {
                (next[p], steps[p]) = (next[p - 1] + MISSED, Step::Missed);
            }
        }
        cost = next;
    }
    let last = (0..width).min_by(|a, b| cost[*a].total_cmp(&cost[*b]))?;
    Some(walk(&steps, &leaps, width, last))
}

/// A take may begin at any sentence.
fn start(script: &[Written], p: usize) -> f32 {
    if script.get(p).is_some_and(|s| s.begins) { LEAP } else { LEAP + INTO_SENTENCE }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Step {
    /// Heard, not written.
    Extra,
    /// The next written sound.
    Next,
    /// This written sound after one somewhere else.
    Leap,
    /// Written, not heard.
    Missed,
}

fn walk(steps: &[Step], leaps: &[usize], width: usize, last: usize) -> Vec<Option<usize>> {
    let mut found = vec![None; leaps.len()];
    let mut p = last;
    let mut t = leaps.len();
    while t > 0 {
        match steps[(t - 1) * width + p] {
            Step::Missed => p -= 1,
            Step::Extra => t -= 1,
            step => {
                found[t - 1] = Some(p - 1);
                p = if step == Step::Next { p - 1 } else { leaps[t - 1] };
                t -= 1;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read_aloud::ReadAloud;

    /// `|` is a pause.
    fn found(heard: &str, script: &[&str]) -> String {
        let table = ReadAloud::vietnamese().unwrap();
        let mut words = Vec::new();
        let mut pause = false;
        for word in heard.split(' ') {
            if word == "|" {
                pause = true;
                continue;
            }
            for sound in table.sounds(word) {
                words.push(Heard { sound, pause });
                pause = false;
            }
        }
        let mut written = Vec::new();
        for sentence in script {
            let sounds: Vec<Sound> = sentence.split(' ').flat_map(|w| table.sounds(w)).collect();
            written.extend(
                sounds.into_iter().enumerate().map(|(i, sound)| Written { sound, begins: i == 0 }),
            );
        }
        let found = align(&words, &written).unwrap();
        let digit = |f: &Option<usize>| {
            f.and_then(|f| char::from_digit(u32::try_from(f).unwrap(), 36)).unwrap_or('-')
        };
        found.iter().map(digit).collect()
    }

    const SCRIPT: [&str; 3] = ["chào cả nhà", "giá 90k một hộp", "mua ba hộp tặng một hộp"];

    #[test]
    fn what_is_said_as_written_is_found_in_order() {
        let heard = "chào cả nhà | giá chín mươi nghìn một hộp | mua ba hộp tặng một hộp";
        assert_eq!(found(heard, &SCRIPT), "0123456789abcde");
    }

    #[test]
    fn lost_marks_and_one_wrong_word_change_nothing() {
        let heard = "chao ca nha | gia chin muoi nghin mot hop | mua ba rồi tang mot hop";
        assert_eq!(found(heard, &SCRIPT), "0123456789abcde");
    }

    #[test]
    fn a_sentence_said_twice_is_found_twice() {
        let heard = "chào cả nhà | giá chín mươi | giá chín mươi nghìn một hộp | mua ba hộp";
        assert_eq!(found(heard, &SCRIPT), "0123453456789ab");
        let whole = "chào cả nhà | chào cả nhà | mua ba hộp tặng một hộp";
        assert_eq!(found(whole, &SCRIPT), "0120129abcde");
    }

    #[test]
    fn what_is_not_written_is_left_out() {
        let heard = "chào cả nhà | hôm nay trời mưa quá ha | giá chín mươi nghìn một hộp";
        assert_eq!(found(heard, &SCRIPT), "012------345678");
    }

    #[test]
    fn nothing_heard_and_nothing_written_are_answered() {
        assert_eq!(align(&[], &[]), Some(Vec::new()));
        assert_eq!(found("chào", &[]), "-");
    }
}
