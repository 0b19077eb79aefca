//! Owns the sound's way through a render: decode onto even samples and cut ([`KeptSound`]), set its
//! loudness, encode. Refuses to know where packets come from.

use super::gain::Gain;
use super::plan::Piece;
use super::splice::Splice;
use crate::Error;
use crate::encode::{Packets, SOUND_RATE, SoundEncoder};
use crate::sound::{Shape, SoundReader};
use crate::source::Source;
use ffmpeg_next::{Packet, Stream};
use std::ops::ControlFlow;
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

/// The same, made even in loudness and encoded.
pub(crate) struct Sound {
    kept: KeptSound,
    gain: Gain,
    encoder: SoundEncoder,
    even: [Vec<f32>; 2],
}

impl Sound {
    pub(crate) fn new(kept: KeptSound, gain: Gain, encoder: SoundEncoder) -> Self {
        Self { kept, gain, encoder, even: [Vec::new(), Vec::new()] }
    }

    /// True when everything that is kept of the sound was encoded.
    pub(crate) fn is_over(&self) -> bool {
        self.kept.is_over()
    }

    pub(crate) fn packet(
        &mut self,
        source: &Source,
        packet: &Packet,
        writer: &mut impl Packets,
    ) -> Result<(), Error> {
        let Self { kept, gain, encoder, even } = self;
        kept.packet(source, packet, &mut |samples| level(samples, gain, even, encoder, writer))
    }

    /// Encodes what is still on its way.
    pub(crate) fn finish(
        &mut self,
        source: &Source,
        writer: &mut impl Packets,
    ) -> Result<(), Error> {
        let Self { kept, gain, encoder, even } = self;
        kept.finish(source, &mut |samples| level(samples, gain, even, encoder, writer))?;
        even.iter_mut().for_each(Vec::clear);
        gain.finish(even);
        encoder.samples([&even[0], &even[1]], writer)?;
        encoder.finish(writer)
    }
}

fn level(
    samples: [&[f32]; 2],
    gain: &mut Gain,
    even: &mut [Vec<f32>; 2],
    encoder: &mut SoundEncoder,
    writer: &mut impl Packets,
) -> Result<(), Error> {
    for (even, samples) in even.iter_mut().zip(samples) {
        even.clear();
        even.extend_from_slice(samples);
    }
    gain.pass(even);
    encoder.samples([&even[0], &even[1]], writer)
}
