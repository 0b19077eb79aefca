//! Owns the sound's way through a render: decode onto even samples, cut, set its loudness, encode. Refuses to
//! know where packets come from.

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

pub(crate) struct Sound {
    reader: SoundReader,
    splice: Splice,
    gain: Gain,
    encoder: SoundEncoder,
    kept: [Vec<f32>; 2],
}

impl Sound {
    pub(crate) fn new(
        source: &Source,
        stream: &Stream<'_>,
        (pieces, clip_end): (&[Piece], Timestamp),
        gain: Gain,
        encoder: SoundEncoder,
    ) -> Result<Self, Error> {
        let shape = Shape { rate: SOUND_RATE, channels: 2 };
        Ok(Self {
            reader: SoundReader::new(source, stream, shape)?,
            splice: Splice::new(pieces, clip_end, SOUND_RATE),
            gain,
            encoder,
            kept: [Vec::new(), Vec::new()],
        })
    }

    /// True when everything that is kept of the sound was encoded.
    pub(crate) fn is_over(&self) -> bool {
        self.splice.is_over()
    }

    pub(crate) fn packet(
        &mut self,
        source: &Source,
        packet: &Packet,
        writer: &mut impl Packets,
    ) -> Result<(), Error> {
        let Self { reader, splice, gain, encoder, kept } = self;
        let mut take = |block: &[&[f32]]| pass(block, (splice, gain, encoder, kept), writer);
        reader.packet(source, packet, &mut take).map(|_| ())
    }

    /// Encodes what is still on its way; sound that ends early is continued with silence.
    pub(crate) fn finish(
        &mut self,
        source: &Source,
        writer: &mut impl Packets,
    ) -> Result<(), Error> {
        let Self { reader, splice, gain, encoder, kept } = self;
        if !splice.is_over() {
            let mut take = |block: &[&[f32]]| pass(block, (splice, gain, encoder, kept), writer);
            reader.finish(source, &mut take)?;
        }
        let missing = splice.missing();
        let mut take = |block: &[&[f32]]| pass(block, (splice, gain, encoder, kept), writer);
        reader.silence(missing, &mut take).map(|_| ())?;
        kept.iter_mut().for_each(Vec::clear);
        gain.finish(kept);
        encoder.samples([&kept[0], &kept[1]], writer)?;
        encoder.finish(writer)
    }
}

fn pass(
    block: &[&[f32]],
    (splice, gain, encoder, kept): (&mut Splice, &mut Gain, &mut SoundEncoder, &mut [Vec<f32>; 2]),
    writer: &mut impl Packets,
) -> Result<ControlFlow<()>, Error> {
    kept.iter_mut().for_each(Vec::clear);
    splice.pass([block[0], block[1]], kept);
    gain.pass(kept);
    encoder.samples([&kept[0], &kept[1]], writer)?;
    Ok(if splice.is_over() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
}
