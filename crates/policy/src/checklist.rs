//! Owns the questions that only the creator can answer, as data of `rules/checklist.toml`: which
//! are asked of a draft, and what an answer means to the rules. Refuses to keep answers.

use crate::compile::{refused, unknown};
use crate::law::Law;
use crate::scene::Scene;
use crate::{Context, Error, Fact, Packs, Source, Subject, Words, facts};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// More would be no list to tick off.
const MOST: usize = 60;

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum QuestionKind {
    /// Done or not.
    Tick,
    /// One of several.
    Choice,
    /// The name of a document.
    Paper,
}

/// One of several answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct QuestionChoice {
    pub id: String,
    pub words: Words,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Asked {
    #[default]
    Always,
    Commercial,
}

/// `rules/checklist.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChecklistFile {
    question: Vec<QuestionEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionEntry {
    id: String,
    kind: QuestionKind,
    fact: String,
    value: Option<Fact>,
    #[serde(default)]
    when: Asked,
    #[serde(default)]
    rules: Vec<String>,
    unless: Option<String>,
    source: String,
    words: Words,
    why: Words,
    #[serde(default)]
    choice: Vec<QuestionChoice>,
}

/// A question, with what its answer tells the rules.
#[derive(Debug)]
pub struct Question {
    pub id: String,
    pub kind: QuestionKind,
    pub words: Words,
    pub why: Words,
    /// Empty unless it is one of several.
    pub choices: Vec<QuestionChoice>,
    pub source: Source,
    fact: String,
    value: Option<Fact>,
    when: Asked,
    rules: Vec<String>,
    unless: Option<String>,
}

impl Question {
    /// Tells the context what was answered: `yes` for a tick, `said` for a choice's id or a
    /// document's name. What says nothing changes nothing.
    pub fn tell(&self, context: &mut Context, yes: bool, said: &str) {
        let said = said.trim();
        let fact = match self.kind {
            QuestionKind::Tick if yes => self.value.clone().unwrap_or(Fact::Yes(true)),
            // Not done is an answer only where done is a plain yes.
            QuestionKind::Tick if self.value.is_none() => Fact::Yes(false),
            QuestionKind::Choice if self.choices.iter().any(|c| c.id == said) => {
                Fact::Word(said.to_owned())
            }
            QuestionKind::Paper if !said.is_empty() => Fact::Yes(true),
            _ => return,
        };
        facts::set(context, &self.fact, fact);
    }

    /// The tick that makes it needless.
    pub fn unless(&self) -> Option<&str> {
        self.unless.as_deref()
    }

    /// Whether it can be answered so; an empty answer takes one back.
    pub fn takes(&self, answer: &str) -> bool {
        match self.kind {
            _ if answer.is_empty() => true,
            QuestionKind::Tick => ["yes", "no"].contains(&answer),
            QuestionKind::Choice => self.choices.iter().any(|c| c.id == answer),
            QuestionKind::Paper => true,
        }
    }

    /// Whether an answer settles it.
    pub fn is_settled(&self, yes: bool, said: &str) -> bool {
        match self.kind {
            QuestionKind::Tick => yes,
            QuestionKind::Choice => self.choices.iter().any(|c| c.id == said.trim()),
            QuestionKind::Paper => !said.trim().is_empty(),
        }
    }
}

impl Packs {
    /// All questions, in order.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// The questions to ask of a draft. `found` are the rules that see something in it, those that
    /// were folded into others too; `is_done` tells whether a tick is done, `is_answered` whether
    /// anything was answered, which keeps a question on the list.
    pub fn asked<'a>(
        &'a self,
        subject: &Subject,
        found: &[&str],
        is_done: impl Fn(&str) -> bool,
        is_answered: impl Fn(&str) -> bool,
    ) -> Vec<&'a Question> {
        let sells = Scene::new(self, subject).sells;
        let is_asked = |question: &&Question| {
            let left = question.unless.as_deref().is_some_and(&is_done);
            let named = |rule: &String| found.contains(&rule.as_str());
            let called = question.rules.is_empty()
                || question.rules.iter().any(named)
                || is_answered(&question.id);
            !left && called && (question.when == Asked::Always || sells)
        };
        self.questions.iter().filter(is_asked).collect()
    }
}

/// The questions with their sources looked up; `is_rule` knows the rules.
pub(crate) fn questions(
    path: &Path,
    file: ChecklistFile,
    sources: &BTreeMap<String, (Source, Law)>,
    is_rule: impl Fn(&str) -> bool,
) -> Result<Vec<Question>, Error> {
    let mut questions: Vec<Question> = Vec::new();
    for entry in file.question {
        let QuestionEntry { id, kind, fact, value, when, rules, unless, words, why, .. } = entry;
        if questions.len() >= MOST || questions.iter().any(|q| q.id == id) {
            return Err(Error::Duplicate { path: path.to_owned(), id });
        }
        if !facts::is_name(&fact) {
            return Err(unknown(path, "the fact", &fact));
        }
        if (kind == QuestionKind::Choice) != (entry.choice.len() > 1) {
            return Err(refused(path, format!("{id}: only a choice has choices, at least two")));
        }
        let texts = [&words, &why].into_iter().chain(entry.choice.iter().map(|c| &c.words));
        if texts.flat_map(|w| [&w.vi, &w.en, &w.fr]).any(|t| t.trim().is_empty()) {
            return Err(refused(path, format!("{id}: a text is empty in one of the languages")));
        }
        if let Some(rule) = rules.iter().find(|rule| !is_rule(rule)) {
            return Err(unknown(path, "the rule", rule));
        }
        if let Some(other) = unless.as_ref().filter(|o| !questions.iter().any(|q| q.id == **o)) {
            return Err(unknown(path, "the question before it", other));
        }
        let (source, _) =
            sources.get(&entry.source).ok_or_else(|| unknown(path, "the source", &entry.source))?;
        let (source, choices) = (source.clone(), entry.choice);
        questions.push(Question {
            id,
            kind,
            words,
            why,
            choices,
            source,
            fact,
            value,
            when,
            rules,
            unless,
        });
    }
    Ok(questions)
}
