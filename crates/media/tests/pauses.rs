//! How well pauses are found where the truth is known: over noise, changing noise, music and
//! clicks. The limits are what was measured, rounded to the safe side.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod mix;

use media::propose;
use mix::{Mix, speech};
use timeline::{Breathing, CutList, TimeRange, Timestamp};

/// Seconds between sentences; the first two are too short to be pauses at normal breathing.
const PAUSES: [f32; 5] = [0.35, 1.0, 0.5, 1.6, 2.5];
/// Shortest pause and the air on each side at normal breathing.
const LIMITS: (f64, f64) = (0.7, 0.18);

/// What was found, in shares of time.
#[derive(Debug)]
struct Found {
    /// Of what should go, so much goes.
    recall: f64,
    /// Of what goes, so much is pause.
    precision: f64,
}

fn removed(cuts: &CutList) -> Vec<TimeRange> {
    cuts.parts().iter().filter(|p| !p.kept).map(|p| p.range).collect()
}

fn seconds(ranges: &[TimeRange]) -> f64 {
    ranges.iter().map(|r| r.duration().seconds()).sum()
}

fn shared(a: &[TimeRange], b: &[TimeRange]) -> f64 {
    let pairs = a.iter().flat_map(|a| b.iter().filter_map(|b| a.intersection(*b)));
    seconds(&pairs.collect::<Vec<_>>())
}

fn found(mix: &Mix) -> Found {
    let duration = mix.duration();
    let gone = removed(&propose(&mix.levels(), &[], Breathing::Normal, duration));
    let gaps = mix.gaps();
    let wanted = |gap: &TimeRange| {
        let (shortest, air) = LIMITS;
        let air = Timestamp::from_seconds(air);
        let start = if gap.start() == Timestamp::ZERO { gap.start() } else { gap.start() + air };
        let end = if gap.end() == duration { gap.end() } else { gap.end() - air };
        (gap.duration().seconds() >= shortest).then(|| TimeRange::new(start, end).unwrap())
    };
    let wanted: Vec<TimeRange> = gaps.iter().filter_map(wanted).collect();
    let all = seconds(&gone);
    Found {
        recall: shared(&gone, &wanted) / seconds(&wanted),
        precision: if all > 0.0 { shared(&gone, &gaps) / all } else { 1.0 },
    }
}

#[track_caller]
fn at_least(name: &str, mix: &Mix, recall: f64, precision: f64) {
    let found = found(mix);
    assert!(found.recall >= recall && found.precision >= precision, "{name}: {found:?}");
}

fn talk() -> Mix {
    speech(2, &PAUSES)
}

fn length() -> usize {
    talk().samples.len()
}

#[test]
fn pauses_are_found_in_a_quiet_room_and_under_noise() {
    at_least("muted", &talk(), 0.98, 0.99);
    for (below, recall, precision) in
        [(50.0, 0.98, 0.99), (30.0, 0.98, 0.99), (20.0, 0.98, 0.99), (10.0, 0.95, 0.98)]
    {
        let mix = talk().under(&mix::pink(length(), 3), below);
        at_least(&format!("pink noise {below} dB below the voice"), &mix, recall, precision);
    }
    let mix = talk().under(&mix::pink(length(), 3), 40.0).under(&mix::hum(length()), 15.0);
    at_least("mains hum 15 dB below the voice", &mix, 0.98, 0.99);
}

#[test]
fn a_fan_switched_on_halfway_changes_nothing() {
    let fan = mix::starting(mix::pink(length(), 5), length() / 2);
    for below in [20.0, 12.0] {
        let mix = talk().under(&mix::pink(length(), 3), 45.0).under(&fan, below);
        at_least(&format!("fan {below} dB below the voice"), &mix, 0.94, 0.99);
        let backwards: Vec<f32> = fan.iter().rev().copied().collect();
        let mix = talk().under(&mix::pink(length(), 3), 45.0).under(&backwards, below);
        at_least(&format!("fan off, {below} dB below the voice"), &mix, 0.94, 0.99);
    }
}

