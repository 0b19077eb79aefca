//! Owns what excuses a match: negation, fixed phrases, the sentence or the draft around it.
//! Refuses guesses: an exception that is not written in the rule does not exist.

use crate::detect::Match;
use crate::lexicon::{Hits, ListId, Run};
use crate::looks::Condition;
use crate::reading::Reading;

/// A rule's exceptions with their lists compiled.
#[derive(Debug, Clone)]
pub(crate) struct Guard {
    pub(crate) negation: usize,
    pub(crate) phrases: ListId,
    pub(crate) sentence: ListId,
    pub(crate) draft: ListId,
    pub(crate) before: ListId,
    pub(crate) after: ListId,
    pub(crate) products: Vec<String>,
    pub(crate) facts: Vec<Condition>,
}

/// The shared lists that every guard reads.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Negations {
    pub(crate) negation: ListId,
    /// "không chỉ", "không những": the opposite of a denial.
    pub(crate) not_only: ListId,
    /// Compounds whose syllables mean something else alone: "thống nhất", "chết mê".
    pub(crate) twins: ListId,
}

const BESIDE: usize = 3;

impl Guard {
    pub(crate) fn excuses(
        &self,
        found: &Match,
        reading: &Reading<'_>,
        hits: &Hits,
        negations: Negations,
    ) -> bool {
        let whole = found.whole();
        let sentence = reading.sentence_of(whole.from);
        found.members.iter().any(|m| hits.touches(self.phrases, *m))
            || found.members.iter().any(|m| hits.covers(negations.twins, *m))
            || hits
                .within(self.sentence, sentence.from, sentence.to)
                .iter()
                .any(|excuse| !is_negated(*excuse, reading, hits, negations))
            || !hits
                .within(
                    self.before,
                    whole.from.saturating_sub(BESIDE).max(sentence.from),
                    whole.from,
                )
                .is_empty()
            || !hits
                .within(self.after, whole.to, (whole.to + BESIDE).min(sentence.to.max(whole.to)))
                .is_empty()
            || (self.negation > 0 && self.is_denied(found, reading, hits, negations))
    }

    /// A negation to the left of the match in its clause, or between its members.
    fn is_denied(
        &self,
        found: &Match,
        reading: &Reading<'_>,
        hits: &Hits,
        negations: Negations,
    ) -> bool {
        let whole = found.whole();
        let from = whole.from.saturating_sub(self.negation);
        let last = found.members.iter().map(|m| m.from).max().unwrap_or(whole.from);
        hits.within(negations.negation, from, last).iter().any(|no| {
            let (word, here) = (&reading.tokens[no.from], &reading.tokens[whole.from]);
            let same = word.sentence == here.sentence && word.clause >= here.clause;
            same && !found.members.iter().any(|m| m.overlaps(*no))
                && !hits.touches(negations.not_only, *no)
        })
    }
}

/// "Không làm mờ" excuses nothing; a phrase that begins with its own negation does.
fn is_negated(
    excuse: Run,
    reading: &Reading<'_>,
    hits: &Hits,
    Negations { negation, not_only, .. }: Negations,
) -> bool {
    let clause = |token: usize| reading.tokens[token].clause;
    let own = hits.within(negation, excuse.from, excuse.from + 1);
    own.is_empty()
        && hits
            .within(negation, excuse.from.saturating_sub(2), excuse.from)
            .iter()
            .any(|no| clause(no.from) == clause(excuse.from) && !hits.touches(not_only, *no))
}
