//! Owns the check of a draft against dated rule packs: what to look at, why, and how to say it instead.
//! Refuses verdicts ("safe"), the network, the clock, files (except `Packs::load_dir`) and the draft's storage.
//!
//! Rules are data (`rules/`), detectors are code. The way of a text through the crate:
//! `letters` → `disguise` → `reading` → `lexicon` → `scene` → `detect` → `guard` → `place` → `second_look` →
//! `check` → `rewrite`.

mod amount;
mod bundle;
mod bundled;
mod check;
mod checklist;
mod compile;
mod detect;
mod disguise;
mod error;
mod examples;
mod facts;
mod finding;
mod guard;
mod law;
mod learn;
mod lesson;
mod letters;
mod lexicon;
mod likeness;
mod link;
mod lists;
mod looks;
mod near;
mod outcome;
mod packs;
mod parse;
mod phone;
mod place;
mod reading;
mod rewrite;
mod rule;
mod scene;
mod second_look;
mod subject;
mod zones;

pub use bundle::{Bundle, LARGEST_BUNDLE};
pub use check::check;
pub use checklist::{Question, QuestionChoice, QuestionKind};
pub use error::Error;
pub use examples::ExampleFailure;
pub use facts::Fact;
pub use finding::{Finding, PackInfo, Severity, Source, Sure, Words};
pub use learn::{Labelled, learn};
pub use lesson::{Lesson, QUIZ, QuizQuestion};
pub use packs::{Packs, Rule};
pub use subject::{Context, Field, Platform, Subject};
pub use zones::FileLimits;
