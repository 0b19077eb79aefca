//! Owns making the finished video: [`render`]. Picture and sound of the kept ranges are decoded
//! and encoded anew, so that a cut may lie anywhere. Refuses to overwrite anything but the
//! temporary name it was given, and to leave a broken file there.

mod burn_in;
mod colours;
mod framing;
pub(crate) mod gain;
mod loudness;
mod overlap;
mod picture;
pub(crate) mod plan;
pub(crate) mod sound;
mod splice;

use crate::encode::{Coding, Effort, Limits, PictureCoder, Quality, SoundEncoder, Tags};
use crate::loudness::Loudness;
use crate::soft_captions::{self, SoftCaptions};
use crate::source::Source;
use crate::writer::{Index, Writer, remove_partial};
use crate::{ClipMap, Error, probe, survey};
use burn_in::BurnIn;
pub(crate) use framing::turn;
use job::{Job, Stage};
use loudness::Change;
pub use loudness::{Levelled, measure_loudness};
use overlap::Work;
use picture::{Decoding, Filtering};
use plan::{Piece, Schedule, Stored};
use serde::{Deserialize, Serialize};
use sound::SoundWork;
use std::path::{Path, PathBuf};
use timeline::{Aspect, Chapter, CutList, Framing, MediaInfo, Preview, Timestamp, VideoInfo};

/// What to make. Everything that can change the output is in here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RenderRequest {
    /// The clip; never changed.
    pub source: PathBuf,
    /// A temporary name that the caller chose; what is there is overwritten.
    pub output: PathBuf,
    /// What stays.
    pub cuts: CutList,
    /// Shape of the finished picture; nothing keeps the shape that the clip is shown in.
    pub aspect: Option<Aspect>,
    /// How the picture gets another shape.
    #[serde(default)]
    pub framing: Framing,
    /// Bounds for size and bit rate; nothing follows the quality alone.
    #[serde(default)]
    pub limits: Option<Limits>,
    /// Captions to draw into the picture.
    pub captions: Option<CaptionFile>,
    /// Captions that lie in the file as text, for players that can show them.
    #[serde(default)]
    pub soft_captions: Option<SoftCaptions>,
    /// Time against size.
    #[serde(default)]
    pub quality: Quality,
    /// How loud the sound is to be; nothing leaves it as it is.
    #[serde(default)]
    pub loudness: Option<Loudness>,
    /// The clip's map as JSON, when it was made before.
    #[serde(default)]
    pub map: Option<PathBuf>,
    /// FFmpeg's name of a graphics chip's encoder that has passed its trial; nothing takes x264.
    #[serde(default)]
    pub encoder: Option<String>,
}

impl RenderRequest {
    /// The kept parts as they are: own shape, no captions, no change of loudness.
    #[must_use]
    pub fn plain(source: PathBuf, output: PathBuf, cuts: CutList) -> Self {
        Self {
            source,
            output,
            cuts,
            aspect: None,
            framing: Framing::default(),
            limits: None,
            captions: None,
            soft_captions: None,
            quality: Quality::default(),
            loudness: None,
            map: None,
            encoder: None,
        }
    }

    fn coding(&self, tags: Tags) -> Coding<'_> {
        let (quality, limits) = (self.quality, self.limits);
        Coding { quality, limits, encoder: self.encoder.as_deref(), tags }
    }

    /// Nothing but the cut is to be seen.
    fn keeps_picture(&self) -> bool {
        self.quality == Quality::Faithful && self.aspect.is_none() && self.captions.is_none()
    }
}

/// Captions as ASS text, their times in output time, their size the finished picture's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaptionFile {
    /// A whole ASS document.
    pub ass: String,
}

/// What was made and looked at again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rendered {
    /// Facts about the finished file.
    pub info: MediaInfo,
    /// Frames written.
    pub frames: u64,
    /// Length that the cuts ask for.
    pub duration: Timestamp,
    /// What was done to the loudness, when it was asked for and there is sound.
    #[serde(default)]
    pub loudness: Option<Levelled>,
    /// FFmpeg's name of the encoder of the picture.
    #[serde(default)]
    pub encoder: String,
}

/// Makes the finished video: exactly the frames whose presentation time lies in a kept range,
/// and the sound of the same span.
///
/// # Errors
/// Why the source cannot be used, [`Error::NoVideo`], [`Error::NothingKept`], or why the output
/// cannot be written; a partial output is removed.
pub fn render(request: &RenderRequest, job: &Job) -> Result<Rendered, Error> {
    let rendered = render_and_verify(request, job);
    if rendered.is_err() && request.output != request.source {
        remove_partial(&request.output);
    }
    rendered
}

/// Size of the finished picture, which ASS text should be made for. Square pixels are assumed;
/// text made for it still lands in its place when a rare clip has others.
#[must_use]
pub fn output_size(
    video: &VideoInfo,
    aspect: Option<Aspect>,
    short_side: Option<u32>,
) -> (u32, u32) {
    framing::limited(stored(video, 1.0).target(aspect), short_side)
}

fn stored(video: &VideoInfo, pixel_aspect: f64) -> Stored {
    let (width, height, rotation) = (video.width, video.height, video.rotation);
    Stored { width, height, rotation, pixel_aspect }
}

