//! Owns a publisher of rule packs: a key of its own, sets with a date and a number, signatures.

use crate::{Mang, refusal, repository};
use minisign::KeyPair;
use std::path::Path;

/// A copy of the rules in which every pack has this date, and one rule another title.
///
/// # Panics
/// When they cannot be copied.
pub fn rules(folder: &Path, date: &str) {
    copy(&repository::file("rules"), folder, date);
}

fn copy(from: &Path, to: &Path, date: &str) {
    std::fs::create_dir_all(to).expect("the publisher's work goes on");
    for entry in std::fs::read_dir(from).expect("the publisher's work goes on") {
        let path = entry.expect("the publisher's work goes on").path();
        let name = path.file_name().expect("the publisher's work goes on");
        if path.is_dir() {
            copy(&path, &to.join(name), date);
        } else if path.extension().is_some_and(|e| e == "toml") {
            let mut text = std::fs::read_to_string(&path).expect("the publisher's work goes on");
            if name == "pack.toml" {
                let lines = text.lines().map(|line| match line.starts_with("date") {
                    true => format!("date = \"{date}\""),
                    false => line.to_owned(),
                });
                text = lines.collect::<Vec<_>>().join("\n");
            }
            std::fs::write(to.join(name), text).expect("the publisher's work goes on");
        }
    }
}

/// Signs a file, as minisign does: the signature lies beside it.
///
/// # Panics
/// When the file is not there.
pub fn sign(keys: &KeyPair, file: &Path) {
    let data = std::fs::read(file).expect("the publisher's work goes on");
    let signature = minisign::sign(None, &keys.sk, data.as_slice(), None, None)
        .expect("the publisher's work goes on");
    let mut name = file.as_os_str().to_owned();
    name.push(".minisig");
    std::fs::write(name, signature.into_string()).expect("the publisher's work goes on");
}

/// A publisher, and the program that trusts it through `key.pub` in its work folder.
pub struct Publisher {
    /// The program.
    pub mang: Mang,
    /// Both halves of the key.
    pub keys: KeyPair,
}

impl Publisher {
    /// A fresh key.
    ///
    /// # Panics
    /// When its file cannot be written.
    #[must_use]
    pub fn new() -> Self {
        let (mang, keys) = (
            Mang::new(),
            KeyPair::generate_unencrypted_keypair().expect("the publisher's work goes on"),
        );
        let public = keys.pk.to_box().expect("the publisher's work goes on").to_string();
        std::fs::write(mang.path("key.pub"), public).expect("the publisher's work goes on");
        Self { mang, keys }
    }

    /// A signed set of that date and number.
    ///
    /// # Panics
    /// When the program does not make one.
    pub fn gives(&self, name: &str, date: &str, serial: &str) {
        let folder = self.mang.path(date);
        rules(&folder, date);
        let folder = folder.to_string_lossy();
        let pack = ["rules", "pack", &folder, "--serial", serial, "-o", name, "--force"];
        let _ = self.mang.json(pack).ended_with(0);
        sign(&self.keys, &self.mang.path(name));
    }

    /// The date of the rules in use.
    ///
    /// # Panics
    /// When the program does not say.
    #[must_use]
    pub fn newest(&self) -> String {
        let packs = self.mang.json(["rules", "list"]).ended_with(0).json();
        let dates = packs["packs"]
            .as_array()
            .expect("the publisher's work goes on")
            .iter()
            .map(|p| p["date"].as_str().expect("the publisher's work goes on"));
        dates.max().expect("the publisher's work goes on").to_owned()
    }

    /// Such a command is refused, and the old rules stay.
    ///
    /// # Panics
    /// When it is not, or when they do not.
    pub fn refused(&self, arguments: &[&str], exit: i32, code: &str) {
        let before = self.newest();
        refusal::expect(&self.mang, arguments, exit, code);
        assert_eq!(self.newest(), before, "the old ones stay");
    }
}

impl Default for Publisher {
    fn default() -> Self {
        Self::new()
    }
}
