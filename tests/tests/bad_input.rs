//! What people really hand over: missing, empty, broken and odd files, folders that cannot be
//! written and disks that are full. Each gets one sentence, one hint and the promised code.

use acceptance::refusal::expect;
use acceptance::{Mang, clips, folder, program, witness};
use std::path::Path;

fn with_script() -> Mang {
    let mang = Mang::new();
    std::fs::write(mang.path("lời.txt"), clips::SHORT_SCRIPT).expect("a script");
    mang
}

/// The clip is refused by everything that takes one.
fn refused_everywhere(mang: &Mang, clip: &str, code: &str) {
    expect(mang, &["probe", clip], 2, code);
    expect(mang, &["make", clip, "--script", "lời.txt", "--out", "ra"], 2, code);
    expect(mang, &["caption", clip, "--script", "lời.txt", "-o", "ra.srt"], 2, code);
    expect(mang, &["silence", clip, "-o", "ra.json"], 2, code);
    expect(mang, &["cut", clip, "--keep", "0-1", "-o", "ra.mp4"], 2, code);
    expect(mang, &["render", clip, "-o", "ra.mp4"], 2, code);
    expect(mang, &["draft", "new", clip], 2, code);
    let drafts = mang.json(["draft", "list"]).ended_with(0).json();
    assert_eq!(drafts["drafts"], serde_json::json!([]), "no draft of a broken clip");
}

#[test]
fn a_file_that_is_not_there() {
    refused_everywhere(&with_script(), "không có.mp4", "not-found");
}

#[test]
fn an_empty_file() {
    let mang = with_script();
    std::fs::write(mang.path("rỗng.mp4"), "").unwrap();
    refused_everywhere(&mang, "rỗng.mp4", "empty-file");
}

#[test]
fn a_text_that_calls_itself_a_video() {
    let mang = with_script();
    std::fs::write(mang.path("thư.mp4"), "Gửi mẹ, con khoẻ. ".repeat(500)).unwrap();
    refused_everywhere(&mang, "thư.mp4", "not-media");
}

#[test]
fn a_clip_whose_end_was_not_copied() {
    let mang = with_script();
    clips::plain(&mang.path("whole.mp4"));
    let bytes = std::fs::read(mang.path("whole.mp4")).unwrap();
    std::fs::write(mang.path("cụt.mp4"), &bytes[..bytes.len() * 2 / 3]).unwrap();
    refused_everywhere(&mang, "cụt.mp4", "truncated");
}

#[test]
fn a_folder_in_place_of_a_clip() {
    let mang = with_script();
    std::fs::create_dir(mang.path("thư mục.mp4")).unwrap();
    let ended = mang.json(["probe", "thư mục.mp4"]).ended_with(2);
    acceptance::refusal::document(&ended, &["unreadable", "not-media"]);
}

#[test]
fn sound_without_picture_can_be_captioned_but_not_made_into_a_video() {
    let mang = with_script();
    clips::short(&mang.path("clip.mp4"));
    let (clip, place) = (mang.path("clip.mp4"), mang.path("tiếng.m4a"));
    let (clip, place) = (clip.to_string_lossy(), place.to_string_lossy());
    clips::ffmpeg(["-i", &clip, "-vn", "-c", "copy", &place]);
    let make = ["make", "tiếng.m4a", "--script", "lời.txt", "--out", "ra"];
    expect(&mang, &make, 2, "no-video");
    expect(&mang, &["render", "tiếng.m4a", "-o", "ra.mp4"], 2, "no-video");
    let caption = ["caption", "tiếng.m4a", "--script", "lời.txt", "-o", "ra.srt"];
    let _ = mang.run(caption).ended_with(0);
}

