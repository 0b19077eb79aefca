//! What `mang probe` tells on request.

use acceptance::Mang;
use acceptance::clips::ffmpeg;
use serde_json::Value;

/// EBU Tech 3341, case 1: a tone of 1 kHz at -23 dBFS in both channels is -23 LUFS.
#[test]
fn loudness_is_told_when_asked_for() {
    let mang = Mang::new();
    let wave = "0.0708*sin(2*PI*1000*t)";
    let tone = format!("aevalsrc={wave}|{wave}:s=48000:d=10");
    let place = mang.path("tone.wav");
    ffmpeg(["-f", "lavfi", "-i", &tone, &place.to_string_lossy()]);
    let facts = mang.json(["probe", "tone.wav"]).ended_with(0).json();
    assert_eq!(facts["loudness"], Value::Null);
    let facts = mang.json(["probe", "tone.wav", "--loudness"]).ended_with(0).json();
    let loud = |name: &str| facts["loudness"][name].as_f64().expect("it is loud");
    assert!((loud("integrated_lufs") + 23.0).abs() < 0.1, "{facts}");
    assert!((loud("peak_dbtp") + 23.0).abs() < 0.1, "{facts}");

    ffmpeg(["-f", "lavfi", "-i", "testsrc=d=1", &mang.path("mute.mp4").to_string_lossy()]);
    let facts = mang.json(["probe", "mute.mp4", "--loudness"]).ended_with(0).json();
    assert_eq!(facts["loudness"], Value::Null);
}
