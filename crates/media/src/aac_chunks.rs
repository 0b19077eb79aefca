//! Owns encoding long sound on all cores: stretches of it are encoded beside each other, each from a
//! little before its begin to a little after its end, and joined at a packet before which both
//! encoders had chosen the same windows, so that the overlapping halves belong together and a decoder
//! cannot tell that there were two. Where there is no such packet, one encoder goes on alone to the end:
//! sound that never agrees costs its encoding a second time, and no more.

use crate::Error;
use crate::aac::{Effort, SoundCoder, ToPacket};
use ffmpeg_next::Packet;
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, Scope};

/// Samples in one packet of AAC.
const PACKET: usize = 1024;
/// Encoders beside each other; more would only hold memory, about 18 MB each.
const MOST_ENCODERS: usize = 4;

/// How sound is taken apart, in packets.
#[derive(Debug, Clone, Copy)]
struct Sizes {
    /// Length of a stretch.
    stretch: usize,
    /// Encoded before the begin of every stretch but the first.
    lead: usize,
    /// Of those, the ones in which the encoder finds its way into the sound.
    settle: usize,
    /// Encoded after the end of every stretch but the last; the end of an encoder's sound shows in
    /// its last [`UNSURE`] packets.
    tail: usize,
}

/// Sixteen seconds; two in a hundred samples are encoded twice.
const SIZES: Sizes = Sizes { stretch: 750, lead: 16, settle: 8, tail: 4 };
/// Packets that already know of the silence behind the last sample: the one that reaches into it,
/// the padding, and the one that looked ahead.
const UNSURE: i64 = 3;

/// Samples of a stretch, lead and tail included.
struct Chunk {
    /// Number of the packet whose first sample is the first here.
    first: i64,
    samples: [Vec<f32>; 2],
}

/// A chunk and what became of it.
struct Coded {
    chunk: Chunk,
    /// The first one is number `chunk.first - 1`: it carries the encoder's delay.
    packets: Vec<Packet>,
}

impl Coded {
    fn of(path: &Path, effort: Effort, chunk: Chunk) -> Result<Self, Error> {
        let mut coder = SoundCoder::new(path, effort)?;
        coder.begin_at(chunk.first * int(PACKET));
        let mut packets = Vec::new();
        let mut keep = |packet: &mut Packet| {
            packets.push(std::mem::replace(packet, Packet::empty()));
            Ok(())
        };
        coder.samples([&chunk.samples[0], &chunk.samples[1]], &mut keep)?;
        coder.finish(&mut keep)?;
        Ok(Self { chunk, packets })
    }

    fn windows(&self, number: i64) -> Option<u8> {
        let place = usize::try_from(number - self.chunk.first + 1).ok()?;
        windows(self.packets.get(place)?.data()?)
    }

    /// The first packet of `next` that may follow ours, as late as possible.
    fn joint(&self, next: &Self, sizes: Sizes) -> Option<i64> {
        let settled = next.chunk.first - 1 + int(sizes.settle);
        let unsure = self.chunk.first - 1 + int(self.packets.len()) - UNSURE;
        let same = |number: &i64| {
            let ours = self.windows(number - 1);
            ours.is_some() && ours == next.windows(number - 1)
        };
        (settled + 1..=unsure).rev().find(same)
    }
}

/// Sequence and shape of the windows of a packet, when both channels share them: the bits after a
/// pair's head (ISO/IEC 14496-3, `channel_pair_element` and `ics_info`).
fn windows(packet: &[u8]) -> Option<u8> {
    let [head, info, ..] = *packet else { return None };
    let shared_pair = head >> 5 == 1 && head & 1 == 1;
    shared_pair.then_some((info >> 4) & 0b111)
}

/// Takes samples apart and gives the chunks to the encoders in turn.
pub(crate) struct Chunker {
    sizes: Sizes,
    encoders: Vec<SyncSender<Chunk>>,
    given: usize,
    gathered: Chunk,
}

impl Chunker {
    /// Takes the next samples of both channels. False when nobody encodes any more.
    pub(crate) fn samples(&mut self, channels: [&[f32]; 2]) -> bool {
        for (gathered, samples) in self.gathered.samples.iter_mut().zip(channels) {
            gathered.extend_from_slice(samples);
        }
        let Sizes { stretch, lead, tail, .. } = self.sizes;
        loop {
            let border = int((self.given + 1) * stretch);
            let length = index(border - self.gathered.first) + tail;
            if self.gathered.samples[0].len() < length * PACKET {
                return true;
            }
            let next = border - int(lead);
            let rest = index(next - self.gathered.first) * PACKET;
            let after = |samples: &Vec<f32>| samples[rest..].to_vec();
            let next = Chunk { first: next, samples: self.gathered.samples.each_ref().map(after) };
            let mut full = std::mem::replace(&mut self.gathered, next);
            full.samples.iter_mut().for_each(|samples| samples.truncate(length * PACKET));
            if !self.give(full) {
                return false;
            }
        }
    }

    /// Gives away what is left. False when nobody encodes any more.
    pub(crate) fn finish(mut self) -> bool {
        let rest = Chunk { first: 0, samples: [Vec::new(), Vec::new()] };
        let rest = std::mem::replace(&mut self.gathered, rest);
        self.give(rest)
    }

