//! The whole line in one go, without a library: captions → trim → check → render.

use crate::models::{self, Choice};
use crate::output::FreshFolder;
use crate::render::{Finished, Names, produce};
use crate::settings::Language;
use crate::task::{Ask, Hearing, Model};
use crate::transcribe::{captions_of, listen, profile_of_shape};
use crate::{Error, Studio, Watch, dictionary, import, transcribe, trim};
use serde::Serialize;
use std::path::PathBuf;
use timeline::{
    Aspect, CaptionTrack, Clip, Draft, Platform, Script, Timestamp, Transcript, WordSource,
};

/// What to make.
#[derive(Debug, Clone)]
pub struct Order {
    /// The clip.
    pub clip: PathBuf,
    /// What was read aloud, if known.
    pub script: Option<String>,
    /// Where the results go.
    pub folder: PathBuf,
    /// Where it will be posted.
    pub platform: Platform,
    /// Which speech model.
    pub model: Choice,
    /// The clip is the sample clip, whose voice only the sample model knows.
    pub sample: bool,
    /// Language of the speech.
    pub language: String,
    /// Shape of the picture.
    pub aspect: Aspect,
    /// Pauses stay.
    pub keep_silence: bool,
    /// Files of these names may be replaced.
    pub force: bool,
    /// Language of the report.
    pub report: Language,
}

/// What came out, in figures; written as `summary.json`.
#[derive(Debug, Clone, Serialize)]
pub struct Summary {
    /// The clip.
    pub clip: PathBuf,
    /// The finished video.
    pub video: PathBuf,
    /// Length of the clip.
    pub clip_us: Timestamp,
    /// Length of the video.
    pub output_us: Timestamp,
    /// Width and height of the picture.
    pub size: (u32, u32),
    /// Frames in the picture.
    pub frames: u64,
    /// Words and cues came from here.
    pub captions_from: WordSource,
    /// Number of cues in the video.
    pub cues: usize,
    /// Number of stretches removed.
    pub removed: usize,
    /// Findings: must fix, better fix, advice.
    pub findings: (usize, usize, usize),
    /// How it went.
    #[serde(skip)]
    pub finished: Option<Finished>,
}

/// Runs the line. The video is finished also when the check has a blocking finding; the caller
/// says so.
///
/// # Errors
/// [`Error::NeedsModel`] when there is neither script nor model; whatever a step says. Nothing
/// half-written stays.
pub async fn make(studio: &Studio, order: Order, watch: &Watch) -> Result<Summary, Error> {
    let clip = import::clip(studio, &order.clip, watch).await?;
    let draft = draft(studio, &order, clip, watch).await?;
    let names = Names {
        video: "final".into(),
        captions: "captions".into(),
        cuts: "cuts".into(),
        check: "check".into(),
        language: order.report,
    };
    let _fresh = FreshFolder::new(&order.folder);
    let place = (order.folder.as_path(), &names, order.force);
    let mut made = produce(studio, &draft, place, watch).await?;
    let count = |severity| made.check.posted().filter(|f| f.severity == severity).count();
    let video = made.rendered.info.video.as_ref();
    let transcript = draft.transcript.as_ref();
    let mut summary = Summary {
        clip: order.clip,
        video: order.folder.join("final.mp4"),
        clip_us: draft.cuts.duration(),
        output_us: made.rendered.info.duration_us,
        size: video.map_or((0, 0), timeline::VideoInfo::display_size),
        frames: made.rendered.frames,
        captions_from: transcript.map_or(WordSource::Script, Transcript::source),
        cues: draft.captions.cues().len(),
        removed: draft.cuts.parts().iter().filter(|p| !p.kept).count(),
        findings: (
            count(policy::Severity::Block),
            count(policy::Severity::Restrict),
            count(policy::Severity::Advise),
        ),
        finished: None,
    };
    let text = serde_json::to_vec_pretty(&summary).unwrap_or_default();
    made.add(&order.folder.join("summary.json"), &text, order.force)?;
    summary.finished = Some(made.commit()?);
    Ok(summary)
}

async fn hearing(studio: &Studio, order: &Order) -> Result<Hearing, Error> {
    let text = order.script.as_deref().map(str::trim).filter(|s| !s.is_empty());
    let model = models::choose(&studio.home, &order.model, order.sample)?;
    match (model, text) {
        (Some(model), text) => {
            let ask = Ask {
                script: text.unwrap_or_default().to_owned(),
                // The script's words win; the model says when they are said.
                fit: text.is_some(),
                words: dictionary::words(studio).await?,
                detector: models::detector(&studio.home),
                translate: false,
            };
            Ok(Hearing::Speech { model, ask })
        }
        (None, Some(text)) => Ok(Hearing::Script { text: text.to_owned() }),
        (None, None) => Err(Error::NeedsModel),
    }
}

async fn draft(studio: &Studio, order: &Order, clip: Clip, watch: &Watch) -> Result<Draft, Error> {
    let duration = clip.info.duration_us;
    let silent = clip.info.audio.is_none();
    let spread = silent.then(|| {
        let text = order.script.as_deref().unwrap_or_default();
        transcribe::spread(text, &clip.path, duration, &order.language)
    });
    let mut draft = import::draft_of(clip, &order.language);
    draft.platform = order.platform;
    draft.aspect = order.aspect;
    draft.script = Script::from_text(order.script.as_deref().unwrap_or_default());
    if let Some(transcript) = spread {
        let transcript = transcript?;
        draft.captions = captions_of(&transcript, profile_of_shape(order.aspect), duration);
        draft.transcript = Some(transcript);
        return Ok(draft);
    }
    let hearing = hearing(studio, order).await?;
    let heard = listen(&studio.children, &order.clip, &order.language, hearing, watch).await?;
    draft.captions = match &heard.transcript {
        Some(transcript) => captions_of(transcript, profile_of_shape(order.aspect), duration),
        None => CaptionTrack::empty(&order.language),
    };
    draft.transcript = heard.transcript;
    if !order.keep_silence {
        draft.cuts = trim::propose(&heard.levels, &draft, draft.breathing);
    }
    Ok(draft)
}

/// The order that makes the sample: its voice is heard by the model that knows it.
#[must_use]
pub fn sample_order(clip: PathBuf, folder: PathBuf, force: bool, report: Language) -> Order {
    Order {
        clip,
        script: None,
        folder,
        platform: Platform::TiktokShop,
        model: Choice::Default,
        sample: true,
        language: "vi".into(),
        aspect: Aspect::Vertical,
        keep_silence: false,
        force,
        report,
    }
}

/// The model that a `caption` command would use, as a name for its JSON.
#[must_use]
pub fn model_name(hearing: &Hearing) -> Option<String> {
    match hearing {
        Hearing::Speech { model: Model::File { path }, .. } => {
            path.file_stem().map(|name| name.to_string_lossy().into_owned())
        }
        Hearing::Speech { model: Model::Sample, .. } => Some("sample".to_owned()),
        Hearing::Script { .. } | Hearing::Sound => None,
    }
}
