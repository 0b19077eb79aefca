//! The checklist of a draft on the command line: what is asked, what answers do to the check, how
//! they are kept.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use acceptance::{Mang, refusal};
use serde_json::Value;

fn begun(script: &str) -> (Mang, String) {
    let mang = Mang::new();
    std::fs::write(mang.path("s.txt"), script).unwrap();
    let made = mang.json(["draft", "new", "--script", "s.txt"]).ended_with(0).json();
    let id = made["id"].as_str().unwrap().to_owned();
    (mang, id)
}

fn asked(said: &Value) -> Vec<&str> {
    said["questions"].as_array().unwrap().iter().map(|q| q["id"].as_str().unwrap()).collect()
}

#[test]
fn a_claim_asks_for_its_paper_and_a_named_paper_settles_it() {
    let (mang, id) = begun("Mật ong nhà mình ngon số một Việt Nam, mua ngay nhé.");
    let list = ["draft", "checklist", &id];
    let said = mang.json(list).ended_with(1).json();
    assert!(asked(&said).contains(&"best-paper") && asked(&said).contains(&"ad-label"), "{said}");
    assert!(!asked(&said).contains(&"organic-paper"), "{said}");
    let open = said["open"].as_u64().unwrap();
    let paper = "best-paper=Giải nhất Hội thi nông sản vùng Tây Bắc 2025, số 12/QĐ";
    let said = mang.json(["draft", "checklist", &id, "--answer", paper]).json();
    assert_eq!(said["open"].as_u64(), Some(open - 1), "{said}");
    let question = said["questions"].as_array().unwrap().iter().find(|q| q["id"] == "best-paper");
    let question = question.expect("an answered question stays on the list");
    assert!(question["said"].as_str().unwrap().starts_with("Giải nhất"), "{question}");
    assert!(question["source"]["url"].as_str().unwrap().starts_with("https://"), "{question}");
    let kept = mang.json(["draft", "show", &id]).json();
    assert_eq!(kept["draft"]["answers"][0]["question"], "best-paper", "kept as evidence: {kept}");
    let taken_back = ["draft", "checklist", &id, "--answer", "best-paper="];
    assert_eq!(mang.json(taken_back).json()["open"].as_u64(), Some(open));
}

#[test]
fn everything_answered_leaves_nothing_open() {
    let (mang, id) = begun("Hôm nay mình nấu canh măng cho cả nhà.");
    let said = mang.json(["draft", "checklist", &id]).ended_with(1).json();
    assert!(!asked(&said).contains(&"ad-label"), "nothing is sold: {said}");
    assert!(asked(&said).contains(&"ai-label"), "{said}");
    let all = ["draft", "checklist", &id, "--answer", "people-agreed=yes", "--answer", "no-ai=yes"];
    let said = mang.json(all).ended_with(0).json();
    assert!(!asked(&said).contains(&"ai-label"), "without AI there is no label: {said}");
}

#[test]
fn what_the_ai_made_is_a_choice_that_the_rules_read() {
    let (mang, id) = begun("Cảnh bản mình mùa lũ.");
    let answers = ["--answer", "ai-kind=scene", "--answer", "ai-label=no"];
    let said = mang.json([&["draft", "checklist", &id][..], &answers].concat()).json();
    let choice = said["questions"].as_array().unwrap().iter().find(|q| q["id"] == "ai-kind");
    assert_eq!(choice.unwrap()["settled"], true, "{said}");
    for wrong in ["nobody-asks=yes", "no-ai", "ai-kind=magic", "no-ai=perhaps"] {
        refusal::expect(&mang, &["draft", "checklist", &id, "--answer", wrong], 2, "bad-argument");
    }
}
