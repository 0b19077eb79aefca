//! Owns the report of a check as a page for creator and trainer: what was found, where it comes
//! from, what was left on purpose and why, what the creator answered. Refuses "safe": it says what
//! was not found by the rules of which day, and what nobody looked at.

mod html;
mod labels;
mod markdown;
mod pdf;

use crate::check::{CheckReport, CheckedFinding, Looked, Place, check_draft};
use crate::settings::{self, Language};
use crate::{Error, Studio, output};
pub(crate) use html::plain as escaped;
pub(crate) use labels::words;
use labels::{Labels, labels};
use policy::{QuestionKind, Severity};
use std::path::{Path, PathBuf};
use timeline::{Draft, TimeRange};

/// Endings of the files that a report can be.
pub const ENDINGS: &[&str] = &["html", "pdf", "md"];

/// A report, ready to be set. Its texts are plain: whoever sets them escapes.
struct Sheet {
    label: &'static Labels,
    title: String,
    rules: String,
    /// What is said before anything else: old rules, what was not looked at.
    notes: Vec<&'static str>,
    sections: Vec<Section>,
    answers: Vec<Answered>,
    end: &'static str,
}

struct Section {
    level: &'static str,
    severity: Severity,
    title: String,
    place: String,
    sure: &'static str,
    message: String,
    /// Before, marked, after.
    said: Option<[String; 3]>,
    better: String,
    ignored: String,
    /// Title, address, day and rule.
    source: [String; 4],
    waived: Option<String>,
}

struct Answered {
    asked: String,
    settled: bool,
    said: String,
}

impl Sheet {
    fn of(draft: &Draft, check: &CheckReport, language: Language) -> Self {
        let label = labels(language);
        let mut notes = Vec::new();
        if check.stale {
            notes.push(label.old);
        }
        match check.looked {
            Looked::NotYet => notes.push(label.unread[0]),
            Looked::WithoutText => notes.push(label.unread[1]),
            Looked::NoFilm | Looked::All => {}
        }
        let sections: Vec<Section> = check.posted().map(|f| section(f, language)).collect();
        let said = |question: &crate::check::AskedQuestion| match question.kind {
            QuestionKind::Choice => question
                .choices
                .iter()
                .find(|choice| choice.id == question.said)
                .map_or_else(String::new, |choice| words(&choice.words, language).to_owned()),
            _ => question.said.clone(),
        };
        let answers = check.questions.iter().map(|question| Answered {
            asked: words(&question.words, language).to_owned(),
            settled: question.settled,
            said: said(question),
        });
        Self {
            label,
            title: draft.title.clone(),
            rules: format!("{} {}.", label.rules, check.newest),
            notes,
            end: if sections.is_empty() { label.nothing } else { label.nothing_else },
            sections,
            answers: answers.collect(),
        }
    }
}

fn section(finding: &CheckedFinding, language: Language) -> Section {
    let label = labels(language);
    let [scene, cue, post, picture, video] = label.places;
    let timed = |name: &str, at: &Option<TimeRange>| match at {
        Some(at) => format!("{name} · {}", at.start()),
        None => name.to_owned(),
    };
    let place = match &finding.place {
        Place::Scene { index, .. } => format!("{scene} {}", index + 1),
        Place::Cue { index, at_us, .. } => format!("{cue} {} · {at_us}", index + 1),
        Place::Post { .. } => post.to_owned(),
        Place::Picture { at } => timed(picture, at),
        Place::Video { at } => timed(video, at),
    };
    let said = [&finding.before, &finding.marked, &finding.after].map(Clone::clone);
    let better = finding.replacement.clone();
    let source = &finding.source;
    Section {
        level: label.level(finding.severity),
        severity: finding.severity,
        title: words(&finding.title, language).to_owned(),
        place,
        sure: label.sure(finding.sure),
        message: words(&finding.message, language).to_owned(),
        said: (!finding.marked.is_empty()).then_some(said),
        better: better.unwrap_or_else(|| words(&finding.suggestion, language).to_owned()),
        ignored: words(&finding.ignored, language).to_owned(),
        source: [
            source.title.clone(),
            source.url.clone(),
            source.checked.clone(),
            finding.rule.clone(),
        ],
        waived: finding.waived.clone(),
    }
}

/// The report as Markdown.
#[must_use]
pub fn markdown(draft: &Draft, check: &CheckReport, language: Language) -> String {
    markdown::page(&Sheet::of(draft, check, language))
}

/// The report as one HTML file that needs no other.
#[must_use]
pub fn html(draft: &Draft, check: &CheckReport, language: Language) -> String {
    html::page(&Sheet::of(draft, check, language))
}

/// The report as tagged PDF, so that it can be printed and read aloud.
///
/// # Errors
/// What the PDF library refuses, in its words; nothing that a draft says should come to that.
pub fn pdf(draft: &Draft, check: &CheckReport, language: Language) -> Result<Vec<u8>, String> {
    pdf::page(&Sheet::of(draft, check, language))
}

/// A file name for the report of a draft, without ending.
///
/// # Errors
/// When there is no such draft.
pub async fn file_stem(studio: &Studio, id: &str) -> Result<String, Error> {
    let draft = studio.library.draft(id).await?.draft;
    Ok(format!("{}.check", crate::home::file_name(&draft.title)))
}

/// Checks a stored draft and writes the report; the name's ending says which kind of file it is.
///
/// # Errors
/// [`Error::Argument`] for another ending, [`Error::Exists`], [`Error::Output`].
pub async fn save(
    studio: &Studio,
    id: &str,
    (place, force): (&Path, bool),
    language: Option<Language>,
) -> Result<(PathBuf, CheckReport), Error> {
    let draft = studio.library.draft(id).await?.draft;
    let check = check_draft(studio, id).await?;
    let language = match language {
        Some(language) => language,
        None => settings::get(studio).await?.language,
    };
    let ending = place.extension().map(|e| e.to_string_lossy().to_lowercase());
    let page = match ending.as_deref() {
        Some("html" | "htm") => html(&draft, &check, language).into_bytes(),
        Some("md") => markdown(&draft, &check, language).into_bytes(),
        Some("pdf") => pdf(&draft, &check, language).map_err(|said| {
            let source = std::io::Error::other(said);
            Error::Output { path: place.to_owned(), source }
        })?,
        _ => return Err(Error::Argument { what: place.display().to_string() }),
    };
    Ok((output::write(place, &page, force)?, check))
}
