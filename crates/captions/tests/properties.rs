//! What must hold for any input: cues keep every word and their limits, fillers are in order,
//! splitting and joining lose nothing. Files are `round_trip.rs` and `mutated.rs`.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails and says what it measured")]

use captions::{Profile, decode, fillers, graphemes, merge_cues, quality, split_cue, wrap};
use proptest::prelude::*;
use timeline::{CaptionTrack, Cue, CueSource, TimeRange, Timestamp, Transcript, Word, WordSource};

const WORDS: [&str; 24] = [
    "mật",
    "ong",
    "rừng",
    "nghiêng",
    "và",
    "một",
    "trăm",
    "nghìn",
    "đồng",
    "150.000đ",
    "chai.",
    "bạn,",
    "nhé!",
    "không",
    "thuyền",
    "ở",
    "quyển",
    "được",
    "vì",
    "homestay",
    "H’Hen",
    "thơm",
    "ngọt?",
    "siêudàihơnhaimươisáukýtựluôn",
];

fn range(from: i64, to: i64) -> TimeRange {
    TimeRange::new(Timestamp::from_millis(from), Timestamp::from_millis(to)).unwrap()
}

/// Words of 120 to 400 ms with pauses up to 3 s between some of them.
fn transcript() -> impl Strategy<Value = Transcript> {
    let pause = prop_oneof![6 => Just(0_i64), 2 => 1..500_i64, 1 => 500..3000_i64];
    prop::collection::vec((0..WORDS.len(), 120..400_i64, pause), 0..80).prop_map(|words| {
        let mut at = 0;
        let words = words.into_iter().map(|(word, length, pause)| {
            at += pause;
            let range = range(at, at + length);
            at += length;
            Word { range, text: WORDS[word].to_owned(), probability: 1.0 }
        });
        Transcript::new("vi", WordSource::Speech, words.collect()).unwrap()
    })
}

fn profile() -> impl Strategy<Value = Profile> {
    prop_oneof![Just(Profile::Vertical), Just(Profile::Wide), Just(Profile::Easy)]
}

/// Speech full of fillers; words may overlap as a recogniser's do.
fn hesitant() -> impl Strategy<Value = Vec<Word>> {
    let text =
        prop::sample::select(vec!["ờ", "ừm", "à", "kiểu", "như", "thì", "là", "mật", "ong."]);
    prop::collection::vec((text, 0..700_i64, 40..600_i64), 0..30).prop_map(|words| {
        let mut at = 0;
        let words = words.into_iter().map(|(text, later, length)| {
            at += later;
            Word { range: range(at, at + length), text: text.to_owned(), probability: 1.0 }
        });
        words.collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fillers_are_in_order_and_touch_no_other_word(words in hesitant()) {
        let heard = Transcript::new("vi", WordSource::Speech, words.clone()).unwrap();
        let end = Timestamp::from_millis(40_000);
        let found = fillers(Some(&heard), &CaptionTrack::empty("vi"), end).unwrap();
        prop_assert!(found.windows(2).all(|w| w[0].range.end() <= w[1].range.start()));
        for filler in &found {
            let own: Vec<&str> = filler.text.split(' ').collect();
            let cut = words.iter().filter(|w| w.range.intersection(filler.range).is_some());
            let cut: Vec<&str> = cut.map(|w| w.text.as_str()).collect();
            prop_assert!(cut.len() <= own.len() && cut.iter().all(|w| own.contains(w)), "{:?}", filler);
        }
    }

    #[test]
    fn cues_keep_words_order_and_limits(transcript in transcript(), profile in profile()) {
        let last = transcript.words().last().map_or(Timestamp::ZERO, |w| w.range.end());
        let clip_end = last + Timestamp::from_millis(400);
        let track = captions::cues(&transcript, profile, clip_end);
        let limits = profile.limits();

        // Raw speech may get marks and capitals, never other letters.
        let bare = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let said: Vec<String> = transcript.words().iter().map(|w| bare(&w.text)).collect();
        let shown = track.cues().iter().flat_map(|c| c.text.split_whitespace());
        let shown: Vec<String> = shown.map(bare).collect();
        prop_assert_eq!(&said, &shown);
        let behind: Vec<&Word> = track.cues().iter().flat_map(|c| &c.words).collect();
        prop_assert_eq!(behind.len(), said.len());

        for (k, cue) in track.cues().iter().enumerate() {
            let lines: Vec<&str> = cue.text.lines().collect();
            prop_assert!(lines.len() <= 2);
            for line in lines {
                prop_assert!(graphemes(line) <= limits.line_chars || !line.contains(' '));
            }
            prop_assert!(cue.range.duration() <= limits.longest);
            prop_assert!(cue.range.end() <= clip_end);
            let room_end = match track.cues().get(k + 1) {
                Some(next) => {
                    let apart = next.range.start() - cue.range.start();
                    let tight = apart < limits.gap + limits.gap;
                    prop_assert!(tight || next.range.start() - cue.range.end() >= limits.gap);
                    next.range.start() - limits.gap
                }
                None => clip_end,
            };
            let cramped = room_end - cue.range.start() < limits.shortest;
            prop_assert!(cramped || cue.range.duration() >= limits.shortest);
            if let Some(mended) = quality(&track, k, profile, clip_end).extend_to {
                prop_assert!(mended > cue.range.end() && mended <= room_end);
            }
        }
    }

    #[test]
    fn short_pauses_between_cues_are_closed(transcript in transcript()) {
        let end = Timestamp::from_millis(1_000_000);
        let track = captions::cues(&transcript, Profile::Vertical, end);
        for pair in track.cues().windows(2) {
            let pause = (pair[1].range.start() - pair[0].range.end()).millis();
            let full = pair[0].range.duration() >= Profile::Vertical.limits().longest;
            prop_assert!(pause <= 67 || pause >= 500 || full, "{} ms", pause);
        }
    }

    #[test]
    fn any_text_is_survived(text in "\\PC{0,200}", bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let decoded = decode(&bytes).unwrap_or_default();
        for text in [&text, &decoded] {
            let _ = captions::syllables(text);
            let flat: Vec<&str> = text.split_whitespace().collect();
            if flat.iter().all(|w| w.is_ascii()) {
                let wrapped = wrap(text, Profile::Vertical);
                prop_assert_eq!(wrapped.split_whitespace().collect::<Vec<_>>(), flat);
            }
        }
    }

    #[test]
    fn a_split_and_a_merge_lose_nothing(offset in 0..40_usize, from in 0..9_000_i64, length in 1..9_000_i64) {
        let cue = Cue::new(range(from, from + length), "Mật ong rừng,\nthơm và ngọt lắm.", CueSource::Hand);
        if let Some((a, b)) = split_cue(&cue, offset) {
            prop_assert!(a.range.end() <= b.range.start());
            let both = merge_cues(&a, &b);
            prop_assert_eq!(both.range, cue.range);
            prop_assert_eq!(both.text.replace(char::is_whitespace, ""), cue.text.replace(char::is_whitespace, ""));
            prop_assert!(CaptionTrack::new("vi", vec![a, b]).is_ok());
        }
    }
}
