//! Captions as files: every format, from speech and from a script.

use acceptance::{Mang, clips, repository, subtitles};
use serde_json::Value;

fn caption(mang: &Mang, more: &[&str], output: &str) -> String {
    let arguments = ["caption", "clip.mp4", "-o", output];
    let _ = mang.run(arguments.iter().chain(more)).ended_with(0);
    std::fs::read_to_string(mang.path(output)).expect("the file is there")
}

fn with_clip() -> Mang {
    let mang = Mang::new();
    clips::short(&mang.path("clip.mp4"));
    std::fs::write(mang.path("lời.txt"), clips::SHORT_SCRIPT).expect("a script");
    mang
}

fn from_speech() -> [String; 2] {
    ["--model".to_owned(), repository::test_model().to_string_lossy().into_owned()]
}

/// The sentence of the short clip lies here, in seconds.
const SPOKEN: (f64, f64) = (0.706, 3.517);

#[test]
fn a_script_becomes_every_format_with_the_same_cues() {
    let mang = with_clip();
    let script = ["--script", "lời.txt", "--model", "none"];
    let cues = subtitles::srt(&caption(&mang, &script, "a.srt"));
    assert!((cues[0].start - SPOKEN.0).abs() < 0.3, "{cues:?}");
    assert!((-0.3..0.7).contains(&(cues[cues.len() - 1].end - SPOKEN.1)), "{cues:?}");
    let vtt = caption(&mang, &script, "a.vtt");
    assert!(vtt.starts_with("WEBVTT\n"));
    assert_eq!(vtt.matches(" --> ").count(), cues.len());
    let ass = caption(&mang, &script, "a.ass");
    assert!(ass.starts_with("[Script Info]"));
    assert_eq!(ass.matches("\nDialogue: ").count(), cues.len());
    let plain = caption(&mang, &script, "a.txt");
    assert_eq!(subtitles::words(&plain), subtitles::words(clips::SHORT_SCRIPT));
    for text in [&vtt, &ass] {
        assert!(text.contains("giảm cân"), "{text}");
    }
}

#[test]
fn the_document_has_the_promised_shape() {
    let mang = with_clip();
    let model = from_speech();
    let model: Vec<&str> = model.iter().map(String::as_str).collect();
    let written: Value = serde_json::from_str(&caption(&mang, &model, "a.json")).unwrap();
    let arguments = ["caption", "clip.mp4", "-o", "b.srt"];
    let said = mang.json(arguments.iter().chain(&model)).ended_with(0).json();
    assert_eq!(said, written, "standard output and file say the same");
    assert_eq!(said["language"], "vi");
    assert_eq!(said["model"], "ggml-espeak-vi-test");
    assert_eq!(said["removed"], serde_json::json!([]));
    let cues = said["cues"].as_array().unwrap();
    let mut last = 0;
    for cue in cues {
        let (start, end) = (cue["start_us"].as_i64().unwrap(), cue["end_us"].as_i64().unwrap());
        assert!(last <= start && start < end && end <= 5_000_000, "{cue}");
        last = end;
        assert_eq!(cue["from"], "speech");
        for word in cue["words"].as_array().unwrap() {
            let (from, to) = (word["start_us"].as_i64().unwrap(), word["end_us"].as_i64().unwrap());
            assert!(from < to && from >= start - 500_000 && to <= end + 500_000, "{word} in {cue}");
            assert!((0.0..=1.0).contains(&word["probability"].as_f64().unwrap()));
            assert!(!word["text"].as_str().unwrap().trim().is_empty());
        }
    }
    let text: String = cues.iter().map(|c| c["text"].as_str().unwrap()).collect();
    assert!(text.to_lowercase().contains("giảm cân"), "{text}");
}

#[test]
fn a_script_and_a_model_together_give_the_script_at_the_heard_times() {
    let mang = with_clip();
    // Written as people write, with a sentence that nobody says in it.
    let script = "Mật ong này rất thơm, giúp giảm cân trong 10 ngày!\nNhớ ghé chợ phiên nhé.";
    std::fs::write(mang.path("lời.txt"), script).unwrap();
    std::fs::write(mang.path("tên.txt"), "Mèo Vạc\nbạc hà\n").unwrap();
    let model = from_speech();
    let more = ["--script", "lời.txt", "--words", "tên.txt", &model[0], &model[1]];
    let arguments = ["caption", "clip.mp4", "-o", "a.json"];
    let run = mang.json(arguments.iter().chain(&more)).ended_with(0);
    let said = run.json();
    let cues = said["cues"].as_array().unwrap();
    let text: Vec<&str> = cues.iter().map(|c| c["text"].as_str().unwrap()).collect();
    let text = text.join(" ");
    assert!(text.contains("10 ngày!") && !text.contains("chợ phiên"), "{text}");
    assert!(cues.iter().all(|c| c["from"] == "script"), "{said}");
    let words: Vec<&Value> = cues.iter().flat_map(|c| c["words"].as_array().unwrap()).collect();
    let at = |word: Option<&&Value>, key: &str| word.unwrap()[key].as_f64().unwrap() / 1e6;
    assert!((at(words.first(), "start_us") - SPOKEN.0).abs() < 0.08, "{said}");
    assert!((at(words.last(), "end_us") - SPOKEN.1).abs() < 0.25, "{said}");
    let skipped: Vec<&Value> =
        said["notes"].as_array().unwrap().iter().filter(|n| n["kind"] == "skipped").collect();
    assert_eq!(skipped[0]["script"], "Nhớ ghé chợ phiên nhé.");
}

