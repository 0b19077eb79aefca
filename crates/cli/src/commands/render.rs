//! `mang render`: cuts, captions drawn in, another shape, even loudness.

use super::Context;
use crate::args::Render;
use crate::end::Report;
use serde_json::json;
use timeline::{Aspect, CutList, Framing, Look, Platform, Preset};
use workflow::render::Single;
use workflow::render::shape::Wish;
use workflow::{Error, import, render, transcribe, trim};

pub(crate) async fn run(args: Render, with: &Context) -> Result<Report, Error> {
    let info = import::clip(&with.studio, &args.clip, &with.watch).await?.info;
    let cuts = match &args.cuts {
        Some(file) => trim::read_cuts(file, info.duration_us)?,
        None => CutList::whole(info.duration_us),
    };
    let track =
        args.captions.as_deref().map(|p| transcribe::read_captions(p, &args.lang)).transpose()?;
    let order = Single {
        source: args.clip.clone(),
        info,
        place: args.output.clone(),
        cuts,
        wish: wish(&args),
        language: track.as_ref().map_or(args.lang, |t| t.language().to_owned()),
        burn: track.map(|t| t.cues().to_vec()).unwrap_or_default(),
        loudness: Some(media::Loudness::ONLINE),
        force: args.force,
    };
    let (rendered, used) = render::single(&with.studio, order, &with.watch).await?;
    let ((width, height), bytes) = (used.size, rendered.info.size_bytes);
    let json = json!({
        "output": args.output,
        "duration_us": rendered.info.duration_us,
        "frames": rendered.frames,
        "width": width,
        "height": height,
        "size_bytes": bytes,
        "fits": used.most_bytes.is_none_or(|most| bytes <= most),
        "loudness": rendered.loudness,
        "encoder": rendered.encoder,
        "used": used,
    });
    let text = format!(
        "{}\n{width}×{height}, {}, {} frames",
        args.output.display(),
        rendered.info.duration_us,
        rendered.frames
    );
    Ok(Report::new(&json, text))
}

/// What the command line asks for. Films for a platform are tall; one for a chat keeps its shape.
fn wish(args: &Render) -> Wish {
    let preset = args.preset.map(Preset::from);
    let (focus_x, focus_y) = args.focus;
    let framing = Framing { fill: args.fill.into(), focus_x, focus_y };
    let tall = preset.is_some_and(|preset| preset != Preset::Zalo).then_some(Aspect::Vertical);
    Wish {
        platform: Platform::default(),
        aspect: args.aspect.map(Aspect::from).or(tall),
        look: Look { style: args.style.into(), framing, preset },
    }
}
