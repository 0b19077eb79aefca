//! `mang lint-captions`: figures and findings of caption files, with and without their clip.

use acceptance::{Mang, clips};
use serde_json::Value;

const GOOD: &str = "1\n00:00:00,500 --> 00:00:02,500\nXin chào các bạn!\n\n\
    2\n00:00:02,567 --> 00:00:04,500\nMình là Mai đây.\n";
const BAD: &str = "1\n00:00:00,500 --> 00:00:01,000\nKhách ngủ lại ở nhà\nsàn của bà Hoa nhé\n\n\
    2\n00:00:03,000 --> 00:00:09,000\nChào các bạn!\n";

fn lint(mang: &Mang, text: &str, more: &[&str], code: i32) -> Value {
    std::fs::write(mang.path("a.srt"), text).expect("a file");
    let arguments = ["lint-captions", "a.srt"];
    mang.json(arguments.iter().chain(more)).ended_with(code).json()
}

#[test]
fn good_captions_pass_and_bad_ones_name_what_to_mend() {
    let mang = Mang::new();
    let good = lint(&mang, GOOD, &[], 0);
    assert_eq!(good["figures"]["hard"], 0);
    assert_eq!(good["figures"]["cues"], 2);
    assert_eq!(good["profile"], "vertical");
    let bad = lint(&mang, BAD, &[], 1);
    let findings = bad["findings"].as_array().expect("findings");
    let with = |code: &str| findings.iter().find(|f| f["code"] == code).expect(code);
    let fast = with("too-fast");
    assert_eq!(fast["cue"], 1);
    assert_eq!(fast["level"], "hard");
    assert_eq!(fast["start_us"], 500_000);
    assert_eq!(fast["limit"], 20.0);
    assert_eq!(fast["fix"]["kind"], "extend");
    assert_eq!(fast["fix"]["edit"]["edit"], "set-cue-range");
    let split = with("line-splits-word");
    assert_eq!(split["text"], "nhà sàn");
    assert_eq!(split["bond"], "compound");
    for finding in findings {
        let message = finding["message"].as_str().expect("words");
        assert!(!message.is_empty() && !message.contains('{'), "{finding}");
    }
}

#[test]
fn a_clip_tells_where_its_captions_end_and_nobody_speaks() {
    let mang = Mang::new();
    clips::short(&mang.path("clip.mp4"));
    let found = lint(&mang, BAD, &["--clip", "clip.mp4"], 1);
    let codes: Vec<&str> = found["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter_map(|f| f["code"].as_str())
        .collect();
    assert!(codes.contains(&"after-end"), "{codes:?}");
    let wide = lint(&mang, GOOD, &["--profile", "wide"], 0);
    assert_eq!(wide["profile"], "wide");
}

#[test]
fn a_script_tells_how_many_words_are_wrong() {
    let mang = Mang::new();
    std::fs::write(mang.path("lời.txt"), "Xin chào các bạn! Mình là Mai đấy.").expect("a script");
    let found = lint(&mang, GOOD, &["--script", "lời.txt"], 0);
    assert_eq!(found["accuracy"]["words"], 8);
    assert_eq!(found["accuracy"]["wer"], 0.125);
    assert_eq!(found["accuracy"]["marks_only"], 1.0);
}

#[test]
fn people_read_sentences_and_figures() {
    let mang = Mang::new();
    std::fs::write(mang.path("a.srt"), BAD).expect("a file");
    let ended = mang.run(["lint-captions", "a.srt"]).ended_with(1);
    let said = &ended.stdout;
    assert!(said.contains("nhà sàn") && said.lines().count() > 12, "{said}");
    let _ = mang.run(["lint-captions", "missing.srt"]).ended_with(2);
}
