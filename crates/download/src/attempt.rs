//! Owns one call of one address: asks for what is missing, compares a little of what is there,
//! takes bytes until the line breaks. Refuses decisions about what comes next: see `fetch.rs`.

use crate::answer::{self, Answer};
use crate::fetch::Line;
use crate::partial::Partial;
use crate::patience::{self, Body, Stop};
use crate::{Error, Phase};
use reqwest::header::{ACCEPT_ENCODING, IF_RANGE, RANGE};
use reqwest::{Response, Url};
use std::time::Duration;
use tokio::time::Instant;

/// Bytes that are asked for again and compared, so that two different files are never joined.
const OVERLAP: u64 = 16 << 10;

/// How to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ask {
    /// For the rest, if the file still has the tag that was noted.
    IfSame,
    /// For the rest, whatever the tag: bytes and checksum are compared anyway.
    Rest,
    /// For everything: this server does not give parts. What is there is compared, not written.
    Whole,
}

/// How a call ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Every byte is there.
    Complete,
    /// The line broke, or never was; with the network's words.
    Broke(String),
    /// The server asks to come later.
    Later(Option<Duration>),
    /// The server does not have the file, or one of another length.
    Dead(String),
    /// The tag is another one than was noted.
    Changed,
    /// It sends the file from its beginning, whatever is asked.
    NoParts,
    /// Its bytes are others than those that are there.
    Differs,
}

/// Calls `url` once.
pub(crate) async fn call(
    line: &mut Line<'_>,
    partial: &mut Partial,
    url: &Url,
    ask: Ask,
) -> Result<Outcome, Error> {
    let from = if ask == Ask::Whole { 0 } else { partial.have.saturating_sub(OVERLAP) };
    let same_address = partial.note.address == url.as_str();
    let tag = partial.note.tag.clone().filter(|_| same_address && ask == Ask::IfSame && from > 0);
    // Compressed bytes have other lengths and offsets.
    let mut request = line.client.get(url.clone()).header(ACCEPT_ENCODING, "identity");
    if from > 0 {
        request = request.header(RANGE, format!("bytes={from}-"));
        if let Some(tag) = &tag {
            request = request.header(IF_RANGE, tag.as_str());
        }
    }
    line.say(Phase::Calling, partial.have);
    let response = match patience::answer(request, line.habits.stall, line.cancel).await {
        Ok(response) => response,
        Err(stop) => return broken(stop),
    };
    let (status, length) = (response.status(), response.content_length());
    let said = || format!("{status}");
    let (start, total) = match answer::read(status, response.headers(), length) {
        Answer::Part { start, total } if start == from => (start, total),
        Answer::Whole { total } if from == 0 => (0, total),
        Answer::Whole { total } => {
            let changed = tag.is_some() && answer::tag(response.headers()) != tag;
            return Ok(match (line.total, total) {
                (Some(right), Some(other)) if right != other => other_length(other),
                _ if changed => Outcome::Changed,
                _ => Outcome::NoParts,
            });
        }
        Answer::Part { .. } => return Ok(Outcome::NoParts),
        Answer::Later { wait } => return Ok(Outcome::Later(wait)),
        Answer::Beyond => return Ok(Outcome::Differs),
        Answer::Refused => return Ok(Outcome::Dead(said())),
        Answer::Trouble => return Ok(Outcome::Broke(said())),
    };
    match (line.total, total) {
        (Some(right), Some(other)) if right != other => return Ok(other_length(other)),
        (None, Some(length)) => line.total = Some(length),
        _ => {}
    }
    if line.total.is_some_and(|total| total > line.habits.most_bytes) {
        return Ok(Outcome::Dead("the file is larger than any that is wanted".to_owned()));
    }
    partial.note.address = url.as_str().to_owned();
    partial.note.tag = answer::tag(response.headers());
    partial.note.total = line.total;
    let outcome = take(line, partial, response, start).await;
    // Also when the disk is full or somebody cancelled: what arrived is kept.
    let saved = partial.save().await;
    outcome.and_then(|outcome| saved.map(|()| outcome))
}

fn broken(stop: Stop) -> Result<Outcome, Error> {
    match stop {
        Stop::Cancelled => Err(Error::Cancelled),
        Stop::Broke(said) | Stop::Astray(said) => Ok(Outcome::Broke(said)),
    }
}

fn other_length(other: u64) -> Outcome {
    Outcome::Dead(format!("it has a file of {other} bytes"))
}

/// Compares and writes what arrives, the first byte being number `at`.
async fn take(
    line: &mut Line<'_>,
    partial: &mut Partial,
    response: Response,
    mut at: u64,
) -> Result<Outcome, Error> {
    let mut body = Body::of(response, line.habits.stall);
    loop {
        let chunk = match body.next(line.cancel).await {
            Err(stop) => return broken(stop),
            Ok(None) => {
                let complete = line.total.is_none_or(|total| partial.have == total);
                line.total = line.total.or(complete.then_some(partial.have));
                return Ok(match complete {
                    true => Outcome::Complete,
                    false => Outcome::Broke("the answer ended too early".to_owned()),
                });
            }
            Ok(Some(chunk)) => chunk,
        };
        let chunk = chunk.as_ref();
        let known = usize::try_from(partial.have.saturating_sub(at)).unwrap_or(usize::MAX);
        let (old, new) = chunk.split_at(known.min(chunk.len()));
        if !old.is_empty() && !partial.holds(at, old).await? {
            return Ok(Outcome::Differs);
        }
        let end = partial.have + new.len() as u64;
        if end > line.total.unwrap_or(line.habits.most_bytes) {
            return Ok(Outcome::Dead("it sends more than the file has".to_owned()));
        }
        if !new.is_empty() {
            partial.add(new).await?;
        }
        at += chunk.len() as u64;
        line.received += chunk.len() as u64;
        let due = line.pace.came(chunk.len() as u64, Instant::now());
        line.say(Phase::Receiving, partial.have);
        if line.total == Some(partial.have) {
            return Ok(Outcome::Complete);
        }
        if let Some(due) = due {
            tokio::select! {
                () = tokio::time::sleep_until(due) => {}
                () = line.cancel.cancelled() => return Err(Error::Cancelled),
            }
        }
    }
}
