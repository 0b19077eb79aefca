//! Owns coding frames around a cut anew, so that they fit between copied ones: the same size,
//! format, colours, profile and level, under parameter sets of their own number, at a quality
//! that nobody can tell from the source. Refuses frames that do not fit.

use super::Order;
use super::plan::Part;
use super::reader::Reader;
use super::sketch::Sketch;
use crate::encode::WORST;
use crate::nal::{Kind, Layout, between_start_codes};
use crate::parameter_sets::{ParameterSets, Sps};
use crate::{Error, ffmpeg};
use ffmpeg_next::codec::{self, Flags, packet, threading};
use ffmpeg_next::{Dictionary, Packet, Rational, color, decoder, encoder, format, frame};
use std::ops::Range;
use std::path::Path;

/// Quality of what is coded anew, x264's constant rate factor: nobody sees a difference.
const FACTOR: &str = "18";
/// What 10 bits add to x264's scale for each bit.
const WORST_PER_BIT: u32 = 6;

/// A setting for so many threads.
fn threads_of(count: usize) -> threading::Config {
    let mut config = threading::Config::kind(threading::Type::Frame);
    config.count = count;
    config
}

/// Frames of one span, coded.
pub(super) struct Fragment {
    /// One for each frame, in the order they are shown, without times.
    pub(super) packets: Vec<Packet>,
    /// What each frame looked like before it was coded.
    pub(super) sketches: Vec<Sketch>,
}

/// What the encoder must match.
#[derive(Clone)]
pub(super) struct Look {
    width: u32,
    height: u32,
    format: format::Pixel,
    pixel_aspect: Rational,
    space: color::Space,
    primaries: color::Primaries,
    transfer: color::TransferCharacteristic,
    range: color::Range,
    profile: &'static str,
    level: u8,
    bits: u32,
    sps_id: u32,
}

impl Look {
    /// What the source looks like; nothing when the encoder cannot match it.
    pub(super) fn of(reader: &Reader, sets: &ParameterSets) -> Result<Option<Self>, Error> {
        let Some(stream) = reader.source.video() else { return Ok(None) };
        let decoder = reader.source.video_decoder(&stream)?;
        let (Some(sps), Some(sps_id)) =
            (sets.sps.first().and_then(|unit| Sps::read(unit)), sets.free_id())
        else {
            return Ok(None);
        };
        let alike = |unit: &Vec<u8>| {
            Sps::read(unit).is_some_and(|other| {
                (other.profile, other.chroma, other.depth) == (sps.profile, sps.chroma, sps.depth)
            })
        };
        let profile = match (sps.profile, sps.chroma, sps.depth) {
            (66, 1, 0) => "baseline",
            (77, 1, 0) => "main",
            (100, 1, 0) => "high",
            (110, 1, 0 | 2) => "high10",
            (122, 1 | 2, 0 | 2) => "high422",
            (244, 1..=3, 0 | 2) => "high444",
            _ => return Ok(None),
        };
        if !sets.sps.iter().all(alike) || decoder.width() == 0 || decoder.height() == 0 {
            return Ok(None);
        }
        Ok(Some(Self {
            width: decoder.width(),
            height: decoder.height(),
            format: decoder.format(),
            pixel_aspect: decoder.aspect_ratio(),
            space: decoder.color_space(),
            primaries: decoder.color_primaries(),
            transfer: decoder.color_transfer_characteristic(),
            range: decoder.color_range(),
            profile,
            level: sps.level,
            bits: u32::from(sps.depth) + 8,
            sps_id,
        }))
    }

    fn fits(&self, frame: &frame::Video) -> bool {
        (frame.width(), frame.height(), frame.format()) == (self.width, self.height, self.format)
            && !frame.is_interlaced()
    }

    fn encoder(
        &self,
        order: &Order,
        threads: usize,
    ) -> Result<encoder::video::Encoder, ffmpeg_next::Error> {
        let x264 = encoder::find_by_name("libx264").ok_or(ffmpeg_next::Error::EncoderNotFound)?;
        let mut context = codec::Context::new_with_codec(x264);
        context.set_threading(threads_of(threads));
        let mut video = context.encoder().video()?;
        video.set_width(self.width);
        video.set_height(self.height);
        video.set_format(self.format);
        video.set_aspect_ratio(self.pixel_aspect);
        video.set_colorspace(self.space);
        video.set_color_primaries(self.primaries);
        video.set_color_transfer_characteristic(self.transfer);
        video.set_color_range(self.range);
        video.set_time_base(order.clock.base());
        let rate = order.clock.rate;
        let part = |value| i32::try_from(value).unwrap_or(i32::MAX);
        video.set_frame_rate(Some((part(rate.num()), part(rate.den()))));
        video.set_max_b_frames(0);
        video.set_flags(Flags::GLOBAL_HEADER | Flags::CLOSED_GOP);
        let worst = WORST + WORST_PER_BIT * (self.bits - 8);
        // The quickest preset leaves out what makes x264 name the source's profile.
        let tools = match self.profile {
            "baseline" => "cabac=0",
            "main" => "cabac=1",
            _ => "cabac=0:8x8dct=1",
        };
        let mut options = Dictionary::new();
        options.set("preset", "ultrafast");
        options.set("crf", FACTOR);
        options.set("profile", self.profile);
        options.set(
            "x264-params",
            &format!(
                "sps-id={}:level={}:qpmax={worst}:keyint=250:scenecut=0:bframes=0:{tools}",
                self.sps_id,
                f64::from(self.level) / 10.0
            ),
        );
        video.open_with(options)
    }

