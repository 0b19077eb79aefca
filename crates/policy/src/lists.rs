//! Owns named word lists and how a rule's list with "@name" references becomes phrases of the lexicon.
//! Refuses lists without an end and detectors that lack what they need.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use crate::Error;
use crate::compile::{refused, unknown};
use crate::detect::{Beside, Detector, How};
use crate::facts::NAMES;
use crate::lexicon::{Lexicon, ListId, Manner, Unmarked};
use crate::looks::{Condition, Detect};
use crate::rule::{UnmarkedMode, WordList};

const MOST_PHRASES: usize = 60_000;
const WIDEST: usize = 40;
const NESTED: usize = 6;
/// A compiled regular expression stays small; the crate itself never backtracks.
const PATTERN_BYTES: usize = 1 << 20;

type Named = BTreeMap<String, WordList>;

/// Named lists, and the lexicon that grows from them.
pub(crate) struct Lists<'a> {
    named: &'a Named,
    pub(crate) lexicon: Lexicon,
    /// What was compiled already: many rules have the same list.
    done: HashMap<(Vec<String>, Unmarked), ListId>,
}

impl<'a> Lists<'a> {
    pub(crate) fn new(named: &'a Named, lexicon: Lexicon) -> Self {
        Self { named, lexicon, done: HashMap::new() }
    }

    pub(crate) fn compile(
        &mut self,
        path: &Path,
        items: &[String],
        inline: Unmarked,
    ) -> Result<ListId, Error> {
        let key = (items.to_vec(), inline);
        if let Some(list) = self.done.get(&key) {
            return Ok(*list);
        }
        let list = self.lexicon.new_list();
        let mut phrases = Vec::new();
        Self::flat(
            self.named,
            items,
            Manner { unmarked: inline, sensitive: false },
            &mut phrases,
            0,
        )
        .map_err(|wrong| match wrong {
            Some(name) => unknown(path, "the word list", &name),
            None => refused(path, "word lists refer to each other too deeply or are too long"),
        })?;
        for (phrase, manner) in phrases {
            self.lexicon.add(list, phrase, manner).map_err(|reason| refused(path, reason))?;
        }
        self.done.insert(key, list);
        Ok(list)
    }

    /// A detector of a rule file with its lists compiled.
    pub(crate) fn detector(&mut self, path: &Path, detect: &Detect) -> Result<Detector, Error> {
        let mut list = |items: &[String]| self.compile(path, items, Unmarked::Collocations);
        Ok(match detect {
            Detect::Phrase(d) => Detector::Phrase {
                any: list(&d.any)?,
                hashtag: d.hashtag,
                products: d.products.clone(),
            },
            Detect::Near(d) => {
                if d.all.len() < 2 || d.mark.is_some_and(|at| at >= d.all.len()) {
                    let reason = "\"near\" needs two lists or more and a mark that exists";
                    return Err(refused(path, reason));
                }
                let mut all = Vec::new();
                for items in &d.all {
                    all.push(list(items)?);
                }
                let how = How {
                    window: narrow(path, d.window)?,
                    ordered: d.ordered,
                    same_clause: d.same_clause,
                    mark: d.mark,
                };
                Detector::Near { all, how, products: d.products.clone() }
            }
            Detect::Pattern(d) => {
                let pattern = regex::RegexBuilder::new(&d.pattern)
                    .size_limit(PATTERN_BYTES)
                    .dfa_size_limit(PATTERN_BYTES)
                    .build()
                    .map_err(|error| refused(path, format!("the pattern: {error}")))?;
                if pattern.is_match("") {
                    return Err(refused(path, "the pattern matches nothing at all"));
                }
                let near = self.beside(path, &d.near, d.window)?;
                Detector::Pattern { pattern, near, fields: d.fields.clone() }
            }
            Detect::Number(d) => {
                if d.units.is_empty() || [d.above, d.below].into_iter().flatten().next().is_none() {
                    return Err(refused(path, "a number needs units and a limit"));
                }
                Detector::Number {
                    // Behind a number a unit is plain, also without marks.
                    units: self.compile(path, &d.units, Unmarked::All)?,
                    above: d.above,
                    below: d.below,
                    near: self.beside(path, &d.near, d.window)?,
                }
            }
            Detect::Repetition(d) => {
                if d.at_least < 2 {
                    return Err(refused(path, "a repetition begins at two"));
                }
                let typed = match d.as_typed {
                    true if d.any.iter().any(|item| item.starts_with('@')) => {
                        return Err(refused(path, "words as typed cannot come from a list"));
                    }
                    true => d.any.iter().map(|item| crate::detect::typed(item)).collect(),
                    false => Vec::new(),
                };
                Detector::Repetition { any: list(&d.any)?, at_least: d.at_least, typed }
            }
            Detect::Phone(d) => Detector::Phone { not_after: list(&d.not_after)? },
            Detect::Link(d) => Detector::Link { hosts: d.hosts.clone() },
            Detect::Hashtags(d) => Detector::Hashtags(d.clone()),
            Detect::Length(d) => Detector::Length(d.clone()),
            Detect::Facts(d) => {
                if d.all.is_empty() {
                    return Err(refused(path, "\"facts\" needs a condition"));
                }
                conditions(path, &d.all)?;
                Detector::Facts(d.clone())
            }
            Detect::Absence(d) => {
                Detector::Absence { any: list(&d.any)?, absent: list(&d.absent)? }
            }
            Detect::Spelling(d) => {
                let (of, respelled) = (list(&d.of)?, list(&d.respelled)?);
                Detector::Spelling { of, respelled, found: d.found }
            }
        })
    }

