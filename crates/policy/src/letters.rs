//! Owns the letters of one syllable: its marked key, its folded key, its disguises undone.
//! Refuses to know where a syllable stands in a text or what it means.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The five tone marks. They move to the end of the key, so "hoá" and "hóa" are one word.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// Characters that show nothing and are sometimes put inside a word.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Letters, digits, and what clings to them.
pub(crate) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c) || is_invisible(c)
}

fn letters(word: &str) -> impl Iterator<Item = char> + '_ {
    word.chars()
        .filter(|c| !is_invisible(*c))
        .flat_map(char::to_lowercase)
        .nfkd()
        .map(|c| if c == 'ð' { 'đ' } else { c })
}

/// The word as written: lower case, quality marks kept, tone last, final "y" as "i".
pub(crate) fn marked_key(word: &str) -> String {
    let mut tone = None;
    let mut key: String = letters(word)
        .filter(|c| {
            let is_tone = TONES.contains(c);
            if is_tone {
                tone = Some(*c);
            }
            !is_tone
        })
        .collect();
    final_y(&mut key);
    key.extend(tone);
    key
}

/// The word without any mark, đ as d.
pub(crate) fn folded_key(word: &str) -> String {
    let mut key: String = letters(word)
        .filter(|c| !is_combining_mark(*c))
        .map(|c| if c == 'đ' { 'd' } else { c })
        .collect();
    final_y(&mut key);
    key
}

/// "mỹ" and "mĩ" are one word; "may" and "mai" are two.
fn final_y(key: &mut String) {
    let mut back = key.chars().rev();
    if back.next() == Some('y')
        && back.next().is_some_and(|c| !is_vowel(c) && !is_combining_mark(c))
    {
        key.pop();
        key.push('i');
    }
}

/// A vowel letter of a folded key.
pub(crate) fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

pub(crate) fn has_vowel(word: &str) -> bool {
    folded_key(word).chars().any(is_vowel)
}

/// Whether a folded key could be a Vietnamese syllable: consonants, one group of vowels, a known ending.
/// "zalo", "stk" and "detox" could not, so one of them alone is never ambiguous.
pub(crate) fn is_syllable(folded: &str) -> bool {
    let start = folded.find(is_vowel).unwrap_or(folded.len());
    let (head, rest) = folded.split_at(start);
    let vowels = rest.find(|c| !is_vowel(c)).unwrap_or(rest.len());
    let tail = &rest[vowels..];
    vowels > 0
        && vowels <= 3
        && !head.contains(['f', 'j', 'w', 'z'])
        && head.len() <= 3
        && matches!(tail, "" | "c" | "m" | "n" | "p" | "t" | "ng" | "nh" | "ch")
        && !rest[..vowels].ends_with("ee")
}

/// Whether this can only be a Vietnamese syllable: with a mark, and with a beginning that one has. "tttôi" and
/// "àờ" are a stammer and a sigh.
pub(crate) fn is_marked_syllable(word: &str) -> bool {
    const HEADS: [&str; 27] = [
        "b", "c", "ch", "d", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "nh", "ng", "ngh",
        "p", "ph", "q", "r", "s", "t", "th", "tr", "v", "x", "",
    ];
    let folded = folded_key(word);
    let head = &folded[..folded.find(is_vowel).unwrap_or(folded.len())];
    let bare = folded.chars().all(is_vowel);
    marked_key(word) != folded && is_syllable(&folded) && HEADS.contains(&head) && !bare
}

/// The folded key with look-alike digits, signs and Cyrillic letters read as letters; `None` when there are none.
pub(crate) fn unmasked(word: &str) -> Option<String> {
    let mut seen = false;
    let key: String = folded_key(word)
        .chars()
        .map(|c| {
            let plain = look_alike(c);
            seen |= plain.is_some();
            plain.unwrap_or(c)
        })
        .collect();
    seen.then_some(key)
}

/// The letter that a digit, a sign or a foreign letter is used for.
fn look_alike(c: char) -> Option<char> {
    Some(match c {
        '0' | 'о' | 'ο' => 'o',
        '1' | '!' | 'і' | 'ı' => 'i',
        '3' | '€' | 'е' | 'ε' => 'e',
        '4' | '@' | 'а' | 'α' => 'a',
        '5' | '$' | 'ѕ' => 's',
        '7' => 't',
        'р' => 'p',
        'с' => 'c',
        'х' => 'x',
        'у' => 'y',
        'к' => 'k',
        'м' => 'm',
        'т' => 't',
        'н' => 'h',
        'һ' => 'h',
        'ԁ' => 'd',
        'ɡ' => 'g',
        _ => return None,
    })
}

/// The letters that a word may be read as, whatever was done to them: what looks alike is one letter.
/// Every beginning of a word has the beginning of the word's key.
pub(crate) fn loose_key(word: &str) -> String {
    letters(word)
        .filter(|c| !is_combining_mark(*c))
        .map(|c| if c == 'đ' { 'd' } else { look_alike(c).unwrap_or(c) })
        .collect()
}

/// The digit that a syllable names. `in_marks` says whether the writer uses tone marks.
pub(crate) fn digit(marked: &str, folded: &str, in_marks: bool) -> Option<char> {
    let (digit, forms): (char, &[&str]) = match folded {
        "khong" | "hong" | "o" => ('0', &["không", "hông", "o", "ô"]),
        "mot" => ('1', &["một", "mốt"]),
        "hai" => ('2', &["hai"]),
        "ba" => ('3', &["ba"]),
        "bon" | "tu" => ('4', &["bốn", "tư"]),
        "nam" | "lam" => ('5', &["năm", "lăm"]),
        "sau" => ('6', &["sáu"]),
        "bay" => ('7', &["bảy", "bẩy"]),
        "tam" => ('8', &["tám"]),
        "chin" => ('9', &["chín"]),
        _ => return None,
    };
    (!in_marks || forms.iter().any(|form| marked_key(form) == marked)).then_some(digit)
}

/// Words that stand for an amount, matched by `<n>` in a phrase.
pub(crate) fn is_amount(folded: &str) -> bool {
    matches!(
        folded,
        "mot"
            | "hai"
            | "ba"
            | "bon"
            | "nam"
            | "sau"
            | "bay"
            | "tam"
            | "chin"
            | "muoi"
            | "vai"
            | "may"
            | "chuc"
            | "tram"
            | "nua"
    ) || folded.starts_with(|c: char| c.is_ascii_digit())
}
