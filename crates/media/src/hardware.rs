//! Owns the encoders of graphics chips: which may be there, and the trial that one must pass
//! before a film is given to it. Drivers differ and break; a chip that is wrong once is not used.
//! Refuses to choose: the caller tries them in a process of their own.

use crate::Error;
use crate::encode::{Clock, Coding, Limits, PictureCoder, Quality, Tags};
use ffmpeg_next::format::Pixel;
use ffmpeg_next::{Packet, codec, frame};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use timeline::FrameRate;

/// Best first: Apple, Nvidia, Intel, AMD, and what Windows finds itself. VA-API is absent: it
/// wants pictures in memory of its own.
const CHIPS: [&str; 5] = ["h264_videotoolbox", "h264_nvenc", "h264_qsv", "h264_amf", "h264_mf"];

const SIZE: (u32, u32) = (640, 360);
const FRAMES: i64 = 48;
/// Decibels below which a picture is not the one that went in.
const LIKE: f64 = 32.0;

/// A trial that was passed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trial {
    /// FFmpeg's name of the encoder.
    pub encoder: String,
    /// Likeness of the worst picture in decibels (PSNR of its brightness).
    pub worst_db: f64,
}

/// Encoders of graphics chips that these FFmpeg libraries know; whether the chip is there and
/// right, only [`try_encoder`] tells.
#[must_use]
pub fn chip_encoders() -> Vec<&'static str> {
    let known = |name: &&str| ffmpeg_next::encoder::find_by_name(name).is_some();
    CHIPS.into_iter().filter(known).collect()
}

/// Encodes moving pictures, decodes them again and compares: as many, in order, at the same
/// times, and alike.
///
/// # Errors
/// [`Error::Missing`] without such an encoder, [`Error::Engine`] when it cannot be opened,
/// [`Error::Mismatch`] when what comes back is wrong.
pub fn try_encoder(name: &str, limits: Limits) -> Result<Trial, Error> {
    let path = PathBuf::from(name);
    let rate = FrameRate::new(30, 1).map_err(|_| Error::Missing { what: "a frame rate" })?;
    let clock = Clock { ticks_per_second: 30_000, frame: 1000, rate };
    let (quality, tags) = (Quality::Publish, Tags::BT709);
    let coding = Coding { quality, limits: Some(limits), encoder: Some(name), tags };
    let mut coder = PictureCoder::new(&path, SIZE, clock, coding)?;
    let failed = |step| Error::engine(&path, step);
    let context = codec::Context::from_parameters(coder.described());
    let context = context.map_err(failed("describing a trial"))?;
    let mut decoder = context.decoder().video().map_err(failed("decoding a trial"))?;
    let mut seen = Seen { path: &path, next: 0, worst_db: f64::INFINITY };
    let mut take = |packet: &mut Packet| {
        decoder.send_packet(packet).map_err(failed("decoding a trial"))?;
        seen.drain(&mut decoder)
    };
    for index in 0..FRAMES {
        coder.frame(&picture(index), &mut take)?;
    }
    coder.finish(((FRAMES - 1) * 1000, FRAMES * 1000), &mut take)?;
    decoder.send_eof().map_err(failed("decoding a trial"))?;
    seen.drain(&mut decoder)?;
    if seen.next != FRAMES {
        return Err(seen.wrong(format!("{} of {FRAMES} pictures came back", seen.next)));
    }
    Ok(Trial { encoder: name.to_owned(), worst_db: seen.worst_db })
}

/// What came back so far.
struct Seen<'a> {
    path: &'a Path,
    next: i64,
    worst_db: f64,
}

impl Seen<'_> {
    fn wrong(&self, what: String) -> Error {
        Error::Mismatch { path: self.path.to_owned(), what }
    }

    fn drain(&mut self, decoder: &mut ffmpeg_next::decoder::Video) -> Result<(), Error> {
        let mut frame = frame::Video::empty();
        while decoder.receive_frame(&mut frame).is_ok() {
            if (frame.width(), frame.height()) != SIZE {
                return Err(self.wrong(format!(
                    "pictures of {}x{}",
                    frame.width(),
                    frame.height()
                )));
            }
            let (at, due) = (frame.timestamp().unwrap_or(-1), self.next * 1000);
            if at != due {
                return Err(self.wrong(format!("a picture at {at} instead of {due}")));
            }
            let likeness = likeness(&frame, &picture(self.next));
            if likeness < LIKE {
                return Err(self.wrong(format!("picture {} is wrong: {likeness:.1} dB", self.next)));
            }
            self.worst_db = self.worst_db.min(likeness);
            self.next += 1;
        }
        Ok(())
    }
}

/// Soft slopes that move, and a hard edge that moves the other way.
fn picture(index: i64) -> frame::Video {
    let mut picture = frame::Video::new(Pixel::NV12, SIZE.0, SIZE.1);
    picture.set_pts(Some(index * 1000));
    let shift = usize::try_from(index).unwrap_or(0);
    let stride = picture.stride(0);
    for (y, row) in picture.data_mut(0).chunks_mut(stride).enumerate() {
        for (x, value) in row.iter_mut().enumerate() {
            let slope = (x + 2 * y + 5 * shift) % 512;
            let slope = if slope < 256 { slope } else { 511 - slope };
            let edge = (x + 640 - 7 * shift % 640) % 160 < 40 && y % 90 < 45;
            let level = if edge { 200 } else { 32 + slope / 2 };
            *value = u8::try_from(level).unwrap_or(u8::MAX);
        }
    }
    picture.data_mut(1).fill(128);
    picture
}

/// Peak signal to noise ratio of the brightness, in decibels.
fn likeness(one: &frame::Video, other: &frame::Video) -> f64 {
    let rows = |frame: &'_ frame::Video| -> Vec<u8> {
        let rows = frame.data(0).chunks(frame.stride(0)).take(SIZE.1 as usize);
        rows.flat_map(|row| row[..SIZE.0 as usize].to_vec()).collect()
    };
    let (one, other) = (rows(one), rows(other));
    let squares = one.iter().zip(&other).map(|(a, b)| f64::from(a.abs_diff(*b)).powi(2));
    let mean = squares.sum::<f64>() / (f64::from(SIZE.0) * f64::from(SIZE.1));
    10.0 * (255.0 * 255.0 / mean.max(1e-6)).log10()
}
