//! Fetches from a server on this computer that does everything a bad line, a changed mirror or a
//! careless proxy does. What counts: no wrong byte gets the file's name, nothing that arrived is
//! thrown away, and what comes over the line is hardly more than the file.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod server;
mod small;

use download::{Digest, Error, Fetched, Habits, Wanted, fetch, kept_bytes};
use server::{Reply, Request, Server};
use sha2::Digest as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

const MB: u64 = 1 << 20;

/// Bytes that repeat nowhere, so that a piece in the wrong place is seen.
fn file(bytes: u64) -> Arc<Vec<u8>> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut out = Vec::new();
    while (out.len() as u64) < bytes {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        out.extend_from_slice(&state.to_le_bytes());
    }
    out.truncate(usize::try_from(bytes).unwrap());
    Arc::new(out)
}

struct Case {
    folder: TempDir,
    file: Arc<Vec<u8>>,
    habits: Habits,
}

impl Case {
    fn new(bytes: u64) -> Self {
        let habits = Habits {
            // Far longer than a busy computer keeps a test waiting.
            stall: Duration::from_secs(20),
            first_wait: Duration::from_millis(4),
            longest_wait: Duration::from_millis(40),
            tries: 6,
            ..Habits::default()
        };
        Self { folder: tempfile::tempdir().unwrap(), file: file(bytes), habits }
    }

    fn place(&self) -> PathBuf {
        self.folder.path().join("Bộ nghe của chị H'Hen.bin")
    }

    fn wanted(&self, mirrors: &[&str]) -> Wanted {
        let digest = Digest::Sha256(sha2::Sha256::digest(self.file.as_slice()).into());
        Wanted {
            mirrors: mirrors.iter().map(|m| (*m).to_owned()).collect(),
            place: self.place(),
            bytes: Some(self.file.len() as u64),
            digests: vec![digest],
        }
    }

    async fn fetch(&self, mirrors: &[&str]) -> Result<Fetched, Error> {
        self.try_for(&self.wanted(mirrors)).await
    }

    async fn try_for(&self, wanted: &Wanted) -> Result<Fetched, Error> {
        let never = CancellationToken::new();
        let all = fetch(wanted, &self.habits, &|_| {}, &never);
        tokio::time::timeout(Duration::from_secs(300), all).await.expect("no fetch hangs")
    }

    /// The file is there, right to the last byte, and nothing lies beside it.
    fn is_whole(&self) {
        assert!(std::fs::read(self.place()).unwrap() == *self.file, "a wrong byte was accepted");
        assert_eq!(std::fs::read_dir(self.folder.path()).unwrap().count(), 1);
    }

    fn is_not_there(&self) {
        assert!(!self.place().exists());
    }

    /// Not more than a twentieth was sent twice.
    fn is_thrifty(&self, servers: &[&Server]) {
        let sent: u64 = servers.iter().map(|s| s.sent()).sum();
        let size = self.file.len() as u64;
        assert!(sent * 20 <= size * 21, "{sent} bytes for a file of {size}");
    }
}

fn good(_: &Request) -> Reply {
    Reply::default()
}

fn cut(_: &Request) -> Reply {
    Reply { cut_after: Some(2 * MB), ..Reply::default() }
}

#[tokio::test]
async fn twenty_drops_cost_next_to_nothing() {
    let case = Case::new(41 * MB);
    let server = Server::start(&case.file, cut).await;
    let fetched = case.fetch(&[&server.url()]).await.unwrap();
    assert_eq!(fetched.breaks, 20);
    assert!(fetched.received * 20 <= fetched.bytes * 21, "{fetched:?}");
    case.is_thrifty(&[&server]);
    case.is_whole();
    assert!(server.requests()[1].if_range.is_some(), "the rest is asked for under its tag");
}

