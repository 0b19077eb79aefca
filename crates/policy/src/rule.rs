//! Owns the shape of a rule file and of the other files of a pack, as written.
//! Refuses unknown keys; `load` checks what a shape cannot say.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::law::Law;
use crate::looks::{Condition, Detect};
use crate::{Context, Platform, Severity, Words};

/// `pack.toml` of a folder.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PackFile {
    pub(crate) id: String,
    pub(crate) date: String,
    /// For the reader of the folder.
    #[serde(rename = "about")]
    pub(crate) _about: String,
}

/// One file of shared word lists.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WordFile {
    #[serde(default)]
    pub(crate) lists: BTreeMap<String, WordList>,
    #[serde(default)]
    pub(crate) kinds: Vec<Kind>,
    /// Short spellings of chats and the syllable they stand for.
    #[serde(default)]
    pub(crate) short: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WordList {
    #[serde(default)]
    pub(crate) words: Vec<String>,
    /// Written without marks, matched only in sentences without marks.
    #[serde(default)]
    pub(crate) unmarked_words: Vec<String>,
    #[serde(default)]
    pub(crate) unmarked: UnmarkedMode,
    /// People write these in disguise.
    #[serde(default)]
    pub(crate) sensitive: bool,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum UnmarkedMode {
    #[default]
    Collocations,
    All,
    None,
}

/// A kind of thing sold: its names in the draft form, its words in a text.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Kind {
    pub(crate) id: String,
    pub(crate) names: Vec<String>,
    pub(crate) words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleFile {
    pub(crate) id: String,
    pub(crate) version: u32,
    pub(crate) group: String,
    #[serde(default)]
    pub(crate) when: When,
    pub(crate) confidence: Confidence,
    pub(crate) sources: Vec<String>,
    /// Rules that this one stands in for where both see the same place.
    #[serde(default)]
    pub(crate) over: Vec<String>,
    /// Fields it reads; empty means all.
    #[serde(default)]
    pub(crate) fields: Vec<String>,
    pub(crate) severity: Levels,
    #[serde(default)]
    pub(crate) soften: Option<Soften>,
    /// Keeps the rule at a lower level until a person has verified what is named here.
    #[serde(default)]
    pub(crate) held: Option<Held>,
    /// What the draft form and the film must say for the rule to run at all.
    #[serde(default)]
    pub(crate) only: Vec<Condition>,
    #[serde(default)]
    pub(crate) law: Law,
    /// Takes the detectors and exceptions of these rules too.
    #[serde(default)]
    pub(crate) like: Vec<String>,
    #[serde(default)]
    pub(crate) detect: Vec<Detect>,
    #[serde(default)]
    pub(crate) except: Except,
    pub(crate) title: Words,
    pub(crate) message: Words,
    pub(crate) suggestion: Words,
    /// What happens when it is left as it is; without it what usually happens at this level.
    #[serde(default)]
    pub(crate) ignored: Option<Words>,
    #[serde(default)]
    pub(crate) rewrite: Option<Rewrite>,
    pub(crate) examples: Examples,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum When {
    /// Only drafts that sell or advertise something.
    Commercial,
    #[default]
    Always,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Confidence {
    High,
    Medium,
    Low,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Level {
    Block,
    Restrict,
    Advise,
    None,
}

impl Level {
    pub(crate) fn severity(self) -> Option<Severity> {
        match self {
            Self::Block => Some(Severity::Block),
            Self::Restrict => Some(Severity::Restrict),
            Self::Advise => Some(Severity::Advise),
            Self::None => None,
        }
    }
}

/// `default` covers the platforms not named; without it the rule is off there.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Levels {
    default: Option<Level>,
    tiktok: Option<Level>,
    tiktok_shop: Option<Level>,
    facebook: Option<Level>,
    youtube: Option<Level>,
}

impl Levels {
    pub(crate) fn on(&self, platform: Platform) -> Option<Severity> {
        let named = match platform {
            Platform::Tiktok => self.tiktok,
            Platform::TiktokShop => self.tiktok_shop,
            Platform::Facebook => self.facebook,
            Platform::Youtube => self.youtube,
        };
        named.or(self.default).and_then(Level::severity)
    }

    /// The strongest level anywhere.
    pub(crate) fn strongest(&self) -> Option<Severity> {
        [self.default, self.tiktok, self.tiktok_shop, self.facebook, self.youtube]
            .into_iter()
            .flatten()
            .filter_map(Level::severity)
            .min()
    }
}

/// For these people or things the rule is never above `severity`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Soften {
    pub(crate) roles: Vec<String>,
    pub(crate) severity: Severity,
}

/// A level that the rule stays at for now.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Held {
    pub(crate) at: Severity,
    /// What a person has to find out first.
    pub(crate) until: String,
}

/// What excuses a match.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Except {
    /// A negation at most this many tokens to the left, in the same clause.
    pub(crate) negation: usize,
    /// The match shares a token with one of these.
    pub(crate) phrases: Vec<String>,
    /// The sentence has one of these.
    pub(crate) sentence: Vec<String>,
    /// The draft has one of these anywhere.
    pub(crate) draft: Vec<String>,
    /// One of these within three tokens to the left.
    pub(crate) before: Vec<String>,
    /// One of these within three tokens to the right.
    pub(crate) after: Vec<String>,
    /// Kinds of product for which the rule is off.
    pub(crate) products: Vec<String>,
    /// One of these holds for the film or the draft form.
    pub(crate) facts: Vec<Condition>,
}

/// A better text.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rewrite {
    pub(crate) kind: RewriteKind,
    /// What to say instead, when the product isn't known.
    #[serde(default)]
    pub(crate) to: String,
    /// What to say instead, by kind of product.
    #[serde(default)]
    pub(crate) products: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum RewriteKind {
    /// Replaces the sentence around the match.
    Sentence,
    /// Replaces the match.
    Phrase,
    /// Leaves the sentence out.
    Drop,
    /// Keeps the first hashtags and leaves the others out.
    FirstHashtags,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Examples {
    pub(crate) must: Vec<Example>,
    pub(crate) must_not: Vec<Example>,
}

/// A text beside a rule, on TikTok Shop unless it says otherwise.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum Example {
    Text(String),
    Full(FullExample),
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FullExample {
    #[serde(default)]
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) platform: Option<Platform>,
    /// The field it stands in, "script" unless said.
    #[serde(default)]
    pub(crate) field: Option<String>,
    #[serde(default)]
    pub(crate) context: Context,
}
