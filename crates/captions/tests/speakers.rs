//! A script placed without a model on takes of people whom no recogniser understands: slow, uneven,
//! short of breath, without tones, without hard sounds, whispering, in noise and in echoing rooms.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops where it fails and says what it measured"
)]

mod sound;

use captions::fit;
use job::Job;
use sound::manner::{Manner, Tongue};
use sound::noise::Noise;
use sound::take::{Score, perform, score, takes};
use sound::{median, ninety_fifth};

const LINES: [&str; 10] = [
    "Chào cả nhà, em là Hoa ở Đồng Văn.",
    "Sáng nay em đi hái rau rừng với bà ngoại.",
    "Đường lên nương dốc lắm, xe lăn của em phải có người đẩy.",
    "Bó rau này giá 25.000đ thôi.",
    "Ai mua từ 3 bó thì em tặng một gói muối ớt.",
    "Rau không phun thuốc, chỉ tưới nước suối.",
    "Homestay nhà em còn hai phòng trống.",
    "Buổi tối có lửa trại, có múa khèn.",
    "Cả nhà bấm theo dõi giúp em nhé.",
    "Tuần sau em livestream lúc 8h tối.",
];

/// Kinds of takes, and how many of the 49 sentences of each may be lost.
fn kinds() -> Vec<(&'static str, Manner, usize)> {
    let like = Manner::default();
    let slurred = Manner { pace: 105, tongue: Tongue::Slurred, ..like };
    let short = Manner { uneven: true, breaths: true, ..slurred };
    let klatt = Manner { voice: "vi-vn-x-south+klatt4", ..like };
    let child = Manner { voice: "vi-vn-x-central+f5", pace: 170, ..like };
    let behind = |noise, level| Manner { behind: Some((noise, level)), ..like };
    vec![
        ("clear", like, 0),
        ("slow", Manner { pace: 90, ..like }, 1),
        ("uneven", Manner { uneven: true, ..like }, 3),
        ("breaths inside sentences", Manner { breaths: true, pace: 140, ..like }, 3),
        ("no tones", Manner { tongue: Tongue::Toneless, ..like }, 1),
        ("slurred", slurred, 1),
        ("slurred, uneven, short of breath", short, 6),
        ("whispered", Manner { voice: "vi+whisper", ..like }, 1),
        ("another throat", klatt, 1),
        ("a child", child, 1),
        ("rain behind", behind(Noise::Pink, 0.1), 5),
        // Motorbikes drown words and fill pauses: what is lost here is lost to ears too.
        ("street behind", behind(Noise::Street, 0.1), 16),
        ("fan behind", behind(Noise::Fan, 0.6), 5),
        ("echoing room", Manner { echo: 0.5, ..like }, 2),
    ]
}

#[test]
fn whoever_speaks_gets_captions_where_they_are_said() {
    let script = LINES.join(" ");
    let mut failed = Vec::new();
    for (kind, manner, may_miss) in kinds() {
        let mut all = Score::default();
        for (name, acts) in takes() {
            // The pauses are in "everything" too.
            if name == "three-second pauses" {
                continue;
            }
            let Some((samples, performed, _)) = perform(&LINES, &acts, manner) else { return };
            let fitted = fit(&script, &samples, "vi", &Job::unwatched()).unwrap();
            let word = |w: &timeline::Word| {
                (w.range.start().seconds(), w.range.end().seconds(), w.text.clone())
            };
            let words: Vec<_> = fitted.words().iter().map(word).collect();
            all.add(score(&LINES, &performed, &words));
        }
        let late = all.starts.iter().filter(|s| s.abs() > 0.3).count();
        println!(
            "{kind}: {} sentences, start median {:.3}, p95 {:.3}, off by more than 0.3 s {late}; \
             missing {}, forced {}",
            all.starts.len(),
            median(&all.starts),
            ninety_fifth(&all.starts),
            all.missing,
            all.forced
        );
        if median(&all.starts) > 0.3 || all.missing > may_miss || all.forced > may_miss {
            failed.push(kind);
        }
    }
    assert!(failed.is_empty(), "{failed:?}");
}
