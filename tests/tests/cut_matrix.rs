//! Every kind of clip, cut at random places: every output frame is the right source frame, none
//! is missing or doubled, times are as promised and the sound goes with them.
//!
//! `./x test` cuts a few lists of a few clips; `./x bench matrix` all of them, through `MATRIX`.
//! `MATRIX_ONLY=PART` takes the clips whose name has that part, `MATRIX_LIST=N` that list of each,
//! `MATRIX_MODE` another way to cut, `MATRIX_KEEP=FOLDER` leaves there what is wrong.

use acceptance::Mang;
use acceptance::matrix::film::Film;
use acceptance::matrix::judge::{Verdict, judge};
use acceptance::matrix::lists::{self, List};
use acceptance::matrix::recipe::Recipe;
use acceptance::matrix::tally::{Outcome, Tally};
use acceptance::matrix::wanted::Wanted;
use serde_json::{Value, json};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Lists of each clip in `./x test`.
const QUICK: usize = 3;
/// Clips at a time.
const THREADS: usize = 2;

#[derive(Default)]
struct Found {
    tally: Tally,
    failures: Vec<String>,
}

/// What to run.
struct Plan {
    recipes: Vec<Recipe>,
    lists: usize,
    only: Option<usize>,
    mode: Option<String>,
    keep: Option<String>,
}

impl Plan {
    fn read() -> Self {
        let asked = |name: &str| std::env::var(name).ok().filter(|v| !v.is_empty());
        let total = asked("MATRIX").map(|n| n.parse::<usize>().expect("MATRIX is a number"));
        let mut recipes = if total.is_some() { Recipe::all() } else { Recipe::quick() };
        let lists = total.map_or(QUICK, |total| total.div_ceil(recipes.len()));
        if let Some(part) = asked("MATRIX_ONLY") {
            recipes.extend(Recipe::quick());
            recipes.retain(|r| r.name().contains(&part));
        }
        let only = asked("MATRIX_LIST").map(|n| n.parse().expect("MATRIX_LIST is a number"));
        let lists = if only.is_some() { 1 } else { lists };
        Self { recipes, lists, only, mode: asked("MATRIX_MODE"), keep: asked("MATRIX_KEEP") }
    }

    /// The lists that the clip at a place of the plan is cut by: other kinds for each clip.
    fn lists(&self, place: usize) -> impl Iterator<Item = usize> {
        let first = self.only.unwrap_or(place * self.lists % 7);
        first..first + self.lists
    }
}

#[test]
fn every_output_frame_is_the_right_source_frame() {
    let plan = Plan::read();
    let (next, found) = (AtomicUsize::new(0), Mutex::new(Found::default()));
    std::thread::scope(|threads| {
        for _ in 0..THREADS {
            threads.spawn(|| {
                loop {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    let Some(recipe) = plan.recipes.get(place) else { break };
                    let work = AssertUnwindSafe(|| clip(*recipe, place, &plan, &found));
                    if let Err(died) = catch_unwind(work) {
                        let said = died.downcast_ref::<String>().map_or("died", String::as_str);
                        let failure = format!("{}: {said}", recipe.name());
                        found.lock().expect("held by nobody who died").failures.push(failure);
                    }
                }
            });
        }
    });
    let Found { tally, failures } = found.into_inner().expect("no thread died");
    println!("{}", tally.table());
    let all = tally.all();
    assert!(
        failures.is_empty(),
        "{} of {} lists failed:\n{}",
        failures.len(),
        all.lists,
        failures.join("\n")
    );
    assert_eq!(all.lists, plan.recipes.len() * plan.lists, "every list was looked at");
    if plan.only.is_some() {
        return;
    }
    assert!(all.frames > all.lists * 20, "only {} frames in {} lists", all.frames, all.lists);
    assert!(all.heard > all.lists, "the sound was compared in {} places only", all.heard);
    let closed = tally.family("H.264 closed GOP");
    if plan.mode.is_none() && closed.lists > 0 {
        assert!(closed.copied > 0, "nothing was copied");
        let (done, needed) = (closed.encoded_smart, closed.needed_smart);
        assert!(done * 100 <= needed * 105, "{done} frames encoded where {needed} are needed");
    }
}

