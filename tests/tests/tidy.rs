//! The rules of the house that a machine can check: sizes, openings, names, left-over marks,
//! developers' paths, texts in three languages. Who may import what: see `imports.rs`.

use acceptance::program::run;
use acceptance::repository::root;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// Most lines that a source file may have.
const MOST_LINES: usize = 400;

/// Longer files, each with the reason. Tables and single algorithms only.
const LONGER: &[(&str, &str)] = &[];

/// Written by a program, read by no person.
const GENERATED: &[&str] = &["ui/src/ipc/bindings.ts", "ui/src/paraglide/"];

/// Names that say nothing about what a file owns.
const EMPTY_NAMES: &[&str] = &[
    "utils",
    "util",
    "common",
    "helpers",
    "helper",
    "misc",
    "manager",
    "service",
    "handler",
    "processor",
];

/// The catalogue's own id of a rule, about services that sell views.
const SOLD: &str = "rules/goods/engagement-service.toml";

/// Every file of the repository that is not ignored, by relative path.
fn files() -> Vec<String> {
    let root = root().to_string_lossy().into_owned();
    let listed =
        run("git", ["-C", &root, "ls-files", "--cached", "--others", "--exclude-standard"]);
    let names = String::from_utf8_lossy(&listed.stdout).into_owned();
    let files: Vec<String> = names
        .lines()
        .filter(|n| !GENERATED.iter().any(|g| n.starts_with(g)) && root_file(n).is_file())
        .map(ToOwned::to_owned)
        .collect();
    assert!(files.len() > 100, "git lists only {} files", files.len());
    files
}

fn root_file(name: &str) -> std::path::PathBuf {
    root().join(name)
}

fn ending(name: &str) -> &str {
    Path::new(name).extension().and_then(|e| e.to_str()).unwrap_or_default()
}

fn sources() -> impl Iterator<Item = (String, String)> {
    let kinds = ["rs", "ts", "tsx", "mjs", "py", "sh"];
    files().into_iter().filter(move |n| kinds.contains(&ending(n)) || n == "x").map(|name| {
        let text = std::fs::read_to_string(root_file(&name)).expect("sources are UTF-8");
        (name, text)
    })
}

/// Fails with everything that was found, not only with the first.
fn none(found: &[String], rule: &str) {
    assert!(found.is_empty(), "{rule}:\n  {}", found.join("\n  "));
}

#[test]
fn no_source_file_is_too_long() {
    let long = sources().filter_map(|(name, text)| {
        let lines = text.lines().count();
        let excused = LONGER.iter().any(|(file, _)| *file == name);
        (lines > MOST_LINES && !excused).then(|| format!("{name} has {lines} lines"))
    });
    none(&long.collect::<Vec<_>>(), "split them, or name a reason in LONGER");
    for (file, reason) in LONGER {
        let lines = std::fs::read_to_string(root_file(file)).unwrap_or_default().lines().count();
        assert!(lines > MOST_LINES && !reason.is_empty(), "{file} needs no exception any more");
    }
}

#[test]
fn every_source_file_says_first_what_it_owns() {
    let opening = |name: &str, text: &str| match ending(name) {
        "rs" => text.starts_with("//! "),
        "ts" | "tsx" => text.starts_with("// "),
        _ => true,
    };
    let silent = sources().filter(|(name, text)| !opening(name, text)).map(|(name, _)| name);
    none(&silent.collect::<Vec<_>>(), "the first line says what the file owns");
}

#[test]
fn no_file_has_a_name_that_says_nothing() {
    let named = |name: &String| name != SOLD;
    let empty = files().into_iter().filter(named).filter(|name| {
        Path::new(name).iter().any(|part| {
            let part = part.to_string_lossy().to_lowercase();
            let stem = part.split('.').next().unwrap_or_default().to_owned();
            stem.split(['_', '-']).any(|word| EMPTY_NAMES.contains(&word))
        })
    });
    none(&empty.collect::<Vec<_>>(), "name it after what it owns");
}

#[test]
fn nothing_half_done_is_left() {
    // Written in two pieces, or this file would be the first to be found.
    let marks: Vec<String> = [
        ("to", "do!("),
        ("unimple", "mented!("),
        ("TO", "DO"),
        ("FIX", "ME"),
        ("XX", "X:"),
        ("dbg", "!("),
        ("#[ign", "ore"),
        ("it.sk", "ip("),
        ("test.sk", "ip("),
        (".on", "ly("),
    ]
    .iter()
    .map(|(a, b)| format!("{a}{b}"))
    .collect();
    let mut found = Vec::new();
    for (name, text) in sources() {
        for (number, line) in text.lines().enumerate() {
            for mark in marks.iter().filter(|m| holds_word(line, m)) {
                found.push(format!("{name}:{} {mark}", number + 1));
            }
        }
    }
    none(&found, "finish it or take it out");
}