#[tokio::test]
async fn an_ended_program_goes_on_where_it_was() {
    let case = Case::new(12 * MB);
    let server = Server::start(&case.file, good).await;
    for _ in 0..4 {
        let stop = CancellationToken::new();
        let (stopper, before) = (stop.clone(), kept_bytes(&case.place()));
        let ended = fetch(
            &case.wanted(&[&server.url()]),
            &Habits { most_per_second: Some(20 * MB), ..case.habits.clone() },
            &move |at| {
                if at.have >= before + 2 * MB {
                    stopper.cancel();
                }
            },
            &stop,
        )
        .await;
        assert!(matches!(ended, Err(Error::Cancelled)));
        assert!(kept_bytes(&case.place()) >= before + 2 * MB, "what arrived is kept");
        case.is_not_there();
    }
    let fetched = case.fetch(&[&server.url()]).await.unwrap();
    assert!(fetched.received < 5 * MB, "{fetched:?}");
    case.is_whole();
}

#[tokio::test]
async fn a_server_that_ignores_ranges_is_read_again_without_losing_anything() {
    let case = Case::new(3 * MB);
    let manner = |r: &Request| Reply {
        parts: false,
        cut_after: (r.number == 0).then_some(2 * MB),
        ..Reply::default()
    };
    let server = Server::start(&case.file, manner).await;
    case.fetch(&[&server.url()]).await.unwrap();
    case.is_whole();
}

#[tokio::test]
async fn a_mirror_with_parts_is_preferred_to_one_without() {
    let case = Case::new(30 * MB);
    let manner = |_: &Request| Reply { parts: false, cut_after: Some(2 * MB), ..Reply::default() };
    let (careless, careful) =
        (Server::start(&case.file, manner).await, Server::start(&case.file, cut).await);
    case.fetch(&[&careless.url(), &careful.url()]).await.unwrap();
    case.is_whole();
    // The careless one pushes some bytes more into a connection that nobody reads any more.
    assert!(careless.sent() <= 5 * MB, "{}", careless.sent());
    assert!(careful.sent() <= 30 * MB, "{}", careful.sent());
}

#[tokio::test]
async fn a_tag_that_changes_over_the_same_bytes_does_not_start_again() {
    let case = Case::new(20 * MB);
    let manner = |r: &Request| Reply { tag: format!("\"{}\"", r.number), ..cut(r) };
    let server = Server::start(&case.file, manner).await;
    let fetched = case.fetch(&[&server.url()]).await.unwrap();
    assert!(fetched.received * 20 <= fetched.bytes * 21, "{fetched:?}");
    case.is_whole();
}

#[tokio::test]
async fn a_file_that_changed_at_its_address_is_never_joined_with_the_old_one() {
    let case = Case::new(6 * MB);
    let other = Arc::new(case.file.iter().map(|b| !b).collect::<Vec<u8>>());
    let manner = move |r: &Request| match r.number {
        0 => cut(r),
        _ => Reply { other: Some(other.clone()), tag: "\"two\"".to_owned(), ..Reply::default() },
    };
    let changed = Server::start(&case.file, manner).await;
    let ended = case.fetch(&[&changed.url()]).await;
    assert!(matches!(ended, Err(Error::Wrong { .. })), "{ended:?}");
    case.is_not_there();
    let right = Server::start(&case.file, good).await;
    case.fetch(&[&changed.url(), &right.url()]).await.unwrap();
    case.is_whole();
}

#[tokio::test]
async fn a_changed_mirror_does_not_cost_what_another_sent() {
    let case = Case::new(20 * MB);
    let manner = |r: &Request| match r.number {
        0 => Reply { cut_after: Some(15 * MB), ..Reply::default() },
        _ => Reply { status: "503 Busy", ..Reply::default() },
    };
    let first = Server::start(&case.file, manner).await;
    let other = Arc::new(case.file.iter().map(|b| !b).collect::<Vec<u8>>());
    let changed = Server::start(&other, good).await;
    let right = Server::start(&case.file, good).await;
    case.fetch(&[&first.url(), &changed.url(), &right.url()]).await.unwrap();
    case.is_whole();
    assert!(right.sent() <= 6 * MB, "{}", right.sent());
}

