//! Owns clips for tests, made on the fly: every frame carries its number as 16 light and dark
//! blocks along its upper edge, so that a render can be checked frame by frame. Shares no code
//! with the crate under test.

#![allow(dead_code, reason = "each test program uses its own part")]
#![allow(clippy::unwrap_used, reason = "only called from tests")]

use ffmpeg_next::format::{Pixel, Sample, sample::Type};
use ffmpeg_next::{
    ChannelLayout, Dictionary, Packet, Rational, codec, encoder, format, frame, media,
};
use std::path::Path;

pub(crate) const BITS: u32 = 16;

/// Value of each sample.
pub(crate) type Wave = fn(usize) -> f32;

/// What a clip is made of.
pub(crate) struct Recipe {
    pub(crate) size: (u32, u32),
    pub(crate) rate: (i32, i32),
    pub(crate) frames: u32,
    /// Frame numbers that are missing, for a variable rate.
    pub(crate) missing: Vec<u32>,
    /// Sound at 48 kHz, and how many samples of it.
    pub(crate) sound: Option<(Wave, usize)>,
    pub(crate) sound_codec: &'static str,
    /// Samples by which the sound starts late.
    pub(crate) late: i64,
    pub(crate) video: bool,
    pub(crate) pixels: Pixel,
    /// Frames from one keyframe to the next.
    pub(crate) gop: u32,
    pub(crate) b_frames: usize,
    /// Groups of pictures lean on the ones before them.
    pub(crate) open: bool,
}

impl Default for Recipe {
    fn default() -> Self {
        Self {
            size: (320, 180),
            rate: (30, 1),
            frames: 90,
            missing: Vec::new(),
            sound: Some((bursts, 3 * 48_000)),
            sound_codec: "aac",
            late: 0,
            video: true,
            pixels: Pixel::YUV420P,
            gop: 25,
            b_frames: 3,
            open: false,
        }
    }
}

/// Half a second of tone at every full second, noise of a room in between.
pub(crate) fn bursts(index: usize) -> f32 {
    let noise = ((index.wrapping_mul(2_654_435_761) >> 7) % 1000) as f32 / 1000.0 - 0.5;
    let tone = (index as f32 * 0.13).sin() * 0.5;
    if index % 48_000 < 24_000 { tone } else { noise * 0.002 }
}

/// Writes the clip; the container follows from the file's ending.
pub(crate) fn make(recipe: &Recipe, path: &Path) {
    ffmpeg_next::log::set_level(ffmpeg_next::log::Level::Error);
    let mut out = format::output(path).unwrap();
    let mut video = recipe.video.then(|| video_encoder(recipe));
    if let Some(encoder) = &video {
        out.add_stream_with(encoder.as_ref()).unwrap().set_time_base(tick(recipe));
    }
    let mut audio = recipe.sound.map(|_| audio_encoder(recipe.sound_codec));
    if let Some(encoder) = &audio {
        out.add_stream_with(encoder.as_ref()).unwrap().set_time_base((1, 48_000));
    }
    out.write_header_with(Dictionary::new()).unwrap();
    let mut packets = Vec::new();
    if let Some(encoder) = &mut video {
        for index in (0..recipe.frames).filter(|i| !recipe.missing.contains(i)) {
            let picture = numbered(recipe, index);
            encoder.send_frame(&picture).unwrap();
            while let Some(mut packet) = receive(encoder) {
                packet.set_duration(1);
                packets.push((0, packet, tick(recipe)));
            }
        }
        encoder.send_eof().unwrap();
        while let Some(mut packet) = receive(encoder) {
            packet.set_duration(1);
            packets.push((0, packet, tick(recipe)));
        }
    }
    if let (Some(encoder), Some((wave, count))) = (&mut audio, recipe.sound) {
        let step = if encoder.frame_size() == 0 { 1024 } else { encoder.frame_size() as usize };
        for at in (0..count).step_by(step) {
            let mut sound = waves(encoder.format(), wave, at..(at + step).min(count));
            sound.set_pts(Some(at as i64 + recipe.late));
            encoder.send_frame(&sound).unwrap();
            while let Some(packet) = receive(encoder) {
                packets.push((usize::from(recipe.video), packet, Rational(1, 48_000)));
            }
        }
        encoder.send_eof().unwrap();
        while let Some(packet) = receive(encoder) {
            packets.push((usize::from(recipe.video), packet, Rational(1, 48_000)));
        }
    }
    packets.sort_by_key(|(_, p, base)| (f64::from(*base) * p.dts().unwrap() as f64 * 1e6) as i64);
    for (stream, mut packet, base) in packets {
        packet.set_stream(stream);
        packet.rescale_ts(base, out.stream(stream).unwrap().time_base());
        packet.write_interleaved(&mut out).unwrap();
    }
    out.write_trailer().unwrap();
}

