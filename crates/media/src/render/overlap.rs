//! Owns the threads of a render: packets are read, sound is made and the file is written here,
//! while the picture is decoded, changed and encoded in three threads beside it. Refuses to know
//! what they do.

use super::picture::{Decoding, Filtering, encode};
use super::sound::Sound;
use crate::Error;
use crate::encode::PictureCoder;
use crate::source::Source;
use crate::writer::Writer;
use ffmpeg_next::{Packet, Rational};
use job::{Job, Stage};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::thread::{self, JoinHandle};

/// Packets that wait for the decoder: about two seconds.
const PACKETS: usize = 64;
/// Frames that wait for the filters; each may be 25 MB in 4K and ten bits.
const FRAMES: usize = 2;
/// Pictures that wait for the encoder; each is 3 MB.
const PICTURES: usize = 4;

/// Everything that a render needs besides source and file.
pub(crate) struct Work {
    /// With the number of the picture's stream in the source.
    pub(crate) decoding: (usize, Decoding),
    pub(crate) filtering: Filtering,
    pub(crate) coder: PictureCoder,
    /// With the number of the sound's stream in the source.
    pub(crate) sound: Option<(usize, Sound)>,
    /// Tick at which the last frame ends.
    pub(crate) end: i64,
}

impl Work {
    /// Writes picture and sound; returns the number of frames. `picture` is the picture's stream
    /// in the file and the unit of its packets.
    pub(crate) fn run(
        self,
        source: &mut Source,
        writer: &mut Writer,
        picture: (usize, Rational),
        job: &Job,
    ) -> Result<u64, Error> {
        let Self { decoding: (stream, decoding), filtering, coder, sound, end } = self;
        let at = Arc::new(AtomicI64::new(0));
        let (to_decode, packets) = sync_channel(PACKETS);
        let (to_change, frames) = sync_channel(FRAMES);
        let (to_encode, pictures) = sync_channel(PICTURES);
        // Coded packets are small, and no more of them can wait than frames are on their way.
        let (to_write, coded) = channel();
        let reached = at.clone();
        let decoding = beside(source, move || decoding.run(packets, &to_change))?;
        let filtering = beside(source, move || filtering.run(frames, &to_encode))?;
        let encoding = beside(source, move || encode(coder, end, pictures, (to_write, &reached)))?;
        let progress = || job.progress(Stage::Encode, ratio(at.load(Ordering::Relaxed), end));
        let mut writing = Writing { writer, picture, coded };
        // When this fails the queues close, and with them the threads end. Nobody waits for that:
        // without memory a library may try for ever, and the reason is known already.
        let fed = feed(source, (stream, to_decode), sound, &mut writing, &progress);
        fed.and_then(|()| writing.rest(&progress))?;
        let frames = joined(decoding);
        joined(filtering)?;
        joined(encoding)?;
        match frames {
            0 => Err(Error::NothingKept { path: source.path.clone() }),
            frames => Ok(frames),
        }
    }
}

/// Starts a thread for one step.
fn beside<T: Send + 'static>(
    source: &Source,
    step: impl FnOnce() -> T + Send + 'static,
) -> Result<JoinHandle<T>, Error> {
    let none = ffmpeg_next::Error::Other { errno: ffmpeg_next::error::ENOMEM };
    thread::Builder::new()
        .spawn(step)
        .map_err(|_| Error::engine(&source.path, "starting a thread")(none))
}

/// Reads the source to its end, or as far as something of it is kept.
fn feed(
    source: &mut Source,
    (stream, to_decode): (usize, SyncSender<Packet>),
    mut sound: Option<(usize, Sound)>,
    writing: &mut Writing<'_>,
    progress: &dyn Fn(),
) -> Result<(), Error> {
    let mut picture_is_over = false;
    while let Some(packet) = source.next_packet() {
        match &mut sound {
            Some((index, sound)) if *index == packet.stream() && !sound.is_over() => {
                sound.packet(source, &packet, writing.writer)?;
            }
            _ if packet.stream() == stream && !picture_is_over => {
                picture_is_over = to_decode.send(packet).is_err();
                progress();
            }
            _ => {}
        }
        writing.ready()?;
        if picture_is_over && sound.as_ref().is_none_or(|(_, s)| s.is_over()) {
            break;
        }
    }
    match &mut sound {
        Some((_, sound)) => sound.finish(source, writing.writer),
        None => Ok(()),
    }
}

/// The file, and the picture's packets on their way into it.
struct Writing<'a> {
    writer: &'a mut Writer,
    picture: (usize, Rational),
    coded: Receiver<Packet>,
}

impl Writing<'_> {
    /// Writes the packets that are ready.
    fn ready(&mut self) -> Result<(), Error> {
        while let Ok(packet) = self.coded.try_recv() {
            self.write(packet)?;
        }
        Ok(())
    }

    /// Writes all packets until the encoder is done.
    fn rest(&mut self, progress: &dyn Fn()) -> Result<(), Error> {
        while let Ok(packet) = self.coded.recv() {
            self.write(packet)?;
            progress();
        }
        Ok(())
    }

    fn write(&mut self, mut packet: Packet) -> Result<(), Error> {
        self.writer.write(self.picture.0, &mut packet, self.picture.1)
    }
}

/// What a thread found; its panic goes on here.
fn joined<T>(thread: JoinHandle<T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

#[expect(clippy::cast_precision_loss, reason = "a fraction for a bar")]
fn ratio(part: i64, whole: i64) -> f64 {
    part as f64 / whole.max(1) as f64
}
