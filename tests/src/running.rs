//! Owns a running `mang` with its child process, found as the system shows it: `/proc`.

use crate::mang::Ended;
use crate::program::{pause, program};
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::io::Read;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// A program that was started, in a process group of its own.
pub struct Running {
    child: Child,
    outputs: [JoinHandle<String>; 2],
}

impl Running {
    /// Starts a command.
    ///
    /// # Panics
    /// When it cannot be started.
    #[must_use]
    pub fn start(mut command: Command) -> Self {
        command.process_group(0).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let stdout = child.stdout.take().expect("a pipe");
        let stderr = child.stderr.take().expect("a pipe");
        Self { child, outputs: [reader(stdout), reader(stderr)] }
    }

    /// Its process id.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits until it has a child process at work; nothing when it ended without.
    pub fn worker(&mut self) -> Option<u32> {
        loop {
            if let Some(worker) = children_of(self.id()).first() {
                return Some(*worker);
            }
            if self.child.try_wait().ok().flatten().is_some() {
                return None;
            }
            pause(Duration::from_millis(2));
        }
    }

    /// Whether it has ended by now.
    pub fn has_ended(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }

    /// Waits for the end.
    ///
    /// # Panics
    /// When it does not end within a minute.
    #[must_use]
    pub fn end(mut self) -> Ended {
        let from = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().expect("a child of ours") {
                break status;
            }
            if from.elapsed() > Duration::from_secs(60) {
                let _ = self.child.kill();
                panic!("mang still runs a minute later");
            }
            pause(Duration::from_millis(5));
        };
        let [stdout, stderr] = self.outputs.map(|o| o.join().unwrap_or_default());
        Ended { code: status.code(), stdout, stderr }
    }
}

fn reader(mut stream: impl Read + Send + 'static) -> JoinHandle<String> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// Sends a signal to a process, or with a minus before it to a process group.
pub fn signal(name: &str, process: &str) {
    // A process that has just ended cannot be told anything, and need not be.
    let _ = program("kill").args(["-s", name, "--", process]).stderr(Stdio::null()).status();
}

/// Processes whose parent is `parent` and that run already, as the kernel lists them.
#[must_use]
pub fn children_of(parent: u32) -> Vec<u32> {
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let ids = entries.filter_map(|e| e.file_name().to_str()?.parse::<u32>().ok());
    ids.filter(|id| state(*id).is_some_and(|(_, of)| of == parent)).collect()
}

/// Whether a process is there and not merely waiting to be buried.
#[must_use]
pub fn lives(process: u32) -> bool {
    state(process).is_some_and(|(state, _)| !matches!(state, 'Z' | 'X'))
}

/// State letter and parent.
fn state(process: u32) -> Option<(char, u32)> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name in brackets may hold anything; what counts comes after the last bracket.
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace();
    Some((fields.next()?.chars().next()?, fields.next()?.parse().ok()?))
}

/// A random time below `longest`; the value is printed so that a failure names it.
#[must_use]
pub fn random_delay(longest: Duration) -> Duration {
    let random = RandomState::new().build_hasher().finish();
    let delay = Duration::from_millis(random % u64::try_from(longest.as_millis()).unwrap_or(1));
    eprintln!("after {delay:?}");
    delay
}
