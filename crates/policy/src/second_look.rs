//! Owns the second look at a draft: what the rules saw is doubted where the passage is like drafts that
//! break nothing, and a rule is heard that saw nothing where the passage is plainly like those that break it.
//! Refuses to judge what no wording can excuse: telephone numbers, links, counts, disguises.

use crate::lexicon::Run;
use crate::likeness::Passage;
use crate::packs::Rule;
use crate::scene::Scene;

/// Tokens. In fewer words there is too little to go by.
const SHORTEST: usize = 10;
/// How much the draft as a whole counts beside the rule, and up to which margin.
const WHOLE: f32 = 0.4;
const WHOLE_AT_MOST: f32 = 0.5;
const HUNDREDTHS: f32 = crate::likeness::HUNDREDTHS;

pub(crate) struct SecondLook<'a> {
    scene: &'a Scene<'a>,
    /// By field.
    passages: Vec<Vec<Passage>>,
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
        let passages = scene.fields.iter().map(|field| likeness.passages(&field.reading)).collect();
        let of = |hundredths: i32| hundredths as f32 / HUNDREDTHS;
        let (doubted, heard, heard_any) =
            (of(limits.doubted), of(limits.heard), of(limits.heard_any));
        Some(Self { scene, passages, doubted, heard, heard_any })
    }

    /// Whether what the rule saw there is probably meant otherwise.
    pub(crate) fn doubts(&self, rule: &Rule, field: usize, run: Run) -> bool {
        let Some(labels) = self.scene.packs.likeness.group(&rule.group) else { return false };
        let around = self.passages[field].iter().filter(|passage| passage.run.overlaps(run));
        let likely = |passage: &Passage| {
            let group = labels.iter().map(|label| passage.of(*label)).fold(f32::MIN, f32::max);
            group + WHOLE * passage.any().min(WHOLE_AT_MOST) >= self.doubted
        };
        let mut around = around.peekable();
        around.peek().is_some() && around.all(|p| p.run.to - p.run.from >= SHORTEST && !likely(p))
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
            let inside = reading.sentences.iter().map(|s| Run { from: s.from, to: s.to });
            let inside =
                inside.filter(|run| passage.run.from <= run.from && run.to <= passage.run.to);
            let margin = |run: &Run| likeness.margin(reading, *run, label);
            let likest = inside.max_by(|a, b| margin(a).total_cmp(&margin(b)));
            out.extend(likest.filter(|run| !out.contains(run)));
        }
        out
    }
}
