//! Owns the figure for the check's speed: scripts of 300 words put together from the drafts of the
//! tests, and one field of 600 kB of one-letter sentences. Refuses to judge; `bench/check.mjs` does.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a program for the developer that measures time"
)]

use std::time::Instant;

use policy::{Context, Field, Packs, Platform, Subject, check};

fn milliseconds(packs: &Packs, text: &str) -> f64 {
    let subject = Subject {
        platform: Platform::TiktokShop,
        fields: vec![Field { name: "script".into(), text: text.into() }],
        context: Context::default(),
    };
    let start = Instant::now();
    std::hint::black_box(check(packs, &subject));
    start.elapsed().as_secs_f64() * 1000.0
}

fn main() {
    let start = Instant::now();
    let packs = Packs::bundled().unwrap();
    let load = start.elapsed().as_secs_f64() * 1000.0;
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/");
    let mut words: Vec<String> = Vec::new();
    for name in ["unseen/long", "data/clean", "data/said"] {
        let file = std::fs::read_to_string(format!("{data}{name}.jsonl")).unwrap();
        for line in file.lines() {
            let draft: serde_json::Value = serde_json::from_str(line).unwrap();
            words.extend(draft["text"].as_str().unwrap().split(' ').map(str::to_owned));
        }
    }
    let script = |at: usize| -> String {
        words
            .iter()
            .cycle()
            .skip(at * 37 % words.len())
            .take(300)
            .cloned()
            .collect::<Vec<_>>()
            .join(" ")
    };
    let mut times: Vec<f64> = (0..1_000).map(|at| milliseconds(&packs, &script(at))).collect();
    times.sort_by(f64::total_cmp);
    let letters = "a. b. c! d? ".repeat(50_000);
    println!(
        "{{\"load_ms\":{load:.1},\"p50_ms\":{:.2},\"p99_ms\":{:.2},\"letters_ms\":{:.0}}}",
        times[500],
        times[989],
        milliseconds(&packs, &letters)
    );
}
