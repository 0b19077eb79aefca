//! Owns the person's own words and names: what recognition is told to expect, and what is offered
//! to be mended in captions. Refuses to change captions by itself.

use crate::view::DraftView;
use crate::{Error, Studio, edit};
use serde::{Deserialize, Serialize};
use timeline::{Cue, CueText, Edit};
use unicode_normalization::UnicodeNormalization;

/// Most entries: more would not be read by anybody, and no recogniser takes so many.
const MOST: u32 = 500;
/// Most characters of a word.
const LONGEST: usize = 80;

/// A word as it should be written, perhaps with what tends to stand there instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename = "DictionaryEntry")]
pub struct Entry {
    /// A word, a name or a few words, NFC, in one line.
    pub word: String,
    /// What is heard or typed instead.
    pub wrong: Option<String>,
}

/// A wrong form that stands in captions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename = "DictionaryOffer")]
pub struct Offer {
    /// What should stand there.
    pub word: String,
    /// What stands there, as it was entered.
    pub wrong: String,
    /// How often.
    pub places: u32,
}

/// All entries, the first added first.
///
/// # Errors
/// When the library fails.
pub async fn list(studio: &Studio) -> Result<Vec<Entry>, Error> {
    let stored = studio.library.dictionary().await?;
    Ok(stored.into_iter().map(|(word, wrong)| Entry { word, wrong: some(wrong) }).collect())
}

/// The words alone, each once, for the prompt of a recogniser; the last added first.
///
/// # Errors
/// When the library fails.
pub async fn words(studio: &Studio) -> Result<Vec<String>, Error> {
    let mut words: Vec<String> = Vec::new();
    for entry in list(studio).await?.into_iter().rev() {
        if !words.contains(&entry.word) {
            words.push(entry.word);
        }
    }
    Ok(words)
}

/// Adds an entry and gives all of them.
///
/// # Errors
/// [`Error::Argument`] for an empty or endless word, for one that is its own wrong form, and when
/// there are 500 already.
pub async fn add(studio: &Studio, entry: Entry) -> Result<Vec<Entry>, Error> {
    let Entry { word, wrong } = tidy(entry);
    let wrong = wrong.unwrap_or_default();
    let fits = |text: &str| text.chars().count() <= LONGEST;
    if word.is_empty() || word == wrong || !fits(&word) || !fits(&wrong) {
        return Err(Error::Argument { what: word });
    }
    if !studio.library.add_to_dictionary(&word, &wrong, MOST).await? {
        return Err(Error::Argument { what: word });
    }
    list(studio).await
}

/// Takes an entry out and gives all that are left.
///
/// # Errors
/// When the library fails.
pub async fn remove(studio: &Studio, entry: Entry) -> Result<Vec<Entry>, Error> {
    let Entry { word, wrong } = tidy(entry);
    studio.library.remove_from_dictionary(&word, &wrong.unwrap_or_default()).await?;
    list(studio).await
}

/// Wrong forms that stand in the draft's captions.
///
/// # Errors
/// When there is no such draft.
pub async fn offers(studio: &Studio, id: &str) -> Result<Vec<Offer>, Error> {
    let draft = studio.library.draft(id).await?.draft;
    let found = list(studio).await?.into_iter().filter_map(|Entry { word, wrong }| {
        let wrong = wrong?;
        let in_cue = |cue: &Cue| places(&cue.text, &wrong, &word).len();
        let places: usize = draft.captions.cues().iter().map(in_cue).sum();
        let places = u32::try_from(places).unwrap_or(u32::MAX);
        (places > 0).then_some(Offer { word, wrong, places })
    });
    Ok(found.collect())
}

/// Mends every wrong form in the draft's captions, as one edit; without any, nothing is changed.
///
/// # Errors
/// When there is no such draft.
pub async fn replace_all(studio: &Studio, id: &str) -> Result<DraftView, Error> {
    let draft = studio.library.draft(id).await?.draft;
    let entries = list(studio).await?;
    let cues = draft.captions.cues().iter().enumerate();
    let texts: Vec<CueText> = cues
        .filter_map(|(index, cue)| {
            let text = mended(&entries, &cue.text);
            (text != cue.text).then_some(CueText { index, text })
        })
        .collect();
    if texts.is_empty() {
        return edit::view(studio, id).await;
    }
    edit::apply(studio, id, Edit::SetCueTexts { texts }).await
}

/// The text with every wrong form mended, entry by entry.
#[must_use]
pub fn mended(entries: &[Entry], text: &str) -> String {
    let mut text = text.to_owned();
    for Entry { word, wrong } in entries {
        let Some(wrong) = wrong else { continue };
        for (from, to) in places(&text, wrong, word).into_iter().rev() {
            let put = fitted(word, &text[from..to]);
            text.replace_range(from..to, &put);
        }
    }
    text
}

