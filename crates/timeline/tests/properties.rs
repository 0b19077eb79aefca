//! Property tests through the crate's front door: any edit and its inverse leave the draft as it
//! was, source and output time map to and fro, tracks never overlap, cut lists have no holes.

#![expect(clippy::unwrap_used, reason = "a test that cannot make its values must fail")]

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use timeline::{
    Answer, Aspect, Breathing, CaptionTrack, Cue, CueAct, CueSource, CueText, CutAct, CutList,
    Draft, Edit, Framing, HeardAct, Look, PartOrigin, Platform, Preview, Reading, Scene, Script,
    TimeRange, Timestamp, Translation, TranslationAct, Waiver, Word,
};

const LENGTH_US: i64 = 60_000_000;

fn at(us: i64) -> Timestamp {
    Timestamp::from_micros(us)
}

fn range() -> impl Strategy<Value = TimeRange> {
    (0..LENGTH_US - 1, 1..8_000_000_i64)
        .prop_map(|(start, len)| TimeRange::new(at(start), at(start + len)).unwrap())
}

fn cue() -> impl Strategy<Value = Cue> {
    (range(), "[a-zđăâê ]{0,24}", any::<bool>()).prop_map(|(range, text, with_words)| {
        let words = text.split_whitespace().filter(|_| with_words).map(|w| Word {
            range,
            text: w.to_owned(),
            probability: 0.5,
        });
        let speaker = with_words.then(|| "Mai".to_owned());
        Cue { words: words.collect(), speaker, ..Cue::new(range, text.clone(), CueSource::Speech) }
    })
}

fn track() -> impl Strategy<Value = CaptionTrack> {
    vec(cue(), 0..12).prop_map(|cues| CaptionTrack::from_loose("vi", cues).0)
}

fn cuts() -> impl Strategy<Value = CutList> {
    vec(range(), 0..8).prop_map(|r| CutList::from_kept(at(LENGTH_US), &r, PartOrigin::Pause))
}

fn draft() -> impl Strategy<Value = Draft> {
    (track(), cuts(), "[a-z ]{0,9}").prop_map(|(captions, cuts, title)| Draft {
        captions,
        cuts,
        ..Draft::new(title, "vi")
    })
}

fn breathing() -> impl Strategy<Value = Breathing> {
    prop_oneof![Just(Breathing::Gentle), Just(Breathing::Normal), Just(Breathing::Tight)]
}

