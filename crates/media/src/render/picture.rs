//! Owns the picture's way through a render, in three threads that overlap: decode and keep or
//! leave out, change, encode. Queues between them are short, so that memory stays bounded.
//! Refuses to know where packets come from and where they go.

use super::burn_in::BurnIn;
use super::framing::{self, Colours};
use super::plan::{Schedule, Stored};
use crate::Error;
use crate::encode::{Clock, PictureCoder};
use crate::filter_chain::{Chain, Failure, link};
use crate::source::Source;
use ffmpeg_next::format::Pixel;
use ffmpeg_next::{Packet, Rational, Rescale, Stream, color, decoder, frame};
use std::cell::Cell;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender};
use timeline::{Framing, Timestamp};

const MICROSECONDS: Rational = Rational(1, 1_000_000);
const NO_MEMORY: ffmpeg_next::Error =
    ffmpeg_next::Error::Other { errno: ffmpeg_next::error::ENOMEM };
/// Bytes of a large frame.
const ROOM: usize = 32 << 20;

/// First thread: packets become frames that carry their tick in the finished video.
pub(crate) struct Decoding {
    /// The clip, for errors.
    path: PathBuf,
    decoder: decoder::Video,
    base: Rational,
    /// Source time of timestamp 0.
    zero: Timestamp,
    schedule: Schedule,
}

impl Decoding {
    pub(crate) fn new(
        source: &Source,
        stream: &Stream<'_>,
        schedule: Schedule,
    ) -> Result<Self, Error> {
        let (decoder, base) = (source.video_decoder(stream)?, stream.time_base());
        let (path, zero) = (source.path.clone(), source.time(0, base));
        Ok(Self { path, decoder, base, zero, schedule })
    }

    /// Works until nothing more is kept, nothing more comes, or nobody takes frames any more.
    /// Returns the number of frames handed on. A packet that cannot be decoded is left out.
    pub(crate) fn run(
        mut self,
        packets: Receiver<Packet>,
        frames: &SyncSender<frame::Video>,
    ) -> Result<u64, Error> {
        for packet in packets {
            match self.decoder.send_packet(&packet) {
                Ok(()) if !self.drain(frames)? => return Ok(self.schedule.frames()),
                Ok(()) => {}
                Err(error) => self.left_out(error)?,
            }
        }
        match self.decoder.send_eof() {
            Ok(()) => drop(self.drain(frames)?),
            Err(error) => self.left_out(error)?,
        }
        match self.schedule.frames() {
            // Not one frame and not one error: a decoder whose threads had no room says so to nobody.
            0 => self.left_out(ffmpeg_next::Error::Eof).map(|()| 0),
            frames => Ok(frames),
        }
    }

    /// False when the work is over.
    fn drain(&mut self, frames: &SyncSender<frame::Video>) -> Result<bool, Error> {
        let mut frame = frame::Video::empty();
        loop {
            match self.decoder.receive_frame(&mut frame) {
                Ok(()) => {}
                Err(ffmpeg_next::Error::Eof) => return Ok(true),
                Err(ffmpeg_next::Error::Other { errno: ffmpeg_next::error::EAGAIN }) => {
                    return Ok(true);
                }
                Err(error) => {
                    self.left_out(error)?;
                    return Ok(true);
                }
            }
            let Some(timestamp) = frame.timestamp() else { continue };
            let micros = timestamp.rescale(self.base, MICROSECONDS);
            let at = Timestamp::from_micros(micros.saturating_add(self.zero.micros()));
            if self.schedule.is_over(at) {
                return Ok(false);
            }
            if let Some(tick) = self.schedule.tick(at) {
                let mut kept = std::mem::replace(&mut frame, frame::Video::empty());
                kept.set_pts(Some(tick));
                if frames.send(kept).is_err() {
                    return Ok(false);
                }
            }
        }
    }

    /// Damage is left out; want of memory is no damage. The decoder does not always tell the two
    /// apart, so whether there is room for a frame is tried.
    fn left_out(&self, error: ffmpeg_next::Error) -> Result<(), Error> {
        let short = Vec::<u8>::new().try_reserve_exact(ROOM).is_err();
        let error = if short { NO_MEMORY } else { error };
        match error {
            NO_MEMORY => Err(Error::engine(&self.path, "decoding the picture")(NO_MEMORY)),
            _ => Ok(()),
        }
    }
}

/// What the filters were set up for; pictures may change in the middle of a file.
#[derive(Clone, Copy, PartialEq)]
struct Look {
    stored: Stored,
    format: Pixel,
    colours: Colours,
}

