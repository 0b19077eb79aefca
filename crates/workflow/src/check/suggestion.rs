//! Owns how a finding's better sentence becomes an edit of the scene, the cues or the post.

use super::place::{CAPTIONS, POST, SCRIPT, Texts};
use super::seen::PictureField;
use crate::transcribe::profile;
use policy::Finding;
use timeline::{Cue, CueAct, CueSource, Draft, Edit, TimeRange};

/// The edit that takes the suggestion, if the finding offers a sentence.
pub(super) fn edit(draft: &Draft, finding: &Finding) -> Option<Edit> {
    let better = finding.replacement.as_deref().map(str::trim).filter(|r| !r.is_empty())?;
    let texts = Texts::of(draft, PictureField::default());
    let bytes = finding.replace_start..finding.replace_end;
    let pieces = texts.touched(&finding.field, bytes.clone())?;
    let (head, tail) = texts.around(&finding.field, pieces.clone(), bytes)?;
    let text = format!("{head}{better}{tail}");
    match finding.field.as_str() {
        SCRIPT => {
            let mut script = draft.script.clone();
            script.scenes.get_mut(pieces.start)?.say = text;
            Some(Edit::SetScript { script, scene: Some(pieces.start) })
        }
        CAPTIONS => {
            let cues = draft.captions.cues().get(pieces.clone())?;
            let range =
                TimeRange::new(cues.first()?.range.start(), cues.last()?.range.end()).ok()?;
            let insert = spread(&text, range, draft)?;
            let (at, remove) = (pieces.start, pieces.len());
            Some(Edit::ReplaceCues { at, remove, insert, act: CueAct::Suggestion })
        }
        POST => Some(Edit::SetPost { post: text }),
        _ => None,
    }
}

/// A text spread evenly over a range, in cues of the usual size. Its words get no times: nobody
/// says them.
fn spread(text: &str, range: TimeRange, draft: &Draft) -> Option<Vec<Cue>> {
    let words = captions::spread(text, range, &draft.language).ok()?;
    let track = captions::cues(&words, profile(draft), range.end());
    let cues = track.cues().iter().filter_map(|cue| {
        let range = cue.range.intersection(range)?;
        Some(Cue::new(range, cue.text.clone(), CueSource::Hand))
    });
    Some(cues.collect())
}
