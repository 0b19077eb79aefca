//! Owns how a draft's text is read: syllables, sentences and clauses, each with its place in the user's bytes.
//! Refuses substrings: what isn't a whole token is not matched. Offsets always fall on character boundaries.

use crate::disguise::{disguise, hides_digits, spaced_out, spelled_out, zero_word};
use crate::letters::{has_vowel, is_invisible, is_word, loose_key, unmasked};
use crate::lexicon::{Lexicon, Run};

/// Longer fields are read up to here; a script of an hour is a tenth of it.
const READ_AT_MOST: usize = 400_000;
#[derive(Debug, Clone)]
pub(crate) struct Token {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) marked: String,
    pub(crate) folded: String,
    pub(crate) sentence: usize,
    pub(crate) clause: usize,
    /// Written as a hashtag.
    pub(crate) hashtag: bool,
    /// A sensitive word that was written apart or with look-alikes.
    pub(crate) disguised: bool,
    /// Its marks are not known, only its letters.
    pub(crate) unmasked: bool,
}

impl Token {
    pub(crate) fn is_number(&self) -> bool {
        self.folded.starts_with(|c: char| c.is_ascii_digit())
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Sentence {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Tokens `[from, to)`.
    pub(crate) from: usize,
    pub(crate) to: usize,
    marked: bool,
}

/// One field, read.
#[derive(Debug)]
pub(crate) struct Reading<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: Vec<Token>,
    pub(crate) sentences: Vec<Sentence>,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(text: &'a str, lexicon: &Lexicon) -> Self {
        let cut = (0..=text.len().min(READ_AT_MOST))
            .rev()
            .find(|at| text.is_char_boundary(*at))
            .unwrap_or(0);
        let read = &text[..cut];
        let mut tokens = joined(read, &raw(read), lexicon);
        let sentences = sentences(read, &mut tokens);
        Self { text, tokens, sentences }
    }

    /// Whether the writer of this token's sentence uses tone marks.
    pub(crate) fn is_marked(&self, token: usize) -> bool {
        self.sentences[self.tokens[token].sentence].marked
    }

    /// The tokens that bytes `[start, end)` touch.
    pub(crate) fn tokens_in(&self, start: usize, end: usize) -> Option<Run> {
        let from = self.tokens.partition_point(|t| t.end <= start);
        let to = self.tokens.partition_point(|t| t.start < end);
        (from < to).then_some(Run { from, to })
    }

    pub(crate) fn sentence_of(&self, token: usize) -> &Sentence {
        &self.sentences[self.tokens[token].sentence]
    }
}

/// The words of a phrase in a rule, cut the way drafts are cut.
pub(crate) fn pieces(phrase: &str) -> Vec<String> {
    raw(phrase).into_iter().map(|(start, end)| phrase[start..end].to_owned()).collect()
}

/// Byte ranges of words, numbers, "%" and the "#" of "#1".
fn raw(text: &str) -> Vec<(usize, usize)> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let at = |i: usize| chars.get(i).map(|c| c.1);
    let offset = |i: usize| chars.get(i).map_or(text.len(), |c| c.0);
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let mut out = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let c = chars[i].1;
        let begin = i;
        if c == '%' || (c == '#' && digit(at(i + 1))) {
            i += 1;
        } else if !is_word(c) || is_invisible(c) {
            i += 1;
            continue;
        } else if c.is_ascii_digit() && !zero_word(&chars, i) {
            while digit(at(i)) || (matches!(at(i), Some('.' | ',')) && digit(at(i + 1))) {
                i += 1;
            }
        } else {
            while at(i).is_some_and(is_word) {
                i += 1;
            }
        }
        out.push((offset(begin), offset(i)));
    }
    out
}

/// Raw words to tokens; sensitive words written apart or masked become one token each.
fn joined(text: &str, raw: &[(usize, usize)], lexicon: &Lexicon) -> Vec<Token> {
    let mut out = Vec::with_capacity(raw.len());
    let loose: Vec<String> =
        raw.iter().map(|(start, end)| loose_key(&text[*start..*end])).collect();
    let mut i = 0;
    while i < raw.len() {
        let (start, end) = raw[i];
        let goes_on = out.last().is_some_and(|t: &Token| t.disguised);
        if let Some((to, word, is_unmasked)) = disguise(text, raw, &loose, (i, goes_on), lexicon) {
            let end = raw[to - 1].1;
            // The mark that stands for the last letter belongs to the word.
            let last = to == i + 1 && !has_vowel(&text[start..end]) && text[end..].starts_with('!');
            let end = end + usize::from(last);
            out.push(Token {
                disguised: true,
                unmasked: is_unmasked,
                ..token(text, start, end, &word, lexicon)
            });
            i = to;
            continue;
        }
        let apart = spelled_out(text, raw, (i, goes_on), lexicon).map(|word| vec![word]);
        if let Some(words) = apart.or_else(|| spaced_out(text, raw, i, lexicon)) {
            for (from, to, word, is_unmasked) in words {
                out.push(Token {
                    disguised: true,
                    unmasked: is_unmasked,
                    ..token(text, raw[from].0, raw[to - 1].1, &word, lexicon)
                });
                i = to;
            }
            continue;
        }
        out.push(token(text, start, end, &text[start..end], lexicon));
        i += 1;
    }
    beside_disguised(text, &mut out, lexicon);
    out
}

