//! How good cues of Vietnamese prose are: limits, reading speed, and whether words stay whole.
//! Over 10,000 words of our own, spoken with the times of a natural voice, and sentences whose
//! words were marked by hand.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails and says what it measured")]

mod prose;

use captions::{Profile, graphemes};
use prose::{Marked, Speech, marked, templates};
use timeline::{CaptionTrack, Timestamp};

fn everything() -> Vec<String> {
    let mut text: Vec<String> = marked().iter().map(Marked::text).collect();
    text.extend(templates(7_500));
    text
}

/// Share of the cues at most as fast as a limit.
fn share(track: &CaptionTrack, limit: f64) -> f64 {
    let speed = |c: &timeline::Cue| {
        f64::from(u32::try_from(graphemes(&c.text)).unwrap()) / c.range.duration().seconds()
    };
    let cues = track.cues();
    let within = cues.iter().filter(|c| speed(c) <= limit + 1e-6).count();
    count(within) / count(cues.len())
}

fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap())
}

/// Breaks of the limits that no cue may break.
fn broken(track: &CaptionTrack, profile: Profile, clip_end: Timestamp) -> Vec<String> {
    let limits = profile.limits();
    let mut found = Vec::new();
    for (k, cue) in track.cues().iter().enumerate() {
        let lines: Vec<&str> = cue.text.lines().collect();
        let mut say = |what: &str| found.push(format!("{what}: {:?} {:?}", cue.text, cue.range));
        if lines.len() > limits.lines {
            say("lines");
        }
        if lines.iter().any(|l| graphemes(l) > limits.line_chars) {
            say("width");
        }
        if cue.range.duration() < limits.shortest {
            say("short");
        }
        if cue.range.duration() > limits.longest {
            say("long");
        }
        match track.cues().get(k + 1) {
            Some(next) => {
                let gap = next.range.start() - cue.range.end();
                let full = cue.range.duration() == limits.longest;
                if gap < limits.gap || (gap > limits.gap && gap < limits.close && !full) {
                    say("gap");
                }
            }
            None if cue.range.end() > clip_end => say("end"),
            None => {}
        }
        let early = cue.words[0].range.start() - cue.range.start();
        if early > Timestamp::from_millis(100) || early < Timestamp::from_millis(-100) {
            say("sync");
        }
    }
    found
}

#[test]
fn cues_of_natural_speech_can_be_read() {
    let speech = Speech::of(&everything());
    let words = speech.transcript.words();
    assert!(words.len() >= 10_000, "{} words", words.len());
    println!(
        "{} words in {:.0} s: {:.2} syllables a second while speaking, {:.0} % pauses",
        words.len(),
        speech.end.seconds(),
        speech.rate(),
        100.0 * speech.silence()
    );
    for (profile, target, hard) in [(Profile::Vertical, 17.0, 20.0), (Profile::Wide, 17.0, 20.0)] {
        let track = captions::cues(&speech.transcript, profile, speech.end);
        let shown: usize = track.cues().iter().map(|c| c.text.split_whitespace().count()).sum();
        assert_eq!(shown, words.len(), "no word is dropped");
        let broken = broken(&track, profile, speech.end);
        let (comfortable, bearable) = (share(&track, target), share(&track, hard));
        println!(
            "{profile:?}: {} cues, {} limits broken, {:.1} % at most {target}, {:.1} % at most {hard}",
            track.cues().len(),
            broken.len(),
            100.0 * comfortable,
            100.0 * bearable
        );
        assert!(broken.is_empty(), "{:#?}", &broken[..broken.len().min(5)]);
        assert!(comfortable >= 0.85 && bearable >= 0.98);
    }
}

#[test]
fn words_marked_by_hand_stay_whole() {
    let sentences = marked();
    assert!(sentences.len() >= 400, "{}", sentences.len());
    let speech = Speech::of(&sentences.iter().map(Marked::text).collect::<Vec<_>>());
    let inside: Vec<bool> = sentences.iter().flat_map(|s| s.inside.clone()).collect();
    for profile in [Profile::Vertical, Profile::Wide, Profile::Easy] {
        let track = captions::cues(&speech.transcript, profile, speech.end);
        let (mut word, mut breaks, mut wrong) = (0, 0, Vec::new());
        for cue in track.cues() {
            for line in cue.text.lines() {
                word += line.split_whitespace().count();
                breaks += 1;
                if inside[word - 1] {
                    let next = &speech.transcript.words()[word].text;
                    wrong.push(format!("{line} / {next}"));
                }
            }
        }
        assert_eq!(word, inside.len());
        let rate = count(wrong.len()) / count(breaks);
        println!(
            "{profile:?}: {} of {breaks} breaks inside a word ({:.2} %)",
            wrong.len(),
            100.0 * rate
        );
        for line in &wrong {
            println!("    {line}");
        }
        assert!(rate <= 0.005, "{wrong:#?}");
    }
}

#[test]
fn marks_and_widths_do_not_depend_on_how_letters_are_stored() {
    use unicode_normalization::UnicodeNormalization;
    let text: Vec<String> = marked().iter().take(60).map(Marked::text).collect();
    let decomposed: Vec<String> = text.iter().map(|t| t.nfd().collect()).collect();
    let (a, b) = (Speech::of(&text), Speech::of(&decomposed));
    let cues = |s: &Speech| -> Vec<String> {
        let track = captions::cues(&s.transcript, Profile::Vertical, s.end);
        track.cues().iter().map(|c| c.text.clone()).collect()
    };
    assert_eq!(cues(&a), cues(&b));
}
