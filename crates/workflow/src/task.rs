//! Owns what a child process does: the list of heavy tasks and the child's side of the talk.
//! Refuses the database and final names: a child writes to the temporary name it is given.

use crate::Error;
use crate::error::{captions_failure, media_failure};
use captions::{Asked, SpeechModel, Transcriber};
use job::{Failure, Job, Line, Progress, Said, Stage};
use media::{CutRequest, LevelMeter, RenderRequest, Shot};
use serde::{Deserialize, Serialize};
use std::io::{BufRead, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::{Duration, Instant};
use timeline::{TimeRange, Timestamp, Transcript};

/// Longer side of a poster in pixels: twice its size on the start page.
const POSTER_SIDE: u32 = 560;

/// One heavy piece of work, as handed to a child.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "task", rename_all = "lowercase")]
pub enum Task {
    /// Sound to levels and, if asked, to words; gives [`Heard`].
    Listen { path: PathBuf, language: String, hearing: Hearing },
    /// Facts about a file and the map of its frames; gives [`media::ClipMap`].
    Survey { path: PathBuf },
    /// How loud a file is over so much of its time; gives [`media::Reading`].
    Loudness { path: PathBuf, length: Timestamp },
    /// What every frame shows; gives [`media::Inspection`].
    Inspect { path: PathBuf },
    /// The kept ranges and nothing else changed; gives [`media::Cut`].
    Cut(CutRequest),
    /// The finished file; gives [`media::Rendered`].
    Render(RenderRequest),
    /// One small picture of a clip as a PNG file; gives nothing.
    Poster { path: PathBuf, at: Timestamp, output: PathBuf },
    /// The loudest moments of a clip's sound, in a file that grows; gives nothing.
    Waveform { path: PathBuf, output: PathBuf },
    /// Small pictures of a clip at even times, in a file that grows; gives nothing.
    Thumbnails { path: PathBuf, duration: Timestamp, count: usize, shot: Shot, output: PathBuf },
    /// A graphics chip's encoder is tried; gives [`media::Trial`].
    Try { encoder: String },
    /// The sample clip; gives nothing.
    Sample { output: PathBuf },
    /// A checkpoint becomes a speech model; gives [`speech_models::Dims`].
    Convert { source: PathBuf, format: speech_models::Format, output: PathBuf },
    /// How fast a speech model works here, or one of no use when none is given; gives
    /// [`captions::Pace`].
    Measure { model: Option<PathBuf> },
}

/// How words are to be found.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "lowercase")]
pub enum Hearing {
    /// Not at all: only how loud it is.
    Sound,
    /// The script is placed on the sound.
    Script { text: String },
    /// A speech model listens.
    Speech {
        model: Model,
        #[serde(default)]
        ask: Ask,
    },
}

/// What a speech model is told beside the sound.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// What the creator wrote; its names are listened for.
    pub script: String,
    /// The words are the script's wherever it was said.
    pub fit: bool,
    /// The creator's word list.
    pub words: Vec<String>,
    /// A voice detector model.
    pub detector: Option<PathBuf>,
    /// English words for the speech.
    pub translate: bool,
}

/// Which speech model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Model {
    /// A model file.
    File { path: PathBuf },
    /// The small model that knows the sample clip's synthetic voice and no other.
    Sample,
}

/// What was heard.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Heard {
    /// How loud it is over time.
    pub levels: media::Levels,
    /// Words, when a script or a model was given.
    pub transcript: Option<Transcript>,
}

/// What a task has to wait for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    /// Nothing: it looks at a file and is done.
    Glance,
    /// Others that work aside. It runs beside a heavy one, so that the picture of a film appears
    /// while the film is listened to.
    Aside,
    /// Other heavy ones.
    Heavy,
}

