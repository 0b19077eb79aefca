//! Owns how long a written number is when a Vietnamese speaker reads it. Refuses to spell it.

/// Syllables of a run of digits with its separators, as read aloud: "150.000" is "một trăm năm
/// mươi nghìn".
pub(crate) fn read_number(run: &str) -> u32 {
    let run = run.trim_matches(['.', ',']);
    let groups: Vec<&str> = run.split(['.', ',']).collect();
    let thousands = groups.len() > 1
        && (1..=3).contains(&groups[0].len())
        && groups[1..].iter().all(|g| g.len() == 3);
    if thousands {
        return whole(&groups.concat());
    }
    // "2,5": hai phẩy năm.
    let said: u32 = groups.iter().map(|g| whole(g)).sum();
    said + u32::try_from(groups.len()).unwrap_or(1) - 1
}

/// A whole number; long ones and those that begin with 0 (telephone numbers, codes) are read
/// digit by digit.
fn whole(digits: &str) -> u32 {
    let by_digit = || u32::try_from(digits.chars().count()).unwrap_or(u32::MAX);
    if digits.len() > 1 && digits.starts_with('0') {
        return by_digit();
    }
    match digits.parse::<u64>() {
        Ok(n) if n < 1_000_000_000_000 => value(n),
        _ => by_digit(),
    }
}

fn value(n: u64) -> u32 {
    if n == 0 {
        return 1;
    }
    let mut said = 0;
    let mut rest = n;
    let mut scale = 0;
    while rest > 0 {
        let group = rest % 1000;
        rest /= 1000;
        if group > 0 {
            said += group_of_three(group, rest > 0) + u32::from(scale > 0);
        }
        scale += 1;
    }
    said
}

/// 1 to 999; inside a larger number the hundreds are said even when they are zero.
fn group_of_three(n: u64, inside: bool) -> u32 {
    let (hundreds, tens, ones) = (n / 100, n / 10 % 10, n % 10);
    let hundreds_said = hundreds > 0 || inside;
    let tens_said = match (tens, ones) {
        (0, 0) => 0,
        // "linh năm" after hundreds.
        (0, _) => 1 + u32::from(hundreds_said),
        (1, _) => 1 + u32::from(ones > 0),
        _ => 2 + u32::from(ones > 0),
    };
    2 * u32::from(hundreds_said) + tens_said
}

#[cfg(test)]
mod tests {
    use super::*;

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
