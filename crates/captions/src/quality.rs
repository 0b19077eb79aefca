//! Owns the figures of one cue: speed and what is wrong with it. Refuses to change it; says only
//! which end would mend it.

use crate::text::graphemes;
use crate::{Limits, Profile};
use timeline::{CaptionTrack, Cue, Timestamp};

/// The worst thing about a cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum CueProblem {
    /// Nothing.
    None,
    /// Faster than the target; readers in a hurry can follow.
    Fast,
    /// Faster than anyone reads.
    TooFast,
    /// On screen for less than 5/6 s.
    TooShort,
    /// On screen for more than 7 s.
    TooLong,
    /// A line leaves the picture's safe width.
    LineTooLong,
    /// More lines than two.
    TooManyLines,
}

/// What a reader gets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CueQuality {
    /// Reading speed that the cue asks for.
    pub chars_per_second: f32,
    /// The worst problem.
    pub problem: CueProblem,
    /// The end that would mend a fast or short cue, within the room before the next cue or the
    /// clip's end; nothing when time cannot mend it.
    pub extend_to: Option<Timestamp>,
}

/// Figures of cue `index`, which must be there, or of an empty cue when it is not.
#[must_use]
pub fn quality(
    track: &CaptionTrack,
    index: usize,
    profile: Profile,
    clip_end: Timestamp,
) -> CueQuality {
    let Some(cue) = track.cues().get(index) else {
        return CueQuality { chars_per_second: 0.0, problem: CueProblem::None, extend_to: None };
    };
    let limits = profile.limits();
    let chars = graphemes(&cue.text);
    let problem = worst(cue, &limits, chars);
    let room_end = track.cues().get(index + 1).map_or(clip_end, |n| n.range.start() - limits.gap);
    let extend_to = match problem {
        CueProblem::Fast | CueProblem::TooFast | CueProblem::TooShort => {
            mended_end(cue, &limits, chars, room_end)
        }
        _ => None,
    };
    CueQuality { chars_per_second: speed(cue, chars), problem, extend_to }
}

fn speed(cue: &Cue, chars: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a cue has a few dozen characters")]
    let chars = chars as f64;
    #[expect(clippy::cast_possible_truncation, reason = "a figure to show")]
    let speed = (chars / cue.range.duration().seconds()) as f32;
    speed
}

fn worst(cue: &Cue, limits: &Limits, chars: usize) -> CueProblem {
    // Half a millisecond of grace: files round to whole milliseconds.
    let (duration, grace) = (cue.range.duration(), Timestamp::from_micros(1_000));
    let speed = speed(cue, chars);
    let lines = cue.text.lines().filter(|l| !l.trim().is_empty());
    if lines.clone().count() > limits.lines {
        CueProblem::TooManyLines
    } else if lines.map(graphemes).any(|n| n > limits.line_chars) {
        CueProblem::LineTooLong
    } else if speed > limits.hard_speed + 0.05 {
        CueProblem::TooFast
    } else if duration + grace < limits.shortest {
        CueProblem::TooShort
    } else if duration > limits.longest + grace {
        CueProblem::TooLong
    } else if speed > limits.target_speed + 0.05 {
        CueProblem::Fast
    } else {
        CueProblem::None
    }
}

/// The end for the target speed, or failing that for the hard limit.
pub(crate) fn mended_end(
    cue: &Cue,
    limits: &Limits,
    chars: usize,
    room_end: Timestamp,
) -> Option<Timestamp> {
    let start = cue.range.start();
    let latest = room_end.min(start + limits.longest);
    let end_at = |speed| start + Limits::reading_time(chars, speed).max(limits.shortest);
    let (comfortable, bearable) = (end_at(limits.target_speed), end_at(limits.hard_speed));
    let end = if comfortable <= latest {
        comfortable
    } else if bearable <= latest {
        latest
    } else {
        return None;
    };
    Some(end).filter(|e| *e > cue.range.end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use timeline::{CueSource, TimeRange};

    fn track(cues: &[(i64, i64, &str)]) -> CaptionTrack {
        let cues = cues.iter().map(|(from, to, text)| {
            let range = TimeRange::new(Timestamp::from_millis(*from), Timestamp::from_millis(*to));
            Cue::new(range.unwrap(), *text, CueSource::Hand)
        });
        CaptionTrack::new("vi", cues.collect()).unwrap()
    }

    fn at(track: &CaptionTrack) -> CueQuality {
        quality(track, 0, Profile::Vertical, Timestamp::from_millis(20_000))
    }

    #[test]
    fn each_problem_is_named() {
        for (cue, problem) in [
            ((0, 2000, "hai mươi ký tự đây"), CueProblem::None),
            ((0, 1000, "hai mươi ký tự đây"), CueProblem::Fast),
            ((0, 850, "hai mươi ký tự đây nhé"), CueProblem::TooFast),
            ((0, 500, "vâng"), CueProblem::TooShort),
            ((0, 9000, "vâng"), CueProblem::TooLong),
            ((0, 5000, "một dòng dài hơn hai mươi sáu ký tự"), CueProblem::LineTooLong),
            ((0, 5000, "một\nhai\nba"), CueProblem::TooManyLines),
        ] {
            assert_eq!(at(&track(&[cue])).problem, problem, "{cue:?}");
        }
    }

    #[test]
    fn time_is_offered_only_where_there_is_room() {
        let fast = (0, 500, "mười bảy ký tự nè");
        let free = at(&track(&[fast]));
        assert_eq!(free.extend_to, Some(Timestamp::from_millis(1000)));
        assert_eq!(at(&track(&[fast, (600, 2000, "sau")])).extend_to, None);
        let tight = at(&track(&[fast, (1000, 2000, "sau")]));
        assert_eq!(tight.extend_to, Some(Timestamp::from_millis(933)));
    }
}