#[tokio::test]
async fn a_truncated_copy_is_left_for_another() {
    let case = Case::new(5 * MB);
    let short = Arc::new(case.file[..4_000_000].to_vec());
    let truncated = Server::start(&short, good).await;
    let ended = case.fetch(&[&truncated.url()]).await;
    assert!(matches!(ended, Err(Error::Gone { .. })), "{ended:?}");
    case.is_not_there();
    let right = Server::start(&case.file, good).await;
    case.fetch(&[&truncated.url(), &right.url()]).await.unwrap();
    case.is_whole();
}

#[tokio::test]
async fn an_end_without_a_word_is_no_end() {
    let case = Case::new(5 * MB);
    let manner = |r: &Request| Reply {
        without_length: true,
        cut_after: (r.number < 2).then_some(MB),
        ..Reply::default()
    };
    let server = Server::start(&case.file, manner).await;
    case.fetch(&[&server.url()]).await.unwrap();
    case.is_whole();
}

#[tokio::test]
async fn a_flipped_bit_is_found_and_fetched_again() {
    let case = Case::new(4 * MB);
    let manner =
        |r: &Request| Reply { flipped: (r.number == 0).then_some(1_234_567), ..Reply::default() };
    let server = Server::start(&case.file, manner).await;
    case.fetch(&[&server.url()]).await.unwrap();
    case.is_whole();
}

#[tokio::test]
async fn a_bit_that_is_always_flipped_is_never_accepted() {
    let case = Case::new(4 * MB);
    let manner = |_: &Request| Reply { flipped: Some(4_000_000), ..Reply::default() };
    let (a, b) = (Server::start(&case.file, manner).await, Server::start(&case.file, manner).await);
    let ended = case.fetch(&[&a.url(), &b.url()]).await;
    assert!(matches!(ended, Err(Error::Wrong { .. })), "{ended:?}");
    assert_eq!((a.requests().len() + b.requests().len()), 3, "each gets its chance, no more");
    case.is_not_there();
}

#[tokio::test]
async fn other_bytes_at_every_call_come_to_an_end() {
    let case = Case::new(4 * MB);
    let manner = |r: &Request| {
        let at = usize::try_from(r.from.unwrap_or(0)).unwrap() + 1000;
        Reply { flipped: Some(at), cut_after: Some(MB), ..Reply::default() }
    };
    let server = Server::start(&case.file, manner).await;
    let ended = case.fetch(&[&server.url()]).await;
    assert!(matches!(ended, Err(Error::Wrong { .. })), "{ended:?}");
    assert!(server.requests().len() < 12);
    case.is_not_there();
}

#[tokio::test]
async fn a_silent_line_is_called_again() {
    let mut case = Case::new(4 * MB);
    case.habits.stall = Duration::from_millis(300);
    let manner =
        |r: &Request| Reply { silent_after: (r.number < 2).then_some(MB), ..Reply::default() };
    let server = Server::start(&case.file, manner).await;
    let fetched = case.fetch(&[&server.url()]).await.unwrap();
    assert!(fetched.breaks >= 2, "{fetched:?}");
    case.is_whole();
}

#[tokio::test]
async fn a_mirror_without_the_file_is_passed_over() {
    let case = Case::new(2 * MB);
    let manner = |_: &Request| Reply { status: "404 Not Found", ..Reply::default() };
    let none = Server::start(&case.file, manner).await;
    let ended = case.fetch(&[&none.url()]).await;
    assert!(matches!(&ended, Err(Error::Gone { said, .. }) if said.contains("404")), "{ended:?}");
    let right = Server::start(&case.file, good).await;
    case.fetch(&[&none.url(), &right.url()]).await.unwrap();
    assert_eq!(none.requests().len(), 2, "it is asked once each time");
    case.is_whole();
}

