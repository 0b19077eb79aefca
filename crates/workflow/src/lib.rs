//! The straight line from a clip to a finished, checked video: one file a step.
//!
//! Owns the order of steps, the child processes, the clock, what a file needs to appear complete
//! and the codes of errors. Refuses to know any interface: window and command line call the same
//! functions here and word the results themselves.
//!
//! `import` → `transcribe` → `edit` → `trim` → `check` → `render`; `make` runs the whole line.

pub mod check;
pub mod child;
mod clock;
mod code;
pub mod content_key;
pub mod convert;
pub mod cut;
pub mod dictionary;
pub mod doctor;
pub mod edit;
pub mod encoder;
mod ended;
mod error;
pub mod export;
mod growing;
pub mod home;
pub mod import;
pub mod inspect;
pub mod learn;
pub mod lint;
pub mod make;
pub mod models;
mod ocr;
pub mod output;
pub mod picture_text;
pub mod poster;
pub mod render;
pub mod report;
pub mod rule_pack;
pub mod sample;
pub mod settings;
mod studio;
pub mod survey;
pub mod take;
pub mod task;
pub mod thumbnails;
pub mod transcribe;
pub mod translate;
pub mod trim;
pub mod view;
mod watch;
pub mod waveform;

pub use child::CHILD_ARGUMENT;
pub use code::Code;
pub use error::{Error, ErrorView};
pub use job::Said;
pub use studio::Studio;
pub use task::run_as_child;
pub use watch::{ProgressUpdate, SaidSink, Sink, Watch};
