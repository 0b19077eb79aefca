//! Owns the choice of a caption file format: which one a file is in, reading and writing each.
//! Refuses to open files.

mod ass_file;
mod ass_text;
mod ass_text_write;
mod held;
mod json;
mod lines;
mod lrc;
mod markup;
mod sbv;
mod srt;
mod stamp;
mod ttml_read;
mod ttml_style;
mod ttml_text;
mod ttml_time;
mod ttml_write;
mod txt;
mod vtt;
mod vtt_settings;
mod vtt_text;

use crate::document::{Block, BlockKind, CaptionFile, FileCue};
use crate::encoding::{Encoding, decoded};
use crate::loss::Written;
use crate::problem::{LARGEST_FILE, MOST_CUES, Parsed, Problem, ProblemKind, ReadFault};
use crate::{ass, text};
use lines::Lines;
use serde::{Deserialize, Serialize};
use timeline::{CaptionStyle, CaptionTrack, Cue, SafeZone};

/// A caption file format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// SubRip.
    Srt,
    /// WebVTT.
    Vtt,
    /// Advanced SubStation, and the older SSA.
    Ass,
    /// IMSC 1 text profile, and what is near it.
    Ttml,
    /// YouTube.
    Sbv,
    /// Song texts.
    Lrc,
    /// The command line's JSON.
    Json,
    /// Text without times.
    Txt,
    /// Text with times in brackets before each line.
    TimedTxt,
}

impl Format {
    /// Every one.
    pub const ALL: [Self; 9] = [
        Self::Srt,
        Self::Vtt,
        Self::Ass,
        Self::Ttml,
        Self::Sbv,
        Self::Lrc,
        Self::Json,
        Self::Txt,
        Self::TimedTxt,
    ];
}

/// A file as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadFile {
    /// What it says.
    pub file: CaptionFile,
    /// What was wrong, by line.
    pub problems: Vec<Problem>,
    /// The format it is in, whatever its name says.
    pub format: Format,
    /// How its letters are written.
    pub encoding: Encoding,
    /// A byte order mark stood at the beginning.
    pub mark: bool,
}

impl Format {
    /// Endings of the names of files that can be read.
    pub const ENDINGS: [&str; 13] = [
        "srt", "vtt", "ass", "ssa", "ttml", "dfxp", "imsc", "imsc1", "xml", "sbv", "lrc", "json",
        "txt",
    ];

