//! Owns the shape of a phone number, in digits or in words, among the tokens of a field.
//! Refuses meaning: an order code of ten digits looks the same, the rule's exceptions tell them apart.

use crate::letters::digit;
use crate::lexicon::Run;
use crate::reading::Reading;

/// Spoken numbers lose a digit easily; shorter runs are ages and prices.
const SPOKEN_AT_LEAST: usize = 8;

/// More tokens than a number is ever written in.
const LONGEST: usize = 14;

/// Every phone number, in order.
pub(crate) fn phones(reading: &Reading<'_>) -> Vec<Run> {
    let digits: Vec<Option<(String, bool)>> =
        (0..reading.tokens.len()).map(|i| token_digits(reading, i)).collect();
    let mut out = Vec::new();
    let mut from = 0;
    while from < digits.len() {
        match phone_at(reading, &digits, from) {
            Some(to) => {
                out.push(Run { from, to });
                from = to;
            }
            None => from += 1,
        }
    }
    out
}

/// The digits of a token, and whether it was a word.
fn token_digits(reading: &Reading<'_>, at: usize) -> Option<(String, bool)> {
    let token = &reading.tokens[at];
    let word = &reading.text[token.start..token.end];
    if token.is_number()
        || token.folded.chars().all(|c| c.is_ascii_digit() || matches!(c, 'o' | 'l'))
            && token.folded.contains(|c: char| c.is_ascii_digit())
    {
        // "1.500.000" and "4,8" are amounts: a comma, or groups of three behind a number that starts with 1 to 9.
        if word.contains(',')
            || (word.contains('.') && !word.starts_with('0'))
                && word.split('.').skip(1).all(|g| g.len() == 3)
        {
            return None;
        }
        let digits: String = token
            .folded
            .chars()
            .filter_map(|c| {
                if c.is_ascii_digit() {
                    Some(c)
                } else {
                    matches!(c, 'o' | 'l').then_some(if c == 'o' { '0' } else { '1' })
                }
            })
            .collect();
        return Some((digits, false));
    }
    digit(&token.marked, &token.folded, reading.is_marked(at)).map(|d| (d.to_string(), true))
}

fn phone_at(
    reading: &Reading<'_>,
    digits: &[Option<(String, bool)>],
    from: usize,
) -> Option<usize> {
    let mut number = String::new();
    let mut words = 0;
    let mut best = None;
    for (at, token) in digits.iter().enumerate().skip(from).take(LONGEST) {
        let Some((more, spoken)) = token else { break };
        if at > from && !close(reading, at) {
            break;
        }
        number.push_str(more);
        words += usize::from(*spoken);
        if number.len() > 12 {
            break;
        }
        if is_phone(&number)
            || (words >= SPOKEN_AT_LEAST
                && number.starts_with('0')
                && number.len() >= 9
                && number.len() <= 11)
        {
            best = Some(at + 1);
        }
    }
    best
}

/// Digits of one number stand side by side, at most a dot, a dash, a comma or a bracket between.
fn close(reading: &Reading<'_>, at: usize) -> bool {
    let gap = &reading.text[reading.tokens[at - 1].end..reading.tokens[at].start];
    gap.len() <= 4
        && gap.chars().all(|c| matches!(c, ' ' | '.' | '-' | ',' | '(' | ')' | '_' | '\u{a0}'))
}

/// Vietnamese mobile and landline numbers and hotlines.
fn is_phone(number: &str) -> bool {
    let local =
        if number.len() >= 11 { number.strip_prefix("84").map(|n| format!("0{n}")) } else { None };
    let number = local.as_deref().unwrap_or(number);
    let mut chars = number.chars();
    match (chars.next(), chars.next(), number.len()) {
        (Some('0'), Some('3' | '5' | '7' | '8' | '9'), 10) | (Some('0'), Some('2'), 10 | 11) => {
            true
        }
        (_, _, 8 | 10) => number.starts_with("1900") || number.starts_with("1800"),
        _ => false,
    }
}
