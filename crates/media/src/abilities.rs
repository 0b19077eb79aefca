//! Owns what the FFmpeg libraries of this computer can do, as far as this program needs it.

/// The needed parts by name, each with whether it is there.
#[must_use]
pub fn abilities() -> Vec<(&'static str, bool)> {
    let encoder = |name| ffmpeg_next::encoder::find_by_name(name).is_some();
    let decoder = |name| ffmpeg_next::decoder::find_by_name(name).is_some();
    let filter = |name| ffmpeg_next::filter::find(name).is_some();
    vec![
        ("encoder-h264", encoder("libx264")),
        ("encoder-aac", encoder("aac")),
        ("decoder-h264", decoder("h264")),
        ("decoder-hevc", decoder("hevc")),
        ("decoder-vp9", decoder("vp9") || decoder("libvpx-vp9")),
        ("captions-in-picture", filter("ass")),
    ]
}
