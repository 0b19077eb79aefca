//! Owns the captions that lie in the file beside picture and sound, for players that can show
//! them: timed text as MP4 has it (3GPP `tx3g`). Players list the track and show it when asked.
//! Refuses looks: that is the player's.

use crate::writer::Writer;
use crate::{Error, ffmpeg};
use ffmpeg_next::{Packet, Rational};
use serde::{Deserialize, Serialize};
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use timeline::{Cue, Timestamp};

/// Captions for the file itself, in output time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SoftCaptions {
    /// BCP 47 language, e.g. `vi`.
    pub language: String,
    /// Cues by time, never overlapping.
    pub cues: Vec<Cue>,
}

/// Milliseconds, as in the caption files beside the video.
const BASE: Rational = Rational(1, 1000);
/// Samples start with their length in two bytes.
const LONGEST: usize = 0xffff;

/// Adds the stream; returns its number. Before [`Writer::start`].
pub(crate) fn add(writer: &mut Writer, captions: &SoftCaptions) -> Result<usize, Error> {
    let described = ffmpeg::text_parameters(&description())
        .ok_or_else(|| Error::engine(writer.path(), "adding captions")(ffmpeg_next::Error::Bug))?;
    writer.add_described(described, BASE, three_letters(&captions.language))
}

/// Hands over all samples. They wait in memory until picture and sound have come that far: some
/// kilobytes.
pub(crate) fn write(
    writer: &mut Writer,
    stream: usize,
    captions: &SoftCaptions,
) -> Result<(), Error> {
    let mut at = 0;
    for cue in &captions.cues {
        let (start, end) = (ms(cue.range.start()).max(at), ms(cue.range.end()));
        if end <= start {
            continue;
        }
        // Time without text is a sample without text.
        for (text, from, to) in [("", at, start), (cue.text.as_str(), start, end)] {
            if to > from {
                let mut packet = Packet::copy(&sample(text));
                packet.set_pts(Some(from));
                packet.set_dts(Some(from));
                packet.set_duration(to - from);
                packet.set_flags(ffmpeg_next::packet::Flags::KEY);
                writer.write(stream, &mut packet, BASE)?;
            }
        }
        at = end;
    }
    Ok(())
}

fn ms(at: Timestamp) -> i64 {
    at.millis().max(0)
}

fn sample(text: &str) -> Vec<u8> {
    let mut text = text.trim();
    while text.len() > LONGEST {
        let end = (0..=LONGEST).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        text = &text[..end];
    }
    let length = u16::try_from(text.len()).unwrap_or(u16::MAX);
    [&length.to_be_bytes()[..], text.as_bytes()].concat()
}

/// How the text is to be shown where the player has no opinion: white, centred, at the bottom.
/// Font and size are the ones that most files of this kind carry; players choose their own, and
/// whoever takes the text out again gets it without marks for the font.
fn description() -> Vec<u8> {
    const FONT: &[u8] = b"Arial";
    const SIZE: u8 = 16;
    let length = u8::try_from(FONT.len()).unwrap_or(0);
    let mut bytes = vec![0, 0, 0, 0];
    // Centred, at the bottom, on nothing, in a box of no size of its own.
    bytes.extend([1, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    // From letter 0 to letter 0, font 1, no face, size, white.
    bytes.extend([0, 0, 0, 0, 0, 1, 0, SIZE, 0xff, 0xff, 0xff, 0xff]);
    bytes.extend([0, 0, 0, 13 + length]);
    bytes.extend(b"ftab");
    bytes.extend([0, 1, 0, 1, length]);
    bytes.extend(FONT);
    bytes
}

/// ISO 639-2 for the languages that our users speak; MP4 has room for three letters.
fn three_letters(language: &str) -> &str {
    match language.split('-').next().unwrap_or_default() {
        "vi" => "vie",
        "en" => "eng",
        "fr" => "fra",
        "rad" => "rad",
        code if code.len() == 3 && code.bytes().all(|b| b.is_ascii_lowercase()) => code,
        _ => "und",
    }
}

/// Takes the mark "shown by itself" from track `index`, counted from 0, of a finished MP4.
/// FFmpeg sets it on the first track of every kind; drawn captions would then be seen twice.
pub(crate) fn hide(path: &Path, index: usize) -> Result<(), Error> {
    let hidden = || -> io::Result<()> {
        let mut file = OpenOptions::new().read(true).write(true).open(path)?;
        let end = file.metadata()?.len();
        let Some(moov) = boxes(&mut file, 0, end, *b"moov")?.first().copied() else {
            return Err(io::ErrorKind::InvalidData.into());
        };
        let tracks = boxes(&mut file, moov.0, moov.1, *b"trak")?;
        let Some(track) = tracks.get(index) else { return Err(io::ErrorKind::InvalidData.into()) };
        let Some(head) = boxes(&mut file, track.0, track.1, *b"tkhd")?.first().copied() else {
            return Err(io::ErrorKind::InvalidData.into());
        };
        // One byte of version, three of flags; the lowest bit of the last says "enabled".
        let mut flags = [0];
        file.seek(SeekFrom::Start(head.0 + 3))?;
        file.read_exact(&mut flags)?;
        file.seek(SeekFrom::Start(head.0 + 3))?;
        file.write_all(&[flags[0] & !1])?;
        file.flush()
    };
    hidden().map_err(|source| Error::from_io(path.to_owned(), source))
}

/// Bodies, from–to, of the boxes called `name` between two places.
fn boxes(file: &mut File, from: u64, to: u64, name: [u8; 4]) -> io::Result<Vec<(u64, u64)>> {
    let (mut found, mut at) = (Vec::new(), from);
    while at + 8 <= to {
        let mut head = [0; 8];
        file.seek(SeekFrom::Start(at))?;
        file.read_exact(&mut head)?;
        let (mut size, mut body) =
            (u64::from(u32::from_be_bytes([head[0], head[1], head[2], head[3]])), 8);
        if size == 1 {
            let mut long = [0; 8];
            file.read_exact(&mut long)?;
            (size, body) = (u64::from_be_bytes(long), 16);
        }
        if size < body {
            break;
        }
        if head[4..] == name {
            found.push((at + body, at + size));
        }
        at += size;
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_is_length_and_text_and_ends_between_letters() {
        assert_eq!(sample(" Ếch "), [&[0, 5][..], "Ếch".as_bytes()].concat());
        assert_eq!(sample(""), [0, 0]);
        let long = sample(&"ộ".repeat(30_000));
        assert_eq!(long.len(), 2 + 65_535 / 3 * 3);
        assert!(std::str::from_utf8(&long[2..]).is_ok());
    }

    #[test]
    fn languages_have_three_letters() {
        assert_eq!(
            ["vi", "vi-VN", "en", "rad", "x", ""].map(three_letters),
            ["vie", "vie", "eng", "rad", "und", "und"]
        );
    }
}
