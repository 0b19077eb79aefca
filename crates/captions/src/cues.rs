//! Owns words → cues: where a cue ends and how long it stays. Refuses to drop words: all of them
//! come out, in order.
//!
//! A dynamic program over the words picks the breaks by what they cost: joints that hold together,
//! pauses run over, lines, reading speed. Then every cue is given the time it needs from the pause
//! behind it.

use crate::lines::{layout, set};
use crate::phrasing::{Bond, Joint, Phrasing};
use crate::restore::restored;
use crate::text::{Stop, graphemes, nfc, stop_after};
use crate::timing::{Said, ranges, time_cost};
use crate::{Limits, Profile};
use timeline::{CaptionTrack, Cue, CueSource, TimeRange, Timestamp, Transcript, Word, WordSource};

/// Groups a transcript's words into cues that a reader can follow. Words that a speech model gave
/// without any punctuation get marks and capitals in the cues; the transcript keeps them raw.
#[must_use]
pub fn cues(transcript: &Transcript, profile: Profile, clip_end: Timestamp) -> CaptionTrack {
    let phrasing = Phrasing::vietnamese();
    let marked = restored(&phrasing, transcript);
    let transcript = marked.as_ref().unwrap_or(transcript);
    let from = match transcript.source() {
        WordSource::Speech => CueSource::Speech,
        WordSource::Script => CueSource::Script,
    };
    let made = grouped(&phrasing, transcript.words(), from, profile.limits(), clip_end);
    // Starts grow and every end is at most the next start, so nothing is repaired here.
    CaptionTrack::from_loose(transcript.language(), made).0
}

/// Cues of some words, up to `clip_end`.
pub(crate) fn grouped(
    phrasing: &Phrasing,
    words: &[Word],
    from: CueSource,
    limits: Limits,
    clip_end: Timestamp,
) -> Vec<Cue> {
    let grouping = Grouping::new(phrasing, words, limits, clip_end);
    let groups = grouping.best();
    let starts = starts(&groups, words);
    let said: Vec<Said> = groups
        .iter()
        .zip(starts)
        .map(|(&(i, j), start)| Said {
            start,
            end: grouping.speech_end(i, j),
            chars: grouping.chars(i, j),
        })
        .collect();
    let cue = |(&(i, j), (start, end)): (&(usize, usize), (Timestamp, Timestamp))| {
        let range = TimeRange::new(start, end).ok()?;
        Some(Cue {
            range,
            text: grouping.text(i, j),
            words: words[i..j].to_vec(),
            from,
            speaker: None,
            translation: None,
        })
    };
    groups.iter().zip(ranges(&said, &limits, clip_end)).filter_map(cue).collect()
}

/// The first word's start; a millisecond apart even where a recogniser piled words up.
fn starts(groups: &[(usize, usize)], words: &[Word]) -> Vec<Timestamp> {
    let mut starts: Vec<Timestamp> = Vec::with_capacity(groups.len());
    for &(i, _) in groups {
        let least = starts.last().map_or(Timestamp::ZERO, |s| *s + Timestamp::from_millis(1));
        starts.push(words[i].range.start().max(least));
    }
    starts
}

struct Grouping<'a> {
    words: &'a [Word],
    texts: Vec<String>,
    widths: Vec<usize>,
    stops: Vec<Stop>,
    joints: Vec<Joint>,
    limits: Limits,
    clip_end: Timestamp,
}