#[test]
fn a_picture_without_sound_has_nothing_to_hear() {
    let mang = with_script();
    let place = mang.path("câm.mp4");
    let place = place.to_string_lossy();
    clips::ffmpeg(["-f", "lavfi", "-i", "testsrc2=s=320x180:d=1", "-pix_fmt", "yuv420p", &place]);
    expect(&mang, &["silence", "câm.mp4", "-o", "ra.json"], 2, "no-audio");
    let script = ["caption", "câm.mp4", "--script", "lời.txt", "-o", "ra.srt"];
    let _ = mang.run(script).ended_with(0);
    assert!(std::fs::read_to_string(mang.path("ra.srt")).is_ok_and(|srt| srt.contains("-->")));
    let _ = mang.run(["cut", "câm.mp4", "--keep", "0-0.5", "-o", "ra.mp4"]).ended_with(0);
}

#[test]
fn a_clip_without_any_time_ends_in_a_sentence() {
    let mang = with_script();
    let place = mang.path("không giây.mp4");
    let place = place.to_string_lossy();
    clips::ffmpeg([
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=64x64:d=1",
        "-frames:v",
        "0",
        "-pix_fmt",
        "yuv420p",
        &place,
    ]);
    let before = folder::listing(mang.work());
    let ended = mang.json(["make", "không giây.mp4", "--script", "lời.txt", "--out", "ra"]);
    let ended = ended.ended_with(2);
    acceptance::refusal::document(&ended, &["empty-file", "not-media", "no-video", "truncated"]);
    assert_eq!(folder::listing(mang.work()), before);
}

#[test]
fn odd_sizes_and_one_frame_are_no_problem() {
    let mang = with_script();
    for (name, size, frames) in [("lẻ.mp4", "161x91", "25"), ("một.mp4", "64x36", "1")] {
        let place = mang.path(name);
        let (place, source) = (place.to_string_lossy(), format!("testsrc2=s={size}:r=25"));
        clips::ffmpeg([
            "-f",
            "lavfi",
            "-i",
            &source,
            "-frames:v",
            frames,
            "-pix_fmt",
            "yuv444p",
            &place,
        ]);
        let _ = mang.run(["render", name, "-o", &format!("{name}.ra.mp4")]).ended_with(0);
        let facts = witness::facts(&mang.path(&format!("{name}.ra.mp4")));
        assert_eq!(facts.frames.to_string(), frames, "{facts:?}");
        assert_eq!((facts.width % 2, facts.height % 2, facts.pixels.as_str()), (0, 0, "yuv420p"));
    }
}

#[test]
fn names_with_tone_marks_spaces_and_pictures_work_in_both_spellings() {
    let mang = with_script();
    // The second is decomposed, as a Mac writes it.
    for name in ["Mật ong 🍯 'nhà' \"mình\" & #1, 50%:\\[x].mp4", "ma\u{302}\u{323}t ong.mp4"]
    {
        clips::plain(&mang.path("clip.mp4"));
        std::fs::rename(mang.path("clip.mp4"), mang.path(name)).unwrap();
        std::fs::write(mang.path("c.srt"), "1\n00:00:00,100 --> 00:00:01,500\nXin chào\n").unwrap();
        let output = format!("ra {name}");
        let arguments = ["render", name, "--captions", "c.srt", "-o", &output];
        let _ = mang.run(arguments).ended_with(0);
        assert_eq!(witness::facts(&mang.path(&output)).frames, 50);
    }
}

#[test]
fn places_that_cannot_be_written() {
    let mang = with_script();
    clips::short(&mang.path("clip.mp4"));
    std::fs::write(mang.path("tệp"), "not a folder").unwrap();
    let make = |out| ["make", "clip.mp4", "--script", "lời.txt", "--out", out];
    let mut places = vec!["tệp/ra"];
    // Even the administrator cannot make files there.
    if Path::new("/proc/self").exists() {
        places.push("/proc/ra");
    }
    for place in places {
        expect(&mang, &make(place), 2, "read-only");
        let file = format!("{place}/a.mp4");
        expect(&mang, &["cut", "clip.mp4", "--keep", "0-1", "-o", &file], 2, "read-only");
        expect(&mang, &["--home", place, "draft", "list"], 2, "read-only");
    }
    std::fs::create_dir(mang.path("thư mục.mp4")).unwrap();
    expect(&mang, &["cut", "clip.mp4", "--keep", "0-1", "-o", "thư mục.mp4"], 2, "exists");
}

