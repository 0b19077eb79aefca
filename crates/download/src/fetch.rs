//! Owns the order of calls: which address next, how long to wait, when to give up, and the proof
//! at the end.

use crate::attempt::{Ask, Outcome, call};
use crate::client::{address, client};
use crate::pace::{Pace, eta};
use crate::partial::Partial;
use crate::patience::{rest, spread};
use crate::{Digest, Error, Fetched, Habits, Phase, Progress, Wanted};
use reqwest::{Client, Url};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// What a call needs besides its address.
pub(crate) struct Line<'a> {
    pub(crate) client: Client,
    pub(crate) habits: &'a Habits,
    pub(crate) cancel: &'a CancellationToken,
    pub(crate) pace: Pace,
    /// Length of the file, once known.
    pub(crate) total: Option<u64>,
    /// Bytes that came over the line.
    pub(crate) received: u64,
    report: &'a (dyn Fn(&Progress) + Send + Sync),
}

impl Line<'_> {
    pub(crate) fn say(&self, phase: Phase, have: u64) {
        let per_second = self.pace.per_second(Instant::now());
        let left = self.total.map(|total| total.saturating_sub(have));
        let eta_s = left.and_then(|left| eta(left, per_second));
        (self.report)(&Progress { phase, have, total: self.total, per_second, eta_s });
    }
}

/// One address and what is known of it.
struct Mirror {
    url: Url,
    ask: Ask,
    /// Not called again, and why.
    dead: Option<String>,
    /// Its bytes are others than those that are there.
    differs: bool,
}

/// Fetches a file and gives it its name when every checksum fits. `report` hears of every piece.
/// A file that is there already and fits is taken as it is.
///
/// # Errors
/// See [`Error`]. But for [`Error::Wrong`], what arrived stays for the next fetch.
pub async fn fetch(
    wanted: &Wanted,
    habits: &Habits,
    report: &(dyn Fn(&Progress) + Send + Sync),
    cancel: &CancellationToken,
) -> Result<Fetched, Error> {
    if wanted.digests.is_empty() {
        return Err(Error::Unpinned { place: wanted.place.clone() });
    }
    let mut mirrors = Vec::new();
    for text in &wanted.mirrors {
        mirrors.push(Mirror { url: address(text)?, ask: Ask::IfSame, dead: None, differs: false });
    }
    let mut line = Line {
        client: client(habits)?,
        habits,
        cancel,
        pace: Pace::new(habits.most_per_second, Instant::now()),
        total: wanted.bytes,
        received: 0,
        report,
    };
    if wanted.place.symlink_metadata().is_ok() {
        return there_already(&line, wanted).await;
    }
    let mut partial = Partial::open(&wanted.place).await?;
    line.total = line.total.or(partial.note.total);
    if let Some(last) = mirrors.iter().position(|m| m.url.as_str() == partial.note.address) {
        // The rest comes from where the beginning came from, if it can.
        mirrors[..=last].rotate_right(1);
    }
    let mut breaks = 0;
    // Wrong bytes cost a download, so each address gets one chance, and one more goes to bytes
    // that lay on the disk before.
    let mut chances = mirrors.len() + 1;
    while complete(&mut line, &mut mirrors, &mut partial, (&mut breaks, &mut chances)).await? {
        if right(&line, wanted, partial.path()).await? {
            let bytes = partial.have;
            partial.finish(&wanted.place).await?;
            let place = wanted.place.clone();
            return Ok(Fetched { place, bytes, received: line.received, breaks });
        }
        partial.forget().await?;
        line.total = wanted.bytes;
        chances -= 1;
        // Whoever sent the last byte is asked last.
        mirrors.rotate_left(1);
    }
    Err(Error::Wrong { place: wanted.place.clone() })
}

async fn there_already(line: &Line<'_>, wanted: &Wanted) -> Result<Fetched, Error> {
    if !right(line, wanted, &wanted.place).await? {
        let source = std::io::Error::from(std::io::ErrorKind::AlreadyExists);
        return Err(Error::Disk { path: wanted.place.clone(), source });
    }
    let bytes = std::fs::metadata(&wanted.place).map_or(0, |m| m.len());
    Ok(Fetched { place: wanted.place.clone(), bytes, received: 0, breaks: 0 })
}

