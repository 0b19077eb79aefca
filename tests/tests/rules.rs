//! The checker on the command line: rules, examples, findings with their places.

use acceptance::{Mang, clips, refusal, repository};
use serde_json::Value;

const CLAIM: &str = "Trà nhà mình giúp giảm cân, mua ngay nhé.";

fn checked(mang: &Mang, text: &str, more: &[&str]) -> Value {
    let arguments = [&["check", "--json"][..], more].concat();
    mang.fed(arguments, text.as_bytes()).json()
}

#[test]
fn the_examples_beside_every_rule_hold() {
    let mang = Mang::new();
    let said = mang.json(["rules", "test"]).ended_with(0).json();
    assert!(said["examples"].as_u64().unwrap() > 50, "{said}");
    assert_eq!(said["failures"], serde_json::json!([]));
    let folder = repository::file("rules");
    let from_folder = ["rules", "test", "--rules", &folder.to_string_lossy()];
    assert_eq!(mang.json(from_folder).ended_with(0).json(), said, "as built in, so in rules/");
}

#[test]
fn every_listed_rule_can_be_shown_with_its_source() {
    let mang = Mang::new();
    let list = mang.json(["rules", "list"]).ended_with(0).json();
    let packs = list["packs"].as_array().unwrap();
    assert!(packs.iter().all(|p| p["date"].as_str().is_some_and(|d| d.len() == 10)));
    let rules = list["rules"].as_array().unwrap();
    assert!(rules.len() >= 130, "{list}");
    for id in [&rules[0], &rules[rules.len() / 2], &rules[rules.len() - 1]] {
        let id = id.as_str().unwrap();
        let rule = mang.json(["rules", "show", id]).ended_with(0).json();
        assert_eq!(rule["id"], id);
        for language in ["vi", "en", "fr"] {
            assert!(rule["title"][language].as_str().is_some_and(|t| !t.is_empty()), "{rule}");
        }
        let source = &rule["sources"][0];
        assert!(source["url"].as_str().unwrap().starts_with("https://"), "{rule}");
        assert_eq!(source["checked"].as_str().unwrap().len(), 10);
        assert!(!rule["examples"]["must"].as_array().unwrap().is_empty(), "{rule}");
    }
    refusal::expect(&mang, &["rules", "show", "claims/none"], 2, "not-found");
}

#[test]
fn a_finding_has_the_promised_shape_and_marks_the_words_exactly() {
    let mang = Mang::new();
    let composed = format!("🍯 Chào bà con!\n{CLAIM}");
    // The same, with the marks of "giảm cân" as letters of their own.
    let decomposed = composed.replace("giảm cân", "gia\u{309}m ca\u{302}n");
    for text in [composed, decomposed] {
        let said = checked(&mang, &text, &[]);
        assert!(!said["packs"].as_array().unwrap().is_empty());
        assert!(said["stale"].is_boolean() && said["packs"][0]["stale"].is_boolean(), "{said}");
        let findings = said["findings"].as_array().unwrap();
        let claim = findings.iter().find(|f| f["rule"] == "claims/weight-loss");
        let claim = claim.unwrap_or_else(|| panic!("not found in {text:?}: {said}"));
        let names = [
            "rule",
            "severity",
            "sure",
            "ignored",
            "platform",
            "field",
            "start",
            "end",
            "text",
            "message",
            "suggestion",
            "source",
        ];
        for name in names {
            assert!(!claim[name].is_null(), "no {name} in {claim}");
        }
        for name in ["title", "url", "checked"] {
            assert!(claim["source"][name].is_string(), "no source {name} in {claim}");
        }
        assert_eq!((&claim["platform"], &claim["field"]), (&"tiktok".into(), &"script".into()));
        for finding in findings.iter().filter(|f| f["field"] != "video") {
            let at = |name: &str| usize::try_from(finding[name].as_u64().unwrap()).unwrap();
            let marked = text.get(at("start")..at("end")).expect("on character borders");
            assert_eq!(finding["text"].as_str(), Some(marked));
        }
        assert!(text[..usize::try_from(claim["start"].as_u64().unwrap()).unwrap()].contains('🍯'));
    }
}

