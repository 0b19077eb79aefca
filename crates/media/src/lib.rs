//! Reads, hears and writes video files: the only crate that touches FFmpeg.
//!
//! Owns facts about a file ([`probe`]), its sound for speech models ([`speech_audio`]), pauses
//! in it ([`propose`]) and the finished video ([`render`]). Refuses captions' wording and times
//! (they come as ready ASS text), the database and any program of FFmpeg's.

mod aac;
mod aac_chunks;
mod abilities;
mod background;
mod bed;
mod contrast;
mod cut;
mod edit_list;
mod encode;
mod error;
mod ffmpeg;
mod filter_chain;
pub mod font;
mod frame_grid;
mod hardware;
mod inspect;
mod levels;
mod loudness;
mod map;
mod nal;
mod parameter_sets;
mod probe;
mod render;
mod rhythm;
mod sample;
mod silence;
mod smart;
mod soft_captions;
mod sound;
mod source;
mod spectrum;
mod speech_audio;
mod thumbnail;
mod thumbnails;
mod tones;
mod waveform;
mod writer;

pub use abilities::abilities;
pub use contrast::Luminance;
pub use cut::{Cut, CutMode, CutRequest, Reason, Way, cut};
pub use encode::{Limits, Quality};
pub use error::Error;
pub use frame_grid::snap_to_frames;
pub use hardware::{Trial, chip_encoders, try_encoder};
pub use inspect::{Bars, Code, Flashing, Inspection, inspect};
pub use levels::{LevelMeter, Levels, levels};
pub use loudness::{Dbtp, Loudness, Lufs, Reading};
pub use map::{Barrier, ClipMap, Gop};
pub use probe::{probe, survey};
pub use render::{
    CaptionFile, Levelled, RenderRequest, Rendered, measure_loudness, output_size, render,
};
pub use sample::make_sample;
pub use silence::propose;
pub use soft_captions::SoftCaptions;
pub use speech_audio::{SPEECH_RATE, SpeechAudio, speech_audio};
pub use thumbnail::{Shot, frame_png};
pub use thumbnails::{thumbnail, thumbnail_time, thumbnails};
pub use waveform::{PEAK, heights, waveform};
