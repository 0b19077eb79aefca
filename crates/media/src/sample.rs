//! Owns the sample clip that the demo works on: an upright phone clip in which a bamboo shoot
//! grows for as long as a voice speaks. Refuses files from outside and fonts: it is drawn here.

use crate::Error;
use crate::SPEECH_RATE;
use crate::encode::{Clock, Effort, PictureEncoder, Quality, SOUND_RATE, SoundEncoder};
use crate::writer::{Index, Writer, remove_partial};
use ffmpeg_next::format::Pixel;
use ffmpeg_next::frame;
use job::{Job, Stage};
use std::path::Path;
use timeline::FrameRate;

const SIZE: (u32, u32) = (720, 1280);
const RATE: FrameRate = match FrameRate::new(30, 1) {
    Ok(rate) => rate,
    Err(_) => panic!("30/1 is a frame rate"),
};
/// Quiet before and after the voice, in seconds.
const QUIET: usize = 1;
/// Finished samples for each sample of the voice.
const FINER: usize = (SOUND_RATE / SPEECH_RATE) as usize;

/// A colour as BT.709 luma and chroma in the narrow range.
type Colour = [u8; 3];
const PAPER: Colour = [226, 120, 131];
const GROUND: Colour = [176, 112, 136];
const STALK: Colour = [112, 104, 116];
const NODE: Colour = [84, 110, 120];
const SHOOT: Colour = [150, 92, 128];
const TIP: Colour = [186, 96, 134];

/// Makes the sample clip from a voice at [`SPEECH_RATE`], with a second of quiet at both ends.
///
/// # Errors
/// [`Error::Empty`] without a voice, or why the file cannot be written.
pub fn make_sample(voice: &[f32], output: &Path, job: &Job) -> Result<(), Error> {
    if voice.is_empty() {
        return Err(Error::Empty { path: output.to_owned() });
    }
    let made = write(voice, output, job);
    if made.is_err() {
        remove_partial(output);
    }
    made
}

fn write(voice: &[f32], output: &Path, job: &Job) -> Result<(), Error> {
    job.progress(Stage::Encode, 0.0);
    let mut writer = Writer::create(output)?;
    let clock = Clock { ticks_per_second: 30_000, frame: 1000, rate: RATE };
    let mut picture = PictureEncoder::new(&mut writer, SIZE, clock, Quality::Publish)?;
    let mut sound = SoundEncoder::new(&mut writer, Effort::Thorough)?;
    writer.start(Index::Moved)?;
    let quiet = vec![0.0; QUIET * SPEECH_RATE as usize];
    let whole: Vec<f32> = [&quiet, voice, &quiet].concat();
    let frames = (whole.len() * RATE.num() as usize).div_ceil(SPEECH_RATE as usize);
    let mut canvas = Canvas::new();
    for index in 0..frames {
        let (tick, grown) = (int(index) * clock.frame, share(index, frames));
        picture.frame(canvas.draw(tick, grown), &mut writer)?;
        let sample = |frame: usize| frame * SPEECH_RATE as usize / RATE.num() as usize;
        let finer = finer(&whole, sample(index)..sample(index + 1));
        sound.samples([&finer, &finer], &mut writer)?;
        job.progress(Stage::Encode, f64::from(grown));
    }
    picture.finish((int(frames - 1) * clock.frame, int(frames) * clock.frame), &mut writer)?;
    sound.finish(&mut writer)?;
    writer.finish()?;
    job.progress(Stage::Encode, 1.0);
    Ok(())
}

/// The samples of `range` at the finished rate, on straight lines between them; silence after
/// the end.
#[expect(clippy::cast_precision_loss, reason = "0, 1 or 2 of 3")]
fn finer(voice: &[f32], range: std::ops::Range<usize>) -> Vec<f32> {
    let at = |i: usize| voice.get(i).copied().unwrap_or(0.0);
    let between =
        |i: usize| (0..FINER).map(move |k| at(i) + (at(i + 1) - at(i)) * (k as f32 / FINER as f32));
    range.flat_map(between).collect()
}

/// The picture, drawn anew for each frame over a background that stays.
struct Canvas {
    frame: frame::Video,
}

/// A rectangle as shares of the picture's width and height: left, top, right, bottom.
type Area = [f32; 4];

impl Canvas {
    fn new() -> Self {
        Self { frame: frame::Video::new(Pixel::YUV420P, SIZE.0, SIZE.1) }
    }

    fn draw(&mut self, tick: i64, grown: f32) -> &frame::Video {
        // The encoder keeps a reference to earlier frames, so each one has its own memory.
        self.frame = frame::Video::new(Pixel::YUV420P, SIZE.0, SIZE.1);
        self.frame.set_pts(Some(tick));
        self.fill([0.0, 0.0, 1.0, 1.0], PAPER);
        for (left, top) in [(0.12, 0.0), (0.22, 0.08), (0.82, 0.04)] {
            self.fill([left, top, left + 0.045, 0.86], STALK);
            for node in 1..6_u8 {
                let y = top + f32::from(node) * 0.14;
                self.fill([left - 0.006, y, left + 0.051, y + 0.006], NODE);
            }
        }
        self.fill([0.0, 0.86, 1.0, 1.0], GROUND);
        let top = 0.82 - 0.5 * grown;
        self.fill([0.44, top, 0.56, 0.86], SHOOT);
        self.fill([0.47, top - 0.04, 0.53, top], TIP);
        self.fill([0.49, top - 0.07, 0.51, top - 0.04], TIP);
        let mut ring = 0.78;
        while ring > top {
            self.fill([0.43, ring, 0.57, ring + 0.008], STALK);
            ring -= 0.08;
        }
        &self.frame
    }

    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "shares of a small picture"
    )]
    fn fill(&mut self, [left, top, right, bottom]: Area, colour: Colour) {
        for (plane, value) in colour.into_iter().enumerate() {
            let stride = self.frame.stride(plane);
            let width = self.frame.plane_width(plane) as f32;
            let height = self.frame.plane_height(plane) as f32;
            let pixel = |share: f32, side: f32| (share.clamp(0.0, 1.0) * side).round() as usize;
            let (from, to) = (pixel(left, width), pixel(right, width));
            let data = self.frame.data_mut(plane);
            for row in pixel(top, height)..pixel(bottom, height) {
                data[row * stride + from..row * stride + to].fill(value);
            }
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a share of a short clip")]
fn share(part: usize, whole: usize) -> f32 {
    part as f32 / whole.max(1) as f32
}

fn int(index: usize) -> i64 {
    i64::try_from(index).unwrap_or(i64::MAX)
}
