//! Owns finding out what a file is: [`probe`]. Reads every packet and decodes none, so that
//! lengths, frame counts and spacing are what is really there, not what a header claims.

use crate::Error;
use crate::ffmpeg::is_presented;
use crate::frame_grid;
use crate::source::Source;
use ffmpeg_next::codec::{Id, packet::side_data};
use ffmpeg_next::{Packet, Rational, Stream, decoder};
use job::{Job, Stage};
use std::path::Path;
use timeline::{AudioInfo, FrameRate, MediaInfo, Timestamp, VideoInfo};

/// Facts about a media file.
///
/// # Errors
/// [`Error::Unreadable`], [`Error::Empty`], [`Error::NotMedia`] or [`Error::CutShort`] when the
/// file is no usable clip, [`Error::Missing`] when FFmpeg has no decoder for it.
pub fn probe(path: &Path, job: &Job) -> Result<MediaInfo, Error> {
    job.progress(Stage::Prepare, 0.0);
    let mut source = Source::open(path)?;
    let video = source.video().map(|s| (s.index(), s.time_base()));
    let audio = source.audio().map(|s| (s.index(), s.time_base()));
    if video.is_none() && audio.is_none() {
        return Err(Error::NotMedia { path: path.to_owned(), source: None });
    }
    let mut picture = PacketTimes::default();
    let mut sound = PacketTimes::default();
    while let Some(packet) = source.next_packet() {
        let index = Some(packet.stream());
        if index == video.map(|v| v.0) {
            picture.add(&source, &packet, video.map(|v| v.1));
        } else if index == audio.map(|a| a.0) {
            sound.add(&source, &packet, audio.map(|a| a.1));
        }
        job.progress(Stage::Prepare, source.fraction(&packet));
    }
    let video = source.video().map(|s| video_info(&source, &s, &mut picture)).transpose()?;
    let audio = source.audio().map(|s| audio_info(&source, &s, &sound)).transpose()?;
    let lengths = [video.as_ref().map(|v| v.duration_us), audio.as_ref().map(|a| a.duration_us)];
    let duration = lengths.into_iter().flatten().max().unwrap_or_default();
    if duration <= Timestamp::ZERO {
        return Err(Error::Empty { path: path.to_owned() });
    }
    job.progress(Stage::Prepare, 1.0);
    Ok(MediaInfo {
        container: source.input.format().name().to_owned(),
        duration_us: duration,
        size_bytes: source.size,
        video,
        audio,
    })
}

/// What the packets of one stream say about its times.
#[derive(Default)]
struct PacketTimes {
    starts: Vec<Timestamp>,
    end: Timestamp,
    keyframes: u32,
}

impl PacketTimes {
    fn add(&mut self, source: &Source, packet: &Packet, base: Option<Rational>) {
        let (Some(base), Some(at)) = (base, packet.pts().or_else(|| packet.dts())) else { return };
        let hidden = source.video().is_some_and(|v| {
            v.index() == packet.stream() && is_hidden_vp8(v.parameters().id(), packet)
        });
        if !is_presented(packet) || hidden {
            return;
        }
        let start = source.time(at, base);
        self.end = self.end.max(source.time(at.saturating_add(packet.duration().max(0)), base));
        self.keyframes += u32::from(packet.is_key());
        self.starts.push(start);
    }
}

/// VP8 stores frames that are only referred to in packets of their own; the fifth bit of the
/// first byte says whether a frame is shown.
fn is_hidden_vp8(codec: Id, packet: &Packet) -> bool {
    codec == Id::VP8 && packet.data().and_then(|d| d.first()).is_some_and(|byte| byte & 0x10 == 0)
}

fn video_info(
    source: &Source,
    stream: &Stream<'_>,
    times: &mut PacketTimes,
) -> Result<VideoInfo, Error> {
    let decoder: decoder::Video = source.video_decoder(stream)?;
    times.starts.sort_unstable();
    let claimed = stream.avg_frame_rate();
    let claimed = (claimed.numerator() > 0 && claimed.denominator() > 0)
        .then(|| FrameRate::new(claimed.0.unsigned_abs(), claimed.1.unsigned_abs()).ok())
        .flatten();
    let frame_rate = frame_grid::average(&times.starts, claimed);
    // Some containers know no packet lengths: the last frame then lasts as long as the others.
    let last = times.starts.last().copied().unwrap_or_default();
    let end = if times.end > last { times.end } else { last + frame_rate.frame() };
    Ok(VideoInfo {
        codec: decoder.id().name().to_owned(),
        width: decoder.width(),
        height: decoder.height(),
        rotation: rotation(stream),
        frame_rate,
        variable_rate: !frame_grid::is_even(&times.starts, frame_rate),
        keyframes: times.keyframes,
        frames: u32::try_from(times.starts.len()).unwrap_or(u32::MAX),
        pixel_format: decoder.format().descriptor().map_or("unknown", |d| d.name()).to_owned(),
        transfer: decoder.color_transfer_characteristic().name().unwrap_or("unknown").to_owned(),
        duration_us: if times.starts.is_empty() { Timestamp::ZERO } else { end },
    })
}

fn audio_info(
    source: &Source,
    stream: &Stream<'_>,
    times: &PacketTimes,
) -> Result<AudioInfo, Error> {
    let decoder = source.audio_decoder(stream)?;
    Ok(AudioInfo {
        codec: decoder.id().name().to_owned(),
        sample_rate: decoder.rate(),
        channels: decoder.channels(),
        duration_us: times.end,
    })
}

/// The turn alone, without reading the whole file.
pub(crate) fn rotation_of(source: &Source) -> u16 {
    source.video().map_or(0, |stream| rotation(&stream))
}

/// Degrees to turn clockwise, from the display matrix: nine big numbers of which the first two
/// rows turn. Mirrored recordings are shown as they are stored.
fn rotation(stream: &Stream<'_>) -> u16 {
    let matrix = stream.side_data().find(|d| d.kind() == side_data::Type::DisplayMatrix);
    let Some(matrix) = matrix else { return 0 };
    let cell = |i: usize| {
        let bytes = matrix.data().get(i * 4..i * 4 + 4)?;
        Some(f64::from(i32::from_ne_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])))
    };
    let (Some(a), Some(b)) = (cell(0), cell(1)) else { return 0 };
    let degrees = b.atan2(a).to_degrees().rem_euclid(360.0);
    [90, 180, 270].into_iter().find(|turn| (degrees - f64::from(*turn)).abs() < 45.0).unwrap_or(0)
}
