//! Sound for speech models, pauses found in it, and the sample clip.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use job::Job;
use media::{
    Error, LevelMeter, Levels, SPEECH_RATE, levels, make_sample, probe, propose, speech_audio,
};
use proptest::prelude::*;
use std::ops::ControlFlow;
use std::path::Path;
use support::{Recipe, make};
use tempfile::tempdir;
use timeline::{Breathing, CutList, TimeRange, Timestamp};

const ALL: [Breathing; 3] = [Breathing::Gentle, Breathing::Normal, Breathing::Tight];

fn heard(path: &Path) -> Vec<f32> {
    let mut samples = Vec::new();
    let sound = speech_audio(path, &Job::unwatched(), &mut |block| {
        samples.extend_from_slice(block);
        ControlFlow::Continue(())
    });
    assert_eq!(sound.unwrap().samples as usize, samples.len());
    samples
}

fn ms(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis)
}

/// Sound with tone in the given milliseconds and noise of amplitude `noise` everywhere.
fn scene(length: i64, tones: &[(i64, i64)], noise: f32) -> (Levels, Timestamp) {
    let mut detector = LevelMeter::default();
    let mut seed = 1_u32;
    let samples: Vec<f32> = (0..length * 16)
        .map(|i| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let hiss = ((seed >> 8) as f32 / (1_u32 << 24) as f32 - 0.5) * 2.0 * noise;
            let loud = tones.iter().any(|(s, e)| (s * 16..e * 16).contains(&i));
            hiss + if loud { 0.3 * (i as f32 * 0.2).sin() } else { 0.0 }
        })
        .collect();
    samples.chunks(777).for_each(|block| detector.push(block));
    (detector.finish(ms(length)), ms(length))
}

fn removed(cuts: &CutList) -> Vec<(i64, i64)> {
    let gone = cuts.parts().iter().filter(|p| !p.kept);
    gone.map(|p| (p.range.start().millis(), p.range.end().millis())).collect()
}

#[test]
fn speech_sound_lies_on_the_clip_s_time() {
    let dir = tempdir().unwrap();
    for (name, codec) in [("a.mp4", "aac"), ("a.mkv", "pcm_f32le")] {
        let path = dir.path().join(name);
        make(&Recipe { sound_codec: codec, ..Recipe::default() }, &path);
        let sound = heard(&path);
        assert!((sound.len() as i64 - 48_000).abs() < 400, "{name}: {}", sound.len());
        let quiet = sound[8_400..15_600].iter().all(|s| s.abs() < 0.05);
        let onset = 15_600 + sound[15_600..].iter().position(|s| s.abs() > 0.1).unwrap();
        assert!(quiet && onset.abs_diff(16_000) < 24, "{name}: {onset}");
    }
}

#[test]
fn sound_that_starts_late_starts_with_silence() {
    let dir = tempdir().unwrap();
    for name in ["a.mp4", "a.mkv"] {
        let path = dir.path().join(name);
        make(&Recipe { late: 38_400, ..Recipe::default() }, &path);
        let sound = heard(&path);
        let onset = sound.iter().position(|s| s.abs() > 0.1).unwrap();
        assert!(onset.abs_diff(12_800) < 40, "{name}: {onset}");
        assert!((sound.len() as i64 - 60_800).abs() < 400, "{name}: {}", sound.len());
    }
}

#[test]
fn a_clip_without_sound_says_so() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("a.mp4");
    make(&Recipe { sound: None, ..Recipe::default() }, &path);
    let failed = levels(&path, &Job::unwatched());
    assert!(matches!(failed, Err(Error::NoAudio { .. })));
}

#[test]
fn listening_stops_when_asked() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("a.mp4");
    make(&Recipe::default(), &path);
    let stopped = speech_audio(&path, &Job::unwatched(), &mut |_| ControlFlow::Break(()));
    assert!(stopped.unwrap().samples < 4_000);
}

