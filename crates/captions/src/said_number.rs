//! Owns Vietnamese numbers as they are said: "một trăm năm mươi nghìn" is 150 000. Refuses what is
//! not sure: "năm rưỡi", "hai mấy", "vài trăm" stay words.

/// A number at the beginning of some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SaidNumber {
    /// What it is.
    pub(crate) value: u64,
    /// Words that say it.
    pub(crate) words: usize,
    /// Said with thousands or millions.
    pub(crate) large: bool,
}

/// The longest number that `keys` begin with.
pub(crate) fn said_number(keys: &[String]) -> Option<SaidNumber> {
    let (mut at, mut value, mut large) = (0, 0_u64, false);
    let mut last_scale = u64::MAX;
    while let Some((group, used)) = group(&keys[at..], at > 0) {
        let scale = keys.get(at + used).and_then(|k| scale(k));
        let Some(scale) = scale else {
            // "hai triệu ba" says two and a half million or so: leave it to people.
            if at > 0 && used == 1 && last_scale > 1_000 && group < 10 {
                return None;
            }
            value += group;
            at += used;
            break;
        };
        if scale >= last_scale {
            break;
        }
        value = value.checked_add(group.checked_mul(scale)?)?;
        (at, last_scale, large) = (at + used + 1, scale, true);
    }
    let vague = |k: &String| matches!(k.as_str(), "rưỡi" | "mấy" | "vài" | "hơn" | "lẻ" | "chục");
    if at == 0 || keys.get(at).is_some_and(vague) {
        return None;
    }
    Some(SaidNumber { value, words: at, large })
}

fn scale(key: &str) -> Option<u64> {
    Some(match key {
        "nghìn" | "ngàn" => 1_000,
        "triệu" => 1_000_000,
        "tỷ" | "tỉ" => 1_000_000_000,
        _ => return None,
    })
}

pub(crate) fn digit(key: &str) -> Option<u64> {
    Some(match key {
        "không" => 0,
        "một" | "mốt" => 1,
        "hai" => 2,
        "ba" => 3,
        "bốn" | "tư" => 4,
        "năm" | "lăm" | "nhăm" => 5,
        "sáu" => 6,
        "bảy" | "bẩy" => 7,
        "tám" => 8,
        "chín" => 9,
        _ => return None,
    })
}

/// 0 to 999, with how many words say it. Inside a larger number "không trăm linh năm" counts.
fn group(keys: &[String], inside: bool) -> Option<(u64, usize)> {
    let key = |i: usize| keys.get(i).map_or("", String::as_str);
    let mut at = 0;
    let mut value = 0;
    if key(1) == "trăm" {
        let hundreds = digit(key(0)).filter(|d| *d > 0 || inside)?;
        (value, at) = (hundreds * 100, 2);
        if matches!(key(at), "linh" | "lẻ") {
            return Some((value + digit(key(at + 1))?, at + 2));
        }
    }
    // "mười năm" is ten years, fifteen is "mười lăm".
    if key(at) == "mười" {
        let ones = digit(key(at + 1)).filter(|d| *d > 0 && !matches!(key(at + 1), "tư" | "năm"));
        return Some((value + 10 + ones.unwrap_or(0), at + 1 + usize::from(ones.is_some())));
    }
    if key(at + 1) == "mươi" {
        let tens = digit(key(at)).filter(|d| *d > 1)?;
        let ones = digit(key(at + 2)).filter(|d| *d > 0 && key(at + 2) != "năm");
        let used = at + 2 + usize::from(ones.is_some());
        return Some((value + 10 * tens + ones.unwrap_or(0), used));
    }
    match digit(key(at)) {
        // "một trăm hai" is 120 to some and 102 to others.
        Some(_) if at > 0 => None,
        Some(0) if !inside => None,
        Some(ones) => Some((ones, 1)),
        None if at > 0 => Some((value, at)),
        None => None,
    }
}

/// "150.000": groups of three with dots, as prices are written.
pub(crate) fn dotted(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(u64, usize)> {
        let keys: Vec<String> = text.split(' ').map(str::to_owned).collect();
        said_number(&keys).map(|n| (n.value, n.words))
    }

    #[test]
    fn numbers_are_read_as_they_are_said() {
        for (text, value) in [
            ("năm", 5),
            ("mười", 10),
            ("mười lăm", 15),
            ("hai mươi", 20),
            ("hai mươi mốt", 21),
            ("tám mươi lăm", 85),
            ("chín mươi chín", 99),
            ("một trăm", 100),
            ("một trăm linh năm", 105),
            ("một trăm năm mươi nghìn", 150_000),
            ("hai triệu ba trăm nghìn", 2_300_000),
            ("một triệu không trăm linh năm nghìn", 1_005_000),
            ("hai nghìn không trăm hai mươi tư", 2024),
            ("ba tỷ", 3_000_000_000),
        ] {
            let words = text.split(' ').count();
            assert_eq!(read(text), Some((value, words)), "{text}");
        }
        assert_eq!(read("hai mươi nghìn đồng"), Some((20_000, 3)));
        assert_eq!(read("mười năm nay"), Some((10, 1)));
        assert_eq!(read("hai mươi năm"), Some((20, 2)));
    }

    #[test]
    fn what_is_not_sure_stays_words() {
        for text in [
            "",
            "mật ong",
            "trăm rưỡi",
            "hai trăm rưỡi",
            "hai mươi mấy",
            "hai triệu ba",
            "một trăm hai",
            "ba chục",
            "không",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn any_row_of_number_words_is_survived() {
        let words = ["trăm", "mươi", "linh", "tỷ", "tỷ", "chín", "nghìn", "mười", "không", "triệu"];
        for a in words {
            for b in words {
                for c in words {
                    let _ = read(&format!("{a} {b} {c} chín trăm {a} {c} tỷ {b}"));
                }
            }
        }
        let long = "chín trăm chín mươi chín tỷ ".repeat(50);
        let _ = read(long.trim());
    }

    #[test]
    fn prices_have_dots() {
        let shown: Vec<String> =
            [0, 999, 1000, 150_000, 1_234_567].into_iter().map(dotted).collect();
        assert_eq!(shown, ["0", "999", "1.000", "150.000", "1.234.567"]);
    }
}
