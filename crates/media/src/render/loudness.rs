//! Owns the first pass over a clip's sound: how loud is what is kept, and by how much must it be
//! changed. The picture is not decoded for it. Refuses to change the file.

use super::gain::Gain;
use super::plan::Piece;
use super::splice::Splice;
use crate::aac::{Echo, SOUND_RATE};
use crate::loudness::{Dbtp, Loudness, Lufs, Meter, Reading};
use crate::sound::{Shape, SoundReader};
use crate::source::Source;
use crate::{Error, ffmpeg};
use job::{Job, Stage};
use serde::{Deserialize, Serialize};
use std::ops::ControlFlow;
use std::path::Path;
use timeline::{TimeRange, Timestamp};

/// What is softer than this is a room, not a voice: it stays as it is.
const NEAR_SILENCE: Lufs = Lufs(-50.0);
/// More than this raises more noise than voice.
const HIGHEST_GAIN: f64 = 20.0;
/// AAC usually moves peaks by no more than this.
const CODEC_ROOM: f64 = 1.0;
/// Limiting takes loudness away, and AAC may raise a peak; both are tried out this often at most.
const ROUNDS: usize = 4;
const CLOSE_ENOUGH: f64 = 0.2;
/// Decibels that may be given back: more would squash the voice.
const MOST_GIVEN_BACK: f64 = 6.0;

/// What was done to the loudness, and what came of it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Levelled {
    /// Loudness of the kept sound in the clip; nothing for silence.
    pub before: Option<Lufs>,
    /// Decibels added.
    pub gain_db: f64,
    /// Peaks had to be lowered.
    pub limited: bool,
    /// Loudness of the finished file, measured in it; nothing for silence.
    pub after: Option<Lufs>,
    /// Highest peak of the finished file, measured in it.
    pub peak: Dbtp,
}

/// How the sound is to be changed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Change {
    before: Option<Lufs>,
    gain_db: f64,
    ceiling: Option<Dbtp>,
}

impl Change {
    pub(crate) fn gain(self) -> Gain {
        Gain::new(self.gain_db, self.ceiling)
    }

    /// Adds what is lacking to `goal` after this was heard, up to `most` decibels in all. False when
    /// it is close enough already, or no more may be added.
    fn louder(&mut self, heard: Reading, goal: f64, most: f64) -> bool {
        let lacks = heard.integrated.map_or(0.0, |after| goal - after.0);
        let is_loud = lacks < CLOSE_ENOUGH || self.gain_db >= most;
        if lacks > -CLOSE_ENOUGH && is_loud {
            return false;
        }
        self.gain_db = (self.gain_db + lacks).min(most);
        true
    }

    /// The whole story, with what was measured in the finished file.
    pub(crate) fn report(self, made: Reading) -> Levelled {
        Levelled {
            before: self.before,
            gain_db: self.gain_db,
            limited: self.ceiling.is_some(),
            after: made.integrated,
            peak: made.peak,
        }
    }
}

