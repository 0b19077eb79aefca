//! Owns the two encoders of every file this program makes: H.264 that all platforms take, and
//! AAC at 48 kHz in stereo. Refuses time decisions: frames come with their ticks.

use crate::Error;
use crate::aac::SoundCoder;
pub(crate) use crate::aac::{Effort, SOUND_BASE, SOUND_RATE};
use crate::writer::Writer;
use ffmpeg_next::codec::{self, Flags};
use ffmpeg_next::format::Pixel;
use ffmpeg_next::{Dictionary, Frame, Packet, Rational, color, encoder};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use timeline::FrameRate;

/// At most this many seconds between keyframes, so that seeking stays quick.
const KEYFRAME_SECONDS: f64 = 2.0;

/// The coarsest of x264's quantisers, 0 to 51, that keeps every frame above 40 dB at 8 bits.
pub(crate) const WORST: u32 = 20;

/// How much time goes into a smaller or better picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Quality {
    /// Quick, to look at.
    Draft,
    /// To publish.
    #[default]
    Publish,
    /// To work on: nobody sees a difference to the source.
    Faithful,
}

impl Quality {
    /// x264's preset and constant rate factor.
    fn settings(self) -> (&'static str, &'static str) {
        match self {
            Self::Draft => ("superfast", "26"),
            Self::Publish => ("veryfast", "20"),
            Self::Faithful => ("veryfast", "16"),
        }
    }
}

/// Bounds for the picture's stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// x264's constant rate factor, 0 to 51.
    pub factor: u8,
    /// Bits a second that no two seconds exceed.
    pub most_bits: u32,
    /// Pixels of the shorter side at most.
    pub short_side: u32,
}

/// How pictures are coded.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Coding<'a> {
    pub(crate) quality: Quality,
    pub(crate) limits: Option<Limits>,
    /// FFmpeg's name of a chip's encoder; nothing takes x264.
    pub(crate) encoder: Option<&'a str>,
    /// What the numbers of the picture mean.
    pub(crate) tags: Tags,
}

/// What the numbers of a picture mean in colour.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tags {
    pub(crate) space: color::Space,
    pub(crate) primaries: color::Primaries,
    pub(crate) transfer: color::TransferCharacteristic,
    pub(crate) range: color::Range,
}

impl Tags {
    /// What every screen shows right.
    pub(crate) const BT709: Self = Self {
        space: color::Space::BT709,
        primaries: color::Primaries::BT709,
        transfer: color::TransferCharacteristic::BT709,
        range: color::Range::MPEG,
    };
}

impl Coding<'_> {
    /// Name of x264 in FFmpeg.
    pub(crate) const SOFTWARE: &'static str = "libx264";

    pub(crate) fn encoder(&self) -> &str {
        self.encoder.unwrap_or(Self::SOFTWARE)
    }

    /// How pictures must lie in memory: every chip takes NV12.
    pub(crate) fn pixels(&self) -> Pixel {
        if self.encoder.is_some() { Pixel::NV12 } else { Pixel::YUV420P }
    }
}

/// The unit in which finished frames are timed, and the length of one frame in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Clock {
    pub(crate) ticks_per_second: i32,
    pub(crate) frame: i64,
    pub(crate) rate: FrameRate,
}

impl Clock {
    pub(crate) fn base(self) -> Rational {
        Rational(1, self.ticks_per_second)
    }
}

/// H.264, High profile, 8 bit. Packets go to the caller's sink, timed by the clock.
pub(crate) struct PictureCoder {
    encoder: encoder::video::Encoder,
    clock: Clock,
    path: PathBuf,
}

/// Takes packets, timed by the clock.
pub(crate) type ToPacket<'a> = dyn FnMut(&mut Packet) -> Result<(), Error> + 'a;

impl PictureCoder {
    /// `path` names the file in errors.
    pub(crate) fn new(
        path: &Path,
        (width, height): (u32, u32),
        clock: Clock,
        coding: Coding<'_>,
    ) -> Result<Self, Error> {
        let codec = encoder::find_by_name(coding.encoder());
        let codec = codec.filter(|codec| codec.id() == codec::Id::H264);
        let codec = codec.ok_or(Error::Missing { what: "such an H.264 encoder" })?;
        let failed = |step| Error::engine(path, step);
        let context = codec::Context::new_with_codec(codec);
        let mut video = context.encoder().video().map_err(failed("choosing H.264"))?;
        video.set_width(width);
        video.set_height(height);
        video.set_format(coding.pixels());
        video.set_time_base(clock.base());
        video.set_frame_rate(Some((fit(clock.rate.num()), fit(clock.rate.den()))));
        video.set_aspect_ratio((1, 1));
        video.set_colorspace(coding.tags.space);
        video.set_color_primaries(coding.tags.primaries);
        video.set_color_transfer_characteristic(coding.tags.transfer);
        video.set_color_range(coding.tags.range);
        video.set_gop(keyframe_interval(clock.rate));
        // Without closed groups x264 makes keyframes from which a player cannot start cleanly.
        video.set_flags(Flags::GLOBAL_HEADER | Flags::CLOSED_GOP);
        let options = match coding.encoder {
            None => x264_options(coding),
            Some(_) => {
                video.set_bit_rate(chip_bits((width, height), clock.rate, coding.limits));
                video.set_max_b_frames(0);
                Dictionary::new()
            }
        };
        let encoder = video.open_with(options).map_err(failed("opening the H.264 encoder"))?;
        Ok(Self { encoder, clock, path: path.to_owned() })
    }

    /// What a stream of these packets is described by.
    pub(crate) fn context(&self) -> &codec::Context {
        self.encoder.as_ref()
    }

