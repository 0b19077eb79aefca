//! Lessons out of the rules: a card for every rule, ten questions from what was broken most, a sheet.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use acceptance::{Mang, refusal};
use serde_json::Value;

fn with_draft(script: &str) -> Mang {
    let mang = Mang::new();
    std::fs::write(mang.path("s.txt"), script).unwrap();
    let _ = mang.json(["draft", "new", "--script", "s.txt"]).ended_with(0);
    mang
}

fn texts<'a>(said: &'a Value, name: &str) -> Vec<&'a str> {
    said["questions"].as_array().unwrap().iter().map(|q| q[name].as_str().unwrap()).collect()
}

#[test]
fn a_card_has_what_why_and_both_sentences() {
    let mang = Mang::new();
    let card = mang.json(["learn", "card", "claims/weight-loss"]).ended_with(0).json();
    for language in ["vi", "en", "fr"] {
        for part in ["title", "why", "suggestion", "ignored"] {
            assert!(!card[part][language].as_str().unwrap().is_empty(), "{part} in {card}");
        }
    }
    let (bad, good) = (card["bad"].as_str().unwrap(), card["good"].as_str().unwrap());
    let found = |text: &str| {
        mang.fed(["check", "--json", "--platform", "tiktok-shop"], text.as_bytes()).json()
    };
    let is_named = |said: &Value| said["findings"].to_string().contains("claims/weight-loss");
    assert!(is_named(&found(bad)), "{bad}");
    assert!(!is_named(&found(good)), "{good}");
    refusal::expect(&mang, &["learn", "card", "claims/none"], 2, "not-found");
}

#[test]
fn the_quiz_asks_first_about_what_was_broken() {
    let mang = with_draft("Trà nhà mình giúp giảm cân, trị dứt viêm họng, mua ngay nhé.");
    let said = mang.json(["learn", "quiz"]).ended_with(0).json();
    let rules = texts(&said, "rule");
    assert_eq!(rules.len(), 10, "{said}");
    assert!(rules.contains(&"claims/weight-loss"), "{rules:?}");
    assert!(texts(&said, "text").iter().all(|text| text.chars().count() >= 12), "{said}");
    let mend = said["questions"].as_array().unwrap().iter().map(|q| &q["mend"]);
    let mend: Vec<bool> = mend.map(|m| m.as_bool().unwrap()).collect();
    assert!(mend.len() == 10);
}

#[test]
fn progress_counts_what_is_there_and_what_was_answered() {
    let mang = with_draft("Trà nhà mình giúp giảm cân, mua ngay nhé.");
    let _ = mang.run(["learn", "answer", "claims/weight-loss", "--right"]).ended_with(0);
    let _ = mang.run(["learn", "answer", "claims/weight-loss", "--wrong"]).ended_with(0);
    refusal::expect(&mang, &["learn", "answer", "claims/none", "--right"], 2, "not-found");
    let said = mang.json(["learn", "progress"]).ended_with(0).json();
    let rules = said["rules"].as_array().unwrap();
    let rule = rules.iter().find(|r| r["rule"] == "claims/weight-loss").unwrap();
    assert_eq!((&rule["now"], &rule["right"], &rule["wrong"]), (&1.into(), &1.into(), &1.into()));
    let _ = mang.run(["learn", "progress", "-o", "p.html"]).ended_with(0);
    let page = std::fs::read_to_string(mang.path("p.html")).unwrap();
    assert!(page.contains("<th scope=\"row\">") && page.contains("lang=\"vi\""), "{page}");
    let _ = mang.run(["learn", "progress", "-o", "p.md"]).ended_with(0);
    refusal::expect(&mang, &["learn", "progress", "-o", "p.md"], 2, "exists");
}
