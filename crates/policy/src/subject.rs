//! Owns what is checked: the texts of a draft, where it is going, what the draft form knows.
//! Refuses files, clips and databases; the caller reads those.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
pub use timeline::Platform;

use crate::Fact;

/// Every place where something can be posted, the strictest for sellers first.
pub(crate) const PLATFORMS: [Platform; 4] =
    [Platform::TiktokShop, Platform::Tiktok, Platform::Facebook, Platform::Youtube];

/// One text of the draft: "script", "caption", "captions", "title", "hashtags"…
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Field {
    pub name: String,
    pub text: String,
}

/// What the draft form knows. Everything is optional; unknown keys are ignored.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(default)]
pub struct Context {
    /// script, caption, title, live, comment-reply
    pub surface: Option<String>,
    pub role: Option<String>,
    pub product: Option<String>,
    /// The platform's disclosure switch is on.
    pub disclosure: Option<bool>,
    /// voice-clone, face, scene, own-voice
    pub ai: Option<String>,
    pub ai_label: Option<bool>,
    pub music: Option<String>,
    pub duration_s: Option<f64>,
    pub paid_ad: Option<bool>,
    /// What else was measured or answered, by the names of `rules/README.md`.
    pub facts: BTreeMap<String, Fact>,
}

impl Context {
    /// Nothing is known about this draft.
    pub fn is_empty(&self) -> bool {
        let Self {
            surface: _,
            role,
            product,
            disclosure,
            ai: _,
            ai_label: _,
            music: _,
            duration_s: _,
            paid_ad,
            facts: _,
        } = self;
        role.is_none() && product.is_none() && disclosure.is_none() && paid_ad.is_none()
    }
}

/// One draft on its way to one platform.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Subject {
    pub platform: Platform,
    pub fields: Vec<Field>,
    #[serde(default)]
    pub context: Context,
}
