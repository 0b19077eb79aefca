//! The look at a film: what the picture shows is found, with its time, and kept by content.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use acceptance::{Mang, program, scenes};
use serde_json::Value;

const LINE: &str = "Gọi Zalo 0912 345 678";
const CODE: &str = "https://zalo.me/0912345678";

fn found<'a>(said: &'a Value, rule: &str, field: &str) -> Option<&'a Value> {
    let findings = said["findings"].as_array().unwrap();
    findings.iter().find(|f| f["rule"] == rule && f["field"] == field)
}

/// Seconds at which the finding begins and ends.
fn span(finding: &Value) -> (f64, f64) {
    let at = |name: &str| finding["at"][0][name].as_f64().unwrap_or(-1.0) / 1e6;
    (at("start_us"), at("end_us"))
}

/// Tesseract with Vietnamese is there.
fn reads_text() -> bool {
    program::is_there("tesseract")
        && String::from_utf8_lossy(&program::run("tesseract", ["--list-langs"]).stdout)
            .lines()
            .any(|line| line.trim() == "vie")
}

#[test]
fn a_crowded_film_names_each_thing_and_its_time() {
    let mang = Mang::new();
    scenes::crowded(&mang.path("film.mp4"), LINE, CODE);
    let arguments = ["check", "--clip", "film.mp4", "--platform", "tiktok-shop"];
    let said = mang.json(arguments).ended_with(1).json();
    let flashing = found(&said, "tech/flashing", "video").expect("flashes are found");
    let (from, to) = span(flashing);
    assert!((3.9..4.3).contains(&from) && (5.6..6.1).contains(&to), "{flashing}");
    let qr = found(&said, "tech/qr-in-frame", "video").expect("the code is found");
    let (from, to) = span(qr);
    assert!((1.9..2.6).contains(&from) && (3.5..4.6).contains(&to), "{qr}");
    assert_eq!(qr["severity"], "block", "{qr}");
    // What the code says is read by the rules for texts.
    let link = said["findings"].as_array().unwrap().iter().find(|f| {
        f["field"] == "picture" && f["text"].as_str().is_some_and(|t| t.contains("zalo.me"))
    });
    let link = link.unwrap_or_else(|| panic!("the code's address is no finding: {said}"));
    assert!((1.9..2.6).contains(&span(link).0) && link["sure"] != "sure", "{link}");
    assert_eq!(said["picture_text"], Value::from(reads_text()));
    if reads_text() {
        let contact = said["findings"].as_array().unwrap().iter().find(|f| {
            f["field"] == "picture" && f["text"].as_str().is_some_and(|t| t.contains("0912 345"))
        });
        let contact = contact.unwrap_or_else(|| panic!("the line was not read: {said}"));
        let (from, to) = span(contact);
        assert!(from < 1.0 && (1.0..4.1).contains(&to), "{contact}");
    }
    let text = mang.run(arguments).ended_with(1).stdout;
    assert!(text.contains("[tech/flashing]  0:04."), "{text}");
}

#[test]
fn a_calm_film_gives_none_of_it() {
    let mang = Mang::new();
    scenes::calm(&mang.path("film.mp4"));
    let said = mang.json(["check", "--clip", "film.mp4"]).ended_with(0).json();
    let of_picture = ["tech/flashing", "tech/qr-in-frame", "tech/black-or-still", "tech/letterbox"];
    for rule in of_picture {
        assert!(found(&said, rule, "video").is_none(), "{rule}: {said}");
    }
    assert!(said["findings"].as_array().unwrap().iter().all(|f| f["field"] != "picture"), "{said}");
}

#[test]
fn text_that_hardly_stands_out_is_said_with_its_time() {
    if !reads_text() {
        eprintln!("skipped: no program that reads text in pictures");
        return;
    }
    for (colour, faint) in [("0x5f9672", true), ("white", false)] {
        let mang = Mang::new();
        scenes::written(&mang.path("film.mp4"), "Trà sen Tây Hồ", colour);
        let said = mang.json(["check", "--clip", "film.mp4"]).ended_with(0).json();
        let finding = found(&said, "tech/text-contrast", "video");
        assert_eq!(finding.is_some(), faint, "{colour}: {said}");
        if let Some(finding) = finding {
            let (from, to) = span(finding);
            assert!(from < 1.0 && (1.0..4.1).contains(&to), "{finding}");
            assert_eq!(finding["severity"], "advise");
        }
    }
}

#[test]
fn a_film_is_looked_at_once() {
    let mang = Mang::new();
    scenes::calm(&mang.path("film.mp4"));
    let arguments = ["check", "--clip", "film.mp4"];
    let first = mang.json(arguments).ended_with(0);
    std::fs::rename(mang.path("film.mp4"), mang.path("moved.mp4")).unwrap();
    let again = mang.json(["check", "--clip", "moved.mp4"]).ended_with(0);
    assert_eq!(first.json(), again.json());
    assert!(first.stderr.contains("\"look\""), "{}", first.stderr);
    assert!(!again.stderr.contains("\"look\""), "looked again: {}", again.stderr);
}
