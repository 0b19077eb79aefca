//! Owns what lies in a folder, hidden files and all, and whether a file is still the same.

use sha2::{Digest, Sha256};
use std::path::Path;

/// Everything below a folder by relative path, sorted; folders end in `/`. Empty when the folder
/// is not there.
#[must_use]
pub fn listing(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    collect(folder, "", &mut names);
    names.sort();
    names
}

fn collect(folder: &Path, before: &str, names: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = format!("{before}{}", entry.file_name().to_string_lossy());
        if entry.file_type().is_ok_and(|t| t.is_dir()) {
            collect(&entry.path(), &format!("{name}/"), names);
            names.push(format!("{name}/"));
        } else {
            names.push(name);
        }
    }
}

/// A fingerprint of a file's content.
///
/// # Panics
/// When it cannot be read.
#[must_use]
pub fn fingerprint(file: &Path) -> String {
    let bytes = std::fs::read(file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
