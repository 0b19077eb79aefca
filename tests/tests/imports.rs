//! Who may use what: arrows between our crates only go down, and each foreign library has one
//! owner. Read from the manifests and from the sources.

use acceptance::repository::root;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Ours, and which of ours each may use. What is not named here is not allowed.
const DOWN: &[(&str, &[&str])] = &[
    ("timeline", &[]),
    ("job", &[]),
    ("media", &["timeline", "job"]),
    ("speech-models", &["job"]),
    ("captions", &["timeline", "job", "speech-models"]),
    ("policy", &["timeline"]),
    ("library", &["timeline"]),
    ("download", &[]),
    (
        "workflow",
        &["timeline", "job", "media", "captions", "policy", "library", "download", "speech-models"],
    ),
    ("words", &["policy", "workflow"]),
    ("cli", &["timeline", "media", "captions", "policy", "workflow", "words"]),
    ("mang-studio", &["timeline", "workflow", "words"]),
    ("acceptance", &[]),
];

/// Foreign libraries and their one owner.
const OWNER: &[(&str, &str)] = &[
    ("ffmpeg-next", "media"),
    ("ffmpeg-sys-next", "media"),
    ("whisper-rs", "captions"),
    ("sqlx", "library"),
    ("clap", "cli"),
    ("reqwest", "download"),
    ("rustls", "download"),
    ("safetensors", "speech-models"),
    ("zip", "speech-models"),
    ("krilla", "workflow"),
    ("rustybuzz", "workflow"),
];

/// Crates without threads of a runtime: a step is a plain function.
const NO_RUNTIME: &[&str] = &["timeline", "job", "speech-models", "media", "captions", "policy"];

/// Every member: its name with its dependencies of all kinds.
fn members() -> BTreeMap<String, BTreeSet<String>> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(root().join("crates"))
        .expect("crates/")
        .flatten()
        .map(|entry| entry.path())
        .filter(|folder| folder.join("Cargo.toml").is_file())
        .collect();
    folders.extend([root().join("src-tauri"), root().join("tests")]);
    folders.iter().map(|folder| member(folder)).collect()
}

fn member(folder: &Path) -> (String, BTreeSet<String>) {
    let text = std::fs::read_to_string(folder.join("Cargo.toml")).expect("a manifest");
    let manifest: toml::Table = text.parse().expect("a manifest in TOML");
    let name = manifest["package"]["name"].as_str().expect("a name").to_owned();
    let mut uses = BTreeSet::new();
    let mut collect = |table: &toml::Table, kinds: &[&str]| {
        for kind in kinds {
            let listed = table.get(*kind).and_then(toml::Value::as_table);
            uses.extend(listed.into_iter().flat_map(|t| t.keys().cloned()));
        }
    };
    let kinds = ["dependencies", "build-dependencies", "dev-dependencies"];
    collect(&manifest, &kinds);
    let targets = manifest.get("target").and_then(toml::Value::as_table);
    for target in targets.into_iter().flat_map(|t| t.values()).filter_map(toml::Value::as_table) {
        collect(target, &kinds);
    }
    (name, uses)
}

#[test]
fn arrows_between_our_crates_only_go_down() {
    let members = members();
    let named: BTreeSet<&str> = DOWN.iter().map(|(name, _)| *name).collect();
    let found: BTreeSet<&str> = members.keys().map(String::as_str).collect();
    assert_eq!(found, named, "every crate has its place in the order");
    for (name, allowed) in DOWN {
        let ours: Vec<&String> =
            members[*name].iter().filter(|used| named.contains(used.as_str())).collect();
        let foreign: Vec<_> =
            ours.iter().filter(|used| !allowed.contains(&used.as_str())).collect();
        assert!(foreign.is_empty(), "{name} must not use {foreign:?}");
    }
}

#[test]
fn every_foreign_library_has_one_owner() {
    for (name, uses) in members() {
        for used in uses {
            let owner = OWNER.iter().find(|(library, _)| *library == used).map(|(_, owner)| *owner);
            assert!(owner.is_none_or(|o| o == name), "{used} belongs to {owner:?}, {name} uses it");
            let is_shell = used == "tauri" || used.starts_with("tauri-") || used == "axum";
            assert!(
                !is_shell || name == "mang-studio",
                "{used} belongs to the shell, {name} uses it"
            );
            let is_runtime =
                used.starts_with("tokio") || used.starts_with("async-") || used == "futures";
            assert!(!is_runtime || !NO_RUNTIME.contains(&name.as_str()), "{name} uses {used}");
        }
    }
}

/// Files of one ending below a folder, with their text.
fn below(folder: &Path, endings: &[&str]) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir()
            && !["node_modules", "target", "dist", "paraglide"].contains(&name.as_str())
        {
            found.extend(below(&path, endings));
        } else if path.extension().is_some_and(|e| endings.iter().any(|x| e == *x)) {
            let text = std::fs::read_to_string(&path).expect("sources are UTF-8");
            found.push((path, text));
        }
    }
    found
}

#[test]
fn only_one_folder_of_the_interface_knows_the_shell() {
    let shell = format!("@{}/", "tauri-apps");
    let mut inside = 0;
    for (path, text) in below(&root().join("ui/src"), &["ts", "tsx"]) {
        let knows = text.contains(&shell);
        let allowed = path.starts_with(root().join("ui/src/ipc"));
        inside += usize::from(knows && allowed);
        assert!(!knows || allowed, "{} imports the shell", path.display());
    }
    assert!(inside > 0, "ui/src/ipc speaks with the shell");
}

#[test]
fn features_of_the_interface_never_import_each_other() {
    let features = root().join("ui/src/features");
    for (path, text) in below(&features, &["ts", "tsx"]) {
        let own = path.strip_prefix(&features).ok().and_then(|p| p.iter().next());
        let own = own.expect("a feature").to_string_lossy().into_owned();
        for (_, from) in text.lines().filter_map(|line| line.rsplit_once(" from \"")) {
            let target = from.trim_end_matches(['"', ';']);
            let other = target.split("features/").nth(1).and_then(|rest| rest.split('/').next());
            assert!(other.is_none_or(|o| o == own), "{} imports {target}", path.display());
        }
    }
}

#[test]
fn only_the_window_crate_names_the_shell_and_it_stays_thin() {
    let rust = |folder: &str| below(&root().join(folder), &["rs"]);
    let lines =
        |files: &[(PathBuf, String)]| files.iter().map(|(_, t)| t.lines().count()).sum::<usize>();
    let (shell, crates, tests) = (rust("src-tauri"), rust("crates"), rust("tests"));
    assert!(!shell.is_empty() && !crates.is_empty());
    for (path, text) in &crates {
        assert!(!text.contains("tauri::"), "{} names the shell", path.display());
    }
    let (thin, all) = (lines(&shell), lines(&shell) + lines(&crates) + lines(&tests));
    assert!(thin * 10 < all, "the shell has {thin} of {all} lines: move decisions to workflow");
}

#[test]
fn processes_and_the_clock_have_one_owner_each() {
    let starts = format!("Command::{}(", "new");
    let clock = format!("SystemTime::{}(", "now");
    for (path, text) in below(&root().join("crates"), &["rs"]) {
        let name =
            path.strip_prefix(root()).expect("below the root").to_string_lossy().replace('\\', "/");
        let tests = name.contains("/tests/");
        assert!(
            tests || !text.contains(&starts) || name.ends_with("workflow/src/child.rs"),
            "{name}"
        );
        assert!(
            tests || !text.contains(&clock) || name.ends_with("workflow/src/clock.rs"),
            "{name}"
        );
    }
}
