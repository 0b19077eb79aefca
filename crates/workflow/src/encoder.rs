//! Owns which encoder makes the picture: a graphics chip's when there is one that passes its trial
//! in a child process, x264 otherwise. A driver that crashes or hangs takes only the child along.

use crate::child::Children;
use crate::task::Task;
use crate::{Error, Watch};
use media::{Limits, RenderRequest, Rendered, Trial};
use std::time::Duration;

/// What an encoder is tried with.
pub(crate) const TRIAL: Limits = Limits { factor: 20, most_bits: 4_000_000, short_side: 1080 };

/// A trial takes a tenth of this on the slowest chips.
const PATIENCE: Duration = Duration::from_secs(20);

/// An encoder of a graphics chip and how its trial went.
#[derive(Debug)]
pub struct Tried {
    /// FFmpeg's name of it.
    pub encoder: &'static str,
    /// Likeness of the worst picture in decibels, or why it cannot be used.
    pub result: Result<f64, String>,
}

/// Tries the encoders that FFmpeg knows, best first, up to the first that is right.
///
/// # Errors
/// [`Error::Cancelled`] only: whatever else happens is a refusal.
pub async fn try_all(children: &Children, watch: &Watch) -> Result<Vec<Tried>, Error> {
    let mut tried = Vec::new();
    for encoder in media::chip_encoders() {
        let task = Task::Try { encoder: encoder.to_owned() };
        let result = match tokio::time::timeout(PATIENCE, children.run(&task, watch)).await {
            Ok(Ok(Trial { worst_db, .. })) => Ok(worst_db),
            Ok(Err(Error::Cancelled)) => return Err(Error::Cancelled),
            Ok(Err(error)) => Err(error.to_string()),
            Err(_) => Err("it did not answer".to_owned()),
        };
        let passed = result.is_ok();
        tried.push(Tried { encoder, result });
        if passed {
            break;
        }
    }
    Ok(tried)
}

/// Renders by the best encoder. A chip that fails in the middle is left alone: the film is then
/// made anew by x264.
pub(crate) async fn render(
    children: &Children,
    request: RenderRequest,
    watch: &Watch,
) -> Result<Rendered, Error> {
    let tried = try_all(children, watch).await?;
    if let Some(chip) = tried.iter().find(|tried| tried.result.is_ok()) {
        let encoder = Some(chip.encoder.to_owned());
        let by_chip = RenderRequest { encoder, ..request.clone() };
        match children.run(&Task::Render(by_chip), watch).await {
            Err(Error::Cancelled) => return Err(Error::Cancelled),
            Ok(rendered) => return Ok(rendered),
            Err(_) => {}
        }
    }
    children.run(&Task::Render(request), watch).await
}
