//! Owns learning from the rules: which of them a creator broke most, the quiz about them, and the
//! progress sheet. Refuses grades: it counts, and says what to look at next.

mod sheet;

use crate::clock::now_ms;
use crate::settings::{self, Language};
use crate::{Error, Studio, check, output};
use library::Learned;
use policy::Words;
pub use policy::{Lesson, QuizQuestion};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Endings of the files that a progress sheet can be.
pub const ENDINGS: &[&str] = &["html", "md"];

/// What happened with one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct LearnedRule {
    /// Rule id.
    pub rule: String,
    /// The rule in everyday words.
    pub title: Words,
    /// Findings in the drafts as they are now.
    pub now: u32,
    /// Findings that were mended or left with a reason.
    pub mended: u32,
    /// Questions answered rightly.
    pub right: u32,
    /// Questions answered wrongly.
    pub wrong: u32,
}

impl LearnedRule {
    /// How often it was broken.
    fn broken(&self) -> u32 {
        self.now + self.mended
    }
}

/// What a creator learned so far, the rules broken most first.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct LearningProgress {
    /// Drafts that were looked at.
    pub drafts: u32,
    /// Day of the count, `YYYY-MM-DD`.
    pub day: String,
    pub rules: Vec<LearnedRule>,
}

/// The card of a rule.
///
/// # Errors
/// When there is no such rule.
pub fn lesson(studio: &Studio, rule: &str) -> Result<Lesson, Error> {
    studio.packs()?.lesson(rule).ok_or_else(|| check::no_rule(rule))
}

/// Counts findings of all drafts and what was noted before.
///
/// # Errors
/// When the library fails.
pub async fn progress(studio: &Studio) -> Result<LearningProgress, Error> {
    let packs = studio.packs()?;
    let mut rules: BTreeMap<String, LearnedRule> = BTreeMap::new();
    let mut of = |id: &str, add: &dyn Fn(&mut LearnedRule)| {
        // A rule of an older pack is no longer taught.
        let Some(rule) = packs.rule(id) else { return };
        let one = rules.entry(id.to_owned()).or_insert_with(|| LearnedRule {
            rule: id.to_owned(),
            title: rule.title.clone(),
            now: 0,
            mended: 0,
            right: 0,
            wrong: 0,
        });
        add(one);
    };
    let drafts = studio.library.drafts().await?;
    for row in &drafts {
        let draft = studio.library.draft(&row.id).await?.draft;
        let report = check::check(&packs, &draft, None, now_ms());
        for finding in report.findings.iter().filter(|f| f.waived.is_none()) {
            of(&finding.rule, &|one| one.now += 1);
        }
    }
    for row in studio.library.learned().await? {
        of(&row.rule, &|one| {
            (one.mended, one.right, one.wrong) = (row.mended, row.right, row.wrong);
        });
    }
    let mut rules: Vec<LearnedRule> = rules.into_values().collect();
    rules.sort_by(|a, b| b.broken().cmp(&a.broken()).then_with(|| a.rule.cmp(&b.rule)));
    let count = u32::try_from(drafts.len()).unwrap_or(u32::MAX);
    Ok(LearningProgress { drafts: count, day: check::today(), rules })
}

/// Ten questions, first about the rules that were broken most.
///
/// # Errors
/// When the library fails.
pub async fn quiz(studio: &Studio) -> Result<Vec<QuizQuestion>, Error> {
    let broken = progress(studio).await?.rules.into_iter().filter(|rule| rule.broken() > 0);
    let broken: Vec<String> = broken.map(|rule| rule.rule).collect();
    Ok(studio.packs()?.quiz(&broken, now_ms().unsigned_abs()))
}

/// Notes how a question was answered.
///
/// # Errors
/// When there is no such rule, or the library fails.
pub async fn answered(studio: &Studio, rule: &str, right: bool) -> Result<(), Error> {
    lesson(studio, rule)?;
    let what = if right { Learned::Right } else { Learned::Wrong };
    Ok(studio.library.add_learned(rule, what, now_ms()).await?)
}

/// Writes the progress sheet, for a trainer to print; the name's ending says which kind of file.
///
/// # Errors
/// [`Error::Argument`] for another ending, [`Error::Exists`], [`Error::Output`].
pub async fn save_progress(
    studio: &Studio,
    (place, force): (&Path, bool),
    language: Option<Language>,
) -> Result<(PathBuf, LearningProgress), Error> {
    let progress = progress(studio).await?;
    let language = match language {
        Some(language) => language,
        None => settings::get(studio).await?.language,
    };
    let ending = place.extension().map(|e| e.to_string_lossy().to_lowercase());
    let page = match ending.as_deref() {
        Some("html" | "htm") => sheet::html(&progress, language),
        Some("md") => sheet::markdown(&progress, language),
        _ => return Err(Error::Argument { what: place.display().to_string() }),
    };
    Ok((output::write(place, page.as_bytes(), force)?, progress))
}
