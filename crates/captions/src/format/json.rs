//! Owns the JSON shape that the command line promises, there and back: the one caption file that
//! keeps how sure the recogniser was of each word. Refuses markup.

use crate::document::{Block, BlockKind, CaptionFile, FileCue, Node, Piece, runs};
use crate::problem::{Parsed, ProblemKind};
use serde::{Deserialize, Serialize};
use timeline::{CueSource, TimeRange, Timestamp, Word};

#[derive(Serialize)]
struct Document<'a> {
    language: &'a str,
    model: Option<&'a str>,
    cues: Vec<Entry>,
    /// Words that were heard and taken out again; filled when a step removes any.
    removed: [Word; 0],
}

/// A cue of the file; unlike the app's own it may end before it starts.
#[derive(Serialize, Deserialize)]
struct Entry {
    start_us: Timestamp,
    end_us: Timestamp,
    text: String,
    #[serde(default)]
    words: Vec<Word>,
    #[serde(default = "file")]
    from: CueSource,
}

fn file() -> CueSource {
    CueSource::File
}

/// One document; times are integer microseconds in `_us` fields.
pub(super) fn write(file: &CaptionFile) -> String {
    let entry = |cue: &FileCue| Entry {
        start_us: cue.start,
        end_us: cue.end,
        text: cue.plain(),
        words: if cue.words.is_empty() { words(cue) } else { cue.words.clone() },
        from: cue.from,
    };
    let document = Document {
        language: file.language.as_deref().unwrap_or("und"),
        model: file.block(BlockKind::Model),
        cues: file.cues.iter().filter(|c| !c.is_hidden()).map(entry).collect(),
        removed: [],
    };
    // Only maps with keys other than strings can fail to serialise; there are none.
    serde_json::to_string_pretty(&document).unwrap_or_default()
}

/// Words out of times inside the text: each lasts until the next time.
fn words(cue: &FileCue) -> Vec<Word> {
    let mut found: Vec<(Timestamp, String)> = Vec::new();
    for run in runs(&cue.text) {
        match run.piece {
            Piece::Time(at) => found.push((at, String::new())),
            Piece::Text(text) => {
                if let Some((_, word)) = found.last_mut() {
                    word.push_str(text);
                }
            }
            _ => {}
        }
    }
    let ends = found.iter().skip(1).map(|(at, _)| *at).chain([cue.end]);
    let word = |((start, text), end): ((Timestamp, String), Timestamp)| {
        let (range, text) = (TimeRange::new(start, end).ok()?, text.trim().to_owned());
        (!text.is_empty()).then_some(Word { range, text, probability: 1.0 })
    };
    let ends: Vec<Timestamp> = ends.collect();
    found.into_iter().zip(ends).filter_map(word).collect()
}

/// Whether times inside the text come back out of the words.
pub(super) fn keeps_word_times(cue: &FileCue) -> bool {
    let mut again = FileCue::new(cue.start, cue.end);
    again.text = vec![Node::Text(cue.plain())];
    again.words = words(cue);
    again.words_into_text();
    marks(&again.text) == marks(&cue.text)
}

/// Letters with the times between them.
fn marks(nodes: &[Node]) -> Vec<(Timestamp, String)> {
    let mut out = vec![(Timestamp::ZERO, String::new())];
    for run in runs(nodes) {
        match run.piece {
            Piece::Time(at) => out.push((at, String::new())),
            Piece::Text(text) => out.last_mut().into_iter().for_each(|(_, all)| all.push_str(text)),
            _ => {}
        }
    }
    out
}

/// The cues of a JSON document of this program's own; nothing when it is another document.
pub(super) fn read(text: &str) -> Parsed {
    #[derive(Deserialize)]
    struct Kept {
        language: String,
        #[serde(default)]
        model: Option<String>,
        cues: Vec<Entry>,
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut parsed = Parsed::default();
    let kept: Kept = match serde_json::from_str(text) {
        Ok(kept) => kept,
        Err(error) => {
            parsed.problem(error.line(), ProblemKind::Syntax);
            return parsed;
        }
    };
    parsed.file.language = Some(kept.language).filter(|l| l != "und" && !l.is_empty());
    let model = kept.model.map(|text| Block { kind: BlockKind::Model, text });
    parsed.file.blocks.extend(model);
    parsed.file.cues.extend(kept.cues.into_iter().take(crate::MOST_CUES + 1).map(|entry| {
        let text = if entry.text.is_empty() { vec![] } else { vec![Node::Text(entry.text)] };
        FileCue {
            text,
            words: entry.words,
            from: entry.from,
            ..FileCue::new(entry.start_us, entry.end_us)
        }
    }));
    parsed
}