    /// By a file name's extension, without the dot, in any case.
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "srt" => Some(Self::Srt),
            "vtt" => Some(Self::Vtt),
            "ass" | "ssa" => Some(Self::Ass),
            "ttml" | "dfxp" | "imsc" | "imsc1" | "xml" => Some(Self::Ttml),
            "sbv" => Some(Self::Sbv),
            "lrc" => Some(Self::Lrc),
            "json" => Some(Self::Json),
            "txt" => Some(Self::Txt),
            _ => None,
        }
    }

    /// Reads a text in this format. Broken parts are left out and named.
    #[must_use]
    pub fn parse(self, text: &str) -> Parsed {
        match self {
            Self::Srt => srt::read(text),
            Self::Vtt => vtt::read(text),
            Self::Ass => ass_file::read(text),
            Self::Ttml => ttml_read::read(text),
            Self::Sbv => sbv::read(text),
            Self::Lrc => lrc::read(text),
            Self::Json => json::read(text),
            Self::Txt | Self::TimedTxt => txt::read(text),
        }
    }

    /// Writes a file in this format and says what it cannot hold.
    #[must_use]
    pub fn compose(self, file: &CaptionFile) -> Written {
        let text = match self {
            Self::Srt => srt::write(file),
            Self::Vtt => vtt::write(file),
            Self::Ass => ass_file::write(file),
            Self::Ttml => ttml_write::write(file),
            Self::Sbv => sbv::write(file),
            Self::Lrc => lrc::write(file),
            Self::Json => json::write(file),
            Self::Txt => txt::write(file, false),
            Self::TimedTxt => txt::write(file, true),
        };
        Written { text, lost: held::lost(file, self) }
    }

    /// The app's own cues as a whole file. `model` is named in JSON only; ASS is the script that
    /// would be drawn into a 9:16 phone picture.
    #[must_use]
    pub fn write(self, track: &CaptionTrack, model: Option<&str>) -> String {
        if self == Self::Ass {
            let (size, style) = ((1080, 1920), CaptionStyle::default());
            return ass::write(track.cues(), size, style, &SafeZone::usual(size.0, size.1));
        }
        let mut file = CaptionFile::from_cues(track.cues());
        if self == Self::Json {
            file.language = Some(track.language().to_owned());
            let model = model.map(|m| Block { kind: BlockKind::Model, text: m.to_owned() });
            file.blocks.extend(model);
        }
        self.compose(&file).text
    }

    /// The app's own cues as a whole file, without a language.
    #[must_use]
    pub fn write_cues(self, cues: &[Cue]) -> String {
        self.compose(&CaptionFile::from_cues(cues)).text
    }

    /// By the content; nothing when it could be anything.
    fn of(text: &str) -> Option<Self> {
        let start = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
        if start.starts_with("WEBVTT") {
            return Some(Self::Vtt);
        }
        if start.starts_with('{') {
            return Some(Self::Json);
        }
        if start.starts_with('<') {
            let head: String = start.chars().take(4000).collect();
            let is_tag = |at: usize| head[at..].starts_with([' ', '\t', '\r', '\n', '>', ':']);
            let named =
                |name: &str| head.match_indices(name).any(|(at, _)| is_tag(at + name.len()));
            return (named("<tt") || head.contains(":tt ") || head.contains("/ttml"))
                .then_some(Self::Ttml);
        }
        let mut brackets = None;
        for line in Lines::new(start).take(2000).map(str::trim) {
            if ["[script info]", "[v4+ styles]", "[v4 styles]", "[events]"]
                .contains(&line.to_ascii_lowercase().as_str())
            {
                return Some(Self::Ass);
            }
            if line.contains("-->") {
                return Some(Self::Srt);
            }
            if sbv::times(line).is_some() {
                return Some(Self::Sbv);
            }
            if txt::timed_line(line).is_some() {
                return Some(Self::TimedTxt);
            }
            if brackets.is_none() && lrc::begins_with_time(line) {
                brackets = Some(Self::Lrc);
            }
        }
        brackets
    }
}

/// Reads the bytes of a file. What the content says counts; `named` decides where it says nothing,
/// and whether an arrow without WebVTT's first line is WebVTT.
///
/// # Errors
/// [`ReadFault`] when nothing can be used.
pub fn read_file(bytes: &[u8], named: Option<Format>) -> Result<ReadFile, ReadFault> {
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(ReadFault::TooLarge);
    }
    let read = decoded(bytes).ok_or(ReadFault::Encoding)?;
    let found = match (Format::of(&read.text), named) {
        (Some(Format::Srt), Some(Format::Vtt)) => Some(Format::Vtt),
        (found, _) => found,
    };
    let format = match (found, named) {
        (Some(format), _) => format,
        // Without any time it is text, whatever the name promises.
        (None, Some(format @ (Format::Txt | Format::Ttml | Format::Ass | Format::Vtt))) => format,
        (None, None) => Format::Txt,
        (None, Some(_)) => return Err(ReadFault::Empty),
    };
    let (format, Parsed { mut file, mut problems }) = match (format, format.parse(&read.text)) {
        // An arrow between times that are none of WebVTT's.
        (Format::Vtt, parsed) if parsed.file.cues.is_empty() && found == Some(Format::Vtt) => {
            (Format::Srt, Format::Srt.parse(&read.text))
        }
        as_found => as_found,
    };
    if file.cues.len() > MOST_CUES {
        return Err(ReadFault::TooManyCues);
    }
    if file.cues.is_empty() {
        return Err(ReadFault::Empty);
    }
    if read.case_unknown() {
        problems.insert(0, Problem { line: 1, kind: ProblemKind::Capitals });
    }
    if format == Format::Json {
        for cue in &mut file.cues {
            for node in &mut cue.text {
                if let crate::document::Node::Text(text) = node {
                    *text = text::nfc(text);
                }
            }
        }
    }
    Ok(ReadFile { file, problems, format, encoding: read.encoding, mark: read.mark })
}

