//! Owns how much a passage is like drafts that break a rule: a linear classifier of the words and pairs
//! of words in it, learned from labelled drafts (`learn`). Refuses to decide; `second_look` does.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::Error;
use crate::compile::{refused, unknown};
use crate::lexicon::{Lexicon, Run};
use crate::reading::{Reading, Sentence, Token};

/// Weights, biases and limits in a file are whole hundredths.
pub(crate) const HUNDREDTHS: f32 = 100.0;
/// Tokens. A passage ends before the sentence that would make it longer. Most drafts are one passage of the
/// longest kind; the shorter ones are there so that no sentence drowns among the others.
const LENGTHS: [usize; 3] = [80, 45, 25];
/// All amounts are one word.
const AMOUNT: &str = "0";

/// A file in `rules/likeness/`: what was learned about some rules.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LikenessFile {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) limits: Option<Limits>,
    /// By rule; the empty name is "breaks any rule".
    #[serde(default)]
    pub(crate) learned: BTreeMap<String, Learned>,
}

/// Margins in hundredths from which on something follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Limits {
    /// Below this, what a rule saw is left out.
    pub(crate) doubted: i32,
    /// Above these, for the rule and for any rule, a rule is heard that saw nothing itself.
    pub(crate) heard: i32,
    pub(crate) heard_any: i32,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Learned {
    pub(crate) bias: i32,
    /// A line each: one word or two, and their weight.
    pub(crate) words: String,
}

/// One word `("chữa", "")` or two `("chữa", "khỏi")`.
pub(crate) type Gram<'a> = (&'a str, &'a str);

/// What stands in a run of tokens, once each.
pub(crate) fn grams<'a>(reading: &'a Reading<'_>, run: Run) -> HashSet<Gram<'a>> {
    let key = |at: usize| key(&reading.tokens[at], reading.is_marked(at));
    let alone = (run.from..run.to).map(|at| (key(at), ""));
    let pairs = (run.from + 1..run.to).map(|at| (key(at - 1), key(at)));
    alone.chain(pairs).collect()
}

fn key(token: &Token, is_marked: bool) -> &str {
    match (token.is_number(), is_marked && !token.unmasked) {
        (true, _) => AMOUNT,
        (false, true) => &token.marked,
        (false, false) => &token.folded,
    }
}

/// A passage with how much it is like each label, the first being "breaks any rule".
#[derive(Debug)]
pub(crate) struct Passage {
    pub(crate) run: Run,
    margins: Vec<f32>,
}

impl Passage {
    pub(crate) fn any(&self) -> f32 {
        self.margins[0]
    }

    pub(crate) fn of(&self, label: usize) -> f32 {
        self.margins[label]
    }
}

/// Weights by one word `(a, 0)` or two `(a, b)`; words are numbered from 1.
#[derive(Debug, Default)]
struct Table {
    words: HashMap<String, u32>,
    weights: HashMap<(u32, u32), Vec<(u16, f32)>>,
}

impl Table {
    fn id(&mut self, word: String) -> u32 {
        let next = u32::try_from(self.words.len()).unwrap_or(u32::MAX - 1) + 1;
        *self.words.entry(word).or_insert(next)
    }

    fn add(&mut self, label: u16, gram: (u32, u32), weight: f32) {
        let weights = self.weights.entry(gram).or_default();
        match weights.last_mut() {
            Some((last, sum)) if *last == label => *sum += weight,
            _ => weights.push((label, weight)),
        }
    }

    fn of(&self, (first, second): Gram<'_>) -> Option<&[(u16, f32)]> {
        let id = |word: &str| self.words.get(word).copied();
        let gram = (id(first)?, if second.is_empty() { 0 } else { id(second)? });
        self.weights.get(&gram).map(Vec::as_slice)
    }
}

/// Everything learned. Empty: nothing is doubted and nothing is heard.
#[derive(Debug, Default)]
pub(crate) struct Likeness {
    pub(crate) limits: Option<Limits>,
    labels: Vec<String>,
    /// The labels of the rules of a group, which stand in for each other.
    groups: HashMap<String, Vec<usize>>,
    bias: Vec<f32>,
    marked: Table,
    /// For sentences without tone marks: the mean over what is written the same then.
    folded: Table,
}

