//! Joined sound against what one encoder makes of it.

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
fn sound_that_stops_agreeing_is_whole_too() {
    let mut sound = sound();
    // From here on one side clicks all the time and the other never does.
    for (at, sample) in sound[0].iter_mut().enumerate().skip(5 * 48_000) {
        *sample = if at % 700 < 2 { 0.9 } else { 0.0 };
    }
    sound[1][5 * 48_000..].fill(0.01);
    let (packets, serial) = (beside(&sound, 2, SMALL), alone(&sound));
    let times = |packets: &[Packet]| packets.iter().map(Packet::pts).collect::<Vec<_>>();
    assert_eq!(times(&packets), times(&serial));
    let shared = |packet: &Packet| windows(packet.data().unwrap()).is_some();
    assert!(serial.iter().filter(|packet| !shared(packet)).count() > 100, "they always agreed");
    for (at, (joined, one)) in
        noise(&sound, &packets).iter().zip(noise(&sound, &serial)).enumerate()
    {
        assert!(*joined < one + 6.0, "packet {at}: {joined:.1} dB of noise, {one:.1} from one");
    }
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
