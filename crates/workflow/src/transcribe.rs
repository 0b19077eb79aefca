//! Steps 3 and 4, transcribe and caption: the clip's sound, with a speech model or with the
//! script, becomes words and then cues.

use crate::child::Children;
use crate::clock::now_ms;
use crate::convert;
use crate::edit;
use crate::models::{self, Choice};
use crate::task::{Ask, Heard, Hearing, Task};
use crate::trim;
use crate::view::DraftView;
use crate::{Error, Studio, Watch, dictionary};
use captions::Profile;
use serde::{Deserialize, Serialize};
use std::path::Path;
use timeline::{
    Aspect, CaptionTrack, Clip, CutAct, Draft, Edit, Reading, TimeRange, Timestamp, Transcript,
};

/// Where captions shall come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum CaptionSource {
    /// Whatever there is: the script in its own words where it was said, heard words elsewhere.
    Auto,
    /// The speech model's own words.
    Speech,
    /// The script, placed on the sound; by a speech model's ear if there is one.
    Script,
}

/// Reads the sound of a file in a child process.
///
/// # Errors
/// When there is no sound, or the model or the script cannot be used.
pub async fn listen(
    children: &Children,
    path: &Path,
    language: &str,
    hearing: Hearing,
    watch: &Watch,
) -> Result<Heard, Error> {
    let (path, language) = (path.to_owned(), language.to_owned());
    children.run(&Task::Listen { path, language, hearing }, watch).await
}

/// Cues of a transcript. Those that hold what the script does not have are named as heard.
#[must_use]
pub fn captions_of(transcript: &Transcript, profile: Profile, clip_end: Timestamp) -> CaptionTrack {
    captions::credit(captions::cues(transcript, profile, clip_end), transcript)
}

/// The limits of a draft's captions: those that were chosen, or those that fit its picture.
#[must_use]
pub fn profile(draft: &Draft) -> Profile {
    match draft.reading {
        Some(Reading::Vertical) => Profile::Vertical,
        Some(Reading::Wide) => Profile::Wide,
        Some(Reading::Easy) => Profile::Easy,
        None => profile_of_shape(draft.aspect),
    }
}

/// The line length that fits the shape of the picture.
#[must_use]
pub fn profile_of_shape(aspect: Aspect) -> Profile {
    match aspect {
        Aspect::Vertical | Aspect::Square => Profile::Vertical,
        Aspect::Wide => Profile::Wide,
    }
}

/// Captions for a draft, and with them the pauses: the sound is read once for both.
///
/// # Errors
/// [`Error::NeedsModel`] when there is neither model nor script; [`Error::ClipMissing`];
/// whatever [`listen`] says. Captions that were there stay untouched then.
pub async fn make_captions(
    studio: &Studio,
    id: &str,
    source: CaptionSource,
    watch: &Watch,
) -> Result<DraftView, Error> {
    let draft = studio.library.draft(id).await?.draft;
    let clip = edit::present_clip(&draft)?;
    if clip.info.audio.is_none() {
        return spread_script(studio, id, &draft, clip).await;
    }
    let words = dictionary::words(studio).await?;
    let hearing = hearing(studio, &draft, clip, source, words)?;
    let heard = listen(&studio.children, &clip.path, &draft.language, hearing, watch).await?;
    let duration = clip.info.duration_us;
    let Some(transcript) = heard.transcript else { return Err(Error::NeedsModel) };
    let captions = captions_of(&transcript, profile(&draft), duration);
    studio.library.set_sound_levels(id, &heard.levels).await?;
    let words = transcript.words().iter().map(|w| w.range).collect::<Vec<_>>();
    let edit = Edit::SetCaptions { captions, transcript: Some(transcript) };
    studio.library.apply(id, edit, now_ms()).await?;
    // Pauses are proposed once; a second run must not undo what was decided part by part.
    if draft.cuts.parts().len() <= 1 {
        let cuts = trim::pauses(&heard.levels, &words, draft.breathing, &clip.info);
        let edit = Edit::SetCuts { cuts, breathing: draft.breathing, act: CutAct::Propose };
        studio.library.apply(id, edit, now_ms()).await?;
    }
    edit::view(studio, id).await
}

