//! Owns the proof of the packs that ship: they load, match the folder, and keep their own examples.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use policy::{Context, Field, Packs, Platform, Severity, Subject, check};

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
fn the_whole_catalogue_is_here() {
    let packs = Packs::bundled().unwrap();
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for rule in packs.rules() {
        *count.entry(rule.id.split('/').next().unwrap()).or_default() += 1;
        let (must, must_not) = rule.examples();
        assert!(must.len() + must_not.len() >= 6, "{}", rule.id);
    }
    let promised = [
        ("claims", 22),
        ("facebook", 3),
        ("goods", 18),
        ("integrity", 12),
        ("privacy", 4),
        ("safety", 15),
        ("tech", 23),
        ("tiktok", 6),
        ("tiktok-shop", 16),
        ("vn-law", 8),
        ("youtube", 4),
    ];
    assert_eq!(count.into_iter().collect::<Vec<_>>(), promised);
}

/// What no person has verified yet says so and stays below the level that its catalogue asks for.
#[test]
fn what_is_held_says_why() {
    let packs = Packs::bundled().unwrap();
    let held: Vec<_> = packs.rules().iter().filter(|r| r.held().is_some()).collect();
    assert!(held.len() >= 5);
    for rule in held {
        assert!(rule.held().is_some_and(|why| why.len() > 20), "{}", rule.id);
        assert_ne!(rule.severity(Platform::TiktokShop), Some(Severity::Block), "{}", rule.id);
    }
}

/// A better sentence must not be one that the rules object to.
#[test]
fn rewrites_pass_the_check() {
    let packs = Packs::bundled().unwrap();
    let subject = |platform, text: &str, product: Option<&str>| Subject {
        platform,
        fields: vec![Field { name: "script".into(), text: text.into() }],
        context: Context { product: product.map(str::to_owned), ..Context::default() },
    };
    let mut seen = BTreeSet::new();
    for rule in packs.rules() {
        for example in rule.examples().0.into_iter().take(2) {
            for product in [None, Some("honey"), Some("tea"), Some("homestay"), Some("cosmetic")] {
                for finding in check(&packs, &subject(Platform::TiktokShop, example, product)) {
                    let Some(better) = &finding.replacement else { continue };
                    let mut whole = example.to_owned();
                    whole.replace_range(finding.replace_start..finding.replace_end, better);
                    let again = check(&packs, &subject(Platform::TiktokShop, &whole, product));
                    let same =
                        |f: &policy::Finding| f.text == finding.text && f.rule == finding.rule;
                    assert!(!again.iter().any(same), "{}: {whole}", finding.rule);
                    if !seen.insert(better.clone()) {
                        continue;
                    }
                    for platform in [Platform::TiktokShop, Platform::Tiktok] {
                        let again = check(&packs, &subject(platform, better, product));
                        assert!(
                            again.is_empty(),
                            "{}: {better}: {:?}",
                            finding.rule,
                            again[0].rule
                        );
                    }
                }
            }
        }
    }
    assert!(seen.len() > 60, "{}", seen.len());
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