#[tokio::test]
async fn a_busy_server_is_given_time() {
    let case = Case::new(MB);
    let manner = |r: &Request| match r.number {
        0 | 1 => Reply {
            status: "503 Busy",
            headers: "Retry-After: 0\r\n".to_owned(),
            ..Reply::default()
        },
        2 => Reply { status: "500 Oh", ..Reply::default() },
        _ => Reply::default(),
    };
    let server = Server::start(&case.file, manner).await;
    assert_eq!(case.fetch(&[&server.url()]).await.unwrap().breaks, 3);
    case.is_whole();
}

#[tokio::test]
async fn a_line_that_is_down_is_given_up_and_what_came_before_is_kept() {
    let case = Case::new(4 * MB);
    let down = AtomicBool::new(false);
    let manner = move |r: &Request| match down.swap(true, Ordering::SeqCst) {
        false => cut(r),
        true => Reply { status: "502 Bad Gateway", ..Reply::default() },
    };
    let server = Server::start(&case.file, manner).await;
    let ended = case.fetch(&[&server.url()]).await;
    assert!(matches!(ended, Err(Error::Line { tries: 6, .. })), "{ended:?}");
    assert_eq!(kept_bytes(&case.place()), 2 * MB);
    let right = Server::start(&case.file, good).await;
    case.fetch(&[&right.url()]).await.unwrap();
    assert!(right.sent() <= 2 * MB + (1 << 15));
    case.is_whole();
}

#[tokio::test]
async fn the_proxy_is_asked_for_the_whole_address() {
    let mut case = Case::new(3 * MB);
    let server = Server::start(&case.file, cut).await;
    case.habits.proxy = Some(server.proxy());
    // Nobody listens there: only the proxy can know the file.
    let address = "http://127.0.0.1:9/somewhere/ggml.bin";
    case.fetch(&[address]).await.unwrap();
    assert!(server.requests().iter().all(|r| r.target == address), "{:?}", server.requests());
    case.is_whole();
}

#[tokio::test]
async fn a_body_without_end_does_not_fill_the_disk() {
    let mut case = Case::new(8 * MB);
    case.habits.most_bytes = 3 * MB;
    let manner = |_: &Request| Reply { without_length: true, ..Reply::default() };
    let server = Server::start(&case.file, manner).await;
    let wanted = Wanted { bytes: None, ..case.wanted(&[&server.url()]) };
    let ended = case.try_for(&wanted).await;
    assert!(matches!(ended, Err(Error::Gone { .. })), "{ended:?}");
    assert!(kept_bytes(&case.place()) <= 3 * MB);
}

#[tokio::test]
async fn an_unencrypted_redirection_is_refused() {
    let case = Case::new(MB);
    let manner = |_: &Request| Reply {
        status: "302 Found",
        headers: "Location: http://example.org/ggml.bin\r\n".to_owned(),
        ..Reply::default()
    };
    let server = Server::start(&case.file, manner).await;
    let ended = case.fetch(&[&server.url()]).await;
    let refused = |said: &str| said.contains("without encryption");
    assert!(matches!(&ended, Err(Error::Line { said, .. }) if refused(said)), "{ended:?}");
}

#[tokio::test]
async fn nothing_is_fetched_without_a_checksum_and_what_is_there_is_not_fetched_again() {
    let case = Case::new(MB);
    let server = Server::start(&case.file, good).await;
    let unpinned = Wanted { digests: Vec::new(), ..case.wanted(&[&server.url()]) };
    assert!(matches!(case.try_for(&unpinned).await, Err(Error::Unpinned { .. })));
    assert_eq!(server.requests().len(), 0);
    std::fs::write(case.place(), case.file.as_slice()).unwrap();
    assert_eq!(case.fetch(&[&server.url()]).await.unwrap().received, 0);
    std::fs::write(case.place(), b"something else").unwrap();
    assert!(matches!(case.fetch(&[&server.url()]).await, Err(Error::Disk { .. })));
    assert_eq!(std::fs::read(case.place()).unwrap(), b"something else");
    assert_eq!(server.requests().len(), 0);
}
