//! Owns the value of a number as written ("1.500", "2,5") or spoken ("bảy mươi").
//! Refuses units and phone numbers.

/// "1.500.000" is a million and a half, "2,5" and "2.5" are two and a half.
pub(crate) fn digits(text: &str) -> Option<f64> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) || text.len() > 18 {
        return None;
    }
    let groups: Vec<&str> = text.split('.').collect();
    let thousands = groups.len() > 1 && groups[1..].iter().all(|g| g.len() == 3);
    let plain = if thousands { text.replace('.', "") } else { text.replace(',', ".") };
    plain.parse().ok()
}

/// Folded words of a number below a thousand: "bay muoi", "mot tram hai muoi".
pub(crate) fn spoken(words: &[&str]) -> Option<f64> {
    let mut total = 0.0;
    let mut last: Option<f64> = None;
    for word in words {
        let unit = match *word {
            "mot" => 1.0,
            "hai" => 2.0,
            "ba" => 3.0,
            "bon" => 4.0,
            "nam" | "lam" => 5.0,
            "sau" => 6.0,
            "bay" => 7.0,
            "tam" => 8.0,
            "chin" => 9.0,
            "muoi" | "chuc" => {
                total += last.take().unwrap_or(1.0) * 10.0;
                continue;
            }
            "tram" => {
                total += last.take().unwrap_or(1.0) * 100.0;
                continue;
            }
            _ => return digits(word).filter(|_| words.len() == 1),
        };
        // "bảy lăm" is seventy-five.
        total += last.replace(unit).unwrap_or(0.0) * 10.0;
    }
    Some(total + last.unwrap_or(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_values() {
        assert_eq!(digits("1.500.000"), Some(1_500_000.0));
        assert_eq!(digits("2,5"), Some(2.5));
        assert_eq!(digits("2.5"), Some(2.5));
        assert_eq!(digits("xa"), None);
        assert_eq!(spoken(&["bay", "muoi"]), Some(70.0));
        assert_eq!(spoken(&["mot", "tram", "hai", "muoi", "lam"]), Some(125.0));
        assert_eq!(spoken(&["bay", "lam"]), Some(75.0));
        assert_eq!(spoken(&["vai"]), None);
    }
}
