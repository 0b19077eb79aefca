//! Owns the file being written: an MP4 with its index in front, streams, packets and the end.
//! Refuses to choose what goes in, and to remove a broken file unasked.

use crate::source::{MICROSECONDS, file_url};
use crate::{Error, ffmpeg};
use ffmpeg_next::format::{self, context::Output};
use ffmpeg_next::{Dictionary, Packet, Rational, Stream, codec};
use std::path::{Path, PathBuf};
use timeline::Chapter;

/// How the index gets to the front, where a player that reads over a line wants it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Index {
    /// Written last, then all packets are moved behind it: reads and writes the file once more.
    Moved,
    /// Into room that is kept free; what stays of it is lost.
    Reserved { bytes: u32 },
}

impl Index {
    /// What one packet takes at most: its length, place, time, order, chunk and being a keyframe.
    const ENTRY: usize = 48;
    /// Everything in the index that does not grow with the number of packets.
    const REST: usize = 1 << 17;
    /// In a smaller file moving is quick and the room would be a great part.
    const WORTH: u64 = 64 << 20;

    /// For so many packets and chapters in a film of about so many bytes.
    pub(crate) fn of(packets: usize, chapters: usize, film: u64) -> Self {
        let bytes = packets * Self::ENTRY + chapters * 1024 + Self::REST;
        match u32::try_from(bytes) {
            Ok(bytes) if film > Self::WORTH && u64::from(bytes) < film / 32 => {
                Self::Reserved { bytes }
            }
            _ => Self::Moved,
        }
    }
}

/// An MP4 file in the making. Streams first, then [`Writer::start`], packets, [`Writer::finish`].
pub(crate) struct Writer {
    output: Output,
    path: PathBuf,
}

impl Writer {
    pub(crate) fn create(path: &Path) -> Result<Self, Error> {
        let output = format::output_as(&file_url(path)?, "mp4")
            .map_err(Error::writing(path, "making the file"))?;
        Ok(Self { output, path: path.to_owned() })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Adds what an opened encoder makes; returns the stream's number.
    pub(crate) fn add(&mut self, encoder: &codec::Context, base: Rational) -> Result<usize, Error> {
        let failed = Error::writing(&self.path, "adding a stream");
        let mut stream = self.output.add_stream_with(encoder).map_err(failed)?;
        stream.set_time_base(base);
        Ok(stream.index())
    }

    /// Adds a stream whose packets are copied from `source`, under another codec configuration.
    pub(crate) fn add_copy(
        &mut self,
        source: &Stream<'_>,
        extradata: &[u8],
        base: Rational,
    ) -> Result<usize, Error> {
        let failed = Error::writing(&self.path, "adding a stream");
        let none = ffmpeg_next::encoder::find(codec::Id::None);
        let mut stream = self.output.add_stream(none).map_err(failed)?;
        let failed = Error::writing(&self.path, "describing a stream");
        ffmpeg::describe_as(&mut stream, source, extradata).map_err(failed)?;
        stream.set_time_base(base);
        Ok(stream.index())
    }

    /// Adds a stream that no encoder made, in a language of three letters; returns its number.
    pub(crate) fn add_described(
        &mut self,
        described: codec::Parameters,
        base: Rational,
        language: &str,
    ) -> Result<usize, Error> {
        let failed = Error::writing(&self.path, "adding a stream");
        let mut stream = self.output.add_stream(None::<ffmpeg_next::Codec>).map_err(failed)?;
        stream.set_parameters(described);
        stream.set_time_base(base);
        let mut facts = Dictionary::new();
        facts.set("language", language);
        stream.set_metadata(facts);
        Ok(stream.index())
    }

    /// Names stretches of the finished film; before [`Writer::start`].
    pub(crate) fn name_chapters(&mut self, chapters: &[Chapter]) -> Result<(), Error> {
        for (id, chapter) in (1..).zip(chapters) {
            let (start, end) = (chapter.range.start().micros(), chapter.range.end().micros());
            let added = self.output.add_chapter(id, MICROSECONDS, start, end, &chapter.title);
            added.map_err(Error::writing(&self.path, "naming a chapter"))?;
        }
        Ok(())
    }

    /// Writes the beginning, with the index in front.
    pub(crate) fn start(&mut self, index: Index) -> Result<(), Error> {
        let mut options = Dictionary::new();
        match index {
            Index::Moved => options.set("movflags", "+faststart"),
            Index::Reserved { bytes } => options.set("moov_size", &bytes.to_string()),
        }
        // Lengths in the index count in this unit; the usual one is a millisecond.
        options.set("movie_timescale", "90000");
        let written = self.output.write_header_with(options).map(|_| ());
        written.map_err(Error::writing(&self.path, "writing the beginning"))
    }

    /// Writes one packet whose times count in `base`.
    pub(crate) fn write(
        &mut self,
        stream: usize,
        packet: &mut Packet,
        base: Rational,
    ) -> Result<(), Error> {
        let target = self.output.stream(stream).map_or(base, |s| s.time_base());
        packet.set_stream(stream);
        packet.set_position(-1);
        packet.rescale_ts(base, target);
        let written = packet.write_interleaved(&mut self.output);
        written.map_err(Error::writing(&self.path, "writing picture and sound"))
    }

    /// Writes the index and closes the file.
    pub(crate) fn finish(mut self) -> Result<(), Error> {
        self.output.write_trailer().map_err(Error::writing(&self.path, "writing the index"))
    }
}

/// Removes a file that is only half there; anything but a plain file stays.
pub(crate) fn remove_partial(path: &Path) {
    if std::fs::symlink_metadata(path).is_ok_and(|facts| facts.is_file()) {
        // The error that broke the file off is the one to report.
        drop(std::fs::remove_file(path));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_kept_only_where_moving_would_take_long() {
        const GIGABYTE: u64 = 1 << 30;
        assert_eq!(Index::of(100_000, 3, 10 << 20), Index::Moved);
        // An hour at 30 frames a second with its sound.
        let hour = Index::of(108_000 + 168_750, 0, GIGABYTE);
        assert!(matches!(hour, Index::Reserved { bytes } if u64::from(bytes) < GIGABYTE / 64));
        // So many packets in so little film would be nothing but index.
        assert_eq!(Index::of(10_000_000, 0, GIGABYTE), Index::Moved);
    }
}
