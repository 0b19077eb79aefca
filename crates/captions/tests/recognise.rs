//! The real decoder with the small test model: words, their times, and what happens to silence
//! and to files that are no models.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops where it fails and says what it measured"
)]

mod sound;

use captions::{Error, ModelFault, SpeechModel, Transcriber};
use job::Job;
use sound::{Said, demo, largest, median, model_folder, plain, speak};
use std::path::Path;
use std::sync::Mutex;
use timeline::{Timestamp, Transcript};

fn model() -> SpeechModel {
    SpeechModel::open(&model_folder("ggml-espeak-vi-test.bin")).unwrap()
}

/// Word errors, and errors of sentence starts and ends in seconds.
fn compare(said: &[Said], heard: &Transcript) -> (usize, Vec<f64>, Vec<f64>) {
    let wanted: Vec<(String, usize)> = said
        .iter()
        .enumerate()
        .flat_map(|(k, s)| plain(&s.text).into_iter().map(move |w| (w, k)))
        .collect();
    let got: Vec<String> = heard.words().iter().flat_map(|w| plain(&w.text)).collect();
    assert_eq!(got.len(), heard.words().len());
    let pairs = align(&wanted, &got);
    let wrong = pairs
        .iter()
        .filter(|(a, b)| !matches!((a, b), (Some(a), Some(b)) if wanted[*a].0 == got[*b]));
    let (mut starts, mut ends) = (Vec::new(), Vec::new());
    for (k, sentence) in said.iter().enumerate() {
        let of: Vec<usize> = pairs
            .iter()
            .filter(|(a, _)| a.is_some_and(|a| wanted[a].1 == k))
            .filter_map(|(_, b)| *b)
            .collect();
        if let (Some(first), Some(last)) = (of.first(), of.last()) {
            starts.push(heard.words()[*first].range.start().seconds() - sentence.start);
            ends.push(heard.words()[*last].range.end().seconds() - sentence.end);
        }
    }
    (wrong.count(), starts, ends)
}

/// Pairs of positions of the cheapest edit.
fn align(wanted: &[(String, usize)], got: &[String]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut cost = vec![vec![0_usize; got.len() + 1]; wanted.len() + 1];
    for i in 0..=wanted.len() {
        for j in 0..=got.len() {
            cost[i][j] = match (i, j) {
                (0, _) => j,
                (_, 0) => i,
                _ => (cost[i - 1][j - 1] + usize::from(wanted[i - 1].0 != got[j - 1]))
                    .min(cost[i - 1][j] + 1)
                    .min(cost[i][j - 1] + 1),
            };
        }
    }
    let (mut i, mut j, mut pairs) = (wanted.len(), got.len(), Vec::new());
    while i > 0 || j > 0 {
        let both = i > 0 && j > 0;
        if both && cost[i][j] == cost[i - 1][j - 1] + usize::from(wanted[i - 1].0 != got[j - 1]) {
            (i, j) = (i - 1, j - 1);
            pairs.push((Some(i), Some(j)));
        } else if i > 0 && cost[i][j] == cost[i - 1][j] + 1 {
            i -= 1;
            pairs.push((Some(i), None));
        } else {
            j -= 1;
            pairs.push((None, Some(j)));
        }
    }
    pairs.reverse();
    pairs
}

