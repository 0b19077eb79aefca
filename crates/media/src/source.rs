//! Owns opening a file from anywhere and reading packets and decoders from it in source time.
//! Refuses networks, playlists and other formats that would open further files.

use crate::{Error, ffmpeg};
use ffmpeg_next::codec::{self, threading};
use ffmpeg_next::format::{self, context::Input, stream::Disposition};
use ffmpeg_next::{Dictionary, Packet, Rational, Rescale, Stream, decoder, media};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use timeline::Timestamp;

/// Containers of recordings and sound files. Playlists and scripts are absent on purpose.
const CONTAINERS: &str = "mov,matroska,webm,avi,mpegts,mpeg,flv,ogg,wav,w64,mp3,aac,flac,asf,\
                          aiff,amr,caf,mxf,3gp";
/// Packets in a row that cannot be read; a damaged index may name billions that are not there.
const MOST_MISSES: usize = 1000;
pub(crate) const MICROSECONDS: Rational = Rational(1, 1_000_000);

/// An open media file.
pub(crate) struct Source {
    pub(crate) input: Input,
    pub(crate) path: PathBuf,
    pub(crate) size: u64,
    origin: i64,
    /// Memory ran out while packets were read.
    short: bool,
}

impl Source {
    pub(crate) fn open(path: &Path) -> Result<Self, Error> {
        ffmpeg::quiet();
        let size = readable_size(path)?;
        let mut options = Dictionary::new();
        options.set("protocol_whitelist", "file");
        options.set("format_whitelist", CONTAINERS);
        let input = match format::input_with_dictionary(&file_url(path)?, options) {
            Ok(input) => input,
            Err(_) if lacks_index(path) => return Err(Error::CutShort { path: path.to_owned() }),
            Err(source) if without_memory(&source) => {
                return Err(Error::engine(path, "opening the file")(source));
            }
            Err(source) => {
                return Err(Error::NotMedia { path: path.to_owned(), source: Some(source) });
            }
        };
        let has_streams = input
            .streams()
            .any(|s| matches!(s.parameters().medium(), media::Type::Video | media::Type::Audio));
        if !has_streams && lacks_index(path) {
            return Err(Error::CutShort { path: path.to_owned() });
        }
        // Players show MP4 and Matroska times as they are; the others count from anywhere.
        let keeps_zero = ["mov", "matroska"].iter().any(|f| input.format().name().contains(f));
        let origin = if keeps_zero { 0 } else { ffmpeg::start_time(&input).unwrap_or(0) };
        Ok(Self { input, path: path.to_owned(), size, origin, short: false })
    }

    /// The first moving picture; covers and thumbnails are left out.
    pub(crate) fn video(&self) -> Option<Stream<'_>> {
        self.input.streams().find(|s| {
            s.parameters().medium() == media::Type::Video
                && !s.disposition().contains(Disposition::ATTACHED_PIC)
        })
    }

    /// The first sound.
    pub(crate) fn audio(&self) -> Option<Stream<'_>> {
        self.input.streams().find(|s| s.parameters().medium() == media::Type::Audio)
    }

    /// What the container calls the beginning, in microseconds.
    pub(crate) fn origin(&self) -> i64 {
        self.origin
    }

    /// Source time of a timestamp of a stream.
    pub(crate) fn time(&self, timestamp: i64, base: Rational) -> Timestamp {
        let micros = timestamp.rescale(base, MICROSECONDS);
        Timestamp::from_micros(micros.saturating_sub(self.origin))
    }

    /// The next packet that can be read, or nothing at the end. A file that breaks off in the
    /// middle ends there.
    pub(crate) fn next_packet(&mut self) -> Option<Packet> {
        let mut packet = Packet::empty();
        for _ in 0..MOST_MISSES {
            match packet.read(&mut self.input) {
                Ok(()) => return Some(packet),
                Err(ffmpeg_next::Error::InvalidData) => {}
                Err(error) => {
                    self.short = without_memory(&error);
                    return None;
                }
            }
        }
        None
    }

    /// Fails when reading did not come to an end but ran out of memory.
    pub(crate) fn was_read(&self) -> Result<(), Error> {
        let short = ffmpeg_next::Error::Other { errno: ffmpeg_next::error::ENOMEM };
        if self.short { Err(Error::engine(&self.path, "reading packets")(short)) } else { Ok(()) }
    }

    /// How much of the file was read when `packet` came, 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "a fraction for a bar")]
    pub(crate) fn fraction(&self, packet: &Packet) -> f64 {
        packet.position().max(0) as f64 / self.size.max(1) as f64
    }

    /// Width of a stored pixel divided by its height; 1 when the file does not say.
    pub(crate) fn pixel_aspect(&self, stream: &Stream<'_>) -> Result<f64, Error> {
        let aspect = f64::from(self.video_decoder(stream)?.aspect_ratio());
        Ok(if aspect.is_finite() && aspect > 0.0 { aspect } else { 1.0 })
    }

    pub(crate) fn video_decoder(&self, stream: &Stream<'_>) -> Result<decoder::Video, Error> {
        self.decoder(stream)?.video().map_err(self.cannot_decode("a decoder for this picture"))
    }

    /// The same with so many threads; 0 leaves it to FFmpeg.
    pub(crate) fn video_decoder_with(
        &self,
        stream: &Stream<'_>,
        threads: usize,
    ) -> Result<decoder::Video, Error> {
        let decoder = self.decoder_with(stream, threads)?;
        decoder.video().map_err(self.cannot_decode("a decoder for this picture"))
    }

    pub(crate) fn audio_decoder(&self, stream: &Stream<'_>) -> Result<decoder::Audio, Error> {
        self.decoder(stream)?.audio().map_err(self.cannot_decode("a decoder for this sound"))
    }

    fn decoder(&self, stream: &Stream<'_>) -> Result<decoder::Decoder, Error> {
        self.decoder_with(stream, 0)
    }

    fn decoder_with(&self, stream: &Stream<'_>, threads: usize) -> Result<decoder::Decoder, Error> {
        let mut context = codec::Context::from_parameters(stream.parameters())
            .map_err(Error::engine(&self.path, "reading the stream's parameters"))?;
        let mut threading = threading::Config::kind(threading::Type::Frame);
        threading.count = threads;
        context.set_threading(threading);
        let mut decoder = context.decoder();
        // Without it FFmpeg does not move the time of sound whose beginning it trims.
        decoder.set_packet_time_base(stream.time_base());
        Ok(decoder)
    }

    fn cannot_decode(&self, what: &'static str) -> impl FnOnce(ffmpeg_next::Error) -> Error {
        let path = self.path.clone();
        move |source| match source {
            ffmpeg_next::Error::DecoderNotFound => Error::Missing { what },
            source if without_memory(&source) => {
                Error::Engine { path, step: "opening the decoder", source }
            }
            // What describes the stream is damaged.
            source => Error::NotMedia { path, source: Some(source) },
        }
    }
}

