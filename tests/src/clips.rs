//! Owns the clips that tests work on: the demo's results, made once, and small clips of them.

use crate::mang::{Mang, binary};
use crate::program;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Runs `ffmpeg` quietly; an existing file is replaced.
pub fn ffmpeg<'a>(arguments: impl IntoIterator<Item = &'a str>) {
    program::run("ffmpeg", ["-v", "error", "-y"].into_iter().chain(arguments));
}

/// The folder that `mang demo` made. It is made once for each build of the program and shared by
/// all test programs, which only read it.
///
/// # Panics
/// When the demo fails.
pub fn demo() -> &'static Path {
    static DEMO: OnceLock<PathBuf> = OnceLock::new();
    DEMO.get_or_init(|| {
        let program = binary();
        let about = std::fs::metadata(&program).expect("the program is there");
        let built = about.modified().expect("files have times");
        let age = built.duration_since(std::time::UNIX_EPOCH).expect("built after 1970");
        let cache = program.with_file_name("acceptance");
        let place = cache.join(format!("demo-{}-{}", age.as_micros(), about.len()));
        if !place.is_dir() {
            // Leavings of earlier builds; another test program may be doing the same.
            let _ = std::fs::remove_dir_all(&cache);
            std::fs::create_dir_all(&cache).expect("a folder beside the program");
            let folder = tempfile::tempdir_in(&cache).expect("a folder beside the program");
            let made = folder.path().join("demo");
            let _ = Mang::new()
                .run(["demo".as_ref(), "--out".as_ref(), made.as_os_str()])
                .ended_with(0);
            // Whoever comes second takes what the first one made.
            let _ = std::fs::rename(&made, &place);
        }
        assert!(place.join("sample.mp4").is_file(), "{} has no sample", place.display());
        place
    })
}

/// The sample clip of the demo: 28.6 s of a synthetic Vietnamese voice.
#[must_use]
pub fn sample() -> PathBuf {
    demo().join("sample.mp4")
}

/// What is said in [`short`].
pub const SHORT_SCRIPT: &str = "Mật ong này rất thơm, giúp giảm cân trong mười ngày.";

/// Five seconds of the sample clip, small: one sentence that promises weight loss, then a pause.
///
/// # Panics
/// When it cannot be written.
pub fn short(place: &Path) {
    static SHORT: OnceLock<Vec<u8>> = OnceLock::new();
    let bytes = SHORT.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (from, to) = (sample(), folder.path().join("short.mp4"));
        let (from, to_text) = (from.to_string_lossy(), to.to_string_lossy());
        let input = ["-ss", "10.5", "-t", "5", "-i", &from, "-vf", "scale=320:568"];
        let coded = ["-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", &to_text];
        ffmpeg(input.into_iter().chain(coded));
        std::fs::read(&to).expect("ffmpeg made it")
    });
    std::fs::write(place, bytes).expect("the clip can be written");
}

/// Two seconds of moving picture with a tone.
pub fn plain(place: &Path) {
    let place = place.to_string_lossy();
    ffmpeg([
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=320x180:r=25:d=2",
        "-f",
        "lavfi",
        "-i",
        "sine=d=2",
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-pix_fmt",
        "yuv420p",
        "-c:a",
        "aac",
        &place,
    ]);
}
