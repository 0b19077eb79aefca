//! A script fitted to takes with skips, repeats, ad-libs and long pauses, with a model and
//! without: where its sentences begin and end, and what is said about the rest.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops where it fails and says what it measured"
)]

mod sound;

use captions::{SpeechModel, Transcriber, fit, fit_heard};
use job::Job;
use sound::manner::Manner;
use sound::take::{Performed, Score, perform, score, takes};
use sound::{largest, median, model_folder, ninety_fifth};
use timeline::{NoteKind, Transcript};

/// In the test model's vocabulary, written as people write.
const LINES: [&str; 10] = [
    "Xin chào các bạn, mình là Lan đây.",
    "Hôm nay mình giới thiệu mật ong rừng.",
    "Mẹ mình tự tay làm trà gừng.",
    "Giá chỉ chín mươi nghìn một hộp.",
    "Mua ba hộp tặng một hộp.",
    "Trà hoa vàng của nhà mình rất thơm.",
    "Homestay của mình có năm phòng.",
    "Mình đi xe lăn lên đồi chè.",
    "Các bạn nhớ bấm theo dõi nhé.",
    "Hẹn gặp lại lúc bảy giờ sáng chủ nhật.",
];

fn manners() -> [Manner; 3] {
    [
        Manner::of("vi", 155, 0.0),
        Manner::of("vi-vn-x-central", 165, 0.001),
        Manner::of("vi-vn-x-south", 150, 0.002),
    ]
}

fn words(fitted: &Transcript) -> Vec<(f64, f64, String)> {
    let word =
        |w: &timeline::Word| (w.range.start().seconds(), w.range.end().seconds(), w.text.clone());
    fitted.words().iter().map(word).collect()
}

fn said_again(performed: &[Performed]) -> usize {
    let last = |i: usize| performed[i + 1..].iter().all(|p| p.line != performed[i].line);
    (0..performed.len()).filter(|i| !last(*i)).count()
}

/// Fits every take in every manner and prints the figures of each.
fn measure(how: &str, fit: impl Fn(&[f32]) -> Transcript) -> Option<Score> {
    let mut all = Score::default();
    for (name, acts) in takes() {
        for manner in manners() {
            let (samples, performed, spoken) = perform(&LINES, &acts, manner)?;
            let fitted = fit(&samples);
            let of_take = score(&LINES, &performed, &words(&fitted));
            let silent = fitted.words().iter().filter(|w| {
                let middle = (w.range.start().seconds() + w.range.end().seconds()) / 2.0;
                !spoken.iter().any(|s| s.0 - 0.1 < middle && middle < s.1 + 0.1)
            });
            let count = |kind| fitted.notes().iter().filter(|n| n.kind == kind).count();
            println!(
                "{how}, {name}, {}: start median {:.3} p95 {:.3}, end median {:.3}, missing {}, forced {}, in silence {}, repeated {} of {}, skipped {}, unscripted {}, differs {}",
                manner.voice,
                median(&of_take.starts),
                ninety_fifth(&of_take.starts),
                median(&of_take.ends),
                of_take.missing,
                of_take.forced,
                silent.count(),
                count(NoteKind::Repeated),
                said_again(&performed),
                count(NoteKind::Skipped),
                count(NoteKind::Unscripted),
                count(NoteKind::Differs),
            );
            all.add(of_take);
        }
    }
    println!(
        "{how}: {} sentences, start median {:.3}, p95 {:.3}, max {:.3}; end median {:.3}; missing {}, forced {}",
        all.starts.len(),
        median(&all.starts),
        ninety_fifth(&all.starts),
        largest(&all.starts),
        median(&all.ends),
        all.missing,
        all.forced
    );
    Some(all)
}

#[test]
fn with_a_model_sentences_begin_where_they_are_said() {
    let model = SpeechModel::open(&model_folder("ggml-espeak-vi-test.bin")).unwrap();
    let script = LINES.join(" ");
    let all = measure("with model", |samples| {
        let heard = model.transcribe(samples, "vi", &Job::unwatched()).unwrap();
        fit_heard(&script, &heard).unwrap().unwrap()
    });
    let Some(all) = all else { return };
    assert!(median(&all.starts) <= 0.08, "{:.3}", median(&all.starts));
    assert!(ninety_fifth(&all.starts) <= 0.25, "{:.3}", ninety_fifth(&all.starts));
}

#[test]
fn without_a_model_sentences_begin_near_where_they_are_said() {
    let script = LINES.join(" ");
    let all =
        measure("no model", |samples| fit(&script, samples, "vi", &Job::unwatched()).unwrap());
    let Some(all) = all else { return };
    assert!(median(&all.starts) <= 0.3, "{:.3}", median(&all.starts));
    // Sentences that were said are found, and those that were left out get no place.
    assert!(all.missing <= 3 && all.forced <= 3, "missing {}, forced {}", all.missing, all.forced);
}
