//! Owns how a Vietnamese speaker reads a written number, and how long that is. Refuses to choose
//! among the ways there are: one stands for all, see `read_aloud.rs`.

const DIGITS: [&str; 10] = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
const SCALES: [&str; 4] = ["", "nghìn", "triệu", "tỷ"];

/// Syllables of a run of digits with its separators, as read aloud: "150.000" is "một trăm năm
/// mươi nghìn".
pub(crate) fn read_number(run: &str) -> u32 {
    u32::try_from(spell(run).len()).unwrap_or(u32::MAX)
}

/// A run of digits with its separators in words, one syllable each.
pub(crate) fn spell(run: &str) -> Vec<String> {
    let run = run.trim_matches(['.', ',']);
    let groups: Vec<&str> = run.split(['.', ',']).collect();
    let thousands = groups.len() > 1
        && (1..=3).contains(&groups[0].len())
        && groups[1..].iter().all(|g| g.len() == 3);
    if thousands {
        return whole(&groups.concat());
    }
    // "2,5": hai phẩy năm.
    let mut said = Vec::new();
    for (i, group) in groups.iter().enumerate() {
        said.extend((i > 0).then(|| "phẩy".to_owned()));
        said.extend(whole(group));
    }
    said
}

/// A whole number; long ones and those that begin with 0 (telephone numbers, codes) are read
/// digit by digit.
fn whole(digits: &str) -> Vec<String> {
    let by_digit = || {
        let digit = |c: char| c.to_digit(10).and_then(|d| DIGITS.get(d as usize));
        digits.chars().filter_map(digit).map(|&d| d.to_owned()).collect()
    };
    if digits.len() > 1 && digits.starts_with('0') {
        return by_digit();
    }
    match digits.parse::<u64>() {
        Ok(n) if n < 1_000_000_000_000 => value(n),
        _ => by_digit(),
    }
}

fn value(n: u64) -> Vec<String> {
    if n == 0 {
        return vec!["không".to_owned()];
    }
    let mut said: Vec<&str> = Vec::new();
    for (scale, name) in SCALES.iter().enumerate().rev() {
        let unit = 1000_u64.pow(u32::try_from(scale).unwrap_or(0));
        let group = n / unit % 1000;
        if group > 0 {
            group_of_three(group, n / unit >= 1000, &mut said);
            said.extend((scale > 0).then_some(*name));
        }
    }
    said.into_iter().map(str::to_owned).collect()
}

/// 1 to 999; inside a larger number the hundreds are said even when they are zero.
fn group_of_three(n: u64, inside: bool, said: &mut Vec<&str>) {
    let digit = |d: u64| usize::try_from(d).ok().and_then(|d| DIGITS.get(d)).copied();
    let (hundreds, tens, ones) = (n / 100, n / 10 % 10, n % 10);
    let hundreds_said = hundreds > 0 || inside;
    if hundreds_said {
        said.extend(digit(hundreds));
        said.push("trăm");
    }
    match (tens, ones) {
        (0, 0) => {}
        // "linh năm" after hundreds.
        (0, _) => said.extend(hundreds_said.then_some("linh")),
        (1, _) => said.push("mười"),
        _ => {
            said.extend(digit(tens));
            said.push("mươi");
        }
    }
    if ones > 0 {
        said.extend(match (tens, ones) {
            (2.., 1) => Some("mốt"),
            (1.., 5) => Some("lăm"),
            _ => digit(ones),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spelt_as_they_are_read() {
        for (run, said) in [
            ("0", "không"),
            ("15", "mười lăm"),
            ("21", "hai mươi mốt"),
            ("105", "một trăm linh năm"),
            ("150.000", "một trăm năm mươi nghìn"),
            ("2024", "hai nghìn không trăm hai mươi bốn"),
            ("1.250.000", "một triệu hai trăm năm mươi nghìn"),
            ("2,5", "hai phẩy năm"),
            ("0912", "không chín một hai"),
        ] {
            assert_eq!(spell(run).join(" "), said, "{run}");
        }
    }

    #[test]
    fn numbers_are_as_long_as_they_are_read() {
        for (run, said) in [
            ("0", 1),
            ("5", 1),
            ("10", 1),
            ("15", 2),
            ("20", 2),
            ("21", 3),
            ("100", 2),
            ("105", 4),
            ("150", 4),
            ("150.000", 5),       // một trăm năm mươi nghìn
            ("1.250.000", 2 + 5), // một triệu hai trăm năm mươi nghìn
            ("2024", 2 + 5),      // hai nghìn không trăm hai mươi tư
            ("2,5", 3),
            ("0912345678", 10),
        ] {
            assert_eq!(read_number(run), said, "{run}");
        }
    }
}