/// "m4 c4 r0ng": two signs say nothing alone, but beside a masked word they are masked too.
fn beside_disguised(text: &str, tokens: &mut [Token], lexicon: &Lexicon) {
    let order = (0..tokens.len()).rev().chain(0..tokens.len());
    for i in order {
        let Token { start, end, disguised, .. } = tokens[i];
        if disguised || end - start != 2 || !text[start..].starts_with(char::is_alphabetic) {
            continue;
        }
        let touches = |a: usize, b: usize| {
            tokens[a].end + 1 == tokens[b].start && text[tokens[a].end..].starts_with(' ')
        };
        let beside = (i + 1 < tokens.len() && tokens[i + 1].disguised && touches(i, i + 1))
            || (i > 0 && tokens[i - 1].disguised && touches(i - 1, i));
        let plain = unmasked(&text[start..end]).filter(|plain| lexicon.knows(plain));
        if let (true, Some(plain)) = (beside, plain) {
            tokens[i] = Token {
                disguised: true,
                unmasked: true,
                ..token(text, start, end, &plain, lexicon)
            };
        }
    }
}

fn token(text: &str, start: usize, end: usize, word: &str, lexicon: &Lexicon) -> Token {
    let (marked, folded) = lexicon.keys(word);
    let hashtag = text[..start].ends_with('#');
    Token {
        start,
        end,
        marked,
        folded,
        sentence: 0,
        clause: 0,
        hashtag,
        disguised: hides_digits(&text[start..end]),
        unmasked: false,
    }
}

/// Numbers sentences and clauses, and decides for each sentence whether its writer uses tone marks.
fn sentences(text: &str, tokens: &mut [Token]) -> Vec<Sentence> {
    let mut out: Vec<Sentence> = Vec::new();
    let mut clause = 0;
    for i in 0..tokens.len() {
        let before = if i == 0 { 0 } else { tokens[i - 1].end };
        let gap = &text[before..tokens[i].start];
        let next = text[tokens[i].start..].chars().next();
        let ends = i == 0 || ends_sentence(gap, next);
        if ends {
            let cut = before + sentence_end(gap);
            if let Some(last) = out.last_mut() {
                last.end = cut;
                last.to = i;
            }
            let lead = if i == 0 { 0 } else { cut };
            let start = lead + text[lead..tokens[i].start].len()
                - text[lead..tokens[i].start].trim_start().len();
            out.push(Sentence { start, end: text.len(), from: i, to: tokens.len(), marked: true });
        }
        if ends
            || gap.contains([',', ';', ':', '(', ')', '–', '—', '"', '“', '”'])
            || gap.contains(" - ")
        {
            clause += 1;
        }
        tokens[i].sentence = out.len() - 1;
        tokens[i].clause = clause;
    }
    if let Some(last) = out.last_mut() {
        last.end = last.start + text[last.start..].trim_end().len();
    }
    let whole = uses_marks(tokens, 1).unwrap_or(true);
    for sentence in &mut out {
        sentence.marked = uses_marks(&tokens[sentence.from..sentence.to], 4).unwrap_or(whole);
    }
    out
}

fn ends_sentence(gap: &str, next: Option<char>) -> bool {
    let mut chars = gap.chars().peekable();
    while let Some(c) = chars.next() {
        let then = chars.peek();
        let stop = matches!(c, '.' | '!' | '?' | '…')
            && then.is_some_and(|n| {
                n.is_whitespace() || matches!(n, '.' | '!' | '?' | '"' | '”' | ')' | '…')
            });
        if stop {
            return true;
        }
        // A line that goes on in lower case is one sentence broken for the screen.
        if c == '\n'
            && (then == Some(&'\n')
                || next.is_some_and(|n| n.is_uppercase() || n.is_ascii_digit())
                || gap.contains(['#', '-', '•', '*']))
        {
            return true;
        }
    }
    false
}

/// Where in the gap the closing marks of the sentence end.
fn sentence_end(gap: &str) -> usize {
    gap.find(char::is_whitespace).unwrap_or(gap.len())
}

/// Whether most syllables carry marks; `None` when there are too few to tell.
fn uses_marks(tokens: &[Token], at_least: usize) -> Option<bool> {
    let words = tokens.iter().filter(|t| {
        !t.is_number()
            && !t.hashtag
            && !t.unmasked
            && t.folded.len() > 1
            && crate::letters::is_syllable(&t.folded)
    });
    let (all, marked) = words
        .fold((0, 0), |(all, marked), t| (all + 1, marked + usize::from(t.marked != t.folded)));
    (all >= at_least).then(|| marked * 4 >= all)
}