fn translation() -> impl Strategy<Value = Option<Translation>> {
    let some = ("[a-z ]{0,12}", any::<bool>());
    option::of(some.prop_map(|(text, machine_made)| Translation { text, machine_made }))
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        "[a-z]{0,5}".prop_map(|title| Edit::SetTitle { title }),
        Just(Edit::SetTarget { platform: Platform::Facebook, aspect: Aspect::Square }),
        cuts().prop_map(|cuts| Edit::SetClip { clip: Box::new(None), cuts }),
        (0_u8..101).prop_map(|focus_x| {
            let framing = Framing { focus_x, ..Framing::default() };
            Edit::SetLook { look: Look { framing, ..Look::default() } }
        }),
        "[a-z]{0,5}".prop_map(|say| {
            let scenes = vec![Scene { say, ..Scene::default() }];
            Edit::SetScript { script: Script { scenes }, scene: Some(0) }
        }),
        "[a-z]{0,5}".prop_map(|post| Edit::SetPost { post }),
        track().prop_map(|captions| Edit::SetCaptions { captions, transcript: None }),
        track().prop_map(|captions| Edit::SetReading { reading: Some(Reading::Easy), captions }),
        track().prop_map(|captions| Edit::SetHeard {
            captions,
            transcript: None,
            act: HeardAct::Restore,
        }),
        (0..14_usize, "[a-z ]{0,20}").prop_map(|(index, text)| Edit::SetCueText { index, text }),
        (0..14_usize, range()).prop_map(|(index, range)| Edit::SetCueRange { index, range }),
        (0..14_usize, 0..4_usize, vec(cue(), 0..3)).prop_map(|(at, remove, insert)| {
            Edit::ReplaceCues { at, remove, insert, act: CueAct::Split }
        }),
        vec((0..14_usize, "[a-z ]{0,20}"), 0..5).prop_map(|texts| Edit::SetCueTexts {
            texts: texts.into_iter().map(|(index, text)| CueText { index, text }).collect()
        }),
        (0..14_usize, -LENGTH_US..LENGTH_US)
            .prop_map(|(from, us)| Edit::ShiftCues { from, by_us: at(us) }),
        (0..14_usize, vec(translation(), 0..4)).prop_map(|(at, translations)| {
            Edit::SetTranslations { at, translations, act: TranslationAct::Make }
        }),
        (0..18_usize, any::<bool>()).prop_map(|(index, kept)| Edit::SetPart { index, kept }),
        (0..18_usize, 0..LENGTH_US)
            .prop_map(|(index, us)| Edit::MoveBorder { index, at_us: at(us) }),
        (0..18_usize, 0..LENGTH_US)
            .prop_map(|(index, us)| Edit::SplitPart { index, at_us: at(us) }),
        (range(), any::<bool>(), any::<bool>()).prop_map(|(range, kept, text)| Edit::SetRange {
            range,
            kept,
            act: if text { CutAct::Text } else { CutAct::Filler }
        }),
        (cuts(), breathing()).prop_map(|(cuts, breathing)| Edit::SetCuts {
            cuts,
            breathing,
            act: CutAct::Propose
        }),
        any::<bool>().prop_map(|yes| Edit::SetAnswers {
            answers: vec![Answer { question: "ad-label".into(), yes, said: None }]
        }),
        "[a-z]{0,5}".prop_map(|reason| Edit::SetWaivers {
            waivers: vec![Waiver { rule: "r".into(), text: "t".into(), reason }]
        }),
    ]
}

