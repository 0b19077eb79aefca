//! Owns which tries of a take count: what is said again is kept once, the last time, and what only
//! sounds alike is no second try when the script went on in between. Refuses times of words.

use crate::Error;
use crate::course::{Course, course};
use crate::hearing::Hearing;
use crate::retake::{Retake, Utterance, mark_between, retakes, utterances};
use crate::sentences::Sentences;
use timeline::TimeRange;

/// How often the speaker's own sounds are learnt from what was placed.
const LEARN: usize = 2;
/// How often tries are looked at anew.
const LOOKS: usize = 3;

/// A take, sorted.
pub(crate) struct Tries {
    /// All that is said.
    pub(crate) utterances: Vec<Utterance>,
    /// Which of it is said again later.
    pub(crate) again: Vec<Retake>,
    /// Numbers of those that are not.
    pub(crate) kept: Vec<usize>,
    /// What `kept` says.
    pub(crate) course: Course,
}

impl Tries {
    pub(crate) fn once(&self) -> Vec<Utterance> {
        self.kept.iter().map(|&u| self.utterances[u].clone()).collect()
    }

    /// A second try follows the first at once or after other tries. When another sentence of the
    /// script was said once between them, the two only sound alike.
    fn refuted(&self, script: &Sentences, retake: &Retake) -> bool {
        let Some(again) = self.words(retake.again) else { return false };
        let sentence = script.range(script.number(again.start)).start;
        let last_try = |u: usize| self.again.iter().any(|r| r.again == u);
        (retake.first + 1..retake.again)
            .filter(|&u| !last_try(u))
            .filter_map(|u| self.words(u))
            .any(|between| between.end <= sentence)
    }

    /// The words that utterance `u` got, if it is kept and got any.
    fn words(&self, u: usize) -> Option<std::ops::Range<usize>> {
        let number = self.kept.binary_search(&u).ok()?;
        let before: usize =
            self.kept[..number].iter().map(|&k| self.utterances[k].stretches.len()).sum();
        let own = &self.course[before..before + self.utterances[u].stretches.len()];
        let mut own = own.iter().flatten().filter(|w| !w.is_empty());
        let first = own.next()?;
        Some(first.start..own.next_back().unwrap_or(first).end)
    }
}

/// Sorts what is said on `stretches` of `samples`; neither they nor the script are empty.
///
/// # Errors
/// [`Error::Lexicon`] when the program's own word lists are broken.
pub(crate) fn tries(
    script: &Sentences,
    samples: &[f32],
    stretches: &[TimeRange],
    language: &str,
) -> Result<Tries, Error> {
    let mut again = retakes(samples, &utterances(stretches));
    let mut looks = 0;
    loop {
        let tries = sorted(script, samples, utterances(stretches), again, language)?;
        looks += 1;
        let believed: Vec<Retake> =
            tries.again.iter().filter(|r| !tries.refuted(script, r)).copied().collect();
        if believed.len() == tries.again.len() || looks == LOOKS {
            return Ok(tries);
        }
        again = believed;
    }
}

fn sorted(
    script: &Sentences,
    samples: &[f32],
    mut utterances: Vec<Utterance>,
    again: Vec<Retake>,
    language: &str,
) -> Result<Tries, Error> {
    mark_between(&mut utterances, &again);
    let first_try = |u: usize| again.iter().any(|r| r.first == u);
    let kept: Vec<usize> = (0..utterances.len()).filter(|&u| !first_try(u)).collect();
    let once: Vec<Utterance> = kept.iter().map(|&u| utterances[u].clone()).collect();
    let stretches: Vec<TimeRange> = once.iter().flat_map(|u| u.stretches.clone()).collect();
    let course = if language == "vi" {
        let mut hearing = Hearing::new(&script.words, samples, &stretches)?;
        let mut found = course(script, &once, Some(&hearing), None);
        for _ in 0..LEARN {
            hearing = hearing.learnt(&found);
            found = course(script, &once, Some(&hearing), Some(&found));
        }
        found
    } else {
        // Other languages are not written as they sound.
        course(script, &once, None, None)
    };
    Ok(Tries { utterances, again, kept, course })
}