/// Finds out how the kept sound of `path` must be changed to be as loud as `wanted`.
pub(crate) fn plan(
    path: &Path,
    kept: (&[Piece], Timestamp),
    wanted: Loudness,
) -> Result<Change, Error> {
    let heard = measure(path, kept, (Gain::none(), None), &|_| {})?;
    let still = Change { before: heard.integrated, gain_db: 0.0, ceiling: None };
    let Some(before) = heard.integrated.filter(|before| *before > NEAR_SILENCE) else {
        return Ok(still);
    };
    let goal = (wanted.integrated.0 - before.0).min(HIGHEST_GAIN);
    let ceiling = Dbtp(wanted.ceiling.0 - CODEC_ROOM);
    if heard.peak.0 + goal <= ceiling.0 - CODEC_ROOM {
        return Ok(Change { gain_db: goal, ..still });
    }
    let mut change = Change { gain_db: goal, ceiling: Some(ceiling), ..still };
    // How much limiting takes away is heard well enough without the codec, which costs five times
    // the time; what is left to the codec are the peaks.
    for _ in 0..ROUNDS {
        let heard = measure(path, kept, (change.gain(), None), &|_| {})?;
        if !change.louder(heard, before.0 + goal, goal + MOST_GIVEN_BACK) {
            break;
        }
    }
    for _ in 0..ROUNDS {
        // The same samples give the same packets later, so this is what the file will hold.
        let echo = Some(Echo::new(path)?);
        let heard = measure(path, kept, (change.gain(), echo), &|_| {})?;
        let above = heard.peak.0 - wanted.ceiling.0;
        let changed = change.louder(heard, before.0 + goal, goal + MOST_GIVEN_BACK);
        if !changed && above <= 0.0 {
            break;
        }
        if above > 0.0 {
            change.ceiling = change.ceiling.map(|Dbtp(c)| Dbtp(c - above - 0.1));
        }
    }
    Ok(change)
}

/// How loud a file is over so much of its time.
///
/// # Errors
/// Why it cannot be read, [`Error::NoAudio`].
pub fn measure_loudness(path: &Path, length: Timestamp, job: &Job) -> Result<Reading, Error> {
    read(path, length, &|part| job.progress(Stage::Listen, part))
}

/// Reads the loudness of a finished file.
pub(crate) fn read(
    path: &Path,
    length: Timestamp,
    progress: &dyn Fn(f64),
) -> Result<Reading, Error> {
    let all = TimeRange::new(Timestamp::ZERO, length).ok();
    let all = all.map(|source| Piece { source, out: Timestamp::ZERO });
    measure(path, (all.as_slice(), length), (Gain::none(), None), progress)
}

fn measure(
    path: &Path,
    (pieces, clip_end): (&[Piece], Timestamp),
    (mut gain, mut echo): (Gain, Option<Echo>),
    progress: &dyn Fn(f64),
) -> Result<Reading, Error> {
    let mut source = Source::open(path)?;
    let shape = Shape { rate: SOUND_RATE, channels: 2 };
    let Some(stream) = source.audio() else {
        return Err(Error::NoAudio { path: path.to_owned() });
    };
    let (index, mut reader) = (stream.index(), SoundReader::new(&source, &stream, shape)?);
    ffmpeg::read_only(&mut source.input, index);
    let mut splice = Splice::new(pieces, clip_end, SOUND_RATE);
    let mut meter = Meter::new(SOUND_RATE).ok_or(Error::Missing { what: "loudness" })?;
    let mut kept = [Vec::new(), Vec::new()];
    let mut sink = |block: &[&[f32]]| {
        kept.iter_mut().for_each(Vec::clear);
        splice.pass([block[0], block[1]], &mut kept);
        gain.pass(&mut kept);
        hear([&kept[0], &kept[1]], &mut echo, &mut meter)?;
        Ok(if splice.is_over() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    };
    let mut over = false;
    while let Some(packet) = source.next_packet() {
        if packet.stream() != index {
            continue;
        }
        progress(source.fraction(&packet));
        if reader.packet(&source, &packet, &mut sink)?.is_break() {
            over = true;
            break;
        }
    }
    if !over {
        reader.finish(&source, &mut sink)?;
    }
    let mut rest = [Vec::new(), Vec::new()];
    gain.finish(&mut rest);
    hear([&rest[0], &rest[1]], &mut echo, &mut meter)?;
    if let Some(echo) = &mut echo {
        echo.finish(&mut |sound| meter.hear(sound))?;
    }
    Ok(meter.read())
}

fn hear(sound: [&[f32]; 2], echo: &mut Option<Echo>, meter: &mut Meter) -> Result<(), Error> {
    match echo {
        Some(echo) => echo.samples(sound, &mut |sound| meter.hear(sound)),
        None => {
            meter.hear(sound);
            Ok(())
        }
    }
}
