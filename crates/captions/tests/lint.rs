//! What the lint finds, and that its fixes mend what they are for: every one is applied as an edit
//! of a draft and looked at again.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails and says what it measured")]

#[expect(dead_code, reason = "the texts are shared with the test of cues")]
mod prose;

use captions::{
    Bond, CaptionFinding, ClipFacts, FixKind, Format, LintCode, LintLevel, Profile, lint,
};
use prose::{Marked, Speech, marked};
use timeline::{CaptionTrack, Cue, CueSource, Draft, TimeRange, Timestamp, Word};
use unicode_normalization::UnicodeNormalization;

fn ms(at: i64) -> Timestamp {
    Timestamp::from_millis(at)
}

fn range(from: i64, to: i64) -> TimeRange {
    TimeRange::new(ms(from), ms(to)).unwrap()
}

fn track(cues: &[(i64, i64, &str)]) -> CaptionTrack {
    let cue =
        |(from, to, text): &(i64, i64, &str)| Cue::new(range(*from, *to), *text, CueSource::File);
    CaptionTrack::new("vi", cues.iter().map(cue).collect()).unwrap()
}

fn facts(end: i64) -> ClipFacts {
    ClipFacts { end: ms(end), ..ClipFacts::unknown() }
}

fn found(track: &CaptionTrack, facts: &ClipFacts) -> Vec<CaptionFinding> {
    lint(track, Profile::Vertical, facts).findings
}

/// The finding is there; its fix is of this kind, and after it the finding is gone and no hard
/// limit is broken that was kept before.
fn mended(track: &CaptionTrack, facts: &ClipFacts, code: LintCode, kind: FixKind) -> CaptionTrack {
    let before = found(track, facts);
    let finding = before.iter().find(|f| f.code == code);
    let finding = finding.unwrap_or_else(|| panic!("{code:?} in {before:?}"));
    let fix = finding.fix.clone().unwrap_or_else(|| panic!("{finding:?} has no fix"));
    assert_eq!(fix.kind, kind, "{finding:?}");
    let mut draft = Draft::new("t", "vi");
    draft.captions = track.clone();
    let undo = draft.apply(fix.edit).unwrap();
    let after = found(&draft.captions, facts);
    assert!(!after.iter().any(|f| f.code == code && f.cue == finding.cue), "{after:?}");
    let hard = |list: &[CaptionFinding]| list.iter().filter(|f| f.level == LintLevel::Hard).count();
    assert!(hard(&after) <= hard(&before), "{after:?}");
    let mended = draft.captions.clone();
    draft.apply(undo).unwrap();
    assert_eq!(&draft.captions, track);
    mended
}

#[test]
fn every_fix_mends_what_it_is_for() {
    use FixKind::{Extend, Merge, MoveWord, Remove, Respell, Shorten, Split, Wrap};
    use LintCode as C;
    let clip = facts(20_000);
    let later = (9_000, 12_000, "Một câu khác.");
    for (cues, code, kind) in [
        (vec![(0, 1_000, "Mật ong này rất thơm và ngọt"), later], C::TooFast, Extend),
        (vec![(0, 1_500, "Mật ong này rất thơm và ngọt"), later], C::Fast, Extend),
        (vec![(0, 500, "Vâng."), later], C::TooShort, Extend),
        (vec![(0, 500, "Vâng,"), (567, 3_000, "mình hiểu rồi.")], C::TooShort, Merge),
        (vec![(0, 8_500, "Vâng.")], C::TooLong, Shorten),
        (vec![(0, 4_000, "Khách ngủ lại ở nhà sàn của bà")], C::LineTooLong, Wrap),
        (
            vec![(
                0,
                6_000,
                "Khách ngủ lại ở nhà sàn của bà Hoa, sáng ra ăn xôi nếp nương với muối vừng",
            )],
            C::LineTooLong,
            Split,
        ),
        (vec![(0, 4_000, "Mật ong\nrừng\nthơm")], C::TooManyLines, Wrap),
        (vec![(0, 2_000, " "), later], C::Empty, Remove),
        (vec![(18_000, 21_000, "Hết rồi.")], C::AfterEnd, Shorten),
        (vec![(0, 2_000, "Một câu."), (2_020, 4_000, "Hai câu.")], C::GapTooSmall, Shorten),
        (vec![(0, 2_000, "Một câu."), (2_300, 4_000, "Hai câu.")], C::GapFlickers, Extend),
        (vec![(0, 4_000, "Khách ngủ lại ở nhà\nsàn của bà Hoa")], C::LineSplitsWord, Wrap),
        (
            vec![(0, 3_000, "Khách ngủ lại ở nhà"), (3_067, 6_000, "sàn của bà Hoa")],
            C::CueSplitsWord,
            MoveWord,
        ),
        (vec![(0, 2_000, "- Có không?\n-Có chứ.")], C::SpeakerDash, Respell),
        (vec![(0, 2_000, "Mình đi chợ…"), (2_067, 4_000, "rồi về nhà.")], C::RunsOn, Respell),
        (vec![(0, 2_000, "H.T.X. của bản")], C::AcronymStops, Respell),
    ] {
        let track = track(&cues);
        let after = mended(&track, &clip, code, kind);
        let letters = |t: &CaptionTrack| -> String {
            let text = t.cues().iter().map(|c| c.text.as_str()).collect::<String>();
            text.chars().filter(|c| c.is_alphanumeric()).collect()
        };
        assert_eq!(letters(&track), letters(&after), "no word is lost");
    }
}