#[test]
fn a_motorbike_that_passes_costs_only_the_pauses_beside_it() {
    let passing = mix::motorbike(length(), 30.0);
    let mix = talk().under(&mix::pink(length(), 3), 45.0).under(&passing, 10.0);
    at_least("motorbike", &mix, 0.65, 0.99);
}

#[test]
fn clicks_and_breaths_are_no_speech() {
    let room = || talk().under(&mix::pink(length(), 3), 40.0);
    at_least("clicks", &room().under(&mix::clicks(&talk()), 20.0), 0.98, 0.99);
    // A pause goes up to the breath; what is heard of the breath itself stays.
    at_least("breaths", &room().under(&mix::breaths(&talk()), 30.0), 0.6, 0.99);
}

#[test]
fn music_under_speech_is_never_chopped() {
    let talk = speech(1, &PAUSES);
    let length = talk.samples.len();
    let beds = [
        ("strings", mix::music(length, true, false)),
        ("strings and drums", mix::music(length, true, true)),
        ("drums", mix::music(length, false, true)),
        ("held chords", mix::pad(length)),
    ];
    for (name, bed) in beds {
        for below in [10.0, 18.0, 26.0] {
            let mix = talk.clone().under(&mix::pink(length, 3), 50.0).under(&bed, below);
            let levels = mix.levels();
            for breathing in [Breathing::Gentle, Breathing::Normal, Breathing::Tight] {
                let gone = removed(&propose(&levels, &[], breathing, mix.duration()));
                assert_eq!(gone, [], "{name} {below} dB below the voice, {breathing:?}");
            }
        }
    }
}

#[test]
fn music_alone_is_never_chopped_and_silence_after_it_may_go() {
    let count = 40 * 16_000;
    for (strings, drums) in [(true, false), (true, true), (false, true)] {
        let mut samples = mix::music(count, strings, drums);
        // A soft beginning, a loud end, a quiet room under it.
        let room = mix::pink(count, 3);
        for (i, s) in samples.iter_mut().enumerate() {
            *s = *s * 0.2 * (0.03 + i as f32 / count as f32) + room[i] * 0.0002;
        }
        let mix = Mix { samples, said: Vec::new() };
        let levels = mix.levels();
        for breathing in [Breathing::Gentle, Breathing::Normal, Breathing::Tight] {
            let gone = removed(&propose(&levels, &[], breathing, mix.duration()));
            assert_eq!(gone, [], "strings {strings}, drums {drums}, {breathing:?}");
        }
        let mut over = mix.clone();
        over.samples.extend(vec![0.0; 4 * 16_000]);
        let gone = removed(&propose(&over.levels(), &[], Breathing::Normal, over.duration()));
        assert!(gone.len() == 1 && gone[0].start().seconds() > 40.0, "{gone:?}");
        assert!(gone[0].duration().seconds() > 3.0, "{gone:?}");
    }
}

#[test]
fn music_of_an_intro_stays_and_pauses_after_it_go() {
    let intro = 10 * 16_000;
    let mut bed = mix::music(length(), true, true);
    bed[intro..].fill(0.0);
    let talk = talk();
    let mut samples = vec![0.0; intro - 16_000];
    samples.extend(&talk.samples);
    let said = talk.said.iter().map(|(s, e)| (s + intro - 16_000, e + intro - 16_000)).collect();
    bed.resize(samples.len(), 0.0);
    let mix = Mix { samples, said }.under(&mix::pink(length() + intro, 3), 45.0).under(&bed, 24.0);
    let gone = removed(&propose(&mix.levels(), &[], Breathing::Normal, mix.duration()));
    assert!(gone.iter().all(|r| r.start().seconds() > 9.5), "{gone:?}");
    assert!(seconds(&gone) > 9.0, "{gone:?}");
}
