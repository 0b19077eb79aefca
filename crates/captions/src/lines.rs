//! Owns where a line may end: which words stay together and how two lines share a cue's text.
//! Refuses times.

use crate::Profile;
use crate::text::{Stop, bare, flat, graphemes, nfc, stop_after};

/// Words that open a new thought: a line rather begins with them than ends.
const OPENERS: [&str; 34] = [
    "và", "nhưng", "mà", "thì", "nên", "vì", "hoặc", "hay", "để", "khi", "nếu", "với", "cho",
    "của", "từ", "ở", "tại", "trong", "ngoài", "bằng", "rồi", "còn", "do", "đến", "về", "là",
    "giúp", "như", "trên", "dưới", "bên", "sau", "trước", "cùng",
];

/// Spoken numbers; two of them never part.
const NUMBERS: [&str; 24] = [
    "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "mươi", "mốt", "lăm",
    "tư", "trăm", "nghìn", "ngàn", "triệu", "tỷ", "tỉ", "linh", "lẻ", "rưỡi", "vài",
];

/// What is counted; it never parts from its number.
const UNITS: [&str; 47] = [
    "đồng", "đ", "k", "chai", "hộp", "gói", "túi", "cái", "chiếc", "cân", "ký", "kí", "kg", "g",
    "gam", "lạng", "tạ", "tấn", "lít", "ml", "mét", "m", "cm", "km", "phần", "giờ", "phút", "giây",
    "ngày", "tuần", "tháng", "tuổi", "người", "bạn", "khách", "phòng", "đêm", "lần", "con", "cây",
    "bậc", "loại", "bộ", "đôi", "lọ", "hũ", "quả",
];

/// True when a line or cue must not end between these two words.
pub(crate) fn glued(left: &str, right: &str) -> bool {
    if stop_after(left) != Stop::None {
        return false;
    }
    let (left, right) = (bare(left), bare(right));
    let digits = |w: &str| w.starts_with(|c: char| c.is_ascii_digit());
    let number = |w: &str| digits(w) || NUMBERS.contains(&w);
    let counted = number(&right) || UNITS.contains(&right.as_str()) || right == "năm";
    (number(&left) && counted)
        || (left == "phần" && right == "trăm")
        || (matches!(left.as_str(), "không" | "chưa" | "đừng")
            && !OPENERS.contains(&right.as_str()))
}

/// How bad it is to end a line or a cue between these two words, 0 to 25.
pub(crate) fn break_cost(left: &str, right: &str) -> f64 {
    match stop_after(left) {
        Stop::Sentence => 0.0,
        Stop::Clause => 0.2,
        Stop::None if glued(left, right) => 25.0,
        Stop::None if OPENERS.contains(&bare(right).as_str()) => 0.7,
        Stop::None if OPENERS.contains(&bare(left).as_str()) => 3.0,
        Stop::None => 1.5,
    }
}

/// One or two lines for some words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Layout {
    /// Words in the first line.
    pub(crate) first: usize,
    /// How bad the break is.
    pub(crate) cost: f64,
}

/// The best way to set `words` in at most two lines of `limit` characters, if there is one.
pub(crate) fn layout(words: &[&str], limit: usize) -> Option<Layout> {
    let widths: Vec<usize> = words.iter().map(|w| graphemes(w)).collect();
    if width(&widths) <= limit {
        return Some(Layout { first: words.len(), cost: 0.0 });
    }
    let fits = |i: usize| width(&widths[..i]) <= limit && width(&widths[i..]) <= limit;
    (1..words.len())
        .filter(|&i| fits(i))
        .map(|i| Layout { first: i, cost: 0.3 + two_lines(words, &widths, i) })
        .min_by(|a, b| a.cost.total_cmp(&b.cost))
}

/// Bottom-heavy: a longer first line costs more than a longer second one.
fn two_lines(words: &[&str], widths: &[usize], i: usize) -> f64 {
    let (top, bottom) = (width(&widths[..i]), width(&widths[i..]));
    #[expect(clippy::cast_precision_loss, reason = "a line has a few dozen characters")]
    let uneven =
        if top > bottom { 0.08 * (top - bottom) as f64 } else { 0.04 * (bottom - top) as f64 };
    break_cost(words[i - 1], words[i]) + uneven
}

fn width(widths: &[usize]) -> usize {
    widths.iter().sum::<usize>() + widths.len().saturating_sub(1)
}

/// Words joined as the layout says.
pub(crate) fn set(words: &[&str], first: usize) -> String {
    let (top, bottom) = words.split_at(first.min(words.len()));
    if bottom.is_empty() {
        top.join(" ")
    } else {
        format!("{}\n{}", top.join(" "), bottom.join(" "))
    }
}

/// Breaks a text into the lines of a profile. Text that does not fit into two lines becomes more
/// lines, none longer than the limit unless a single word is.
#[must_use]
pub fn wrap(text: &str, profile: Profile) -> String {
    let text = flat(&nfc(text));
    let words: Vec<&str> = text.split(' ').filter(|w| !w.is_empty()).collect();
    let limit = profile.limits().line_chars;
    if let Some(found) = layout(&words, limit) {
        return set(&words, found.first);
    }
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        match lines.last_mut().filter(|l| graphemes(l) + 1 + graphemes(word) <= limit) {
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}

/// Two lines of about the same length, wherever that leads.
pub(crate) fn balance(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let widths: Vec<usize> = words.iter().map(|w| graphemes(w)).collect();
    let best = (1..words.len())
        .min_by(|a, b| two_lines(&words, &widths, *a).total_cmp(&two_lines(&words, &widths, *b)));
    set(&words, best.unwrap_or(words.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_come_after_stops_and_before_openers() {
        let wrapped = |text| wrap(text, Profile::Vertical);
        assert_eq!(
            wrapped("Xin chào các bạn, mình là Mai đây."),
            "Xin chào các bạn,\nmình là Mai đây."
        );
        assert_eq!(
            wrapped("Mật ong rừng thơm và ngọt nhất bản"),
            "Mật ong rừng thơm\nvà ngọt nhất bản"
        );
        assert_eq!(wrapped("ngắn"), "ngắn");
    }

    #[test]
    fn numbers_stay_with_what_they_count() {
        let text = "Giá hôm nay chỉ còn có 150.000 đồng một chai";
        assert!(!wrap(text, Profile::Vertical).contains("150.000\n"));
        assert!(glued("mười", "ngày") && glued("năm", "mươi") && glued("phần", "trăm"));
        assert!(!glued("một.", "Hai"));
    }

    #[test]
    fn too_much_text_becomes_more_lines() {
        let text = "một hai ba bốn ".repeat(10);
        let wrapped = wrap(&text, Profile::Easy);
        assert!(wrapped.lines().count() > 2);
        assert!(wrapped.lines().all(|l| graphemes(l) <= 26));
    }
}
