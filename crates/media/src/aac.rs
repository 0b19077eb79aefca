//! Owns turning samples into AAC at 48 kHz in stereo, the only sound this program makes. Refuses
//! files: packets go to the caller's sink.

use crate::Error;
use ffmpeg_next::codec::{self, Flags};
use ffmpeg_next::format::{Sample, sample};
use ffmpeg_next::{ChannelLayout, Dictionary, Packet, Rational, encoder, frame};
use std::path::{Path, PathBuf};

/// Samples a second of finished sound.
pub(crate) const SOUND_RATE: u32 = 48_000;
const RATE: i32 = 48_000;
/// The unit in which packets are timed: one sample.
pub(crate) const SOUND_BASE: Rational = Rational(1, RATE);

/// How much time goes into the sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effort {
    /// A third of the time of [`Thorough`](Self::Thorough), as good by a few more bits.
    Quick,
    /// As good as the bits allow.
    Thorough,
}

impl Effort {
    /// FFmpeg's search for quantisers, and bits a second.
    fn settings(self) -> (&'static str, usize) {
        match self {
            Self::Quick => ("fast", 192_000),
            Self::Thorough => ("twoloop", 160_000),
        }
    }
}

/// Takes packets, timed in [`SOUND_BASE`].
pub(crate) type ToPacket<'a> = dyn FnMut(&mut Packet) -> Result<(), Error> + 'a;

/// The encoder, and the samples that do not fill a packet yet.
pub(crate) struct SoundCoder {
    encoder: encoder::audio::Encoder,
    path: PathBuf,
    waiting: [Vec<f32>; 2],
    next: i64,
}

impl SoundCoder {
    /// `path` names the file in errors.
    pub(crate) fn new(path: &Path, effort: Effort) -> Result<Self, Error> {
        let codec = encoder::find_by_name("aac").ok_or(Error::Missing { what: "AAC" })?;
        let failed = |step| Error::engine(path, step);
        let context = codec::Context::new_with_codec(codec);
        let mut audio = context.encoder().audio().map_err(failed("choosing AAC"))?;
        audio.set_rate(RATE);
        audio.set_format(Sample::F32(sample::Type::Planar));
        audio.set_channel_layout(ChannelLayout::STEREO);
        let (search, bit_rate) = effort.settings();
        audio.set_bit_rate(bit_rate);
        audio.set_time_base((1, RATE));
        audio.set_flags(Flags::GLOBAL_HEADER);
        let mut options = Dictionary::new();
        options.set("aac_coder", search);
        if effort == Effort::Quick {
            // What saves bits where bits are short; looking for it takes a third of the time.
            for saving in ["aac_ms", "aac_is", "aac_pns"] {
                options.set(saving, "0");
            }
        }
        let encoder = audio.open_with(options).map_err(failed("opening the AAC encoder"))?;
        Ok(Self { encoder, path: path.to_owned(), waiting: [Vec::new(), Vec::new()], next: 0 })
    }

    /// What a stream of these packets is described by.
    pub(crate) fn context(&self) -> &codec::Context {
        self.encoder.as_ref()
    }

    /// Says that the first sample is this one of a longer sound, before any is taken.
    pub(crate) fn begin_at(&mut self, sample: i64) {
        self.next = sample;
    }

    /// Takes the next samples of both channels.
    pub(crate) fn samples(
        &mut self,
        [left, right]: [&[f32]; 2],
        sink: &mut ToPacket,
    ) -> Result<(), Error> {
        self.waiting[0].extend_from_slice(left);
        self.waiting[1].extend_from_slice(right);
        let size = self.frame_size();
        let whole = self.waiting[0].len() / size * size;
        for at in (0..whole).step_by(size) {
            self.block(at..at + size, sink)?;
        }
        self.waiting.iter_mut().for_each(|channel| drop(channel.drain(..whole)));
        Ok(())
    }

    /// Hands out what is still inside.
    pub(crate) fn finish(&mut self, sink: &mut ToPacket) -> Result<(), Error> {
        if !self.waiting[0].is_empty() {
            self.block(0..self.waiting[0].len(), sink)?;
        }
        let sent = self.encoder.send_eof();
        sent.map_err(Error::engine(&self.path, "encoding the sound"))?;
        self.drain(sink)
    }