fn clip(recipe: Recipe, place: usize, plan: &Plan, found: &Mutex<Found>) {
    let mang = Mang::new();
    let film = Film::make(mang.work(), recipe);
    eprintln!("{place}: {}", recipe.name());
    for index in plan.lists(place) {
        let list = lists::list(&film, index);
        let mode = plan.mode.as_deref().unwrap_or(if index % 5 == 4 { "auto" } else { "smart" });
        let (verdict, said) = cut(&mang, &film, &list, mode);
        let text = |name: &str| said[name].as_str().unwrap_or_default().to_owned();
        let number = |name: &str| said[name].as_u64().and_then(|n| usize::try_from(n).ok());
        let (way, reason) = (text("mode"), text("reason_code"));
        let mut problems = verdict.problems.clone();
        let wanted = Wanted::of(&film, &list.keep);
        let needed = wanted.needed(&film);
        let possible = recipe.must_be_smart() && needed < wanted.frames.len();
        if possible && mode == "smart" && !["smart", "copy"].contains(&way.as_str()) {
            problems.push(format!("cut the {way} way: {reason} {}", said["detail"]));
        }
        let outcome = Outcome {
            family: recipe.family(),
            mode: &way,
            reason: &reason,
            frames: (number("frames_copied").unwrap_or(0), number("frames_encoded").unwrap_or(0)),
            needed,
            verdict: &verdict,
        };
        let mut found = found.lock().expect("no thread died");
        found.tally.count(&outcome);
        if !problems.is_empty() {
            problems.truncate(6);
            found.failures.push(format!(
                "{} #{index} ({}, --mode {mode} → {way}): {}\n  keep {}",
                recipe.name(),
                list.kind,
                problems.join("; "),
                seconds(&list)
            ));
            if let Some(folder) = &plan.keep {
                keep(&mang, &film, Path::new(folder), &format!("{} {index}", recipe.name()));
            }
        }
    }
}

fn cut(mang: &Mang, film: &Film, list: &List, mode: &str) -> (Verdict, Value) {
    let range = |(start, end): &(i64, i64)| json!({ "start_us": start, "end_us": end });
    let keep: Vec<Value> = list.keep.iter().map(range).collect();
    let file = json!({ "duration_us": film.end_us(), "keep": keep });
    std::fs::write(mang.path("cuts.json"), file.to_string()).expect("a cut list");
    let name = film.file.file_name().expect("a name").to_string_lossy().into_owned();
    let arguments =
        ["cut", &name, "--cuts", "cuts.json", "--mode", mode, "-o", "ra.mp4", "--force"];
    let ended = mang.json(arguments);
    if ended.code != Some(0) {
        let problem = format!("ended with {:?}: {} {}", ended.code, ended.stdout, ended.stderr);
        return (Verdict { problems: vec![problem], ..Verdict::default() }, Value::Null);
    }
    let said = ended.json();
    let wanted = Wanted::of(film, &list.keep);
    (judge(film, &wanted, &mang.path("ra.mp4"), &said), said)
}

/// The list as `--keep` takes it; a long one is found again by the clip's name and its number.
fn seconds(list: &List) -> String {
    let at = |us: i64| format!("{}.{:06}", us / 1_000_000, us % 1_000_000);
    let ranges = list.keep.iter().map(|(start, end)| format!("{}-{}", at(*start), at(*end)));
    let all = ranges.collect::<Vec<_>>().join(",");
    if all.len() > 300 { format!("{}…", &all[..300]) } else { all }
}

fn keep(mang: &Mang, film: &Film, folder: &Path, name: &str) {
    let folder = folder.join(name.replace('/', ":"));
    std::fs::create_dir_all(&folder).expect("a folder");
    for file in [&film.file, &mang.path("cuts.json"), &mang.path("ra.mp4")] {
        if let Some(name) = file.file_name() {
            let _ = std::fs::copy(file, folder.join(name));
        }
    }
}
