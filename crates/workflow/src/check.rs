//! Step 6, check: reads a draft with the rules and returns findings; changes nothing. A suggestion
//! becomes an edit that the user applies in step 5.

mod day;
mod film;
mod place;
mod suggestion;

use crate::view::DraftView;
use crate::{Error, Studio, edit};
pub(crate) use day::as_of_today;
pub use day::{age, age_today, is_old};
pub use film::film_facts;
pub use place::Place;
use place::Texts;
use policy::{Context, Finding, PackInfo, Packs, Severity, Source, Subject, Sure, Words};
use serde::Serialize;
use timeline::{Draft, Edit, Waiver};

/// One finding with the place in the draft that it is about.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct CheckedFinding {
    /// Stable while the words stay; what [`apply_suggestion`] and [`waive`] take.
    pub key: String,
    /// Rule id.
    pub rule: String,
    /// How much it matters on this platform.
    pub severity: Severity,
    /// The rule in everyday words.
    pub title: Words,
    /// Why it matters.
    pub message: Words,
    /// What to say instead, as advice.
    pub suggestion: Words,
    /// What happens when it is left as it is.
    pub ignored: Words,
    /// How sure it is.
    pub sure: Sure,
    /// The sentence up to the marked words.
    pub before: String,
    /// The marked words.
    pub marked: String,
    /// The rest of the sentence.
    pub after: String,
    /// The whole better sentence, when there is one to offer.
    pub replacement: Option<String>,
    /// Where it stands.
    pub place: Place,
    /// The voice says it too: mending the caption does not mend the sound.
    pub spoken: bool,
    /// It will be posted; a script is only a plan once there are captions.
    pub posted: bool,
    /// Where the rule comes from.
    pub source: Source,
    /// Why it was left as it is.
    pub waived: Option<String>,
}

/// What a check says.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct CheckReport {
    /// The packs that were used.
    pub packs: Vec<PackInfo>,
    /// Date of the newest pack, `YYYY-MM-DD`.
    pub newest: String,
    /// The newest pack is over three months old.
    pub stale: bool,
    /// What was found, the most important first.
    pub findings: Vec<CheckedFinding>,
}

impl CheckReport {
    /// Findings that must be mended and were not left on purpose.
    #[must_use]
    pub fn blocking(&self) -> usize {
        let open = |f: &&CheckedFinding| f.severity == Severity::Block && f.waived.is_none();
        self.posted().filter(open).count()
    }

    /// Findings in what will be posted.
    pub fn posted(&self) -> impl Iterator<Item = &CheckedFinding> {
        self.findings.iter().filter(|f| f.posted)
    }
}

/// Checks a draft: script, captions, the text of the post, facts of the film.
#[must_use]
pub fn check(packs: &Packs, draft: &Draft, now_ms: i64) -> CheckReport {
    let texts = Texts::of(draft);
    let subject =
        Subject { platform: draft.platform, fields: texts.fields(), context: context(draft) };
    let findings = policy::check(packs, &subject);
    let mut shown: Vec<CheckedFinding> = Vec::with_capacity(findings.len());
    for finding in &findings {
        let earlier = shown.iter().filter(|f| f.rule == finding.rule && f.marked == finding.text);
        let key =
            format!("{}|{}|{}|{}", finding.rule, finding.field, finding.text, earlier.count());
        shown.push(checked(draft, &texts, finding, key));
    }
    let (newest, stale) = age(packs, now_ms);
    CheckReport { packs: packs.list().to_vec(), stale, newest, findings: shown }
}

fn checked(draft: &Draft, texts: &Texts, finding: &Finding, key: String) -> CheckedFinding {
    let (before, marked, after) = texts.quote(finding);
    let waiver = |w: &&Waiver| w.rule == finding.rule && w.text == finding.text;
    let place = texts.place(draft, finding);
    CheckedFinding {
        spoken: matches!(place, Place::Cue { .. }),
        posted: draft.captions.cues().is_empty() || !matches!(place, Place::Scene { .. }),
        waived: draft.waivers.iter().find(waiver).map(|w| w.reason.clone()),
        key,
        rule: finding.rule.clone(),
        severity: finding.severity,
        title: finding.title.clone(),
        message: finding.message.clone(),
        suggestion: finding.suggestion.clone(),
        ignored: finding.ignored.clone(),
        sure: finding.sure,
        before,
        marked,
        after,
        // An empty one means "leave it out", which only a person can do in a sentence.
        replacement: finding.replacement.clone().filter(|r| !r.trim().is_empty()),
        place,
        source: finding.source.clone(),
    }
}

/// What the draft form knows. A draft is made to be posted by somebody who sells or hosts, which
/// is what the rules for offers ask about.
fn context(draft: &Draft) -> Context {
    let yes = |id: &str| draft.answers.iter().find(|a| a.question == id).map(|a| a.yes);
    let output = timeline::Preview::new(&draft.cuts).duration();
    Context {
        disclosure: yes("ad-label"),
        duration_s: draft.clip.as_ref().map(|_| output.seconds()),
        ..Context::default()
    }
}

/// Checks a stored draft.
///
/// # Errors
/// When there is no such draft.
pub async fn check_draft(studio: &Studio, id: &str) -> Result<CheckReport, Error> {
    let draft = studio.library.draft(id).await?.draft;
    Ok(check(studio.packs()?, &draft, crate::clock::now_ms()))
}

/// Applies the suggestion of one finding. Can be undone like any edit.
///
/// # Errors
/// When the finding is no longer there or offers no better sentence.
pub async fn apply_suggestion(studio: &Studio, id: &str, key: &str) -> Result<DraftView, Error> {
    let (draft, finding) = find(studio, id, key).await?;
    let edit = suggestion::edit(&draft, &finding).ok_or_else(gone)?;
    edit::apply(studio, id, edit).await
}

/// Leaves a finding as it is, with the reason.
///
/// # Errors
/// When the finding is no longer there.
pub async fn waive(studio: &Studio, id: &str, key: &str, reason: &str) -> Result<DraftView, Error> {
    let (draft, finding) = find(studio, id, key).await?;
    let mut waivers = draft.waivers;
    waivers.retain(|w| (w.rule.as_str(), w.text.as_str()) != (&finding.rule, &finding.text));
    waivers.push(Waiver { rule: finding.rule, text: finding.text, reason: reason.to_owned() });
    edit::apply(studio, id, Edit::SetWaivers { waivers }).await
}

async fn find(studio: &Studio, id: &str, key: &str) -> Result<(Draft, Finding), Error> {
    let draft = studio.library.draft(id).await?.draft;
    let report = check(studio.packs()?, &draft, crate::clock::now_ms());
    let index = report.findings.iter().position(|f| f.key == key).ok_or_else(gone)?;
    let texts = Texts::of(&draft);
    let subject =
        Subject { platform: draft.platform, fields: texts.fields(), context: context(&draft) };
    let finding =
        policy::check(studio.packs()?, &subject).into_iter().nth(index).ok_or_else(gone)?;
    Ok((draft, finding))
}

fn gone() -> Error {
    Error::Library(library::Error::Refused(timeline::Refused::NoSuchIndex { index: 0 }))
}
