//! Owns finding out what a file is: [`probe`], and the map of its frames: [`survey`]. Reads every packet and decodes none, so that
//! lengths, frame counts and spacing are what is really there, not what a header claims.

use crate::ffmpeg::{self, is_presented};
use crate::map::{Barrier, ClipMap, PictureMap, Stored};
use crate::nal::{Layout, Look};
use crate::source::Source;
use crate::{Error, edit_list, frame_grid};
use ffmpeg_next::codec::{Id, Profile, packet::side_data};
use ffmpeg_next::format::Pixel;
use ffmpeg_next::{ChannelLayout, Packet, Rational, Stream, decoder};
use job::{Job, Stage};
use std::path::Path;
use timeline::{AudioInfo, Chapter, Coding, FrameRate, MediaInfo, TimeRange, Timestamp, VideoInfo};
use unicode_normalization::UnicodeNormalization;

/// Facts about a media file.
///
/// # Errors
/// [`Error::Unreadable`], [`Error::Empty`], [`Error::NotMedia`] or [`Error::CutShort`] when the
/// file is no usable clip, [`Error::Missing`] when FFmpeg has no decoder for it.
pub fn probe(path: &Path, job: &Job) -> Result<MediaInfo, Error> {
    Ok(survey(path, job)?.info)
}

/// The same facts, with the time of every frame and the groups of pictures.
///
/// # Errors
/// As [`probe`].
pub fn survey(path: &Path, job: &Job) -> Result<ClipMap, Error> {
    job.progress(Stage::Prepare, 0.0);
    let mut source = Source::open(path)?;
    let audio = source.audio().map(|s| (s.index(), s.time_base()));
    let mut picture = source.video().map(|s| (s.index(), Packets::new(&source, &s)));
    if picture.is_none() && audio.is_none() {
        return Err(Error::NotMedia { path: path.to_owned(), source: None });
    }
    let mut sound = Sound::default();
    while let Some(packet) = source.next_packet() {
        let index = packet.stream();
        match (&mut picture, audio) {
            (Some((picture, packets)), _) if *picture == index => packets.add(&packet),
            (_, Some((audio, base))) if audio == index => sound.add(&source, &packet, base),
            _ => {}
        }
        job.progress(Stage::Prepare, source.fraction(&packet));
    }
    let picture = picture.map(|(_, packets)| packets.map);
    let video = match (source.video(), &picture) {
        (Some(stream), Some((map, length))) => Some(video_info(&source, &stream, map, *length)?),
        _ => None,
    };
    let audio = source.audio().map(|s| audio_info(&source, &s, &sound)).transpose()?;
    let lengths = [video.as_ref().map(|v| v.duration_us), audio.as_ref().map(|a| a.duration_us)];
    let duration = lengths.into_iter().flatten().max().unwrap_or_default();
    if duration <= Timestamp::ZERO {
        return Err(Error::Empty { path: path.to_owned() });
    }
    job.progress(Stage::Prepare, 1.0);
    let info = MediaInfo {
        container: source.input.format().name().to_owned(),
        duration_us: duration,
        size_bytes: source.size,
        video,
        audio,
        chapters: chapters(&source, duration),
    };
    Ok(ClipMap { info, picture: picture.map(|(map, _)| map) })
}

/// A film of a day with a chapter every ten seconds; more are no help to anybody.
const MOST_CHAPTERS: usize = 10_000;
/// Letters of a title that are kept.
const LONGEST_TITLE: usize = 200;

/// The container's chapters as far as they lie in the clip; of one without an end it is the start
/// of the next.
fn chapters(source: &Source, duration: Timestamp) -> Vec<Chapter> {
    let read = source.input.chapters().take(MOST_CHAPTERS).map(|chapter| {
        let at =
            |time: i64| source.time(time, chapter.time_base()).clamp(Timestamp::ZERO, duration);
        let title = chapter.metadata().get("title").unwrap_or_default().to_owned();
        let title = title.nfc().take(LONGEST_TITLE).collect::<String>();
        (at(chapter.start()), at(chapter.end()), title)
    });
    let read: Vec<_> = read.collect();
    let next = |number: usize| read.get(number + 1).map_or(duration, |(start, _, _)| *start);
    let chapter = |(number, (start, end, title)): (usize, &(Timestamp, Timestamp, String))| {
        let end = if end > start { *end } else { next(number) };
        Some(Chapter { range: TimeRange::new(*start, end).ok()?, title: title.clone() })
    };
    read.iter().enumerate().filter_map(chapter).collect()
}

