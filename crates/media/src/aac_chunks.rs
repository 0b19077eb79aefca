//! Owns encoding long sound on all cores: stretches of it are encoded beside each other, each from a
//! little before its begin to a little after its end, and joined at a packet before which both
//! encoders had chosen the same windows, so that the overlapping halves belong together and a decoder
//! cannot tell that there were two. Where there is no such packet, the stretches are encoded as one.

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

    /// Both as one, from the samples again.
    fn with(self, next: &Self, path: &Path, effort: Effort) -> Result<Self, Error> {
        let Chunk { first, mut samples } = self.chunk;
        let known = samples[0].len() - index(next.chunk.first - first) * PACKET;
        for (ours, next) in samples.iter_mut().zip(&next.chunk.samples) {
            ours.extend_from_slice(&next[known..]);
        }
        Self::of(path, effort, Chunk { first, samples })
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
        for encoder in self.encoders.iter().cycle() {
            // They are served in turn, so the first that has nothing was the last to get something.
            let Ok(next) = encoder.recv() else { break };
            let next = next?;
            held = Some(match held.take() {
                None => (next, i64::MIN),
                Some((ours, from)) => match ours.joint(&next, self.sizes) {
                    Some(joint) => {
                        hand_on(ours, from..joint, sink)?;
                        (next, joint)
                    }
                    None => (ours.with(&next, self.path, self.effort)?, from),
                },
            });
        }
        held.map_or(Ok(()), |(last, from)| hand_on(last, from..i64::MAX, sink))
    }
}

