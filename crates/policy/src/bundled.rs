//! Owns the list of rule files that the program carries, so that a check needs no folder and no network.
//! Refuses to read a disk; a test compares the list with `rules/`.

/// (place below `rules/`, text)
pub(crate) const FILES: &[(&str, &str)] = &[
    ("rules/claims/absolute.toml", include_str!("../../../rules/claims/absolute.toml")),
    (
        "rules/claims/authority-endorsement.toml",
        include_str!("../../../rules/claims/authority-endorsement.toml"),
    ),
    ("rules/claims/before-after.toml", include_str!("../../../rules/claims/before-after.toml")),
    (
        "rules/claims/cosmetic-as-medicine.toml",
        include_str!("../../../rules/claims/cosmetic-as-medicine.toml"),
    ),
    (
        "rules/claims/discourage-medical-care.toml",
        include_str!("../../../rules/claims/discourage-medical-care.toml"),
    ),
    (
        "rules/claims/doctor-patient-endorsement.toml",
        include_str!("../../../rules/claims/doctor-patient-endorsement.toml"),
    ),
    ("rules/claims/health-benefit.toml", include_str!("../../../rules/claims/health-benefit.toml")),
    ("rules/claims/instant-result.toml", include_str!("../../../rules/claims/instant-result.toml")),
    ("rules/claims/medical.toml", include_str!("../../../rules/claims/medical.toml")),
    ("rules/claims/pack.toml", include_str!("../../../rules/claims/pack.toml")),
    (
        "rules/claims/serious-disease-cure.toml",
        include_str!("../../../rules/claims/serious-disease-cure.toml"),
    ),
    (
        "rules/claims/superlative-unproven.toml",
        include_str!("../../../rules/claims/superlative-unproven.toml"),
    ),
    ("rules/claims/weight-loss.toml", include_str!("../../../rules/claims/weight-loss.toml")),
    ("rules/goods/alcohol-trade.toml", include_str!("../../../rules/goods/alcohol-trade.toml")),
    (
        "rules/goods/live-animal-trade.toml",
        include_str!("../../../rules/goods/live-animal-trade.toml"),
    ),
    ("rules/goods/pack.toml", include_str!("../../../rules/goods/pack.toml")),
    (
        "rules/goods/supplement-disclaimer.toml",
        include_str!("../../../rules/goods/supplement-disclaimer.toml"),
    ),
    ("rules/goods/tobacco.toml", include_str!("../../../rules/goods/tobacco.toml")),
    (
        "rules/integrity/evasive-spelling.toml",
        include_str!("../../../rules/integrity/evasive-spelling.toml"),
    ),
    ("rules/integrity/pack.toml", include_str!("../../../rules/integrity/pack.toml")),
    ("rules/presets.toml", include_str!("../../../rules/presets.toml")),
    ("rules/sources.toml", include_str!("../../../rules/sources.toml")),
    ("rules/tech/duration-long.toml", include_str!("../../../rules/tech/duration-long.toml")),
    ("rules/tech/duration-short.toml", include_str!("../../../rules/tech/duration-short.toml")),
    ("rules/tech/hashtag-count.toml", include_str!("../../../rules/tech/hashtag-count.toml")),
    ("rules/tech/pack.toml", include_str!("../../../rules/tech/pack.toml")),
    (
        "rules/tiktok-shop/gamified-sale.toml",
        include_str!("../../../rules/tiktok-shop/gamified-sale.toml"),
    ),
    (
        "rules/tiktok-shop/off-platform-contact.toml",
        include_str!("../../../rules/tiktok-shop/off-platform-contact.toml"),
    ),
    (
        "rules/tiktok-shop/off-platform-link.toml",
        include_str!("../../../rules/tiktok-shop/off-platform-link.toml"),
    ),
    (
        "rules/tiktok-shop/off-platform-payment.toml",
        include_str!("../../../rules/tiktok-shop/off-platform-payment.toml"),
    ),
    (
        "rules/tiktok-shop/other-marketplace.toml",
        include_str!("../../../rules/tiktok-shop/other-marketplace.toml"),
    ),
    ("rules/tiktok-shop/pack.toml", include_str!("../../../rules/tiktok-shop/pack.toml")),
    (
        "rules/tiktok/off-platform-redirect.toml",
        include_str!("../../../rules/tiktok/off-platform-redirect.toml"),
    ),
    ("rules/tiktok/pack.toml", include_str!("../../../rules/tiktok/pack.toml")),
    ("rules/words/claims.toml", include_str!("../../../rules/words/claims.toml")),
    ("rules/words/contact.toml", include_str!("../../../rules/words/contact.toml")),
    ("rules/words/goods.toml", include_str!("../../../rules/words/goods.toml")),
    ("rules/words/guards.toml", include_str!("../../../rules/words/guards.toml")),
    ("rules/words/offer.toml", include_str!("../../../rules/words/offer.toml")),
    ("rules/words/products.toml", include_str!("../../../rules/words/products.toml")),
    ("rules/words/superlative.toml", include_str!("../../../rules/words/superlative.toml")),
    ("rules/zones.toml", include_str!("../../../rules/zones.toml")),
];
