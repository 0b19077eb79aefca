//! Owns the sound of a smart cut: decoded and cut on one thread, encoded on all cores beside that,
//! its packets sent to whoever writes. Refuses loudness: a cut leaves it as it is.

use super::Order;
use crate::aac_chunks::{self, Chunker};
use crate::encode::{Effort, SOUND_BASE};
use crate::render::plan::pieces;
use crate::render::sound::KeptSound;
use crate::source::Source;
use crate::{Error, ffmpeg};
use ffmpeg_next::{Packet, Rational};
use std::sync::mpsc::SyncSender;
use std::thread;

/// The sound of a cut is coded once and quickly.
pub(super) const SOUND_EFFORT: Effort = Effort::Quick;

/// A packet of the sound on its way to the writer.
pub(super) type SoundPacket = (usize, Packet, Rational);

/// Decodes, cuts and encodes the sound; `stream` is its place in the file.
pub(super) fn play(
    order: &Order,
    stream: usize,
    sender: SyncSender<SoundPacket>,
) -> Result<(), Error> {
    let nobody = || Error::Mismatch {
        path: order.output.clone(),
        what: "nobody writes the sound any more".to_owned(),
    };
    thread::scope(|scope| {
        let (mut chunker, joiner) = aac_chunks::start(scope, &order.output, SOUND_EFFORT);
        let coded = scope.spawn(move || {
            joiner.run(&mut |packet| {
                let packet = std::mem::replace(packet, Packet::empty());
                sender.send((stream, packet, SOUND_BASE)).map_err(|_| nobody())
            })
        });
        let cut = cut_sound(order, &mut chunker);
        let given = cut.is_ok() && chunker.finish();
        // Why the encoders stopped says more than that nobody takes samples.
        coded.join().map_err(|_| broken_off(order))??;
        cut?;
        if given { Ok(()) } else { Err(broken_off(order)) }
    })
}

pub(super) fn broken_off(order: &Order) -> Error {
    Error::Mismatch { path: order.output.clone(), what: "the sound broke off".to_owned() }
}

/// Hands on what is kept of the sound, block by block.
fn cut_sound(order: &Order, chunker: &mut Chunker) -> Result<(), Error> {
    let mut source = Source::open(&order.source)?;
    if let Some(sound) = source.audio().map(|s| s.index()) {
        ffmpeg::read_only(&mut source.input, sound);
    }
    let Some(stream) = source.audio() else { return Ok(()) };
    let (index, (pieces, _)) = (stream.index(), pieces(&order.cuts));
    let plan = (pieces.as_slice(), order.map.info.duration_us);
    let mut sound = KeptSound::new(&source, &stream, plan)?;
    let mut sink = |channels: [&[f32]; 2]| match chunker.samples(channels) {
        true => Ok(()),
        false => Err(broken_off(order)),
    };
    while let Some(packet) = source.next_packet() {
        if packet.stream() == index {
            sound.packet(&source, &packet, &mut sink)?;
        }
        if sound.is_over() {
            break;
        }
    }
    sound.finish(&source, &mut sink)
}
