//! Owns how a cue's words become one line or two, and longer texts more. Refuses times; where
//! words may part is `phrasing.rs`.

use crate::Profile;
use crate::phrasing::{Joint, Phrasing};
use crate::text::{flat, graphemes, nfc};

/// One or two lines for some words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Layout {
    /// Words in the first line.
    pub(crate) first: usize,
    /// How bad the break is.
    pub(crate) cost: f64,
}

/// The best way to set words of these widths in at most two lines of `limit` characters, if there
/// is one. `joints` lie between the words.
pub(crate) fn layout(widths: &[usize], joints: &[Joint], limit: usize) -> Option<Layout> {
    let all = width(widths);
    if all <= limit {
        return Some(Layout { first: widths.len(), cost: 0.0 });
    }
    let mut top = 0;
    let mut best: Option<Layout> = None;
    for first in 1..widths.len() {
        top += widths[first - 1] + usize::from(first > 1);
        let bottom = all - top - 1;
        if top > limit {
            break;
        }
        let cost = 0.3 + joints[first - 1].cost + uneven(top, bottom);
        if bottom <= limit && best.is_none_or(|b| cost < b.cost) {
            best = Some(Layout { first, cost });
        }
    }
    best
}

/// Bottom-heavy: a longer first line costs more than a longer second one.
#[expect(clippy::cast_precision_loss, reason = "a line has a few dozen characters")]
fn uneven(top: usize, bottom: usize) -> f64 {
    if top > bottom { 0.08 * (top - bottom) as f64 } else { 0.04 * (bottom - top) as f64 }
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
    wrap_by(&Phrasing::vietnamese(), text, profile)
}

/// [`wrap`], where the word lists are at hand.
pub(crate) fn wrap_by(phrasing: &Phrasing, text: &str, profile: Profile) -> String {
    let text = flat(&nfc(text));
    let words: Vec<&str> = text.split(' ').filter(|w| !w.is_empty()).collect();
    let widths: Vec<usize> = words.iter().map(|w| graphemes(w)).collect();
    let limit = profile.limits().line_chars;
    if let Some(found) = layout(&widths, &phrasing.joints(&words), limit) {
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
    let joints = Phrasing::vietnamese().joints(&words);
    let cost = |first: usize| {
        joints[first - 1].cost + uneven(width(&widths[..first]), width(&widths[first..]))
    };
    let best = (1..words.len()).min_by(|a, b| cost(*a).total_cmp(&cost(*b)));
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
        let text = "Khách ngủ lại bản mình ở nhà sàn của bà";
        assert_eq!(wrap(text, Profile::Vertical), "Khách ngủ lại bản mình\nở nhà sàn của bà");
    }

    #[test]
    fn too_much_text_becomes_more_lines() {
        let text = "một hai ba bốn ".repeat(10);
        let wrapped = wrap(&text, Profile::Easy);
        assert!(wrapped.lines().count() > 2);
        assert!(wrapped.lines().all(|l| graphemes(l) <= 26));
    }
}
