//! Owns the word lists of all packs, compiled to phrases of syllables, and finds them in a reading.
//! Refuses to judge: a hit says only that a listed phrase stands here.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::letters::{folded_key, is_amount, is_syllable, loose_key, marked_key};
use crate::reading::{Reading, Token, pieces};

/// Number of a compiled list.
pub(crate) type ListId = u16;

/// A run of tokens `[from, to)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Run {
    pub(crate) from: usize,
    pub(crate) to: usize,
}

impl Run {
    pub(crate) fn overlaps(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }
}

/// How a phrase may be met in sentences without tone marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Unmarked {
    /// Only phrases of two syllables or more, and words that no Vietnamese syllable folds to.
    Collocations,
    /// Every phrase.
    All,
    /// Never.
    None,
    /// Only there: the phrase is written folded.
    Only,
}

/// How the phrases of a list are met.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Manner {
    pub(crate) unmarked: Unmarked,
    /// People write these in disguise.
    pub(crate) sensitive: bool,
}

/// `<n>` in a phrase: one to four amounts in a row.
const AMOUNT: u32 = 0;
/// What stands for `<n>` while a phrase is cut into words; no draft has it.
const AMOUNT_WORD: &str = " xamountx ";
const LONGEST: usize = 16;
/// Shorter hashtags without marks have too many readings.
const SHORTEST_GLUED: usize = 6;

#[derive(Debug)]
struct Phrase {
    marked: Vec<u32>,
    folded: Vec<u32>,
    /// Nothing else is written so without marks: two syllables and more, or no Vietnamese one.
    plain: bool,
    /// (list, matches marked sentences, matches unmarked sentences)
    lists: Vec<(ListId, bool, bool)>,
}

/// All phrases of all lists.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    ids: HashMap<String, u32>,
    /// Marked and folded id of every word as it is written in the lists.
    words: HashMap<String, (u32, u32)>,
    /// Phrases as they are written in the lists; the same ones stand in many.
    written: HashMap<String, usize>,
    phrases: Vec<Phrase>,
    seen: HashMap<Vec<u32>, usize>,
    by_marked: HashMap<u32, Vec<usize>>,
    by_folded: HashMap<u32, Vec<usize>>,
    lists: ListId,
    sensitive: HashSet<String>,
    /// Every beginning of a sensitive word, read loosely.
    sensitive_heads: HashSet<String>,
    /// Phrases of two syllables and more written as one word, as hashtags are.
    glued: HashMap<String, Vec<usize>>,
    /// Short spelling (as typed, lower case) → keys of the syllable it stands for.
    short: HashMap<String, (String, String)>,
}

impl Lexicon {
    /// An empty lexicon of a language with these short spellings.
    pub(crate) fn new(short: &BTreeMap<String, String>) -> Self {
        let short = short
            .iter()
            .map(|(from, to)| (marked_key(from), (marked_key(to), folded_key(to))))
            .collect();
        Self { short, ..Self::default() }
    }

    /// The marked and the folded key of a word, short spellings written out.
    pub(crate) fn keys(&self, word: &str) -> (String, String) {
        let marked = marked_key(word);
        match self.short.get(&marked) {
            Some(keys) => keys.clone(),
            None => (marked, folded_key(word)),
        }
    }

    /// Whether a sensitive word could begin with these letters.
    pub(crate) fn may_begin(&self, loose: &str) -> bool {
        self.sensitive_heads.contains(loose)
    }

    pub(crate) fn new_list(&mut self) -> ListId {
        self.lists += 1;
        self.lists - 1
    }

    fn id(&mut self, key: String) -> u32 {
        let next = u32::try_from(self.ids.len()).unwrap_or(u32::MAX - 1) + 1;
        *self.ids.entry(key).or_insert(next)
    }

