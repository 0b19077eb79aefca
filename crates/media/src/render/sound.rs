//! Owns the sound's way through a render: decode onto even samples and cut ([`KeptSound`]), set its
//! loudness, encode. Refuses to know where packets come from.

use super::gain::Gain;
use super::loudness::{self, Change};
use super::plan::Piece;
use super::splice::Splice;
use crate::encode::{Packets, SOUND_RATE, SoundEncoder};
use crate::loudness::Loudness;
use crate::sound::{Shape, SoundReader};
use crate::source::Source;
use crate::{Error, ffmpeg};
use ffmpeg_next::{Packet, Rational, Stream};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::mpsc::SyncSender;
use timeline::Timestamp;

/// Takes the next samples of both channels.
pub(crate) type ToSamples<'a> = dyn FnMut([&[f32]; 2]) -> Result<(), Error> + 'a;

/// What is kept of a clip's sound, one piece after the other.
pub(crate) struct KeptSound {
    reader: SoundReader,
    splice: Splice,
    kept: [Vec<f32>; 2],
}

impl KeptSound {
    pub(crate) fn new(
        source: &Source,
        stream: &Stream<'_>,
        (pieces, clip_end): (&[Piece], Timestamp),
    ) -> Result<Self, Error> {
        let shape = Shape { rate: SOUND_RATE, channels: 2 };
        Ok(Self {
            reader: SoundReader::new(source, stream, shape)?,
            splice: Splice::new(pieces, clip_end, SOUND_RATE),
            kept: [Vec::new(), Vec::new()],
        })
    }

    /// True when everything that is kept of the sound was handed on.
    pub(crate) fn is_over(&self) -> bool {
        self.splice.is_over()
    }

    pub(crate) fn packet(
        &mut self,
        source: &Source,
        packet: &Packet,
        sink: &mut ToSamples,
    ) -> Result<(), Error> {
        let Self { reader, splice, kept } = self;
        reader.packet(source, packet, &mut |block| pass(block, splice, kept, sink)).map(|_| ())
    }

    /// Hands on what is still on its way; sound that ends early is continued with silence.
    pub(crate) fn finish(&mut self, source: &Source, sink: &mut ToSamples) -> Result<(), Error> {
        let Self { reader, splice, kept } = self;
        if !splice.is_over() {
            reader.finish(source, &mut |block| pass(block, splice, kept, sink))?;
        }
        let missing = splice.missing();
        reader.silence(missing, &mut |block| pass(block, splice, kept, sink)).map(|_| ())
    }
}

fn pass(
    block: &[&[f32]],
    splice: &mut Splice,
    kept: &mut [Vec<f32>; 2],
    sink: &mut ToSamples,
) -> Result<ControlFlow<()>, Error> {
    kept.iter_mut().for_each(Vec::clear);
    splice.pass([block[0], block[1]], kept);
    sink([&kept[0], &kept[1]])?;
    Ok(if splice.is_over() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
}

/// A packet of the sound on its way to the writer: the file's stream, and the unit of its times.
pub(crate) type SoundPacket = (usize, Packet, Rational);

/// The same, made even in loudness and encoded.
pub(crate) struct SoundWork {
    pub(crate) source: PathBuf,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) clip_end: Timestamp,
    /// How loud it is to be; nothing leaves it as it is.
    pub(crate) wanted: Option<Loudness>,
    pub(crate) encoder: SoundEncoder,
}

impl SoundWork {
    /// Listens to all of it first when its loudness is to change; then works until everything that
    /// is kept was handed to `packets` or nobody takes them any more.
    pub(crate) fn run(self, packets: &SyncSender<SoundPacket>) -> Result<Option<Change>, Error> {
        let Self { source: path, pieces, clip_end, wanted, mut encoder } = self;
        let plan = (pieces.as_slice(), clip_end);
        let change = wanted.map(|wanted| loudness::plan(&path, plan, wanted)).transpose()?;
        let mut gain = change.map_or_else(Gain::none, Change::gain);
        let mut source = Source::open(&path)?;
        let Some(stream) = source.audio() else { return Err(Error::NoAudio { path }) };
        let (index, mut kept) = (stream.index(), KeptSound::new(&source, &stream, plan)?);
        ffmpeg::read_only(&mut source.input, index);
        let mut sink = Sending { packets, path: path.clone() };
        let mut even = [Vec::new(), Vec::new()];
        let mut level = |samples: [&[f32]; 2]| {
            for (even, samples) in even.iter_mut().zip(samples) {
                even.clear();
                even.extend_from_slice(samples);
            }
            gain.pass(&mut even);
            encoder.samples([&even[0], &even[1]], &mut sink)
        };
        while let Some(packet) = source.next_packet() {
            if packet.stream() == index {
                kept.packet(&source, &packet, &mut level)?;
            }
            if kept.is_over() {
                break;
            }
        }
        kept.finish(&source, &mut level)?;
        let mut rest = [Vec::new(), Vec::new()];
        gain.finish(&mut rest);
        encoder.samples([&rest[0], &rest[1]], &mut sink)?;
        encoder.finish(&mut sink)?;
        Ok(change)
    }
}

/// Packets that go to whoever writes.
struct Sending<'a> {
    packets: &'a SyncSender<SoundPacket>,
    path: PathBuf,
}

impl Packets for Sending<'_> {
    fn write(&mut self, stream: usize, packet: &mut Packet, base: Rational) -> Result<(), Error> {
        let packet = std::mem::replace(packet, Packet::empty());
        self.packets.send((stream, packet, base)).map_err(|_| Error::Mismatch {
            path: self.path.clone(),
            what: "nobody writes the sound any more".to_owned(),
        })
    }
}
