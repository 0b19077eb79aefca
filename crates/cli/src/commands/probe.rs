//! `mang probe`: media facts.

use super::Context;
use crate::end::Report;
use serde_json::{Value, json};
use std::path::Path;
use timeline::{MediaInfo, VideoInfo};
use workflow::Error;
use workflow::survey::{loudness, survey};

pub(crate) async fn run(
    file: &Path,
    (frames, loud): (bool, bool),
    with: &Context,
) -> Result<Report, Error> {
    let map = survey(&with.studio, file, &with.watch).await?.map;
    let mut facts = json!(map.info);
    facts["gops"] = json!(map.gops());
    if frames {
        facts["frames_us"] = json!(map.frame_times());
    }
    facts["cannot_be_joined"] = map.barrier().map_or(Value::Null, |barrier| json!(barrier));
    let mut text = text(&map.info);
    if loud {
        let heard = loudness(&with.studio, file, &map, &with.watch).await?;
        facts["loudness"] = json!(heard);
        if let Some(heard) = heard {
            let integrated =
                heard.integrated.map_or("−∞".to_owned(), |l| format!("{:.1}", l.0));
            text += &format!("\nsound  {integrated} LUFS, peak {:.1} dBTP", heard.peak.0);
        }
    }
    Ok(Report::new(&facts, text))
}

fn text(info: &MediaInfo) -> String {
    let mut text = format!("{}\n{}  {} bytes", info.container, info.duration_us, info.size_bytes);
    if let Some(video) = &info.video {
        text += &picture(video);
    }
    if let Some(a) = &info.audio {
        text += &format!(
            "\naudio  {} {} Hz, {} channels {}, from {}",
            a.codec, a.sample_rate, a.channels, a.layout, a.start_us
        );
    }
    text
}

fn picture(v: &VideoInfo) -> String {
    let (width, height) = v.display_size();
    let pace = if v.variable_rate { "variable" } else { "constant" };
    let c = &v.coding;
    format!(
        "\nvideo  {} {} {width}×{height} (rotation {}°) {:.3} fps {pace}, {} frames from {}, \
         {} keyframes\n       {} closed and {} open groups, the longest {} frames, {} hidden, \
         {} edits\n       {} {} {} {} {}",
        v.codec,
        c.profile,
        v.rotation,
        v.frame_rate.per_second(),
        v.frames,
        c.start_us,
        v.keyframes,
        c.closed_gops,
        c.open_gops,
        c.longest_gop,
        c.hidden,
        c.edits,
        v.pixel_format,
        v.transfer,
        c.primaries,
        c.matrix,
        c.range,
    )
}
