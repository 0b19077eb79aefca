//! Owns the files of `rules/likeness/`: `learn RULES DRAFTS.jsonl...` makes them anew from labelled drafts and
//! the examples beside the rules.

use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;

use policy::{Labelled, Packs, learn};
use serde::Deserialize;

#[derive(Deserialize)]
struct Draft {
    text: String,
    expect: BTreeSet<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut given = std::env::args().skip(1);
    let rules = given.next().ok_or("usage: learn RULES DRAFTS.jsonl...")?;
    let mut drafts = Vec::new();
    for file in given {
        for line in std::fs::read_to_string(&file)?.lines() {
            let Draft { text, expect } = serde_json::from_str(line)?;
            drafts.push(Labelled { text, rules: expect });
        }
    }
    let folder = Path::new(&rules).join("likeness");
    std::fs::create_dir_all(&folder)?;
    for (name, text) in learn(&Packs::load_dir(Path::new(&rules))?, &drafts) {
        std::fs::write(folder.join(name), text)?;
    }
    Ok(())
}
