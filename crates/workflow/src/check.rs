//! Step 6, check: reads a draft with the rules and returns findings; changes nothing. A suggestion
//! becomes an edit that the user applies in step 5.

mod checklist;
mod day;
mod film;
mod place;
mod seen;
mod suggestion;

use crate::view::DraftView;
use crate::{Error, Studio, Watch, edit};
pub use checklist::{AskedQuestion, with_answer};
pub use day::{age, age_today, is_old};
pub(crate) use day::{as_of_today, today};
pub use film::film_facts;
use library::Learned;
pub use place::Place;
use place::Texts;
use policy::{Context, Fact, Finding, PackInfo, Packs, Severity, Source, Subject, Sure, Words};
use seen::known;
pub use seen::{PictureField, Seen, look};
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
    /// No words of the rule's are there; the whole passage is like drafts that break it.
    pub likeness: bool,
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

/// How much of the film the check knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Looked {
    /// There is no film yet.
    NoFilm,
    /// Nobody has looked at it.
    NotYet,
    /// Picture and sound; no program to read the text in the picture is installed.
    WithoutText,
    /// Picture, sound and the text in the picture.
    All,
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
    /// How much of the film it knows.
    pub looked: Looked,
    /// What was found, the most important first.
    pub findings: Vec<CheckedFinding>,
    /// What only the creator can answer, with the answers.
    pub questions: Vec<AskedQuestion>,
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

/// A draft as the rules see it.
struct Read {
    texts: Texts,
    subject: Subject,
    seen: Option<Seen>,
}

impl Read {
    fn of(packs: &Packs, draft: &Draft, seen: Option<&Seen>) -> Self {
        let seen = seen.map(|seen| seen.clone().kept(&draft.cuts));
        let picture = seen.as_ref().map(Seen::text).unwrap_or_default();
        let texts = Texts::of(draft, picture);
        let context = context(packs, draft, seen.as_ref());
        let subject = Subject { platform: draft.platform, fields: texts.fields(), context };
        Self { texts, subject, seen }
    }

    /// Where a finding stands, with the time of what was measured.
    fn place(&self, packs: &Packs, draft: &Draft, finding: &Finding) -> Place {
        match (self.texts.place(draft, finding), &self.seen) {
            (Place::Video { .. }, Some(seen)) => {
                let zone = packs.zone(draft.platform, draft.aspect.size()).0;
                let mut times = finding.facts.iter().flat_map(|fact| seen.times(fact, &zone));
                Place::Video { at: times.next() }
            }
            (place, _) => place,
        }
    }
}

/// Checks a draft: script, captions, the text of the post, facts of the film, and what was seen
/// of the film when somebody looked at it.
#[must_use]
pub fn check(packs: &Packs, draft: &Draft, seen: Option<&Seen>, now_ms: i64) -> CheckReport {
    let read = Read::of(packs, draft, seen);
    let findings = policy::check(packs, &read.subject);
    let mut shown: Vec<CheckedFinding> = Vec::with_capacity(findings.len());
    for finding in &findings {
        let stem = format!("{}|{}|{}|", finding.rule, finding.field, finding.text);
        let key = format!("{stem}{}", shown.iter().filter(|f| f.key.starts_with(&stem)).count());
        let place = read.place(packs, draft, finding);
        shown.push(checked(draft, &read.texts, (finding, place), key));
    }
    let (newest, stale) = age(packs, now_ms);
    let looked = match (&draft.clip, seen) {
        (None, _) => Looked::NoFilm,
        (Some(_), None) => Looked::NotYet,
        (Some(_), Some(seen)) if seen.has_text() => Looked::All,
        (Some(_), Some(_)) => Looked::WithoutText,
    };
    let questions = checklist::asked(packs, draft, &read.subject, &findings);
    CheckReport { packs: packs.list().to_vec(), stale, newest, looked, findings: shown, questions }
}

fn checked(
    draft: &Draft,
    texts: &Texts,
    (finding, place): (&Finding, Place),
    key: String,
) -> CheckedFinding {
    let (before, marked, after) = texts.quote(finding);
    let waiver = |w: &&Waiver| w.rule == finding.rule && w.text == finding.text;
    // A yes or no about the film is said by the rule's own words.
    let is_figure =
        !matches!(place, Place::Video { .. }) || marked.contains(|c: char| c.is_ascii_digit());
    let in_picture = matches!(place, Place::Picture { .. });
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
        likeness: finding.likeness,
        before,
        marked: if is_figure { marked } else { String::new() },
        after,
        // An empty one means "leave it out", which only a person can do in a sentence. What the
        // picture shows cannot be typed over.
        replacement: finding.replacement.clone().filter(|r| !r.trim().is_empty() && !in_picture),
        place,
        source: finding.source.clone(),
    }
}

