//! Owns the picture's way through a render: decode, keep or leave out, turn, crop, scale, draw
//! captions, encode. Refuses to know where packets come from.

use super::burn_in::BurnIn;
use super::framing::{self, Colours};
use super::plan::{Schedule, Stored};
use crate::Error;
use crate::encode::{Clock, PictureEncoder};
use crate::filter_chain::{Chain, Failure};
use crate::source::Source;
use crate::writer::Writer;
use ffmpeg_next::format::Pixel;
use ffmpeg_next::{Packet, Rational, Stream, color, decoder, frame};
use timeline::Framing;

/// What the filters were set up for; pictures may change in the middle of a file.
#[derive(Clone, Copy, PartialEq)]
struct Look {
    stored: Stored,
    format: Pixel,
    colours: Colours,
}

pub(crate) struct Picture {
    decoder: decoder::Video,
    base: Rational,
    rotation: u16,
    target: (u32, u32),
    framing: Framing,
    clock: Clock,
    schedule: Schedule,
    captions: Option<BurnIn>,
    chain: Option<(Chain, Look)>,
    encoder: PictureEncoder,
    over: bool,
}

/// What a [`Picture`] is made from, besides its stream.
pub(crate) struct Setup {
    pub(crate) rotation: u16,
    pub(crate) target: (u32, u32),
    pub(crate) framing: Framing,
    pub(crate) clock: Clock,
    pub(crate) schedule: Schedule,
    pub(crate) captions: Option<BurnIn>,
    pub(crate) encoder: PictureEncoder,
}

impl Picture {
    pub(crate) fn new(source: &Source, stream: &Stream<'_>, setup: Setup) -> Result<Self, Error> {
        Ok(Self {
            decoder: source.video_decoder(stream)?,
            base: stream.time_base(),
            rotation: setup.rotation,
            target: setup.target,
            framing: setup.framing,
            clock: setup.clock,
            schedule: setup.schedule,
            captions: setup.captions,
            chain: None,
            encoder: setup.encoder,
            over: false,
        })
    }

    /// True when nothing more of the picture is kept.
    pub(crate) fn is_over(&self) -> bool {
        self.over
    }

    /// Where the render is: tick of the last frame that was taken.
    pub(crate) fn at(&self) -> i64 {
        self.schedule.last().unwrap_or(0)
    }

    /// Decodes one packet of the stream; one that cannot be decoded is left out.
    pub(crate) fn packet(
        &mut self,
        source: &Source,
        packet: &Packet,
        writer: &mut Writer,
    ) -> Result<(), Error> {
        if self.decoder.send_packet(packet).is_ok() {
            self.drain(source, writer)?;
        }
        Ok(())
    }

    /// Encodes what is still on its way; the last frame lasts until tick `end`. Returns the
    /// number of frames written.
    pub(crate) fn finish(
        &mut self,
        source: &Source,
        end: i64,
        writer: &mut Writer,
    ) -> Result<u64, Error> {
        if !self.over && self.decoder.send_eof().is_ok() {
            self.drain(source, writer)?;
        }
        self.close_chain(source, writer)?;
        let Some(last) = self.schedule.last() else {
            return Err(Error::NothingKept { path: source.path.clone() });
        };
        self.encoder.finish((last, end), writer)?;
        Ok(self.schedule.frames())
    }

    fn drain(&mut self, source: &Source, writer: &mut Writer) -> Result<(), Error> {
        let mut frame = frame::Video::empty();
        while !self.over && self.decoder.receive_frame(&mut frame).is_ok() {
            let Some(at) = frame.timestamp().map(|t| source.time(t, self.base)) else { continue };
            self.over = self.schedule.is_over(at);
            if let Some(tick) = self.schedule.tick(at) {
                frame.set_pts(Some(tick));
                self.frame(source, &frame, writer)?;
            }
        }
        Ok(())
    }

    fn frame(
        &mut self,
        source: &Source,
        frame: &frame::Video,
        writer: &mut Writer,
    ) -> Result<(), Error> {
        let look = self.look(frame);
        if self.chain.as_ref().is_none_or(|(_, l)| *l != look) {
            self.close_chain(source, writer)?;
            self.chain = Some((self.open_chain(source, look)?, look));
        }
        if let Some((chain, _)) = &mut self.chain {
            chain.push(frame).map_err(Error::engine(&source.path, "changing the picture"))?;
        }
        self.pull(writer)
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
        Look { stored, format: frame.format(), colours: Colours { matrix, bright } }
    }

    fn open_chain(&self, source: &Source, look: Look) -> Result<Chain, Error> {
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
        Chain::picture(&input, parts).map_err(Failure::reading(&source.path))
    }

    fn close_chain(&mut self, source: &Source, writer: &mut Writer) -> Result<(), Error> {
        if let Some((chain, _)) = &mut self.chain {
            chain.end().map_err(Error::engine(&source.path, "changing the picture"))?;
            self.pull(writer)?;
        }
        self.chain = None;
        Ok(())
    }

    fn pull(&mut self, writer: &mut Writer) -> Result<(), Error> {
        let mut frame = frame::Video::empty();
        while let Some((chain, _)) = &mut self.chain {
            if !chain.pull(&mut frame) {
                break;
            }
            // Keyframes are the encoder's to place, not the source's.
            frame.set_kind(ffmpeg_next::picture::Type::None);
            self.encoder.frame(&frame, writer)?;
        }
        Ok(())
    }
}
