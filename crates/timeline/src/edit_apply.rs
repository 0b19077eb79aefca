//! Owns how an edit changes a draft and what takes it back. Refuses an edit that would break an
//! invariant; the draft is then exactly as before.

use crate::{
    CaptionTrack, Cue, CueAct, CueSource, CueText, CutAct, CutList, Draft, Edit, PartOrigin,
    Refused, TimeRange, Timestamp, Translation, TranslationAct, Word,
};
use std::mem::replace;

impl Draft {
    /// Applies `edit` and returns the edit that takes it back.
    ///
    /// # Errors
    /// [`Refused`] names the invariant; the draft is unchanged.
    pub fn apply(&mut self, edit: Edit) -> Result<Edit, Refused> {
        Ok(match edit {
            Edit::SetTitle { title } => Edit::SetTitle { title: replace(&mut self.title, title) },
            Edit::SetTarget { platform, aspect } => Edit::SetTarget {
                platform: replace(&mut self.platform, platform),
                aspect: replace(&mut self.aspect, aspect),
            },
            Edit::SetLook { look } => Edit::SetLook { look: replace(&mut self.look, look) },
            Edit::SetClip { clip, cuts } => Edit::SetClip {
                clip: Box::new(replace(&mut self.clip, *clip)),
                cuts: replace(&mut self.cuts, cuts),
            },
            Edit::SetScript { script, scene } => {
                Edit::SetScript { script: replace(&mut self.script, script), scene }
            }
            Edit::SetPost { post } => Edit::SetPost { post: replace(&mut self.post, post) },
            Edit::SetCaptions { captions, transcript } => Edit::SetCaptions {
                captions: replace(&mut self.captions, captions),
                transcript: replace(&mut self.transcript, transcript),
            },
            Edit::SetReading { reading, captions } => Edit::SetReading {
                reading: replace(&mut self.reading, reading),
                captions: replace(&mut self.captions, captions),
            },
            Edit::SetHeard { captions, transcript, act } => Edit::SetHeard {
                captions: replace(&mut self.captions, captions),
                transcript: replace(&mut self.transcript, transcript),
                act,
            },
            Edit::SetCueText { index, text } => {
                let cue = with_text(self.cue(index)?, text);
                self.replace_cues(index, 1, vec![cue], CueAct::Text)?
            }
            Edit::SetCueTexts { texts } => self.set_cue_texts(texts)?,
            Edit::SetCueRange { index, range } => {
                let old = self.cue(index)?;
                let words = shift_words(&old.words, old.range, range);
                let cue = Cue { range, words, ..old.clone() };
                self.replace_cues(index, 1, vec![cue], CueAct::Time)?
            }
            Edit::ReplaceCues { at, remove, insert, act } => {
                self.replace_cues(at, remove, insert, act)?
            }
            Edit::ShiftCues { from, by_us } => self.shift_cues(from, by_us)?,
            Edit::SetTranslations { at, translations, act } => {
                self.set_translations(at, translations, act)?
            }
            Edit::SetPart { index, kept } => {
                let act = if kept { CutAct::Keep } else { CutAct::Remove };
                let cuts = self.cuts.with_part(index, kept)?;
                self.replace_cuts(cuts, act)
            }
            Edit::MoveBorder { index, at_us } => {
                let cuts = self.cuts.with_border(index, at_us)?;
                self.replace_cuts(cuts, CutAct::Border)
            }
            Edit::SplitPart { index, at_us } => {
                let cuts = self.cuts.with_split(index, at_us)?;
                self.replace_cuts(cuts, CutAct::Split)
            }
            Edit::SetRange { range, kept, act } => {
                let cuts = self.cuts.with_range(range, kept, origin(kept, act))?;
                self.replace_cuts(cuts, act)
            }
            Edit::SetCuts { cuts, breathing, act } => Edit::SetCuts {
                cuts: replace(&mut self.cuts, cuts),
                breathing: replace(&mut self.breathing, breathing),
                act,
            },
            Edit::SetAnswers { answers } => {
                Edit::SetAnswers { answers: replace(&mut self.answers, answers) }
            }
            Edit::SetWaivers { waivers } => {
                Edit::SetWaivers { waivers: replace(&mut self.waivers, waivers) }
            }
        })
    }

    fn cue(&self, index: usize) -> Result<&Cue, Refused> {
        self.captions.cues().get(index).ok_or(Refused::NoSuchIndex { index })
    }

