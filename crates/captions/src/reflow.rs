//! Owns grouping the words of a track anew, for another profile or after a change. Refuses to
//! touch what a person wrote or timed: such a cue keeps its words and its place.

use crate::cues::grouped;
use crate::lines::wrap_by;
use crate::phrasing::Phrasing;
use crate::text::{flat, graphemes};
use crate::translation::carried;
use crate::{Limits, Profile};
use timeline::{CaptionTrack, Cue, CueSource, TimeRange, Timestamp, Word};

/// The same words in cues of a profile. Cues changed by hand, cues of a file, and cues that show
/// other words than were said stay; only their lines are set anew where they are too wide.
#[must_use]
pub fn reflow(track: &CaptionTrack, profile: Profile, clip_end: Timestamp) -> CaptionTrack {
    let phrasing = Phrasing::vietnamese();
    let limits = profile.limits();
    let cues = track.cues();
    let mut made: Vec<Cue> = Vec::with_capacity(cues.len());
    let mut at = 0;
    while at < cues.len() {
        let flows = |c: &Cue| c.from == cues[at].from && runs(c);
        let end = at + cues[at..].iter().take_while(|c| flows(c)).count();
        if end == at {
            made.push(kept(&phrasing, &cues[at], profile, &limits));
            at += 1;
            continue;
        }
        let free = made.last().map_or(Timestamp::ZERO, |c| c.range.end());
        let limit = cues.get(end).map_or(clip_end, |next| next.range.start() - limits.gap);
        let words: Vec<Word> = cues[at..end].iter().flat_map(|c| c.words.clone()).collect();
        let grouped = grouped(&phrasing, &words, cues[at].from, limits, limit);
        match between(grouped, free, limit) {
            Some(grouped) => made.extend(carried(&cues[at..end], grouped)),
            // No room for other cues between the ones that stay.
            None => made.extend(cues[at..end].iter().cloned()),
        }
        at = end;
    }
    CaptionTrack::from_loose(track.language(), made).0
}

/// True when a cue shows the words that were said, in order of time.
fn runs(cue: &Cue) -> bool {
    let spoken = cue.words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ");
    matches!(cue.from, CueSource::Speech | CueSource::Script)
        && !cue.words.is_empty()
        && flat(&spoken) == flat(&cue.text)
}

/// Cues inside `[free, limit)`, if all of them have some time there.
fn between(mut cues: Vec<Cue>, free: Timestamp, limit: Timestamp) -> Option<Vec<Cue>> {
    for cue in &mut cues {
        let (start, end) = (cue.range.start().max(free), cue.range.end().min(limit));
        cue.range = TimeRange::new(start, end).ok()?;
    }
    Some(cues)
}

fn kept(phrasing: &Phrasing, cue: &Cue, profile: Profile, limits: &Limits) -> Cue {
    let lines = cue.text.lines();
    let wide = lines.clone().any(|l| graphemes(l) > limits.line_chars);
    if !wide && lines.count() <= limits.lines {
        return cue.clone();
    }
    Cue { text: wrap_by(phrasing, &cue.text, profile), ..cue.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use timeline::{Transcript, WordSource};

    fn track() -> (CaptionTrack, Timestamp) {
        let text = "Hôm nay mình ra vườn hái rau muống, rau dền và mấy quả cà chua chín đỏ. \
                    Mẹ mình bảo nấu canh thì ngon, mà xào tỏi cũng ngon. Các bạn thích món nào?";
        let mut at = 0;
        let words = text.split_whitespace().map(|text| {
            let ms = Timestamp::from_millis;
            let range = TimeRange::new(ms(at), ms(at + 220)).unwrap();
            at += if text.ends_with(['.', '?', ',']) { 700 } else { 230 };
            Word { range, text: text.to_owned(), probability: 1.0 }
        });
        let words = words.collect();
        let transcript = Transcript::new("vi", WordSource::Script, words).unwrap();
        let end = Timestamp::from_millis(at + 1000);
        (crate::cues(&transcript, Profile::Vertical, end), end)
    }

    fn words(track: &CaptionTrack) -> Vec<String> {
        let text = track.cues().iter().flat_map(|c| c.text.split_whitespace());
        text.map(str::to_owned).collect()
    }

    #[test]
    fn the_same_profile_gives_the_same_cues() {
        let (track, end) = track();
        assert_eq!(reflow(&track, Profile::Vertical, end), track);
    }

    #[test]
    fn another_profile_keeps_every_word() {
        let (track, end) = track();
        let wide = reflow(&track, Profile::Wide, end);
        assert_eq!(words(&wide), words(&track));
        assert!(wide.cues().len() < track.cues().len());
        assert_eq!(words(&reflow(&wide, Profile::Easy, end)), words(&track));
    }

    #[test]
    fn what_was_changed_by_hand_stays_where_and_as_it_is() {
        let (track, end) = track();
        for index in 0..track.cues().len() {
            let mut cues = track.cues().to_vec();
            cues[index].text = "Viết lại".to_owned();
            cues[index].from = CueSource::Hand;
            cues[index].words.clear();
            let mine = cues[index].clone();
            let edited = CaptionTrack::new("vi", cues).unwrap();
            for profile in [Profile::Wide, Profile::Easy] {
                let flowed = reflow(&edited, profile, end);
                assert!(flowed.cues().contains(&mine), "{:?}", flowed.cues());
                assert_eq!(words(&flowed), words(&edited));
            }
        }
    }
}
