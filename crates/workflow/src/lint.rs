//! The look at captions: what is wrong with them, what they could say instead, and the edit that a
//! person takes. Nothing here changes a draft by itself.

use crate::task::Hearing;
use crate::transcribe::{self, profile, read_captions};
use crate::view::DraftView;
use crate::{Error, Studio, Watch, edit, import, trim};
pub use captions::{CaptionFinding, LintCode, LintFigures, LintLevel, LintReport, Offer};
use captions::{ClipFacts, FixKind, OfferReason, Profile};
use media::Levels;
use serde::Serialize;
use std::path::Path;
use timeline::{Breathing, CaptionTrack, Draft, Edit, MediaInfo, Reading, Refused, TimeRange};

/// A finding for a list: with what its fix does, without the edit itself.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct CueFinding {
    /// What.
    pub code: LintCode,
    /// How much it matters.
    pub level: LintLevel,
    /// Which cue, from 0.
    #[cfg_attr(feature = "ipc", specta(type = u32))]
    pub cue: usize,
    /// What was measured, in the code's unit.
    #[cfg_attr(feature = "ipc", specta(type = Option<i32>))]
    pub value: Option<f64>,
    /// What it should be at most, or at least.
    #[cfg_attr(feature = "ipc", specta(type = Option<i32>))]
    pub limit: Option<f64>,
    /// The words it is about.
    pub text: String,
    /// What mends it; none where a person has to think.
    pub fix: Option<FixKind>,
}

/// An offer for a list, without the edit itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct CueOffer {
    /// Which cue, from 0.
    #[cfg_attr(feature = "ipc", specta(type = u32))]
    pub cue: usize,
    /// First of the words it is about, from 0; with the cue it names the offer.
    #[cfg_attr(feature = "ipc", specta(type = u32))]
    pub from: usize,
    /// Those words.
    pub text: String,
    /// What to say instead; empty leaves them out.
    pub replacement: String,
    /// Why.
    pub reason: OfferReason,
}

/// What could be better in a draft's captions, by cue.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct CaptionAdvice {
    /// What is wrong; the worst of a cue first.
    pub findings: Vec<CueFinding>,
    /// What could be said otherwise; nothing of it happens by itself.
    pub offers: Vec<CueOffer>,
}

/// Findings and offers of a draft, to be shown.
///
/// # Errors
/// When there is no such draft.
pub async fn advice(studio: &Studio, id: &str) -> Result<CaptionAdvice, Error> {
    let draft = studio.library.draft(id).await?.draft;
    let found = look(studio, id, &draft).await?.findings.into_iter().map(|f| CueFinding {
        code: f.code,
        level: f.level,
        cue: f.cue,
        value: f.value,
        limit: f.limit,
        text: f.text,
        fix: f.fix.map(|fix| fix.kind),
    });
    let offers = captions::offers(&draft.captions, profile(&draft)).into_iter().map(|o| CueOffer {
        cue: o.cue,
        from: o.from,
        text: o.text,
        replacement: o.replacement,
        reason: o.reason,
    });
    Ok(CaptionAdvice { findings: found.collect(), offers: offers.collect() })
}

/// Looks through a draft's captions. Where nobody speaks is known once its sound was read.
///
/// # Errors
/// When there is no such draft.
pub async fn lint_draft(studio: &Studio, id: &str) -> Result<LintReport, Error> {
    let draft = studio.library.draft(id).await?.draft;
    look(studio, id, &draft).await
}

async fn look(studio: &Studio, id: &str, draft: &Draft) -> Result<LintReport, Error> {
    let levels: Option<Levels> = studio.library.sound_levels(id).await?;
    let facts = match &draft.clip {
        Some(clip) => facts(&clip.info, levels.as_ref()),
        None => ClipFacts::unknown(),
    };
    Ok(captions::lint(&draft.captions, profile(draft), &facts))
}

/// Mends one finding, named by its cue (from 0) and its code. Can be undone like any edit.
///
/// # Errors
/// When the finding is no longer there or has no fix.
pub async fn mend(studio: &Studio, id: &str, cue: usize, code: &str) -> Result<DraftView, Error> {
    let report = lint_draft(studio, id).await?;
    let named = |f: &CaptionFinding| {
        f.cue == cue && serde_json::to_value(f.code).is_ok_and(|name| name == code)
    };
    let fix = report.findings.into_iter().find(named).and_then(|f| f.fix);
    edit::apply(studio, id, fix.ok_or_else(|| gone(cue))?.edit).await
}

/// What a draft's captions could say instead: prices and numbers in digits, fewer words.
///
/// # Errors
/// When there is no such draft.
pub async fn offers(studio: &Studio, id: &str) -> Result<Vec<Offer>, Error> {
    let draft = studio.library.draft(id).await?.draft;
    Ok(captions::offers(&draft.captions, profile(&draft)))
}

/// Takes one offer, named by its cue and its first word (both from 0).
///
/// # Errors
/// When the offer is no longer there.
pub async fn take_offer(
    studio: &Studio,
    id: &str,
    cue: usize,
    word: usize,
) -> Result<DraftView, Error> {
    let offers = offers(studio, id).await?;
    let offer = offers.into_iter().find(|o| (o.cue, o.from) == (cue, word));
    edit::apply(studio, id, offer.ok_or_else(|| gone(cue))?.edit).await
}

/// Groups a draft's words anew for other readers, or for its shape when none are named; what was
/// changed by hand stays.
///
/// # Errors
/// When there is no such draft.
pub async fn reflow(
    studio: &Studio,
    id: &str,
    reading: Option<Reading>,
) -> Result<DraftView, Error> {
    let draft = Draft { reading, ..studio.library.draft(id).await?.draft };
    let end = draft.clip.as_ref().map_or(timeline::Timestamp::MAX, |c| c.info.duration_us);
    let captions = captions::reflow(&draft.captions, profile(&draft), end);
    edit::apply(studio, id, Edit::SetReading { reading, captions }).await
}

/// Looks through a caption file, with what its clip tells when there is one: its end, its frames,
/// where nobody speaks.
///
/// # Errors
/// When the captions or the clip cannot be read.
pub async fn lint_file(
    studio: &Studio,
    path: &Path,
    profile: Profile,
    clip: Option<&Path>,
    watch: &Watch,
) -> Result<(CaptionTrack, LintReport), Error> {
    let track = read_captions(path, "vi")?;
    let facts = match clip {
        Some(clip) => {
            let info = import::probe(studio, clip, watch).await?;
            let levels = match info.audio {
                Some(_) => {
                    let (children, language) = (&studio.children, track.language());
                    let sound = Hearing::Sound;
                    let heard = transcribe::listen(children, clip, language, sound, watch);
                    Some(heard.await?.levels)
                }
                None => None,
            };
            facts(&info, levels.as_ref())
        }
        None => ClipFacts::unknown(),
    };
    let report = captions::lint(&track, profile, &facts);
    Ok((track, report))
}

fn facts(info: &MediaInfo, levels: Option<&Levels>) -> ClipFacts {
    let quiet = |levels: &Levels| -> Vec<TimeRange> {
        let cuts = trim::pauses(levels, &[], Breathing::Normal, info);
        cuts.parts().iter().filter(|part| !part.kept).map(|part| part.range).collect()
    };
    ClipFacts {
        end: info.duration_us,
        frame: info.video.as_ref().map(|video| video.frame_rate.frame()),
        silence: levels.map(quiet).unwrap_or_default(),
    }
}

fn gone(index: usize) -> Error {
    Error::Library(library::Error::Refused(Refused::NoSuchIndex { index }))
}
