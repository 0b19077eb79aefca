//! Cut: the kept ranges of one file as another file, everything else as it was. Most is copied
//! where that can be made right; the sound is always coded once.

use crate::output::{FreshFolder, Pending, keep_source};
use crate::render::named_as_film;
use crate::survey::survey;
use crate::task::Task;
use crate::{Code, Error, Studio, Watch};
use media::{Cut, CutMode, CutRequest, Reason};
use std::path::PathBuf;
use timeline::CutList;

/// One file to one file.
#[derive(Debug, Clone)]
pub struct CutOrder {
    /// The clip.
    pub source: PathBuf,
    /// Where the result goes.
    pub place: PathBuf,
    /// What stays.
    pub cuts: CutList,
    /// How.
    pub mode: CutMode,
    /// An existing file may be replaced.
    pub force: bool,
}

/// Cuts one file.
///
/// # Errors
/// When the clip cannot be used, the place cannot be written, or the job failed or was cancelled;
/// nothing half-written stays.
pub async fn cut(studio: &Studio, order: CutOrder, watch: &Watch) -> Result<Cut, Error> {
    keep_source(&order.source, &order.place)?;
    named_as_film(&order.place)?;
    let _fresh = order.place.parent().map(FreshFolder::new);
    let pending = Pending::new(&order.place, order.force)?;
    let request = CutRequest {
        map: survey(studio, &order.source, watch).await?.file,
        source: order.source,
        output: pending.path().to_owned(),
        cuts: order.cuts,
        mode: order.mode,
    };
    let cut = match studio.children.run(&Task::Cut(request.clone()), watch).await {
        // An encoder that dies of a damaged film has not been asked to code all of it yet.
        Err(error @ Error::ChildDied { .. })
            if request.mode != CutMode::Full && error.code() == Code::ChildDied =>
        {
            let request = CutRequest { mode: CutMode::Full, ..request };
            let cut: Cut = studio.children.run(&Task::Cut(request), watch).await?;
            Cut { reason: Reason::SelfCheck, detail: Some(error.details()), ..cut }
        }
        other => other?,
    };
    pending.commit()?;
    Ok(cut)
}