#[test]
fn pauses_go_and_air_stays() {
    for noise in [0.0, 0.0003, 0.01, 0.04] {
        let (levels, end) =
            scene(8000, &[(1000, 2000), (2500, 3500), (4400, 5000), (6500, 7500)], noise);
        let cuts = |breathing| removed(&propose(&levels, &[], breathing, end));
        let near = |found: Vec<(i64, i64)>, asked: &[(i64, i64)]| {
            let close = |(f, a): (&(i64, i64), &(i64, i64))| {
                f.0.abs_diff(a.0) <= 40 && f.1.abs_diff(a.1) <= 40
            };
            assert!(
                found.len() == asked.len() && found.iter().zip(asked).all(close),
                "noise {noise}: {found:?} for {asked:?}"
            );
        };
        near(cuts(Breathing::Gentle), &[(0, 700), (5300, 6200), (7800, 8000)]);
        near(cuts(Breathing::Normal), &[(0, 820), (3680, 4220), (5180, 6320), (7680, 8000)]);
        near(
            cuts(Breathing::Tight),
            &[(0, 900), (2100, 2400), (3600, 4300), (5100, 6400), (7600, 8000)],
        );
    }
}

#[test]
fn all_sound_and_all_silence_stay_whole() {
    for (tones, noise) in [(&[][..], 0.0), (&[], 0.001), (&[], 0.2), (&[(0, 4000)], 0.001)] {
        let (levels, end) = scene(4000, tones, noise);
        for breathing in ALL {
            assert_eq!(propose(&levels, &[], breathing, end), CutList::whole(end));
        }
    }
}

#[test]
fn a_word_in_a_pause_stays() {
    let (levels, end) = scene(8000, &[(1000, 2000), (6000, 7000)], 0.001);
    let word = TimeRange::new(ms(3800), ms(4100)).unwrap();
    let cuts = propose(&levels, &[word], Breathing::Normal, end);
    assert!(removed(&cuts).iter().all(|(s, e)| *e <= 3800 || 4100 <= *s), "{cuts:?}");
    assert_eq!(removed(&cuts).len(), 4);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 128, ..ProptestConfig::default() })]
    #[test]
    fn proposals_cover_the_clip_and_never_cut_a_word(
        level in proptest::collection::vec(-1.0_f32..1.0, 0..200),
        words in proptest::collection::vec((0_i64..20_000, 1_i64..900), 0..12),
        length in 0_i64..20_000,
    ) {
        let mut detector = LevelMeter::default();
        for l in &level {
            detector.push(&vec![l.powi(7); 800]);
        }
        let levels = detector.finish(ms(length));
        let words: Vec<_> =
            words.iter().map(|(s, l)| TimeRange::new(ms(*s), ms(s + l)).unwrap()).collect();
        for breathing in ALL {
            let cuts = propose(&levels, &words, breathing, ms(length));
            prop_assert!(CutList::new(cuts.parts().to_vec()).is_ok());
            prop_assert_eq!(cuts.duration(), ms(length));
            prop_assert!(length == 0 || !cuts.kept().is_empty());
            for part in cuts.parts().iter().filter(|p| !p.kept) {
                prop_assert!(words.iter().all(|w| w.intersection(part.range).is_none()));
            }
        }
    }
}

#[test]
fn the_sample_clip_can_be_worked_on() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("mẫu.mp4");
    let voice: Vec<f32> = (0..3 * SPEECH_RATE).map(|i| 0.3 * (i as f32 * 0.15).sin()).collect();
    make_sample(&voice, &path, &Job::unwatched()).unwrap();
    let info = probe(&path, &Job::unwatched()).unwrap();
    let video = info.video.unwrap();
    assert_eq!((video.width, video.height, video.frames), (720, 1280, 150));
    assert_eq!(info.duration_us, ms(5000));
    let cuts =
        propose(&levels(&path, &Job::unwatched()).unwrap(), &[], Breathing::Normal, ms(5000));
    let gone = removed(&cuts);
    assert!(
        gone.len() == 2 && gone[0].1.abs_diff(820) < 40 && gone[1].0.abs_diff(4180) < 40,
        "{gone:?}"
    );
}