fn render_and_verify(request: &RenderRequest, job: &Job) -> Result<Rendered, Error> {
    let map = match request.map.as_deref().and_then(ClipMap::read) {
        Some(map) => map,
        None => survey(&request.source, job)?,
    };
    job.progress(Stage::Prepare, 1.0);
    let info = &map.info;
    let Some(video) = &info.video else {
        return Err(Error::NoVideo { path: request.source.clone() });
    };
    let cuts = map.exact(&request.cuts);
    let (pieces, total) = plan::pieces(&cuts);
    if pieces.is_empty() {
        return Err(Error::NothingKept { path: request.source.clone() });
    }
    let wanted = request.loudness.filter(|_| info.audio.is_some());
    let chapters = Preview::new(&cuts).map_chapters(&info.chapters);
    let clip = (video, info.duration_us);
    let (frames, change) = encode(request, clip, (&pieces, total, &chapters), wanted, job)?;
    job.progress(Stage::Verify, 0.0);
    let made = probe(&request.output, &Job::unwatched())?;
    verify(&request.output, &made, (frames, total), info.audio.is_some())?;
    let heard =
        |change: Change| Ok(change.report(loudness::read(&request.output, total, &|_| {})?));
    let loudness = change.map(heard).transpose()?;
    job.progress(Stage::Verify, 1.0);
    let encoder = request.coding(Tags::BT709).encoder().to_owned();
    Ok(Rendered { info: made, frames, duration: total, loudness, encoder })
}

/// Writes the file; returns the number of frames in it and what was done to the loudness.
fn encode(
    request: &RenderRequest,
    (video, clip_end): (&VideoInfo, Timestamp),
    (pieces, total, chapters): (&[Piece], Timestamp, &[Chapter]),
    wanted: Option<Loudness>,
    job: &Job,
) -> Result<(u64, Option<Change>), Error> {
    let source = Source::open(&request.source)?;
    let clock = plan::clock(video);
    let end = plan::ticks(total, clock);
    let captions = request.captions.as_ref().map(|c| BurnIn::new(&c.ass)).transpose()?;
    let mut writer = Writer::create(&request.output)?;
    let Some(stream) = source.video() else {
        return Err(Error::NoVideo { path: request.source.clone() });
    };
    let shape = stored(video, source.pixel_aspect(&stream)?).target(request.aspect);
    let target = framing::limited(shape, request.limits.map(|l| l.short_side));
    let kept = request.keeps_picture().then(|| colours::of(&source, &stream)).transpose()?;
    let kept = kept.flatten();
    let coding = request.coding(kept.unwrap_or(Tags::BT709));
    let coder = PictureCoder::new(writer.path(), target, clock, coding)?;
    let picture = writer.add(coder.context(), clock.base())?;
    let schedule = Schedule::new(pieces.to_vec(), clock, video);
    let decoding = Decoding::new(&source, &stream, schedule)?;
    let filtering = Filtering {
        path: source.path.clone(),
        rotation: video.rotation,
        target,
        framing: request.framing,
        clock,
        captions,
        pixels: coding.pixels(),
        kept_range: kept.map(|tags| colours::range(tags.range)),
    };
    let sound = match source.audio() {
        Some(_) => Some(SoundWork {
            source: request.source.clone(),
            pieces: pieces.to_vec(),
            clip_end,
            wanted,
            encoder: SoundEncoder::new(&mut writer, Effort::Thorough)?,
        }),
        None => None,
    };
    let text = request.soft_captions.as_ref().filter(|text| !text.cues.is_empty());
    let text = text.map(|text| Ok((soft_captions::add(&mut writer, text)?, text))).transpose()?;
    writer.name_chapters(chapters)?;
    writer.start(Index::Moved)?;
    if let Some((stream, text)) = text {
        soft_captions::write(&mut writer, stream, text)?;
    }
    job.progress(Stage::Encode, 0.0);
    let source = (request.source.clone(), stream.index());
    let work = Work { source, decoding, filtering, coder, sound, end };
    let (frames, change) = work.run(&mut writer, (picture, clock.base()), job)?;
    writer.finish()?;
    if let Some((stream, _)) = text {
        soft_captions::hide(&request.output, stream)?;
    }
    job.progress(Stage::Encode, 1.0);
    Ok((frames, change))
}

/// Compares the file that was written with what was asked for.
fn verify(
    path: &Path,
    made: &MediaInfo,
    (frames, total): (u64, Timestamp),
    has_sound: bool,
) -> Result<(), Error> {
    let wrong = |what: String| Error::Mismatch { path: path.to_owned(), what };
    let video = made.video.as_ref().ok_or_else(|| wrong("it has no picture".to_owned()))?;
    if u64::from(video.frames) != frames {
        return Err(wrong(format!("it has {} frames instead of {frames}", video.frames)));
    }
    if made.audio.is_some() != has_sound {
        return Err(wrong(format!("sound expected: {has_sound}")));
    }
    // Sound is exact to its last AAC frame.
    let sound = made.audio.as_ref().map(|a| (a.duration_us, Timestamp::from_millis(25)));
    // A cut between two frames stretches one of them. A picture may end before the film: the last
    // frame shown is not always the last one stored, which alone can be made longer.
    let frame = video.frame_rate.frame();
    let may_end = video.variable_rate || made.audio.is_some();
    let is_late = video.duration_us > total || !may_end;
    let picture = is_late.then_some((video.duration_us, frame + frame));
    for (length, slack) in picture.into_iter().chain(sound) {
        if (length - total).micros().abs() > slack.micros() {
            return Err(wrong(format!("it lasts {length} instead of {total}")));
        }
    }
    Ok(())
}
