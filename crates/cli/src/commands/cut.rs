//! `mang cut`: the kept ranges of a clip, frame by frame and sample by sample, and its captions.

use super::Context;
use crate::args::{Cut, Mode};
use crate::end::Report;
use serde_json::json;
use std::path::Path;
use timeline::{CaptionTrack, CutList, PartOrigin, Preview, Timestamp};
use workflow::output::{Pending, keep_source};
use workflow::render::Single;
use workflow::render::shape::Wish;
use workflow::{Error, import, render, transcribe, trim};

pub(crate) async fn run(args: Cut, with: &Context) -> Result<Report, Error> {
    let info = import::probe(&with.studio.children, &args.clip, &with.watch).await?;
    let cuts = cuts(&args, info.duration_us)?;
    let track =
        args.captions.as_deref().map(|p| transcribe::read_captions(p, "und")).transpose()?;
    let order = Single {
        source: args.clip.clone(),
        place: args.output.clone(),
        cuts: cuts.clone(),
        info,
        wish: Wish::default(),
        burn: Vec::new(),
        language: "und".to_owned(),
        loudness: None,
        force: args.force,
    };
    // The name of the captions is claimed first, so that both files appear or none.
    let beside = track.as_ref().map(|track| sidecar(&args, track, &cuts)).transpose()?;
    let studio = &with.studio;
    let (rendered, _) = render::single(&studio.children, &studio.packs, order, &with.watch).await?;
    let beside = beside.map(Pending::commit).transpose()?;
    let reason = match args.mode {
        Mode::Full => "asked for",
        Mode::Auto => "this version encodes every frame anew, which is exact for every codec",
    };
    let json = json!({
        "output": args.output,
        "captions": beside,
        "mode": "full",
        "reason": reason,
        "frames_copied": 0,
        "frames_encoded": rendered.frames,
        "duration_us": rendered.info.duration_us,
    });
    let text = format!("{}\n{} frames, full ({reason})", args.output.display(), rendered.frames);
    Ok(Report::new(&json, text))
}

fn cuts(args: &Cut, duration: Timestamp) -> Result<CutList, Error> {
    if let Some(file) = &args.cuts {
        return trim::read_cuts(file, duration);
    }
    let keep = args.keep.as_deref().unwrap_or_default();
    let unreadable = || Error::Argument { what: keep.to_owned() };
    let keep = trim::parse_keep(keep).ok_or_else(unreadable)?;
    Ok(CutList::from_kept(duration, &keep, PartOrigin::Hand))
}

/// Re-times the captions beside the result, in the format they came in.
fn sidecar(args: &Cut, track: &CaptionTrack, cuts: &CutList) -> Result<Pending, Error> {
    let cues = Preview::new(cuts).map_cues(track.cues());
    let from = args.captions.as_deref().unwrap_or(Path::new(""));
    let is_vtt = from.extension().is_some_and(|e| e.eq_ignore_ascii_case("vtt"));
    let (ending, text) = if is_vtt {
        ("vtt", captions::vtt::write(&cues))
    } else {
        ("srt", captions::srt::write(&cues))
    };
    let place = args.output.with_extension(ending);
    keep_source(from, &place)?;
    let mut pending = Pending::new(&place, args.force)?;
    pending.write(text.as_bytes())?;
    Ok(pending)
}