fn tick(recipe: &Recipe) -> Rational {
    Rational(recipe.rate.1, recipe.rate.0)
}

fn receive(encoder: &mut codec::encoder::Encoder) -> Option<Packet> {
    let mut packet = Packet::empty();
    encoder.receive_packet(&mut packet).is_ok().then_some(packet)
}

fn video_encoder(recipe: &Recipe) -> encoder::video::Encoder {
    let codec = encoder::find_by_name("libx264").unwrap();
    let mut video = codec::Context::new_with_codec(codec).encoder().video().unwrap();
    video.set_width(recipe.size.0);
    video.set_height(recipe.size.1);
    video.set_format(recipe.pixels);
    video.set_time_base(tick(recipe));
    video.set_frame_rate(Some(recipe.rate));
    video.set_gop(recipe.gop);
    video.set_max_b_frames(recipe.b_frames);
    let closed = if recipe.open { codec::Flags::empty() } else { codec::Flags::CLOSED_GOP };
    video.set_flags(codec::Flags::GLOBAL_HEADER | closed);
    let mut options = Dictionary::new();
    options.set("preset", "veryfast");
    options.set("crf", "16");
    options.set("x264-params", "scenecut=0");
    video.open_with(options).unwrap()
}

fn audio_encoder(name: &str) -> encoder::audio::Encoder {
    let codec = encoder::find_by_name(name).unwrap();
    let mut audio = codec::Context::new_with_codec(codec).encoder().audio().unwrap();
    let format = if name == "aac" { Sample::F32(Type::Planar) } else { Sample::F32(Type::Packed) };
    audio.set_rate(48_000);
    audio.set_format(format);
    audio.set_channel_layout(ChannelLayout::MONO);
    audio.set_bit_rate(128_000);
    audio.set_time_base((1, 48_000));
    audio.set_flags(codec::Flags::GLOBAL_HEADER);
    audio.open().unwrap()
}

fn waves(format: Sample, wave: Wave, range: std::ops::Range<usize>) -> frame::Audio {
    let mut sound = frame::Audio::new(format, range.len(), ChannelLayout::MONO);
    sound.set_rate(48_000);
    sound.set_pts(Some(range.start as i64));
    for (sample, index) in sound.plane_mut::<f32>(0).iter_mut().zip(range) {
        *sample = wave(index);
    }
    sound
}

/// A grey picture with its number along the upper edge; the left half below is darker.
fn numbered(recipe: &Recipe, index: u32) -> frame::Video {
    let (width, height) = recipe.size;
    let wide = recipe.pixels == Pixel::YUV420P10LE;
    let mut picture = frame::Video::new(recipe.pixels, width, height);
    picture.set_pts(Some(i64::from(index)));
    for plane in 0..3 {
        let (stride, rows) = (picture.stride(plane), picture.plane_height(plane) as usize);
        let columns = picture.plane_width(plane) as usize;
        let data = picture.data_mut(plane);
        for (row, line) in data.chunks_mut(stride).take(rows).enumerate() {
            for x in 0..columns {
                let value: u8 = match plane {
                    0 if row < height as usize / 6 => {
                        let bit = x as u32 * BITS / width;
                        if index >> bit & 1 == 1 { 210 } else { 40 }
                    }
                    0 if x < width as usize / 2 => 100,
                    0 => 150,
                    _ => 128,
                };
                if wide {
                    let ten = u16::from(value) * 4;
                    line[2 * x..2 * x + 2].copy_from_slice(&ten.to_le_bytes());
                } else {
                    line[x] = value;
                }
            }
        }
    }
    picture
}

