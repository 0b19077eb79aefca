//! Owns setting a caption's words in lines that fit a width: the lines it came with where they
//! fit, others where not, smaller letters at last. Refuses pixels: widths are in ems.

use crate::glyph_width::ems;
use crate::phrasing::Phrasing;
use crate::text::nfc;
use unicode_segmentation::UnicodeSegmentation;

/// Lines that a caption may have before its letters get smaller.
const MOST_LINES: usize = 3;
/// Letters get smaller than this only when nothing else helps.
const READABLE: f64 = 0.75;
/// A caption's own lines are kept when letters of this size fit.
const NEARLY: f64 = 0.88;
const SMALLEST: f64 = 0.2;

/// Words in lines, and the size of the letters as a part of the usual one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LineSet {
    pub(crate) lines: Vec<Vec<String>>,
    pub(crate) size: f64,
}

/// Sets `text` in lines of at most `width` ems and at most `height` lines of the usual size.
pub(crate) fn set(text: &str, width: f64, height: f64) -> LineSet {
    let own: Vec<Vec<String>> =
        nfc(text).lines().map(words).filter(|line| !line.is_empty()).collect();
    let longest = own.iter().map(|line| wide(line)).max_by(f64::total_cmp).unwrap_or(0.0);
    let needed = (width / longest.max(0.01)).min(1.0);
    if needed >= NEARLY && own.len() <= MOST_LINES && rows(own.len()) * needed <= height {
        return LineSet { lines: own, size: needed };
    }
    let words: Vec<String> = own.into_iter().flatten().collect();
    let mut size = 1.0;
    loop {
        let lines = wrapped(&words, width / size);
        let fits = rows(lines.len()) * size <= height;
        let few = lines.len() <= MOST_LINES || size <= READABLE;
        if (fits && few) || size <= SMALLEST {
            return LineSet { lines, size };
        }
        size *= 0.94;
    }
}

fn words(line: &str) -> Vec<String> {
    line.split_whitespace().map(str::to_owned).collect()
}

#[expect(clippy::cast_precision_loss, reason = "a handful of lines")]
fn rows(count: usize) -> f64 {
    count as f64
}

fn wide(words: &[String]) -> f64 {
    ems(&words.join(" "))
}

/// As few lines as possible, broken where it hurts least, of about the same length.
fn wrapped(words: &[String], width: f64) -> Vec<Vec<String>> {
    let words: Vec<String> = words.iter().flat_map(|word| pieces(word, width)).collect();
    let widths: Vec<f64> = words.iter().map(|word| ems(word)).collect();
    let space = ems(" ");
    let joints =
        Phrasing::vietnamese().joints(&words.iter().map(String::as_str).collect::<Vec<_>>());
    // best[i]: lines and cost of the words before i, and where its last line begins.
    let mut best = vec![(0_usize, 0.0_f64, 0_usize)];
    for end in 1..=words.len() {
        let mut found = (usize::MAX, f64::INFINITY, end - 1);
        let mut line = -space;
        for start in (0..end).rev() {
            line += space + widths[start];
            if line > width && start + 1 < end {
                break;
            }
            let (lines, cost, _) = best[start];
            let broken = joints.get(end - 1).map_or(0.0, |joint| joint.cost);
            let empty = 1.0 - (line / width).min(1.0);
            let this = (lines + 1, cost + broken + 6.0 * empty * empty, start);
            if (this.0, this.1) < (found.0, found.1) {
                found = this;
            }
        }
        best.push(found);
    }
    let (mut lines, mut end) = (Vec::new(), words.len());
    while end > 0 {
        let start = best[end].2;
        lines.push(words[start..end].to_vec());
        end = start;
    }
    lines.reverse();
    lines
}

/// A word that is wider than a line, cut into pieces that are not.
fn pieces(word: &str, width: f64) -> Vec<String> {
    if ems(word) <= width {
        return vec![word.to_owned()];
    }
    let mut pieces = vec![String::new()];
    for letter in word.graphemes(true) {
        let last = pieces.len() - 1;
        if !pieces[last].is_empty() && ems(&pieces[last]) + ems(letter) > width {
            pieces.push(letter.to_owned());
        } else {
            pieces[last].push_str(letter);
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, width: f64) -> (String, f64) {
        let set = set(text, width, 20.0);
        (set.lines.iter().map(|line| line.join(" ")).collect::<Vec<_>>().join("|"), set.size)
    }

    #[test]
    fn lines_that_fit_stay_as_they_were_typed() {
        assert_eq!(shown("Mật ong\nrừng của bản", 13.0), ("Mật ong|rừng của bản".into(), 1.0));
        let (lines, size) = shown("THỔ CẨM BUÔN MA THUỘT", 13.4);
        assert!(lines == "THỔ CẨM BUÔN MA THUỘT" && (0.88..1.0).contains(&size), "{lines} {size}");
    }

    #[test]
    fn long_text_is_broken_where_it_hurts_least() {
        let (lines, size) = shown("Giá hôm nay chỉ còn 150.000 đồng một chai", 13.0);
        assert_eq!((lines.as_str(), size), ("Giá hôm nay chỉ còn|150.000 đồng một chai", 1.0));
    }

    #[test]
    fn nothing_is_wider_than_its_place_and_no_letter_is_lost() {
        for text in ["Ơ".repeat(80), "một hai ba bốn năm ".repeat(20), "a\n\n b".into()] {
            for width in [4.0, 9.0, 13.0] {
                let set = set(&text, width, 8.0);
                let letters: String = set.lines.concat().concat();
                assert_eq!(letters, text.split_whitespace().collect::<String>());
                assert!(set.lines.iter().all(|line| wide(line) * set.size <= width + 1e-9));
                assert!(rows(set.lines.len()) * set.size <= 8.0, "{set:?}");
            }
        }
        assert_eq!(set(" \n ", 10.0, 8.0).lines.len(), 0);
    }
}
