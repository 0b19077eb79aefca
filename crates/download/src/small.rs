//! Owns fetching a small file whole, into memory. Refuses to say that it is right: whoever asks
//! has a proof of its own, such as a signature.

use crate::answer::{self, Answer};
use crate::client::{address, client};
use crate::patience::{self, Body, Stop, rest, spread};
use crate::{Error, Habits, Phase, Progress};
use reqwest::header::ACCEPT_ENCODING;
use reqwest::{Client, Url};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// What one call of a small file needs.
struct Call<'a> {
    client: Client,
    url: Url,
    most: u64,
    habits: &'a Habits,
    report: &'a (dyn Fn(&Progress) + Send + Sync),
    cancel: &'a CancellationToken,
}

/// Why a call brought nothing, and how long the server asks to wait.
type Nothing = (String, Option<Duration>);

/// Fetches the file at `from`, of `most` bytes at most. A line that breaks is called again from the
/// beginning; `report` hears of every piece.
///
/// # Errors
/// [`Error::Address`], [`Error::Gone`], [`Error::TooLarge`], [`Error::Line`], [`Error::Cancelled`],
/// [`Error::Client`].
pub async fn small(
    from: &str,
    most: u64,
    habits: &Habits,
    report: &(dyn Fn(&Progress) + Send + Sync),
    cancel: &CancellationToken,
) -> Result<Vec<u8>, Error> {
    let url = address(from)?;
    let call = Call { client: client(habits)?, url, most, habits, report, cancel };
    let (mut tries, mut wait) = (0, habits.first_wait);
    loop {
        let (said, asked) = match call.once().await? {
            Ok(bytes) => return Ok(bytes),
            Err(nothing) => nothing,
        };
        tries += 1;
        if tries >= habits.tries {
            return Err(Error::Line { address: call.address(), tries, said });
        }
        call.say(Phase::Waiting, 0, None);
        let wanted = asked.map_or_else(|| spread(wait), |asked| asked.min(habits.longest_wait));
        rest(wanted, cancel).await?;
        wait = (wait * 2).min(habits.longest_wait);
    }
}

impl Call<'_> {
    async fn once(&self) -> Result<Result<Vec<u8>, Nothing>, Error> {
        self.say(Phase::Calling, 0, None);
        // A length and a limit mean bytes as they are in the file.
        let request = self.client.get(self.url.clone()).header(ACCEPT_ENCODING, "identity");
        let response = match patience::answer(request, self.habits.stall, self.cancel).await {
            Ok(response) => response,
            Err(stop) => return self.stopped(stop),
        };
        let (status, length) = (response.status(), response.content_length());
        match answer::read(status, response.headers(), length) {
            Answer::Whole { .. } => {}
            Answer::Later { wait } => return Ok(Err((status.to_string(), wait))),
            Answer::Refused | Answer::Beyond => return Err(self.gone(status.to_string())),
            // Nobody asked for a part.
            Answer::Trouble | Answer::Part { .. } => return Ok(Err((status.to_string(), None))),
        }
        if length.is_some_and(|length| length > self.most) {
            return Err(self.too_large());
        }
        let mut body = Body::of(response, self.habits.stall);
        let mut bytes: Vec<u8> = Vec::new();
        loop {
            let piece = match body.next(self.cancel).await {
                Ok(Some(piece)) => piece,
                Ok(None) => break,
                Err(stop) => return self.stopped(stop),
            };
            bytes.extend_from_slice(piece.as_ref());
            if bytes.len() as u64 > self.most {
                return Err(self.too_large());
            }
            self.say(Phase::Receiving, bytes.len() as u64, length);
        }
        let whole = length.is_none_or(|length| length == bytes.len() as u64);
        Ok(if whole { Ok(bytes) } else { Err(("it ended too early".to_owned(), None)) })
    }

    fn stopped<T>(&self, stop: Stop) -> Result<Result<T, Nothing>, Error> {
        match stop {
            Stop::Cancelled => Err(Error::Cancelled),
            Stop::Astray(said) => Err(self.gone(said)),
            Stop::Broke(said) => Ok(Err((said, None))),
        }
    }

    fn address(&self) -> String {
        self.url.to_string()
    }

    fn gone(&self, said: String) -> Error {
        Error::Gone { address: self.address(), said }
    }

    fn too_large(&self) -> Error {
        Error::TooLarge { address: self.address(), limit: self.most }
    }

    fn say(&self, phase: Phase, have: u64, total: Option<u64>) {
        (self.report)(&Progress { phase, have, total, per_second: None, eta_s: None });
    }
}
