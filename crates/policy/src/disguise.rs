//! Owns what people do to hide a word: letters apart, signs and pictures between them, look-alikes.
//! Refuses to say whether hiding it matters; that is the rules' part.

use crate::letters::{
    has_vowel, is_invisible, is_marked_syllable, loose_key, marked_key, unmasked,
};
use crate::lexicon::Lexicon;

/// A word taken apart has at most this many pieces.
const PIECES: usize = 12;
/// Shorter words written apart are abbreviations: "v.v", "k.o".
const SHORTEST: usize = 3;

/// Raw words `[from, to)`, what they are together, and whether its marks are lost.
type Undone = (usize, usize, String, bool);

/// "0ng": a zero that stands for a letter, in one word with two letters or more; not "0k", not "0957".
pub(crate) fn zero_word(chars: &[(usize, char)], at: usize) -> bool {
    chars[at].1 == '0'
        && chars[at + 1..].iter().take(2).filter(|c| c.1.is_alphabetic()).count() == 2
}

/// The sensitive word that starts here in disguise: (token after it, the word, whether its marks are lost).
/// Beside a disguised word even one of two letters is one: "tr.ị h.o".
pub(crate) fn disguise(
    text: &str,
    raw: &[(usize, usize)],
    loose: &[String],
    (at, goes_on): (usize, bool),
    lexicon: &Lexicon,
) -> Option<(usize, String, bool)> {
    let piece = |i: usize| &text[raw[i].0..raw[i].1];
    let first = piece(at);
    // Nearly every word is ruled out here, so that the rest may take its time.
    if !lexicon.may_begin(&loose[at]) {
        return None;
    }
    let mut read = loose[at].clone();
    if first.starts_with(|c: char| c.is_ascii_digit())
        && !zero_word(&first.char_indices().collect::<Vec<_>>(), 0)
    {
        return None;
    }
    let mut word = first.to_owned();
    let mut best = None;
    let mut evidence = first.chars().any(is_invisible) || !single_script(first);
    let alone = |w: &str| w.chars().filter(|c| !is_invisible(*c)).count() == 1;
    if evidence && lexicon.is_sensitive(&marked_key(first)) {
        best = Some((at + 1, word.clone(), false));
    }
    let plain =
        unmasked(first).filter(|plain| plain.len() > 2 && first.chars().any(char::is_alphabetic));
    if let Some(plain) = plain.filter(|plain| lexicon.is_sensitive(plain)) {
        best = Some((at + 1, plain, true));
    }
    // "tr!": without a vowel the mark is no end of a sentence.
    if !has_vowel(first) && text[raw[at].1..].starts_with('!') {
        let plain = unmasked(&format!("{first}!"));
        let plain = plain.filter(|p| p.len() > 2 && lexicon.is_sensitive(p));
        best = best.or(plain.map(|plain| (at + 1, plain, true)));
    }
    let mut spaced = true;
    let mut symbols = false;
    let mut singles = usize::from(alone(first));
    for to in at + 1..raw.len().min(at + PIECES) {
        let gap = &text[raw[to - 1].1..raw[to].0];
        let next = piece(to);
        match gap {
            "." | "-" | "_" | "*" | "·" | "•" | "/" | "|" | "~" | "+" => spaced = false,
            "@" | "$" | "!" | "€" => {
                spaced = false;
                symbols = true;
                word.push_str(gap);
                read.push_str(&loose_key(gap));
            }
            " " if spaced && alone(first) && alone(next) => {}
            _ if is_picture(gap) => spaced = false,
            _ => break,
        }
        if !next.chars().any(char::is_alphabetic) && next.chars().count() > 1 {
            break;
        }
        word.push_str(next);
        read.push_str(&loose[to]);
        if !lexicon.may_begin(&read) {
            break;
        }
        singles += usize::from(alone(next));
        evidence |= symbols || alone(next) || alone(first) || !has_vowel(next) || !has_vowel(first);
        if !evidence || (spaced && singles < 3) {
            continue;
        }
        let key = marked_key(&word);
        let shortest = if goes_on && !spaced { 2 } else { 3 };
        if lexicon.is_sensitive(&key) && key.chars().count() >= shortest {
            best = Some((to + 1, word.clone(), word.is_ascii()));
        } else if let Some(plain) =
            unmasked(&word).filter(|p| p.len() > 2 && lexicon.is_sensitive(p))
        {
            best = Some((to + 1, plain, true));
        }
    }
    best
}

/// Plain letters: no fancy alphabets, no Cyrillic look-alikes.
fn single_script(word: &str) -> bool {
    word.chars()
        .all(|c| u32::from(c) < 0x0370 || is_invisible(c) || ('\u{1e00}'..='\u{1eff}').contains(&c))
}

/// Emoji and other drawn signs between two letters.
fn is_picture(gap: &str) -> bool {
    !gap.is_empty()
        && gap.chars().all(|c| !c.is_ascii() && !c.is_alphanumeric() && !c.is_whitespace())
}

/// What stands between the letters of a word that was taken apart.
fn is_separator(gap: &str) -> bool {
    matches!(gap, "." | "-" | "_" | "*" | "·" | "•" | "/" | "|" | "~" | "+") || is_picture(gap)
}

