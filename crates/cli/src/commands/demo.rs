//! `mang demo`: a sample clip and the main job on it, with what ships in the program.

use super::{Context, make};
use crate::end::Report;
use std::path::PathBuf;
use workflow::{Error, make as line, sample};

pub(crate) async fn run(out: PathBuf, with: &Context) -> Result<Report, Error> {
    // A demo is meant to be tried again: its own results may be replaced.
    let clip = sample::make(&with.studio, &out.join("sample.mp4"), true, &with.watch).await?;
    let order = line::sample_order(clip, out, true, words::language());
    let summary = line::make(&with.studio, order, &with.watch).await?;
    // The sample breaks a rule on purpose; that is what the demo shows, not a failure of it.
    Ok(make::report(&summary).answer(true))
}
