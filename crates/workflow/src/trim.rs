//! Trim: which parts of a clip go, from its sound, its words, a list or a text of ranges.

use crate::view::DraftView;
use crate::{Error, Studio, edit};
pub use captions::Filler;
use media::Levels;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use timeline::{
    Breathing, CaptionTrack, CutAct, CutList, Draft, Edit, MediaInfo, PartOrigin, Preview,
    TimeRange, Timestamp, Transcript,
};

/// Proposes to remove the pauses of a draft, never inside one of its words. What was taken out by
/// hand or by its words stays out.
#[must_use]
pub fn propose(levels: &Levels, draft: &Draft, breathing: Breathing) -> CutList {
    let words = draft.transcript.iter().flat_map(timeline::Transcript::words);
    let words: Vec<TimeRange> = words.map(|w| w.range).collect();
    match &draft.clip {
        Some(clip) => by_hand(&draft.cuts, pauses(levels, &words, breathing, &clip.info)),
        None => CutList::default(),
    }
}

/// `proposed` with everything that was removed from `old` for another reason than a pause.
fn by_hand(old: &CutList, proposed: CutList) -> CutList {
    let gone = old.parts().iter().filter(|p| !p.kept && p.origin != PartOrigin::Pause);
    gone.fold(proposed, |cuts, part| {
        // Refused only beyond the end of the clip, where nothing is left to remove.
        cuts.with_range(part.range, false, PartOrigin::Hand).unwrap_or(cuts)
    })
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

/// Removes the words `from` up to `to` (not included) of a cue from the film, or keeps them again;
/// 0 and 0 are the whole cue.
///
/// # Errors
/// When there is no such cue or word, or the words have no time of their own.
pub async fn cut_text(
    studio: &Studio,
    id: &str,
    cue: usize,
    (from, to): (usize, usize),
    kept: bool,
) -> Result<DraftView, Error> {
    let draft = studio.library.draft(id).await?.draft;
    let range = draft.text_range(cue, from..to).map_err(library::Error::Refused)?;
    let range = draft.clip.as_ref().map_or(range, |clip| on_frames(range, &clip.info));
    edit::apply(studio, id, Edit::SetRange { range, kept, act: CutAct::Text }).await
}

/// Filler sounds in a draft's film that are still in it.
///
/// # Errors
/// When there is no such draft.
pub async fn fillers(studio: &Studio, id: &str) -> Result<Vec<Filler>, Error> {
    let draft = studio.library.draft(id).await?.draft;
    let Some(clip) = &draft.clip else { return Ok(Vec::new()) };
    let found = fillers_in(draft.transcript.as_ref(), &draft.captions, &clip.info)?;
    let preview = Preview::new(&draft.cuts);
    let stays = |filler: &Filler| {
        let left = preview.map_range(filler.range).map_or(Timestamp::ZERO, TimeRange::duration);
        left + left >= filler.range.duration()
    };
    Ok(found.into_iter().filter(stays).collect())
}

/// Filler sounds among the words of a clip, with ranges whose ends lie on frames.
///
/// # Errors
/// When the list of filler words is broken.
pub fn fillers_in(
    transcript: Option<&Transcript>,
    captions: &CaptionTrack,
    info: &MediaInfo,
) -> Result<Vec<Filler>, Error> {
    let found = captions::fillers(transcript, captions, info.duration_us)?;
    let on_frames = |f: Filler| Filler { range: on_frames(f.range, info), ..f };
    Ok(found.into_iter().map(on_frames).collect())
}

/// A cut list without the fillers that are surely nothing else.
#[must_use]
pub fn without_fillers(cuts: &CutList, fillers: &[Filler]) -> CutList {
    fillers.iter().filter(|filler| filler.sure).fold(cuts.clone(), |cuts, filler| {
        let gone = cuts.with_range(filler.range, false, PartOrigin::Hand);
        // Refused only for a range beyond the clip, which has nothing to remove.
        gone.unwrap_or(cuts)
    })
}

/// The nearest range that begins and ends with a frame, so that ranges which touch still do.
fn on_frames(range: TimeRange, info: &MediaInfo) -> TimeRange {
    let whole = CutList::whole(info.duration_us);
    let cut = whole.with_range(range, false, PartOrigin::Hand);
    let cut = cut.map(|cut| media::snap_to_frames(&cut, info));
    let gone = cut.ok().and_then(|cut| cut.parts().iter().find(|p| !p.kept).map(|p| p.range));
    gone.unwrap_or(range)
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
    /// Filler sounds, when they were asked for; those that are sure are among `remove`. For readers
    /// too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fillers: Option<Vec<Filler>>,
}

impl CutFile {
    /// Describes a cut list.
    #[must_use]
    pub fn of(cuts: &CutList) -> Self {
        let removed = cuts.parts().iter().filter(|p| !p.kept).map(|p| p.range);
        let (duration_us, remove) = (cuts.duration(), removed.collect());
        Self { duration_us, keep: cuts.kept(), remove, fillers: None }
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
    fn another_breathing_leaves_what_was_cut_by_hand() {
        let range =
            |a, b| TimeRange::new(Timestamp::from_millis(a), Timestamp::from_millis(b)).unwrap();
        let end = Timestamp::from_millis(10_000);
        let pauses = |kept: &[TimeRange]| CutList::from_kept(end, kept, PartOrigin::Pause);
        let old = pauses(&[range(0, 2000), range(3000, 10_000)]);
        let old = old.with_range(range(5000, 6000), false, PartOrigin::Hand).unwrap();
        let new = by_hand(&old, pauses(&[range(0, 8000), range(9000, 10_000)]));
        assert_eq!(new.kept(), [range(0, 5000), range(6000, 8000), range(9000, 10_000)]);
    }

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