fn hand_on(coded: Coded, part: std::ops::Range<i64>, sink: &mut ToPacket) -> Result<(), Error> {
    let first = coded.chunk.first - 1;
    let mut packets = coded.packets.into_iter().zip(first..);
    packets.try_for_each(|(mut packet, number)| match part.contains(&number) {
        true => sink(&mut packet),
        false => Ok(()),
    })
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
mod tests {
    use super::*;
    use crate::aac::decoded_sound;

    const SECONDS: usize = 12;
    const SMALL: Sizes = Sizes { stretch: 60, lead: 16, settle: 8, tail: 4 };

    /// A gliding tone, noise that takes all the bits, and clicks that make encoders change their
    /// windows.
    fn sound() -> [Vec<f32>; 2] {
        let sample = |at: usize, side: u32| {
            let time = at as f32 / 48_000.0;
            let glide = (time * (300.0 + 90.0 * time) * std::f32::consts::TAU).sin() * 0.2;
            let hashed = (at as u32 ^ side).wrapping_mul(2_654_435_769);
            let hashed = (hashed ^ (hashed >> 15)).wrapping_mul(2_246_822_519) >> 8;
            let hiss = (hashed as f32 / 8_388_608.0 - 1.0) * 0.1;
            let click = if at % 17_351 < 3 { 0.5 } else { 0.0 };
            glide + hiss + click
        };
        [0, 0x5bd1_e995].map(|side| (0..SECONDS * 48_000).map(|at| sample(at, side)).collect())
    }

    fn beside(sound: &[Vec<f32>; 2], count: usize, sizes: Sizes) -> Vec<Packet> {
        let mut packets = Vec::new();
        thread::scope(|scope| {
            let path = Path::new("test");
            let (mut chunker, joiner) = start_with(scope, path, Effort::Quick, (count, sizes));
            let joined = scope.spawn(move || {
                let mut packets = Vec::new();
                let ended = joiner.run(&mut |packet| {
                    packets.push(packet.clone());
                    Ok(())
                });
                ended.map(|()| packets)
            });
            for at in (0..sound[0].len()).step_by(1111) {
                let block = at..(at + 1111).min(sound[0].len());
                assert!(chunker.samples([&sound[0][block.clone()], &sound[1][block]]));
            }
            assert!(chunker.finish());
            packets = joined.join().unwrap().unwrap();
        });
        packets
    }

    fn alone(sound: &[Vec<f32>; 2]) -> Vec<Packet> {
        let chunk = Chunk { first: 0, samples: sound.clone() };
        Coded::of(Path::new("test"), Effort::Quick, chunk).unwrap().packets
    }

    /// Noise in decibels below full scale, packet by packet.
    fn noise(sound: &[Vec<f32>; 2], packets: &[Packet]) -> Vec<f64> {
        let heard = decoded_sound(Effort::Quick, packets);
        let left = &heard[0][PACKET..];
        let blocks = sound[0].chunks_exact(PACKET).zip(left.chunks_exact(PACKET));
        blocks
            .map(|(wanted, got)| {
                let pairs = wanted.iter().zip(got);
                let power: f64 = pairs.map(|(a, b)| f64::from(a - b).powi(2)).sum();
                10.0 * (power / PACKET as f64 + 1e-12).log10()
            })
            .collect()
    }

    #[test]
    fn packets_follow_each_other_as_from_one_encoder() {
        let sound = sound();
        let times = |packets: &[Packet]| packets.iter().map(Packet::pts).collect::<Vec<_>>();
        let whole = times(&alone(&sound));
        for count in [1, 2, 3] {
            assert_eq!(times(&beside(&sound, count, SMALL)), whole, "{count} encoders");
        }
    }

    #[test]
    fn a_joint_is_no_louder_than_any_other_place() {
        let sound = sound();
        let packets = beside(&sound, 2, SMALL);
        let serial = alone(&sound);
        let differs = |at: &usize| packets[*at].data() != serial[*at].data();
        assert!((60..serial.len()).any(|at| differs(&at)), "nothing was joined");
        let (joined, one) = (noise(&sound, &packets), noise(&sound, &serial));
        for (at, (joined, one)) in joined.iter().zip(&one).enumerate() {
            assert!(*joined < one + 3.0, "packet {at}: {joined:.1} dB of noise, {one:.1} from one");
        }
    }

    #[test]
    fn without_a_place_to_join_all_is_encoded_as_one() {
        let sound = sound();
        let never = Sizes { settle: 1000, ..SMALL };
        let data = |packets: &[Packet]| -> Vec<Vec<u8>> {
            packets.iter().map(|p| p.data().unwrap().to_vec()).collect()
        };
        assert_eq!(data(&beside(&sound, 2, never)), data(&alone(&sound)));
    }

    #[test]
    fn short_sound_and_none_at_all_are_one_chunk() {
        let none = [Vec::new(), Vec::new()];
        assert!(beside(&none, 2, SMALL).len() <= 1);
        let little = sound().map(|channel| channel[..700].to_vec());
        assert_eq!(beside(&little, 2, SMALL).len(), alone(&little).len());
    }

    #[test]
    fn a_joint_is_where_both_chose_the_same_windows_as_late_as_it_is_sure() {
        let coded = |first: i64, seen: &[u8]| {
            let head = |info: &u8| Packet::copy(&[0b0010_0001, info << 4, 0]);
            let packets = seen.iter().map(head).collect();
            Coded { chunk: Chunk { first, samples: [Vec::new(), Vec::new()] }, packets }
        };
        let sizes = Sizes { stretch: 8, lead: 4, settle: 2, tail: 4 };
        // Numbers -1 to 11; the last three are unsure, so 9 may be the first of the next.
        let ours = [1; 13];
        let joint = |next: &[u8]| coded(0, &ours).joint(&coded(4, next), sizes);
        assert_eq!(joint(&[1; 12]), Some(9));
        assert_eq!(joint(&[1, 1, 1, 1, 3, 3, 3, 1]), Some(7));
        assert_eq!(joint(&[1, 1, 1, 3, 3, 3, 3, 1]), Some(6));
        assert_eq!(joint(&[1, 1, 3, 3, 3, 3, 3, 1]), None, "the next had not settled before");
    }

    #[test]
    fn windows_are_read_only_where_both_channels_share_them() {
        assert_eq!(windows(&[0b0010_0001, 0b0101_0000]), Some(0b101));
        assert_eq!(windows(&[0b0010_0000, 0b0101_0000]), None);
        assert_eq!(windows(&[0b1100_0001, 0b0101_0000]), None);
        assert_eq!(windows(&[0x21]), None);
    }
}
