//! Owns where things lie on this system: the data folder and the folder for finished videos.

use directories::{ProjectDirs, UserDirs};
use std::path::{Path, PathBuf};

/// Chooses the data folder, as `--home` does.
pub const HOME_VARIABLE: &str = "MANG_HOME";

/// The data folder: `MANG_HOME`, or the system's place for this program's data.
#[must_use]
pub fn data_folder() -> PathBuf {
    match std::env::var_os(HOME_VARIABLE).filter(|v| !v.is_empty()) {
        Some(home) => PathBuf::from(home),
        None => ProjectDirs::from("", "", "mang-studio")
            .map_or_else(|| PathBuf::from("mang-studio"), |dirs| dirs.data_dir().to_owned()),
    }
}

/// Where finished videos go: the user's videos, then `Măng`.
#[must_use]
pub fn videos_folder() -> PathBuf {
    let user = UserDirs::new();
    let videos = user.as_ref().and_then(|u| u.video_dir().map(Path::to_owned));
    let videos = videos.or_else(|| user.map(|u| u.home_dir().join("Videos")));
    videos.unwrap_or_default().join("Măng")
}

/// A folder for a finished video that is not there yet: the user's videos, then `Măng`, then the
/// title, with a number behind it when that name is taken.
#[must_use]
pub fn output_folder(title: &str) -> PathBuf {
    let root = videos_folder();
    let name = file_name(title);
    let mut folder = root.join(&name);
    let mut number = 2;
    while folder.symlink_metadata().is_ok() {
        folder = root.join(format!("{name} {number}"));
        number += 1;
    }
    folder
}

/// A title as a file name that every system takes: no separators or reserved signs, not too long.
#[must_use]
pub fn file_name(title: &str) -> String {
    let safe = |c: char| if c.is_control() || "/\\:*?\"<>|".contains(c) { ' ' } else { c };
    let mut name: String = title.chars().map(safe).collect();
    // Systems allow 255 bytes; a number and an ending still have to fit.
    while name.len() > 200 {
        name.pop();
    }
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name.trim_matches('.').trim();
    if name.is_empty() { "Video".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn titles_become_names_that_windows_takes_too() {
        assert_eq!(file_name("Mật ong: trị/ho? "), "Mật ong trị ho");
        assert_eq!(file_name("..."), "Video");
        assert_eq!(file_name("\u{1F36F} mật"), "\u{1F36F} mật");
    }
}