impl<'a> Grouping<'a> {
    fn new(phrasing: &Phrasing, words: &'a [Word], limits: Limits, clip_end: Timestamp) -> Self {
        let texts: Vec<String> = words.iter().map(|w| nfc(&w.text)).collect();
        let widths = texts.iter().map(|t| graphemes(t)).collect();
        let stops = texts.iter().map(|t| stop_after(t)).collect();
        let joints = phrasing.joints(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        Self { words, texts, widths, stops, joints, limits, clip_end }
    }

    /// Word ranges `[i, j)` of the cheapest grouping.
    fn best(&self) -> Vec<(usize, usize)> {
        let n = self.words.len();
        let mut cost = vec![f64::INFINITY; n + 1];
        let mut from = vec![0; n + 1];
        cost[0] = 0.0;
        for i in 0..n {
            let mut width = 0;
            for j in i + 1..=n {
                width += self.widths[j - 1] + 1;
                if j > i + 1 && width > self.limits.lines * (self.limits.line_chars + 1) {
                    break;
                }
                let Some(group) = self.group_cost(i, j) else { continue };
                if cost[i] + group < cost[j] {
                    (cost[j], from[j]) = (cost[i] + group, i);
                }
            }
        }
        let mut groups = Vec::new();
        let mut j = n;
        while j > 0 {
            groups.push((from[j], j));
            j = from[j];
        }
        groups.reverse();
        groups
    }

    fn text(&self, i: usize, j: usize) -> String {
        let texts: Vec<&str> = self.texts[i..j].iter().map(String::as_str).collect();
        let first = self.layout(i, j).map_or(texts.len(), |l| l.first);
        set(&texts, first)
    }

    fn layout(&self, i: usize, j: usize) -> Option<crate::lines::Layout> {
        layout(&self.widths[i..j], &self.joints[i..j - 1], self.limits.line_chars)
    }

    /// Characters of words `i..j` with the spaces between them.
    fn chars(&self, i: usize, j: usize) -> usize {
        self.widths[i..j].iter().sum::<usize>() + (j - i - 1)
    }

    fn speech_end(&self, i: usize, j: usize) -> Timestamp {
        let ends = self.words[i..j].iter().map(|w| w.range.end());
        ends.max().unwrap_or(Timestamp::ZERO)
    }

    fn pause(&self, joint: usize) -> Timestamp {
        self.words[joint + 1].range.start() - self.words[joint].range.end()
    }

    /// Cost of one cue of words `i..j`; nothing when it cannot be shown in two lines.
    fn group_cost(&self, i: usize, j: usize) -> Option<f64> {
        let lines = match self.layout(i, j) {
            Some(layout) => layout.cost,
            // A single word may be longer than a line; there is no better place for it.
            None if j == i + 1 => 10.0,
            None => return None,
        };
        let chars = self.chars(i, j);
        #[expect(clippy::cast_precision_loss, reason = "a cue has a few dozen characters")]
        let (chars, line) = (chars as f64, self.limits.line_chars as f64);
        let orphan = if j - i < 3 && chars < line / 2.0 { 1.5 } else { 0.0 };
        Some(
            1.0 + lines
                + orphan
                + self.screen_cost(i, j)
                + self.inner_cost(i, j)
                + self.end_cost(j),
        )
    }

    /// Too fast, too short, too long: judged with the pause behind the cue already used.
    fn screen_cost(&self, i: usize, j: usize) -> f64 {
        let start = self.words[i].range.start();
        let next = self.words.get(j).map_or(self.clip_end, |w| w.range.start() - self.limits.gap);
        let room = (next - start).min(self.limits.longest);
        let cost = time_cost(self.chars(i, j), room, &self.limits);
        let long = (self.speech_end(i, j) - start - self.limits.longest).seconds();
        if long > 0.0 && j > i + 1 { cost + 50.0 + 20.0 * long } else { cost }
    }

    /// Pauses and sentence ends that a cue would run over.
    fn inner_cost(&self, i: usize, j: usize) -> f64 {
        let mut cost = 0.0;
        for k in i..j.saturating_sub(1) {
            let pause = self.pause(k).seconds();
            // Somebody who hesitates inside a word still says one word.
            let weight = if self.joints[k].bond == Some(Bond::Compound) { 0.3 } else { 1.0 };
            if pause >= 2.0 {
                cost += weight * (30.0 + 4.0 * pause);
            } else if pause >= 1.0 {
                cost += weight * (6.0 + 4.0 * pause);
            } else if pause >= self.limits.close.seconds() {
                cost += weight * 4.0 * pause;
            }
            if self.stops[k] == Stop::Sentence {
                cost += 4.0;
            }
        }
        cost
    }

    /// How good the place behind word `j - 1` is for an end. A pause makes it better, but no pause
    /// parts a word.
    fn end_cost(&self, j: usize) -> f64 {
        if j == self.words.len() {
            return 0.0;
        }
        let (joint, pause) = (self.joints[j - 1], self.pause(j - 1));
        let words = 1.5 * joint.cost;
        match joint.bond {
            Some(Bond::Compound | Bond::Name) => words,
            Some(_) if pause >= Timestamp::from_millis(600) => words.min(3.0),
            Some(_) => words,
            None if pause >= Timestamp::from_millis(300) => words.min(0.8),
            None => words,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn transcript(words: &[(&str, i64, i64)]) -> Transcript {
        let words = words.iter().map(|(text, from, to)| Word {
            range: TimeRange::new(Timestamp::from_millis(*from), Timestamp::from_millis(*to))
                .unwrap(),
            text: (*text).to_owned(),
            probability: 1.0,
        });
        Transcript::new("vi", WordSource::Speech, words.collect()).unwrap()
    }

    fn paced(text: &str) -> Transcript {
        let words: Vec<&str> = text.split(' ').collect();
        let timed: Vec<(&str, i64, i64)> =
            (0_i64..).zip(&words).map(|(i, w)| (*w, i * 220, i * 220 + 220)).collect();
        transcript(&timed)
    }

    #[test]
    fn cues_end_at_sentence_ends() {
        let t = paced("Xin chào các bạn, mình là Mai đây. Hôm nay mình giới thiệu mật ong rừng.");
        let track = cues(&t, Profile::Vertical, Timestamp::from_millis(10_000));
        assert_eq!(track.cues()[0].text, "Xin chào các bạn,\nmình là Mai đây.");
        assert_eq!(track.cues().len(), 2);
        assert_eq!(track.cues()[0].words.len(), 8);
    }

    #[test]
    fn a_short_cue_takes_time_from_the_pause() {
        let t = transcript(&[("Vâng.", 1000, 1200), ("Rồi.", 4000, 4200)]);
        let track = cues(&t, Profile::Vertical, Timestamp::from_millis(4500));
        assert_eq!(track.cues()[0].range.duration().micros(), 833_333);
        assert_eq!(track.cues()[1].range.end().millis(), 4500);
    }

    #[test]
    fn short_pauses_are_closed_to_two_frames() {
        let t = transcript(&[("Một hai ba bốn.", 0, 1500), ("Năm sáu bảy tám.", 1800, 3300)]);
        let track = cues(&t, Profile::Vertical, Timestamp::from_millis(9000));
        assert_eq!(track.cues()[0].range.end().millis(), 1733);
    }
}