/// Where `wrong` stands in `text` and should be `word`, in bytes: whole words, small and capital
/// letters alike, never inside what is right already.
fn places(text: &str, wrong: &str, word: &str) -> Vec<(usize, usize)> {
    let right = occurrences(text, word);
    occurrences(text, wrong)
        .into_iter()
        .filter(|&(from, to)| {
            let inside = right.iter().any(|&(a, b)| a <= from && to <= b && (a, b) != (from, to));
            !inside && fitted(word, &text[from..to]) != text[from..to]
        })
        .collect()
}

/// Whole-word occurrences, in bytes, one after the other.
fn occurrences(text: &str, sought: &str) -> Vec<(usize, usize)> {
    let (text, sought) = (letters(text), letters(sought));
    let mut found = Vec::new();
    let mut at = 0;
    while !sought.is_empty() && at + sought.len() <= text.len() {
        let end = at + sought.len();
        let same = text[at..end].iter().zip(&sought).all(|(a, b)| a.folded == b.folded);
        let open = |index: Option<usize>| {
            index.and_then(|i| text.get(i)).is_none_or(|l| !l.folded.is_alphanumeric())
        };
        if same && open(at.checked_sub(1)) && open(Some(end)) {
            found.push((text[at].start, text[end - 1].end));
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

/// One character as it is compared, and where it stands.
struct Letter {
    folded: char,
    start: usize,
    end: usize,
}

fn letters(text: &str) -> Vec<Letter> {
    let one = |(start, c): (usize, char)| {
        let end = start + c.len_utf8();
        let folded = if c.is_whitespace() { ' ' } else { c };
        folded.to_lowercase().map(move |folded| Letter { folded, start, end })
    };
    text.char_indices().flat_map(one).collect()
}

/// The word as it stands in place of `there`: with its capital at the beginning, and its line
/// breaks where the word has as many spaces.
fn fitted(word: &str, there: &str) -> String {
    let spaces = |text: &str| text.chars().filter(|c| c.is_whitespace()).count();
    let mut breaks = there.chars().filter(|c| c.is_whitespace());
    let keep = spaces(there) == spaces(word);
    let capital = there.chars().next().is_some_and(char::is_uppercase);
    let mut fitted = String::with_capacity(word.len());
    for (index, c) in word.chars().enumerate() {
        if keep && c.is_whitespace() {
            fitted.push(breaks.next().unwrap_or(c));
        } else if index == 0 && capital {
            fitted.extend(c.to_uppercase());
        } else {
            fitted.push(c);
        }
    }
    fitted
}

fn tidy(entry: Entry) -> Entry {
    let clean = |text: String| -> String {
        let nfc: String = text.nfc().filter(|c| !c.is_control() || c.is_whitespace()).collect();
        nfc.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    Entry { word: clean(entry.word), wrong: entry.wrong.map(clean).and_then(some) }
}

fn some(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(wrong: &str, word: &str) -> Entry {
        Entry { word: word.to_owned(), wrong: some(wrong.to_owned()) }
    }

    #[test]
    fn whole_words_are_mended_whatever_their_capitals() {
        let entries = [entry("tủa trùa", "Tủa Chùa"), entry("cò phê", "cà phê"), entry("", "Ê Đê")];
        for (text, wanted) in [
            ("Chè Tủa trùa ngon", "Chè Tủa Chùa ngon"),
            ("chè TỦA\nTRÙA.", "chè Tủa\nChùa."),
            ("Cò phê và cò phê", "Cà phê và cà phê"),
            ("tủa trùas, atủa trùa", "tủa trùas, atủa trùa"),
            ("Tủa Chùa, cà phê, Cà phê", "Tủa Chùa, cà phê, Cà phê"),
            ("tua trua", "tua trua"),
            ("", ""),
        ] {
            assert_eq!(mended(&entries, text), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_right_already_is_never_mended_again() {
        let entries = [entry("ong", "mật ong"), entry("việt nam", "Việt Nam")];
        let once = mended(&entries, "ong rừng việt nam, Mật ong");
        assert_eq!(once, "mật ong rừng Việt Nam, Mật ong");
        assert_eq!(mended(&entries, &once), once);
    }

    #[test]
    fn entries_are_brought_into_one_form() {
        let odd = Entry { word: "  Ê\u{7}  Đê\n".into(), wrong: Some(" \t".into()) };
        assert_eq!(tidy(odd), entry("", "Ê Đê"));
        let apart: String = "Tủa Chùa".nfd().collect();
        assert_eq!(tidy(Entry { word: apart, wrong: None }), entry("", "Tủa Chùa"));
    }
}
