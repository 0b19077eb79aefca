//! `mang render`: cuts, captions drawn in, another shape.

use super::Context;
use crate::args::Render;
use crate::end::Report;
use serde_json::json;
use timeline::CutList;
use workflow::render::Single;
use workflow::{Error, import, render, transcribe, trim};

pub(crate) async fn run(args: Render, with: &Context) -> Result<Report, Error> {
    let info = import::clip(&with.studio, &args.clip, &with.watch).await?.info;
    let cuts = match &args.cuts {
        Some(file) => trim::read_cuts(file, info.duration_us)?,
        None => CutList::whole(info.duration_us),
    };
    let track =
        args.captions.as_deref().map(|p| transcribe::read_captions(p, &args.lang)).transpose()?;
    let aspect = args.aspect.map(timeline::Aspect::from);
    let size = info.video.as_ref().map(|v| media::output_size(v, aspect)).unwrap_or_default();
    let order = Single {
        source: args.clip.clone(),
        place: args.output.clone(),
        cuts,
        aspect,
        burn: track.map(|t| t.cues().to_vec()).unwrap_or_default(),
        language: args.lang,
        size,
        loudness: Some(media::Loudness::ONLINE),
        force: args.force,
    };
    let rendered = render::single(&with.studio, order, &with.watch).await?;
    let (width, height) = size;
    let json = json!({
        "output": args.output,
        "duration_us": rendered.info.duration_us,
        "frames": rendered.frames,
        "width": width,
        "height": height,
        "size_bytes": rendered.info.size_bytes,
        "loudness": rendered.loudness,
    });
    let text = format!(
        "{}\n{width}×{height}, {}, {} frames",
        args.output.display(),
        rendered.info.duration_us,
        rendered.frames
    );
    Ok(Report::new(&json, text))
}
