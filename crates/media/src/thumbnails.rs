//! Owns a row of small pictures at even times of a clip ([`thumbnails`]), written to one file while
//! they are made, and reading that file back as far as it goes ([`thumbnail`]). Refuses exact
//! frames: a picture near its time, found by a keyframe, does.

use crate::source::Source;
use crate::thumbnail::{Shot, encode, upright};
use crate::{Error, filter_chain::Failure, probe};
use ffmpeg_next::{Rescale, decoder, frame, rescale};
use job::{Job, Stage};
use std::fs::File;
use std::io::Write;
use std::path::Path;
use timeline::Timestamp;

/// Frames decoded after a keyframe that lies too early; more would take too long.
const MOST_FRAMES: usize = 300;

/// The time in the middle of slice `index` of `count` even slices.
#[must_use]
pub fn thumbnail_time(duration: Timestamp, index: usize, count: usize) -> Timestamp {
    let micros = i128::from(duration.micros()) * (2 * index as i128 + 1);
    let at = micros / (2 * count.max(1) as i128);
    Timestamp::from_micros(i64::try_from(at).unwrap_or(i64::MAX))
}

/// Writes `count` PNG pictures of a clip of `duration` to `output`, each behind its length in four
/// bytes. The file grows meanwhile and is complete
/// when this returns. A place where nothing can be decoded has a picture of no bytes.
///
/// # Errors
/// [`Error::NoVideo`], why the file cannot be read, or why `output` cannot be written.
pub fn thumbnails(
    path: &Path,
    duration: Timestamp,
    (count, shot): (usize, Shot),
    output: &Path,
    job: &Job,
) -> Result<(), Error> {
    let unwritable = |source| Error::from_io(output.to_owned(), source);
    let mut source = Source::open(path)?;
    let mut file = File::create(output).map_err(unwritable)?;
    let rotation = probe::rotation_of(&source);
    let no_video = || Error::NoVideo { path: path.to_owned() };
    let (index, mut decoder) = {
        let stream = source.video().ok_or_else(no_video)?;
        // Each thread more holds frames of its own, and a 4K frame is 12 MB.
        (stream.index(), source.video_decoder_with(&stream, 1)?)
    };
    crate::ffmpeg::read_only(&mut source.input, index);
    let near = Timestamp::from_micros(duration.micros() / (2 * count.max(1) as i64));
    let mut any = false;
    for number in 0..count {
        let at = thumbnail_time(duration, number, count);
        let frame = shown_near(&mut source, index, &mut decoder, at, near);
        let picture = match frame {
            Some(frame) => upright(&frame, rotation, shot).map_err(Failure::reading(path))?,
            None => None,
        };
        let png = picture.map(|picture| encode(path, &picture)).transpose()?.unwrap_or_default();
        any |= !png.is_empty();
        let length = u32::try_from(png.len()).unwrap_or(0).to_le_bytes();
        file.write_all(&[&length[..], &png].concat()).map_err(unwritable)?;
        job.progress(Stage::Prepare, (number + 1) as f64 / count as f64);
    }
    if any { Ok(()) } else { Err(no_video()) }
}

/// Picture number `index` out of a file of [`thumbnails`], if it is there already and has bytes.
#[must_use]
pub fn thumbnail(file: &[u8], index: usize) -> Option<&[u8]> {
    let mut rest = file;
    for _ in 0..index {
        rest = record(rest)?.1;
    }
    Some(record(rest)?.0).filter(|png| !png.is_empty())
}

fn record(file: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = file.split_first_chunk::<4>()?;
    rest.split_at_checked(u32::from_le_bytes(*length) as usize)
}

/// The first frame from the keyframe before `at` on that is no more than `near` too early.
fn shown_near(
    source: &mut Source,
    index: usize,
    decoder: &mut decoder::Video,
    at: Timestamp,
    near: Timestamp,
) -> Option<frame::Video> {
    let base = source.input.stream(index)?.time_base();
    let target = at.micros().rescale((1, 1_000_000), rescale::TIME_BASE);
    // A failed seek leaves the file where it was: a picture too late is better than none.
    let _ = source.input.seek(target, ..target);
    decoder.flush();
    let (mut shown, mut frames) = (None, 0);
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
            shown = Some(std::mem::replace(&mut frame, frame::Video::empty()));
            frames += 1;
            if time + near >= at || frames >= MOST_FRAMES {
                return shown;
            }
        }
        if packet.is_none() {
            return shown;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_read_as_far_as_the_file_goes() {
        let file = [&[3, 0, 0, 0][..], b"one", &[0, 0, 0, 0], &[5, 0, 0, 0], b"thr"].concat();
        assert_eq!(thumbnail(&file, 0), Some(&b"one"[..]));
        assert_eq!(thumbnail(&file, 1), None);
        assert_eq!(thumbnail(&file, 2), None);
        assert_eq!(thumbnail(&file, 9), None);
        assert_eq!(thumbnail(&[255; 7], 0), None);
    }

    #[test]
    fn times_are_the_middles_of_even_slices() {
        let ten = Timestamp::from_millis(10_000);
        let times: Vec<i64> = (0..5).map(|i| thumbnail_time(ten, i, 5).millis()).collect();
        assert_eq!(times, [1000, 3000, 5000, 7000, 9000]);
    }
}
