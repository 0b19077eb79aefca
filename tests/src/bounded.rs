//! Owns running `mang` on files that nobody can trust: within a time, within a memory, and with
//! the peak of its memory seen from outside, so that an allocation that the system refuses is not
//! taken for modesty.

use crate::mang::{Ended, Mang, binary};
use crate::program::{pause, program};
use crate::running::{Running, signal};
use std::time::{Duration, Instant};

/// Megabytes of addresses, so that a fault does not take the whole computer.
const ADDRESSES: u64 = 6000;

/// How a run ended, and what it took.
#[derive(Debug)]
pub struct Bounded {
    /// Its end; the code is none when it was stopped because it took too long.
    pub ended: Ended,
    /// How long it took.
    pub took: Duration,
    /// The most memory that it or its child had, in megabytes.
    pub memory: u64,
}

/// Runs with `--json` and stops it when it takes longer than `longest`.
#[must_use]
pub fn run(mang: &Mang, arguments: &[&str], longest: Duration) -> Bounded {
    let script = format!("ulimit -v {}; exec \"$@\"", ADDRESSES * 1024);
    let mut command = program("bash");
    mang.settle(&mut command).args(["-c", &script, "bash"]);
    command.arg(binary()).args(arguments).arg("--json");
    let from = Instant::now();
    let mut running = Running::start(command);
    let (mut memory, mut stopped) = (0, false);
    while !running.has_ended() {
        if from.elapsed() > longest {
            stopped = true;
            signal("KILL", &format!("-{}", running.id()));
        }
        let both = children(running.id()).into_iter().chain([running.id()]);
        memory = both.map(peak).fold(memory, u64::max);
        pause(Duration::from_millis(20));
    }
    let took = from.elapsed();
    let mut ended = running.end();
    if stopped {
        ended.code = None;
    }
    Bounded { ended, took, memory }
}

/// Children of a process, as each of its threads lists its own: quicker than to look at all.
fn children(process: u32) -> Vec<u32> {
    let threads = std::fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten();
    let lists = threads.flatten().map(|t| std::fs::read_to_string(t.path().join("children")));
    let ids = |list: String| list.split_whitespace().filter_map(|i| i.parse().ok()).collect();
    lists.flatten().flat_map::<Vec<u32>, _>(ids).collect()
}

/// Megabytes that a process had at most; 0 when it is gone.
fn peak(process: u32) -> u64 {
    let about = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = about.lines().find(|l| l.starts_with("VmHWM:"));
    let number = line.and_then(|l| l.split_whitespace().nth(1)?.parse::<u64>().ok());
    number.unwrap_or(0) / 1024
}
