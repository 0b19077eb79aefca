//! Owns how a recording becomes words: where the voice is, chunk by chunk through the model, what
//! nobody said taken out. Refuses to know how a model works inside.

use crate::chunks::chunks;
use crate::decoder::Ask;
use crate::phantom::{Judge, Judged};
use crate::prompt::prompt;
use crate::sample_time::time_of;
use crate::voice::{detected, stretches};
use crate::{Asked, Error, SpeechModel, Transcriber};
use job::{Job, Said, Stage};
use timeline::{Timestamp, Transcript, Word, WordSource};

impl Transcriber for SpeechModel {
    fn recognise(
        &self,
        samples: &[f32],
        asked: &Asked<'_>,
        job: &Job<'_>,
    ) -> Result<Transcript, Error> {
        let language = self.language(asked.language)?;
        if asked.translate && !self.translates() {
            return Err(Error::Language { language: asked.language.to_owned() });
        }
        job.progress(Stage::Recognise, 0.0);
        let prompt = prompt(asked.words, asked.script);
        let ask = Ask { language, prompt: prompt.as_deref(), translate: asked.translate };
        let judge = Judge::new(&format!("{} {}", asked.script, asked.words.join(" ")))?;
        let voice = match &asked.speaking {
            Some(speaking) => detected(samples, speaking),
            None => stretches(samples),
        };
        let clip_end = time_of(samples.len());
        let mut all = Judged::default();
        let chunks = chunks(samples, &voice, clip_end);
        self.hear(samples, &chunks, &ask, |chunk, heard| {
            let judged = judge.judge(heard);
            say(&judged.words, job);
            all.words.extend(judged.words);
            all.removed.extend(judged.removed);
            job.progress(Stage::Recognise, chunk.end().seconds() / clip_end.seconds().max(1e-6));
        })?;
        job.progress(Stage::Recognise, 1.0);
        // What is said in one language and given in another is not what was heard.
        let language = if asked.translate { "en" } else { asked.language };
        // Lines of one chunk are in order, and chunks are; words at a line's edge may not be.
        all.words.sort_by_key(|w| w.range.start());
        let heard = Transcript::new(language, WordSource::Speech, all.words)?;
        Ok(heard.with(Vec::new(), all.removed))
    }
}

/// Hands words on as they come, one sentence or line at a time.
fn say(words: &[Word], job: &Job<'_>) {
    for part in words.split_inclusive(|w| w.text.ends_with(['.', '!', '?', '…'])) {
        let (Some(first), Some(last)) = (part.first(), part.last()) else { continue };
        let text: Vec<&str> = part.iter().map(|w| w.text.as_str()).collect();
        let micros = |t: Timestamp| t.micros();
        job.said(Said {
            start_us: micros(first.range.start()),
            end_us: micros(last.range.end()),
            text: text.join(" "),
        });
    }
}