#[test]
fn an_existing_file_stays_as_it_is() {
    let mang = with_script();
    clips::plain(&mang.path("clip.mp4"));
    std::fs::write(mang.path("ra.mp4"), "mine").unwrap();
    std::fs::write(mang.path("ra.json"), "mine").unwrap();
    for arguments in [
        &["cut", "clip.mp4", "--keep", "0-1", "-o", "ra.mp4"][..],
        &["render", "clip.mp4", "-o", "ra.mp4"],
        &["silence", "clip.mp4", "-o", "ra.json"],
    ] {
        expect(&mang, arguments, 2, "exists");
    }
    // Captions that are in the way are noticed before the video appears.
    std::fs::write(mang.path("c.srt"), "1\n00:00:00,100 --> 00:00:01,500\nXin chào\n").unwrap();
    std::fs::write(mang.path("mới.srt"), "mine").unwrap();
    let arguments = ["cut", "clip.mp4", "--keep", "0-1", "--captions", "c.srt", "-o", "mới.mp4"];
    expect(&mang, &arguments, 2, "exists");
    assert_eq!(std::fs::read(mang.path("ra.mp4")).unwrap(), b"mine");
}

#[test]
fn the_source_clip_is_never_replaced_by_its_own_result() {
    let mang = with_script();
    clips::short(&mang.path("final.mp4"));
    let before = folder::fingerprint(&mang.path("final.mp4"));
    for arguments in [
        &["cut", "final.mp4", "--keep", "0-1", "-o", "final.mp4", "--force"][..],
        &["render", "final.mp4", "-o", "./final.mp4", "--force"],
        &["silence", "final.mp4", "-o", "final.mp4", "--force"],
        &["make", "final.mp4", "--script", "lời.txt", "--out", ".", "--force"],
    ] {
        expect(&mang, arguments, 2, "exists");
        assert_eq!(folder::fingerprint(&mang.path("final.mp4")), before);
    }
}

#[test]
fn a_wrong_command_line_is_refused_for_programs_too() {
    let mang = Mang::new();
    for arguments in [&["nấu"][..], &["make"], &["make", "a.mp4", "--aspect", "4:3"], &[]] {
        let ended = mang.json(arguments).ended_with(2);
        acceptance::refusal::document(&ended, &["usage"]);
        let plain = mang.run(arguments).ended_with(2);
        assert_eq!(plain.stdout, "");
        assert!(!plain.stderr.is_empty());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk() {
    let mang = with_script();
    clips::short(&mang.path("clip.mp4"));
    let disk = mang.path("ổ đĩa");
    std::fs::create_dir(&disk).unwrap();
    let place = disk.to_string_lossy().into_owned();
    let mount = ["-t", "tmpfs", "-o", "size=32k", "tmpfs", &place];
    if !program::program("mount").args(mount).output().is_ok_and(|o| o.status.success()) {
        eprintln!("skipped: a small disk can only be mounted by the administrator");
        return;
    }
    let _mounted = Mounted(place);
    expect(&mang, &["render", "clip.mp4", "-o", "ổ đĩa/ra.mp4"], 3, "disk-full");
    let make = ["make", "clip.mp4", "--script", "lời.txt", "--out", "ổ đĩa/ra"];
    expect(&mang, &make, 3, "disk-full");
    std::fs::write(disk.join("đầy"), vec![1; 32 * 1024]).unwrap_or_default();
    let caption = ["caption", "clip.mp4", "--script", "lời.txt", "-o", "ổ đĩa/ra.srt"];
    expect(&mang, &caption, 3, "disk-full");
}

/// Gives the small disk back, also when the test fails.
struct Mounted(String);

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = program::program("umount").arg(&self.0).status();
    }
}