/// A clip without sound still takes the script: its words share the time by their syllables.
async fn spread_script(
    studio: &Studio,
    id: &str,
    draft: &Draft,
    clip: &Clip,
) -> Result<DraftView, Error> {
    let text = draft.script.spoken();
    let transcript = spread(&text, &clip.path, clip.info.duration_us, &draft.language)?;
    let captions = captions::cues(&transcript, profile(draft), clip.info.duration_us);
    edit::apply(studio, id, Edit::SetCaptions { captions, transcript: Some(transcript) }).await
}

/// The script over the whole length of a clip without sound.
///
/// # Errors
/// [`Error::Child`] with `no-audio` when there is no script either.
pub fn spread(
    text: &str,
    clip: &Path,
    duration: Timestamp,
    language: &str,
) -> Result<Transcript, Error> {
    if text.trim().is_empty() {
        let failure = job::Failure::new("no-audio", "the clip has no sound and there is no script");
        return Err(Error::Child(failure.with("path", clip.display().to_string())));
    }
    let range = TimeRange::new(Timestamp::ZERO, duration)
        .map_err(|refused| Error::Captions(refused.into()))?;
    Ok(captions::spread(text, range, language)?)
}

fn hearing(
    studio: &Studio,
    draft: &Draft,
    clip: &Clip,
    source: CaptionSource,
    words: Vec<String>,
) -> Result<Hearing, Error> {
    let text = draft.script.spoken();
    let sample = crate::sample::is_sample(studio, &clip.path);
    let model = models::choose(&studio.home, &Choice::Default, sample)?;
    let (model, fit) = match source {
        CaptionSource::Script if text.is_empty() => return Err(Error::NeedsModel),
        CaptionSource::Speech if model.is_none() => return Err(Error::NeedsModel),
        CaptionSource::Speech => (model, false),
        CaptionSource::Script | CaptionSource::Auto => (model, !text.is_empty()),
    };
    match model {
        Some(model) => {
            let detector = models::detector(&studio.home);
            let ask = Ask { script: text, fit, words, detector, translate: false };
            Ok(Hearing::Speech { model, ask })
        }
        None if text.is_empty() => Err(Error::NeedsModel),
        None => Ok(Hearing::Script { text }),
    }
}

/// Captions from a file that somebody made elsewhere.
///
/// # Errors
/// [`Error::Input`] when it cannot be read, [`Error::Content`] when it holds no cue.
pub async fn import_captions(studio: &Studio, id: &str, path: &Path) -> Result<DraftView, Error> {
    let draft = studio.library.draft(id).await?.draft;
    let captions = read_captions(path, &draft.language)?;
    edit::apply(studio, id, Edit::SetCaptions { captions, transcript: None }).await
}

/// Cues of a caption file in any format and encoding that `captions` knows; broken ones are left
/// out. The JSON that `mang caption` writes keeps its words and its own language.
///
/// # Errors
/// As [`import_captions`]; text without times is no caption file.
pub fn read_captions(path: &Path, language: &str) -> Result<CaptionTrack, Error> {
    let read = convert::read(path)?;
    let own = read.file.language.as_deref().filter(|_| read.format == captions::Format::Json);
    let track = read.file.track(own.unwrap_or(language));
    if read.file.untimed || track.cues().is_empty() {
        return Err(Error::Content { path: path.to_owned(), what: "captions" });
    }
    Ok(track)
}

/// Pauses of a draft found anew, with another breathing; the sound is read only the first time.
///
/// # Errors
/// As [`listen`].
pub async fn propose_cuts(
    studio: &Studio,
    id: &str,
    breathing: timeline::Breathing,
    watch: &Watch,
) -> Result<DraftView, Error> {
    let draft = studio.library.draft(id).await?.draft;
    let clip = edit::present_clip(&draft)?;
    let levels = match studio.library.sound_levels(id).await? {
        Some(levels) => levels,
        None => {
            let heard =
                listen(&studio.children, &clip.path, &draft.language, Hearing::Sound, watch)
                    .await?;
            studio.library.set_sound_levels(id, &heard.levels).await?;
            heard.levels
        }
    };
    let cuts = trim::propose(&levels, &draft, breathing);
    edit::apply(studio, id, Edit::SetCuts { cuts, breathing, act: CutAct::Propose }).await
}
