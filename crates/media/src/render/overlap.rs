//! Owns the threads of a render: the file is written here, in the order in which a player wants it,
//! while packets are read, the picture is decoded, changed and encoded and the sound is made in
//! threads beside it. Refuses to know what they do.

use super::loudness::Change;
use super::picture::{Decoding, Filtering, encode};
use super::sound::{SoundPacket, SoundWork};
use crate::encode::PictureCoder;
use crate::source::Source;
use crate::writer::Writer;
use crate::{Error, ffmpeg};
use ffmpeg_next::{Packet, Rational, Rescale};
use job::{Job, Stage};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

/// Packets that wait for the decoder: about two seconds.
const PACKETS: usize = 64;
/// Frames that wait for the filters; each may be 25 MB in 4K and ten bits.
const FRAMES: usize = 2;
/// Pictures that wait for the encoder; each is 3 MB.
const PICTURES: usize = 4;
/// Coded pictures that may wait for the sound, which is listened to first: about twenty seconds, some
/// 30 MB at what platforms allow.
const CODED: usize = 600;
/// Sound packets that may wait for the picture: about a minute and a half.
const SOUND: usize = 4096;

/// Everything that a render needs besides source and file.
pub(crate) struct Work {
    /// The clip, and the number of the picture's stream in it.
    pub(crate) source: (PathBuf, usize),
    pub(crate) decoding: Decoding,
    pub(crate) filtering: Filtering,
    pub(crate) coder: PictureCoder,
    pub(crate) sound: Option<SoundWork>,
    /// Tick at which the last frame ends.
    pub(crate) end: i64,
}

impl Work {
    /// Writes picture and sound; returns the number of frames and what was done to the loudness.
    /// `picture` is the picture's stream in the file and the unit of its packets.
    pub(crate) fn run(
        self,
        writer: &mut Writer,
        picture: (usize, Rational),
        job: &Job,
    ) -> Result<(u64, Option<Change>), Error> {
        let Self { source: (path, stream), decoding, filtering, coder, sound, end } = self;
        let (to_decode, packets) = sync_channel(PACKETS);
        let (to_change, frames) = sync_channel(FRAMES);
        let (to_encode, pictures) = sync_channel(PICTURES);
        let (to_write, coded) = sync_channel(CODED);
        let source = Source::open(&path)?;
        let sound = sound.map(|sound| Heard::start(sound, &path)).transpose()?;
        let decoding = beside(&path, move || decoding.run(packets, &to_change))?;
        let filtering = beside(&path, move || filtering.run(frames, &to_encode))?;
        let encoding = beside(&path, move || encode(coder, end, pictures, &to_write))?;
        let feeding = beside(&path, move || feed(source, stream, &to_decode))?;
        let mut writing = Writing { writer, picture, sound, done: None };
        // When this fails the queues close, and with them the threads end. Nobody waits for that:
        // without memory a library may try for ever, and the reason is known already.
        let mut furthest = 0;
        for packet in coded {
            furthest = packet.pts().unwrap_or(0).max(furthest);
            writing.write(packet)?;
            job.progress(Stage::Encode, ratio(furthest, end));
        }
        let change = writing.rest_of_the_sound()?;
        joined(feeding)?;
        let frames = joined(decoding)?;
        joined(filtering)?;
        joined(encoding)?;
        match frames {
            0 => Err(Error::NothingKept { path }),
            frames => Ok((frames, change)),
        }
    }
}

/// Starts a thread for one step.
fn beside<T: Send + 'static>(
    path: &Path,
    step: impl FnOnce() -> T + Send + 'static,
) -> Result<JoinHandle<T>, Error> {
    let none = ffmpeg_next::Error::Other { errno: ffmpeg_next::error::ENOMEM };
    thread::Builder::new().spawn(step).map_err(|_| Error::engine(path, "starting a thread")(none))
}

/// Reads the picture to its end, or as far as something of it is kept.
fn feed(mut source: Source, stream: usize, to_decode: &SyncSender<Packet>) -> Result<(), Error> {
    ffmpeg::read_only(&mut source.input, stream);
    while let Some(packet) = source.next_packet() {
        if packet.stream() == stream && to_decode.send(packet).is_err() {
            break;
        }
    }
    source.was_read()
}

/// The sound on its way.
struct Heard {
    work: JoinHandle<Result<Option<Change>, Error>>,
    heard: Receiver<SoundPacket>,
    waiting: Option<SoundPacket>,
}

impl Heard {
    fn start(sound: SoundWork, path: &Path) -> Result<Self, Error> {
        let (to_write, heard) = sync_channel(SOUND);
        Ok(Self { work: beside(path, move || sound.run(&to_write))?, heard, waiting: None })
    }
}

/// The file, and what comes into it.
struct Writing<'a> {
    writer: &'a mut Writer,
    picture: (usize, Rational),
    sound: Option<Heard>,
    /// What the sound ended with.
    done: Option<Change>,
}

impl Writing<'_> {
    /// Writes a packet of the picture, and before it the sound that comes first.
    fn write(&mut self, mut packet: Packet) -> Result<(), Error> {
        let (stream, base) = self.picture;
        self.sound_until(packet.dts().map(|at| (at, base)))?;
        self.writer.write(stream, &mut packet, base)
    }

    /// Writes the sound up to a time of the picture, or all of it.
    fn sound_until(&mut self, until: Option<(i64, Rational)>) -> Result<(), Error> {
        let Some(Heard { work, heard, mut waiting }) = self.sound.take() else { return Ok(()) };
        while let Some((stream, mut packet, base)) = waiting.take().or_else(|| heard.recv().ok()) {
            let at = packet.dts().unwrap_or(0);
            if until.is_some_and(|(until, unit)| at.rescale(base, unit) > until) {
                self.sound = Some(Heard { work, heard, waiting: Some((stream, packet, base)) });
                return Ok(());
            }
            self.writer.write(stream, &mut packet, base)?;
        }
        // It is over, or it failed: then the picture need not be waited for.
        self.done = joined(work)?;
        Ok(())
    }

    fn rest_of_the_sound(&mut self) -> Result<Option<Change>, Error> {
        self.sound_until(None)?;
        Ok(self.done)
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