    fn word(&mut self, word: &str) -> (u32, u32) {
        if let Some(ids) = self.words.get(word) {
            return *ids;
        }
        let (marked, folded) = self.keys(word);
        let ids = (self.id(marked), self.id(folded));
        self.words.insert(word.to_owned(), ids);
        ids
    }

    /// Adds a phrase to a list. The error says what is wrong with the phrase.
    pub(crate) fn add(&mut self, list: ListId, text: &str, manner: Manner) -> Result<(), String> {
        let Manner { unmarked, sensitive } = manner;
        if let (Some(at), false) = (self.written.get(text), sensitive) {
            self.phrases[*at].join(list, unmarked);
            return Ok(());
        }
        let words: Vec<String> = pieces(&text.replace("<n>", AMOUNT_WORD));
        if words.is_empty() || words.len() > LONGEST {
            return Err(format!(
                "the phrase \"{text}\" has {} words; 1 to {LONGEST} are allowed",
                words.len()
            ));
        }
        let mut marked = Vec::new();
        let mut folded = Vec::new();
        for word in &words {
            if word == AMOUNT_WORD.trim() {
                marked.push(AMOUNT);
                folded.push(AMOUNT);
                continue;
            }
            if sensitive {
                let (m, f) = self.keys(word);
                let loose = loose_key(word);
                let ends = loose.char_indices().map(|(at, c)| at + c.len_utf8());
                self.sensitive_heads.extend(ends.map(|end| loose[..end].to_owned()));
                self.sensitive.insert(m);
                self.sensitive.insert(f);
            }
            let (m, f) = self.word(word);
            marked.push(m);
            folded.push(f);
        }
        let one = words.len() == 1;
        let at = if let Some(at) = self.seen.get(&marked) {
            *at
        } else {
            let at = self.phrases.len();
            self.seen.insert(marked.clone(), at);
            self.by_marked.entry(marked[0]).or_default().push(at);
            self.by_folded.entry(folded[0]).or_default().push(at);
            if !one && !marked.contains(&AMOUNT) {
                let whole = words.concat();
                let (marked, folded) = (marked_key(&whole), folded_key(&whole));
                if folded.len() >= SHORTEST_GLUED && folded != marked {
                    self.glued.entry(folded).or_default().push(at);
                }
                self.glued.entry(marked).or_default().push(at);
            }
            let plain = !one || !is_syllable(&folded_key(&words[0]));
            self.phrases.push(Phrase { marked, folded, plain, lists: Vec::new() });
            at
        };
        self.written.insert(text.to_owned(), at);
        self.phrases[at].join(list, unmarked);
        Ok(())
    }

    /// Whether a key belongs to a list of words that people disguise.
    pub(crate) fn is_sensitive(&self, key: &str) -> bool {
        self.sensitive.contains(key)
    }

    /// Whether a key belongs to any word of any list.
    pub(crate) fn knows(&self, key: &str) -> bool {
        self.ids.contains_key(key)
    }

    /// Every listed phrase in the text, by list, in order; of several from one token the longest.
    pub(crate) fn hits(&self, reading: &Reading<'_>) -> Hits {
        let tokens = &reading.tokens;
        let ids: Vec<(u32, u32)> =
            tokens.iter().map(|t| (self.known(&t.marked), self.known(&t.folded))).collect();
        let none = Vec::new();
        let mut hits = Hits { lists: vec![Vec::new(); usize::from(self.lists)] };
        for from in 0..tokens.len() {
            let in_marked = reading.is_marked(from);
            // A token whose disguise was undone has lost its marks: compare it folded, also in a marked sentence.
            let index = if in_marked && !tokens[from].unmasked {
                self.by_marked.get(&ids[from].0)
            } else {
                self.by_folded.get(&ids[from].1)
            };
            if tokens[from].hashtag {
                self.glued_hits(&tokens[from], from, &mut hits);
            }
            let amounts =
                if is_amount(&tokens[from].folded) { self.by_marked.get(&AMOUNT) } else { None };
            for at in index.unwrap_or(&none).iter().chain(amounts.unwrap_or(&none)) {
                let phrase = &self.phrases[*at];
                let Some(to) = phrase.match_at(tokens, &ids, from, in_marked) else { continue };
                // With a comma behind its first word it is no phrase: "vườn nhà, cái này", "hút chân không, có trong giỏ".
                let parted = to - from > 1 && tokens[from].clause != tokens[from + 1].clause;
                if tokens[from].sentence != tokens[to - 1].sentence || parted {
                    continue;
                }
                for (list, marked, unmarked) in &phrase.lists {
                    if if in_marked { *marked } else { *unmarked } {
                        hits.push(*list, Run { from, to });
                    }
                }
            }
        }
        hits
    }

