//! Owns reading packets of the picture by their number in the map, from any of them on. Refuses
//! to go on when the file no longer is what the map says.

use crate::map::{PictureMap, Stored};
use crate::source::Source;
use crate::{Error, ffmpeg};
use ffmpeg_next::Packet;
use std::path::Path;

/// Seconds before the wanted packet at which a search begins, one after the other: where frames
/// are shown long after they are stored, FFmpeg's own index points too late.
const STEPS_BACK: [i64; 3] = [0, 1, 12];
/// So near ahead it is quicker to read on than to seek.
const NEAR: usize = 40;

/// A clip open at its picture.
pub(super) struct Reader<'a> {
    pub(super) source: Source,
    pub(super) stream: usize,
    map: &'a PictureMap,
    /// Number of the packet that comes next.
    next: usize,
    /// That packet, when it was read already.
    held: Option<Packet>,
}

impl<'a> Reader<'a> {
    pub(super) fn open(path: &Path, map: &'a PictureMap) -> Result<Self, Error> {
        let mut source = Source::open(path)?;
        let no_video = || Error::NoVideo { path: path.to_owned() };
        let stream = source.video().ok_or_else(no_video)?.index();
        ffmpeg::read_only(&mut source.input, stream);
        Ok(Self { source, stream, map, next: 0, held: None })
    }

    /// Makes packet `number`, a keyframe or the first, the next one.
    pub(super) fn go_to(&mut self, number: usize) -> Result<(), Error> {
        if (self.next..self.next + NEAR).contains(&number) {
            while self.next < number {
                self.packet()?;
            }
            return Ok(());
        }
        let wanted = self.map.times[number];
        let second = i64::from(self.map.base.1) / i64::from(self.map.base.0.max(1));
        for back in STEPS_BACK {
            let at = wanted.saturating_sub(back * second);
            if ffmpeg::seek(&mut self.source.input, self.stream, at).is_ok() && self.find(number) {
                return Ok(());
            }
        }
        let path = self.source.path.clone();
        *self = Self::open(&path, self.map)?;
        while self.next < number {
            self.packet()?;
        }
        Ok(())
    }

    /// Reads on to the keyframe `number` and keeps it for the next call; false when it was passed.
    fn find(&mut self, number: usize) -> bool {
        let wanted = self.map.times[number];
        self.held = None;
        while let Some(packet) = self.raw() {
            if packet.is_key() && packet.pts() == Some(wanted) {
                self.held = Some(packet);
                self.next = number;
                return true;
            }
            if packet.is_key() && packet.pts().is_some_and(|pts| pts > wanted) {
                return false;
            }
        }
        false
    }

    fn raw(&mut self) -> Option<Packet> {
        loop {
            let packet = self.source.next_packet()?;
            if packet.stream() == self.stream {
                return Some(packet);
            }
        }
    }

    /// The next packet.
    pub(super) fn packet(&mut self) -> Result<Packet, Error> {
        let changed =
            |what: &str| Error::Mismatch { path: self.source.path.clone(), what: what.to_owned() };
        let (at, kind) = match (self.map.times.get(self.next), self.map.kinds.get(self.next)) {
            (Some(at), Some(kind)) => (*at, *kind),
            _ => return Err(changed("it has fewer packets than before")),
        };
        let ended = changed("it ends earlier than before");
        let other = changed("its packets are not those that were there");
        let packet = self.held.take().or_else(|| self.raw()).ok_or(ended)?;
        let is_key = kind & Stored::KEY != 0;
        if packet.pts().or_else(|| packet.dts()) != Some(at) || packet.is_key() != is_key {
            return Err(other);
        }
        self.next += 1;
        Ok(packet)
    }
}