impl Likeness {
    /// # Errors
    /// A rule that is none, or a line that is no word with a weight.
    pub(crate) fn new(
        files: Vec<(PathBuf, LikenessFile)>,
        lexicon: &Lexicon,
        group_of: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, Error> {
        let mut all = Self::default();
        let mut learned = BTreeMap::new();
        for (path, file) in files {
            all.limits = all.limits.or(file.limits);
            for (rule, what) in file.learned {
                if !rule.is_empty() && group_of(&rule).is_none() {
                    return Err(unknown(&path, "the rule", &rule));
                }
                learned.insert(rule, (path.clone(), what));
            }
        }
        if all.limits.is_none() || !learned.contains_key("") {
            return Ok(Self::default());
        }
        let mut load = Load { keys: HashMap::new(), twins: HashMap::new(), lexicon };
        // The empty name comes first.
        for (rule, (path, what)) in learned {
            load.learned(&mut all, &path, &what)?;
            if let Some(group) = group_of(&rule) {
                all.groups.entry(group).or_default().push(all.labels.len());
            }
            all.labels.push(rule);
        }
        for (gram, weights) in &mut all.folded.weights {
            let many = load.twins.get(gram).map_or(1, HashSet::len);
            #[expect(clippy::cast_precision_loss, reason = "a handful")]
            weights.iter_mut().for_each(|(_, weight)| *weight /= many as f32);
        }
        Ok(all)
    }

    /// The label of a rule of which something was learned.
    pub(crate) fn label(&self, rule: &str) -> Option<usize> {
        let at = self.labels.binary_search_by(|label| label.as_str().cmp(rule)).ok()?;
        (at > 0).then_some(at)
    }

    /// The labels of a group of rules of which something was learned.
    pub(crate) fn group(&self, group: &str) -> Option<&[usize]> {
        self.groups.get(group).map(Vec::as_slice)
    }

    /// One run of tokens, measured.
    pub(crate) fn passage(&self, reading: &Reading<'_>, run: Run) -> Passage {
        Passage { run, margins: self.margins(reading, run) }
    }

    /// The passages of a text, of every length; none when nothing was learned.
    pub(crate) fn passages(&self, reading: &Reading<'_>) -> Vec<Passage> {
        if self.labels.is_empty() {
            return Vec::new();
        }
        let mut runs: Vec<Run> =
            LENGTHS.iter().flat_map(|length| runs(&reading.sentences, *length)).collect();
        runs.sort_unstable();
        runs.dedup();
        runs.into_iter().map(|run| self.passage(reading, run)).collect()
    }

    fn margins(&self, reading: &Reading<'_>, run: Run) -> Vec<f32> {
        let table = if reading.is_marked(run.from) { &self.marked } else { &self.folded };
        let mut sums = vec![0.0; self.labels.len()];
        let grams = grams(reading, run);
        for (label, weight) in grams.iter().filter_map(|gram| table.of(*gram)).flatten() {
            sums[usize::from(*label)] += weight;
        }
        let scale = scale(grams.len());
        sums.iter().zip(&self.bias).map(|(sum, bias)| sum * scale + bias).collect()
    }
}

/// Whole sentences, together no longer than that, each beginning about a third later than the one before.
fn runs(sentences: &[Sentence], longest: usize) -> Vec<Run> {
    let mut out = Vec::new();
    let mut first = 0;
    while first < sentences.len() {
        let from = sentences[first].from;
        let fits = |at: &usize| sentences[*at].to - from <= longest;
        let last = (first..sentences.len()).take_while(fits).last().unwrap_or(first);
        out.push(Run { from, to: sentences[last].to });
        if last + 1 == sentences.len() {
            break;
        }
        let later = |at: &usize| sentences[*at].from >= from + longest / 3;
        first = (first + 1..sentences.len()).find(later).unwrap_or(sentences.len());
    }
    out
}

/// What each of so many counts, so that a long text weighs no more than a short one. What nobody learned
/// counts too: a text that is half unknown is half as sure.
#[expect(clippy::cast_precision_loss, reason = "counts of words in a passage")]
pub(crate) fn scale(grams: usize) -> f32 {
    1.0 / (grams.max(1) as f32).sqrt()
}

/// What is needed only while files are read.
struct Load<'a> {
    keys: HashMap<String, (String, String)>,
    /// What is written the same without marks.
    twins: HashMap<(u32, u32), HashSet<(u32, u32)>>,
    lexicon: &'a Lexicon,
}

impl Load<'_> {
    fn ids(&mut self, all: &mut Likeness, word: &str) -> (u32, u32) {
        let known = self.keys.entry(word.to_owned());
        let (marked, folded) = known.or_insert_with(|| self.lexicon.keys(word)).clone();
        (all.marked.id(marked), all.folded.id(folded))
    }

    #[expect(clippy::cast_precision_loss, reason = "hundredths of small weights")]
    fn learned(&mut self, all: &mut Likeness, path: &Path, what: &Learned) -> Result<(), Error> {
        let label = u16::try_from(all.bias.len()).map_err(|_| refused(path, "too many rules"))?;
        all.bias.push(what.bias as f32 / HUNDREDTHS);
        for line in what.words.lines() {
            let broken = || refused(path, format!("\"{line}\" is no word or two with a weight"));
            let (words, weight) = line.rsplit_once(' ').ok_or_else(broken)?;
            let weight: i32 = weight.parse().map_err(|_| broken())?;
            let weight = weight as f32 / HUNDREDTHS;
            let (first, second) = words.split_once(' ').unwrap_or((words, ""));
            if first.is_empty() || second.contains(' ') {
                return Err(broken());
            }
            let (marked, folded) = self.ids(all, first);
            let after = if second.is_empty() { (0, 0) } else { self.ids(all, second) };
            let (marked, folded) = ((marked, after.0), (folded, after.1));
            all.marked.add(label, marked, weight);
            all.folded.add(label, folded, weight);
            self.twins.entry(folded).or_default().insert(marked);
        }
        Ok(())
    }
}
