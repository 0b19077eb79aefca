//! Drafts that an older version stored can still be read.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use timeline::{CaptionStyle, Cue, Draft, Edit, Fill, Framing, Look, Preset};

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