/// A decoded clip: luma pictures with their times in seconds, and sound of one channel.
pub(crate) struct Decoded {
    pub(crate) size: (u32, u32),
    pub(crate) frames: Vec<(f64, Vec<u8>)>,
    pub(crate) sound: Vec<f32>,
    pub(crate) sound_rate: u32,
}

impl Decoded {
    pub(crate) fn luma(&self, frame: usize, x: u32, y: u32) -> u8 {
        self.frames[frame].1[(y * self.size.0 + x) as usize]
    }

    /// The number that each frame carries.
    pub(crate) fn numbers(&self) -> Vec<u32> {
        let (width, height) = self.size;
        let bit = |frame: usize, bit: u32| {
            let x = (2 * bit + 1) * width / (2 * BITS);
            u32::from(self.luma(frame, x, height / 12) > 125) << bit
        };
        (0..self.frames.len()).map(|f| (0..BITS).map(|b| bit(f, b)).sum()).collect()
    }
}

pub(crate) fn decode(path: &Path) -> Decoded {
    let mut input = format::input(path).unwrap();
    let stream = |kind| input.streams().best(kind).map(|s| (s.index(), s.time_base()));
    let (video, audio) = (stream(media::Type::Video), stream(media::Type::Audio));
    let open = |index: usize| {
        let stream = input.stream(index).unwrap();
        let mut decoder = codec::Context::from_parameters(stream.parameters()).unwrap().decoder();
        decoder.set_packet_time_base(stream.time_base());
        decoder
    };
    let mut pictures = video.map(|(i, base)| (i, base, open(i).video().unwrap()));
    let mut sounds = audio.map(|(i, _)| (i, open(i).audio().unwrap()));
    let mut decoded = Decoded { size: (0, 0), frames: vec![], sound: vec![], sound_rate: 0 };
    loop {
        let mut packet = Packet::empty();
        let more = packet.read(&mut input).is_ok();
        if let Some((index, base, decoder)) = &mut pictures {
            if more && packet.stream() == *index {
                decoder.send_packet(&packet).unwrap();
            } else if !more {
                decoder.send_eof().unwrap();
            }
            let mut frame = frame::Video::empty();
            while decoder.receive_frame(&mut frame).is_ok() {
                decoded.size = (frame.width(), frame.height());
                let time = frame.timestamp().unwrap() as f64 * f64::from(*base);
                let rows = frame.data(0).chunks(frame.stride(0)).take(frame.height() as usize);
                let wide = frame.format() == Pixel::YUV420P10LE;
                let value = |row: &[u8], x: usize| match wide {
                    true => (u16::from_le_bytes([row[2 * x], row[2 * x + 1]]) >> 2) as u8,
                    false => row[x],
                };
                let columns = 0..frame.width() as usize;
                let luma =
                    rows.flat_map(|row| columns.clone().map(|x| value(row, x)).collect::<Vec<_>>());
                let luma = luma.collect();
                decoded.frames.push((time, luma));
            }
        }
        if let Some((index, decoder)) = &mut sounds {
            if more && packet.stream() == *index {
                decoder.send_packet(&packet).unwrap();
            } else if !more {
                decoder.send_eof().unwrap();
            }
            let mut frame = frame::Audio::empty();
            while decoder.receive_frame(&mut frame).is_ok() {
                decoded.sound_rate = frame.rate();
                decoded.sound.extend_from_slice(frame.plane::<f32>(0));
            }
        }
        if !more {
            return decoded;
        }
    }
}

/// Turns an MP4's picture clockwise by writing the matrix of its first track's header.
pub(crate) fn turn_mp4(path: &Path, degrees: u32) {
    let mut bytes = std::fs::read(path).unwrap();
    let header = bytes.windows(4).position(|w| w == b"tkhd").unwrap();
    let (one, zero) = (65_536_i32, 0);
    let [a, b, c, d] = match degrees {
        90 => [zero, one, -one, zero],
        180 => [-one, zero, zero, -one],
        270 => [zero, -one, one, zero],
        _ => [one, zero, zero, one],
    };
    let matrix = [a, b, 0, c, d, 0, 0, 0, 1 << 30];
    for (index, cell) in matrix.into_iter().enumerate() {
        let at = header + 44 + index * 4;
        bytes[at..at + 4].copy_from_slice(&cell.to_be_bytes());
    }
    std::fs::write(path, bytes).unwrap();
}
