//! `mang silence`: a cut list without pauses.

use super::Context;
use crate::end::Report;
use std::path::Path;
use timeline::Breathing;
use workflow::task::Hearing;
use workflow::trim::{self, CutFile};
use workflow::{Error, import, output, transcribe};

pub(crate) async fn run(
    clip: &Path,
    place: Option<&Path>,
    breathing: Breathing,
    force: bool,
    with: &Context,
) -> Result<Report, Error> {
    let children = &with.studio.children;
    let info = import::probe(&with.studio, clip, &with.watch).await?;
    let heard = transcribe::listen(children, clip, "vi", Hearing::Sound, &with.watch).await?;
    let cuts = trim::pauses(&heard.levels, &[], breathing, &info);
    let file = CutFile::of(&cuts);
    let json = serde_json::to_string_pretty(&file).unwrap_or_default();
    if let Some(place) = place {
        output::keep_source(clip, place)?;
        output::write(place, json.as_bytes(), force)?;
        let gone = file.remove.len();
        return Ok(Report::new(&file, format!("{}\n{gone} cuts", place.display())));
    }
    Ok(Report::new(&file, json))
}
