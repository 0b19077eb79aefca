//! What a long step is handed and what it says while it works.
//!
//! Owns stages, progress and the lines that a child process speaks ([`Line`]). Refuses to start
//! or stop anything: processes, queues and clocks belong to `workflow`.

use serde::{Deserialize, Serialize};

/// A named phase of a long step; the words for it are the interface's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Files are opened, the plan is made.
    Prepare,
    /// Sound is read.
    Listen,
    /// Every picture is looked at.
    Look,
    /// Speech becomes words.
    Recognise,
    /// Words become cues, or a script is placed on the sound.
    Fit,
    /// Picture and sound are written, captions drawn in.
    Encode,
    /// The result is opened and looked at.
    Verify,
    /// A file comes over the line.
    Fetch,
    /// A speech model gets another form.
    Convert,
}

/// How far a step is: `fraction` of `stage`, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// Where it is.
    pub stage: Stage,
    /// How much of that stage is done, 0 to 1.
    pub fraction: f32,
}

/// A sentence that a recogniser just heard, for a person to read while the rest is on its way. It
/// may still change: what counts is the step's result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Said {
    /// Start in the clip, in microseconds.
    #[cfg_attr(feature = "ipc", specta(type = i32))]
    pub start_us: i64,
    /// End in the clip, in microseconds.
    #[cfg_attr(feature = "ipc", specta(type = i32))]
    pub end_us: i64,
    /// Its words.
    pub text: String,
}

/// Handed to every long step. Steps run in a child process and are cancelled by ending it, so
/// there is no flag to ask.
pub struct Job<'a> {
    report: &'a (dyn Fn(Progress) + Sync),
    said: Option<&'a (dyn Fn(Said) + Sync)>,
}

impl<'a> Job<'a> {
    /// A job that tells `report` how far it is.
    pub fn new(report: &'a (dyn Fn(Progress) + Sync)) -> Self {
        Self { report, said: None }
    }

    /// The same, with sentences handed to `said` as they are heard.
    #[must_use]
    pub fn hearing(self, said: &'a (dyn Fn(Said) + Sync)) -> Self {
        Self { said: Some(said), ..self }
    }

    /// A job that nobody watches.
    #[must_use]
    pub fn unwatched() -> Job<'static> {
        Job { report: &|_| {}, said: None }
    }

    /// Says how far `stage` is; values outside 0 to 1 are brought inside.
    pub fn progress(&self, stage: Stage, fraction: f64) {
        #[expect(clippy::cast_possible_truncation, reason = "a fraction for a bar")]
        let fraction = fraction.clamp(0.0, 1.0) as f32;
        (self.report)(Progress { stage, fraction });
    }

    /// Hands on a sentence that was just heard.
    pub fn said(&self, sentence: Said) {
        if let Some(said) = self.said {
            said(sentence);
        }
    }
}

/// One JSON line that a child process writes on its standard output.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "lowercase")]
pub enum Line {
    /// It works.
    Progress(Progress),
    /// It heard a sentence.
    Said(Said),
    /// It is done; the value is the step's result.
    Done { result: serde_json::Value },
    /// It failed with an error that it could name.
    Failed { failure: Failure },
}

/// An error on its way out of a child: the code is what programs act on, the rest is for people
/// and for the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{message}")]
pub struct Failure {
    /// Closed set, see `workflow::Code`.
    pub code: String,
    /// One plain English sentence for the log; interfaces word the code themselves.
    pub message: String,
    /// Values that belong into the sentence, e.g. `("path", "a.mp4")`.
    pub params: Vec<(String, String)>,
}

impl Failure {
    /// A failure without parameters.
    pub fn new(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { code: code.into(), message: message.into(), params: Vec::new() }
    }

    /// The same with one more value for the sentence.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.params.push((name.to_owned(), value.into()));
        self
    }
}
