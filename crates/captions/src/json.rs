//! Owns the JSON shape that the command line promises, there and back: the one caption file that
//! keeps the times of words.

use serde::{Deserialize, Serialize};
use timeline::{CaptionTrack, Cue, Word};

#[derive(Serialize)]
struct Document<'a> {
    language: &'a str,
    model: Option<&'a str>,
    cues: &'a [Cue],
    /// Words that were heard and taken out again; filled when a step removes any.
    removed: [Word; 0],
}

/// One document; times are integer microseconds in `_us` fields.
pub(crate) fn write(track: &CaptionTrack, model: Option<&str>) -> String {
    let document = Document { language: track.language(), model, cues: track.cues(), removed: [] };
    // Only maps with keys other than strings can fail to serialise; there are none.
    serde_json::to_string_pretty(&document).unwrap_or_default()
}

/// The cues of a JSON document of this program's own; overlapping ones are put in order. Nothing when it is no such document.
#[must_use]
pub fn read(text: &str) -> Option<CaptionTrack> {
    #[derive(Deserialize)]
    struct Written {
        language: String,
        cues: Vec<Cue>,
    }
    let written: Written = serde_json::from_str(text).ok()?;
    Some(CaptionTrack::from_loose(&written.language, written.cues).0)
}