impl Task {
    /// For the log.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Listen { .. } => "listen",
            Self::Survey { .. } => "survey",
            Self::Loudness { .. } => "loudness",
            Self::Inspect { .. } => "inspect",
            Self::Cut(_) => "cut",
            Self::Render(_) => "render",
            Self::Poster { .. } => "poster",
            Self::Waveform { .. } => "waveform",
            Self::Thumbnails { .. } => "thumbnails",
            Self::Sample { .. } => "sample",
            Self::Try { .. } => "try",
            Self::Convert { .. } => "convert",
            Self::Measure { .. } => "measure",
        }
    }

    /// What it has to wait for.
    pub(crate) fn weight(&self) -> Weight {
        match self {
            // A trial has a time limit, which must not run out in a queue.
            Self::Survey { .. } | Self::Poster { .. } | Self::Try { .. } => Weight::Glance,
            Self::Waveform { .. } | Self::Thumbnails { .. } => Weight::Aside,
            Self::Listen { .. }
            | Self::Loudness { .. }
            | Self::Inspect { .. }
            | Self::Cut(_)
            | Self::Render(_)
            | Self::Sample { .. }
            | Self::Convert { .. }
            | Self::Measure { .. } => Weight::Heavy,
        }
    }

    /// Stages in order, weighted by their usual share of the time.
    pub(crate) fn stages(&self) -> &'static [(Stage, f32)] {
        match self {
            Self::Survey { .. }
            | Self::Poster { .. }
            | Self::Thumbnails { .. }
            | Self::Measure { .. }
            | Self::Try { .. } => &[(Stage::Prepare, 1.0)],
            Self::Listen { hearing: Hearing::Sound, .. }
            | Self::Loudness { .. }
            | Self::Waveform { .. } => &[(Stage::Listen, 1.0)],
            Self::Inspect { .. } => &[(Stage::Look, 1.0)],
            Self::Convert { .. } => &[(Stage::Convert, 1.0)],
            Self::Listen { hearing: Hearing::Script { .. }, .. } => {
                &[(Stage::Listen, 4.0), (Stage::Fit, 1.0)]
            }
            Self::Listen { hearing: Hearing::Speech { .. }, .. } => {
                &[(Stage::Listen, 1.0), (Stage::Recognise, 9.0)]
            }
            Self::Cut(_) => &[(Stage::Prepare, 2.0), (Stage::Encode, 15.0), (Stage::Verify, 3.0)],
            Self::Render(_) | Self::Sample { .. } => {
                &[(Stage::Prepare, 0.5), (Stage::Encode, 18.0), (Stage::Verify, 1.5)]
            }
        }
    }

    fn run(self, job: &Job<'_>) -> Result<serde_json::Value, Failure> {
        match self {
            Self::Listen { path, language, hearing } => {
                json(&listen(&path, &language, hearing, job)?)
            }
            Self::Survey { path } => {
                json(&media::survey(&path, job).map_err(|e| media_failure(&e))?)
            }
            Self::Loudness { path, length } => {
                let heard = media::measure_loudness(&path, length, job);
                json(&heard.map_err(|e| media_failure(&e))?)
            }
            Self::Inspect { path } => {
                json(&media::inspect(&path, job).map_err(|e| media_failure(&e))?)
            }
            Self::Cut(request) => json(&media::cut(&request, job).map_err(|e| media_failure(&e))?),
            Self::Render(request) => {
                json(&media::render(&request, job).map_err(|e| media_failure(&e))?)
            }
            Self::Poster { path, at, output } => {
                let png =
                    media::frame_png(&path, at, POSTER_SIDE).map_err(|e| media_failure(&e))?;
                let unwritable = |source| Error::Output { path: output.clone(), source };
                std::fs::write(&output, png).map_err(|e| unwritable(e).into_failure())?;
                json(&())
            }
            Self::Waveform { path, output } => {
                json(&media::waveform(&path, &output, job).map_err(|e| media_failure(&e))?)
            }
            Self::Thumbnails { path, duration, count, shot, output } => {
                let made = media::thumbnails(&path, duration, (count, shot), &output, job);
                json(&made.map_err(|e| media_failure(&e))?)
            }
            Self::Try { encoder } => {
                let trial = media::try_encoder(&encoder, crate::encoder::TRIAL);
                json(&trial.map_err(|e| media_failure(&e))?)
            }
            Self::Sample { output } => {
                let voice = crate::sample::voice();
                json(&media::make_sample(&voice, &output, job).map_err(|e| media_failure(&e))?)
            }
            Self::Convert { source, format, output } => {
                let base = crate::sample::MODEL;
                let made = speech_models::convert(&source, base, format, &output, job);
                json(&made.map_err(|e| Error::from(e).into_failure())?)
            }
            Self::Measure { model } => {
                json(&crate::models::speed::run(model.as_deref()).map_err(Error::into_failure)?)
            }
        }
    }
}