/// No memory, or none for a thread.
fn without_memory(error: &ffmpeg_next::Error) -> bool {
    use ffmpeg_next::error::{EAGAIN, ENOMEM};
    matches!(error, ffmpeg_next::Error::Other { errno: ENOMEM | EAGAIN })
}

/// FFmpeg takes names for addresses (`a:b` would be protocol `a`) unless they say `file:`.
pub(crate) fn file_url(path: &Path) -> Result<String, Error> {
    let refuse = |why: &'static str| Error::Unreadable {
        path: path.to_owned(),
        source: io::Error::new(io::ErrorKind::InvalidInput, why),
    };
    let text = path.to_str().ok_or_else(|| refuse("the name is not valid Unicode"))?;
    if text.contains('\0') {
        return Err(refuse("the name contains a zero byte"));
    }
    Ok(format!("file:{text}"))
}

fn readable_size(path: &Path) -> Result<u64, Error> {
    let unreadable = |source| Error::Unreadable { path: path.to_owned(), source };
    let facts = std::fs::metadata(path).map_err(unreadable)?;
    if facts.is_dir() {
        return Err(unreadable(io::Error::from(io::ErrorKind::IsADirectory)));
    }
    File::open(path).map_err(unreadable)?;
    if facts.len() == 0 {
        return Err(Error::Empty { path: path.to_owned() });
    }
    Ok(facts.len())
}

/// True for an MP4 or MOV file that has no `moov` box: the recorder writes it last, so a phone
/// that ran out of battery or a copy that was broken off leaves a file without it.
fn lacks_index(path: &Path) -> bool {
    let Ok(mut file) = File::open(path) else { return false };
    let (mut at, mut first) = (0_u64, true);
    loop {
        let mut head = [0_u8; 16];
        let read = file.seek(SeekFrom::Start(at)).and_then(|_| file.read(&mut head));
        if read.unwrap_or(0) < 8 {
            return !first;
        }
        let kind = &head[4..8];
        if first && !matches!(kind, b"ftyp" | b"wide" | b"mdat" | b"free" | b"skip") {
            return false;
        }
        if kind == b"moov" {
            // The index is there and unreadable; it may itself be cut off.
            return file.metadata().is_ok_and(|f| f.len() < at + box_size(&head));
        }
        first = false;
        match box_size(&head) {
            size if size >= 8 => at += size,
            _ => return true,
        }
    }
}

/// Size of an MP4 box from its first 16 bytes; 0 means up to the end of the file.
fn box_size(head: &[u8; 16]) -> u64 {
    let short = u32::from_be_bytes([head[0], head[1], head[2], head[3]]);
    if short != 1 {
        return u64::from(short);
    }
    head[8..16].iter().fold(0, |size, byte| size << 8 | u64::from(*byte))
}