/// Times of the sound's packets.
#[derive(Default)]
struct Sound {
    start: Option<Timestamp>,
    end: Timestamp,
}

impl Sound {
    fn add(&mut self, source: &Source, packet: &Packet, base: Rational) {
        let Some(at) = packet.pts().or_else(|| packet.dts()) else { return };
        if is_presented(packet) {
            let start = source.time(at, base);
            self.start = Some(self.start.map_or(start, |s| s.min(start)));
            self.end = self.end.max(source.time(at.saturating_add(packet.duration().max(0)), base));
        }
    }
}

/// Collects the packets of the picture.
struct Packets {
    codec: Id,
    layout: Option<Layout>,
    /// The map, and the end of the latest packet in the stream's unit.
    map: (PictureMap, i64),
}

impl Packets {
    fn new(source: &Source, stream: &Stream<'_>) -> Self {
        let codec = stream.parameters().id();
        let extradata = ffmpeg::extradata(stream);
        let layout = match codec {
            Id::H264 => Layout::h264(&extradata),
            Id::HEVC => Layout::hevc(&extradata),
            _ => None,
        };
        let base = stream.time_base();
        let fields = layout.as_ref().is_some_and(Layout::has_fields);
        let barrier = match codec {
            Id::H264 if layout.is_none() => Some(Barrier::Codec),
            Id::H264 if fields || !ffmpeg::raw(stream).progressive => Some(Barrier::Fields),
            Id::H264 => None,
            _ => Some(Barrier::Codec),
        };
        let map = PictureMap {
            base: (base.numerator(), base.denominator()),
            origin: source.origin(),
            barrier,
            ..PictureMap::default()
        };
        Self { codec, layout, map: (map, i64::MIN) }
    }

