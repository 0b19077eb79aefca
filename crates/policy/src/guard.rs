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
    /// "không cần", "khỏi": what follows them is no excuse.
    pub(crate) needless: ListId,
    /// Denials that follow what they deny: "em từ chối", "là xạo đó".
    pub(crate) afterwards: ListId,
}

const BESIDE: usize = 3;
/// Tokens within which a denial follows: in what is left of the sentence, or in the next one.
const AFTERWARDS: usize = 8;
/// "Không cần phải đi khám": so far before an excuse stands what waves it away.
const NEEDLESS: usize = 3;

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
            || is_taken_back(whole, reading, hits, negations)
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

/// "… ai cũng khỏi bệnh. Nghe vậy em từ chối liền": said in order to deny it.
fn is_taken_back(whole: Run, reading: &Reading<'_>, hits: &Hits, negations: Negations) -> bool {
    let here = reading.tokens[whole.from].sentence;
    let after = |sentence: usize, from: usize| {
        let to = reading.sentences.get(sentence).map_or(from, |s| s.to.min(from + AFTERWARDS));
        let denials = hits.within(negations.afterwards, from, to);
        denials.iter().any(|denial| denial.to <= to)
    };
    let next = reading.sentences.get(here + 1).map(|next| after(here + 1, next.from));
    after(here, whole.to) || next == Some(true)
}

/// "Không làm mờ" excuses nothing; a phrase that begins with its own negation does.
fn is_negated(
    excuse: Run,
    reading: &Reading<'_>,
    hits: &Hits,
    Negations { negation, not_only, needless, .. }: Negations,
) -> bool {
    let clause = |token: usize| reading.tokens[token].clause;
    let own = hits.within(negation, excuse.from, excuse.from + 1);
    let waved_away = hits.within(needless, excuse.from.saturating_sub(NEEDLESS), excuse.from);
    if waved_away.iter().any(|word| clause(word.from) == clause(excuse.from)) {
        return true;
    }
    own.is_empty()
        && hits
            .within(negation, excuse.from.saturating_sub(2), excuse.from)
            .iter()
            .any(|no| clause(no.from) == clause(excuse.from) && !hits.touches(not_only, *no))
}
