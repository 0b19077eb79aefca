//! Reads, hears and writes video files: the only crate that touches FFmpeg.
//!
//! Owns facts about a file ([`probe`]), its sound for speech models ([`speech_audio`]), pauses
//! in it ([`propose`]) and the finished video ([`render`]). Refuses captions' wording and times
//! (they come as ready ASS text), the database and any program of FFmpeg's.

mod aac;
mod abilities;
mod encode;
mod error;
mod ffmpeg;
mod filter_chain;
mod frame_grid;
mod loudness;
mod probe;
mod render;
mod sample;
mod silence;
mod soft_captions;
mod sound;
mod source;
mod speech_audio;
mod thumbnail;
mod writer;

pub use abilities::abilities;
pub use encode::{Limits, Quality};
pub use error::Error;
pub use frame_grid::snap_to_frames;
pub use loudness::{Dbtp, Loudness, Lufs};
pub use probe::probe;
pub use render::{CaptionFile, Levelled, RenderRequest, Rendered, output_size, render};
pub use sample::make_sample;
pub use silence::{Levels, SilenceDetector, levels, propose};
pub use soft_captions::SoftCaptions;
pub use speech_audio::{SPEECH_RATE, SpeechAudio, speech_audio};
pub use thumbnail::frame_png;
