//! Captions: sound to words, words to cues, cues to files and back.
//!
//! Owns recognition ([`SpeechModel`]), placing a script on the sound without a model ([`fit`]),
//! the cue builder with its limits and word lists ([`cues`], [`quality`]), the look at finished
//! captions ([`lint()`], [`offers()`]) and the caption file formats. Refuses media files: sound
//! arrives as plain 16 kHz mono samples. Only `whisper.rs` and
//! `detector.rs` know whisper.

mod accuracy;
mod align;
pub mod ass;
mod ass_style;
mod cepstrum;
mod chunks;
mod course;
mod cpu;
mod cues;
mod decoder;
mod detector;
mod document;
mod encoding;
mod error;
mod filler_lexicon;
mod fillers;
mod fit;
mod format;
mod glyph_width;
mod heard;
mod heard_script;
mod hearing;
mod lexicon;
mod line_set;
mod lines;
mod lint;
mod lint_cue;
mod lint_fix;
mod loss;
mod numbers;
mod offers;
mod phantom;
mod phantom_lexicon;
mod phones;
mod phrase;
mod phrasing;
mod place;
mod problem;
mod profile;
mod prompt;
mod quality;
mod read_aloud;
mod recognise;
mod reflow;
mod reshape;
mod restore;
mod retake;
mod said_number;
mod sample_time;
mod sentences;
mod spectrum;
mod speech_sound;
mod spoken;
mod syllables;
mod test_model;
mod text;
mod timing;
mod transcriber;
mod translation;
mod tries;
mod voice;
mod voiced;
mod whisper;
mod word_list;

pub use accuracy::{Accuracy, accuracy};
pub use cpu::missing_features;
pub use cues::cues;
pub use detector::speaking;
pub use document::{
    Align, AssEvent, Block, BlockKind, CaptionFile, CueSettings, FileCue, LineAlign, LinePosition,
    Markup, Node, PositionAlign, Region, Rgba, Span, Writing,
};
pub use encoding::{Decoded, Encoding, decode, decoded};
pub use error::Error;
pub use fillers::{Filler, fillers};
pub use fit::{fit, spread};
pub use format::{Format, ReadFile, read_file};
pub use heard_script::{credit, fit_heard};
pub use lines::wrap;
pub use lint::{
    CaptionFinding, ClipFacts, FixKind, LintCode, LintFigures, LintFix, LintLevel, LintReport, lint,
};
pub use loss::{Loss, Lost, Written};
pub use offers::{Offer, OfferReason, offers};
pub use phrasing::Bond;
pub use problem::{LARGEST_FILE, MOST_CUES, Parsed, Problem, ProblemKind, ReadFault};
pub use profile::{Limits, Profile};
pub use quality::{CueProblem, CueQuality, quality};
pub use reflow::reflow;
pub use reshape::{merge_cues, split_cue};
pub use speech_models::ModelFault;
pub use syllables::syllables;
pub use test_model::is_test_model;
pub use text::graphemes;
pub use transcriber::{Asked, Transcriber};
pub use translation::{carried, translated};
pub use voiced::voiced;
pub use whisper::{Pace, SpeechModel};

/// Samples a second that every function here expects.
pub const SAMPLE_RATE: u32 = 16_000;