#[test]
fn sentences_are_told_while_they_are_heard() {
    let mang = with_clip();
    let model = from_speech();
    let arguments = ["caption", "clip.mp4", "-o", "a.srt", &model[0], &model[1]];
    let run = mang.json(arguments).ended_with(0);
    let lines = run.stderr.lines().filter_map(|l| serde_json::from_str::<Value>(l).ok());
    let told: Vec<Value> = lines.filter(|l| l.get("said").is_some()).collect();
    let text: Vec<&str> = told.iter().map(|l| l["said"]["text"].as_str().unwrap()).collect();
    assert!(text.join(" ").to_lowercase().contains("giảm cân"), "{told:?}");
    assert!(told[0]["said"]["start_us"].as_i64().unwrap() > 500_000, "{told:?}");
}

#[test]
fn a_script_over_music_without_a_voice_is_spread_over_it() {
    let mang = Mang::new();
    clips::plain(&mang.path("clip.mp4"));
    std::fs::write(mang.path("lời.txt"), "Xin chào các bạn.").unwrap();
    let cues = subtitles::srt(&caption(&mang, &["--script", "lời.txt"], "a.srt"));
    assert!(cues[0].start < 0.2 && cues[cues.len() - 1].end > 1.5, "{cues:?}");
}

#[test]
fn a_decomposed_script_comes_out_composed() {
    let mang = with_clip();
    // "giảm cân" typed as letters with separate marks, as some keyboards do.
    std::fs::write(mang.path("nfd.txt"), "gia\u{309}m ca\u{302}n").unwrap();
    let srt = caption(&mang, &["--script", "nfd.txt"], "nfd.srt");
    assert!(srt.contains("gi\u{1ea3}m c\u{e2}n"), "{srt:?}");
    assert!(!srt.contains('\u{309}'));
}

#[test]
fn what_cannot_be_done_is_refused() {
    let mang = with_clip();
    let script = ["--script", "lời.txt"];
    for output in ["a.docx", "a"] {
        let arguments = [&["caption", "clip.mp4", "-o", output][..], &script].concat();
        acceptance::refusal::expect(&mang, &arguments, 2, "bad-argument");
    }
    let none = ["caption", "clip.mp4", "-o", "a.srt"];
    acceptance::refusal::expect(&mang, &none, 3, "needs-model");
    std::fs::write(mang.path("a.srt"), "mine").unwrap();
    let there = [&none[..], &script].concat();
    acceptance::refusal::expect(&mang, &there, 2, "exists");
    let model = ["caption", "clip.mp4", "-o", "b.srt", "--model", "lời.txt"];
    acceptance::refusal::expect(&mang, &model, 2, "bad-model");
    let language = [
        &["caption", "clip.mp4", "-o", "b.srt", "--lang", "zz", "--model"][..],
        &[&from_speech()[1]],
    ];
    acceptance::refusal::expect(&mang, &language.concat(), 2, "bad-input");
    let model = ["caption", "clip.mp4", "-o", "b.srt", "--model", "không-có.bin"];
    acceptance::refusal::expect(&mang, &model, 2, "not-found");
}

#[test]
fn captions_in_an_old_encoding_are_read_as_what_they_say() {
    let mang = Mang::new();
    clips::plain(&mang.path("clip.mp4"));
    // TCVN3: 0xCB is ậ there, and no valid UTF-8.
    let srt = b"1\n00:00:00,000 --> 00:00:01,000\nM\xcbt ong r\xf5ng\n";
    std::fs::write(mang.path("cu.srt"), srt).unwrap();
    let arguments = ["cut", "clip.mp4", "--keep", "0-0.8", "--captions", "cu.srt", "-o", "ra.mp4"];
    let _ = mang.json(arguments).ended_with(0);
    let cues = std::fs::read_to_string(mang.path("ra.srt")).unwrap();
    assert!(cues.contains("Mật ong rừng"), "{cues}");
}

#[test]
fn a_result_never_takes_the_place_of_what_it_is_made_from() {
    let mang = Mang::new();
    clips::plain(&mang.path("clip.mp4"));
    let srt = "1\n00:00:00,000 --> 00:00:01,000\nMật ong\n";
    std::fs::write(mang.path("k.srt"), srt).unwrap();
    let arguments =
        ["cut", "clip.mp4", "--keep", "0.2-0.8", "--captions", "k.srt", "-o", "k.mp4", "--force"];
    acceptance::refusal::expect(&mang, &arguments, 2, "exists");
    assert_eq!(std::fs::read_to_string(mang.path("k.srt")).unwrap(), srt);
}
