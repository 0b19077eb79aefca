//! Owns a look at every frame of a clip for what platforms and viewers mind: flashes, black and
//! frozen stretches, black bars, QR codes ([`inspect`]). Refuses to judge: limits are rules.

mod bars;
mod codes;
mod flashes;
mod small;
mod stillness;

use crate::Error;
use crate::filter_chain::Failure;
use crate::source::Source;
use ffmpeg_next::frame;
use job::{Job, Stage};
use serde::{Deserialize, Serialize};
use std::path::Path;
use timeline::{TimeRange, Timestamp};

use bars::BarFinder;
pub use codes::Code;
use codes::CodeFinder;
use flashes::FlashCounter;
pub use flashes::Flashing;
use small::Shrinker;
use stillness::Stillness;

/// What was seen, all in source time.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Inspection {
    /// Stretches with more flashes a second than none, each with its worst second.
    pub flashing: Vec<Flashing>,
    /// Stretches that are black or all of one colour.
    pub blank: Vec<TimeRange>,
    /// Stretches of a second and more in which nothing moves.
    pub frozen: Vec<TimeRange>,
    /// Black bars around the picture, as shown.
    pub bars: Bars,
    /// QR codes that could be read.
    pub codes: Vec<Code>,
}

/// Black bars, each as a part of the picture's height or width, 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Bars {
    pub top: f32,
    pub bottom: f32,
    pub left: f32,
    pub right: f32,
}

impl Bars {
    /// The greater of what bars take of the height and of the width.
    #[must_use]
    pub fn worst(&self) -> f32 {
        (self.top + self.bottom).max(self.left + self.right)
    }
}

/// Looks at every frame of a clip.
///
/// # Errors
/// [`Error::NoVideo`], or why the file cannot be read.
pub fn inspect(path: &Path, job: &Job) -> Result<Inspection, Error> {
    job.progress(Stage::Look, 0.0);
    let mut source = Source::open(path)?;
    let rotation = crate::probe::rotation_of(&source);
    let no_video = || Error::NoVideo { path: path.to_owned() };
    let (index, base, mut decoder) = {
        let stream = source.video().ok_or_else(no_video)?;
        (stream.index(), stream.time_base(), source.video_decoder(&stream)?)
    };
    crate::ffmpeg::read_only(&mut source.input, index);
    let mut eyes = Eyes::new(rotation);
    let mut end = Timestamp::ZERO;
    loop {
        let packet = source.next_packet();
        match &packet {
            Some(packet) if packet.stream() != index => continue,
            // One that cannot be decoded is missing in the look, as it is on the screen.
            Some(packet) => drop(decoder.send_packet(packet)),
            None => drop(decoder.send_eof()),
        }
        if let Some(packet) = &packet {
            job.progress(Stage::Look, source.fraction(packet));
            let last = packet.pts().map(|t| source.time(t + packet.duration().max(0), base));
            end = last.map_or(end, |last| end.max(last));
        }
        let mut frame = frame::Video::empty();
        while decoder.receive_frame(&mut frame).is_ok() {
            let Some(at) = frame.timestamp().map(|t| source.time(t, base)) else { continue };
            if at >= Timestamp::ZERO {
                eyes.see(&frame, at).map_err(Failure::reading(path))?;
            }
        }
        if packet.is_none() {
            break;
        }
    }
    job.progress(Stage::Look, 1.0);
    eyes.close(end).ok_or_else(no_video)
}

/// Everything that looks at a frame.
struct Eyes {
    shrinker: Shrinker,
    flashes: FlashCounter,
    stillness: Stillness,
    bars: BarFinder,
    codes: CodeFinder,
    last: Option<Timestamp>,
}

impl Eyes {
    fn new(rotation: u16) -> Self {
        Self {
            shrinker: Shrinker::new(rotation),
            flashes: FlashCounter::default(),
            stillness: Stillness::default(),
            bars: BarFinder::default(),
            codes: CodeFinder::default(),
            last: None,
        }
    }

    fn see(&mut self, frame: &frame::Video, at: Timestamp) -> Result<(), Failure> {
        // Damaged files show frames out of order; what lies before the last one is not shown.
        if self.last.is_some_and(|last| at <= last) {
            return Ok(());
        }
        self.last = Some(at);
        if self.codes.is_due(at)
            && let Some(gray) = self.shrinker.gray(frame)?
        {
            self.codes.see(&gray, at);
        }
        let Some(small) = self.shrinker.small(frame)? else { return Ok(()) };
        self.flashes.see(&small, at);
        let blank = self.stillness.see(&small, at);
        if !blank {
            self.bars.see(&small);
        }
        Ok(())
    }

    /// Nothing when no frame was seen.
    fn close(self, end: Timestamp) -> Option<Inspection> {
        let last = self.last?;
        let end = end.max(last + Timestamp::from_millis(1));
        let (blank, frozen) = self.stillness.close(end);
        Some(Inspection {
            flashing: self.flashes.close(end),
            blank,
            frozen,
            bars: self.bars.close(),
            codes: self.codes.close(),
        })
    }
}
