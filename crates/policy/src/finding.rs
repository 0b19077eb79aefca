//! Owns what a check gives back: findings, their level, their words and their source.

use serde::{Deserialize, Serialize};

use crate::Platform;

/// How much it matters, most first: must fix, better fix, advice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Block,
    Restrict,
    Advise,
}

/// How sure a finding is, from the source behind the rule and from how plainly the words say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum Sure {
    Sure,
    Likely,
    Maybe,
}

/// One text in the three languages of the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub vi: String,
    pub en: String,
    pub fr: String,
}

/// Where a rule comes from and when somebody last looked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub title: String,
    pub url: String,
    /// YYYY-MM-DD
    pub checked: String,
}

/// One place in the draft worth a look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Finding {
    pub rule: String,
    pub severity: Severity,
    pub sure: Sure,
    /// No words of the rule's are there; the whole passage is like drafts that break it.
    pub likeness: bool,
    pub platform: Platform,
    /// The field's name, or "video" when the finding is about the clip itself.
    pub field: String,
    /// UTF-8 byte offsets into the field as the user wrote it, on character boundaries.
    #[cfg_attr(feature = "ipc", specta(type = u32))]
    pub start: usize,
    #[cfg_attr(feature = "ipc", specta(type = u32))]
    pub end: usize,
    pub text: String,
    pub title: Words,
    pub message: Words,
    pub suggestion: Words,
    /// What happens when it is left as it is.
    pub ignored: Words,
    /// A better text for `replace_start..replace_end`; empty means: leave it out.
    pub replacement: Option<String>,
    #[cfg_attr(feature = "ipc", specta(type = u32))]
    pub replace_start: usize,
    #[cfg_attr(feature = "ipc", specta(type = u32))]
    pub replace_end: usize,
    pub source: Source,
    pub group: String,
    /// What was asked of the film or the draft form, when the finding is about those.
    pub facts: Vec<String>,
    /// Rules of the same group that saw the same place and are folded into this finding.
    pub also: Vec<String>,
}

/// A pack as listed to the user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct PackInfo {
    pub id: String,
    pub date: String,
}
