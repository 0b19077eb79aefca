//! Owns waiting for a server: for its answer, for each further piece of a body, and between calls.
//! A line that is silent or only trickles is as good as dead. Refuses to call twice.

use crate::Error;
use reqwest::{RequestBuilder, Response};
use std::time::Duration;
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;

/// A line that brings less than this in the time of a stall is as good as silent.
const TRICKLE: u64 = 1024;

/// Why nothing more came.
#[derive(Debug)]
pub(crate) enum Stop {
    /// Somebody wants no more.
    Cancelled,
    /// The line broke, or never was; with the network's words.
    Broke(String),
    /// The server sends one elsewhere, where nobody goes.
    Astray(String),
}

/// Sends a request and waits for the head of the answer.
pub(crate) async fn answer(
    request: RequestBuilder,
    stall: Duration,
    cancel: &CancellationToken,
) -> Result<Response, Stop> {
    let answer = tokio::select! {
        answer = timeout(stall, request.send()) => answer,
        () = cancel.cancelled() => return Err(Stop::Cancelled),
    };
    match answer {
        Err(_) => Err(Stop::Broke("no answer in time".to_owned())),
        Ok(Err(error)) if error.is_redirect() => Err(Stop::Astray(chain(&error))),
        Ok(Err(error)) => Err(Stop::Broke(chain(&error))),
        Ok(Ok(response)) => Ok(response),
    }
}

/// A body as it arrives.
pub(crate) struct Body {
    response: Response,
    stall: Duration,
    since: Instant,
    came: u64,
}

impl Body {
    pub(crate) fn of(response: Response, stall: Duration) -> Self {
        Self { response, stall, since: Instant::now(), came: 0 }
    }

    /// The next bytes, none at the end.
    pub(crate) async fn next(
        &mut self,
        cancel: &CancellationToken,
    ) -> Result<Option<impl AsRef<[u8]> + use<>>, Stop> {
        if self.since.elapsed() >= self.stall {
            if self.came < TRICKLE {
                return Err(Stop::Broke("the line only trickles".to_owned()));
            }
            (self.since, self.came) = (Instant::now(), 0);
        }
        let chunk = tokio::select! {
            chunk = timeout(self.stall, self.response.chunk()) => chunk,
            () = cancel.cancelled() => return Err(Stop::Cancelled),
        };
        match chunk {
            Err(_) => Err(Stop::Broke("the line went silent".to_owned())),
            Ok(Err(error)) => Err(Stop::Broke(chain(&error))),
            Ok(Ok(chunk)) => {
                self.came += chunk.as_ref().map_or(0, |bytes| bytes.len() as u64);
                Ok(chunk)
            }
        }
    }
}

/// Three quarters to five quarters of it, so that many computers do not call at once.
pub(crate) fn spread(wait: Duration) -> Duration {
    wait.mul_f64(0.75 + fastrand::f64() / 2.0)
}

/// Waits, or not, when somebody wants no more.
pub(crate) async fn rest(wait: Duration, cancel: &CancellationToken) -> Result<(), Error> {
    tokio::select! {
        () = tokio::time::sleep(wait) => Ok(()),
        () = cancel.cancelled() => Err(Error::Cancelled),
    }
}

/// An error with all its causes; the outermost alone says only "error sending request".
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}
