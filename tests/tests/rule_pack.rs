//! Newer rule packs from a file: taken when signed and newer, refused otherwise, and the old ones stay.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use acceptance::{Mang, refusal, repository};
use minisign::KeyPair;
use std::path::Path;

/// A copy of the rules in which every pack has this date, and one rule another title.
fn rules(folder: &Path, date: &str) {
    copy(&repository::file("rules"), folder, date);
}

fn copy(from: &Path, to: &Path, date: &str) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap();
        if path.is_dir() {
            copy(&path, &to.join(name), date);
        } else if path.extension().is_some_and(|e| e == "toml") {
            let mut text = std::fs::read_to_string(&path).unwrap();
            if name == "pack.toml" {
                let lines = text.lines().map(|line| match line.starts_with("date") {
                    true => format!("date = \"{date}\""),
                    false => line.to_owned(),
                });
                text = lines.collect::<Vec<_>>().join("\n");
            }
            std::fs::write(to.join(name), text).unwrap();
        }
    }
}

fn sign(keys: &KeyPair, file: &Path) {
    let data = std::fs::read(file).unwrap();
    let signature = minisign::sign(None, &keys.sk, data.as_slice(), None, None).unwrap();
    let mut name = file.as_os_str().to_owned();
    name.push(".minisig");
    std::fs::write(name, signature.into_string()).unwrap();
}

struct Publisher {
    mang: Mang,
    keys: KeyPair,
}

impl Publisher {
    fn new() -> Self {
        let (mang, keys) = (Mang::new(), KeyPair::generate_unencrypted_keypair().unwrap());
        let public = keys.pk.to_box().unwrap().to_string();
        std::fs::write(mang.path("key.pub"), public).unwrap();
        Self { mang, keys }
    }

    /// A signed set of that date and number.
    fn gives(&self, name: &str, date: &str, serial: &str) {
        let folder = self.mang.path(date);
        rules(&folder, date);
        let folder = folder.to_string_lossy();
        let pack = ["rules", "pack", &folder, "--serial", serial, "-o", name];
        let _ = self.mang.json(pack).ended_with(0);
        sign(&self.keys, &self.mang.path(name));
    }

    fn newest(&self) -> String {
        let packs = self.mang.json(["rules", "list"]).ended_with(0).json();
        let dates = packs["packs"].as_array().unwrap().iter().map(|p| p["date"].as_str().unwrap());
        dates.max().unwrap().to_owned()
    }

    fn refused(&self, name: &str, code: &str) {
        let before = self.newest();
        refusal::expect(&self.mang, &["rules", "add", name, "--key", "key.pub"], 2, code);
        assert_eq!(self.newest(), before, "the old ones stay");
    }
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
    publisher.refused("new.json", "rules-older");
    publisher.gives("older.json", "2098-12-31", "4");
    publisher.refused("older.json", "rules-older");
    publisher.gives("same.json", "2099-01-01", "2");
    publisher.refused("same.json", "rules-older");
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
    publisher.refused("new.json", "rules-unsigned");
    std::fs::write(&file, &good).unwrap();
    sign(&KeyPair::generate_unencrypted_keypair().unwrap(), &file);
    publisher.refused("new.json", "rules-unsigned");
    std::fs::remove_file(publisher.mang.path("new.json.minisig")).unwrap();
    publisher.refused("new.json", "rules-unsigned");
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
        publisher.refused("new.json", "rules-broken");
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
    publisher.refused("wrong.json", "rules-broken");
}
