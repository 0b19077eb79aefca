//! Cutting by words in a stored draft: the range lies on frames, captions follow, it comes back,
//! undo names it, and fillers are offered until they are gone.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use serde_json::json;
use timeline::{
    CaptionTrack, Clip, Cue, CueSource, CutAct, CutList, Draft, Edit, EditAct, Preview, TimeRange,
    Timestamp, Transcript, Word, WordSource,
};
use workflow::{Code, Studio, edit, import, trim};

fn ms(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis)
}

/// A clip of 30 frames a second that exists on paper only.
fn clip() -> Clip {
    let info = json!({
        "container": "mov,mp4,m4a,3gp,3g2,mj2", "duration_us": 10_000_000, "size_bytes": 1,
        "video": {
            "codec": "h264", "width": 320, "height": 180, "rotation": 0,
            "frame_rate": {"num": 30, "den": 1}, "variable_rate": false, "keyframes": 1,
            "frames": 300, "pixel_format": "yuv420p", "transfer": "bt709",
            "duration_us": 10_000_000,
        },
    });
    let info = serde_json::from_value(info).unwrap();
    Clip { path: "no such film.mp4".into(), info }
}

fn draft() -> Draft {
    let said = [
        (1000, 1300, "hôm"),
        (1300, 1600, "nay"),
        (2000, 2350, "ờ"),
        (2800, 3100, "mình"),
        (3100, 3407, "làm"),
        (3407, 3800, "bánh"),
    ];
    let word = |(from, to, text): (i64, i64, &str)| Word {
        range: TimeRange::new(ms(from), ms(to)).unwrap(),
        text: text.into(),
        probability: 0.9,
    };
    let words: Vec<Word> = said.map(word).to_vec();
    let cue = Cue {
        range: TimeRange::new(ms(1000), ms(4000)).unwrap(),
        text: "hôm nay ờ\nmình làm bánh".into(),
        words: words.clone(),
        from: CueSource::Speech,
        speaker: None,
        translation: None,
    };
    let mut draft = Draft::new("bánh", "vi");
    draft.captions = CaptionTrack::new("vi", vec![cue]).unwrap();
    draft.transcript = Transcript::new("vi", WordSource::Speech, words).ok();
    draft.cuts = CutList::whole(ms(10_000));
    draft.clip = Some(clip());
    draft
}

async fn studio() -> (tempfile::TempDir, Studio, String) {
    let home = tempfile::tempdir().unwrap();
    let studio = Studio::open(home.path().to_owned(), "no program".into()).await.unwrap();
    let id = import::store(&studio, &draft()).await.unwrap().id;
    (home, studio, id)
}

fn shown(draft: &Draft) -> Vec<String> {
    let cues = Preview::new(&draft.cuts).map_cues(draft.captions.cues());
    cues.into_iter().map(|cue| cue.text).collect()
}

#[tokio::test]
async fn words_go_on_frames_and_come_back() {
    let (_home, studio, id) = studio().await;
    let cut = trim::cut_text(&studio, &id, 0, (4, 5), false).await.unwrap();
    let gone = cut.draft.cuts.parts().iter().find(|p| !p.kept).unwrap().range;
    for end in [gone.start(), gone.end()] {
        let frames = end.seconds() * 30.0;
        assert!((frames - frames.round()).abs() < 1e-3, "{end} is no frame");
    }
    assert_eq!(shown(&cut.draft), ["hôm nay ờ\nmình bánh"]);
    assert_eq!(cut.undo.unwrap().act, EditAct::WordsRemove);
    let more = trim::cut_text(&studio, &id, 0, (5, 6), false).await.unwrap();
    assert_eq!(shown(&more.draft), ["hôm nay ờ\nmình"]);
    assert_eq!(more.draft.cuts.parts().len(), 3, "words beside each other are one cut");
    trim::cut_text(&studio, &id, 0, (5, 6), true).await.unwrap();
    let back = trim::cut_text(&studio, &id, 0, (4, 5), true).await.unwrap();
    assert_eq!(back.draft.cuts, draft().cuts);
    let all = trim::cut_text(&studio, &id, 0, (0, 0), false).await.unwrap();
    assert_eq!(shown(&all.draft), [""; 0]);
    assert_eq!(shown(&edit::undo(&studio, &id).await.unwrap().draft), ["hôm nay ờ\nmình làm bánh"]);
}

#[tokio::test]
async fn what_is_not_there_is_refused_and_changes_nothing() {
    let (_home, studio, id) = studio().await;
    for (cue, from, to) in [(1, 0, 0), (0, 5, 9), (0, 3, 2), (0, 2, 2)] {
        let refused = trim::cut_text(&studio, &id, cue, (from, to), false).await;
        assert_eq!(refused.unwrap_err().code(), Code::RefusedEdit, "{cue} {from} {to}");
    }
    assert!(trim::cut_text(&studio, "nobody", 0, (0, 0), false).await.is_err());
    assert_eq!(edit::view(&studio, &id).await.unwrap().draft, draft());
}

#[tokio::test]
async fn a_filler_is_offered_until_it_is_gone() {
    let (_home, studio, id) = studio().await;
    let found = trim::fillers(&studio, &id).await.unwrap();
    assert_eq!((found.len(), found[0].text.as_str(), found[0].cue), (1, "ờ", Some(0)));
    assert!(found[0].sure);
    let edit = Edit::SetRange { range: found[0].range, kept: false, act: CutAct::Filler };
    let cut = edit::apply(&studio, &id, edit).await.unwrap();
    assert_eq!(shown(&cut.draft), ["hôm nay\nmình làm bánh"]);
    assert_eq!(trim::fillers(&studio, &id).await.unwrap(), []);
    edit::undo(&studio, &id).await.unwrap();
    assert_eq!(trim::fillers(&studio, &id).await.unwrap(), found);
}
