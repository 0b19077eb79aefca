//! Owns the detectors: each looks at one field in one way and gives back runs of tokens.
//! Refuses exceptions and levels; `guard` and `check` own those.

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

use crate::lexicon::{Hits, ListId, Run};
use crate::looks::{Facts, Hashtags, Length};
use crate::near::Nearness;
use crate::reading::Reading;
use crate::{link, phone};

/// A detector with its lists compiled.
#[derive(Debug, Clone)]
pub(crate) enum Detector {
    Phrase { any: ListId, hashtag: bool, products: Vec<String> },
    Near { all: Vec<ListId>, how: How, products: Vec<String> },
    Pattern { pattern: Regex, near: Option<Beside>, fields: Vec<String> },
    Number { units: ListId, above: Option<f64>, below: Option<f64>, near: Option<Beside> },
    Repetition { any: ListId, at_least: usize, typed: Vec<String> },
    Phone { not_after: ListId },
    Link { hosts: Vec<String> },
    Hashtags(Hashtags),
    Length(Length),
    Facts(Facts),
    Absence { any: ListId, absent: ListId },
    Spelling { of: ListId, respelled: ListId, found: bool },
}

/// How the members of a "near" stand to each other.
#[derive(Debug, Clone, Copy)]
pub(crate) struct How {
    pub(crate) window: usize,
    pub(crate) ordered: bool,
    pub(crate) same_clause: bool,
    pub(crate) mark: Option<usize>,
}

/// A list that must stand close by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Beside {
    pub(crate) list: ListId,
    pub(crate) window: usize,
}

impl Beside {
    fn holds(self, run: Run, reading: &Reading<'_>, hits: &Hits) -> bool {
        let sentence = reading.sentence_of(run.from);
        let from = run.from.saturating_sub(self.window).max(sentence.from);
        let to = (run.to + self.window).min(sentence.to.max(run.to));
        !hits.within(self.list, from, to).is_empty()
    }
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

/// A text as it is written, whatever its case and its kind of marks.
pub(crate) fn typed(text: &str) -> String {
    text.nfc().collect::<String>().to_lowercase()
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

    /// Whether this detector reads that field.
    pub(crate) fn reads(&self, field: &str) -> bool {
        match self {
            Self::Pattern { fields, .. } => fields.is_empty() || fields.iter().any(|f| f == field),
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
            Self::Phrase { any, hashtag: false, .. } => all(*any),
            Self::Phrase { any, .. } => {
                let mut found = all(*any);
                found.retain(|m| reading.tokens[m.shown.from].hashtag);
                found
            }
            Self::Near { all, how, .. } => {
                let near = Nearness { reading, hits, how: *how };
                hits.of(all[0]).iter().filter_map(|first| near.around(*first, &all[1..])).collect()
            }
            Self::Pattern { pattern, near, .. } => pattern
                .find_iter(reading.text)
                .filter_map(|m| reading.tokens_in(m.start(), m.end()))
                .filter(|run| near.is_none_or(|near| near.holds(*run, reading, hits)))
                .map(Match::one)
                .collect(),
            Self::Number { units, above, below, near } => {
                let mut found = Vec::new();
                for unit in hits.of(*units) {
                    let Some((from, value)) = amount_before(reading, unit.from) else { continue };
                    let run = Run { from, to: unit.to };
                    if above.is_none_or(|limit| value > limit)
                        && below.is_none_or(|limit| value < limit)
                        && near.is_none_or(|near| near.holds(run, reading, hits))
                    {
                        found.push(Match::one(run));
                    }
                }
                found
            }
            Self::Repetition { any, at_least, typed: wanted } => {
                let stands = |run: &&Run| {
                    let (from, to) = (&reading.tokens[run.from], &reading.tokens[run.to - 1]);
                    wanted.is_empty() || wanted.contains(&typed(&reading.text[from.start..to.end]))
                };
                let found: Vec<Run> = hits.of(*any).iter().filter(stands).copied().collect();
                // The first is no repetition; the last ones are what to leave out.
                let enough = found.len() >= *at_least;
                found.into_iter().skip(1).filter(|_| enough).map(Match::one).collect()
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
            Self::Spelling { of, respelled, .. } => {
                let disguised = hits
                    .of(*of)
                    .iter()
                    .copied()
                    .filter(|run| reading.tokens[run.from..run.to].iter().any(|t| t.disguised));
                disguised.chain(hits.of(*respelled).iter().copied()).map(Match::one).collect()
            }
            Self::Hashtags(_) | Self::Length(_) | Self::Facts(_) => Vec::new(),
        }
    }
}

/// The number that ends right before a token: where it begins, and its value.
fn amount_before(reading: &Reading<'_>, to: usize) -> Option<(usize, f64)> {
    let at = to.checked_sub(1)?;
    let token = &reading.tokens[at];
    if token.sentence != reading.tokens[to.min(reading.tokens.len() - 1)].sentence {
        return None;
    }
    if let Some(value) = crate::amount::digits(&token.folded) {
        return Some((at, value));
    }
    // At most four words: "một trăm hai mươi".
    let first = (to.saturating_sub(4)..to)
        .rev()
        .take_while(|i| {
            let word = &reading.tokens[*i].folded;
            crate::letters::is_amount(word) || (word == "lam" && *i + 1 == to)
        })
        .last()?;
    let words: Vec<&str> = reading.tokens[first..to].iter().map(|t| t.folded.as_str()).collect();
    Some((first, crate::amount::spoken(&words)?))
}