    fn replace_cues(
        &mut self,
        at: usize,
        remove: usize,
        insert: Vec<Cue>,
        act: CueAct,
    ) -> Result<Edit, Refused> {
        let mut cues = self.captions.cues().to_vec();
        let end = at.checked_add(remove).filter(|end| *end <= cues.len());
        let end = end.ok_or(Refused::NoSuchIndex { index: at })?;
        let inserted = insert.len();
        let removed: Vec<Cue> = cues.splice(at..end, insert).collect();
        self.captions = CaptionTrack::new(self.captions.language(), cues)?;
        Ok(Edit::ReplaceCues { at, remove: inserted, insert: removed, act })
    }

    fn set_cue_texts(&mut self, texts: Vec<CueText>) -> Result<Edit, Refused> {
        let numbers = || texts.iter().map(|t| t.index);
        let (Some(first), Some(last)) = (numbers().min(), numbers().max()) else {
            return self.replace_cues(0, 0, Vec::new(), CueAct::Replace);
        };
        self.cue(last)?;
        let mut cues = self.captions.cues()[first..=last].to_vec();
        for CueText { index, text } in texts {
            cues[index - first] = with_text(&cues[index - first], text);
        }
        self.replace_cues(first, cues.len(), cues, CueAct::Replace)
    }

    fn shift_cues(&mut self, from: usize, by: Timestamp) -> Result<Edit, Refused> {
        self.cue(from)?;
        let mut cues = self.captions.cues().to_vec();
        for cue in cues.iter_mut().skip(from) {
            cue.range = moved(cue.range, by)?;
            for word in &mut cue.words {
                word.range = moved(word.range, by)?;
            }
        }
        self.captions = CaptionTrack::new(self.captions.language(), cues)?;
        Ok(Edit::ShiftCues { from, by_us: Timestamp::ZERO - by })
    }

    fn set_translations(
        &mut self,
        at: usize,
        translations: Vec<Option<Translation>>,
        act: TranslationAct,
    ) -> Result<Edit, Refused> {
        let mut cues = self.captions.cues().to_vec();
        let end = at.checked_add(translations.len()).filter(|end| *end <= cues.len());
        let end = end.ok_or(Refused::NoSuchIndex { index: at })?;
        let pairs = cues[at..end].iter_mut().zip(translations);
        let before = pairs.map(|(cue, new)| replace(&mut cue.translation, new)).collect();
        self.captions = CaptionTrack::new(self.captions.language(), cues)?;
        Ok(Edit::SetTranslations { at, translations: before, act })
    }

    fn replace_cuts(&mut self, cuts: CutList, act: CutAct) -> Edit {
        let cuts = replace(&mut self.cuts, cuts);
        Edit::SetCuts { cuts, breathing: self.breathing, act }
    }
}

/// The same length at another time; never one that stops at the end of what can be counted, which
/// could not be taken back.
fn moved(range: TimeRange, by: Timestamp) -> Result<TimeRange, Refused> {
    let [start, end] = [range.start(), range.end()].map(|at| at.micros().checked_add(by.micros()));
    let (Some(start), Some(end)) = (start, end) else {
        let (start_us, end_us) = (range.start().micros(), range.end().micros());
        return Err(Refused::Range { start_us, end_us });
    };
    TimeRange::new(Timestamp::from_micros(start), Timestamp::from_micros(end))
}

/// Where the borders of a range come from. What is kept again is sound like what is around it.
fn origin(kept: bool, act: CutAct) -> PartOrigin {
    match (kept, act) {
        (true, _) => PartOrigin::Sound,
        (false, CutAct::Propose) => PartOrigin::Pause,
        (false, _) => PartOrigin::Hand,
    }
}

/// The cue with other words, typed by hand.
fn with_text(old: &Cue, text: String) -> Cue {
    let words = words_for(old, &text);
    Cue { text, words, from: CueSource::Hand, ..old.clone() }
}

/// Word times for new text: the old ones while the words are the same, or of the same number;
/// otherwise none, because a guess would be shown as if it had been heard.
fn words_for(old: &Cue, text: &str) -> Vec<Word> {
    let now: Vec<&str> = text.split_whitespace().collect();
    if now.len() != old.words.len() {
        return Vec::new();
    }
    let pairs = old.words.iter().zip(now);
    pairs.map(|(word, text)| Word { text: text.to_owned(), ..word.clone() }).collect()
}

/// Words keep their time where they still lie inside the cue; the others are left out.
fn shift_words(words: &[Word], old: TimeRange, new: TimeRange) -> Vec<Word> {
    let moved = new.start() - old.start();
    let whole = new.duration() == old.duration() && moved != Timestamp::ZERO;
    let shift = if whole { moved } else { Timestamp::ZERO };
    let place = |w: &Word| {
        let range = TimeRange::new(w.range.start() + shift, w.range.end() + shift).ok()?;
        Some(Word { range: range.intersection(new)?, ..w.clone() })
    };
    words.iter().filter_map(place).collect()
}
