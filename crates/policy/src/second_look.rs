//! Owns the second look at a draft: what the rules saw is doubted where the passage is like drafts that
//! break nothing, and a rule is heard that saw nothing where the passage is plainly like those that break it.
//! Refuses to judge what no wording can excuse: telephone numbers, links, counts, disguises.

use std::ops::Range;

use crate::lexicon::Run;
use crate::likeness::Passage;
use crate::packs::Rule;
use crate::reading::{Reading, Sentence};
use crate::scene::{Field, Scene};

/// Tokens. A text of fewer words is too little to go by.
const SHORTEST: usize = 10;
/// How much the draft as a whole counts beside the rule, and up to which margin.
const WHOLE: f32 = 0.4;
const WHOLE_AT_MOST: f32 = 0.5;
const HUNDREDTHS: f32 = crate::likeness::HUNDREDTHS;

pub(crate) struct SecondLook<'a> {
    scene: &'a Scene<'a>,
    /// By field.
    passages: Vec<Vec<Passage>>,
    /// By field and sentence: the passages that it stands in.
    around: Vec<Vec<Vec<usize>>>,
    doubted: f32,
    heard: f32,
    heard_any: f32,
}

impl<'a> SecondLook<'a> {
    /// Nothing when these packs come without anything learned.
    #[expect(clippy::cast_precision_loss, reason = "hundredths of small margins")]
    pub(crate) fn new(scene: &'a Scene<'a>) -> Option<Self> {
        let likeness = &scene.packs.likeness;
        let limits = likeness.limits?;
        let measured = |field: &Field<'_>| likeness.passages(&field.reading);
        let passages: Vec<Vec<Passage>> = scene.fields.iter().map(measured).collect();
        let both = scene.fields.iter().zip(&passages);
        let around = both.map(|(field, passages)| around(&field.reading, passages)).collect();
        let of = |hundredths: i32| hundredths as f32 / HUNDREDTHS;
        let (doubted, heard, heard_any) =
            (of(limits.doubted), of(limits.heard), of(limits.heard_any));
        Some(Self { scene, passages, around, doubted, heard, heard_any })
    }

    /// Whether what the rule saw there is probably meant otherwise: neither its sentence alone nor any
    /// passage around it is like drafts that break a rule of its group.
    pub(crate) fn doubts(&self, rule: &Rule, field: usize, run: Run) -> bool {
        let likeness = &self.scene.packs.likeness;
        let reading = &self.scene.fields[field].reading;
        let labels = likeness.group(&rule.group).filter(|_| reading.tokens.len() >= SHORTEST);
        let Some(labels) = labels else { return false };
        let likely = |passage: &Passage| {
            let group = labels.iter().map(|label| passage.of(*label)).fold(f32::MIN, f32::max);
            group + WHOLE * passage.any().min(WHOLE_AT_MOST) >= self.doubted
        };
        let sentence = reading.tokens[run.from].sentence;
        let mut around = self.around[field][sentence].iter().map(|at| &self.passages[field][*at]);
        let alone = || likeness.passage(reading, whole(&reading.sentences[sentence]));
        !around.any(likely) && !likely(&alone())
    }

    /// The sentences in which a rule is heard that saw nothing itself: the likest one of each passage.
    pub(crate) fn hears(&self, rule: &Rule, field: usize) -> Vec<Run> {
        let likeness = &self.scene.packs.likeness;
        let Some(label) = likeness.label(&rule.id) else { return Vec::new() };
        let reading = &self.scene.fields[field].reading;
        let mut out: Vec<Run> = Vec::new();
        for passage in &self.passages[field] {
            let is_long = passage.run.to - passage.run.from >= SHORTEST;
            if !is_long || passage.of(label) < self.heard || passage.any() < self.heard_any {
                continue;
            }
            let margin = |run: &Run| likeness.passage(reading, *run).of(label);
            let inside = reading.sentences[sentences(reading, passage.run)].iter().map(whole);
            out.extend(inside.max_by(|a, b| margin(a).total_cmp(&margin(b))));
        }
        out.sort_unstable();
        out.dedup();
        out
    }
}

fn whole(sentence: &Sentence) -> Run {
    Run { from: sentence.from, to: sentence.to }
}

fn sentences(reading: &Reading<'_>, run: Run) -> Range<usize> {
    reading.tokens[run.from].sentence..reading.tokens[run.to - 1].sentence + 1
}

/// By sentence, which of the passages it stands in.
fn around(reading: &Reading<'_>, passages: &[Passage]) -> Vec<Vec<usize>> {
    let mut out = vec![Vec::new(); reading.sentences.len()];
    for (at, passage) in passages.iter().enumerate() {
        sentences(reading, passage.run).for_each(|sentence| out[sentence].push(at));
    }
    out
}
