//! Newer rule packs from a file: taken when signed and newer, refused otherwise, and the old ones stay.

use acceptance::publisher::{Publisher, rules, sign};
use acceptance::refusal;
use minisign::KeyPair;

fn refused(publisher: &Publisher, name: &str, code: &str) {
    publisher.refused(&["rules", "add", name, "--key", "key.pub"], 2, code);
}

#[test]
fn newer_signed_rules_are_used_and_can_be_taken_back() {
    let publisher = Publisher::new();
    let own = publisher.newest();
    publisher.gives("new.json", "2099-01-01", "3");
    let add = ["rules", "add", "new.json", "--key", "key.pub"];
    let said = publisher.mang.json(add).ended_with(0).json();
    assert_eq!((&said["newest"], &said["added"]), (&"2099-01-01".into(), &true.into()), "{said}");
    assert_eq!(publisher.newest(), "2099-01-01");
    let checked =
        publisher.mang.fed(["check", "--json"], "Trà này giúp giảm cân, mua nhé.".as_bytes());
    assert!(checked.ended_with(1).json()["packs"][0]["date"] == "2099-01-01");
    refused(&publisher, "new.json", "rules-older");
    publisher.gives("older.json", "2098-12-31", "4");
    refused(&publisher, "older.json", "rules-older");
    publisher.gives("same.json", "2099-01-01", "2");
    refused(&publisher, "same.json", "rules-older");
    let said = publisher.mang.json(["rules", "reset"]).ended_with(0).json();
    assert_eq!((&said["newest"], &said["added"]), (&own.clone().into(), &false.into()), "{said}");
    assert_eq!(publisher.newest(), own);
}

#[test]
fn without_the_publishers_signature_nothing_is_taken() {
    let publisher = Publisher::new();
    publisher.gives("new.json", "2099-01-01", "1");
    let file = publisher.mang.path("new.json");
    // The program's own publisher did not sign it.
    refusal::expect(&publisher.mang, &["rules", "add", "new.json"], 2, "rules-unsigned");
    let good = std::fs::read(&file).unwrap();
    let mut bad = good.clone();
    let middle = bad.len() / 2;
    bad[middle] ^= 1;
    std::fs::write(&file, &bad).unwrap();
    refused(&publisher, "new.json", "rules-unsigned");
    std::fs::write(&file, &good).unwrap();
    sign(&KeyPair::generate_unencrypted_keypair().unwrap(), &file);
    refused(&publisher, "new.json", "rules-unsigned");
    std::fs::remove_file(publisher.mang.path("new.json.minisig")).unwrap();
    refused(&publisher, "new.json", "rules-unsigned");
    // What was kept and then changed on the disk is no longer used.
    sign(&publisher.keys, &file);
    let add = ["rules", "add", "new.json", "--key", "key.pub"];
    let _ = publisher.mang.json(add).ended_with(0);
    assert_eq!(publisher.newest(), "2099-01-01");
    let kept = publisher.mang.home().join("rules").join("pack.json");
    let changed = std::fs::read_to_string(&kept).unwrap().replace("2099-01-01", "2099-01-02");
    std::fs::write(&kept, changed).unwrap();
    assert!(publisher.newest().as_str() < "2099");
}

#[test]
fn broken_and_oversized_packs_are_refused_though_signed() {
    let publisher = Publisher::new();
    let file = publisher.mang.path("new.json");
    let signed = |bytes: &[u8]| {
        std::fs::write(&file, bytes).unwrap();
        sign(&publisher.keys, &file);
        refused(&publisher, "new.json", "rules-broken");
    };
    signed(b"{}");
    signed(b"{\"form\":9,\"serial\":1,\"files\":{\"a.toml\":\"\"}}");
    signed(b"{\"form\":1,\"serial\":1,\"files\":{\"../a.toml\":\"\"}}");
    signed(b"{\"form\":1,\"serial\":1,\"files\":{}}");
    signed(&vec![b' '; 9 << 20]);
    // Everything is there, but an example no longer holds.
    let folder = publisher.mang.path("wrong");
    rules(&folder, "2099-01-01");
    let rule = folder.join("claims").join("weight-loss.toml");
    let text = std::fs::read_to_string(&rule).unwrap();
    let wrong =
        text.replacen("must_not = [", "must_not = [ \"Trà này giúp giảm cân, mua ngay nhé.\",", 1);
    std::fs::write(&rule, wrong).unwrap();
    let folder = folder.to_string_lossy();
    let pack = ["rules", "pack", &folder, "--serial", "9", "-o", "wrong.json"];
    let _ = publisher.mang.json(pack).ended_with(0);
    sign(&publisher.keys, &publisher.mang.path("wrong.json"));
    refused(&publisher, "wrong.json", "rules-broken");
}
