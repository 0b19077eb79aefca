//! Owns the proof of the safe zones and file limits that ship, and of the mistakes they can have.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use policy::{Error, Packs, Platform};
use std::fs;
use timeline::{Preset, SafeZone};

const PLATFORMS: [Platform; 4] =
    [Platform::Tiktok, Platform::TiktokShop, Platform::Facebook, Platform::Youtube];

#[test]
fn every_platform_and_shape_has_a_zone_with_a_dated_source() {
    let packs = Packs::bundled().unwrap();
    for platform in PLATFORMS {
        for (width, height) in [(1080, 1920), (720, 1280), (1080, 1080), (1920, 1080)] {
            let (zone, source) = packs.zone(platform, (width, height));
            assert!(source.unwrap().checked.starts_with("20"), "{platform:?}");
            let [top, right, bottom, left] = zone.margins(width, height);
            // Room for two lines of letters that can be read.
            let (w, h) = (f64::from(width), f64::from(height));
            assert!(w - left - right > 0.7 * w && h - top - bottom > 0.4 * h, "{zone:?}");
            assert!(width >= height || right > 0.1 * w, "buttons stand at the right: {zone:?}");
        }
    }
    let bottom = |platform| packs.zone(platform, (1080, 1920)).0.bottom;
    assert!(bottom(Platform::TiktokShop) > bottom(Platform::Tiktok), "the cart is above the name");
}

#[test]
fn every_preset_has_limits_and_zalo_the_smallest() {
    let packs = Packs::bundled().unwrap();
    let limits = |preset| packs.file_limits(preset).unwrap().0;
    let zalo = limits(Preset::Zalo);
    for preset in [Preset::Tiktok, Preset::Reels, Preset::Shorts] {
        let other = limits(preset);
        assert!(other.most_bytes > zalo.most_bytes && other.short_side >= zalo.short_side);
        assert!(packs.file_limits(preset).unwrap().1.checked.starts_with("20"));
    }
}

#[test]
fn a_folder_without_zones_leaves_free_what_all_platforms_cover() {
    let folder = std::env::temp_dir().join(format!("mang-zones-{}", std::process::id()));
    fs::create_dir_all(folder.join("words")).unwrap();
    let lists = "[lists.negation]\nwords = [\"không\"]\n[lists.not-only]\nwords = []\n[lists.twin]\nwords = []\n[lists.offer]\nwords = [\"bán\"]\n";
    fs::write(folder.join("words/base.toml"), lists).unwrap();
    let packs = Packs::load_dir(&folder).unwrap();
    let usual = SafeZone::usual(1080, 1920);
    assert_eq!(packs.zone(Platform::Tiktok, (1080, 1920)), (usual, None));
    let zone = "[[zone]]\nplatforms = [\"tiktok\"]\nshape = \"9:16\"\nsize = [1080, 1920]\ntop = 0\nright = 0\nbottom = BOTTOM\nleft = 0\nsource = \"LAW\"\nconfidence = \"low\"\n";
    let broken = |zone: &str| {
        fs::write(folder.join("zones.toml"), zone).unwrap();
        Packs::load_dir(&folder).unwrap_err()
    };
    assert!(matches!(broken(&zone.replace("BOTTOM", "1920")), Error::Rule { .. }));
    assert!(matches!(broken(&zone.replace("BOTTOM", "9")), Error::Unknown { .. }));
    assert!(matches!(broken("[[zone]]\nplatforms = [\"zalo\"]\n"), Error::Parse { .. }));
    fs::remove_dir_all(&folder).unwrap();
}
