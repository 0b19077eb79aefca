//! Owns SubRip, `.srt`. Refuses styling: tags are taken out when reading and never written.

use crate::cue_file::{self, Dialect, Read, lines_for_file, whole_millis};
use crate::cue_marks::stamp;
use timeline::Cue;

/// Reads a file of any habit: missing numbers, missing blank lines, dots for commas.
#[must_use]
pub fn read(text: &str) -> Read {
    cue_file::read(text, Dialect::SubRip)
}

/// Writes numbered cues, NFC as they are, `\n` at line ends. Cues without text are left out.
#[must_use]
pub fn write(cues: &[Cue]) -> String {
    let mut out = String::new();
    let mut number = 0;
    for cue in cues {
        let text: Vec<String> = lines_for_file(&cue.text).collect();
        if text.is_empty() {
            continue;
        }
        number += 1;
        let (start, end) = whole_millis(cue.range);
        let times = format!("{} --> {}", stamp(start, ','), stamp(end, ','));
        out.push_str(&format!("{number}\n{times}\n{}\n\n", text.join("\n")));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ProblemKind;

    #[test]
    fn broken_files_are_read_as_far_as_they_go() {
        let file = "\u{feff}1\r\n00:00:01,000 --> 00:00:02,000\r\n<i>Một</i>\r\n2\r\n\
            00:00:02.500 --> 00:00:04.000 X1:0\r\nhai\r\n\r\nvẫn hai\r\n\r\n\
            00:00:0x --> 00:00:05,000\r\nmất\r\n\r\n4\r\n00:00:06,000 --> 00:00:05,000\r\nlùi\r\n\r\n\
            5\r\n00:00:03,500 --> 00:00:07,000\r\n150\r\n\r\n6\r\n00:00:08,000 --> 00:00:09,000\r\n\r\n";
        let read = read(file);
        let texts: Vec<&str> = read.track.cues().iter().map(|c| c.text.as_str()).collect();
        assert_eq!(texts, ["Một", "hai\nvẫn hai", "150"]);
        let found: Vec<(usize, ProblemKind)> =
            read.problems.iter().map(|p| (p.line, p.kind)).collect();
        assert_eq!(
            found,
            [
                (10, ProblemKind::Times),
                (14, ProblemKind::NoDuration),
                (18, ProblemKind::Overlap),
                (22, ProblemKind::NoText)
            ]
        );
    }
}
