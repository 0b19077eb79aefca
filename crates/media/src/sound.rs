//! Owns decoding a sound stream onto one even grid of samples that starts at source time 0:
//! late starts and gaps become silence, overlaps and what lies before 0 go. Refuses files of its
//! own: packets come from outside, blocks go to the caller's sink.

use crate::Error;
use crate::filter_chain::{self, Chain};
use crate::source::Source;
use ffmpeg_next::{ChannelLayout, Packet, Rational, Stream, decoder, frame};
use std::ops::ControlFlow;

/// Sound that strays less than this from its timestamps is left alone: recorders are unsteady.
const SLACK_SECONDS: f64 = 0.02;
/// At the beginning nothing has strayed yet: a gap there is one.
const FIRST_FRAMES: u32 = 4;
const FIRST_SLACK_SECONDS: f64 = 0.002;
/// Sound that strays more than this, always to the same side, for so many frames, is really late
/// or early.
const LASTING_SECONDS: f64 = 0.004;
const LASTING_FRAMES: u32 = 12;
/// A gap longer than this is a broken timestamp, not a pause.
const LONGEST_GAP_SECONDS: f64 = 6.0 * 3600.0;
const SILENCE: [f32; 4096] = [0.0; 4096];

/// What the blocks are made of.
#[derive(Clone, Copy)]
pub(crate) struct Shape {
    pub(crate) rate: u32,
    pub(crate) channels: usize,
}

/// Takes blocks of equally long channels, one after the other from time 0.
pub(crate) type Sink<'a> = dyn FnMut(&[&[f32]]) -> Result<ControlFlow<()>, Error> + 'a;

/// Decodes one sound stream.
pub(crate) struct SoundReader {
    decoder: decoder::Audio,
    base: Rational,
    shape: Shape,
    chain: Option<(Chain, Format)>,
    /// Index of the next sample that goes to the sink.
    next: i64,
    /// Samples to drop because they lie before `next` or before time 0.
    surplus: usize,
    /// To which side the last frames strayed, and how many of them.
    strayed: (i64, u32),
    /// Frames so far, as long as they are few.
    frames: u32,
}

/// What the conversion was set up for; sound may change in the middle of a file.
#[derive(Clone, PartialEq, Eq)]
struct Format {
    rate: u32,
    sample: &'static str,
    channels: u16,
    layout: u64,
}

impl SoundReader {
    pub(crate) fn new(source: &Source, stream: &Stream<'_>, shape: Shape) -> Result<Self, Error> {
        Ok(Self {
            decoder: source.audio_decoder(stream)?,
            base: stream.time_base(),
            shape,
            chain: None,
            next: 0,
            surplus: 0,
            strayed: (0, 0),
            frames: 0,
        })
    }

    /// Number of samples handed out so far.
    pub(crate) fn samples(&self) -> i64 {
        self.next
    }

    /// Decodes one packet of the stream. A packet that cannot be decoded becomes silence.
    pub(crate) fn packet(
        &mut self,
        source: &Source,
        packet: &Packet,
        sink: &mut Sink,
    ) -> Result<ControlFlow<()>, Error> {
        match self.decoder.send_packet(packet) {
            Ok(()) => self.drain(source, sink),
            Err(_) => Ok(ControlFlow::Continue(())),
        }
    }

    /// Hands out what is still on its way.
    pub(crate) fn finish(&mut self, source: &Source, sink: &mut Sink) -> Result<(), Error> {
        if self.decoder.send_eof().is_ok() && self.drain(source, sink)?.is_break() {
            return Ok(());
        }
        self.close_chain(source, sink).map(|_| ())
    }