    /// The parameter sets that every fragment will have.
    pub(super) fn parameter_sets(&self, order: &Order) -> Result<ParameterSets, Error> {
        let failed = Error::engine(&order.source, "opening the encoder for the seams");
        let encoder = self.encoder(order, 1).map_err(failed)?;
        Ok(ParameterSets::of_start_codes(&ffmpeg::encoder_extradata(&encoder)))
    }
}

/// Decodes and codes anew, one span after the other.
pub(super) struct Recoder<'a> {
    reader: Reader<'a>,
    order: &'a Order<'a>,
    look: Look,
    sets: ParameterSets,
    /// Packets in the order they are shown.
    shown: &'a [usize],
    threads: usize,
}

impl<'a> Recoder<'a> {
    pub(super) fn new(
        order: &'a Order<'a>,
        look: Look,
        sets: ParameterSets,
        shown: &'a [usize],
        threads: usize,
    ) -> Result<Self, Error> {
        let reader = Reader::open(&order.source, order.picture)?;
        Ok(Self { reader, order, look, sets, shown, threads })
    }

    /// Codes one span whose first frame is number `first` of the finished picture.
    pub(super) fn fragment(&mut self, parts: &[Part], first: usize) -> Result<Fragment, Error> {
        let path = self.order.source.clone();
        let encoder = self.look.encoder(self.order, self.threads);
        let mut encoder = encoder.map_err(Error::engine(&path, "opening the encoder"))?;
        let made = ParameterSets::of_start_codes(&ffmpeg::encoder_extradata(&encoder));
        if made != self.sets {
            return Err(self.wrong("the encoder changed its parameters"));
        }
        let mut fragment = Fragment { packets: Vec::new(), sketches: Vec::new() };
        for group in parts.chunk_by(|a, b| a.unit == b.unit) {
            let wanted: Vec<Range<usize>> = group.iter().map(|part| part.frames.clone()).collect();
            self.decode(group[0].unit, &wanted, &mut |frame| {
                let tick = self.order.ticks.get(first + fragment.sketches.len()).copied();
                frame.set_pts(tick);
                frame.set_kind(ffmpeg_next::picture::Type::None);
                fragment.sketches.push(Sketch::of(frame));
                let sent = encoder.send_frame(frame);
                sent.map_err(Error::engine(&path, "encoding a seam"))?;
                take(&mut encoder, &path, &mut fragment.packets)
            })?;
        }
        encoder.send_eof().map_err(Error::engine(&path, "encoding a seam"))?;
        take(&mut encoder, &path, &mut fragment.packets)?;
        if fragment.packets.len() != fragment.sketches.len() {
            return Err(self.wrong("the encoder lost a frame"));
        }
        Ok(fragment)
    }

    /// Decodes the frames `wanted` of one unit, in order.
    fn decode(
        &mut self,
        unit: usize,
        wanted: &[Range<usize>],
        sink: &mut dyn FnMut(&mut frame::Video) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let packets = self.order.units[unit].packets.clone();
        let frames = self.order.units[unit].frames.clone();
        let (shown, times) = (&self.shown[frames.clone()], &self.order.picture.times);
        let number = |at: i64| {
            shown.binary_search_by_key(&at, |p| times[*p]).ok().map(|index| frames.start + index)
        };
        let mut wanted = wanted.iter().cloned().flatten().peekable();
        let mut decoder = self.decoder()?;
        let mut frame = frame::Video::empty();
        self.reader.go_to(packets.start)?;
        for next in packets.map(Some).chain([None]) {
            match next {
                Some(_) => decoder.send_packet(&self.reader.packet()?),
                None => decoder.send_eof(),
            }
            .map_err(Error::engine(&self.order.source, "decoding around a cut"))?;
            while decoder.receive_frame(&mut frame).is_ok() {
                let Some(at) = frame.timestamp().and_then(number) else { continue };
                if wanted.next_if_eq(&at).is_some() {
                    if !self.look.fits(&frame) {
                        return Err(self.wrong("a frame is of another kind than the first"));
                    }
                    sink(&mut frame)?;
                }
                if wanted.peek().is_none() {
                    return Ok(());
                }
            }
        }
        Err(self.wrong("a frame around a cut cannot be decoded"))
    }

    fn decoder(&self) -> Result<decoder::Video, Error> {
        let source = &self.reader.source;
        let stream = source.video().ok_or_else(|| self.wrong("its picture is gone"))?;
        source.video_decoder_with(&stream, self.threads)
    }

    fn wrong(&self, what: &str) -> Error {
        Error::Mismatch { path: self.order.source.clone(), what: what.to_owned() }
    }
}

/// Takes what the encoder has ready, its units counted by length and nothing but pictures in it.
fn take(
    encoder: &mut encoder::video::Encoder,
    path: &Path,
    packets: &mut Vec<Packet>,
) -> Result<(), Error> {
    let mut coded = Packet::empty();
    while encoder.receive_packet(&mut coded).is_ok() {
        let mut bytes = Vec::with_capacity(coded.size() + 16);
        for unit in between_start_codes(coded.data().unwrap_or_default()) {
            if matches!(Layout::h264_kind(unit), Kind::Idr | Kind::Slice) {
                let length = u32::try_from(unit.len()).map_err(|_| Error::Mismatch {
                    path: path.to_owned(),
                    what: "a coded frame is too big".to_owned(),
                })?;
                bytes.extend(length.to_be_bytes());
                bytes.extend_from_slice(unit);
            }
        }
        let mut packet = Packet::copy(&bytes);
        if coded.is_key() {
            packet.set_flags(packet::Flags::KEY);
        }
        packets.push(packet);
    }
    Ok(())
}
