//! Trim: which parts of a clip go, from its sound, from a list or from a text of ranges.

use crate::Error;
use media::Levels;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use timeline::{Breathing, CutList, Draft, MediaInfo, PartOrigin, TimeRange, Timestamp};

/// Proposes to remove the pauses of a draft, never inside one of its words.
#[must_use]
pub fn propose(levels: &Levels, draft: &Draft, breathing: Breathing) -> CutList {
    let words = draft.transcript.iter().flat_map(timeline::Transcript::words);
    let words: Vec<TimeRange> = words.map(|w| w.range).collect();
    match &draft.clip {
        Some(clip) => pauses(levels, &words, breathing, &clip.info),
        None => CutList::default(),
    }
}

/// Proposes to remove the pauses of a clip; borders lie on frames where frames are evenly spaced.
#[must_use]
pub fn pauses(
    levels: &Levels,
    words: &[TimeRange],
    breathing: Breathing,
    info: &MediaInfo,
) -> CutList {
    let cuts = media::propose(levels, words, breathing, info.duration_us);
    media::snap_to_frames(&cuts, info)
}

/// A cut list as a file: what `mang silence` writes and `mang cut` reads.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CutFile {
    /// Length of the clip.
    pub duration_us: Timestamp,
    /// Ranges that stay, in clip time.
    pub keep: Vec<TimeRange>,
    /// Ranges that go, for readers; ignored when read.
    #[serde(default)]
    pub remove: Vec<TimeRange>,
}

impl CutFile {
    /// Describes a cut list.
    #[must_use]
    pub fn of(cuts: &CutList) -> Self {
        let removed = cuts.parts().iter().filter(|p| !p.kept).map(|p| p.range);
        Self { duration_us: cuts.duration(), keep: cuts.kept(), remove: removed.collect() }
    }
}

/// Reads a cut list for a clip of `duration`.
///
/// # Errors
/// [`Error::Input`] when the file cannot be read, [`Error::Content`] when it is no cut list.
pub fn read_cuts(path: &Path, duration: Timestamp) -> Result<CutList, Error> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| Error::Input { path: PathBuf::from(path), source })?;
    let file: CutFile = serde_json::from_str(&text)
        .map_err(|_| Error::Content { path: path.to_owned(), what: "cut list" })?;
    Ok(CutList::from_kept(duration, &file.keep, PartOrigin::Hand))
}

/// Reads `0-3.2,5-9.5` (seconds) as kept ranges; nothing when it is not of that form.
#[must_use]
pub fn parse_keep(text: &str) -> Option<Vec<TimeRange>> {
    let range = |part: &str| {
        let (start, end) = part.trim().split_once('-')?;
        let at = |s: &str| s.trim().parse::<f64>().ok().filter(|s| s.is_finite());
        TimeRange::new(Timestamp::from_seconds(at(start)?), Timestamp::from_seconds(at(end)?)).ok()
    };
    text.split(',').map(range).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_in_seconds_are_read_and_nonsense_is_not() {
        let keep = parse_keep("0-3.2, 5-9.5").unwrap();
        assert_eq!(keep[1].start().micros(), 5_000_000);
        assert_eq!(keep[1].end().micros(), 9_500_000);
        for nonsense in ["", "3", "3-2", "a-b", "1-2,", "nan-2", "0-inf"] {
            assert_eq!(parse_keep(nonsense), None, "{nonsense}");
        }
    }
}
