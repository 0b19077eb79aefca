//! Owns the sound that speech models and the pause finder hear: 16 kHz, one channel, sample
//! index ÷ 16000 = source time. Refuses to keep it: samples pass through, memory stays constant.

use crate::Error;
use crate::sound::{Shape, SoundReader};
use crate::source::Source;
use job::{Job, Stage};
use std::ops::ControlFlow;
use std::path::Path;
use timeline::Timestamp;

/// Samples a second of [`speech_audio`].
pub const SPEECH_RATE: u32 = 16_000;

/// How much sound went through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpeechAudio {
    /// Number of samples.
    pub samples: u64,
    /// Their length.
    pub duration: Timestamp,
}

/// Decodes the first sound stream into `sink`, block by block from source time 0, until it
/// breaks. Late starts and gaps are silence.
///
/// # Errors
/// [`Error::NoAudio`], or why the file cannot be read.
pub fn speech_audio(
    path: &Path,
    job: &Job,
    sink: &mut dyn FnMut(&[f32]) -> ControlFlow<()>,
) -> Result<SpeechAudio, Error> {
    job.progress(Stage::Listen, 0.0);
    let mut source = Source::open(path)?;
    let shape = Shape { rate: SPEECH_RATE, channels: 1 };
    let (index, mut reader) = match source.audio() {
        Some(stream) => (stream.index(), SoundReader::new(&source, &stream, shape)?),
        None if source.video().is_some() => {
            return Err(Error::NoAudio { path: path.to_owned() });
        }
        None => return Err(Error::NotMedia { path: path.to_owned(), source: None }),
    };
    crate::ffmpeg::read_only(&mut source.input, index);
    let mut first_channel = |block: &[&[f32]]| Ok(sink(block[0]));
    let mut stopped = false;
    while let Some(packet) = source.next_packet() {
        if packet.stream() != index {
            continue;
        }
        job.progress(Stage::Listen, source.fraction(&packet));
        if reader.packet(&source, &packet, &mut first_channel)?.is_break() {
            stopped = true;
            break;
        }
    }
    if !stopped {
        reader.finish(&source, &mut first_channel)?;
    }
    job.progress(Stage::Listen, 1.0);
    let samples = reader.samples();
    Ok(SpeechAudio {
        samples: samples.unsigned_abs(),
        duration: Timestamp::from_micros(samples * 1_000_000 / i64::from(SPEECH_RATE)),
    })
}