    fn give(&mut self, chunk: Chunk) -> bool {
        let encoder = &self.encoders[self.given % self.encoders.len()];
        self.given += 1;
        encoder.send(chunk).is_ok()
    }
}

/// Receives what the encoders made and puts it together.
pub(crate) struct Joiner<'a> {
    sizes: Sizes,
    path: &'a Path,
    effort: Effort,
    encoders: Vec<Receiver<Result<Coded, Error>>>,
}

impl Joiner<'_> {
    /// Hands all packets on, in order, until there are no more samples.
    pub(crate) fn run(self, sink: &mut ToPacket) -> Result<(), Error> {
        let mut held: Option<(Coded, i64)> = None;
        let mut alone: Option<Alone> = None;
        for encoder in self.encoders.iter().cycle() {
            // They are served in turn, so the first that has nothing was the last to get something.
            let Ok(next) = encoder.recv() else { break };
            let next = next?;
            if let Some(alone) = &mut alone {
                alone.chunk(&next.chunk, sink)?;
                continue;
            }
            held = match held.take() {
                None => Some((next, i64::MIN)),
                Some((ours, from)) => match ours.joint(&next, self.sizes) {
                    Some(joint) => {
                        hand_on(ours.packets, from..joint, sink)?;
                        Some((next, joint))
                    }
                    None => {
                        let coder = Alone::new(self.path, self.effort, ours.chunk.first, from)?;
                        let coder = alone.insert(coder);
                        coder.chunk(&ours.chunk, sink)?;
                        coder.chunk(&next.chunk, sink)?;
                        None
                    }
                },
            };
        }
        match (alone, held) {
            (Some(alone), _) => alone.finish(sink),
            (None, Some((last, from))) => hand_on(last.packets, from..i64::MAX, sink),
            (None, None) => Ok(()),
        }
    }
}

/// One encoder that goes on where two did not agree. The same samples from the same first one give
/// the same packets, so what was handed on already fits what it makes.
struct Alone {
    coder: SoundCoder,
    /// Number of the first packet that was not handed on yet.
    from: i64,
    /// The next sample that it needs.
    next: i64,
}

impl Alone {
    fn new(path: &Path, effort: Effort, first: i64, from: i64) -> Result<Self, Error> {
        let mut coder = SoundCoder::new(path, effort)?;
        let next = first * int(PACKET);
        coder.begin_at(next);
        Ok(Self { coder, from, next })
    }

    /// Takes what is new in a chunk.
    fn chunk(&mut self, chunk: &Chunk, sink: &mut ToPacket) -> Result<(), Error> {
        let known = index(self.next - chunk.first * int(PACKET));
        let [left, right] = chunk.samples.each_ref().map(|samples| &samples[known..]);
        self.next += int(left.len());
        let from = self.from;
        self.coder.samples([left, right], &mut |packet| later(packet, from, sink))
    }

    fn finish(mut self, sink: &mut ToPacket) -> Result<(), Error> {
        let from = self.from;
        self.coder.finish(&mut |packet| later(packet, from, sink))
    }
}

/// Hands on a packet unless one with its number was.
fn later(packet: &mut Packet, from: i64, sink: &mut ToPacket) -> Result<(), Error> {
    if number(packet) >= from { sink(packet) } else { Ok(()) }
}

fn number(packet: &Packet) -> i64 {
    packet.pts().unwrap_or(0).div_euclid(int(PACKET))
}

fn hand_on(
    packets: Vec<Packet>,
    part: std::ops::Range<i64>,
    sink: &mut ToPacket,
) -> Result<(), Error> {
    let mut wanted = packets.into_iter().filter(|packet| part.contains(&number(packet)));
    wanted.try_for_each(|mut packet| sink(&mut packet))
}

/// Starts the encoders. `path` names the file in errors.
pub(crate) fn start<'s, 'a>(
    scope: &'s Scope<'s, '_>,
    path: &'a Path,
    effort: Effort,
) -> (Chunker, Joiner<'a>)
where
    'a: 's,
{
    let cores = thread::available_parallelism().map_or(1, usize::from);
    start_with(scope, path, effort, (cores.min(MOST_ENCODERS), SIZES))
}

fn start_with<'s, 'a>(
    scope: &'s Scope<'s, '_>,
    path: &'a Path,
    effort: Effort,
    (count, sizes): (usize, Sizes),
) -> (Chunker, Joiner<'a>)
where
    'a: 's,
{
    let (mut chunks, mut coded) = (Vec::new(), Vec::new());
    for _ in 0..count {
        // From hand to hand: each encoder holds one chunk, and one is being gathered.
        let (give, take) = sync_channel::<Chunk>(0);
        let (tell, hear) = sync_channel(0);
        chunks.push(give);
        coded.push(hear);
        scope.spawn(move || {
            for chunk in take {
                let made = Coded::of(path, effort, chunk);
                let failed = made.is_err();
                if tell.send(made).is_err() || failed {
                    return;
                }
            }
        });
    }
    let gathered = Chunk { first: 0, samples: [Vec::new(), Vec::new()] };
    let chunker = Chunker { sizes, encoders: chunks, given: 0, gathered };
    (chunker, Joiner { sizes, path, effort, encoders: coded })
}

fn int(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn index(count: i64) -> usize {
    usize::try_from(count).unwrap_or(0)
}

#[cfg(test)]
mod tests;
