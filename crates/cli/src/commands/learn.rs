//! `mang learn`: cards, quiz and progress out of the rules.

use super::Context;
use super::check::said;
use crate::end::Report;
use crate::learn_args::Learn;
use policy::{Lesson, QuizQuestion};
use serde_json::json;
use workflow::learn::{self, LearningProgress};
use workflow::{Error, settings::Language};

pub(crate) async fn run(args: Learn, with: &Context) -> Result<Report, Error> {
    let (studio, language) = (&with.studio, words::language());
    match args {
        Learn::Card { id } => {
            let lesson = learn::lesson(studio, &id)?;
            Ok(Report::new(&lesson, card(&lesson, language)))
        }
        Learn::Quiz => {
            let questions = learn::quiz(studio).await?;
            let text: Vec<String> =
                questions.iter().enumerate().map(|(n, q)| question(n, q, language)).collect();
            Ok(Report::new(&json!({ "questions": questions }), text.join("\n\n")))
        }
        Learn::Answer { id, right, .. } => {
            learn::answered(studio, &id, right).await?;
            Ok(Report::new(&json!({ "rule": id, "right": right }), id))
        }
        Learn::Progress { output: Some(place), force } => {
            let (output, progress) =
                learn::save_progress(studio, (&place, force), Some(language)).await?;
            let json = json!({ "output": output, "progress": progress });
            Ok(Report::new(&json, output.display().to_string()))
        }
        Learn::Progress { output: None, .. } => {
            let progress = learn::progress(studio).await?;
            Ok(Report::new(&progress, lines(&progress, language)))
        }
    }
}

fn card(lesson: &Lesson, language: Language) -> String {
    let mut text = format!(
        "{}  [{}]\n{}\n{}\n{}",
        said(&lesson.title, language),
        lesson.rule,
        said(&lesson.why, language),
        said(&lesson.ignored, language),
        said(&lesson.suggestion, language)
    );
    for (mark, example) in [("−", &lesson.bad), ("+", &lesson.good)] {
        if let Some(example) = example {
            text.push_str(&format!("\n{mark} {example}"));
        }
    }
    format!("{text}\n{} ({})", lesson.source.title, lesson.source.checked)
}

/// The answer stands below, so that one may read the question first.
fn question(number: usize, question: &QuizQuestion, language: Language) -> String {
    let answer = if question.mend { "quiz_mend" } else { "quiz_fine" };
    format!(
        "{}. “{}”\n   {}\n   → {}: {} {}  [{}]",
        number + 1,
        question.text,
        words::said("quiz_ask", &[]),
        words::said(answer, &[]),
        said(&question.title, language),
        said(&question.why, language),
        question.rule
    )
}

fn lines(progress: &LearningProgress, language: Language) -> String {
    let line = |rule: &learn::LearnedRule| {
        let title = said(&rule.title, language);
        format!(
            "{:>3} {:>3} {:>3} {:>3}  {title}  [{}]",
            rule.now, rule.mended, rule.right, rule.wrong, rule.rule
        )
    };
    let head = words::said("progress_columns", &[]);
    let rows = progress.rules.iter().map(line).collect::<Vec<_>>().join("\n");
    format!("{head}\n{rows}")
}
