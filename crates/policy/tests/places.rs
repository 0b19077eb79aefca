//! Owns the promise about places: any text can be checked, and every offset falls between characters.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::sync::LazyLock;
use std::time::Instant;

use policy::{Context, Field, Finding, Packs, Platform, Subject, check};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

static PACKS: LazyLock<Packs> = LazyLock::new(|| Packs::bundled().unwrap());

fn findings(text: &str) -> Vec<Finding> {
    findings_on(Platform::TiktokShop, text)
}

fn findings_on(platform: Platform, text: &str) -> Vec<Finding> {
    check(
        &PACKS,
        &Subject {
            platform,
            fields: vec![Field { name: "script".into(), text: text.into() }],
            context: Context::default(),
        },
    )
}

fn assert_places(text: &str) {
    for f in findings(text) {
        assert_eq!(text.get(f.start..f.end), Some(f.text.as_str()), "{}", f.rule);
        assert!(text.get(f.replace_start..f.replace_end).is_some(), "{}", f.rule);
    }
}

#[test]
fn decomposed_text_keeps_its_own_bytes() {
    let composed = "Chào cả nhà. Mật ong trị dứt viêm họng, số 0951.234.567 nhé.";
    let decomposed: String = composed.nfd().collect();
    let rules = |text: &str| findings(text).into_iter().map(|f| f.rule).collect::<Vec<_>>();
    assert_eq!(rules(composed), rules(&decomposed));
    assert_places(&decomposed);
    let medical = findings(&decomposed).into_iter().find(|f| f.rule == "claims/medical").unwrap();
    assert_eq!(medical.text.nfc().collect::<String>(), "trị dứt viêm họng");
}

#[test]
fn old_and_new_tone_places_are_one_word() {
    for text in ["Trà này chống oxy hoá", "Trà này chống oxy hóa", "TRÀ NÀY CHỐNG OXY HÓA"]
    {
        assert!(findings(text).iter().any(|f| f.rule == "claims/health-benefit"), "{text}");
    }
}

#[test]
fn a_replacement_covers_the_sentence() {
    let text = "Chào cả nhà. Mật ong trị dứt viêm họng! Mời mọi người xem tiếp.";
    let found = findings(text);
    let f = found.iter().find(|f| f.rule == "claims/medical").unwrap();
    assert_eq!(&text[f.replace_start..f.replace_end], "Mật ong trị dứt viêm họng!");
    assert!(f.replacement.as_ref().unwrap().contains("mật ong"));
}

#[test]
fn too_many_hashtags_leave_the_first_five() {
    let text = "Ghé chơi #a1 #b #c #d #e #f xem #g nhé";
    let f = findings(text).into_iter().find(|f| f.rule == "tech/hashtag-count").unwrap();
    let mut better = text.to_owned();
    better.replace_range(f.replace_start..f.replace_end, f.replacement.as_ref().unwrap());
    assert_eq!(better, "Ghé chơi #a1 #b #c #d #e xem nhé");
}

#[test]
fn three_hundred_words_take_a_moment() {
    let text = "Mật ong nhà mình quay tại vườn nhãn, lọc qua hai lớp vải rồi đóng chai. Màu hổ phách, thơm nhẹ, trị ho. ".repeat(14);
    findings(&text);
    let start = Instant::now();
    for _ in 0..10 {
        findings(&text);
    }
    let each = start.elapsed() / 10;
    println_ms("300 words", each.as_secs_f64() * 1000.0);
    assert!(each.as_millis() < 250, "{each:?}");
}

/// Ten times the text may take about ten times as long, not a hundred.
#[test]
fn time_grows_with_the_text_only() {
    let time = |text: &str| {
        let start = Instant::now();
        findings(text);
        start.elapsed().as_secs_f64()
    };
    for seed in
        ["trị ho ", "không ", "0 ", "z.a.l.o ", "số 1 ", "a", "viêm ", ".", "#x ", "một hai "]
    {
        let (short, long) = (seed.repeat(1_000), seed.repeat(10_000));
        time(&short);
        let (short, long) = (time(&short), time(&long));
        println_ms(seed, long * 1000.0);
        assert!(long < short * 60.0 + 0.5, "{seed}: {short} {long}");
    }
}

#[allow(clippy::print_stdout, reason = "figures for the developer")]
fn println_ms(what: &str, ms: f64) {
    println!("{what}: {ms:.2} ms");
}

/// Words that the rules know, signs that take words apart, and anything else.
fn rough_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("trị".to_owned()),
        Just("viêm họng".to_owned()),
        Just("z.a.l.o".to_owned()),
        Just("e\u{323}\u{302}".to_owned()),
        Just("0951 234 567".to_owned()),
        Just("ngon nhất".to_owned()),
        Just("#tra".to_owned()),
        Just("\u{200b}".to_owned()),
        Just("kh0i".to_owned()),
        Just("https://a.vn/é".to_owned()),
        Just("100% tự nhiên".to_owned()),
        Just("không chín năm ba bốn bốn bốn năm năm năm".to_owned()),
        "[ .,!?\n…🧡-]{1,3}",
        "\\PC{0,4}",
        any::<char>().prop_map(|c| c.to_string()),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        assert_places(&text);
    }

    #[test]
    fn rough_text_is_read(text in rough_text()) {
        assert_places(&text);
        assert_places(&text.nfd().collect::<String>());
    }
}

#[test]
fn a_denial_may_follow_what_it_denies() {
    let blocked = |text: &str| findings(text).iter().any(|f| f.rule == "goods/engagement-service");
    assert!(blocked("Bên mình bán mười ngàn follow, ai cần nhắn nha."));
    assert!(!blocked("Có bạn nhắn bán cho mình mười ngàn follow. Mình từ chối liền."));
    assert!(blocked(
        "Bán mười ngàn follow nha. Tối nay mình lên bản quay ruộng, đường xa nên mình từ chối lời mời."
    ));
}
