//! `mang convert-captions` through the front door: formats, legacy letters, what was lost, refusals.

use acceptance::Mang;
use acceptance::folder::listing;

const SRT: &str = "1\n00:00:01,000 --> 00:00:02,500\n{\\an8}<b>Mật ong</b> rừng\n\n\
    2\n00:00:03,000 --> 00:00:04,000\n<font color=\"#ff8800\">Đắk Lắk</font>\n\n";

#[test]
fn one_format_becomes_another_and_losses_are_named() {
    let mang = Mang::new();
    std::fs::write(mang.path("một.srt"), SRT).unwrap();
    for ending in ["vtt", "ass", "ttml"] {
        let name = format!("hai.{ending}");
        let said = mang.json(["convert-captions", "một.srt", "-o", &name]).ended_with(0).json();
        assert_eq!(said["lost"].as_array().unwrap().len(), 0, "{said}");
        assert_eq!((said["cues"].as_u64(), said["encoding"].as_str()), (Some(2), Some("utf-8")));
        let back = format!("lại-{ending}.srt");
        let said = mang.json(["convert-captions", &name, "-o", &back]).ended_with(0).json();
        assert_eq!(said["from"], ending);
        assert_eq!(std::fs::read_to_string(mang.path(&back)).unwrap(), SRT, "{ending}");
    }
    let said = mang.json(["convert-captions", "một.srt", "-o", "ba.sbv"]).ended_with(0).json();
    let lost = said["lost"].as_array().unwrap();
    let kinds: Vec<&str> = lost.iter().map(|l| l["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["colour", "emphasis", "position"]);
    assert_eq!(lost[0]["cues"], serde_json::json!([2]));
    let text = mang.run(["convert-captions", "một.srt", "-o", "bốn.txt", "--times"]).ended_with(0);
    assert!(text.stdout.contains("Không giữ màu chữ (1)"), "{}", text.stdout);
    assert_eq!(
        std::fs::read_to_string(mang.path("bốn.txt")).unwrap(),
        "[0:00:01.000 - 0:00:02.500] Mật ong rừng\n[0:00:03.000 - 0:00:04.000] Đắk Lắk\n"
    );
}

#[test]
fn letters_of_old_fonts_become_unicode() {
    let mang = Mang::new();
    let vni = "1\n00:00:01,000 --> 00:00:02,000\nMaät ong röøng, ngoït lòm\n\n";
    let bytes: Vec<u8> = vni.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    std::fs::write(mang.path("cũ.srt"), bytes).unwrap();
    let said = mang.json(["convert-captions", "cũ.srt", "-o", "mới.srt"]).ended_with(0).json();
    assert_eq!(said["encoding"], "vni");
    let wanted = "1\n00:00:01,000 --> 00:00:02,000\nMật ong rừng, ngọt lịm\n\n";
    assert_eq!(std::fs::read_to_string(mang.path("mới.srt")).unwrap(), wanted);
}

#[test]
fn what_cannot_be_done_ends_in_a_sentence_and_leaves_nothing() {
    let mang = Mang::new();
    std::fs::write(mang.path("một.srt"), SRT).unwrap();
    std::fs::write(mang.path("ảnh.srt"), b"\x89PNG\xff\xd8\x81").unwrap();
    std::fs::write(mang.path("lời.txt"), "Xin chào\ncác bạn\n").unwrap();
    std::fs::write(mang.path("có.vtt"), "WEBVTT\n").unwrap();
    let before = listing(mang.work());
    for (input, output, code) in [
        ("không-có.srt", "a.vtt", "not-found"),
        ("ảnh.srt", "a.vtt", "bad-captions"),
        ("có.vtt", "a.srt", "bad-captions"),
        ("lời.txt", "a.srt", "bad-captions"),
        ("một.srt", "a.doc", "bad-argument"),
        ("một.srt", "có.vtt", "exists"),
        ("một.srt", "một.srt", "exists"),
    ] {
        let said = mang.json(["convert-captions", input, "-o", output]).ended_with(2).json();
        assert_eq!(said["error"]["code"], code, "{input} {output}");
        assert!(!said["error"]["message"].as_str().unwrap().is_empty());
    }
    assert_eq!(listing(mang.work()), before);
    let _ = mang.json(["convert-captions", "lời.txt", "-o", "b.txt"]).ended_with(0);
    let _ = mang.json(["convert-captions", "một.srt", "-o", "có.vtt", "--force"]).ended_with(0);
}