fn listen(path: &Path, language: &str, hearing: Hearing, job: &Job<'_>) -> Result<Heard, Failure> {
    if let Hearing::Speech { model: Model::File { path }, .. } = &hearing {
        crate::models::fits::ready(path).map_err(Error::into_failure)?;
    }
    let mut meter = LevelMeter::default();
    let mut samples = Vec::new();
    let wants_words = !matches!(hearing, Hearing::Sound);
    let mut sink = |chunk: &[f32]| {
        meter.push(chunk);
        if wants_words {
            samples.extend_from_slice(chunk);
        }
        ControlFlow::Continue(())
    };
    let audio = media::speech_audio(path, job, &mut sink).map_err(|e| media_failure(&e))?;
    let levels = meter.finish(audio.duration);
    let transcript = match hearing {
        Hearing::Sound => None,
        Hearing::Script { text } => {
            Some(fit(&text, &samples, language, job).map_err(captions_failure)?)
        }
        Hearing::Speech { model, ask } => {
            let model = match model {
                Model::File { path } => SpeechModel::open(&path),
                Model::Sample => SpeechModel::from_bytes(crate::sample::MODEL),
            }
            .map_err(captions_failure)?;
            Some(hear(&model, &ask, &samples, language, job).map_err(captions_failure)?)
        }
    };
    Ok(Heard { levels, transcript })
}

/// What the model hears, in the script's words where the script was said.
fn hear(
    model: &SpeechModel,
    ask: &Ask,
    samples: &[f32],
    language: &str,
    job: &Job<'_>,
) -> Result<Transcript, captions::Error> {
    // A detector that cannot be used is no reason not to listen: the sound alone decides then.
    let speaking = ask.detector.as_deref().and_then(|path| {
        let found = captions::speaking(path, samples);
        found.inspect_err(|error| eprintln!("voice detector: {error}")).ok()
    });
    let Ask { script, words, translate, .. } = ask;
    let (words, translate) = (words.as_slice(), *translate);
    let asked = Asked { language, words, script, speaking, translate };
    let heard = model.recognise(samples, &asked, job)?;
    if !ask.fit || script.trim().is_empty() || translate {
        return Ok(heard);
    }
    match captions::fit_heard(script, &heard)? {
        Some(fitted) => Ok(fitted),
        // The model understood next to nothing of it: what sounds and pauses say is better.
        None => fit(script, samples, language, job),
    }
}

/// Places the script on the voice. Where there is none, only music or quiet, it is spread over the
/// whole sound as over a film without sound.
fn fit(
    text: &str,
    samples: &[f32],
    language: &str,
    job: &Job<'_>,
) -> Result<Transcript, captions::Error> {
    match captions::fit(text, samples, language, job) {
        Err(captions::Error::NothingToFit { words: 1.., stretches: 0 }) => {
            let micros = samples.len() as u64 * 1_000_000 / u64::from(media::SPEECH_RATE);
            let end = Timestamp::from_micros(i64::try_from(micros).unwrap_or(i64::MAX));
            captions::spread(text, TimeRange::new(Timestamp::ZERO, end)?, language)
        }
        placed => placed,
    }
}

fn json(value: &impl Serialize) -> Result<serde_json::Value, Failure> {
    serde_json::to_value(value).map_err(|e| Failure::new("internal", e.to_string()))
}

/// The whole life of a child: reads one task from standard input, works, says how it went.
/// Standard input stays open as long as the parent lives; when it closes, so does the child.
#[must_use]
pub fn run_as_child() -> ExitCode {
    let mut line = String::new();
    if std::io::stdin().lock().read_line(&mut line).is_err() {
        return ExitCode::FAILURE;
    }
    let task: Task = match serde_json::from_str(&line) {
        Ok(task) => task,
        Err(e) => {
            say(&Line::Failed { failure: Failure::new("internal", e.to_string()) });
            return ExitCode::FAILURE;
        }
    };
    std::thread::spawn(|| {
        let mut rest = String::new();
        while matches!(std::io::stdin().lock().read_line(&mut rest), Ok(1..)) {}
        std::process::exit(1);
    });
    let last = Mutex::new(None);
    let report = |at: Progress| {
        // About ten a second, but the first and the last of each stage always.
        let Ok(mut last) = last.lock() else { return };
        let due = last.as_ref().is_none_or(|(stage, when): &(Stage, Instant)| {
            *stage != at.stage || at.fraction >= 1.0 || when.elapsed() > Duration::from_millis(100)
        });
        if due {
            *last = Some((at.stage, Instant::now()));
            say(&Line::Progress(at));
        }
    };
    let said = |sentence: Said| say(&Line::Said(sentence));
    match task.run(&Job::new(&report).hearing(&said)) {
        Ok(result) => say(&Line::Done { result }),
        Err(failure) => say(&Line::Failed { failure }),
    }
    ExitCode::SUCCESS
}

fn say(line: &Line) {
    let Ok(text) = serde_json::to_string(line) else { return };
    let mut out = std::io::stdout().lock();
    // A parent that no longer listens has ended; the watching thread ends us too.
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}
