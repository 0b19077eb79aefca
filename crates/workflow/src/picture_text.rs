//! Owns the text that can be read in a clip's pictures, found out once and kept by the clip's
//! content, where a program for it is installed. Refuses to judge what it says.

use crate::content_key::ContentKey;
pub use crate::ocr::Area;
use crate::ocr::{Line, Reader};
use crate::output::{self, Pending};
use crate::survey::survey;
use crate::task::Task;
use crate::{Error, Studio, Watch};
use job::{Progress, Stage};
use serde::{Deserialize, Serialize};
use std::path::Path;
use timeline::{TimeRange, Timestamp};
use unicode_normalization::UnicodeNormalization;

/// The name carries the form's number: what has another form is found out anew.
const NAME: &str = "picture-text-3.json";
/// Text that is meant to be read stands longer.
const EVERY: Timestamp = Timestamp::from_millis(2000);
/// Pictures read at most: those of a long film lie further apart.
const MOST: usize = 90;
/// Longer side in pixels: letters of a fiftieth of the height are 38 pixels high.
const SIDE: u32 = 1920;

/// Taking pictures is quick beside reading them.
const TAKING: f32 = 0.1;

/// A line of text in the picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PictureLine {
    /// From the first picture that showed it until the one after the last, in source time.
    #[serde(flatten)]
    pub range: TimeRange,
    /// What it says, NFC.
    pub text: String,
    /// Where it stood first.
    pub area: Area,
    /// With what is around its letters, 1 to 21 by WCAG 2.2, where it stood out best.
    pub contrast: Option<f64>,
}

/// What was read before, if it was; nothing is started.
pub(crate) fn known_text(home: &Path, key: &ContentKey) -> Option<Vec<PictureLine>> {
    known(&key.place(home, NAME))
}

/// Reads the text in a clip's pictures, or takes what was read before; nothing when no program for
/// it is installed.
///
/// # Errors
/// When the clip is missing, broken or no media file.
pub async fn picture_text(
    studio: &Studio,
    path: &Path,
    watch: &Watch,
) -> Result<Option<Vec<PictureLine>>, Error> {
    let place = ContentKey::of(path).ok().map(|key| key.place(&studio.home, NAME));
    if let Some(known) = place.as_deref().and_then(known) {
        return Ok(Some(known));
    }
    let Some(reader) = Reader::find().await else { return Ok(None) };
    let info = survey(studio, path, watch).await?.map.info;
    if info.video.is_none() {
        return Ok(Some(Vec::new()));
    }
    let lines = read(studio, &reader, (path, info.duration_us), watch).await?;
    if let Some(place) = place {
        // What could not be kept is read again next time.
        let _ = output::write(&place, &serde_json::to_vec(&lines).unwrap_or_default(), true);
    }
    Ok(Some(lines))
}

fn known(place: &Path) -> Option<Vec<PictureLine>> {
    serde_json::from_slice(&std::fs::read(place).ok()?).ok()
}

async fn read(
    studio: &Studio,
    reader: &Reader,
    (path, duration): (&Path, Timestamp),
    watch: &Watch,
) -> Result<Vec<PictureLine>, Error> {
    let count = usize::try_from(duration.micros() / EVERY.micros() + 1).unwrap_or(MOST).min(MOST);
    let pending = Pending::new(&studio.home.join("cache").join("pictures"), true)?;
    let task = Task::Thumbnails {
        path: path.to_owned(),
        duration,
        count,
        shot: media::Shot::Page(SIDE),
        output: pending.path().to_owned(),
    };
    let started = tokio::time::Instant::now();
    studio.children.run::<()>(&task, &watch.part(started, 0.0, TAKING)).await?;
    let unreadable = |source| Error::Input { path: pending.path().to_owned(), source };
    let pictures = tokio::fs::read(pending.path()).await.map_err(unreadable)?;
    let slice = Timestamp::from_micros(duration.micros() / (2 * count.max(1) as i64));
    let mut lines = Vec::new();
    let reading = watch.part(started, TAKING, 1.0);
    let tracker = reading.tracker(&[(Stage::Look, 1.0)]);
    for index in 0..count {
        if watch.cancel.is_cancelled() {
            return Err(Error::Cancelled);
        }
        #[expect(clippy::cast_precision_loss, reason = "at most 90 pictures")]
        let fraction = index as f32 / count as f32;
        tracker.report(Progress { stage: Stage::Look, fraction });
        let Some(png) = media::thumbnail(&pictures, index) else { continue };
        let at = media::thumbnail_time(duration, index, count);
        let Ok(range) = TimeRange::new(at - slice, at + slice) else { continue };
        let found = reader.lines(png).await;
        let picture = if found.is_empty() { None } else { media::Luminance::of_png(png) };
        for line in found {
            let Area { left, top, right, bottom } = line.area;
            let contrast = picture.as_ref().and_then(|p| p.contrast([left, top, right, bottom]));
            note(&mut lines, range, &line, contrast);
        }
    }
    Ok(lines)
}

/// A line that the picture before showed too goes on. It may have been fading in: it is as clear as
/// at its best.
fn note(lines: &mut Vec<PictureLine>, range: TimeRange, line: &Line, contrast: Option<f64>) {
    let text: String = line.text.nfc().collect();
    let slack = Timestamp::from_millis(10);
    let goes_on =
        |line: &&mut PictureLine| line.text == text && line.range.end() + slack >= range.start();
    match lines.iter_mut().rev().find(goes_on) {
        Some(line) => {
            line.range = TimeRange::new(line.range.start(), range.end()).unwrap_or(line.range);
            line.contrast = line.contrast.into_iter().chain(contrast).reduce(f64::max);
        }
        None => lines.push(PictureLine { range, text, area: line.area, contrast }),
    }
}
