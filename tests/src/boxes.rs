//! Owns reading the boxes of an MP4 file with eyes that are not FFmpeg's.

use std::path::Path;

/// Boxes that only hold other boxes.
const FOLDERS: [&[u8; 4]; 4] = [b"moov", b"trak", b"mdia", b"minf"];

/// A box's kind and content.
type Inside<'a> = (&'a [u8], &'a [u8]);

/// How many runs of equal lengths the frames of the first picture track have; nothing when the
/// file has no such track.
///
/// # Panics
/// When it cannot be read.
#[must_use]
pub fn time_to_sample_runs(file: &Path) -> Option<u32> {
    let bytes = std::fs::read(file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    let moov = children(&bytes).into_iter().find(|b| b.0 == b"moov")?.1;
    let tracks = children(moov).into_iter().filter(|b| b.0 == b"trak");
    let picture = |track: &Inside| {
        let handler = find(track.1, b"hdlr");
        handler.is_some_and(|h| h.get(8..12) == Some(b"vide"))
    };
    let track = tracks.into_iter().find(picture)?.1;
    let table = find(find(track, b"stbl")?, b"stts")?;
    Some(u32::from_be_bytes(table.get(4..8)?.try_into().ok()?))
}

/// The first box of a kind, however deep.
fn find<'a>(bytes: &'a [u8], kind: &[u8; 4]) -> Option<&'a [u8]> {
    children(bytes).into_iter().find_map(|(name, inside)| {
        if name == kind {
            return Some(inside);
        }
        FOLDERS.iter().any(|f| *f == name).then(|| find(inside, kind)).flatten()
    })
}

/// Every box at one level, as far as sizes make sense.
#[must_use]
pub fn children(bytes: &[u8]) -> Vec<Inside<'_>> {
    let (mut all, mut at) = (Vec::new(), 0_usize);
    while let Some(head) = bytes.get(at..at + 8) {
        let short = u32::from_be_bytes([head[0], head[1], head[2], head[3]]);
        let long = || bytes.get(at + 8..at + 16).and_then(|b| b.try_into().ok());
        let (size, before) = match short {
            0 => (bytes.len() - at, 8),
            1 => (long().map_or(0, |b| usize::try_from(u64::from_be_bytes(b)).unwrap_or(0)), 16),
            size => (usize::try_from(size).unwrap_or(0), 8),
        };
        let Some(inside) = bytes.get(at + before..at.saturating_add(size)) else { break };
        all.push((&head[4..8], inside));
        at += size;
    }
    all
}