/// A number with letters or pictures for digits: "O9", "l2", a keycap, a circled digit.
pub(crate) fn hides_digits(written: &str) -> bool {
    let mut chars = written.chars();
    let letter = matches!(chars.next(), Some('o' | 'O' | 'l'));
    let digits =
        written.chars().skip(1).all(|c| c.is_ascii_digit() || matches!(c, '.' | 'o' | 'O' | 'l'));
    let masked = letter && digits && written.contains(|c: char| c.is_ascii_digit());
    masked || written.contains(|c| matches!(c, '\u{20e3}' | '\u{2460}'..='\u{2473}' | '\u{24ea}' | '\u{2776}'..='\u{277f}'))
}

/// Any word of the lists, sensitive or not, and any marked syllable, with signs between its letters
/// ("r.ạ.c.h"); or a listed one with signs for letters ("b3o", "nh@t"). Only the rules know whether it matters.
pub(crate) fn spelled_out(
    text: &str,
    raw: &[(usize, usize)],
    (at, goes_on): (usize, bool),
    lexicon: &Lexicon,
) -> Option<Undone> {
    let piece = |i: usize| &text[raw[i].0..raw[i].1];
    let first = piece(at);
    if !first.starts_with(char::is_alphabetic) {
        return None;
    }
    // "20h30" is a time.
    let timed = at > 0 && raw[at - 1].1 == raw[at].0;
    let plain_word = first.chars().all(char::is_alphabetic);
    if !plain_word
        && !timed
        && let Some(plain) = masked(first, lexicon)
    {
        return Some((at, at + 1, plain, true));
    }
    let gap = |i: usize| (i + 1 < raw.len()).then(|| &text[raw[i].1..raw[i + 1].0]);
    if let Some(sign @ ("@" | "$" | "€")) = gap(at) {
        let word = format!("{first}{sign}{}", piece(at + 1));
        return masked(&word, lexicon).map(|plain| (at, at + 2, plain, true));
    }
    let joined = |from: usize| {
        let mut to = from + 1;
        while to < raw.len() && to - from < PIECES && gap(to - 1).is_some_and(is_separator) {
            to += 1;
        }
        to
    };
    if squeezed(first).is_some() {
        let whole: String = (at..joined(at)).map(piece).collect();
        let plain = squeezed(&whole).filter(|p| lexicon.is_sensitive(&marked_key(p)));
        if let Some(plain) = plain {
            return Some((at, joined(at), plain, false));
        }
    }
    let apart = |from: usize| {
        let to = joined(from);
        let single = |i: usize| piece(i).chars().count() == 1;
        let word = |i: usize| single(i) || piece(i).chars().all(char::is_alphabetic);
        let letters = (from..to).all(word);
        (letters && to - from > 1 && (from..to).any(single)).then_some(to)
    };
    let to = apart(at)?;
    let more = goes_on || (to < raw.len() && gap(to - 1) == Some(" ") && apart(to).is_some());
    let word: String = (at..to).map(piece).collect();
    if let (true, Some(plain)) = (to - at >= SHORTEST, masked(&word, lexicon)) {
        return Some((at, to, plain, true));
    }
    let known =
        has_vowel(&word) && (lexicon.knows(&marked_key(&word)) || is_marked_syllable(&word));
    (known && (to - at >= SHORTEST || more)).then_some((at, to, word, false))
}

/// "zzzaalooo": every letter once, when one stands three times in a row.
fn squeezed(word: &str) -> Option<String> {
    let next = |by: usize| word.chars().skip(by);
    word.chars().zip(next(1)).zip(next(2)).find(|((a, b), c)| a == b && b == c)?;
    let mut out = String::new();
    for c in word.chars() {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    Some(out)
}

/// The word behind a digit or sign that has letters around it, when the lists have it.
fn masked(word: &str, lexicon: &Lexicon) -> Option<String> {
    let plain = unmasked(word).filter(|plain| plain.len() >= SHORTEST)?;
    let sign = word.find(|c: char| !c.is_alphabetic())?;
    // "tr1", but not "h30" and not "so1".
    let ending = sign > 1 && sign + 1 == word.len() && !has_vowel(&word[..sign]);
    let inside = ending || word[sign..].contains(char::is_alphabetic);
    let hidden = inside && has_vowel(&plain) && lexicon.knows(&plain);
    (hidden && !lexicon.knows(&marked_key(word))).then_some(plain)
}

/// "t ự t ử": several sensitive words, every letter apart.
pub(crate) fn spaced_out(
    text: &str,
    raw: &[(usize, usize)],
    at: usize,
    lexicon: &Lexicon,
) -> Option<Vec<Undone>> {
    let piece = |i: usize| &text[raw[i].0..raw[i].1];
    let single = |i: usize| {
        let mut chars = piece(i).chars();
        chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
    };
    let mut end = at;
    while end < raw.len()
        && end - at <= PIECES
        && single(end)
        && (end == at || &text[raw[end - 1].1..raw[end].0] == " ")
    {
        end += 1;
    }
    if end - at <= SHORTEST || end - at > PIECES {
        return None;
    }
    let mut words = Vec::new();
    let mut from = at;
    while from < end {
        let word = |to: usize| (from..to).map(piece).collect::<String>();
        let to = (from + 2..=end).rev().find(|to| lexicon.is_sensitive(&marked_key(&word(*to))))?;
        words.push((from, to, word(to), false));
        from = to;
    }
    Some(words)
}