#[test]
fn loose_marks_are_put_together() {
    let loose: String = "tiếng Việt".nfd().collect();
    let after = mended(
        &track(&[(0, 2_000, &loose)]),
        &facts(9_000),
        LintCode::LooseMarks,
        FixKind::Respell,
    );
    assert_eq!(after.cues()[0].text, "tiếng Việt");
}

#[test]
fn the_voice_is_compared_when_words_have_times() {
    let word = |from, to, text: &str| Word {
        range: range(from, to),
        text: text.to_owned(),
        probability: 1.0,
    };
    let words = vec![word(1_000, 1_300, "Chào"), word(1_300, 1_800, "bạn")];
    let cue = |from, to| Cue {
        words: words.clone(),
        ..Cue::new(range(from, to), "Chào bạn", CueSource::Speech)
    };
    let early = CaptionTrack::new("vi", vec![cue(600, 2_500)]).unwrap();
    let after = mended(&early, &facts(9_000), LintCode::Early, FixKind::Sync);
    assert_eq!(after.cues()[0].range, range(1_000, 2_500));
    let late = CaptionTrack::new("vi", vec![cue(1_400, 2_500)]).unwrap();
    let _ = mended(&late, &facts(9_000), LintCode::Late, FixKind::Sync);
    let mut quiet = facts(9_000);
    quiet.silence = vec![range(900, 1_400)];
    let heard = CaptionTrack::new("vi", vec![cue(1_000, 2_500)]).unwrap();
    let report = lint(&heard, Profile::Vertical, &quiet);
    let invented = report.findings.iter().find(|f| f.code == LintCode::InSilence).unwrap();
    assert_eq!((invented.text.as_str(), invented.value), ("Chào", Some(1.0)));
    assert!((report.figures.invented_per_minute - 40.0).abs() < 0.1);
}

#[test]
fn a_parted_word_is_named_with_its_reason() {
    let parted = track(&[(0, 4_000, "Giá hôm nay là 50.000\nđồng một cân")]);
    let findings = found(&parted, &facts(9_000));
    let finding = findings.iter().find(|f| f.code == LintCode::LineSplitsWord).unwrap();
    assert_eq!((finding.text.as_str(), finding.bond), ("50.000 đồng", Some(Bond::Number)));
}

#[test]
fn our_own_cues_break_no_hard_limit() {
    let text: Vec<String> = marked().iter().take(120).map(Marked::text).collect();
    let speech = Speech::of(&text);
    for profile in [Profile::Vertical, Profile::Wide] {
        let track = captions::cues(&speech.transcript, profile, speech.end);
        let report = lint(&track, profile, &facts(speech.end.millis()));
        let hard: Vec<_> = report.findings.iter().filter(|f| f.level == LintLevel::Hard).collect();
        let slow = hard.iter().filter(|f| f.code != LintCode::TooFast).count();
        assert_eq!(slow, 0, "{hard:?}");
        let figures = report.figures;
        assert!(figures.at_target >= 0.8 && figures.at_hard >= 0.97, "{figures:?}");
        assert!(figures.gaps_kept > 0.99 && figures.lines_kept > 0.99, "{figures:?}");
        assert!(figures.breaks_in_words <= figures.breaks / 200, "{figures:?}");
    }
}

#[test]
fn hostile_files_are_survived_and_nothing_is_fine() {
    let report = lint(&CaptionTrack::empty("vi"), Profile::Vertical, &ClipFacts::unknown());
    assert!(report.findings.is_empty() && report.figures.at_target >= 1.0);
    let long = "ỹ".repeat(5_000);
    let many = "một hai ba ".repeat(3_000);
    let text = format!(
        "1\n00:00:00,000 --> 00:00:00,001\n{long}\n\n2\n00:00:00,001 --> 99:00:00,000\n{many}\n\n3\n00:00:02,000 --> 00:00:03,000\n...\n"
    );
    let track = captions::read_file(text.as_bytes(), Some(Format::Srt)).unwrap().file.track("vi");
    for profile in [Profile::Vertical, Profile::Wide, Profile::Easy] {
        let report = lint(&track, profile, &facts(3_000));
        assert!(report.figures.hard > 0);
    }
}
