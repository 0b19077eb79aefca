//! Owns one still picture of a clip: [`frame_png`]. Refuses series of pictures: see `thumbnails`.

use crate::Error;
use crate::filter_chain::{Chain, Failure, Part, link};
use crate::source::Source;
use ffmpeg_next::{Packet, Rescale, codec, encoder, frame, rescale};
use serde::{Deserialize, Serialize};
use std::path::Path;
use timeline::Timestamp;

/// How a picture is made out of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Shot {
    /// In colour, its longer side with at most so many pixels.
    Colour(u32),
    /// In gray, brought to so many pixels whatever it had, for a program that reads letters: it
    /// takes light letters on a dark ground for nothing while they have colours or are small.
    Page(u32),
}

/// The frame shown at `at` as a PNG whose longer side has at most `max_side` pixels, turned as
/// it is displayed. After the end it is the last frame.
///
/// # Errors
/// [`Error::NoVideo`], or why the file cannot be read.
pub fn frame_png(path: &Path, at: Timestamp, max_side: u32) -> Result<Vec<u8>, Error> {
    let mut source = Source::open(path)?;
    let rotation = crate::probe::rotation_of(&source);
    // A failed seek leaves the file at its beginning, which is slower and as good.
    let target = at.micros().rescale((1, 1_000_000), rescale::TIME_BASE);
    if source.input.seek(target, ..target).is_err() {
        source = Source::open(path)?;
    }
    let frame = shown_at(&mut source, at)?;
    let frame =
        upright(&frame, rotation, Shot::Colour(max_side)).map_err(Failure::reading(path))?;
    let frame = frame.ok_or_else(|| Error::NoVideo { path: path.to_owned() })?;
    encode(path, &frame)
}

fn shown_at(source: &mut Source, at: Timestamp) -> Result<frame::Video, Error> {
    let no_video = Error::NoVideo { path: source.path.clone() };
    let Some(stream) = source.video() else { return Err(no_video) };
    let (index, base) = (stream.index(), stream.time_base());
    let mut decoder = source.video_decoder(&stream)?;
    let mut shown: Option<frame::Video> = None;
    loop {
        let packet = source.next_packet();
        match &packet {
            Some(packet) if packet.stream() != index => continue,
            Some(packet) => drop(decoder.send_packet(packet)),
            None => drop(decoder.send_eof()),
        }
        let mut frame = frame::Video::empty();
        while decoder.receive_frame(&mut frame).is_ok() {
            let time = frame.timestamp().map_or(at, |t| source.time(t, base));
            match shown {
                Some(shown) if time > at => return Ok(shown),
                _ => shown = Some(std::mem::replace(&mut frame, frame::Video::empty())),
            }
        }
        if packet.is_none() {
            return shown.ok_or(no_video);
        }
    }
}

pub(crate) fn upright(
    frame: &frame::Video,
    rotation: u16,
    shot: Shot,
) -> Result<Option<frame::Video>, Failure> {
    let input = format!(
        "video_size={}x{}:pix_fmt={}:time_base=1/1000",
        frame.width(),
        frame.height(),
        frame.format().descriptor().map_or("none", |d| d.name()),
    );
    let mut links = crate::render::turn(rotation);
    let (size, format) = match shot {
        Shot::Colour(side) => (format!("w=min({side}\\,iw):h=min({side}\\,ih)"), "rgb24"),
        Shot::Page(side) => (format!("w={side}:h={side}"), "gray"),
    };
    links.push(link("scale", format!("{size}:force_original_aspect_ratio=decrease")));
    links.push(link("format", format!("pix_fmts={format}")));
    let parts = links.into_iter().map(Part::Link).collect();
    let mut chain = Chain::picture(&input, parts)?;
    chain.push(frame).and_then(|()| chain.end()).map_err(Failure::Engine)?;
    let mut turned = frame::Video::empty();
    Ok(chain.pull(&mut turned).then_some(turned))
}

pub(crate) fn encode(path: &Path, frame: &frame::Video) -> Result<Vec<u8>, Error> {
    let failed = |step| Error::engine(path, step);
    let png = encoder::find_by_name("png").ok_or(Error::Missing { what: "PNG" })?;
    let context = codec::Context::new_with_codec(png);
    let mut video = context.encoder().video().map_err(failed("choosing PNG"))?;
    video.set_width(frame.width());
    video.set_height(frame.height());
    video.set_format(frame.format());
    video.set_time_base((1, 25));
    let mut encoder = video.open().map_err(failed("opening the PNG encoder"))?;
    encoder.send_frame(frame).map_err(failed("encoding a PNG"))?;
    encoder.send_eof().map_err(failed("encoding a PNG"))?;
    let mut packet = Packet::empty();
    encoder.receive_packet(&mut packet).map_err(failed("encoding a PNG"))?;
    Ok(packet.data().unwrap_or_default().to_vec())
}
