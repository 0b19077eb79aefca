//! Small files from the same misbehaving server: whole or not at all, and no call without an end.

use crate::server::{Reply, Request, Server};
use crate::{cut, file, good};
use download::{Error, Habits, Progress, small};
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

const MOST: u64 = 3_000_000;

fn habits() -> Habits {
    Habits {
        // Far longer than a busy computer keeps a test waiting.
        stall: Duration::from_secs(20),
        first_wait: Duration::from_millis(4),
        longest_wait: Duration::from_millis(40),
        tries: 3,
        ..Habits::default()
    }
}

async fn ask(address: &str, habits: &Habits) -> Result<Vec<u8>, Error> {
    let never = CancellationToken::new();
    let all = small(address, MOST, habits, &|_| {}, &never);
    tokio::time::timeout(Duration::from_secs(300), all).await.expect("no fetch hangs")
}

/// A server with a file of that size, and what asking it brings.
async fn from(
    bytes: u64,
    manner: impl Fn(&Request) -> Reply + Send + Sync + 'static,
) -> (Server, Arc<Vec<u8>>, Result<Vec<u8>, Error>) {
    let file = file(bytes);
    let server = Server::start(&file, manner).await;
    let answer = ask(&server.url(), &habits()).await;
    (server, file, answer)
}

#[tokio::test]
async fn it_comes_whole_with_a_length_and_without() {
    let (server, file, answer) = from(MOST, good).await;
    assert!(answer.unwrap() == *file);
    assert_eq!(server.requests().len(), 1);
    let manner = |_: &Request| Reply { without_length: true, ..Reply::default() };
    let (_, file, answer) = from(MOST, manner).await;
    assert!(answer.unwrap() == *file);
    let (_, _, answer) = from(0, good).await;
    assert_eq!(answer.unwrap(), b"");
}

#[tokio::test]
async fn a_line_that_breaks_is_called_again_and_given_up() {
    let once = |r: &Request| if r.number == 0 { cut(r) } else { Reply::default() };
    let (_, file, answer) = from(MOST, once).await;
    assert!(answer.unwrap() == *file, "nothing of the broken call is in it");
    let (server, _, answer) = from(MOST, cut).await;
    assert!(matches!(answer, Err(Error::Line { tries: 3, .. })), "{answer:?}");
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn a_silent_server_is_given_up() {
    let manner = |_: &Request| Reply { silent_after: Some(1000), ..Reply::default() };
    let server = Server::start(&file(MOST), manner).await;
    let habits = Habits { stall: Duration::from_millis(200), ..habits() };
    let answer = ask(&server.url(), &habits).await;
    assert!(matches!(&answer, Err(Error::Line { said, .. }) if said.contains("silent")));
}

#[tokio::test]
async fn too_much_is_refused_before_and_while_it_comes() {
    let (server, _, answer) = from(MOST + 1, good).await;
    assert!(matches!(answer, Err(Error::TooLarge { limit: MOST, .. })), "{answer:?}");
    assert_eq!(server.requests().len(), 1, "asking again changes nothing");
    let manner = |_: &Request| Reply { without_length: true, ..Reply::default() };
    let (_, _, answer) = from(4 * MOST, manner).await;
    assert!(matches!(answer, Err(Error::TooLarge { .. })), "{answer:?}");
}

#[tokio::test]
async fn what_is_not_there_is_asked_for_once_and_a_busy_server_again() {
    let manner = |_: &Request| Reply { status: "404 Not Found", ..Reply::default() };
    let (server, _, answer) = from(10, manner).await;
    assert!(matches!(&answer, Err(Error::Gone { said, .. }) if said.contains("404")), "{answer:?}");
    assert_eq!(server.requests().len(), 1);
    let manner = |r: &Request| match r.number {
        // Whoever asks for hours gets no more than the usual wait.
        0 => Reply {
            status: "503 Busy",
            headers: "Retry-After: 9000\r\n".to_owned(),
            ..Reply::default()
        },
        1 => Reply { status: "500 Oh", ..Reply::default() },
        _ => Reply::default(),
    };
    assert_eq!(from(10, manner).await.2.unwrap().len(), 10);
    let nobody = ask("http://127.0.0.1:9/rules.json", &habits()).await;
    assert!(matches!(nobody, Err(Error::Line { .. })), "{nobody:?}");
}

#[tokio::test]
async fn it_follows_redirections_but_not_out_of_encryption() {
    let right = Server::start(&file(7), good).await;
    let to = |address: String| {
        move |_: &Request| Reply {
            status: "302 Found",
            headers: format!("Location: {address}\r\n"),
            ..Reply::default()
        }
    };
    assert_eq!(from(1, to(right.url())).await.2.unwrap().len(), 7);
    let (server, _, answer) = from(1, to("http://example.org/a".to_owned())).await;
    let refused = |said: &str| said.contains("without encryption");
    assert!(matches!(&answer, Err(Error::Gone { said, .. }) if refused(said)), "{answer:?}");
    assert_eq!(server.requests().len(), 1);
    // Round and round.
    let (server, _, answer) = from(1, to("/again".to_owned())).await;
    assert!(matches!(answer, Err(Error::Gone { .. })), "{answer:?}");
    assert!(server.requests().len() <= 11);
    for address in ["http://example.org/a", "ftp://a/b", "rules.json", ""] {
        let answer = ask(address, &habits()).await;
        assert!(matches!(answer, Err(Error::Address { .. })), "{address}: {answer:?}");
    }
}

#[tokio::test]
async fn the_proxy_is_asked_and_cancelling_ends_at_once() {
    let server = Server::start(&file(7), good).await;
    let through = Habits { proxy: Some(server.proxy()), ..habits() };
    // Nobody listens there: only the proxy can know the file.
    let address = "http://127.0.0.1:9/rules.json";
    assert_eq!(ask(address, &through).await.unwrap().len(), 7);
    assert_eq!(server.requests()[0].target, address);

    let manner = |_: &Request| Reply { silent_after: Some(1000), ..Reply::default() };
    let silent = Server::start(&file(MOST), manner).await;
    let stop = CancellationToken::new();
    let stopper = stop.clone();
    let report = move |at: &Progress| {
        if at.have > 0 {
            stopper.cancel();
        }
    };
    let ended = small(&silent.url(), MOST, &habits(), &report, &stop).await;
    assert!(matches!(ended, Err(Error::Cancelled)), "{ended:?}");
}
