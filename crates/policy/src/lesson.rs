//! Owns what can be learned from a rule: its card, and the questions of a quiz, all out of the
//! rule's own texts and examples. Refuses scores, chance and the clock: the caller brings a seed.

use crate::packs::{Packs, Rule};
use crate::rule::Example;
use crate::{Context, Severity, Source, Words, check};
use serde::{Deserialize, Serialize};

/// Questions of one quiz.
pub const QUIZ: usize = 10;
/// Shorter examples only stand for what was measured.
const SHORTEST: usize = 12;

/// One rule to read: what, why, what to say instead, one sentence that must be mended and one that
/// is fine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Lesson {
    pub rule: String,
    pub title: Words,
    pub why: Words,
    pub suggestion: Words,
    /// What may happen when it is left.
    pub ignored: Words,
    /// Nothing for rules about the picture or the sound.
    pub bad: Option<String>,
    pub good: Option<String>,
    pub source: Source,
}

/// One sentence: is it to be mended by this rule or not?
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct QuizQuestion {
    pub rule: String,
    pub title: Words,
    pub text: String,
    /// It is to be mended.
    pub mend: bool,
    pub why: Words,
    pub suggestion: Words,
    pub source: Source,
}

/// An example that a person can read without knowing anything else.
fn is_plain(example: &Example) -> bool {
    let alone = match example {
        Example::Text(_) => true,
        Example::Full(full) => {
            let Context { surface, role: _, product: _, facts, .. } = &full.context;
            let said = &full.context;
            facts.is_empty()
                && surface.is_none()
                && said.duration_s.is_none()
                && said.ai.is_none()
                && said.music.is_none()
                && full.field.is_none()
        }
    };
    alone && example.text().chars().count() >= SHORTEST
}

impl Packs {
    /// The card of a rule.
    pub fn lesson(&self, id: &str) -> Option<Lesson> {
        let rule = self.rule(id)?;
        let first = |examples: &[Example], fits: &dyn Fn(&Example) -> bool| {
            let found = examples.iter().filter(|e| is_plain(e)).find(|e| fits(e));
            found.map(|e| e.text().to_owned())
        };
        Some(Lesson {
            rule: rule.id.clone(),
            title: rule.title.clone(),
            why: rule.message.clone(),
            suggestion: rule.suggestion.clone(),
            ignored: self.ignored(rule),
            bad: first(&rule.examples.must, &|_| true),
            good: first(&rule.examples.must_not, &|e| self.is_fine(rule, e)),
            source: rule.sources.first()?.clone(),
        })
    }

    /// Ten questions: first about the rules of `broken`, the most broken first, then about the most
    /// serious ones. The same seed gives the same questions.
    pub fn quiz(&self, broken: &[String], seed: u64) -> Vec<QuizQuestion> {
        let mut chance = Chance(seed);
        let mut others: Vec<&Rule> = self.rules.iter().filter(|r| r.in_force).collect();
        others.sort_by_cached_key(|rule| (self.worst(rule), chance.next()));
        let named = broken.iter().filter_map(|id| self.rule(id));
        let mut order: Vec<&Rule> = Vec::new();
        for rule in named.chain(others) {
            if !order.iter().any(|one| one.id == rule.id) {
                order.push(rule);
            }
        }
        let mut questions: Vec<QuizQuestion> = Vec::new();
        for rule in order {
            if questions.len() == QUIZ {
                break;
            }
            questions.extend(self.question(rule, &mut chance));
        }
        questions.sort_by_cached_key(|_| chance.next());
        questions
    }

    fn question(&self, rule: &Rule, chance: &mut Chance) -> Option<QuizQuestion> {
        let mend = chance.next().is_multiple_of(2);
        let plain = |examples: &'_ [Example]| -> Vec<String> {
            let plain = examples.iter().filter(|e| is_plain(e));
            plain.map(|e| e.text().to_owned()).collect()
        };
        let (mut bad, mut good) = (plain(&rule.examples.must), Vec::new());
        for example in rule.examples.must_not.iter().filter(|e| is_plain(e)) {
            if self.is_fine(rule, example) {
                good.push(example.text().to_owned());
            }
        }
        let mend = if good.is_empty() { true } else { mend && !bad.is_empty() };
        let texts = if mend { &mut bad } else { &mut good };
        if texts.is_empty() {
            return None;
        }
        let at = usize::try_from(chance.next() % texts.len() as u64).unwrap_or(0);
        Some(QuizQuestion {
            rule: rule.id.clone(),
            title: rule.title.clone(),
            text: texts.swap_remove(at),
            mend,
            why: rule.message.clone(),
            suggestion: rule.suggestion.clone(),
            source: rule.sources.first()?.clone(),
        })
    }

    /// No rule asks for a change of it: a near miss of one rule may be a case for another.
    fn is_fine(&self, rule: &Rule, example: &Example) -> bool {
        let findings = check(self, &example.subject(rule));
        findings.iter().all(|finding| finding.severity == Severity::Advise)
    }

    fn worst(&self, rule: &Rule) -> Severity {
        let all = crate::subject::PLATFORMS.into_iter().filter_map(|p| rule.severity(p));
        all.min().unwrap_or(Severity::Advise)
    }

    fn ignored(&self, rule: &Rule) -> Words {
        let platform =
            crate::subject::PLATFORMS.into_iter().min_by_key(|p| match rule.severity(*p) {
                Some(severity) => (false, severity),
                None => (true, Severity::Advise),
            });
        let platform = platform.unwrap_or_default();
        let severity = rule.severity(platform).unwrap_or(Severity::Advise);
        rule.ignored.clone().unwrap_or_else(|| self.outcomes.of(platform, severity))
    }
}

/// Numbers that look drawn by lot (`SplitMix64`): good enough to mix questions.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}