#[test]
fn the_exit_code_says_whether_something_must_be_mended() {
    let mang = Mang::new();
    std::fs::write(mang.path("claim.txt"), CLAIM).unwrap();
    std::fs::write(mang.path("fine.txt"), "Hôm nay mình nấu canh măng cho cả nhà.").unwrap();
    let _ = mang.run(["check", "claim.txt"]).ended_with(1);
    let fine = mang.json(["check", "fine.txt"]).ended_with(0).json();
    assert_eq!(fine["findings"], serde_json::json!([]));
    let facebook = mang.json(["check", "claim.txt", "--platform", "facebook"]).ended_with(0).json();
    assert_eq!(facebook["findings"][0]["severity"], "restrict", "{facebook}");
    assert_eq!(facebook["findings"][0]["platform"], "facebook");
    let said = mang.run(["check", "claim.txt"]).stdout;
    assert!(said.contains("giảm cân") && said.contains("claims/weight-loss"), "{said}");
    assert_eq!(mang.fed(["check", "-"], CLAIM.as_bytes()).code, Some(1), "standard input");
}

#[test]
fn what_the_form_knows_counts_as_text_or_as_a_file() {
    let mang = Mang::new();
    let long = r##"{"surface":"caption","duration_s":2,"role":"creator"}"##;
    let inline = checked(&mang, "Xin chào", &["--context", long]);
    std::fs::write(mang.path("form.json"), long).unwrap();
    let from_file = checked(&mang, "Xin chào", &["--context", "form.json"]);
    assert_eq!(inline, from_file);
    let findings = inline["findings"].as_array().unwrap();
    assert!(findings.iter().any(|f| f["field"] == "video"), "two seconds are short: {inline}");
    assert_eq!(checked(&mang, CLAIM, &["--context", long])["findings"][0]["field"], "caption");
    std::fs::write(mang.path("a.txt"), "Xin chào").unwrap();
    let broken = ["check", "a.txt", "--context", "{\"duration_s\":"];
    refusal::expect(&mang, &broken, 2, "bad-argument");
    let missing = ["check", "a.txt", "--context", "none.json"];
    refusal::expect(&mang, &missing, 2, "not-found");
    refusal::expect(&mang, &["check", "none.txt"], 2, "not-found");
}

#[test]
fn captions_and_the_clip_are_checked_too() {
    let mang = Mang::new();
    clips::plain(&mang.path("clip.mp4"));
    let srt = "1\n00:00:00,000 --> 00:00:01,000\nTrà này giúp giảm\n\n\
               2\n00:00:01,000 --> 00:00:02,000\ncân, mua ngay nhé\n";
    std::fs::write(mang.path("c.srt"), srt).unwrap();
    let arguments = ["check", "--captions", "c.srt", "--clip", "clip.mp4"];
    let said = mang.json(arguments).ended_with(1).json();
    let findings = said["findings"].as_array().unwrap();
    let claim = findings.iter().find(|f| f["rule"] == "claims/weight-loss").unwrap();
    assert_eq!((&claim["field"], &claim["text"]), (&"captions".into(), &"giảm cân".into()));
    assert!(findings.iter().any(|f| f["field"] == "video"), "two seconds are short: {said}");
    std::fs::write(mang.path("c.srt"), "no captions here").unwrap();
    refusal::expect(&mang, &["check", "--captions", "c.srt"], 2, "bad-captions");
}

#[test]
fn broken_rules_are_refused() {
    let mang = Mang::new();
    std::fs::create_dir_all(mang.path("luật/claims")).unwrap();
    std::fs::create_dir(mang.path("trống")).unwrap();
    std::fs::write(mang.path("a.txt"), CLAIM).unwrap();
    for text in ["id = ", "id = \"claims/x\"\nunknown = 1\n"] {
        std::fs::write(mang.path("luật/claims/x.toml"), text).unwrap();
        refusal::expect(&mang, &["check", "a.txt", "--rules", "luật"], 2, "bad-rules");
        refusal::expect(&mang, &["rules", "test", "--rules", "luật"], 2, "bad-rules");
    }
    for folder in ["trống", "không có"] {
        refusal::expect(&mang, &["rules", "list", "--rules", folder], 2, "bad-rules");
    }
}
