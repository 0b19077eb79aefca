//! `mang cut`: the kept ranges of a clip, frame by frame and sample by sample, and its captions.

use super::Context;
use crate::args::Cut;
use crate::end::Report;
use captions::Format;
use serde_json::json;
use std::path::Path;
use timeline::{CutList, PartOrigin, Preview, Timestamp};
use workflow::cut::{self, CutOrder};
use workflow::output::{Pending, keep_source};
use workflow::{Error, import, transcribe, trim};

pub(crate) async fn run(args: Cut, with: &Context) -> Result<Report, Error> {
    let info = import::probe(&with.studio, &args.clip, &with.watch).await?;
    let cuts = cuts(&args, info.duration_us)?;
    let track =
        args.captions.as_deref().map(|p| transcribe::read_captions(p, "und")).transpose()?;
    let order = CutOrder {
        source: args.clip.clone(),
        place: args.output.clone(),
        cuts,
        mode: args.mode.into(),
        force: args.force,
    };
    // The name of the captions is claimed first, so that both files appear or none.
    let beside = track.as_ref().map(|_| sidecar(&args)).transpose()?;
    let done = cut::cut(&with.studio, order, &with.watch).await?;
    // Captions follow the cuts as they were made, which lie on frames.
    let beside = match (beside, &track) {
        (Some((mut pending, format)), Some(track)) => {
            let cues = Preview::new(&done.cuts).map_cues(track.cues());
            pending.write(format.write_cues(&cues).as_bytes())?;
            Some(pending.commit()?)
        }
        _ => None,
    };
    let (way, code) = (json!(done.way), json!(done.reason));
    let key = format!("cut_reason_{}", code.as_str().unwrap_or_default().replace('-', "_"));
    let reason = words::said(&key, &[]);
    let json = json!({
        "output": args.output,
        "captions": beside,
        "mode": way,
        "reason": reason,
        "reason_code": code,
        "detail": done.detail,
        "keep": done.cuts.kept(),
        "frames_copied": done.copied,
        "frames_encoded": done.encoded,
        "duration_us": done.rendered.info.duration_us,
    });
    let counts = [("copied", done.copied.to_string()), ("encoded", done.encoded.to_string())];
    let counts = words::said("cut_counts", &counts);
    Ok(Report::new(&json, format!("{}\n{counts} {reason}", args.output.display())))
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

/// A place for the captions beside the result, in the format they came in.
fn sidecar(args: &Cut) -> Result<(Pending, Format), Error> {
    let from = args.captions.as_deref().unwrap_or(Path::new(""));
    let is_vtt = from.extension().is_some_and(|e| e.eq_ignore_ascii_case("vtt"));
    let (ending, format) = if is_vtt { ("vtt", Format::Vtt) } else { ("srt", Format::Srt) };
    let place = args.output.with_extension(ending);
    keep_source(from, &place)?;
    Ok((Pending::new(&place, args.force)?, format))
}
