//! Owns what a film's facts mean to the rules: names and units of `rules/README.md`.
//! Refuses to measure; the survey did.

use policy::Fact;
use timeline::MediaInfo;

/// What is known about a film that will be posted as it is.
#[must_use]
pub fn film_facts(info: &MediaInfo) -> Vec<(&'static str, Fact)> {
    let word = |text: &str| Fact::Word(text.to_owned());
    // Megabytes of a file are far below where a double loses units.
    let megabytes =
        u32::try_from(info.size_bytes / 1_000).map_or(f64::MAX, |kb| f64::from(kb) / 1e3);
    let mut facts = vec![
        ("size_mb", Fact::Number(megabytes)),
        ("container", word(container(&info.container))),
        ("has_sound", Fact::Yes(info.audio.is_some())),
    ];
    if let Some(audio) = &info.audio {
        facts.push(("audio_codec", word(&audio.codec)));
    }
    if let Some(video) = &info.video {
        let turned = video.rotation % 180 == 90;
        let (width, height) =
            if turned { (video.height, video.width) } else { (video.width, video.height) };
        let (width, height) = (f64::from(width), f64::from(height));
        facts.extend([
            ("video_codec", word(&video.codec)),
            ("width", Fact::Number(width)),
            ("height", Fact::Number(height)),
            ("short_side", Fact::Number(width.min(height))),
            ("height_by_width", Fact::Number(height / width.max(1.0))),
        ]);
        let seconds = video.duration_us.seconds();
        if seconds > 0.0 {
            facts.push(("fps", Fact::Number(f64::from(video.frames) / seconds)));
        }
    }
    facts
}

/// FFmpeg names a family ("mov,mp4,m4a…", "matroska,webm"); the rules name one member.
fn container(family: &str) -> &str {
    match family {
        name if name.contains("mp4") => "mp4",
        name if name.contains("webm") => "webm",
        name => name,
    }
}
