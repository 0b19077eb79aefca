//! A take of a script as creators make them: sentences left out, said again, broken off, with
//! other talk and long pauses between. Refuses to judge.

use super::manner::{Manner, breaths, echoed};
use super::{Said, utterance};

/// What happens in a take, in order.
pub(crate) enum Act {
    /// Sentence number n, whole.
    Say(usize),
    /// The first words of sentence n, then the speaker stops.
    Begin(usize, usize),
    /// Something that the script does not have.
    Aside(&'static str),
    /// Nothing for some seconds.
    Wait(f64),
}

/// A sentence of the script as it was performed.
#[derive(Debug, Clone)]
pub(crate) struct Performed {
    pub(crate) line: usize,
    /// All of it.
    pub(crate) whole: bool,
    pub(crate) said: Said,
}

/// Sound, sentences, and where anything is spoken.
pub(crate) type Performance = (Vec<f32>, Vec<Performed>, Vec<(f64, f64)>);

/// Samples at 16 kHz, the performed sentences, and where anything is spoken; nothing without
/// espeak-ng. A sentence that is said again is said a little faster and higher.
pub(crate) fn perform(lines: &[&str], acts: &[Act], manner: Manner) -> Option<Performance> {
    let mut samples = vec![0.0_f32; 9_600];
    let (mut performed, mut spoken): (Vec<Performed>, Vec<(f64, f64)>) = (Vec::new(), Vec::new());
    for (n, act) in acts.iter().enumerate() {
        let (text, line, whole) = match act {
            Act::Wait(seconds) => {
                samples.extend(vec![0.0; (seconds * 16_000.0) as usize]);
                continue;
            }
            Act::Say(n) => (lines[*n].to_owned(), Some(*n), true),
            Act::Begin(n, words) => {
                let words: Vec<&str> = lines[*n].split(' ').take(*words).collect();
                (words.join(" "), Some(*n), false)
            }
            Act::Aside(text) => ((*text).to_owned(), None, true),
        };
        let again = performed.iter().any(|p| Some(p.line) == line);
        let (mut pace, mut pitch) = if again { (manner.pace + 8, 55) } else { (manner.pace, 50) };
        if manner.uneven {
            pace = pace * [100, 75, 130, 90, 115, 70, 105][n % 7] / 100;
            pitch = [50, 35, 62, 45, 70, 40][n % 6];
        }
        let start = samples.len() as f64 / 16_000.0;
        for (i, part) in breaths(&manner.tongue.says(&text), manner.breaths).iter().enumerate() {
            if i > 0 {
                let pause = [0.45, 0.8, 0.3, 0.6][(n + i) % 4];
                samples.extend(vec![0.0; (pause * 16_000.0) as usize]);
            }
            let from = samples.len() as f64 / 16_000.0;
            samples.extend(utterance(part, manner.voice, pace, pitch)?);
            spoken.push((from, samples.len() as f64 / 16_000.0));
        }
        let end = samples.len() as f64 / 16_000.0;
        let said = Said { start, end, text };
        performed.extend(line.map(|line| Performed { line, whole, said }));
        // Nobody breathes in no time at all.
        samples.extend(vec![0.0; 800]);
    }
    if manner.echo > 0.0 {
        samples = echoed(&samples, manner.echo);
    }
    if let Some((noise, gain)) = manner.behind {
        let noise = noise.samples(samples.len());
        for (s, n) in samples.iter_mut().zip(noise) {
            *s += gain * n;
        }
    }
    super::add_hiss(&mut samples, manner.hiss);
    Some((samples, performed, spoken))
}

/// The takes that the figures are made with: a script of ten sentences each.
pub(crate) fn takes() -> Vec<(&'static str, Vec<Act>)> {
    use Act::{Aside, Begin, Say, Wait};
    let plain = |gap: f64| (0..10).flat_map(move |n| [Say(n), Wait(gap)]).collect::<Vec<_>>();
    vec![
        ("plain", plain(0.6)),
        ("three-second pauses", plain(3.0)),
        ("skips", [0, 1, 3, 4, 5, 8, 9].into_iter().flat_map(|n| [Say(n), Wait(0.7)]).collect()),
        (
            "repeats",
            vec![
                Say(0),
                Wait(0.6),
                Say(1),
                Wait(0.9),
                Say(1),
                Wait(0.7),
                Say(2),
                Wait(0.5),
                Begin(3, 4),
                Wait(1.0),
                Say(3),
                Wait(0.6),
                Say(4),
                Wait(0.8),
                Say(5),
                Wait(0.7),
                Say(4),
                Wait(0.6),
                Say(5),
                Wait(0.6),
                Say(6),
                Wait(0.5),
                Say(7),
                Wait(1.2),
                Say(8),
                Wait(0.6),
                Say(9),
            ],
        ),
        (
            "ad-libs",
            vec![
                Aside("À quên, để mình chỉnh lại cái máy đã."),
                Wait(1.5),
                Say(0),
                Wait(0.6),
                Say(1),
                Wait(0.6),
                Say(2),
                Wait(0.7),
                Aside("Ôi con mèo nhảy lên bàn rồi."),
                Wait(1.0),
                Say(3),
                Wait(0.6),
                Say(4),
                Wait(0.6),
                Say(5),
                Wait(0.8),
                Say(6),
                Wait(0.6),
                Say(7),
                Wait(0.6),
                Aside("Trời hôm nay gió to quá, các bạn có nghe rõ không?"),
                Wait(0.9),
                Say(8),
                Wait(0.6),
                Say(9),
            ],
        ),
        (
            "everything",
            vec![
                Say(0),
                Wait(0.6),
                Begin(1, 5),
                Wait(0.8),
                Say(1),
                Wait(3.0),
                Say(2),
                Wait(0.6),
                Aside("Ờ mình nói lại nhé."),
                Wait(0.7),
                Say(2),
                Wait(0.6),
                Say(4),
                Wait(3.0),
                Say(5),
                Wait(0.5),
                Say(6),
                Wait(0.7),
                Aside("Đợi mình một chút."),
                Wait(3.0),
                Say(7),
                Wait(0.6),
                Say(9),
            ],
        ),
    ]
}

/// What a fit did to a take.
#[derive(Debug, Default)]
pub(crate) struct Score {
    /// Error of each performed whole sentence's start in seconds; a missing one counts as 9.
    pub(crate) starts: Vec<f64>,
    pub(crate) ends: Vec<f64>,
    /// Whole sentences in the transcript that were not performed there.
    pub(crate) forced: usize,
    /// Performed sentences that are not in the transcript.
    pub(crate) missing: usize,
}

impl Score {
    pub(crate) fn add(&mut self, other: Score) {
        self.starts.extend(other.starts);
        self.ends.extend(other.ends);
        self.forced += other.forced;
        self.missing += other.missing;
    }
}

/// Compares a transcript with what was performed. Sentences are found by their words, in the order
/// of the clip; each performance goes with the nearest one that nobody has.
pub(crate) fn score(
    lines: &[&str],
    performed: &[Performed],
    words: &[(f64, f64, String)],
) -> Score {
    let mut score = Score::default();
    for (n, line) in lines.iter().enumerate() {
        let wanted = super::plain(line);
        let mut found: Vec<(f64, f64)> = words
            .windows(wanted.len())
            .filter(|w| w.iter().zip(&wanted).all(|(a, b)| super::plain(&a.2).concat() == *b))
            .map(|w| (w[0].0, w[w.len() - 1].1))
            .collect();
        for p in performed.iter().filter(|p| p.line == n && p.whole) {
            let near = |f: &(f64, f64)| (f.0 - p.said.start).abs();
            let best =
                (0..found.len()).min_by(|a, b| near(&found[*a]).total_cmp(&near(&found[*b])));
            match best.filter(|b| near(&found[*b]) < 3.0) {
                Some(best) => {
                    let (start, end) = found.remove(best);
                    score.starts.push(start - p.said.start);
                    score.ends.push(end - p.said.end);
                }
                None => {
                    score.missing += 1;
                    score.starts.push(9.0);
                }
            }
        }
        score.forced += found.len();
    }
    score
}
