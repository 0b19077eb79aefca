//! Owns where a voice is: stretches with sound, each with whether it may be speech. A detector
//! model decides that better when there is one. Refuses words.

use crate::speech_sound::speech;
use crate::voiced::voiced;
use timeline::{TimeRange, Timestamp};

/// A stretch with sound.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Stretch {
    pub(crate) range: TimeRange,
    /// False where it surely is something else: noise, or music.
    pub(crate) speech: bool,
}

/// Too short to judge by itself.
const SHORT: Timestamp = Timestamp::from_millis(1_500);
/// A pause inside speech.
const BESIDE: Timestamp = Timestamp::from_millis(500);

/// Stretches with sound in order, judged by their sound alone.
pub(crate) fn stretches(samples: &[f32]) -> Vec<Stretch> {
    let ranges = voiced(samples);
    let speech = speech(samples, &ranges);
    let judged = ranges.into_iter().zip(speech).map(|(range, speech)| Stretch { range, speech });
    beside_speech(&judged.collect::<Vec<_>>())
}

/// A short stretch right beside speech belongs to it: a soft or whispered word, an "s" alone.
fn beside_speech(judged: &[Stretch]) -> Vec<Stretch> {
    let near = |a: TimeRange, b: TimeRange| (b.start() - a.end()).max(a.start() - b.end()) < BESIDE;
    let mut all = judged.to_vec();
    for (i, stretch) in all.iter_mut().enumerate() {
        let neighbours = [i.checked_sub(1), Some(i + 1)].into_iter().flatten();
        let mut neighbours = neighbours.filter_map(|n| judged.get(n));
        let beside = neighbours.any(|n| n.speech && near(n.range, stretch.range));
        stretch.speech |= beside && stretch.range.duration() < SHORT;
    }
    all
}

/// The same with the answer of a detector model: the stretches where it heard someone speak. Its
/// borders are rough, those of the sound are not; where they agree the sound's are taken.
pub(crate) fn detected(samples: &[f32], speaking: &[TimeRange]) -> Vec<Stretch> {
    let ranges = voiced(samples);
    let mut found: Vec<Stretch> = Vec::new();
    for range in &ranges {
        let heard: Timestamp = speaking
            .iter()
            .filter_map(|s| s.intersection(*range))
            .fold(Timestamp::ZERO, |sum, shared| sum + shared.duration());
        // A detector may miss a soft word; half of a stretch is more than that.
        let speech = heard + heard + heard >= range.duration();
        found.push(Stretch { range: *range, speech });
    }
    // Speech that the levels do not show, under music.
    for range in speaking {
        if ranges.iter().all(|r| r.intersection(*range).is_none()) {
            found.push(Stretch { range: *range, speech: true });
        }
    }
    found.sort_by_key(|s| s.range.start());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(from: i64, to: i64) -> TimeRange {
        TimeRange::new(Timestamp::from_millis(from), Timestamp::from_millis(to)).unwrap()
    }

    #[test]
    fn a_short_stretch_beside_speech_is_speech() {
        let stretch = |from, to, speech| Stretch { range: range(from, to), speech };
        let judged = beside_speech(&[
            stretch(0, 1000, true),
            stretch(1200, 1900, false),
            stretch(2100, 2300, false),
            stretch(5000, 9000, true),
            stretch(9100, 12_000, false),
        ]);
        let speech: Vec<bool> = judged.iter().map(|s| s.speech).collect();
        assert_eq!(speech, [true, true, false, true, false]);
    }

    #[test]
    fn a_detector_decides_and_the_sound_has_the_borders() {
        let mut samples = vec![0.0_f32; 16_000];
        for _ in 0..2 {
            samples.extend((0..16_000).map(|i| 0.3 * (i as f32 * 0.17).sin()));
            samples.extend(vec![0.0; 16_000]);
        }
        let found = detected(&samples, &[range(3_100, 3_800), range(4_500, 4_900)]);
        let speech: Vec<bool> = found.iter().map(|s| s.speech).collect();
        assert_eq!(speech, [false, true, true], "{found:?}");
        assert!(found[1].range.start().millis() <= 3_010);
    }
}
