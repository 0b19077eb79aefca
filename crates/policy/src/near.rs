//! Owns the search for one member of each list, close together in a sentence.
//! Refuses to know what the lists mean.

use crate::detect::{How, Match};
use crate::lexicon::{Hits, ListId, Run};
use crate::reading::Reading;

pub(crate) struct Nearness<'a> {
    pub(crate) reading: &'a Reading<'a>,
    pub(crate) hits: &'a Hits,
    pub(crate) how: How,
}

impl Nearness<'_> {
    /// The nearest member of each further list around the first one, or nothing.
    pub(crate) fn around(&self, first: Run, others: &[ListId]) -> Option<Match> {
        let mut members = vec![first];
        for list in others {
            let anchor = if self.how.ordered { members[members.len() - 1] } else { first };
            let next = self.nearest(anchor, *list, &members)?;
            members.push(next);
        }
        // One folded syllable is nearly always ambiguous: without marks the match needs a phrase of two, side by side.
        if !self.reading.is_marked(first.from)
            && !members.iter().any(|m| {
                m.to - m.from > 1
                    || !crate::letters::is_syllable(&self.reading.tokens[m.from].folded)
            })
        {
            return None;
        }
        let mut found = Match { shown: first, members };
        found.shown = match self.how.mark {
            Some(at) => found.members[at],
            None => found.whole(),
        };
        Some(found)
    }

    fn nearest(&self, anchor: Run, list: ListId, taken: &[Run]) -> Option<Run> {
        let window = self.how.window;
        let from =
            if self.how.ordered { anchor.to } else { anchor.from.saturating_sub(window + 12) };
        let candidates = self.hits.within(list, from, anchor.to + window + 1);
        let gap = |run: &Run| {
            if run.from >= anchor.to {
                run.from - anchor.to
            } else {
                anchor.from.saturating_sub(run.to)
            }
        };
        let (a, tokens) = (&self.reading.tokens[anchor.from], &self.reading.tokens);
        candidates
            .iter()
            .filter(|run| !taken.iter().any(|t| t.overlaps(**run)) && gap(run) <= window)
            .filter(|run| {
                tokens[run.from].sentence == a.sentence
                    && (!self.how.same_clause
                        || tokens[run.from].clause == tokens[anchor.to - 1].clause)
            })
            .min_by_key(|run| gap(run))
            .copied()
    }
}
