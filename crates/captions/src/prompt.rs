//! Owns what a recogniser is told before it listens: words that it could not know how to spell,
//! from the creator's word list and script. Refuses whole sentences: a recogniser that reads a
//! sentence first hears it even where nobody says it.

use crate::text::{Stop, bare, flat, nfc, stop_after};

/// Characters of a prompt; a recogniser reads some two hundred tokens and must not spend its
/// attention on them.
const LONGEST: usize = 300;

/// Words to listen for, with commas between; nothing when there are none.
pub(crate) fn prompt(words: &[String], script: &str) -> Option<String> {
    let mut known: Vec<String> = Vec::new();
    let mut length = 0;
    let listed = words.iter().map(|w| plain(w));
    for word in listed.chain(names(script)).filter(|w| !w.is_empty()) {
        if known.iter().any(|k| k.to_lowercase() == word.to_lowercase()) {
            continue;
        }
        length += word.chars().count() + 2;
        if length > LONGEST {
            break;
        }
        known.push(word);
    }
    (!known.is_empty()).then(|| format!("{}.", known.join(", ")))
}

/// One line without characters that are no text.
fn plain(word: &str) -> String {
    flat(&nfc(word).replace(|c: char| c.is_control(), " "))
}

/// Runs of words with a capital that do not begin a sentence: names of people, places, products.
fn names(script: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for line in plain_lines(script) {
        let mut name: Vec<&str> = Vec::new();
        let mut begins = true;
        for word in line.split(' ') {
            let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
            let capital = letters.chars().next().is_some_and(char::is_uppercase);
            if capital && (!begins || !name.is_empty()) {
                name.push(letters);
            } else {
                names.extend((!name.is_empty()).then(|| name.join(" ")));
                name.clear();
            }
            let stop = stop_after(word);
            if stop > Stop::None {
                names.extend((!name.is_empty()).then(|| name.join(" ")));
                name.clear();
            }
            begins = stop == Stop::Sentence || (begins && bare(word).is_empty());
        }
        names.extend((!name.is_empty()).then(|| name.join(" ")));
    }
    names
}

fn plain_lines(script: &str) -> impl Iterator<Item = String> {
    script.lines().map(plain).filter(|l| !l.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_listed_words_are_told_once() {
        let script = "Xin chào, mình là Hạnh ở Mèo Vạc. Mật ong của Hạnh rất ngon!\nGửi về Buôn Ma Thuột, Đà Lạt nhé.";
        let words = ["bạc\0 hà".to_owned(), "HẠNH".to_owned(), " ".to_owned()];
        assert_eq!(
            prompt(&words, script).unwrap(),
            "bạc hà, HẠNH, Mèo Vạc, Buôn Ma Thuột, Đà Lạt."
        );
        assert_eq!(prompt(&[], "Mật ong rừng. Trà xanh."), None);
    }

    #[test]
    fn a_long_list_is_cut_at_a_word() {
        let words: Vec<String> = (0..500).map(|i| format!("từ{i}")).collect();
        let prompt = prompt(&words, "").unwrap();
        assert!(prompt.chars().count() <= LONGEST && prompt.ends_with('.'));
    }
}
