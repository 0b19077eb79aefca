//! Owns the way between a draft and the plain texts that the rules read, and back from a
//! finding's byte offsets to the scene, cue or post that a person can open.

use super::seen::{PICTURE, PictureField};
use policy::{Field, Finding};
use serde::Serialize;
use std::ops::Range;
use timeline::{Draft, TimeRange, Timestamp};

/// Where the marked words stand. `start` and `end` count UTF-16 units of that text, which is what
/// a text field's selection takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(tag = "place", rename_all = "lowercase")]
pub enum Place {
    /// In what a scene says.
    Scene { index: u32, start: u32, end: u32 },
    /// In a cue.
    Cue { index: u32, start: u32, end: u32, at_us: Timestamp },
    /// In the text of the post.
    Post { start: u32, end: u32 },
    /// In text that the picture shows.
    Picture { at: Option<TimeRange> },
    /// In the film itself; nothing when it is about the whole of it.
    Video { at: Option<TimeRange> },
}

pub(super) const SCRIPT: &str = "script";
pub(super) const CAPTIONS: &str = "captions";
pub(super) const POST: &str = "caption";

/// The texts of a draft, each joined from pieces whose places are remembered.
pub(super) struct Texts {
    joined: Vec<Joined>,
    picture: PictureField,
}

struct Joined {
    name: &'static str,
    text: String,
    /// Byte range of each piece (scene, cue) in `text`.
    pieces: Vec<Range<usize>>,
}

impl Texts {
    pub(super) fn of(draft: &Draft, picture: PictureField) -> Self {
        let mut joined = vec![script(draft), captions(draft)];
        let post = draft.post.clone();
        joined.push(Joined {
            name: POST,
            pieces: std::iter::once(0..post.len()).collect(),
            text: post,
        });
        if let Some(Field { text, .. }) = picture.field() {
            joined.push(Joined {
                name: PICTURE,
                pieces: std::iter::once(0..text.len()).collect(),
                text,
            });
        }
        joined.retain(|j| !j.text.trim().is_empty());
        Self { joined, picture }
    }

    pub(super) fn fields(&self) -> Vec<Field> {
        let field = |j: &Joined| Field { name: j.name.to_owned(), text: j.text.clone() };
        self.joined.iter().map(field).collect()
    }

    fn field(&self, name: &str) -> Option<&Joined> {
        self.joined.iter().find(|j| j.name == name)
    }

    /// The sentence around a finding in three pieces: before, marked, after.
    pub(super) fn quote(&self, finding: &Finding) -> (String, String, String) {
        let Some(joined) = self.field(&finding.field) else {
            return (String::new(), finding.text.clone(), String::new());
        };
        let sentence =
            finding.replace_start.min(finding.start)..finding.replace_end.max(finding.end);
        let piece = |range: Range<usize>| joined.text.get(range).unwrap_or_default().to_owned();
        (
            piece(sentence.start..finding.start).trim_start().to_owned(),
            piece(finding.start..finding.end),
            piece(finding.end..sentence.end).trim_end().to_owned(),
        )
    }

    /// Where to send the user. A finding about the film itself has no time here.
    pub(super) fn place(&self, draft: &Draft, finding: &Finding) -> Place {
        let whole = Place::Video { at: None };
        let Some(joined) = self.field(&finding.field) else { return whole };
        let Some(index) = joined.piece_at(finding.start) else { return whole };
        let piece = joined.pieces[index].clone();
        let utf16 = |until: usize| {
            let until = until.clamp(piece.start, piece.end);
            let text = joined.text.get(piece.start..until).unwrap_or_default();
            u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
        };
        let (start, end) = (utf16(finding.start), utf16(finding.end));
        let number = u32::try_from(index).unwrap_or(u32::MAX);
        match joined.name {
            SCRIPT => Place::Scene { index: number, start, end },
            CAPTIONS => {
                let at_us =
                    draft.captions.cues().get(index).map_or(Timestamp::ZERO, |c| c.range.start());
                Place::Cue { index: number, start, end, at_us }
            }
            PICTURE => Place::Picture { at: self.picture.time_of(finding.start) },
            _ => Place::Post { start, end },
        }
    }