/// Second thread: frames become pictures of the finished shape, with captions.
pub(crate) struct Filtering {
    /// The clip, for errors.
    pub(crate) path: PathBuf,
    pub(crate) rotation: u16,
    pub(crate) target: (u32, u32),
    pub(crate) framing: Framing,
    pub(crate) clock: Clock,
    pub(crate) captions: Option<BurnIn>,
    /// How the encoder wants pictures to lie in memory.
    pub(crate) pixels: Pixel,
    /// The range of colours that stay as they are stored; nothing converts them to BT.709.
    pub(crate) kept_range: Option<&'static str>,
}

impl Filtering {
    /// Works until no frame comes any more or nobody takes pictures.
    pub(crate) fn run(
        self,
        frames: Receiver<frame::Video>,
        pictures: &SyncSender<frame::Video>,
    ) -> Result<(), Error> {
        let mut open: Option<(Chain, Look)> = None;
        for frame in frames {
            let look = self.look(&frame);
            if open.as_ref().is_some_and(|(_, l)| *l != look) && !self.close(&mut open, pictures)? {
                return Ok(());
            }
            let (chain, _) = match &mut open {
                Some(open) => open,
                None => open.insert((self.open_chain(look)?, look)),
            };
            chain.push(&frame).map_err(Error::engine(&self.path, "changing the picture"))?;
            if !pull(chain, pictures) {
                return Ok(());
            }
        }
        self.close(&mut open, pictures).map(|_| ())
    }

    /// Hands on what is still inside; false when nobody takes it.
    fn close(
        &self,
        open: &mut Option<(Chain, Look)>,
        pictures: &SyncSender<frame::Video>,
    ) -> Result<bool, Error> {
        let Some((mut chain, _)) = open.take() else { return Ok(true) };
        chain.end().map_err(Error::engine(&self.path, "changing the picture"))?;
        Ok(pull(&mut chain, pictures))
    }

    fn look(&self, frame: &frame::Video) -> Look {
        let aspect = f64::from(frame.aspect_ratio());
        let stored = Stored {
            width: frame.width(),
            height: frame.height(),
            rotation: self.rotation,
            pixel_aspect: if aspect.is_finite() && aspect > 0.0 { aspect } else { 1.0 },
        };
        // Players take unmarked big pictures for BT.709 and small ones for BT.601.
        let matrix = match frame.color_space() {
            color::Space::Unspecified if frame.width().min(frame.height()) >= 720 => "bt709",
            color::Space::Unspecified => "bt601",
            _ => "auto",
        };
        let bright = match frame.color_transfer_characteristic() {
            color::TransferCharacteristic::SMPTE2084 => Some("smpte2084"),
            color::TransferCharacteristic::ARIB_STD_B67 => Some("arib-std-b67"),
            _ => None,
        };
        Look {
            stored,
            format: frame.format(),
            colours: Colours { matrix, bright, kept_range: self.kept_range },
        }
    }

    fn open_chain(&self, look: Look) -> Result<Chain, Error> {
        let Look { stored, format, colours } = look;
        let input = format!(
            "video_size={}x{}:pix_fmt={}:time_base=1/{}",
            stored.width,
            stored.height,
            format.descriptor().map_or("none", |d| d.name()),
            self.clock.ticks_per_second,
        );
        let mut parts = framing::parts(stored, colours, self.target, self.framing);
        if let Some(captions) = &self.captions {
            parts.push(captions.link()?.into());
        }
        let pixels = self.pixels.descriptor().map_or("yuv420p", |d| d.name());
        parts.push(link("format", format!("pix_fmts={pixels}")).into());
        Chain::picture(&input, parts).map_err(Failure::reading(&self.path))
    }
}

/// False when nobody takes pictures any more.
fn pull(chain: &mut Chain, pictures: &SyncSender<frame::Video>) -> bool {
    let mut frame = frame::Video::empty();
    while chain.pull(&mut frame) {
        // Keyframes are the encoder's to place, not the source's.
        frame.set_kind(ffmpeg_next::picture::Type::None);
        if pictures.send(std::mem::replace(&mut frame, frame::Video::empty())).is_err() {
            return false;
        }
    }
    true
}

/// Third thread: pictures become packets. The last one lasts until tick `end`. Works until no picture comes any more or nobody takes packets.
pub(crate) fn encode(
    mut coder: PictureCoder,
    end: i64,
    pictures: Receiver<frame::Video>,
    packets: &SyncSender<Packet>,
) -> Result<(), Error> {
    let taken = Cell::new(true);
    let mut hand_on = |packet: &mut Packet| {
        let sent = packets.send(std::mem::replace(packet, Packet::empty()));
        taken.set(taken.get() && sent.is_ok());
        Ok(())
    };
    let mut last = None;
    for picture in pictures {
        last = picture.pts();
        coder.frame(&picture, &mut hand_on)?;
        if !taken.get() {
            return Ok(());
        }
    }
    match last {
        Some(last) => coder.finish((last, end), &mut hand_on),
        None => Ok(()),
    }
}