    /// The same for a decoder.
    pub(crate) fn described(&self) -> codec::Parameters {
        codec::Parameters::from(&self.encoder)
    }

    /// Takes one frame whose time counts in the clock's ticks.
    pub(crate) fn frame(&mut self, frame: &Frame, sink: &mut ToPacket) -> Result<(), Error> {
        let sent = self.encoder.send_frame(frame);
        sent.map_err(Error::engine(&self.path, "encoding the picture"))?;
        self.drain(None, sink)
    }

    /// Hands out what is still inside. The frame at tick `last` lasts until `end`.
    pub(crate) fn finish(
        &mut self,
        (last, end): (i64, i64),
        sink: &mut ToPacket,
    ) -> Result<(), Error> {
        let sent = self.encoder.send_eof();
        sent.map_err(Error::engine(&self.path, "encoding the picture"))?;
        self.drain(Some((last, end)), sink)
    }

    fn drain(&mut self, tail: Option<(i64, i64)>, sink: &mut ToPacket) -> Result<(), Error> {
        let mut packet = Packet::empty();
        while self.encoder.receive_packet(&mut packet).is_ok() {
            let length = match tail {
                Some((last, end)) if packet.pts() == Some(last) => (end - last).max(1),
                _ => self.clock.frame,
            };
            packet.set_duration(length);
            sink(&mut packet)?;
        }
        Ok(())
    }
}

/// The same on its way into a file.
pub(crate) struct PictureEncoder {
    coder: PictureCoder,
    stream: usize,
}

impl PictureEncoder {
    pub(crate) fn new(
        writer: &mut Writer,
        size: (u32, u32),
        clock: Clock,
        quality: Quality,
    ) -> Result<Self, Error> {
        let coder = PictureCoder::new(
            writer.path(),
            size,
            clock,
            Coding { quality, limits: None, encoder: None, tags: Tags::BT709 },
        )?;
        let stream = writer.add(coder.context(), clock.base())?;
        Ok(Self { coder, stream })
    }

    /// Takes one frame whose time counts in the clock's ticks.
    pub(crate) fn frame(&mut self, frame: &Frame, writer: &mut Writer) -> Result<(), Error> {
        let (stream, base) = (self.stream, self.coder.clock.base());
        self.coder.frame(frame, &mut |packet| writer.write(stream, packet, base))
    }

    /// Writes what is still inside. The frame at tick `last` lasts until `end`.
    pub(crate) fn finish(&mut self, tail: (i64, i64), writer: &mut Writer) -> Result<(), Error> {
        let (stream, base) = (self.stream, self.coder.clock.base());
        self.coder.finish(tail, &mut |packet| writer.write(stream, packet, base))
    }
}

/// Where an encoder's packets go: a file, or on to whoever writes one.
pub(crate) trait Packets {
    /// Takes one packet whose times count in `base`.
    fn write(&mut self, stream: usize, packet: &mut Packet, base: Rational) -> Result<(), Error>;
}

impl Packets for Writer {
    fn write(&mut self, stream: usize, packet: &mut Packet, base: Rational) -> Result<(), Error> {
        self.write(stream, packet, base)
    }
}

/// AAC, stereo, on its way into a file.
pub(crate) struct SoundEncoder {
    coder: SoundCoder,
    stream: usize,
}

impl SoundEncoder {
    /// Opens the encoder and adds its stream to a file that was not started yet.
    pub(crate) fn new(writer: &mut Writer, effort: Effort) -> Result<Self, Error> {
        let coder = SoundCoder::new(writer.path(), effort)?;
        let stream = writer.add(coder.context(), SOUND_BASE)?;
        Ok(Self { coder, stream })
    }

    /// Its stream in the file, for whoever encodes elsewhere.
    pub(crate) fn stream(&self) -> usize {
        self.stream
    }

    /// Takes the next samples of both channels.
    pub(crate) fn samples(
        &mut self,
        channels: [&[f32]; 2],
        writer: &mut impl Packets,
    ) -> Result<(), Error> {
        let stream = self.stream;
        self.coder.samples(channels, &mut |packet| writer.write(stream, packet, SOUND_BASE))
    }

    pub(crate) fn finish(&mut self, writer: &mut impl Packets) -> Result<(), Error> {
        let stream = self.stream;
        self.coder.finish(&mut |packet| writer.write(stream, packet, SOUND_BASE))
    }
}

fn x264_options(coding: Coding<'_>) -> Dictionary<'static> {
    let (preset, factor) = coding.quality.settings();
    let mut options = Dictionary::new();
    options.set("preset", preset);
    options.set("crf", factor);
    if let Some(limits) = coding.limits {
        options.set("crf", &limits.factor.to_string());
        options.set("maxrate", &limits.most_bits.to_string());
        options.set("bufsize", &limits.most_bits.saturating_mul(2).to_string());
    }
    if coding.quality == Quality::Faithful {
        options.set("x264-params", &format!("qpmax={WORST}"));
    }
    options.set("profile", "high");
    options
}

/// Bits a second for a chip, which knows no constant quality: about twice what x264 takes.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some millions")]
fn chip_bits((width, height): (u32, u32), rate: FrameRate, limits: Option<Limits>) -> usize {
    let bits = f64::from(width) * f64::from(height) * rate.per_second() * 0.12;
    let most = limits.map_or(f64::INFINITY, |limits| f64::from(limits.most_bits));
    bits.min(most) as usize
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 480")]
fn keyframe_interval(rate: FrameRate) -> u32 {
    (rate.per_second() * KEYFRAME_SECONDS).round().clamp(1.0, 480.0) as u32
}

fn fit(value: u32) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}