/// The mark as a word of its own, not inside another one.
fn holds_word(line: &str, mark: &str) -> bool {
    line.match_indices(mark).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + mark.len()..].chars().next();
        let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        (mark.starts_with(['#', '.']) || !part(before))
            && (mark.ends_with(['(', ':']) || !part(after))
    })
}

/// Texts: everything that is valid UTF-8 without zero bytes.
fn texts() -> impl Iterator<Item = (String, String)> {
    files().into_iter().filter_map(|name| {
        let text = String::from_utf8(std::fs::read(root_file(&name)).ok()?).ok()?;
        (!text.contains('\0')).then_some((name, text))
    })
}

#[test]
fn nothing_in_the_repository_knows_one_developers_machine() {
    let pieces = [
        ("/ho", "me/"),
        ("/Us", "ers/"),
        ("/ro", "ot/"),
        ("/wo", "rk/"),
        ("C:\\Us", "ers"),
        ("registry.npm", "js.org"),
        ("registry.yarn", "pkg.com"),
        ("static.crates", ".io"),
        ("index.crates", ".io"),
        ("files.python", "hosted.org"),
        ("pypi", ".org/simple"),
    ];
    let signs: Vec<String> = pieces.iter().map(|(a, b)| format!("{a}{b}")).collect();
    // The person in the stand-in data of the interface, whom nobody knows.
    let invented = format!("/{}/hhen/", "home");
    let mut found = Vec::new();
    for (name, text) in texts() {
        for (number, line) in text.lines().enumerate() {
            let cargos_own = name == "Cargo.lock" && line.starts_with("source = ");
            let line = line.replace(&invented, "");
            for sign in signs.iter().filter(|s| !cargos_own && begins_a_path(&line, s)) {
                found.push(format!("{name}:{} {sign}", number + 1));
            }
        }
    }
    none(&found, "write paths relative to the repository, and no host of a package registry");
}

/// The sign as the beginning of a path or host, not as a part of a longer one.
fn begins_a_path(line: &str, sign: &str) -> bool {
    line.match_indices(sign).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !sign.starts_with('/')
            || !before.is_some_and(|c| c.is_alphanumeric() || "._-}~)".contains(c))
    })
}

#[test]
fn locked_packages_name_no_host() {
    let lock = std::fs::read_to_string(root_file("ui/package-lock.json")).unwrap();
    let lock: Value = serde_json::from_str(&lock).unwrap();
    let packages = lock["packages"].as_object().unwrap();
    let hosts =
        packages.iter().filter(|(_, p)| p.get("resolved").is_some()).map(|(n, _)| n.clone());
    none(&hosts.collect::<Vec<_>>(), "leave the address out, whoever installs has an own one");
    let lock = std::fs::read_to_string(root_file("Cargo.lock")).unwrap();
    let own = format!("source = \"registry+https://{}/rust-lang/crates.io-index\"", "github.com");
    let foreign = lock.lines().filter(|l| l.starts_with("source = ") && *l != own);
    none(
        &foreign.map(ToOwned::to_owned).collect::<Vec<_>>(),
        "crates come from where all come from",
    );
}

#[test]
fn migrations_are_numbered_without_gaps() {
    let files = files();
    let mut names: Vec<&str> = files
        .iter()
        .filter_map(|n| n.strip_prefix("migrations/"))
        .filter(|n| n.ends_with(".sql"))
        .collect();
    names.sort_unstable();
    assert!(!names.is_empty());
    for (index, name) in names.iter().enumerate() {
        assert!(name.starts_with(&format!("{:04}_", index + 1)), "{name} is number {}", index + 1);
    }
}

#[test]
fn the_three_languages_have_the_same_texts_with_the_same_values() {
    let read = |language: &str| -> serde_json::Map<String, Value> {
        let text =
            std::fs::read_to_string(root_file(&format!("ui/messages/{language}.json"))).unwrap();
        serde_json::from_str(&text).unwrap()
    };
    let vi = read("vi");
    assert!(vi.len() > 100);
    for language in ["en", "fr"] {
        let other = read(language);
        let keys = |m: &serde_json::Map<String, Value>| m.keys().cloned().collect::<BTreeSet<_>>();
        let apart: Vec<String> = keys(&vi).symmetric_difference(&keys(&other)).cloned().collect();
        none(&apart, &format!("in vi or {language} only"));
        let differ = vi.iter().filter(|(key, text)| values(text) != values(&other[*key]));
        none(
            &differ.map(|(k, _)| k.clone()).collect::<Vec<_>>(),
            &format!("other values in {language}"),
        );
    }
}

/// The `{values}` of a text, over all its forms.
fn values(text: &Value) -> BTreeSet<String> {
    let text = text.to_string();
    let inside = text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(v, _)| v));
    let name = |v: &&str| v.chars().all(|c| c.is_alphanumeric() || c == '_') && !v.is_empty();
    inside.filter(name).map(ToOwned::to_owned).collect()
}