    /// A decoder of what comes out.
    fn decoder(&self) -> Result<ffmpeg_next::decoder::Audio, Error> {
        let failed = |step| Error::engine(&self.path, step);
        let described = codec::Parameters::from(&self.encoder);
        let context = codec::Context::from_parameters(described)
            .map_err(failed("describing AAC to its decoder"))?;
        context.decoder().audio().map_err(failed("opening the AAC decoder"))
    }

    fn frame_size(&self) -> usize {
        match self.encoder.frame_size() {
            0 => 1024,
            size => size as usize,
        }
    }

    fn block(&mut self, range: std::ops::Range<usize>, sink: &mut ToPacket) -> Result<(), Error> {
        let format = Sample::F32(sample::Type::Planar);
        let mut frame = frame::Audio::new(format, range.len(), ChannelLayout::STEREO);
        frame.set_rate(SOUND_RATE);
        frame.set_pts(Some(self.next));
        self.next += i64::try_from(range.len()).unwrap_or(0);
        for (index, channel) in self.waiting.iter().enumerate() {
            frame.plane_mut::<f32>(index)[..range.len()].copy_from_slice(&channel[range.clone()]);
        }
        let sent = self.encoder.send_frame(&frame);
        sent.map_err(Error::engine(&self.path, "encoding the sound"))?;
        self.drain(sink)
    }

    fn drain(&mut self, sink: &mut ToPacket) -> Result<(), Error> {
        let mut packet = Packet::empty();
        while self.encoder.receive_packet(&mut packet).is_ok() {
            sink(&mut packet)?;
        }
        Ok(())
    }
}

/// Sound as it comes out of AAC again: encoded and decoded at once, in memory.
pub(crate) struct Echo {
    coder: SoundCoder,
    decoder: ffmpeg_next::decoder::Audio,
}

impl Echo {
    /// `path` names the file in errors.
    pub(crate) fn new(path: &Path) -> Result<Self, Error> {
        let coder = SoundCoder::new(path, Effort::Thorough)?;
        let decoder = coder.decoder()?;
        Ok(Self { coder, decoder })
    }

    /// Takes samples and hands out, later, what became of them.
    pub(crate) fn samples(
        &mut self,
        channels: [&[f32]; 2],
        hear: &mut dyn FnMut([&[f32]; 2]),
    ) -> Result<(), Error> {
        let Self { coder, decoder } = self;
        coder.samples(channels, &mut |packet| decoded(decoder, packet, hear))
    }

    /// Hands out what is still inside.
    pub(crate) fn finish(&mut self, hear: &mut dyn FnMut([&[f32]; 2])) -> Result<(), Error> {
        let Self { coder, decoder } = self;
        coder.finish(&mut |packet| decoded(decoder, packet, hear))
    }
}

fn decoded(
    decoder: &mut ffmpeg_next::decoder::Audio,
    packet: &Packet,
    hear: &mut dyn FnMut([&[f32]; 2]),
) -> Result<(), Error> {
    // Our own encoder's packets decode; one that does not would only be missing in the figures.
    if decoder.send_packet(packet).is_ok() {
        let mut frame = frame::Audio::empty();
        while decoder.receive_frame(&mut frame).is_ok() {
            hear([frame.plane::<f32>(0), frame.plane::<f32>(1)]);
        }
    }
    Ok(())
}

/// What a player makes of these packets, the encoder's delay included.
#[cfg(test)]
pub(crate) fn decoded_sound(effort: Effort, packets: &[Packet]) -> [Vec<f32>; 2] {
    let coder = SoundCoder::new(Path::new("test"), effort).unwrap();
    let mut decoder = coder.decoder().unwrap();
    let mut heard = [Vec::new(), Vec::new()];
    for packet in packets {
        let mut hear = |channels: [&[f32]; 2]| {
            heard.iter_mut().zip(channels).for_each(|(all, new)| all.extend_from_slice(new));
        };
        decoded(&mut decoder, packet, &mut hear).unwrap();
    }
    heard
}
