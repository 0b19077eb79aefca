//! Owns finding the edit lists of an MP4 or MOV file (ISO/IEC 14496-12, 8.6.6). FFmpeg applies
//! them while reading and does not tell; refuses to apply anything itself.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::Path;

/// Boxes on the way to an edit list.
const WAY: [&[u8; 4]; 3] = [b"moov", b"trak", b"edts"];
/// A file of boxes this many is no film.
const MOST_BOXES: usize = 10_000;

/// The most edits that any stream of the file has; 0 when there are none or it is no such file.
pub(crate) fn edits(path: &Path) -> u32 {
    let Ok(mut file) = File::open(path) else { return 0 };
    let Ok(end) = file.metadata().map(|facts| facts.len()) else { return 0 };
    let mut left = MOST_BOXES;
    most(&mut file, 0..end, &WAY, &mut left).unwrap_or(0)
}

fn most(
    file: &mut File,
    range: Range<u64>,
    way: &[&[u8; 4]],
    left: &mut usize,
) -> std::io::Result<u32> {
    let (mut at, mut found) = (range.start, 0);
    while at + 8 <= range.end && *left > 0 {
        *left -= 1;
        let mut head = [0_u8; 16];
        file.seek(SeekFrom::Start(at))?;
        file.read_exact(&mut head[..8])?;
        let mut body = at + 8;
        let size = match u64::from(u32::from_be_bytes([head[0], head[1], head[2], head[3]])) {
            0 => range.end - at,
            1 => {
                file.read_exact(&mut head[8..])?;
                body += 8;
                head[8..].iter().fold(0, |size, byte| size << 8 | u64::from(*byte))
            }
            size => size,
        };
        let end = at.saturating_add(size).min(range.end);
        if end < body {
            break;
        }
        let kind = [head[4], head[5], head[6], head[7]];
        if way.first() == Some(&&kind) {
            found = found.max(most(file, body..end, &way[1..], left)?);
        } else if way.is_empty() && &kind == b"elst" && body + 8 <= end {
            let mut count = [0_u8; 8];
            file.seek(SeekFrom::Start(body))?;
            file.read_exact(&mut count)?;
            found = found.max(u32::from_be_bytes([count[4], count[5], count[6], count[7]]));
        }
        at = end;
    }
    Ok(found)
}