proptest! {
    #[test]
    fn an_edit_and_its_inverse_leave_the_draft_as_it_was(
        mut draft in draft(),
        edits in vec(edit(), 1..12),
    ) {
        let mut undo = Vec::new();
        let mut states = Vec::new();
        for edit in edits {
            let before = draft.clone();
            match draft.apply(edit) {
                Ok(inverse) => { undo.push(inverse); states.push(before); }
                Err(_) => prop_assert_eq!(&draft, &before, "a refused edit changed the draft"),
            }
        }
        while let (Some(inverse), Some(before)) = (undo.pop(), states.pop()) {
            draft.apply(inverse).expect("an inverse is never refused");
            prop_assert_eq!(&draft, &before);
        }
    }

    #[test]
    fn whatever_is_done_cues_never_overlap_and_parts_have_no_holes(
        mut draft in draft(),
        edits in vec(edit(), 1..12),
    ) {
        for edit in edits {
            let _ = draft.apply(edit);
            for pair in draft.captions.cues().windows(2) {
                prop_assert!(pair[0].range.end() <= pair[1].range.start());
            }
            let mut end = Timestamp::ZERO;
            for part in draft.cuts.parts() {
                prop_assert_eq!(part.range.start(), end);
                end = part.range.end();
            }
        }
    }

    #[test]
    fn a_shift_moves_what_comes_after_and_changes_no_length(
        mut draft in draft(),
        from in 0..14_usize,
        us in prop_oneof![-LENGTH_US..LENGTH_US, Just(i64::MAX), Just(i64::MIN)],
    ) {
        let before = draft.clone();
        let applied = draft.apply(Edit::ShiftCues { from, by_us: at(us) });
        if applied.is_err() {
            prop_assert_eq!(draft, before);
            return Ok(());
        }
        let pairs = before.captions.cues().iter().zip(draft.captions.cues());
        for (index, (old, new)) in pairs.enumerate() {
            let by = if index < from { 0 } else { us };
            prop_assert_eq!(new.range.start().micros() - old.range.start().micros(), by);
            prop_assert_eq!(new.range.duration(), old.range.duration());
            for (a, b) in old.words.iter().zip(&new.words) {
                prop_assert_eq!(b.range.start().micros() - a.range.start().micros(), by);
            }
        }
    }

    #[test]
    fn source_and_output_time_map_to_and_fro(cuts in cuts(), us in 0..LENGTH_US) {
        let preview = Preview::new(&cuts);
        if let Some(output) = preview.to_output(at(us)) {
            prop_assert!(output < preview.duration());
            prop_assert_eq!(preview.to_source(output), Some(at(us)));
        } else {
            prop_assert!(!preview.kept().any(|r| r.contains(at(us))));
        }
        match preview.to_source(at(us)) {
            Some(source) => prop_assert_eq!(preview.to_output(source), Some(at(us))),
            None => prop_assert!(at(us) >= preview.duration()),
        }
    }

    #[test]
    fn mapped_cues_stay_in_order_inside_the_output(cuts in cuts(), track in track()) {
        let preview = Preview::new(&cuts);
        let cues = preview.map_cues(track.cues());
        for pair in cues.windows(2) {
            prop_assert!(pair[0].range.end() <= pair[1].range.start());
        }
        prop_assert!(cues.iter().all(|c| c.range.end() <= preview.duration()));
    }

    #[test]
    fn kept_time_is_the_union_of_what_was_asked(ranges in vec(range(), 0..8)) {
        let cuts = CutList::from_kept(at(LENGTH_US), &ranges, PartOrigin::Pause);
        for us in (0..LENGTH_US).step_by(977_777) {
            let asked = ranges.iter().any(|r| r.contains(at(us)));
            prop_assert_eq!(cuts.kept().iter().any(|r| r.contains(at(us))), asked);
        }
    }

    #[test]
    fn a_range_changes_what_lies_in_it_and_nothing_else(
        cuts in cuts(),
        asked in vec((range(), any::<bool>()), 1..6),
    ) {
        let mut now = cuts.clone();
        for (range, kept) in &asked {
            let next = now.with_range(*range, *kept, PartOrigin::Hand).unwrap();
            prop_assert_eq!(next.duration(), cuts.duration());
            prop_assert_eq!(&CutList::new(next.parts().to_vec()).unwrap(), &next);
            let inside: Vec<_> = next.parts().iter().filter(|p| p.range.intersection(*range).is_some()).collect();
            prop_assert_eq!(inside.len(), 1, "one part holds the whole range");
            prop_assert_eq!(inside[0].kept, *kept);
            for us in (0..LENGTH_US).step_by(977_777) {
                let stays = |c: &CutList| c.parts().iter().any(|p| p.kept && p.range.contains(at(us)));
                let wanted = if range.contains(at(us)) { *kept } else { stays(&now) };
                prop_assert_eq!(stays(&next), wanted, "at {}", us);
            }
            now = next;
        }
    }

    #[test]
    fn a_split_changes_no_kept_time(cuts in cuts(), index in 0..18_usize, us in 0..LENGTH_US) {
        if let Ok(split) = cuts.with_split(index, at(us)) {
            prop_assert_eq!(split.kept(), cuts.kept());
            prop_assert_eq!(split.parts().len(), cuts.parts().len() + 1);
            prop_assert!(split.parts()[index + 1].range.start() == at(us));
        } else {
            prop_assert!(cuts.parts().get(index).is_none_or(|p| us <= p.range.start().micros() || us >= p.range.end().micros()));
        }
    }

    #[test]
    fn a_draft_survives_being_stored(draft in draft()) {
        let json = serde_json::to_string(&draft).unwrap();
        prop_assert_eq!(serde_json::from_str::<Draft>(&json).unwrap(), draft);
    }
}
