//! Owns the shape of web addresses and e-mail addresses in a field.
//! Refuses to open them.

use crate::lexicon::Run;
use crate::reading::Reading;

const ENDINGS: [&str; 24] = [
    "com", "vn", "net", "org", "shop", "store", "info", "xyz", "me", "io", "asia", "example",
    "link", "online", "site", "ly", "gl", "page", "app", "club", "top", "co", "biz", "ee",
];

/// Every address that is not on one of `hosts` (or below it), as tokens.
pub(crate) fn links(reading: &Reading<'_>, hosts: &[String]) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    let mut at = 0;
    for word in reading.text.split_inclusive(char::is_whitespace) {
        let begin = at;
        at += word.len();
        let Some(host) = host(word) else { continue };
        if hosts.iter().any(|known| host == *known || host.ends_with(&format!(".{known}"))) {
            continue;
        }
        let from = reading.tokens.partition_point(|t| t.start < begin);
        let to = reading.tokens.partition_point(|t| t.start < at);
        if from < to {
            out.push(Run { from, to });
        }
    }
    out
}

/// The host of the address in this word, lower case.
fn host(word: &str) -> Option<String> {
    let word = word.trim().trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let schemed = word.contains("://");
    let rest = word.split_once("://").map_or(word.as_str(), |(_, rest)| rest);
    let name = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let name = name.rsplit('@').next().unwrap_or_default();
    let (front, ending) = name.rsplit_once('.')?;
    let plain = !front.is_empty()
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
        && front.contains(|c: char| c.is_ascii_alphabetic());
    (plain && (schemed || ENDINGS.contains(&ending))).then(|| name.to_owned())
}
