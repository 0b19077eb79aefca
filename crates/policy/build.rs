//! Owns the list of rule files that the program carries: every TOML file below `rules/`, found while
//! it is built. Refuses to read what is inside; a new rule needs no Rust.

use std::fmt::Write;
use std::path::{Path, PathBuf};

fn main() -> std::io::Result<()> {
    let rules = Path::new(&variable("CARGO_MANIFEST_DIR")?).join("../../rules");
    let mut files = Vec::new();
    collect(&rules, &mut files)?;
    files.sort();
    let mut list = String::from("&[\n");
    for file in &files {
        println!("cargo::rerun-if-changed={}", file.display());
        let place = file.strip_prefix(&rules).unwrap_or(file);
        let place: Vec<_> = place.iter().map(|part| part.to_string_lossy()).collect();
        let name = format!("rules/{}", place.join("/"));
        writeln!(list, "({name:?}, include_str!({:?})),", file.display().to_string())
            .map_err(std::io::Error::other)?;
    }
    list.push(']');
    std::fs::write(Path::new(&variable("OUT_DIR")?).join("rule_files.rs"), list)
}

fn variable(name: &str) -> std::io::Result<String> {
    std::env::var(name).map_err(std::io::Error::other)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    // A new file changes its folder.
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            files.push(path);
        }
    }
    Ok(())
}