/// What the draft form knows. A draft is made to be posted by somebody who sells or hosts, which
/// is what the rules for offers ask about. Loudness and size are those of the finished film, which
/// is made to fit.
fn context(packs: &Packs, draft: &Draft, seen: Option<&Seen>) -> Context {
    let output = timeline::Preview::new(&draft.cuts).duration();
    let speaks = draft.transcript.as_ref().map(|t| !t.words().is_empty());
    let mut facts = vec![("has_captions", Fact::Yes(!draft.captions.cues().is_empty()))];
    facts.extend(speaks.map(|speaks| ("has_speech", Fact::Yes(speaks))));
    if let Some(seen) = seen {
        facts.extend(seen.facts(output));
        if keeps_shape(draft) {
            let zone = packs.zone(draft.platform, draft.aspect.size()).0;
            facts.extend(seen.shape_facts(&zone));
        }
    }
    let mut context = Context {
        duration_s: draft.clip.as_ref().map(|_| output.seconds()),
        facts: facts.into_iter().map(|(name, fact)| (name.to_owned(), fact)).collect(),
        ..Context::default()
    };
    checklist::tell(packs, draft, &mut context);
    context
}

/// The finished picture has the shape of the clip's: nothing is cut off and nothing added.
fn keeps_shape(draft: &Draft) -> bool {
    let video = draft.clip.as_ref().and_then(|clip| clip.info.video.as_ref());
    video.is_some_and(|video| {
        let ratio = |(width, height): (u32, u32)| f64::from(width) / f64::from(height.max(1));
        let (is, wanted) = (ratio(video.display_size()), ratio(draft.aspect.size()));
        (is / wanted - 1.0).abs() < 0.02
    })
}

/// What is known of a draft's film; nothing is started.
pub(crate) async fn seen_of(studio: &Studio, draft: &Draft) -> Option<Seen> {
    known(studio, &draft.clip.as_ref()?.path).await
}

/// Checks a stored draft, with what is known of its film.
///
/// # Errors
/// When there is no such draft.
pub async fn check_draft(studio: &Studio, id: &str) -> Result<CheckReport, Error> {
    let draft = studio.library.draft(id).await?.draft;
    let seen = seen_of(studio, &draft).await;
    Ok(check(&*studio.packs()?, &draft, seen.as_ref(), crate::clock::now_ms()))
}

/// Looks at a draft's film, every frame of it, and checks the draft with what was seen.
///
/// # Errors
/// When there is no such draft, its film is gone or broken, or the job was cancelled.
pub async fn look_at(studio: &Studio, id: &str, watch: &Watch) -> Result<CheckReport, Error> {
    let draft = studio.library.draft(id).await?.draft;
    look(studio, &edit::present_clip(&draft)?.path, watch).await?;
    check_draft(studio, id).await
}

/// Applies the suggestion of one finding. Can be undone like any edit.
///
/// # Errors
/// When the finding is no longer there or offers no better sentence.
pub async fn apply_suggestion(studio: &Studio, id: &str, key: &str) -> Result<DraftView, Error> {
    let (draft, finding) = find(studio, id, key).await?;
    let edit = suggestion::edit(&draft, &finding).ok_or_else(gone)?;
    let view = edit::apply(studio, id, edit).await?;
    studio.library.add_learned(&finding.rule, Learned::Mended, crate::clock::now_ms()).await?;
    Ok(view)
}

/// Leaves a finding as it is, with the reason.
///
/// # Errors
/// When the finding is no longer there.
pub async fn waive(studio: &Studio, id: &str, key: &str, reason: &str) -> Result<DraftView, Error> {
    let (draft, finding) = find(studio, id, key).await?;
    let mut waivers = draft.waivers;
    waivers.retain(|w| (w.rule.as_str(), w.text.as_str()) != (&finding.rule, &finding.text));
    let rule = finding.rule.clone();
    waivers.push(Waiver { rule: finding.rule, text: finding.text, reason: reason.to_owned() });
    let view = edit::apply(studio, id, Edit::SetWaivers { waivers }).await?;
    studio.library.add_learned(&rule, Learned::Mended, crate::clock::now_ms()).await?;
    Ok(view)
}

async fn find(studio: &Studio, id: &str, key: &str) -> Result<(Draft, Finding), Error> {
    let draft = studio.library.draft(id).await?.draft;
    let (packs, seen) = (studio.packs()?, seen_of(studio, &draft).await);
    let report = check(&packs, &draft, seen.as_ref(), crate::clock::now_ms());
    let index = report.findings.iter().position(|f| f.key == key).ok_or_else(gone)?;
    let subject = Read::of(&packs, &draft, seen.as_ref()).subject;
    let finding = policy::check(&packs, &subject).into_iter().nth(index).ok_or_else(gone)?;
    Ok((draft, finding))
}

/// There is no such rule.
pub(crate) fn no_rule(id: &str) -> Error {
    Error::Input { path: id.into(), source: std::io::ErrorKind::NotFound.into() }
}

fn gone() -> Error {
    Error::Library(library::Error::Refused(timeline::Refused::NoSuchIndex { index: 0 }))
}
