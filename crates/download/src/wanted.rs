//! Owns what is asked of a fetch and what it says on the way.

use crate::Digest;
use serde::Serialize;
use std::path::PathBuf;
use std::time::Duration;

/// One file to be fetched.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Addresses of the same file, best first.
    pub mirrors: Vec<String>,
    /// Where it goes. Its folder is there already.
    pub place: PathBuf,
    /// How long it is, where that is published.
    pub bytes: Option<u64>,
    /// Published checksums; at least one, and all of them must fit.
    pub digests: Vec<Digest>,
}

/// How patient a fetch is.
#[derive(Debug, Clone)]
pub struct Habits {
    /// A line that is silent for so long is given up and called again.
    pub stall: Duration,
    /// The first wait after a call that brought nothing; each further one is twice as long.
    pub first_wait: Duration,
    /// No wait is longer.
    pub longest_wait: Duration,
    /// Calls in a row without a new byte, before the fetch is given up.
    pub tries: u32,
    /// Bytes a second at most, so that a shared line stays usable.
    pub most_per_second: Option<u64>,
    /// No file is longer: a server must not fill the disk.
    pub most_bytes: u64,
    /// A proxy other than the system's.
    pub proxy: Option<String>,
}

impl Default for Habits {
    fn default() -> Self {
        Self {
            stall: Duration::from_secs(30),
            first_wait: Duration::from_secs(1),
            longest_wait: Duration::from_secs(60),
            tries: 12,
            most_per_second: None,
            most_bytes: 16 << 30,
            proxy: None,
        }
    }
}

/// What a fetch is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// Calls an address.
    Calling,
    /// Bytes arrive.
    Receiving,
    /// Waits before it calls again.
    Waiting,
    /// Compares the checksum.
    Checking,
}

/// How far a fetch is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// What it is doing.
    pub phase: Phase,
    /// Bytes on disk, or compared.
    pub have: u64,
    /// Length of the file, once known.
    pub total: Option<u64>,
    /// Bytes a second over the last seconds, once it can be told.
    pub per_second: Option<u64>,
    /// Seconds left at that speed.
    pub eta_s: Option<u32>,
}

/// What a fetch that succeeded can say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fetched {
    /// Where the file is.
    pub place: PathBuf,
    /// Its length.
    pub bytes: u64,
    /// Bytes that came over the line this time, compared ones too.
    pub received: u64,
    /// How often the line broke.
    pub breaks: u32,
}
