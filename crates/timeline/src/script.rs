//! Owns the written plan: a [`Script`] of [`Scene`]s. Refuses to judge it: that is `policy`.

use serde::{Deserialize, Serialize};

/// One scene: what is said and what is filmed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Scene {
    /// Short name; empty until the creator gives one.
    pub title: String,
    /// What is said, as it should stand in the captions.
    pub say: String,
    /// What is filmed.
    pub shoot: String,
}

/// Scenes in order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Script {
    /// Scenes in the order they are told.
    pub scenes: Vec<Scene>,
}

impl Script {
    /// A plain text becomes one scene a paragraph.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let scenes = text
            .replace("\r\n", "\n")
            .split("\n\n")
            .map(str::trim)
            .filter(|p| !p.is_empty())
            .map(|say| Scene { say: say.to_owned(), ..Scene::default() })
            .collect();
        Self { scenes }
    }

    /// Everything that is said, scenes separated by a blank line.
    #[must_use]
    pub fn spoken(&self) -> String {
        let said: Vec<&str> =
            self.scenes.iter().map(|s| s.say.trim()).filter(|s| !s.is_empty()).collect();
        said.join("\n\n")
    }
}
