//! A script placed on sound without a model: starts of sentences against known times.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops where it fails and says what it measured"
)]

mod sound;

use captions::{Error, fit};
use job::Job;
use sound::{Said, demo, largest, median, model_folder, plain, speak};
use timeline::{Transcript, WordSource};

/// Errors of sentence starts in seconds; `said` has the script's sentences as written.
fn starts(said: &[Said], fitted: &Transcript) -> Vec<f64> {
    let mut word = 0;
    said.iter()
        .map(|s| {
            let at = fitted.words()[word].range.start().seconds();
            word += plain(&s.text).len();
            at - s.start
        })
        .collect()
}

fn joined(said: &[Said]) -> String {
    said.iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_demo_script_lands_on_the_demo_voice() {
    let (samples, mut said) = demo();
    let script = std::fs::read_to_string(model_folder("demo/script.txt")).unwrap();
    for (sentence, written) in said.iter_mut().zip(script.lines()) {
        sentence.text = written.to_owned();
    }
    let fitted = fit(&script, &samples, "vi", &Job::unwatched()).unwrap();
    let errors = starts(&said, &fitted);
    println!("demo: {errors:.2?}");
    assert_eq!(fitted.source(), WordSource::Script);
    assert_eq!(fitted.words().len(), plain(&script).len());
    assert!(fitted.words().iter().any(|w| w.text == "150.000đ"));
    assert!(median(&errors) <= 0.1 && largest(&errors) <= 0.3, "{errors:.2?}");
}

#[test]
fn normal_takes_start_within_300_milliseconds() {
    let take = [
        "Xin chào mọi người, mình là Hạnh, người bán mật ong ở Mèo Vạc.",
        "Ong bạc hà chỉ lấy mật vào tháng mười một và tháng mười hai.",
        "Mỗi chai có giá 250.000đ, giao hàng miễn phí.",
        "Bạn nào mua từ 3 chai trở lên, mình giảm 10%.",
        "Đây là mật nguyên chất.",
        "Không pha đường, không pha nước, để được hai năm.",
        "Ai cần thì bình luận nhé!",
        "Cảm ơn cả nhà.",
    ];
    let rhythms: [&[f64]; 4] =
        [&[1.2, 2.0, 1.0, 3.0], &[1.0, 1.0, 1.5], &[2.5, 0.6, 1.8, 1.1, 0.5], &[0.45, 0.4, 0.7]];
    let mut all = Vec::new();
    for (k, rhythm) in rhythms.iter().enumerate() {
        for (pace, hiss) in [(140, 0.0), (170, 0.003)] {
            let timed: Vec<(&str, f64)> =
                take.iter().enumerate().map(|(i, s)| (*s, rhythm[i % rhythm.len()])).collect();
            let Some((samples, said)) = speak(&timed, pace, hiss) else { return };
            let fitted = fit(&joined(&said), &samples, "vi", &Job::unwatched()).unwrap();
            let errors = starts(&said, &fitted);
            println!(
                "rhythm {k} pace {pace}: median {:.3} max {:.3} {errors:.2?}",
                median(&errors),
                largest(&errors)
            );
            assert!(median(&errors) <= 0.3, "{errors:.2?}");
            all.extend(errors);
        }
    }
    println!("all: median {:.3}, max {:.3}, n {}", median(&all), largest(&all), all.len());
    let late = all.iter().filter(|e| e.abs() > 0.3).count();
    assert!(late * 10 <= all.len(), "{late} of {} starts are off", all.len());
}

/// A speaker who stops to think in mid-sentence, runs two sentences together and coughs.
#[test]
fn hesitation_and_a_cough_move_no_sentence_far() {
    let take = [
        ("Hôm nay mình đi chợ phiên", 0.7),
        ("cùng mẹ và em gái.", 0.15),
        ("Ở đây có rất nhiều thổ cẩm,", 1.1),
        ("khăn, túi, áo và mũ.", 1.6),
        ("Mình thích nhất là", 0.9),
        ("chiếc khăn màu chàm này.", 0.12),
        ("Nó do bà mình dệt trong ba tháng.", 1.4),
        ("Các bạn muốn mua thì nhắn cho mình.", 0.5),
    ];
    let Some((mut samples, said)) = speak(&take, 155, 0.001) else { return };
    // The cough, in the longest pause.
    let from = ((said[3].end + 0.7) * 16_000.0) as usize;
    for i in 0..2_400 {
        samples[from + i] += 0.25 * (i as f32 * 0.9).sin() * (i as f32 * 0.031).cos();
    }
    let fitted = fit(&joined(&said), &samples, "vi", &Job::unwatched()).unwrap();
    let errors = starts(&said, &fitted);
    println!("hesitation: median {:.3} max {:.3} {errors:.2?}", median(&errors), largest(&errors));
    assert!(median(&errors) <= 0.3 && largest(&errors) <= 1.2, "{errors:.2?}");
}

/// Without any synthesiser: tone bursts of 200 ms a syllable, pauses between sentences.
#[test]
fn sentences_land_on_bursts_of_their_length() {
    let sentences = [
        ("Một hai ba bốn năm.", 1.5),
        ("Sáu bảy, tám chín mười một hai ba.", 0.7),
        ("Chỉ 150.000đ!", 2.0),
        ("Bốn năm sáu bảy tám chín.", 1.0),
    ];
    let lengths = [5, 8, 7, 6];
    let mut samples = vec![0.0_f32; 8_000];
    let mut said = Vec::new();
    for ((text, pause), syllables) in sentences.iter().zip(lengths) {
        let start = samples.len() as f64 / 16_000.0;
        // Each syllable swells and fades and has its own colour, as in voices: sentences that
        // sound alike would be taken for one that was said twice.
        samples.extend((0..syllables * 3_200).map(|i| {
            let swell = (std::f32::consts::PI * (i % 3_200) as f32 / 3_200.0).sin();
            let (n, sentence) = (i / 3_200, said.len());
            let colour = (n * n * 5 + sentence * sentence * 23 + n * sentence * 7) % 17;
            let pitch = 0.12 + 0.09 * colour as f32;
            0.3 * swell.max(0.1) * ((i as f32 * 0.05).sin() + (i as f32 * pitch).sin()) / 2.0
        }));
        said.push(Said { start, end: samples.len() as f64 / 16_000.0, text: (*text).to_owned() });
        samples.extend(vec![0.0; (pause * 16_000.0) as usize]);
    }
    let fitted = fit(&joined(&said), &samples, "vi", &Job::unwatched()).unwrap();
    let errors = starts(&said, &fitted);
    assert!(largest(&errors) <= 0.06, "{errors:.3?}");
}

#[test]
fn nothing_to_fit_is_said_so() {
    let refused = fit("", &[0.0; 16_000], "vi", &Job::unwatched());
    assert!(matches!(refused, Err(Error::NothingToFit { words: 0, stretches: 0 })));
}