fn text(heard: &Transcript) -> String {
    heard.words().iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_demo_is_heard_word_for_word_and_on_time() {
    let (samples, said) = demo();
    let seen = Mutex::new(Vec::new());
    let report = |p: job::Progress| seen.lock().unwrap().push(p.fraction);
    let heard = model().transcribe(&samples, "vi", &Job::new(&report)).unwrap();
    let (wrong, starts, ends) = compare(&said, &heard);
    println!("heard: {}", text(&heard));
    println!("wrong {wrong}, starts {starts:.2?}, ends {ends:.2?}");
    assert!(wrong <= 1, "{wrong} wrong words");
    assert!(largest(&starts) <= 0.25 && largest(&ends) <= 0.25);
    let seen = seen.into_inner().unwrap();
    assert!(seen.is_sorted() && seen.last() == Some(&1.0));
    let clip_end = Timestamp::from_seconds(samples.len() as f64 / 16_000.0);
    assert!(heard.words().iter().all(|w| w.range.end() <= clip_end));
}

#[test]
fn fresh_speech_over_a_minute_with_long_pauses() {
    let sentences = [
        ("Chào cả nhà, lại là Hoa đây.", 0.8),
        ("Hôm nay mình giới thiệu trà hoa vàng.", 1.5),
        ("Trà hoa vàng của nhà mình rất thơm.", 0.4),
        ("Mẹ mình tự tay làm trà gừng.", 2.5),
        ("Giá chỉ chín mươi nghìn một hộp.", 1.0),
        ("Mua ba hộp tặng một hộp.", 6.0),
        ("Homestay của mình có năm phòng.", 0.7),
        ("Mình đi xe lăn lên đồi chè.", 1.2),
        ("Chợ phiên có lối vào rộng cho xe lăn.", 12.0),
        ("Tối nay mình phát trực tiếp lúc tám giờ.", 0.6),
        ("Bạn nào thích mật ong rừng thì nhắn tin cho mình nhé.", 1.8),
        ("Đừng quên bấm thích và theo dõi.", 0.9),
        ("Hẹn gặp lại lúc bảy giờ sáng chủ nhật.", 1.0),
    ];
    for (pace, hiss) in [(150, 0.0), (165, 0.002)] {
        let Some((samples, said)) = speak(&sentences, pace, hiss) else { return };
        let heard = model().transcribe(&samples, "vi", &Job::unwatched()).unwrap();
        let (wrong, starts, ends) = compare(&said, &heard);
        let all: usize = said.iter().map(|s| plain(&s.text).len()).sum();
        println!("{}", text(&heard));
        println!(
            "pace {pace} hiss {hiss}: {wrong} of {all} words wrong; starts median {:.3} max {:.3}; ends median {:.3} max {:.3}",
            median(&starts),
            largest(&starts),
            median(&ends),
            largest(&ends)
        );
        assert!(wrong * 100 <= all * 8, "{wrong} of {all} words wrong");
        assert!(median(&starts) <= 0.1 && largest(&starts) <= 0.25, "{starts:.2?}");
        assert!(median(&ends) <= 0.1 && largest(&ends) <= 0.25, "{ends:.2?}");
    }
}

#[test]
fn silence_hiss_and_nothing_give_no_words() {
    let mut x = 1_u32;
    let hiss: Vec<f32> = (0..160_000)
        .map(|_| {
            x = x.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (x >> 8) as f32 / 8_388_608.0 * 0.1 - 0.05
        })
        .collect();
    let model = model();
    for samples in [vec![], vec![0.0; 100], vec![0.0; 640_000], hiss, vec![f32::NAN; 32_000]] {
        let heard = model.transcribe(&samples, "vi-VN", &Job::unwatched()).unwrap();
        assert_eq!(text(&heard), "");
    }
}

#[test]
fn an_unknown_language_is_refused() {
    let model = model();
    for language in ["xx", "", "v\0i", "tiếng"] {
        let refused = model.transcribe(&[0.0; 16_000], language, &Job::unwatched());
        assert!(matches!(refused, Err(Error::Language { .. })), "{language:?}");
    }
}

#[test]
fn a_model_opens_from_any_path_and_other_files_do_not() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mô hình 🎋 của tôi.bin");
    let bytes = std::fs::read(model_folder("ggml-espeak-vi-test.bin")).unwrap();
    std::fs::write(&path, &bytes).unwrap();
    assert!(SpeechModel::open(&path).is_ok());

    let fault = |bytes: &[u8]| match SpeechModel::from_bytes(bytes) {
        Err(Error::NotAModel { source, .. }) => Some(source),
        _ => None,
    };
    assert_eq!(fault(&bytes[..5_000_000]), Some(ModelFault::Truncated));
    assert_eq!(fault(b"<html>404</html>"), Some(ModelFault::Magic));
    let missing = SpeechModel::open(Path::new("không-có.bin")).err();
    assert!(matches!(missing, Some(Error::ReadModel { .. })));
}
