//! Owns the mistakes a pack can have: each is refused with the file and the reason.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::fs;
use std::path::{Path, PathBuf};

use policy::{Error, Packs};

/// A small good pack to break, in its own folder below the system's temporary one.
struct Pack(PathBuf);

impl Pack {
    fn new(name: &str) -> Self {
        let root = std::env::temp_dir().join(format!("mang-policy-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        let pack = Self(root);
        pack.write("words/base.toml", "[lists.negation]\nwords = [\"không\"]\n[lists.not-only]\nwords = []\n[lists.twin]\nwords = []\n[lists.offer]\nwords = [\"bán\"]\n");
        pack.write(
            "sources.toml",
            "[LAW]\ntitle = \"Law\"\nurl = \"https://law.example\"\nchecked = \"2026-11-21\"\n",
        );
        pack.write("claims/pack.toml", "id = \"claims\"\ndate = \"2026-11-22\"\nabout = \"x\"\n");
        pack.write("claims/one.toml", RULE);
        pack
    }

    fn write(&self, place: &str, text: &str) {
        let path = self.0.join(place);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn swap(&self, from: &str, to: &str) -> Error {
        assert!(RULE.contains(from), "{from}");
        self.write("claims/one.toml", &RULE.replacen(from, to, 1));
        self.error()
    }

    fn error(&self) -> Error {
        Packs::load_dir(&self.0).unwrap_err()
    }
}

impl Drop for Pack {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const RULE: &str = r#"id = "claims/one"
version = 1
group = "g"
confidence = "high"
sources = ["LAW"]
[severity]
default = "block"
[[detect]]
kind = "phrase"
any = ["vàng ròng"]
[title]
vi = "a"
en = "b"
fr = "c"
[message]
vi = "a"
en = "b"
fr = "c"
[suggestion]
vi = "a"
en = "b"
fr = "c"
[examples]
must = ["vàng ròng", "có vàng ròng", "vang rong day ne ban oi"]
must_not = ["vàng", "ròng", "bạc"]
"#;

fn says(error: &Error, what: &str) {
    let text = error.to_string();
    assert!(text.contains(what), "{text}");
    assert!(text.contains(".toml"), "{text}");
}

#[test]
fn a_good_pack_is_taken() {
    let pack = Pack::new("good");
    let packs = Packs::load_dir(&pack.0).unwrap();
    assert_eq!(packs.rules().len(), 1);
    assert!(packs.test().is_empty(), "{:?}", packs.test());
}

#[test]
fn a_wrong_example_is_told() {
    let pack = Pack::new("example");
    pack.write("claims/one.toml", &RULE.replace("\"bạc\"", "\"vàng ròng\""));
    let failures = Packs::load_dir(&pack.0).unwrap().test();
    assert_eq!(failures.len(), 1);
    assert!(!failures[0].must);
}

#[test]
fn mistakes_are_refused() {
    let pack = Pack::new("mistakes");
    says(&pack.swap("version = 1", "version = 1\ncolour = 2"), "colour");
    says(&pack.swap("kind = \"phrase\"", "kind = \"magic\""), "magic");
    says(&pack.swap("any = [\"vàng ròng\"]", "any = [\"vàng ròng\"]\nregex = \"(a+)+\""), "regex");
    says(&pack.swap("fr = \"c\"\n[suggestion]", "[suggestion]"), "fr");
    says(&pack.swap("fr = \"c\"\n[suggestion]", "fr = \" \"\n[suggestion]"), "empty");
    says(&pack.swap("default = \"block\"", "default = \"fatal\""), "fatal");
    says(&pack.swap("default = \"block\"", "default = \"none\""), "off on every platform");
    says(&pack.swap("default = \"block\"", ""), "off on every platform");
    says(&pack.swap("confidence = \"high\"", "confidence = \"low\""), "only advise");
    says(&pack.swap("\"LAW\"", "\"LORE\""), "LORE");
    says(&pack.swap("\"vàng ròng\"]\n[title]", "\"@gold\"]\n[title]"), "gold");
    says(&pack.swap("\"vàng\", \"ròng\", \"bạc\"", "\"vàng\""), "examples");
    says(&pack.swap("claims/one", "claims/two"), "claims/two");
    says(&pack.swap("[severity]", "[law]\nvalid_from = \"tomorrow\"\n[severity]"), "tomorrow");
}

#[test]
fn a_law_out_of_force_is_silent() {
    let pack = Pack::new("law");
    for law in [
        "suspended_from = \"2026-04-06\"\nsuspended_by = \"x\"",
        "valid_from = \"2027-01-01\"",
        "valid_until = \"2026-11-21\"",
        "valid_until = \"2026-11-21\"\nsuperseded_by = \"x\"",
    ] {
        pack.write(
            "claims/one.toml",
            &RULE.replace("[severity]", &format!("[law]\n{law}\n[severity]")),
        );
        let packs = Packs::load_dir(&pack.0).unwrap();
        let field = policy::Field { name: "script".into(), text: "vàng ròng".into() };
        let subject = policy::Subject {
            platform: policy::Platform::Tiktok,
            fields: vec![field],
            context: policy::Context::default(),
        };
        assert!(policy::check(&packs, &subject).is_empty(), "{law}");
    }
}

#[test]
fn what_was_learned_wrong_is_refused() {
    let pack = Pack::new("learned");
    let file = |rule: &str, words: &str| {
        format!(
            "[limits]\ndoubted = -75\nheard = 20\nheard_any = 30\n[learned.\"\"]\nbias = -10\nwords = 'vàng 20'\n\
             [learned.\"{rule}\"]\nbias = -10\nwords = '{words}'\n"
        )
    };
    pack.write("likeness/any.toml", &file("claims/one", "vàng ròng 20"));
    assert!(Packs::load_dir(&pack.0).is_ok());
    pack.write("likeness/any.toml", &file("claims/none", "vàng ròng 20"));
    assert!(matches!(pack.error(), Error::Unknown { .. }));
    for words in ["vàng ròng", "20", "một hai ba 20", " 20", "vàng 99999999999"] {
        pack.write("likeness/any.toml", &file("claims/one", words));
        assert!(matches!(pack.error(), Error::Rule { .. }), "{words}");
    }
}

#[test]
fn doubles_giants_and_nothing_are_refused() {
    let pack = Pack::new("folder");
    pack.write("claims/two.toml", RULE);
    assert!(matches!(pack.error(), Error::Duplicate { .. }));
    pack.write("claims/two.toml", &"#".repeat(600_000));
    assert!(matches!(pack.error(), Error::TooLarge { .. }));
    assert!(matches!(Packs::load_dir(Path::new("/nowhere/at/all")), Err(Error::Read { .. })));
    let empty = std::env::temp_dir().join(format!("mang-policy-{}-empty", std::process::id()));
    fs::create_dir_all(&empty).unwrap();
    assert!(matches!(Packs::load_dir(&empty), Err(Error::Empty { .. })));
    fs::remove_dir(&empty).unwrap();
}
