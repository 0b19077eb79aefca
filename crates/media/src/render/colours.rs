//! Owns keeping a clip's colours as they are stored, for a cut that changes nothing else. Refuses
//! what only conversion can show: high dynamic range, and pictures that are not brightness and
//! colour.

use crate::Error;
use crate::encode::Tags;
use crate::source::Source;
use ffmpeg_next::{Stream, color};

/// How a clip's colours are stored; nothing when they must be converted.
pub(super) fn of(source: &Source, stream: &Stream<'_>) -> Result<Option<Tags>, Error> {
    let decoder = source.video_decoder(stream)?;
    let name = decoder.format().descriptor().map_or("", |d| d.name());
    let transfer = decoder.color_transfer_characteristic();
    let is_bright = matches!(
        transfer,
        color::TransferCharacteristic::SMPTE2084 | color::TransferCharacteristic::ARIB_STD_B67
    );
    let is_split = ["yuv", "nv", "p0"].iter().any(|family| name.starts_with(family));
    // The format's name says it where the stream does not.
    let range = match decoder.color_range() {
        color::Range::Unspecified if name.starts_with("yuvj") => color::Range::JPEG,
        range => range,
    };
    let tags = Tags {
        space: decoder.color_space(),
        primaries: decoder.color_primaries(),
        transfer,
        range,
    };
    Ok((is_split && !is_bright).then_some(tags))
}

/// The range as `scale` calls it.
pub(super) fn range(range: color::Range) -> &'static str {
    if range == color::Range::JPEG { "pc" } else { "tv" }
}