/// A cue that shows something for some time.
fn shows(cue: &FileCue) -> bool {
    !cue.is_hidden() && cue.end > cue.start && !cue.plain().trim().is_empty()
}

/// Lines that a file of blocks can hold: no empty ones, nothing around them, no arrow that reads
/// like times.
fn tidy(text: &str) -> String {
    let text = text.replace('\r', "\n");
    let lines: Vec<String> =
        text.lines().map(|l| l.trim().replace("-->", "→")).filter(|l| !l.is_empty()).collect();
    lines.join("\n")
}

/// Signs that text files don't hold.
fn is_control(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use timeline::{CueSource, TimeRange, Timestamp};

    #[test]
    fn json_has_the_promised_shape() {
        let range = TimeRange::new(Timestamp::ZERO, Timestamp::from_millis(1500)).unwrap();
        let cue = Cue::new(range, "Xin\nchào", CueSource::Script);
        let track = CaptionTrack::new("vi", vec![cue]).unwrap();
        let json: serde_json::Value =
            serde_json::from_str(&Format::Json.write(&track, None)).unwrap();
        let wanted = serde_json::json!({
            "language": "vi", "model": null, "removed": [],
            "cues": [{"start_us": 0, "end_us": 1_500_000, "text": "Xin\nchào", "words": [],
                "from": "script"}],
        });
        assert_eq!(json, wanted);
        let read = read_file(json.to_string().as_bytes(), None).unwrap();
        assert_eq!((read.format, read.file.track("vi")), (Format::Json, track.clone()));
        assert_eq!(read_file(b"{}", None), Err(ReadFault::Empty));
        assert_eq!(Format::Txt.write(&track, None), "Xin chào\n");
        assert_eq!(Format::from_extension("VTT"), Some(Format::Vtt));
        assert_eq!(Format::from_extension("doc"), None);
        assert!(Format::ENDINGS.iter().all(|e| Format::from_extension(e).is_some()));
    }

    #[test]
    fn the_content_decides_the_format_and_not_the_name() {
        let srt = "1\n00:00:01,000 --> 00:00:02,000\nMột\n";
        for (text, named, wanted) in [
            (srt, Some(Format::Ttml), Ok(Format::Srt)),
            (srt, Some(Format::Vtt), Ok(Format::Srt)),
            (&srt.replace(',', "."), Some(Format::Vtt), Ok(Format::Vtt)),
            ("WEBVTT\n\n00:01.000 --> 00:02.000\nMột", Some(Format::Srt), Ok(Format::Vtt)),
            ("0:00:01.000,0:00:02.000\nMột\n", None, Ok(Format::Sbv)),
            ("[ti:Bài]\n[00:01.00]Một\n", None, Ok(Format::Lrc)),
            ("[0:00:01.000 - 0:00:02.000] Một\n", None, Ok(Format::TimedTxt)),
            ("Một\nhai\n", None, Ok(Format::Txt)),
            ("Một\nhai\n", Some(Format::Srt), Err(ReadFault::Empty)),
            ("", None, Err(ReadFault::Empty)),
        ] {
            let read = read_file(text.as_bytes(), named).map(|r| r.format);
            assert_eq!(read, wanted, "{text:?} {named:?}");
        }
    }
}
