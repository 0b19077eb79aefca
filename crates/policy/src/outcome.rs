//! Owns what usually happens when a finding is left as it is, by platform and level, as data of
//! `rules/outcomes.toml`. Refuses promises; every sentence says "may".

use serde::Deserialize;

use crate::{Platform, Severity, Words};

/// `rules/outcomes.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Outcomes {
    outcome: Vec<Outcome>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Outcome {
    platforms: Vec<Platform>,
    severity: Severity,
    words: Words,
}

impl Outcomes {
    /// The words for that place and level; empty when the data lacks them.
    pub(crate) fn of(&self, platform: Platform, severity: Severity) -> Words {
        let fits = |o: &&Outcome| o.severity == severity && o.platforms.contains(&platform);
        let none = || Words { vi: String::new(), en: String::new(), fr: String::new() };
        self.outcome.iter().find(fits).map_or_else(none, |o| o.words.clone())
    }
}
