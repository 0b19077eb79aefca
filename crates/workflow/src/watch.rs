//! Owns what a caller sees of a running job: how far it is, how long it will take, and the switch
//! that ends it. Refuses words: stages are named by the interface.

use job::{Progress, Said, Stage};
use serde::{Deserialize, Serialize};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;

/// How far a job is, for a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct ProgressUpdate {
    /// All stages of this job, in order.
    pub stages: Vec<Stage>,
    /// The one at work.
    pub stage: Stage,
    /// How much of it is done, 0 to 1.
    #[cfg_attr(feature = "ipc", specta(type = i32))]
    pub stage_fraction: f32,
    /// How much of the whole is done, 0 to 1.
    #[cfg_attr(feature = "ipc", specta(type = i32))]
    pub fraction: f32,
    /// Seconds left; none in the first five seconds, when a guess would be a lie.
    pub eta_s: Option<u32>,
}

/// Where updates go.
pub type Sink = Arc<dyn Fn(ProgressUpdate) + Send + Sync>;

/// Where sentences go as they are heard.
pub type SaidSink = Arc<dyn Fn(Said) + Send + Sync>;

/// Handed to every step that takes long.
#[derive(Clone)]
pub struct Watch {
    sink: Sink,
    said: Option<SaidSink>,
    /// Ends the job; nothing of it stays.
    pub cancel: CancellationToken,
}

impl Watch {
    /// Sends updates to `sink` and ends when `cancel` is pulled.
    #[must_use]
    pub fn new(sink: Sink, cancel: CancellationToken) -> Self {
        Self { sink, said: None, cancel }
    }

    /// The same, with sentences sent to `said` as they are heard. They are for reading while one
    /// waits: what counts is the step's result, and after a cancel nothing of them stays.
    #[must_use]
    pub fn hearing(self, said: SaidSink) -> Self {
        Self { said: Some(said), ..self }
    }

    pub(crate) fn said(&self, sentence: Said) {
        if let Some(said) = &self.said {
            said(sentence);
        }
    }

    /// Nobody watches and nobody cancels.
    #[must_use]
    pub fn unwatched() -> Self {
        Self::new(Arc::new(|_| {}), CancellationToken::new())
    }

    /// Passes an update on.
    pub(crate) fn say(&self, update: ProgressUpdate) {
        (self.sink)(update);
    }

    /// Turns a child's stages into updates with time left. `stages` are weighted by the share of
    /// the whole time that they usually take.
    pub(crate) fn tracker(&self, stages: &[(Stage, f32)]) -> Tracker {
        Tracker {
            stages: stages.to_vec(),
            started: Instant::now(),
            furthest: Mutex::new(0.0),
            sink: self.sink.clone(),
        }
    }
}

pub(crate) struct Tracker {
    stages: Vec<(Stage, f32)>,
    started: Instant,
    furthest: Mutex<f32>,
    sink: Sink,
}

impl Tracker {
    pub(crate) fn report(&self, at: Progress) {
        let total: f32 = self.stages.iter().map(|(_, w)| w).sum();
        let Some(index) = self.stages.iter().position(|(s, _)| *s == at.stage) else {
            return;
        };
        let before: f32 = self.stages[..index].iter().map(|(_, w)| w).sum();
        let fraction = (before + self.stages[index].1 * at.fraction) / total;
        let fraction = {
            // A bar never goes back, even when a stage corrects itself.
            let mut furthest = self.furthest.lock().unwrap_or_else(PoisonError::into_inner);
            *furthest = furthest.max(fraction);
            *furthest
        };
        (self.sink)(ProgressUpdate {
            stages: self.stages.iter().map(|(s, _)| *s).collect(),
            stage: at.stage,
            stage_fraction: at.fraction,
            fraction,
            eta_s: eta(self.started.elapsed(), fraction),
        });
    }
}

/// Seconds left when the rest goes as fast as what is done.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a rounded number of seconds for a screen, clamped first"
)]
fn eta(elapsed: Duration, fraction: f32) -> Option<u32> {
    if elapsed < Duration::from_secs(5) || fraction < 0.02 {
        return None;
    }
    let left = elapsed.as_secs_f32() * (1.0 - fraction) / fraction;
    Some(left.round().clamp(0.0, 360_000.0) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_guessed_in_the_first_five_seconds() {
        assert_eq!(eta(Duration::from_secs(4), 0.5), None);
        assert_eq!(eta(Duration::from_secs(10), 0.25), Some(30));
    }

    #[test]
    fn stages_add_up_to_the_whole_and_never_go_back() {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let sink = seen.clone();
        let watch =
            Watch::new(Arc::new(move |u| sink.lock().unwrap().push(u)), CancellationToken::new());
        let tracker = watch.tracker(&[(Stage::Prepare, 1.0), (Stage::Encode, 3.0)]);
        for (stage, fraction) in [
            (Stage::Prepare, 1.0),
            (Stage::Encode, 0.5),
            (Stage::Encode, 0.2),
            (Stage::Encode, 1.0),
        ] {
            tracker.report(Progress { stage, fraction });
        }
        let seen: Vec<f32> =
            seen.lock().unwrap().iter().map(|u: &ProgressUpdate| u.fraction).collect();
        assert_eq!(seen, [0.25, 0.625, 0.625, 1.0]);
    }
}
