//! Owns the row of small pictures of a draft's clip: shown one by one as they are made, and kept
//! for every draft of the same clip.

use crate::growing::{Seen, seen};
use crate::task::Task;
use crate::{Error, Studio, edit};
use serde::Serialize;
use timeline::{Clip, Timestamp};

/// A row of more pictures than this is no row any more.
const MOST: usize = 240;
/// Longer side of a picture in pixels: twice its size in the row.
const SIDE: u32 = 160;

/// One small picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Thumbnail {
    /// Time in the clip, within half the distance to the next one.
    pub at_us: Timestamp,
    /// It can be fetched.
    pub ready: bool,
    /// Where the window finds it; filled in by the shell that serves it.
    pub url: Option<String>,
}

/// Small pictures at even times.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Thumbnails {
    /// By time.
    pub pictures: Vec<Thumbnail>,
    /// Nothing more will come: ask again while this is false.
    pub done: bool,
}

/// A row of `count` pictures of a draft's clip, at once: those that are there. The first question
/// starts to make them in the background.
///
/// # Errors
/// [`Error::ClipMissing`], and when the clip cannot be read or the cache cannot be written.
pub async fn thumbnails(studio: &Studio, id: &str, count: usize) -> Result<Thumbnails, Error> {
    let count = count.clamp(1, MOST);
    let (clip, file) = row(studio, id, count).await?;
    let picture = |index| Thumbnail {
        at_us: media::thumbnail_time(clip.info.duration_us, index, count),
        ready: media::thumbnail(&file.bytes, index).is_some(),
        url: None,
    };
    Ok(Thumbnails { pictures: (0..count).map(picture).collect(), done: file.done })
}

/// Picture `index` of a row of `count` as a PNG file, if it is there.
///
/// # Errors
/// As [`thumbnails`].
pub async fn picture(
    studio: &Studio,
    id: &str,
    count: usize,
    index: usize,
) -> Result<Option<Vec<u8>>, Error> {
    let (_, file) = row(studio, id, count.clamp(1, MOST)).await?;
    Ok(media::thumbnail(&file.bytes, index).map(<[u8]>::to_vec))
}

async fn row(studio: &Studio, id: &str, count: usize) -> Result<(Clip, Seen), Error> {
    let draft = studio.library.draft(id).await?.draft;
    let clip = edit::present_clip(&draft)?.clone();
    let (path, duration) = (clip.path.clone(), clip.info.duration_us);
    let task = |output| Task::Thumbnails {
        path,
        duration,
        count,
        shot: media::Shot::Colour(SIDE),
        output,
    };
    let file = seen(studio, &clip.path, &format!("thumbnails-1-{count}"), task).await?;
    Ok((clip, file))
}