    /// The phrases that a hashtag is when its syllables are written apart.
    fn glued_hits(&self, token: &Token, from: usize, hits: &mut Hits) {
        for key in [&token.marked, &token.folded] {
            for at in self.glued.get(key).into_iter().flatten() {
                for (list, ..) in &self.phrases[*at].lists {
                    hits.push(*list, Run { from, to: from + 1 });
                }
            }
        }
    }

    fn known(&self, key: &str) -> u32 {
        self.ids.get(key).copied().unwrap_or(u32::MAX)
    }
}

impl Phrase {
    fn join(&mut self, list: ListId, unmarked: Unmarked) {
        let in_unmarked = match unmarked {
            Unmarked::All | Unmarked::Only => true,
            Unmarked::None => false,
            Unmarked::Collocations => self.plain,
        };
        self.lists.push((list, unmarked != Unmarked::Only, in_unmarked));
    }

    fn match_at(
        &self,
        tokens: &[Token],
        ids: &[(u32, u32)],
        from: usize,
        in_marked: bool,
    ) -> Option<usize> {
        let mut at = from;
        for (m, f) in self.marked.iter().zip(&self.folded) {
            if *m == AMOUNT {
                let run = tokens[at..].iter().take(4).take_while(|t| is_amount(&t.folded)).count();
                if run == 0 {
                    return None;
                }
                at += run;
                continue;
            }
            let (marked, folded) = *ids.get(at)?;
            let same = if in_marked && !tokens[at].unmasked { marked == *m } else { folded == *f };
            if !same {
                return None;
            }
            at += 1;
        }
        Some(at)
    }
}

/// Where the phrases of each list stand.
#[derive(Debug)]
pub(crate) struct Hits {
    lists: Vec<Vec<Run>>,
}

impl Hits {
    fn push(&mut self, list: ListId, run: Run) {
        let runs = &mut self.lists[usize::from(list)];
        match runs.last_mut() {
            Some(last) if last.from == run.from => last.to = last.to.max(run.to),
            _ => runs.push(run),
        }
    }

    pub(crate) fn of(&self, list: ListId) -> &[Run] {
        &self.lists[usize::from(list)]
    }

    /// The hits of a list that start inside `[from, to)`.
    pub(crate) fn within(&self, list: ListId, from: usize, to: usize) -> &[Run] {
        let runs = self.of(list);
        let first = runs.partition_point(|r| r.from < from);
        let last = runs.partition_point(|r| r.from < to);
        &runs[first..last.max(first)]
    }

    /// Whether a phrase of the list contains all of `run` and is longer.
    pub(crate) fn covers(&self, list: ListId, run: Run) -> bool {
        self.within(list, run.from.saturating_sub(LONGEST + 3), run.to).iter().any(|hit| {
            hit.from <= run.from && run.to <= hit.to && hit.to - hit.from > run.to - run.from
        })
    }

    /// Whether a phrase of the list shares a token with `run`.
    pub(crate) fn touches(&self, list: ListId, run: Run) -> bool {
        self.within(list, run.from.saturating_sub(LONGEST + 3), run.to)
            .iter()
            .any(|hit| hit.overlaps(run))
    }
}