    fn add(&mut self, packet: &Packet) {
        let (map, end) = &mut self.map;
        let data = packet.data().unwrap_or_default();
        let Some(at) = packet.pts().or_else(|| packet.dts()) else {
            map.barrier.get_or_insert(Barrier::Damaged);
            return;
        };
        if packet.pts().is_none() {
            map.barrier.get_or_insert(Barrier::Damaged);
        }
        let hidden = !is_presented(packet) || is_hidden_vp8(self.codec, packet);
        if !hidden {
            *end = (*end).max(at.saturating_add(packet.duration().max(0)));
        }
        let mut kind = if hidden { Stored::HIDDEN } else { 0 };
        kind |= if packet.is_key() { Stored::KEY } else { 0 };
        match self.layout.as_ref().map(|layout| layout.look(data)) {
            Some(None) => drop(map.barrier.get_or_insert(Barrier::Damaged)),
            Some(Some(Look { changes: true, .. })) => {
                map.barrier.get_or_insert(Barrier::Changes);
            }
            Some(Some(Look { idr: true, .. })) if packet.is_key() => kind |= Stored::IDR,
            // Of the other codecs a keyframe is where decoding may begin, as far as is known.
            None if packet.is_key() => kind |= Stored::IDR,
            _ => {}
        }
        if ffmpeg::changes_coding(packet) {
            map.barrier.get_or_insert(Barrier::Changes);
        }
        map.times.push(at);
        map.kinds.push(kind);
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
    map: &PictureMap,
    end: i64,
) -> Result<VideoInfo, Error> {
    let decoder: decoder::Video = source.video_decoder(stream)?;
    let starts = map.starts();
    let claimed = stream.avg_frame_rate();
    let claimed = (claimed.numerator() > 0 && claimed.denominator() > 0)
        .then(|| FrameRate::new(claimed.0.unsigned_abs(), claimed.1.unsigned_abs()).ok())
        .flatten();
    let frame_rate = frame_grid::average(&starts, claimed);
    // Some containers know no packet lengths: the last frame then lasts as long as the others.
    let last = starts.last().copied().unwrap_or_default();
    let end = source.time(end, stream.time_base());
    let end = if end > last { end } else { last + frame_rate.frame() };
    let keyframes =
        map.kinds.iter().filter(|k| **k & (Stored::KEY | Stored::HIDDEN) == Stored::KEY);
    Ok(VideoInfo {
        codec: decoder.id().name().to_owned(),
        width: decoder.width(),
        height: decoder.height(),
        rotation: rotation(stream),
        frame_rate,
        variable_rate: !frame_grid::is_even(&starts, frame_rate),
        keyframes: number(keyframes.count()),
        frames: number(starts.len()),
        pixel_format: decoder.format().descriptor().map_or("unknown", |d| d.name()).to_owned(),
        transfer: decoder.color_transfer_characteristic().name().unwrap_or("unknown").to_owned(),
        duration_us: if starts.is_empty() { Timestamp::ZERO } else { end },
        coding: coding(source, stream, &decoder, map, starts.first().copied()),
    })
}

fn coding(
    source: &Source,
    stream: &Stream<'_>,
    decoder: &decoder::Video,
    map: &PictureMap,
    start: Option<Timestamp>,
) -> Coding {
    let gops = map.gops(Timestamp::MAX);
    let closed = gops.iter().filter(|gop| gop.closed).count();
    let hidden = map.kinds.iter().filter(|kind| **kind & Stored::HIDDEN != 0).count();
    let profile = match decoder.profile() {
        Profile::Unknown => String::new(),
        profile => profile_name(profile),
    };
    Coding {
        profile,
        level: u32::try_from(ffmpeg::raw(stream).level).unwrap_or(0),
        bits: depth(decoder.format()),
        primaries: decoder.color_primaries().name().unwrap_or("unknown").to_owned(),
        matrix: decoder.color_space().name().unwrap_or("unknown").to_owned(),
        range: decoder.color_range().name().unwrap_or("unknown").to_owned(),
        start_us: start.unwrap_or_default(),
        closed_gops: number(closed),
        open_gops: number(gops.len() - closed),
        longest_gop: gops.iter().map(|gop| gop.frames).max().unwrap_or(0),
        hidden: number(hidden),
        edits: edit_list::edits(&source.path),
    }
}

/// `High10` of the bindings is `High 10` to everybody else.
fn profile_name(profile: Profile) -> String {
    let name = format!("{profile:?}");
    let name = name.rsplit('(').next().unwrap_or_default().trim_end_matches(')').to_owned();
    let digit = name.find(|c: char| c.is_ascii_digit()).unwrap_or(name.len());
    let (word, number) = name.split_at(digit);
    format!("{word} {number}").trim().to_owned()
}

/// Bits of a sample, from the format's name: FFmpeg names formats of more than 8 bits after them.
pub(crate) fn depth(format: Pixel) -> u32 {
    let name = format.descriptor().map_or("", |d| d.name());
    let name = name.trim_end_matches("le").trim_end_matches("be");
    [16, 14, 12, 10, 9].into_iter().find(|bits| name.ends_with(&bits.to_string())).unwrap_or(8)
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn audio_info(source: &Source, stream: &Stream<'_>, sound: &Sound) -> Result<AudioInfo, Error> {
    let decoder = source.audio_decoder(stream)?;
    Ok(AudioInfo {
        codec: decoder.id().name().to_owned(),
        sample_rate: decoder.rate(),
        channels: decoder.channels(),
        duration_us: sound.end,
        layout: layout_name(decoder.channel_layout()),
        start_us: sound.start.unwrap_or_default(),
    })
}

/// Names of the layouts that cameras and editors make; the others are known by their number.
fn layout_name(layout: ChannelLayout) -> String {
    let usual = [
        (ChannelLayout::MONO, "mono"),
        (ChannelLayout::STEREO, "stereo"),
        (ChannelLayout::SURROUND, "3.0"),
        (ChannelLayout::QUAD, "quad"),
        (ChannelLayout::_5POINT1, "5.1"),
        (ChannelLayout::_5POINT1_BACK, "5.1"),
        (ChannelLayout::_7POINT1, "7.1"),
    ];
    let name = usual.into_iter().find(|(known, _)| *known == layout).map(|(_, name)| name);
    name.unwrap_or_default().to_owned()
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
