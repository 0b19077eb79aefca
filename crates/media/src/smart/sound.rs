//! Owns the sound of a smart cut: decoded and cut on one thread, encoded on another, its packets
//! sent to whoever writes. Refuses loudness: a cut leaves it as it is.

use super::Order;
use crate::encode::{Packets, SoundEncoder};
use crate::render::plan::pieces;
use crate::render::sound::KeptSound;
use crate::source::Source;
use crate::{Error, ffmpeg};
use ffmpeg_next::{Packet, Rational};
use std::path::PathBuf;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

/// Blocks of samples that may wait for the encoder.
const SAMPLES_AHEAD: usize = 64;

/// A packet of the sound on its way to the writer.
pub(super) type SoundPacket = (usize, Packet, Rational);

/// Decodes and cuts the sound, and encodes it beside that on a thread of its own.
pub(super) fn play(
    order: &Order,
    mut encoder: SoundEncoder,
    sender: SyncSender<SoundPacket>,
) -> Result<(), Error> {
    let mut sink = Sending { path: order.output.clone(), sender };
    thread::scope(|scope| {
        let (blocks, heard) = sync_channel::<[Vec<f32>; 2]>(SAMPLES_AHEAD);
        let coded = scope.spawn(move || {
            for [left, right] in heard {
                encoder.samples([&left, &right], &mut sink)?;
            }
            encoder.finish(&mut sink)
        });
        let cut = cut_sound(order, &blocks);
        drop(blocks);
        // Why the encoder stopped says more than that nobody takes samples.
        coded.join().map_err(|_| broken_off(order))??;
        cut
    })
}

pub(super) fn broken_off(order: &Order) -> Error {
    Error::Mismatch { path: order.output.clone(), what: "the sound broke off".to_owned() }
}

/// Sends on what is kept of the sound, block by block.
fn cut_sound(order: &Order, blocks: &SyncSender<[Vec<f32>; 2]>) -> Result<(), Error> {
    let mut source = Source::open(&order.source)?;
    if let Some(sound) = source.audio().map(|s| s.index()) {
        ffmpeg::read_only(&mut source.input, sound);
    }
    let Some(stream) = source.audio() else { return Ok(()) };
    let (index, (pieces, _)) = (stream.index(), pieces(&order.cuts));
    let plan = (pieces.as_slice(), order.map.info.duration_us);
    let mut sound = KeptSound::new(&source, &stream, plan)?;
    let mut sink = |[left, right]: [&[f32]; 2]| {
        blocks.send([left.to_vec(), right.to_vec()]).map_err(|_| broken_off(order))
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

/// Packets that go to the thread that writes.
struct Sending {
    path: PathBuf,
    sender: SyncSender<SoundPacket>,
}

impl Packets for Sending {
    fn write(&mut self, stream: usize, packet: &mut Packet, base: Rational) -> Result<(), Error> {
        let packet = std::mem::replace(packet, Packet::empty());
        self.sender.send((stream, packet, base)).map_err(|_| Error::Mismatch {
            path: self.path.clone(),
            what: "nobody writes the sound any more".to_owned(),
        })
    }
}
