//! Drafts that an older version stored can still be read.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use timeline::{Answer, CaptionStyle, Cue, Draft, Edit, Fill, Framing, Look, Preset, Transcript};

#[test]
fn a_cue_from_before_speakers_has_none() {
    let stored = serde_json::json!({
        "start_us": 0, "end_us": 900, "text": "ong", "words": [], "from": "speech"});
    let cue: Cue = serde_json::from_value(stored).unwrap();
    assert_eq!(cue.speaker, None);
}

#[test]
fn a_draft_from_before_looks_has_the_usual_one() {
    let mut stored = serde_json::to_value(Draft::new("Mật ong", "vi")).unwrap();
    stored.as_object_mut().unwrap().remove("look");
    let draft: Draft = serde_json::from_value(stored).unwrap();
    assert_eq!(draft.look, Look::default());
    assert_eq!(draft.look.style, CaptionStyle::Box, "readable on every picture by itself");
}

#[test]
fn a_look_is_stored_in_plain_words_and_taken_back() {
    let look = Look {
        style: CaptionStyle::Karaoke,
        framing: Framing { fill: Fill::Blur, focus_x: 20, focus_y: 50 },
        preset: Some(Preset::Zalo),
    };
    let written = serde_json::to_value(Edit::SetLook { look }).unwrap();
    let wanted = serde_json::json!({"edit": "set-look", "look": {
        "style": "karaoke", "framing": {"fill": "blur", "focus_x": 20, "focus_y": 50},
        "preset": "zalo"}});
    assert_eq!(written, wanted);
    let mut draft = Draft::new("Mật ong", "vi");
    let back = draft.apply(serde_json::from_value(written).unwrap()).unwrap();
    assert_eq!(draft.look, look);
    draft.apply(back).unwrap();
    assert_eq!(draft, Draft::new("Mật ong", "vi"));
}

#[test]
fn a_transcript_from_before_notes_has_none_and_keeps_them_now() {
    let stored = serde_json::json!({"language": "vi", "source": "script", "words": [
        {"start_us": 0, "end_us": 500_000, "text": "mật", "probability": 1.0}]});
    let transcript: Transcript = serde_json::from_value(stored).unwrap();
    assert!(transcript.notes().is_empty() && transcript.removed().is_empty());
    let noted = serde_json::json!({"kind": "repeated", "script": "Mật.", "heard": [],
        "range": {"start_us": 0, "end_us": 5}, "again": {"start_us": 9, "end_us": 12}});
    let line = serde_json::json!({"reason": "phantom", "words": [
        {"start_us": 7, "end_us": 9, "text": "cảm", "probability": 0.5}]});
    let notes = vec![serde_json::from_value(noted).unwrap()];
    let transcript = transcript.with(notes, vec![serde_json::from_value(line).unwrap()]);
    let written = serde_json::to_string(&transcript).unwrap();
    assert_eq!(serde_json::from_str::<Transcript>(&written).unwrap(), transcript);
}

#[test]
fn an_answer_from_before_documents_names_none_and_is_written_as_it_was() {
    let stored = serde_json::json!({"question": "ad-label", "yes": true});
    let answer: Answer = serde_json::from_value(stored.clone()).unwrap();
    assert_eq!(answer.said, None);
    assert_eq!(serde_json::to_value(answer).unwrap(), stored);
}
