//! Captions follow every cut: random cut lists over random tracks, words taken out and put back,
//! a hundred cuts on frames. Seen through the crate's front door only.

#![expect(clippy::unwrap_used, reason = "a test that cannot make its values must fail")]

use proptest::collection::vec;
use proptest::prelude::*;
use timeline::{
    CaptionTrack, Cue, CueSource, CutAct, CutList, Draft, Edit, FrameRate, PartOrigin, Preview,
    TimeRange, Timestamp, Word,
};

fn us(us: i64) -> Timestamp {
    Timestamp::from_micros(us)
}

fn range(start: i64, end: i64) -> TimeRange {
    TimeRange::new(us(start), us(end)).unwrap()
}

/// A cue to be laid out: silence before it, its words (silence before each, length), silence after
/// them inside the cue, and whether the word times are known.
type Laid = (i64, Vec<(i64, i64)>, i64, bool);

/// Cues one after the other with their words inside them; each word is its own number.
fn track(laid: &[Laid]) -> (CaptionTrack, Timestamp) {
    let (mut at, mut number, mut cues) = (0, 0, Vec::new());
    for (before, lengths, after, timed) in laid {
        at += before;
        let start = at;
        let mut words = Vec::new();
        for (gap, length) in lengths {
            at += gap + length;
            let text = format!("từ{number}");
            words.push(Word { range: range(at - length, at), text, probability: 1.0 });
            number += 1;
        }
        at += after;
        let texts: Vec<String> = words.iter().map(|w| w.text.clone()).collect();
        let (first, second) = texts.split_at(texts.len() / 2);
        let text = format!("{}\n{}", first.join(" "), second.join(" ")).trim().to_owned();
        let words = if *timed { words } else { Vec::new() };
        cues.push(Cue { words, ..Cue::new(range(start, at), text, CueSource::Speech) });
    }
    (CaptionTrack::new("vi", cues).unwrap(), us(at + 500_000))
}

fn laid() -> impl Strategy<Value = Vec<Laid>> {
    let gap = || prop_oneof![2 => Just(0_i64), 1 => 1..2_500_000_i64];
    let word = (gap(), 40_000..600_000_i64);
    vec((gap(), vec(word, 1..9), gap(), prop::bool::weighted(0.8)), 1..10)
}

fn kept() -> impl Strategy<Value = Vec<(i64, i64)>> {
    vec((0..40_000_000_i64, prop_oneof![1..90_000_i64, 90_000..6_000_000_i64]), 0..40)
}

fn cuts(kept: &[(i64, i64)], end: Timestamp) -> CutList {
    let kept: Vec<_> = kept.iter().map(|(at, length)| range(*at, at + length)).collect();
    CutList::from_kept(end, &kept, PartOrigin::Hand)
}

