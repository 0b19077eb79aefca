//! Owns the detectors: each looks at one field in one way and gives back runs of tokens.
//! Refuses exceptions and levels; `guard` and `check` own those.

use crate::lexicon::{Hits, ListId, Run};
use crate::reading::Reading;
use crate::rule::{Duration, Hashtags};
use crate::{link, phone};

/// A detector with its lists compiled.
#[derive(Debug, Clone)]
pub(crate) enum Detector {
    Phrase {
        any: ListId,
        products: Vec<String>,
    },
    Near {
        all: Vec<ListId>,
        window: usize,
        ordered: bool,
        same_clause: bool,
        mark: Option<usize>,
        products: Vec<String>,
    },
    Phone {
        not_after: ListId,
    },
    Link {
        hosts: Vec<String>,
    },
    Hashtags(Hashtags),
    Duration(Duration),
    Absence {
        any: ListId,
        absent: ListId,
    },
    Spelling {
        of: ListId,
        respelled: ListId,
    },
}

/// A place that a detector saw: what to show, and the phrases it is made of.
#[derive(Debug, Clone)]
pub(crate) struct Match {
    pub(crate) shown: Run,
    pub(crate) members: Vec<Run>,
}

impl Match {
    pub(crate) fn one(run: Run) -> Self {
        Self { shown: run, members: vec![run] }
    }

    pub(crate) fn whole(&self) -> Run {
        let from = self.members.iter().map(|m| m.from).min().unwrap_or(self.shown.from);
        let to = self.members.iter().map(|m| m.to).max().unwrap_or(self.shown.to);
        Run { from, to }
    }
}

/// Distance at which a number and the word that says what it is still belong together.
const BEFORE: usize = 4;

impl Detector {
    /// Whether this detector looks at drafts that sell this kind of thing.
    pub(crate) fn wants(&self, kind: Option<&str>) -> bool {
        match self {
            Self::Phrase { products, .. } | Self::Near { products, .. } => {
                products.is_empty() || kind.is_some_and(|k| products.iter().any(|p| p == k))
            }
            _ => true,
        }
    }

    /// What it sees in one field. `absent_holds` says whether a list has no hit anywhere in the draft.
    pub(crate) fn matches(
        &self,
        reading: &Reading<'_>,
        hits: &Hits,
        absent_holds: impl Fn(ListId) -> bool,
    ) -> Vec<Match> {
        let all = |list: ListId| hits.of(list).iter().copied().map(Match::one).collect::<Vec<_>>();
        match self {
            Self::Phrase { any, .. } => all(*any),
            Self::Near { all, window, ordered, same_clause, mark, .. } => {
                let near = Nearness {
                    reading,
                    hits,
                    window: *window,
                    ordered: *ordered,
                    same_clause: *same_clause,
                    mark: *mark,
                };
                hits.of(all[0]).iter().filter_map(|first| near.around(*first, &all[1..])).collect()
            }
            Self::Phone { not_after } => phone::phones(reading)
                .into_iter()
                .filter(|run| {
                    hits.within(*not_after, run.from.saturating_sub(BEFORE), run.from).is_empty()
                })
                .map(Match::one)
                .collect(),
            Self::Link { hosts } => {
                link::links(reading, hosts).into_iter().map(Match::one).collect()
            }
            Self::Absence { any, absent } => {
                if absent_holds(*absent) {
                    all(*any)
                } else {
                    Vec::new()
                }
            }
            Self::Spelling { of, respelled } => {
                let disguised = hits
                    .of(*of)
                    .iter()
                    .copied()
                    .filter(|run| reading.tokens[run.from..run.to].iter().any(|t| t.disguised));
                disguised.chain(hits.of(*respelled).iter().copied()).map(Match::one).collect()
            }
            Self::Hashtags(_) | Self::Duration(_) => Vec::new(),
        }
    }
}

struct Nearness<'a> {
    reading: &'a Reading<'a>,
    hits: &'a Hits,
    window: usize,
    ordered: bool,
    same_clause: bool,
    mark: Option<usize>,
}

impl Nearness<'_> {
    /// The nearest member of each further list around the first one, or nothing.
    fn around(&self, first: Run, others: &[ListId]) -> Option<Match> {
        let mut members = vec![first];
        for list in others {
            let anchor = if self.ordered { members[members.len() - 1] } else { first };
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
        found.shown = match self.mark {
            Some(at) => found.members[at],
            None => found.whole(),
        };
        Some(found)
    }

    fn nearest(&self, anchor: Run, list: ListId, taken: &[Run]) -> Option<Run> {
        let from =
            if self.ordered { anchor.to } else { anchor.from.saturating_sub(self.window + 12) };
        let candidates = self.hits.within(list, from, anchor.to + self.window + 1);
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
            .filter(|run| !taken.iter().any(|t| t.overlaps(**run)) && gap(run) <= self.window)
            .filter(|run| {
                tokens[run.from].sentence == a.sentence
                    && (!self.same_clause
                        || tokens[run.from].clause == tokens[anchor.to - 1].clause)
            })
            .min_by_key(|run| gap(run))
            .copied()
    }
}