    fn drain(&mut self, source: &Source, sink: &mut Sink) -> Result<ControlFlow<()>, Error> {
        let mut frame = frame::Audio::empty();
        while self.decoder.receive_frame(&mut frame).is_ok() {
            if self.frame(source, &mut frame, sink)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn frame(
        &mut self,
        source: &Source,
        frame: &mut frame::Audio,
        sink: &mut Sink,
    ) -> Result<ControlFlow<()>, Error> {
        let format = format_of(frame);
        let place = frame.timestamp().map(|t| self.index_at(source.time(t, self.base).seconds()));
        // What the conversion still holds back is counted in input time, so compare there.
        let held = self.chain.as_ref().map_or(0, |(chain, _)| chain.pending(self.shape.rate));
        let expected = self.next + held - i64::try_from(self.surplus).unwrap_or(0);
        let jumps = place.is_some_and(|place| self.strays(place - expected));
        let same = self.chain.as_ref().is_some_and(|(_, f)| *f == format);
        if !same || jumps {
            if self.close_chain(source, sink)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
            if self.jump(place.unwrap_or(self.next), sink)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
            self.chain = Some((self.open_chain(source, &format)?, format));
        }
        let Some((chain, format)) = &mut self.chain else {
            return Ok(ControlFlow::Continue(()));
        };
        if frame.channel_layout().bits() == 0 {
            frame.set_channel_layout(ChannelLayout::default(i32::from(frame.channels())));
        }
        frame.set_pts(None);
        chain
            .push_sound(frame, format.rate)
            .map_err(Error::engine(&source.path, "converting sound"))?;
        self.pull(sink)
    }

    /// True when sound that is `off` samples from its time has to move there.
    fn strays(&mut self, off: i64) -> bool {
        self.frames = self.frames.saturating_add(1);
        let at_first = self.frames <= FIRST_FRAMES;
        let slack = if at_first { FIRST_SLACK_SECONDS } else { SLACK_SECONDS };
        let (side, frames) = self.strayed;
        self.strayed = match off.abs() > self.index_at(LASTING_SECONDS) {
            true if side == off.signum() => (side, frames + 1),
            true => (off.signum(), 1),
            false => (0, 0),
        };
        let moves = off.abs() > self.index_at(slack) || self.strayed.1 >= LASTING_FRAMES;
        if moves {
            self.strayed = (0, 0);
        }
        moves
    }

    #[expect(clippy::cast_possible_truncation, reason = "sample indexes of any clip fit")]
    fn index_at(&self, seconds: f64) -> i64 {
        (seconds * f64::from(self.shape.rate)).round() as i64
    }

    fn open_chain(&self, source: &Source, format: &Format) -> Result<Chain, Error> {
        // One microphone goes to both sides as it is; FFmpeg's own mix would make it softer.
        let mono = self.shape.channels == 1 || format.channels == 1;
        let layout = if mono { "mono" } else { "stereo" };
        let input = format!(
            "time_base=1/{rate}:sample_rate={rate}:sample_fmt={}:channel_layout=0x{:x}",
            format.sample,
            format.layout,
            rate = format.rate,
        );
        let output =
            format!("sample_fmts=fltp:sample_rates={}:channel_layouts={layout}", self.shape.rate);
        let links = vec![filter_chain::link("aformat", output)];
        Chain::sound(&input, links).map_err(filter_chain::Failure::reading(&source.path))
    }

    /// Ends the conversion, so that what follows may start anywhere and be of any format.
    fn close_chain(&mut self, source: &Source, sink: &mut Sink) -> Result<ControlFlow<()>, Error> {
        let Some((chain, _)) = &mut self.chain else { return Ok(ControlFlow::Continue(())) };
        chain.end().map_err(Error::engine(&source.path, "converting sound"))?;
        let flow = self.pull(sink)?;
        self.chain = None;
        Ok(flow)
    }

    /// Moves on to sample `place`: forward over silence, or back by dropping what comes twice.
    fn jump(&mut self, place: i64, sink: &mut Sink) -> Result<ControlFlow<()>, Error> {
        self.surplus = usize::try_from(self.next - place).unwrap_or(0);
        let gap = place - self.next;
        if gap <= 0 || gap > self.index_at(LONGEST_GAP_SECONDS) {
            return Ok(ControlFlow::Continue(()));
        }
        self.silence(gap, sink)
    }

    /// Hands out `count` samples of silence.
    pub(crate) fn silence(
        &mut self,
        count: i64,
        sink: &mut Sink,
    ) -> Result<ControlFlow<()>, Error> {
        let mut left = usize::try_from(count).unwrap_or(0);
        while left > 0 {
            let piece = &SILENCE[..left.min(SILENCE.len())];
            left -= piece.len();
            self.next += i64::try_from(piece.len()).unwrap_or(0);
            if sink(&[piece, piece][..self.shape.channels])?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn pull(&mut self, sink: &mut Sink) -> Result<ControlFlow<()>, Error> {
        let mut frame = frame::Audio::empty();
        while let Some((chain, _)) = &mut self.chain {
            if !chain.pull_sound(&mut frame) {
                break;
            }
            let skip = self.surplus.min(frame.samples());
            self.surplus -= skip;
            let count = frame.samples() - skip;
            if count == 0 {
                continue;
            }
            let channel = |c: usize| &frame.plane::<f32>(c)[skip..skip + count];
            self.next += i64::try_from(count).unwrap_or(0);
            let last = usize::from(frame.channels()).saturating_sub(1).min(1);
            let flow = sink(&[channel(0), channel(last)][..self.shape.channels])?;
            if flow.is_break() {
                return Ok(flow);
            }
        }
        Ok(ControlFlow::Continue(()))
    }
}

fn format_of(frame: &frame::Audio) -> Format {
    let layout = match frame.channel_layout().bits() {
        0 => ChannelLayout::default(i32::from(frame.channels())).bits(),
        bits => bits,
    };
    let (rate, channels) = (frame.rate(), frame.channels());
    Format { rate, sample: frame.format().name(), channels, layout }
}
