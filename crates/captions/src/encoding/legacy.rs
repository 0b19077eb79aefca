//! Owns the letters of Vietnamese fonts that are older than Unicode: TCVN3 and VNI. The input is
//! what a Western program shows instead of them. Refuses to decide whether a text is one.

/// A character that Windows' Western code page has.
pub(super) fn is_western(c: char) -> bool {
    (c as u32) <= 0xff || "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ".contains(c)
}

/// Letters with accents and the usual signs only, and not too many of them.
pub(super) fn looks_western(text: &str) -> bool {
    let sign = |c: char| "€„…‘’“”–—Œœ«»¡¿°·ºª§©®".contains(c) || c == '\u{a0}';
    let letter = |c: char| ('À'..='ÿ').contains(&c) && !matches!(c, '×' | '÷');
    let mut accented = 0;
    let mut plain = 0;
    for c in text.chars() {
        match c {
            c if c.is_ascii_alphabetic() => plain += 1,
            c if letter(c) => accented += 1,
            c if c.is_ascii() && (!c.is_ascii_control() || c.is_ascii_whitespace()) => {}
            c if sign(c) || "ŠšŽžŸ".contains(c) => {}
            _ => return false,
        }
    }
    accented * 2 <= plain
}

/// TCVN3 from 0xA1 on; `·` where the code has no letter.
const TCVN3: &str = "ĂÂÊÔƠƯĐăâêôơưđ······àảãáạ·ằẳẵắ·······ặầẩẫấậè·ẻẽéẹềểễếệìỉ···ĩíịò·ỏõóọồổỗốộờởỡớợù·ủũúụừửữứựỳỷỹýỵ·";

/// Letters of the font `.VnTime`. A small letter with a tone among capitals becomes a capital: it
/// was typed with the shift lock on, and only the font of capitals showed it.
pub(super) fn tcvn3(western: &str) -> String {
    let table: Vec<char> = TCVN3.chars().collect();
    let letter = |c: char| {
        let place = (c as usize).checked_sub(0xa1).filter(|_| (c as u32) <= 0xff);
        place.and_then(|p| table.get(p)).copied().filter(|l| *l != '·').unwrap_or(c)
    };
    let mut out = String::with_capacity(western.len());
    let mut word = String::new();
    for c in western.chars().map(letter) {
        if c.is_alphabetic() {
            word.push(c);
        } else {
            push_word(&mut out, &mut word);
            out.push(c);
        }
    }
    push_word(&mut out, &mut word);
    out
}

fn push_word(out: &mut String, word: &mut String) {
    let mut capitals = 0;
    let small = word.chars().filter(char::is_ascii).any(|c| {
        capitals += usize::from(c.is_ascii_uppercase());
        c.is_ascii_lowercase()
    });
    if capitals >= 2 && !small {
        out.extend(word.chars().flat_map(char::to_uppercase));
    } else {
        out.push_str(word);
    }
    word.clear();
}

/// VNI: vowels, and in the same order the signs behind them with the letters they make.
const VNI: [(char, &str, &str); 7] = [
    ('a', "ùøûõïâáàåãäêéèúüë", "áàảãạâấầẩẫậăắằẳẵặ"),
    ('e', "ùøûõïâáàåãä", "éèẻẽẹêếềểễệ"),
    ('o', "ùøûõïâáàåãä", "óòỏõọôốồổỗộ"),
    ('u', "ùøûõï", "úùủũụ"),
    ('y', "ùøûõ", "ýỳỷỹ"),
    ('ô', "ùøûõï", "ớờởỡợ"),
    ('ö', "ùøûõï", "ứừửữự"),
];

/// Letters of the font VNI-Times.
pub(super) fn vni(western: &str) -> String {
    let mut out = String::with_capacity(western.len() + western.len() / 4);
    let mut rest = western.chars().peekable();
    while let Some(c) = rest.next() {
        let pair = rest.peek().and_then(|sign| pair(c, *sign));
        match pair {
            Some(letter) => {
                rest.next();
                out.push(letter);
            }
            None => out.push(single(c)),
        }
    }
    out
}

/// The letter of a vowel and the sign behind it. A capital may carry a capital or a small sign;
/// a small letter carries small ones only.
fn pair(vowel: char, sign: char) -> Option<char> {
    let small = lower(vowel);
    if vowel == small && lower(sign) != sign {
        return None;
    }
    let (_, signs, letters) = VNI.iter().find(|(v, ..)| *v == small)?;
    let place = signs.chars().position(|s| s == lower(sign))?;
    Some(cased(letters.chars().nth(place)?, vowel))
}

/// Letters of one sign.
fn single(c: char) -> char {
    let letter = match lower(c) {
        'ô' => 'ơ',
        'ö' => 'ư',
        'æ' => 'ỉ',
        'ó' => 'ĩ',
        'ò' => 'ị',
        'î' => 'ỵ',
        'ñ' => 'đ',
        _ => return c,
    };
    cased(letter, c)
}

fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// `letter` as a capital when `like` is one.
fn cased(letter: char, like: char) -> char {
    if lower(like) == like { letter } else { letter.to_uppercase().next().unwrap_or(letter) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Every Vietnamese letter that ASCII has not, small.
    const LETTERS: &str = "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵ";

    #[test]
    fn tcvn3_has_every_small_letter_once() {
        assert_eq!(TCVN3.chars().count(), 0x100 - 0xa1);
        let found: Vec<char> = TCVN3.chars().filter(|c| *c != '·').collect();
        let set: BTreeSet<char> = found.iter().copied().collect();
        assert_eq!(found.len(), set.len());
        assert!(LETTERS.chars().all(|c| set.contains(&c)));
        assert_eq!(set.len(), LETTERS.chars().count() + 7, "seven capitals without a tone");
        // Letters whose codes the standard's own text names.
        assert_eq!(tcvn3("\u{b5}\u{d0}\u{fe}\u{a7}\u{ae}"), "àéỵĐđ");
    }

    #[test]
    fn vni_has_every_letter_in_both_cases() {
        let mut made: BTreeSet<char> =
            VNI.iter().flat_map(|(.., letters)| letters.chars()).collect();
        made.extend("ôöæóòîñ".chars().map(single));
        // í and ì are themselves.
        made.extend(['í', 'ì']);
        assert_eq!(made, LETTERS.chars().collect());
        assert!(VNI.iter().all(|(_, s, l)| s.chars().count() == l.chars().count()));
        assert_eq!(vni("TIEÁNG VIEÄT, ÑÖÔØNG, Ñöôøng"), "TIẾNG VIỆT, ĐƯỜNG, Đường");
        assert_eq!(vni("nghæ ngôi vó ñaïi thò myõ kyø kî"), "nghỉ ngơi vĩ đại thị mỹ kỳ kỵ");
    }

    #[test]
    fn capitals_of_tcvn3_follow_their_word() {
        assert_eq!(tcvn3("TIÕNG VIÖT Nam, ViÖt"), "TIẾNG VIỆT Nam, Việt");
    }
}