/// Calls until every byte is there; false when no chance is left.
async fn complete(
    line: &mut Line<'_>,
    mirrors: &mut [Mirror],
    partial: &mut Partial,
    (breaks, chances): (&mut u32, &mut usize),
) -> Result<bool, Error> {
    let mut tries = 0;
    let mut wait = line.habits.first_wait;
    let mut at = 0;
    while *chances > 0 {
        if line.total.is_some_and(|total| partial.have == total) {
            return Ok(true);
        }
        if line.total.is_some_and(|total| partial.have > total) {
            // More than the file has: these bytes belong to another one.
            partial.forget().await?;
        }
        let Some(next) = next(mirrors, at) else {
            if !revive(mirrors) {
                let last = mirrors.last();
                let address = last.map_or_else(String::new, |m| m.url.to_string());
                let said = last.and_then(|m| m.dead.clone()).unwrap_or_default();
                return Err(Error::Gone { address, said });
            }
            // No address agrees with these bytes: they are wrong.
            partial.forget().await?;
            *chances -= 1;
            continue;
        };
        at = next;
        let before = partial.have;
        let (url, ask) = (mirrors[at].url.clone(), mirrors[at].ask);
        let outcome = call(line, partial, &url, ask).await?;
        let gained = partial.have > before;
        let (said, asked) = match outcome {
            Outcome::Complete => return Ok(true),
            Outcome::Dead(said) => {
                mirrors[at].dead = Some(said);
                continue;
            }
            Outcome::Differs => {
                mirrors[at].differs = true;
                continue;
            }
            Outcome::Changed => {
                mirrors[at].ask = Ask::Rest;
                continue;
            }
            Outcome::NoParts => {
                mirrors[at].ask = Ask::Whole;
                // Reading everything again is the last resort: others may give parts.
                at += 1;
                continue;
            }
            Outcome::Broke(said) => (said, None),
            Outcome::Later(asked) => ("asked to come later".to_owned(), asked),
        };
        *breaks += 1;
        if gained {
            (tries, wait) = (0, line.habits.first_wait);
        } else {
            tries += 1;
            at += 1;
        }
        if tries >= line.habits.tries {
            return Err(Error::Line { address: url.to_string(), tries, said });
        }
        // A line that brought something is called again soon.
        let pause = if gained { line.habits.first_wait / 4 } else { wait };
        line.say(Phase::Waiting, partial.have);
        rest(asked.unwrap_or_else(|| spread(pause)), line.cancel).await?;
        if !gained {
            wait = (wait * 2).min(line.habits.longest_wait);
        }
    }
    Ok(false)
}

/// The next address from `at` on: first those that give parts, then those that do not.
fn next(mirrors: &[Mirror], at: usize) -> Option<usize> {
    let round = || (0..mirrors.len()).map(|i| (at + i) % mirrors.len());
    let usable = |i: &usize| mirrors[*i].dead.is_none() && !mirrors[*i].differs;
    let parts = |i: &usize| mirrors[*i].ask != Ask::Whole;
    round().find(|i| usable(i) && parts(i)).or_else(|| round().find(usable))
}

/// Calls those again that have the file with other bytes; false when there is none.
fn revive(mirrors: &mut [Mirror]) -> bool {
    let mut any = false;
    for mirror in mirrors.iter_mut().filter(|m| m.differs && m.dead.is_none()) {
        mirror.differs = false;
        any = true;
    }
    any
}

/// Compares length and checksums; says how far it is.
async fn right(line: &Line<'_>, wanted: &Wanted, path: &std::path::Path) -> Result<bool, Error> {
    let length = tokio::fs::metadata(path).await.map_or(0, |m| m.len());
    if wanted.bytes.is_some_and(|right| right != length) {
        return Ok(false);
    }
    let (digests, path, cancel) = (wanted.digests.clone(), path.to_owned(), line.cancel.clone());
    let read = Arc::new(AtomicU64::new(0));
    let counter = read.clone();
    let place = path.clone();
    let mut task = tokio::task::spawn_blocking(move || {
        Digest::all_fit(&digests, &place, &mut |n| {
            counter.store(n, Ordering::Relaxed);
            !cancel.is_cancelled()
        })
    });
    let fits = loop {
        tokio::select! {
            fits = &mut task => break fits,
            () = tokio::time::sleep(Duration::from_millis(200)) => {
                line.say(Phase::Checking, read.load(Ordering::Relaxed));
            }
        }
    };
    match fits.unwrap_or_else(|panic| std::panic::resume_unwind(panic.into_panic())) {
        Ok(Some(fits)) => {
            line.say(Phase::Checking, length);
            Ok(fits)
        }
        Ok(None) => Err(Error::Cancelled),
        Err(source) => Err(Error::Disk { path, source }),
    }
}