/// How much of a range is kept, counted without the code under test.
fn left(cuts: &CutList, of: TimeRange) -> i64 {
    let parts = cuts.parts().iter().filter(|p| p.kept);
    parts.filter_map(|p| p.range.intersection(of)).map(|r| r.duration().micros()).sum()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn no_orphan_no_overlap_and_no_word_that_is_not_heard(laid in laid(), kept in kept()) {
        let (track, end) = track(&laid);
        let cuts = cuts(&kept, end);
        let preview = Preview::new(&cuts);
        let shown = preview.map_cues(track.cues());

        for pair in shown.windows(2) {
            prop_assert!(pair[0].range.end() <= pair[1].range.start());
        }
        prop_assert!(shown.iter().all(|c| c.range.end() <= preview.duration()));

        let mut output = shown.iter();
        for cue in track.cues() {
            let half = |r: TimeRange| left(&cuts, r) * 2 >= r.duration().micros();
            let heard: Vec<&Word> = cue.words.iter().filter(|w| half(w.range)).collect();
            let stays = match cue.words.is_empty() {
                true => half(cue.range) || left(&cuts, cue.range) >= 80_000,
                false => !heard.is_empty(),
            };
            if !stays {
                continue;
            }
            let now = output.next().unwrap();
            prop_assert_eq!(now.range.duration().micros(), left(&cuts, cue.range));
            let texts: Vec<&str> = heard.iter().map(|w| w.text.as_str()).collect();
            let words: Vec<&str> = now.words.iter().map(|w| w.text.as_str()).collect();
            prop_assert_eq!(&words, &texts);
            if cue.words.is_empty() {
                prop_assert_eq!(&now.text, &cue.text);
            } else {
                prop_assert_eq!(now.text.split_whitespace().collect::<Vec<_>>(), texts);
                prop_assert!(!now.text.contains("\n\n") && now.text.trim() == now.text);
            }
            for (word, from) in now.words.iter().zip(&heard) {
                prop_assert_eq!(word.range.duration().micros(), left(&cuts, from.range));
                prop_assert!(now.range.start() <= word.range.start());
                prop_assert!(word.range.end() <= now.range.end());
            }
            for pair in now.words.windows(2) {
                prop_assert!(pair[0].range.end() <= pair[1].range.start());
            }
        }
        prop_assert_eq!(output.next(), None);
    }

    #[test]
    fn words_taken_out_are_gone_the_others_stay_and_all_can_come_back(
        laid in laid(), pick in any::<prop::sample::Index>(), ends in (0..8_usize, 1..4_usize),
    ) {
        let (track, end) = track(&laid);
        let cue = pick.index(track.cues().len());
        let count = track.cues()[cue].words.len();
        let words = match count {
            0 => 0..0,
            _ => ends.0 % count..(ends.0 % count + ends.1).min(count),
        };
        let whole = words.len() == count;
        let mut draft = Draft::new("", "vi");
        draft.captions = track;
        draft.cuts = CutList::whole(end);
        let range = draft.text_range(cue, words.clone()).unwrap();
        for (index, other) in draft.captions.cues().iter().enumerate() {
            for (number, word) in other.words.iter().enumerate() {
                let own = index == cue && words.contains(&number);
                prop_assert_eq!(word.range.intersection(range).is_some(), own);
            }
        }
        let before = draft.cuts.clone();
        draft.apply(Edit::SetRange { range, kept: false, act: CutAct::Text }).unwrap();
        let shown = Preview::new(&draft.cuts).map_cues(draft.captions.cues());
        let mut wanted: Vec<String> = Vec::new();
        for (index, other) in draft.captions.cues().iter().enumerate() {
            let said = other.text.split_whitespace().enumerate();
            let stays = said.filter(|(n, _)| index != cue || (!words.contains(n) && count > 0));
            wanted.extend(stays.map(|(_, w)| w.to_owned()));
        }
        let now: Vec<_> = shown.iter().flat_map(|c| c.text.split_whitespace()).collect();
        prop_assert_eq!(now, wanted);
        prop_assert_eq!(shown.len(), draft.captions.cues().len() - usize::from(whole));
        draft.apply(Edit::SetRange { range, kept: true, act: CutAct::Text }).unwrap();
        prop_assert_eq!(draft.cuts, before);
    }

    #[test]
    fn after_a_hundred_cuts_words_are_where_their_frames_are(
        rate in prop::sample::select(vec![(30, 1), (30_000, 1001), (24_000, 1001), (25, 1), (60, 1)]),
        cut in vec((2..40_i64, 2..40_i64), 101..140),
        later in 0..40_i64,
    ) {
        let (num, den) = rate;
        let frame = |index: i64| us((index * den * 1_000_000 * 2 + num) / (2 * num));
        let rate = FrameRate::new(num as u32, den as u32).unwrap();
        let (mut at, mut out, mut kept, mut cues) = (0, 0, Vec::new(), Vec::new());
        for (gone, stays) in cut {
            at += gone;
            kept.push(TimeRange::new(frame(at), frame(at + stays)).unwrap());
            // Said from some frame of this part up to its end.
            let said = later.min(stays - 1);
            let range = TimeRange::new(frame(at + said), frame(at + stays)).unwrap();
            let words = vec![Word { range, text: "từ".into(), probability: 1.0 }];
            let cue = Cue { words, ..Cue::new(range, "từ", CueSource::Speech) };
            cues.push((cue, out + said));
            at += stays;
            out += stays;
        }
        let preview = Preview::new(&CutList::from_kept(frame(at + 5), &kept, PartOrigin::Hand));
        let spoken: Vec<Cue> = cues.iter().map(|(cue, _)| cue.clone()).collect();
        let shown = preview.map_cues(&spoken);
        prop_assert_eq!(shown.len(), cues.len());
        for (cue, (_, count)) in shown.iter().zip(&cues) {
            // Frame `count` of the finished video, whose frames follow each other evenly.
            let drift = (cue.words[0].range.start() - frame(*count)).micros().abs();
            prop_assert!(drift < rate.frame().micros() / 100, "{} µs", drift);
        }
        prop_assert!((preview.duration() - frame(out)).micros().abs() < rate.frame().micros() / 100);
    }
}

fn cue(text: &str, words: &[(i64, i64, &str)]) -> Cue {
    let word = |(from, to, text): &(i64, i64, &str)| Word {
        range: range(from * 1000, to * 1000),
        text: (*text).to_owned(),
        probability: 1.0,
    };
    let words: Vec<Word> = words.iter().map(word).collect();
    let whole = range(words[0].range.start().micros(), words[words.len() - 1].range.end().micros());
    Cue { words, ..Cue::new(whole, text, CueSource::Speech) }
}

fn shown(cue: Cue, kept: &[(i64, i64)]) -> Vec<String> {
    let kept: Vec<_> = kept.iter().map(|(from, to)| range(from * 1000, to * 1000)).collect();
    let cuts = CutList::from_kept(us(5_000_000), &kept, PartOrigin::Hand);
    Preview::new(&cuts).map_cues(&[cue]).into_iter().map(|c| c.text).collect()
}

#[test]
fn a_line_keeps_the_words_that_are_heard() {
    let spoken =
        [(0, 400, "Mật"), (400, 800, "ong –"), (800, 1200, "rừng,"), (1200, 1600, "ngon.")];
    let whole = || cue("Mật ong –\nrừng, ngon.", &spoken);
    assert_eq!(shown(whole(), &[(0, 5000)]), ["Mật ong –\nrừng, ngon."]);
    assert_eq!(shown(whole(), &[(0, 400), (800, 5000)]), ["Mật\nrừng, ngon."]);
    assert_eq!(shown(whole(), &[(0, 800), (1550, 1600)]), ["Mật ong –"], "a sliver is no word");
    assert_eq!(shown(whole(), &[(350, 450), (1190, 1210)]), [""; 0], "slivers are no cue");
}

#[test]
fn a_text_written_by_hand_stays_as_it_was_written() {
    let spoken = [(0, 400, "mật"), (400, 800, "ong"), (800, 1200, "ngon")];
    for text in ["MẬT ONG rất ngon", "mật ong", "mật ong ngon nhé"] {
        assert_eq!(shown(cue(text, &spoken), &[(0, 400), (800, 1200)]), [text]);
        assert_eq!(shown(cue(text, &spoken), &[(1210, 2000)]), [""; 0]);
    }
}