    /// The pieces (scenes or cues) that a byte range of a field touches, as indexes.
    pub(super) fn touched(&self, field: &str, bytes: Range<usize>) -> Option<Range<usize>> {
        let joined = self.field(field)?;
        let hit = |piece: &Range<usize>| piece.start < bytes.end && bytes.start < piece.end;
        let first = joined.pieces.iter().position(hit)?;
        let last = joined.pieces.iter().rposition(hit)?;
        Some(first..last + 1)
    }

    /// The text of a piece before and after a byte range of the field.
    pub(super) fn around(
        &self,
        field: &str,
        piece: Range<usize>,
        bytes: Range<usize>,
    ) -> Option<(String, String)> {
        let joined = self.field(field)?;
        let (first, last) =
            (joined.pieces.get(piece.start)?, joined.pieces.get(piece.end.checked_sub(1)?)?);
        let head = joined.text.get(first.start..bytes.start.max(first.start))?;
        let tail = joined.text.get(bytes.end.min(last.end)..last.end)?;
        Some((head.to_owned(), tail.to_owned()))
    }
}

impl Joined {
    fn new(name: &'static str) -> Self {
        Self { name, text: String::new(), pieces: Vec::new() }
    }

    fn push(&mut self, piece: &str) {
        let start = self.text.len();
        self.text.push_str(piece);
        self.pieces.push(start..self.text.len());
    }

    fn piece_at(&self, byte: usize) -> Option<usize> {
        let last_before = self.pieces.iter().rposition(|p| p.start <= byte && !p.is_empty());
        last_before.or((!self.pieces.is_empty()).then_some(0))
    }
}

fn script(draft: &Draft) -> Joined {
    let mut joined = Joined::new(SCRIPT);
    for scene in &draft.script.scenes {
        if !joined.text.is_empty() {
            joined.text.push_str("\n\n");
        }
        joined.push(&scene.say);
    }
    joined
}

/// Cues read on from one to the next, so that a claim over two cues is one sentence. Where the
/// text has no full stop, a pause of half a second ends the sentence, as a listener hears it.
fn captions(draft: &Draft) -> Joined {
    let pause = Timestamp::from_millis(500);
    let mut joined = Joined::new(CAPTIONS);
    let mut last_end = Timestamp::ZERO;
    for cue in draft.captions.cues() {
        let paused = cue.range.start() - last_end >= pause;
        let ended = joined.text.trim_end().ends_with(['.', '!', '?', '…', ':', ';']);
        if !joined.text.is_empty() {
            joined.text.push_str(if paused && !ended { ". " } else { " " });
        }
        // One byte for one byte, so that offsets stay those of the cue's own text.
        joined.push(&cue.text.replace('\n', " "));
        last_end = cue.range.end();
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use timeline::{CaptionTrack, Cue, CueSource, TimeRange};

    fn draft() -> Draft {
        let cue = |start, end, text: &str| {
            let range =
                TimeRange::new(Timestamp::from_millis(start), Timestamp::from_millis(end)).unwrap();
            Cue::new(range, text, CueSource::Speech)
        };
        let cues = vec![
            cue(0, 1000, "Mật ong\ntrị dứt"),
            cue(1000, 2000, "viêm họng"),
            cue(4000, 5000, "mua nhé"),
        ];
        Draft { captions: CaptionTrack::new("vi", cues).unwrap(), ..Draft::new("t", "vi") }
    }

    #[test]
    fn a_sentence_runs_over_cues_and_ends_at_a_pause() {
        let texts = Texts::of(&draft(), PictureField::default());
        assert_eq!(texts.fields()[0].text, "Mật ong trị dứt viêm họng. mua nhé");
        assert_eq!(texts.touched(CAPTIONS, 0..30), Some(0..2));
    }

    #[test]
    fn scenes_are_read_as_paragraphs() {
        let mut draft = Draft::new("t", "vi");
        draft.script = timeline::Script::from_text("một\n\nhai");
        let texts = Texts::of(&draft, PictureField::default());
        assert_eq!(
            (texts.fields()[0].name.as_str(), texts.fields()[0].text.as_str()),
            (SCRIPT, "một\n\nhai")
        );
    }
}