    fn beside(
        &mut self,
        path: &Path,
        items: &[String],
        window: usize,
    ) -> Result<Option<Beside>, Error> {
        if items.is_empty() {
            return Ok(None);
        }
        let window = narrow(path, window)?;
        Ok(Some(Beside { list: self.compile(path, items, Unmarked::All)?, window }))
    }

    /// The phrases behind the items; the error is the name that nobody knows, or none when there is no end.
    fn flat<'b>(
        named: &'b Named,
        items: &'b [String],
        manner: Manner,
        out: &mut Vec<(&'b str, Manner)>,
        depth: usize,
    ) -> Result<(), Option<String>> {
        if depth > NESTED || out.len() > MOST_PHRASES {
            return Err(None);
        }
        for item in items {
            let Some(name) = item.strip_prefix('@') else {
                // "^" before a phrase: without marks it is nearly always something else.
                out.push(match item.strip_prefix('^') {
                    Some(phrase) => (phrase, Manner { unmarked: Unmarked::None, ..manner }),
                    None => (item.as_str(), manner),
                });
                continue;
            };
            let other = named.get(name).ok_or_else(|| Some(name.to_owned()))?;
            let unmarked = match other.unmarked {
                UnmarkedMode::Collocations => Unmarked::Collocations,
                UnmarkedMode::All => Unmarked::All,
                UnmarkedMode::None => Unmarked::None,
            };
            Self::flat(
                named,
                &other.words,
                Manner { unmarked, sensitive: other.sensitive },
                out,
                depth + 1,
            )?;
            Self::flat(
                named,
                &other.unmarked_words,
                Manner { unmarked: Unmarked::Only, sensitive: false },
                out,
                depth + 1,
            )?;
        }
        Ok(())
    }
}

fn narrow(path: &Path, window: usize) -> Result<usize, Error> {
    if window <= WIDEST {
        Ok(window)
    } else {
        Err(refused(path, format!("a window reaches {WIDEST} tokens at most")))
    }
}

/// Conditions that ask about something that exists.
pub(crate) fn conditions(path: &Path, all: &[Condition]) -> Result<Vec<Condition>, Error> {
    for one in all {
        if !NAMES.iter().any(|(name, _)| *name == one.fact) {
            return Err(unknown(path, "the fact", &one.fact));
        }
        let asks = one.above.is_some() || one.below.is_some();
        if !asks && one.is.is_empty() && one.not.is_empty() {
            return Err(refused(path, format!("nothing is asked about {}", one.fact)));
        }
    }
    Ok(all.to_vec())
}
