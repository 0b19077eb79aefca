//! Owns the picture of a draft's sound as far as it was read: drawn from the first second on, and
//! kept for every draft of the same clip.

use crate::growing::{Seen, seen};
use crate::task::Task;
use crate::{Error, Studio, edit};
use serde::Serialize;
use timeline::Timestamp;

/// More slices than the widest screen has pixels help nobody.
const MOST_SLICES: usize = 8000;
/// Its name says how it is written; another way gets another name.
const NAME: &str = "waveform-1";

/// Loudness of a clip in even slices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Waveform {
    /// One for each slice, 0 to 100; 0 where it was not read yet. Empty for a clip without sound.
    pub heights: Vec<u8>,
    /// So much of the clip was read, from its beginning.
    pub covered_us: Timestamp,
    /// Nothing more will come: ask again while this is false.
    pub done: bool,
}

/// Loudness of a draft's clip in `slices` even slices, at once: as much as is known. The first
/// question starts to read the sound in the background.
///
/// # Errors
/// [`Error::ClipMissing`], and when the clip cannot be read or the cache cannot be written.
pub async fn waveform(studio: &Studio, id: &str, slices: usize) -> Result<Waveform, Error> {
    let draft = studio.library.draft(id).await?.draft;
    let clip = edit::present_clip(&draft)?;
    if clip.info.audio.is_none() {
        return Ok(Waveform { heights: Vec::new(), covered_us: Timestamp::ZERO, done: true });
    }
    let task = |output| Task::Waveform { path: clip.path.clone(), output };
    let Seen { bytes, done } = seen(studio, &clip.path, NAME, task).await?;
    let duration = clip.info.duration_us;
    let read = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let read = Timestamp::from_micros(read.saturating_mul(media::PEAK.micros()));
    Ok(Waveform {
        heights: media::heights(&bytes, duration, slices.min(MOST_SLICES)),
        covered_us: if done { duration } else { read.min(duration) },
        done,
    })
}
