//! `mang silence`: a cut list without pauses, and without filler sounds when words are known.

use super::Context;
use crate::args::Silence;
use crate::end::Report;
use timeline::{CaptionTrack, TimeRange};
use workflow::task::Hearing;
use workflow::trim::{self, CutFile};
use workflow::{Error, import, output, transcribe};

pub(crate) async fn run(args: Silence, with: &Context) -> Result<Report, Error> {
    let (children, clip) = (&with.studio.children, args.clip.as_path());
    let captions = args.captions.as_deref();
    let track = captions.map(|file| transcribe::read_captions(file, "vi")).transpose()?;
    let info = import::probe(&with.studio, clip, &with.watch).await?;
    let heard = transcribe::listen(children, clip, "vi", Hearing::Sound, &with.watch).await?;
    let words = track.iter().flat_map(CaptionTrack::cues).flat_map(|c| &c.words);
    let words: Vec<TimeRange> = words.map(|w| w.range).collect();
    let mut cuts = trim::pauses(&heard.levels, &words, args.breathing.into(), &info);
    let track = track.as_ref().filter(|_| args.fillers);
    let fillers = track.map(|track| trim::fillers_in(None, track, &info)).transpose()?;
    if let Some(fillers) = &fillers {
        cuts = trim::without_fillers(&cuts, fillers);
    }
    let file = CutFile { fillers, ..CutFile::of(&cuts) };
    let json = serde_json::to_string_pretty(&file).unwrap_or_default();
    if let Some(place) = &args.output {
        output::keep_source(clip, place)?;
        if let Some(captions) = captions {
            output::keep_source(captions, place)?;
        }
        output::write(place, json.as_bytes(), args.force)?;
        let gone = file.remove.len();
        return Ok(Report::new(&file, format!("{}\n{gone} cuts", place.display())));
    }
    Ok(Report::new(&file, json))
}
