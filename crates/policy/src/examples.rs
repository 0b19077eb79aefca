//! Owns the proof of a rule: the examples beside it are found, or left alone, as they say.
//! Refuses to repair; it only tells.

use crate::packs::{Packs, Rule};
use crate::rule::Example;
use crate::{Context, Field, Platform, Subject, check};

/// An example that did not come out as its rule says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleFailure {
    pub rule: String,
    pub text: String,
    /// It must be found, and was not; otherwise it must be left alone, and was found.
    pub must: bool,
    /// The rules that did see something.
    pub found: Vec<String>,
}

impl Example {
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Full(full) => &full.text,
        }
    }

    pub(crate) fn subject(&self, rule: &Rule) -> Subject {
        let (platform, field, context) = match self {
            Self::Text(_) => (None, None, Context::default()),
            Self::Full(full) => (full.platform, full.field.clone(), full.context.clone()),
        };
        let name = field.unwrap_or_else(|| "script".to_owned());
        let usual = crate::subject::PLATFORMS.into_iter().find(|p| rule.severity(*p).is_some());
        let platform = platform.or(usual).unwrap_or(Platform::Tiktok);
        Subject { platform, fields: vec![Field { name, text: self.text().to_owned() }], context }
    }
}

impl Packs {
    /// Runs the examples beside every rule that is in force. An empty answer is a good one.
    pub fn test(&self) -> Vec<ExampleFailure> {
        let mut failures = Vec::new();
        for rule in self.rules.iter().filter(|rule| rule.in_force) {
            let both = rule
                .examples
                .must
                .iter()
                .map(|e| (e, true))
                .chain(rule.examples.must_not.iter().map(|e| (e, false)));
            for (example, must) in both {
                let findings = check(self, &example.subject(rule));
                let found: Vec<String> = findings
                    .into_iter()
                    .flat_map(|f| std::iter::once(f.rule).chain(f.also))
                    .collect();
                if found.contains(&rule.id) != must {
                    failures.push(ExampleFailure {
                        rule: rule.id.clone(),
                        text: example.text().to_owned(),
                        must,
                        found,
                    });
                }
            }
        }
        failures
    }
}
