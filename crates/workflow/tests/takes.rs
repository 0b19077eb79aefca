//! What a person decides about a take in a stored draft: a removed line comes back, spoken words
//! stand instead of written ones, an earlier try goes; and undo takes each of them back.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use serde_json::json;
use timeline::{
    CaptionTrack, Clip, CutList, Draft, EditAct, NoteKind, RemovalReason, RemovedLine, TakeNote,
    TimeRange, Timestamp, Transcript, Word, WordSource,
};
use workflow::transcribe::captions_of;
use workflow::{Studio, edit, import, take};

fn range(from: i64, to: i64) -> TimeRange {
    TimeRange::new(Timestamp::from_millis(from), Timestamp::from_millis(to)).unwrap()
}

fn words(from: i64, text: &str) -> Vec<Word> {
    let word = |(i, text): (i64, &str)| Word {
        range: range(from + 250 * i, from + 250 * (i + 1)),
        text: text.into(),
        probability: 1.0,
    };
    (0..).zip(text.split(' ')).map(word).collect()
}

/// "Giá chín mươi nghìn." begun, then said whole; later something other than written; a line that
/// nobody said at the end.
fn draft() -> Draft {
    let mut said = words(1_000, "Giá chín mươi");
    said.extend(words(3_000, "Giá chín mươi nghìn."));
    said.extend(words(5_000, "Mua ba hộp tặng một hộp."));
    let end = Timestamp::from_millis(12_000);
    let repeated = TakeNote {
        kind: NoteKind::Repeated,
        range: range(1_000, 1_750),
        script: "Giá chín mươi nghìn.".into(),
        heard: Vec::new(),
        again: Some(range(3_000, 4_000)),
    };
    let differs = TakeNote {
        kind: NoteKind::Differs,
        range: range(5_250, 5_750),
        script: "ba hộp".into(),
        heard: words(5_250, "bốn gói"),
        again: None,
    };
    let removed = RemovedLine {
        reason: RemovalReason::Phantom,
        words: words(9_000, "Cảm ơn các bạn."),
    };
    let transcript = Transcript::new("vi", WordSource::Script, said).unwrap();
    let transcript = transcript.with(vec![repeated, differs], vec![removed]);
    let info = json!({
        "container": "mov,mp4,m4a,3gp,3g2,mj2", "duration_us": 12_000_000, "size_bytes": 1,
        "video": {
            "codec": "h264", "width": 320, "height": 180, "rotation": 0,
            "frame_rate": {"num": 30, "den": 1}, "variable_rate": false, "keyframes": 1,
            "frames": 360, "pixel_format": "yuv420p", "transfer": "bt709",
            "duration_us": 12_000_000,
        },
    });
    let mut draft = Draft::new("giá", "vi");
    draft.captions = captions_of(&transcript, captions::Profile::Vertical, end);
    draft.transcript = Some(transcript);
    draft.cuts = CutList::whole(end);
    draft.clip =
        Some(Clip { path: "no such film.mp4".into(), info: serde_json::from_value(info).unwrap() });
    draft
}

async fn studio() -> (tempfile::TempDir, Studio, String) {
    let home = tempfile::tempdir().unwrap();
    let studio = Studio::open(home.path().to_owned(), "no program".into()).await.unwrap();
    let id = import::store(&studio, &draft()).await.unwrap().id;
    (home, studio, id)
}

fn text(track: &CaptionTrack) -> String {
    let lines: Vec<&str> = track.cues().iter().flat_map(|c| c.text.split('\n')).collect();
    lines.join(" ")
}

#[tokio::test]
async fn a_removed_line_comes_back_and_goes_again() {
    let (_home, studio, id) = studio().await;
    let view = take::restore_line(&studio, &id, 0).await.unwrap();
    assert!(text(&view.draft.captions).ends_with("tặng một hộp. Cảm ơn các bạn."));
    let transcript = view.draft.transcript.as_ref().unwrap();
    assert!(transcript.removed().is_empty());
    assert_eq!(transcript.words().last().unwrap().text, "bạn.");
    assert_eq!(view.undo.unwrap().act, EditAct::LineRestore);
    assert!(take::restore_line(&studio, &id, 0).await.is_err());
    let back = edit::undo(&studio, &id).await.unwrap();
    assert_eq!(back.draft, draft());
}

#[tokio::test]
async fn spoken_words_stand_instead_of_written_ones() {
    let (_home, studio, id) = studio().await;
    let view = take::take_spoken(&studio, &id, 1).await.unwrap();
    let said = text(&view.draft.captions);
    assert!(said.contains("Mua bốn gói tặng một hộp."), "{said}");
    let transcript = view.draft.transcript.as_ref().unwrap();
    assert_eq!(transcript.notes().len(), 1);
    assert!(transcript.words().iter().any(|w| w.text == "gói"));
    assert!(take::take_spoken(&studio, &id, 0).await.is_err(), "nothing was heard there");
    assert_eq!(edit::undo(&studio, &id).await.unwrap().draft, draft());
}

#[tokio::test]
async fn an_earlier_try_goes_with_its_pause_and_no_other_word() {
    let (_home, studio, id) = studio().await;
    let view = take::keep_last(&studio, &id, None).await.unwrap();
    let gone: Vec<TimeRange> =
        view.draft.cuts.parts().iter().filter(|p| !p.kept).map(|p| p.range).collect();
    assert_eq!(gone, [range(880, 2_880)]);
    assert_eq!(view.undo.unwrap().act, EditAct::RetakeRemove);
    assert_eq!(edit::undo(&studio, &id).await.unwrap().draft, draft());
    let read = take::dismiss_note(&studio, &id, 0).await.unwrap();
    assert_eq!(read.draft.transcript.unwrap().notes().len(), 1);
    assert!(take::keep_last(&studio, &id, None).await.is_err());
}
