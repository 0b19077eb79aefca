//! `mang silence` with words: no cut inside one, and filler sounds listed, the sure ones gone.

use acceptance::{Mang, clips};
use serde_json::{Value, json};

fn word(from: i64, to: i64, text: &str) -> Value {
    json!({"start_us": from * 1000, "end_us": to * 1000, "text": text, "probability": 0.9})
}

/// Words in the long pause of the sample clip, as `mang caption` would write them.
fn words(mang: &Mang) -> String {
    let said = [
        word(6200, 6800, "mình"),
        word(7300, 7600, "ờ"),
        word(8416, 8800, "mẹ"),
        word(10300, 10700, "à?"),
    ];
    let cue = json!({"start_us": 6_200_000, "end_us": 10_700_000, "text": "mình ờ mẹ à?",
        "words": said, "from": "speech"});
    let document = json!({"language": "vi", "model": null, "cues": [cue], "removed": []});
    let place = mang.path("words.json");
    std::fs::write(&place, document.to_string()).expect("a file of words");
    place.to_string_lossy().into_owned()
}

fn ranges(list: &Value) -> Vec<(i64, i64)> {
    let at = |range: &Value, end: &str| range[end].as_i64().expect("a time") / 1000;
    let list = list.as_array().expect("a list");
    list.iter().map(|r| (at(r, "start_us"), at(r, "end_us"))).collect()
}

#[test]
fn fillers_are_listed_and_the_sure_ones_go() {
    let mang = Mang::new();
    let sample = clips::sample().to_string_lossy().into_owned();
    let words = words(&mang);
    let plain = mang.json(["silence", &sample]).ended_with(0).json();
    assert!(plain.get("fillers").is_none(), "without words as before");
    let touches = |list: &[(i64, i64)], from: i64, to: i64| {
        list.iter().any(|(start, end)| *start < to && from < *end)
    };
    assert!(touches(&ranges(&plain["remove"]), 7300, 7600), "the sample is quiet there");

    let spoken = mang.json(["silence", &sample, "--captions", &words]).ended_with(0).json();
    assert!(!touches(&ranges(&spoken["remove"]), 7300, 7600), "no cut inside a word");

    let cut =
        mang.json(["silence", &sample, "--captions", &words, "--fillers"]).ended_with(0).json();
    let found = cut["fillers"].as_array().expect("a list of fillers");
    let said: Vec<_> = found.iter().map(|f| (f["text"].as_str(), f["sure"].as_bool())).collect();
    assert_eq!(said, [(Some("ờ"), Some(true)), (Some("à?"), Some(false))]);
    assert!(ranges(&cut["remove"]).iter().any(|(start, end)| *start <= 7300 && 7600 <= *end));
    assert!(!touches(&ranges(&cut["remove"]), 8416, 8800), "never a neighbour");

    // What it writes is a cut list like any other.
    let list = mang.path("cuts.json");
    std::fs::write(&list, cut.to_string()).expect("a cut list");
    let out = mang.path("out.mp4");
    let (list, out) = (list.to_string_lossy(), out.to_string_lossy());
    let made = mang.json(["cut", &sample, "--cuts", &list, "-o", &out]).ended_with(0).json();
    assert!(made["duration_us"].as_i64().is_some_and(|us| us < 28_000_000), "{made}");
}

#[test]
fn fillers_need_words() {
    let mang = Mang::new();
    let sample = clips::sample().to_string_lossy().into_owned();
    let _ = mang.run(["silence", &sample, "--fillers"]).ended_with(2);
}
