//! Owns the better text beside a finding: what replaces which bytes of the field.
//! Refuses to invent facts: every sentence comes from the rule file.

use crate::facts::tags;
use crate::place::Place;
use crate::rule::{Rewrite, RewriteKind};
use crate::scene::Scene;

/// A longer sentence is a text without full stops: one better sentence would wipe out all of it.
const LONGEST_SENTENCE: usize = 30;

pub(crate) struct Better {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) text: String,
}

/// The rule's better text for this place, if it has one.
pub(crate) fn better(scene: &Scene<'_>, place: &Place<'_>) -> Option<Better> {
    let rewrite = place.rule.rewrite.as_ref()?;
    let seen = &scene.fields[place.field?];
    let (reading, run) = (&seen.reading, place.run);
    let sentence = reading.sentence_of(run.from);
    match rewrite.kind {
        RewriteKind::Sentence if sentence.to - sentence.from > LONGEST_SENTENCE => None,
        RewriteKind::Sentence => {
            let kind = scene.kind_in(seen, sentence.from, sentence.to);
            let text =
                words(rewrite, scene.kind).or_else(|| words(rewrite, kind)).unwrap_or(&rewrite.to);
            // A match may reach over a full stop that did not end a sentence for the reader.
            let end = sentence.end.max(reading.tokens[run.to - 1].end);
            (!text.is_empty()).then(|| Better { start: sentence.start, end, text: text.to_owned() })
        }
        RewriteKind::Phrase => Some(Better {
            start: reading.tokens[run.from].start,
            end: reading.tokens[run.to - 1].end,
            text: rewrite.to.clone(),
        }),
        RewriteKind::Drop => {
            let last = reading.tokens[run.to - 1].sentence;
            let next = reading.sentences.get(last + 1).map_or(sentence.end, |s| s.start);
            (reading.sentences.len() > 1).then(|| Better {
                start: sentence.start,
                end: next,
                text: String::new(),
            })
        }
        RewriteKind::FirstHashtags => {
            let (start, end) = (reading.tokens[run.from].start - 1, reading.tokens[run.to - 1].end);
            let mut text = String::new();
            let mut at = start;
            for tag in tags(reading).iter().filter(|t| t.from >= run.from && t.to <= run.to) {
                text.push_str(&reading.text[at..reading.tokens[tag.from].start - 1]);
                at = reading.tokens[tag.to - 1].end;
            }
            Some(Better { start, end, text: text.split_whitespace().collect::<Vec<_>>().join(" ") })
        }
    }
}

fn words<'a>(rewrite: &'a Rewrite, kind: Option<&str>) -> Option<&'a String> {
    rewrite.products.get(kind?)
}
