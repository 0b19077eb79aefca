//! Owns the checklist of a draft: which questions are asked of it, how each was answered, what the
//! answers tell the rules. Refuses to answer for the creator.

use policy::{Context, Finding, Packs, QuestionChoice, QuestionKind, Source, Subject, Words};
use serde::Serialize;
use timeline::{Answer, Draft};

/// A question with its answer.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct AskedQuestion {
    /// Kept with the draft.
    pub id: String,
    /// How it is answered.
    pub kind: QuestionKind,
    /// What is asked.
    pub words: Words,
    /// Why it is asked.
    pub why: Words,
    /// Several answers to choose from; none for other kinds.
    pub choices: Vec<QuestionChoice>,
    /// Where the duty comes from.
    pub source: Source,
    /// Ticked.
    pub yes: bool,
    /// What was chosen, or the name of a document.
    pub said: String,
    /// Nothing is left to do.
    pub settled: bool,
}

fn answer<'a>(draft: &'a Draft, id: &str) -> Option<&'a Answer> {
    draft.answers.iter().find(|answer| answer.question == id)
}

fn said(answer: Option<&Answer>) -> (bool, &str) {
    answer.map_or((false, ""), |a| (a.yes, a.said.as_deref().unwrap_or_default()))
}

fn is_done(draft: &Draft, id: &str) -> bool {
    answer(draft, id).is_some_and(|answer| answer.yes)
}

/// Tells the rules what was answered. A question that another answer has settled tells nothing.
pub(super) fn tell(packs: &Packs, draft: &Draft, context: &mut Context) {
    for question in packs.questions() {
        let left = question.unless().is_some_and(|other| is_done(draft, other));
        if let Some(answer) = answer(draft, &question.id).filter(|_| !left) {
            let (yes, said) = said(Some(answer));
            question.tell(context, yes, said);
        }
    }
}

/// The questions to ask, in order.
pub(super) fn asked(
    packs: &Packs,
    draft: &Draft,
    subject: &Subject,
    findings: &[Finding],
) -> Vec<AskedQuestion> {
    let also = |f: &'_ Finding| std::iter::once(f.rule.clone()).chain(f.also.clone());
    let found: Vec<String> = findings.iter().flat_map(also).collect();
    let found: Vec<&str> = found.iter().map(String::as_str).collect();
    let done = |id: &str| is_done(draft, id);
    let questions = packs.asked(subject, &found, done, |id| answer(draft, id).is_some());
    let shown = |question: &policy::Question| {
        let (yes, said) = said(answer(draft, &question.id));
        AskedQuestion {
            id: question.id.clone(),
            kind: question.kind,
            words: question.words.clone(),
            why: question.why.clone(),
            choices: question.choices.clone(),
            source: question.source.clone(),
            settled: question.is_settled(yes, said),
            yes,
            said: said.to_owned(),
        }
    };
    questions.into_iter().map(shown).collect()
}

/// The answers of a draft with one more, or another one in its place. `yes` and `no` tick; anything
/// else is what was chosen or the name of a document, nothing takes it back.
#[must_use]
pub fn with_answer(answers: &[Answer], question: &str, given: &str) -> Vec<Answer> {
    let mut answers = answers.to_vec();
    answers.retain(|answer| answer.question != question);
    let question = question.to_owned();
    match given.trim() {
        "" => {}
        "yes" => answers.push(Answer { question, yes: true, said: None }),
        "no" => answers.push(Answer { question, yes: false, said: None }),
        said => answers.push(Answer { question, yes: true, said: Some(said.to_owned()) }),
    }
    answers
}
