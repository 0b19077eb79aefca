//! Owns checking every text of a folder in one process, as the bench compares it with other
//! programs. Refuses to judge; prints how much was found.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a program for the developer that reads what the bench wrote"
)]

use policy::{Context, Field, Packs, Platform, Subject, check};

fn main() {
    let folder = std::env::args().nth(1).expect("a folder of texts");
    let packs = Packs::bundled().unwrap();
    let (mut drafts, mut findings) = (0, 0);
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let subject = Subject {
            platform: Platform::TiktokShop,
            fields: vec![Field { name: "script".into(), text }],
            context: Context::default(),
        };
        drafts += 1;
        findings += check(&packs, &subject).len();
    }
    println!("{{\"drafts\":{drafts},\"findings\":{findings}}}");
}
