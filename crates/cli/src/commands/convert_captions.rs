//! `mang convert-captions`: one caption file into another format, and what that one cannot hold.

use crate::caption_args::ConvertCaptions;
use crate::end::Report;
use captions::{Lost, Problem};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use workflow::Error;
use workflow::convert;

pub(crate) fn run(args: &ConvertCaptions) -> Result<Report, Error> {
    let done = convert::convert(&args.input, &args.output, args.times, args.force)?;
    let problems =
        counted(done.problems.iter().map(|Problem { line, kind }| (code(kind), Some(*line))));
    let lost = counted(done.lost.iter().map(|Lost { loss, cue }| (code(loss), *cue)));
    let list = |all: &Counted, places: &str| -> Vec<Value> {
        let one = |(code, (count, at)): (&String, &(usize, Vec<usize>))| json!({ "kind": code, "count": count, places: at });
        all.iter().map(one).collect()
    };
    let json = json!({
        "input": done.input,
        "from": done.from,
        "encoding": done.encoding,
        "byte_order_mark": done.byte_order_mark,
        "cues": done.cues,
        "problems": list(&problems, "lines"),
        "output": done.output,
        "to": done.to,
        "lost": list(&lost, "cues"),
    });
    let values = [
        ("cues", done.cues.to_string()),
        ("from", code(&done.from)),
        ("encoding", code(&done.encoding)),
        ("to", code(&done.to)),
    ];
    let mut text = format!("{}\n{}", args.output.display(), words::said("convert_done", &values));
    for (key, all) in [("problem", &problems), ("loss", &lost)] {
        for (code, (count, _)) in all {
            let key = format!("convert_{key}_{}", code.replace('-', "_"));
            text.push_str(&format!("\n- {} ({count})", words::said(&key, &[])));
        }
    }
    Ok(Report::new(&json, text))
}

/// How often a thing was found, and where first.
type Counted = BTreeMap<String, (usize, Vec<usize>)>;

/// So many places are named for each kind; nobody reads more.
const NAMED: usize = 20;

fn counted(found: impl Iterator<Item = (String, Option<usize>)>) -> Counted {
    let mut all = Counted::new();
    for (code, place) in found {
        let (count, places) = all.entry(code).or_default();
        *count += 1;
        places.extend(place.filter(|_| places.len() < NAMED));
    }
    all
}

/// The name of a value in JSON.
fn code(value: &impl Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}
