//! Owns what the second look may and may not do, on whole drafts. Figures are in `drafts.rs`.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::path::Path;

use policy::{Context, Field, Finding, Packs, Platform, Subject, Sure, check};

fn findings(packs: &Packs, text: &str) -> Vec<Finding> {
    let fields = vec![Field { name: "script".into(), text: text.into() }];
    let platform = Platform::TiktokShop;
    check(packs, &Subject { platform, fields, context: Context::default() })
}

#[test]
fn what_is_only_heard_says_so_and_offers_no_other_words() {
    let packs = Packs::bundled().unwrap();
    let unseen = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/unseen/blind-f.jsonl");
    let mut heard = 0;
    for line in std::fs::read_to_string(unseen).unwrap().lines() {
        let draft: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = draft["text"].as_str().unwrap();
        for finding in findings(&packs, text).iter().filter(|finding| finding.likeness) {
            heard += 1;
            assert_eq!((finding.sure, &finding.replacement), (Sure::Maybe, &None), "{text}");
            assert_eq!(text[finding.start..finding.end], finding.text);
        }
    }
    assert!(heard > 0, "nothing is heard");
}

/// Too few words to doubt anything by: what a rule sees while somebody begins to type stays.
#[test]
fn short_texts_are_left_to_the_rules() {
    let packs = Packs::bundled().unwrap();
    for text in ["Trị dứt ho", "Giảm 5kg sau 3 ngày", "Số một Việt Nam"] {
        assert!(findings(&packs, text).iter().any(|finding| !finding.likeness), "{text}");
    }
}

/// A sentence in a long script counts by itself and with those around it, not by the whole script.
#[test]
fn one_sentence_does_not_drown_in_a_long_script() {
    let packs = Packs::bundled().unwrap();
    let calm = "Hôm nay trời nắng đẹp, cả nhà mình ra vườn từ sớm. Bọn nhỏ chạy quanh sân, tiếng cười giòn tan. Bà ngoại ngồi nhặt rau bên hiên nhà. ";
    let sold = "Mật ong nhà em uống vào là khỏi hẳn đau dạ dày, khỏi cần thuốc men gì. ";
    let text = format!("{}{sold}{}", calm.repeat(6), calm.repeat(6));
    let found = findings(&packs, &text);
    assert!(
        found.iter().any(|f| f.group == "treat-claim" && text[..f.end].ends_with(&f.text)),
        "{found:#?}"
    );
    assert!(findings(&packs, &calm.repeat(12)).iter().all(|f| !f.likeness));
}
