//! Owns WebVTT, `.vtt`. Refuses styling and regions: read over, never written.

use crate::cue_file::{self, Dialect, Read, lines_for_file, whole_millis};
use crate::cue_marks::{escape, stamp};
use timeline::Cue;

/// Reads a file; notes, styles, regions and cue settings are passed over.
#[must_use]
pub fn read(text: &str) -> Read {
    cue_file::read(text, Dialect::WebVtt)
}

/// Writes cues with hours always, text escaped. Cues without text are left out.
#[must_use]
pub fn write(cues: &[Cue]) -> String {
    let mut out = String::from("WEBVTT\n\n");
    for cue in cues {
        let text: Vec<String> = lines_for_file(&cue.text).map(|l| escape(&l)).collect();
        if text.is_empty() {
            continue;
        }
        let (start, end) = whole_millis(cue.range);
        let times = format!("{} --> {}", stamp(start, '.'), stamp(end, '.'));
        out.push_str(&format!("{times}\n{}\n\n", text.join("\n")));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ProblemKind;

    #[test]
    fn blocks_that_are_no_cues_are_passed_over() {
        let file = "WEBVTT - phụ đề\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE\n\
            00:01.000 --> 00:02.000\nkhông phải phụ đề\n\nintro\n00:01.000 --> 00:02.000 line:0\n\
            <v Mai>Ngon &amp; rẻ</v>\nNOTE là chữ\n\n01:00:00.000 --> 01:00:01.000\nHết &lt;3\n";
        let read = read(file);
        let texts: Vec<&str> = read.track.cues().iter().map(|c| c.text.as_str()).collect();
        assert_eq!(texts, ["Ngon & rẻ\nNOTE là chữ", "Hết <3"]);
        assert_eq!(read.problems, []);
    }

    #[test]
    fn a_missing_header_is_a_problem_not_an_end() {
        let read = read("00:01.000 --> 00:02.000\nvẫn đọc");
        assert_eq!(read.track.cues().len(), 1);
        assert_eq!(read.problems[0].kind, ProblemKind::Header);
    }
}
