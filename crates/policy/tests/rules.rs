//! Owns the proof of the packs that ship: they load, match the folder, and keep their own examples.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use policy::{Context, Field, Packs, Platform, Subject, check};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules")
}

#[test]
fn bundled_and_folder_are_the_same() {
    let ids = |packs: &Packs| packs.rules().iter().map(|r| r.id.clone()).collect::<Vec<_>>();
    let (inside, outside) = (Packs::bundled().unwrap(), Packs::load_dir(&folder()).unwrap());
    assert_eq!(ids(&inside), ids(&outside));
    assert_eq!(inside.list(), outside.list());
}

#[test]
fn every_rule_keeps_its_examples() {
    let failures = Packs::bundled().unwrap().test();
    assert!(failures.is_empty(), "{failures:#?}");
}

#[test]
fn the_rules_that_were_promised_are_here() {
    let packs = Packs::bundled().unwrap();
    let here: BTreeSet<&str> = packs.rules().iter().map(|r| r.id.as_str()).collect();
    assert!(here.len() >= 16, "{here:?}");
    for id in [
        "claims/superlative-unproven",
        "claims/absolute",
        "claims/medical",
        "claims/serious-disease-cure",
        "claims/health-benefit",
        "claims/instant-result",
        "claims/weight-loss",
        "claims/doctor-patient-endorsement",
        "claims/authority-endorsement",
        "claims/cosmetic-as-medicine",
        "tiktok-shop/off-platform-contact",
        "tiktok-shop/off-platform-link",
        "tiktok-shop/off-platform-payment",
        "tiktok-shop/other-marketplace",
        "tiktok/off-platform-redirect",
        "goods/alcohol-trade",
        "goods/live-animal-trade",
        "integrity/evasive-spelling",
        "tech/hashtag-count",
        "tech/duration-short",
        "tech/duration-long",
    ] {
        assert!(here.contains(id), "{id}");
    }
}

/// A better sentence must not be one that the rules object to.
#[test]
fn rewrites_pass_the_check() {
    let packs = Packs::bundled().unwrap();
    for rule in packs.rules() {
        for example in rule.examples().0 {
            for platform in [Platform::TiktokShop, Platform::Tiktok] {
                for product in [
                    None,
                    Some("honey"),
                    Some("tea"),
                    Some("brocade"),
                    Some("homestay"),
                    Some("cosmetic"),
                    Some("fruit"),
                    Some("vinegar"),
                ] {
                    let context =
                        Context { product: product.map(str::to_owned), ..Context::default() };
                    let subject = |text: &str| Subject {
                        platform,
                        fields: vec![Field { name: "script".into(), text: text.into() }],
                        context: context.clone(),
                    };
                    for finding in check(&packs, &subject(example)) {
                        let Some(better) = &finding.replacement else { continue };
                        let again = check(&packs, &subject(better));
                        assert!(
                            again.is_empty(),
                            "{}: {better}: {:?}",
                            finding.rule,
                            again[0].rule
                        );
                        let mut whole = example.to_owned();
                        whole.replace_range(finding.replace_start..finding.replace_end, better);
                        assert!(
                            check(&packs, &subject(&whole))
                                .iter()
                                .all(|f| f.text != finding.text || f.rule != finding.rule),
                            "{}: {whole}",
                            finding.rule
                        );
                    }
                }
            }
        }
    }
}

/// No text of a rule promises safety or blames.
#[test]
fn texts_keep_the_voice() {
    for rule in Packs::bundled().unwrap().rules() {
        for words in [&rule.title, &rule.message, &rule.suggestion] {
            for (text, banned) in [
                (&words.vi, "an toàn"),
                (&words.vi, "vui lòng"),
                (&words.vi, "!"),
                (&words.en, "safe"),
                (&words.fr, "sûr "),
            ] {
                assert!(!text.to_lowercase().contains(banned), "{}: {text}", rule.id);
            }
        }
    }
}
