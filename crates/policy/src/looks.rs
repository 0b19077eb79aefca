//! Owns the shapes of the named detectors as a rule file writes them.
//! Refuses unknown keys; `lists` and `compile` check what a shape cannot say.

use serde::Deserialize;

use crate::{Fact, Platform};

/// The named ways to look. Lists hold phrases and "@list" references.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum Detect {
    /// Any phrase.
    Phrase(AnyOf),
    /// One of each list, close together in a sentence.
    Near(Near),
    /// A regular expression over the text as typed: for codes and signs, not for words.
    Pattern(Pattern),
    /// A number with a unit, above or below a limit.
    Number(Number),
    /// One list's phrases more often than that in one text.
    Repetition(Repetition),
    /// A phone number.
    Phone(Phone),
    /// A web or e-mail address.
    Link(Link),
    /// More hashtags than `max`.
    Hashtags(Hashtags),
    /// A longer text than `max` UTF-16 units.
    Length(Length),
    /// What the film and the draft form say.
    Facts(Facts),
    /// Any phrase, while none of `absent` stands anywhere in the draft.
    Absence(Absence),
    /// A phrase of these lists written apart, with look-alikes or respelled.
    Spelling(Spelling),
}

impl Detect {
    /// Evidence that alone is no reason to warn: such a match only advises.
    pub(crate) fn is_weak(&self) -> bool {
        match self {
            Self::Phrase(d) => d.weak,
            Self::Near(d) => d.weak,
            Self::Pattern(d) => d.weak,
            Self::Number(d) => d.weak,
            Self::Facts(d) => d.weak,
            _ => false,
        }
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AnyOf {
    pub(crate) any: Vec<String>,
    /// Only for these kinds of product.
    #[serde(default)]
    pub(crate) products: Vec<String>,
    /// Only written as a hashtag.
    #[serde(default)]
    pub(crate) hashtag: bool,
    #[serde(default)]
    pub(crate) weak: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Near {
    pub(crate) all: Vec<Vec<String>>,
    /// Most tokens between one member and the next.
    pub(crate) window: usize,
    #[serde(default)]
    pub(crate) ordered: bool,
    #[serde(default)]
    pub(crate) same_clause: bool,
    /// Show only this member to the user; otherwise all.
    #[serde(default)]
    pub(crate) mark: Option<usize>,
    /// Only for these kinds of product.
    #[serde(default)]
    pub(crate) products: Vec<String>,
    #[serde(default)]
    pub(crate) weak: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pattern {
    pub(crate) pattern: String,
    /// Only in these fields.
    #[serde(default)]
    pub(crate) fields: Vec<String>,
    /// One of these must stand within `window` tokens.
    #[serde(default)]
    pub(crate) near: Vec<String>,
    #[serde(default = "some_tokens")]
    pub(crate) window: usize,
    #[serde(default)]
    pub(crate) weak: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Number {
    /// What stands right behind the number.
    pub(crate) units: Vec<String>,
    #[serde(default)]
    pub(crate) above: Option<f64>,
    #[serde(default)]
    pub(crate) below: Option<f64>,
    /// One of these must stand within `window` tokens.
    #[serde(default)]
    pub(crate) near: Vec<String>,
    #[serde(default = "some_tokens")]
    pub(crate) window: usize,
    #[serde(default)]
    pub(crate) weak: bool,
}

fn some_tokens() -> usize {
    6
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Repetition {
    pub(crate) any: Vec<String>,
    pub(crate) at_least: usize,
    /// Only where it is written so: "ko" counts, the "không" it stands for does not.
    #[serde(default)]
    pub(crate) as_typed: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Phone {
    /// Right after one of these it isn't a phone number to call.
    #[serde(default)]
    pub(crate) not_after: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Link {
    #[serde(default)]
    pub(crate) hosts: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Hashtags {
    pub(crate) max: usize,
    #[serde(default)]
    pub(crate) platforms: Vec<Platform>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Length {
    pub(crate) max: usize,
    #[serde(default)]
    pub(crate) platforms: Vec<Platform>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Facts {
    /// All of these must hold.
    pub(crate) all: Vec<Condition>,
    #[serde(default)]
    pub(crate) platforms: Vec<Platform>,
    #[serde(default)]
    pub(crate) weak: bool,
}

/// One question to the film or the draft form. What nobody knows holds for no condition.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Condition {
    pub(crate) fact: String,
    #[serde(default)]
    pub(crate) above: Option<f64>,
    #[serde(default)]
    pub(crate) below: Option<f64>,
    /// It is one of these.
    #[serde(default)]
    pub(crate) is: Vec<Fact>,
    /// It is known and none of these.
    #[serde(default)]
    pub(crate) not: Vec<Fact>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Absence {
    pub(crate) any: Vec<String>,
    pub(crate) absent: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Spelling {
    /// Lists whose words count when disguised.
    pub(crate) of: Vec<String>,
    /// Phrases that are a disguise by themselves.
    #[serde(default)]
    pub(crate) respelled: Vec<String>,
    /// Any disguised word counts in a place that another rule objects to.
    #[serde(default)]
    pub(crate) found: bool,
}
