//! Rule packs over a network that misbehaves: only asked for, only signed and newer, and whatever
//! comes otherwise, the old ones stay.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use acceptance::publisher::{Publisher, sign};
use minisign::KeyPair;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How a path is answered; any other is not there.
#[derive(Clone)]
enum Reply {
    Whole(Vec<u8>),
    /// The connection ends after so many bytes.
    Cut(Vec<u8>, usize),
    /// Nothing more comes after so many bytes.
    Silent(Vec<u8>, usize),
}

#[derive(Default)]
struct Shelf {
    files: BTreeMap<String, Reply>,
    asked: Vec<String>,
}

/// A server on this computer.
struct Web {
    root: String,
    shelf: Arc<Mutex<Shelf>>,
}

impl Web {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let root = format!("http://{}", listener.local_addr().unwrap());
        let shelf = Arc::<Mutex<Shelf>>::default();
        let served = shelf.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let served = served.clone();
                // A client that hangs up is part of the game.
                std::thread::spawn(move || drop(answer(stream, &served)));
            }
        });
        Self { root, shelf }
    }

    fn at(&self, name: &str) -> String {
        format!("{}/{name}", self.root)
    }

    fn put(&self, name: &str, reply: Reply) {
        self.shelf.lock().unwrap().files.insert(format!("/{name}"), reply);
    }

    /// What was asked for since the last question.
    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.shelf.lock().unwrap().asked)
    }

    /// Puts a set and its signature there, as the publisher gave them.
    fn publish(&self, publisher: &Publisher, name: &str) {
        for file in [name.to_owned(), format!("{name}.minisig")] {
            self.put(&file, Reply::Whole(std::fs::read(publisher.mang.path(&file)).unwrap()));
        }
    }
}

fn answer(mut stream: TcpStream, shelf: &Mutex<Shelf>) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let first = lines.next().unwrap_or(Ok(String::new()))?;
    while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let reply = {
        let mut shelf = shelf.lock().unwrap();
        shelf.asked.push(path.clone());
        shelf.files.get(&path).cloned()
    };
    let mut head = |status: &str, length: usize| {
        let end = format!("Content-Length: {length}\r\nConnection: close\r\n\r\n");
        write!(stream, "HTTP/1.1 {status}\r\n{end}")
    };
    match reply {
        None => head("404 Not Found", 0),
        Some(Reply::Whole(bytes)) => {
            head("200 OK", bytes.len())?;
            stream.write_all(&bytes)
        }
        Some(Reply::Cut(bytes, at)) => {
            head("200 OK", bytes.len())?;
            stream.write_all(&bytes[..at])
        }
        Some(Reply::Silent(bytes, at)) => {
            head("200 OK", bytes.len())?;
            stream.write_all(&bytes[..at])?;
            // Until whoever asked has had enough.
            stream.read(&mut [0]).map(drop)
        }
    }
}

#[test]
fn newer_rules_come_when_asked_for_and_only_then() {
    let (publisher, web) = (Publisher::new(), Web::new());
    let mang = &publisher.mang;
    publisher.refused(&["rules", "fetch"], 2, "needs-address");
    publisher.gives("rules.json", "2099-01-01", "3");
    web.publish(&publisher, "rules.json");
    let address = web.at("rules.json");
    let fetch = ["rules", "fetch", &address, "--key", "key.pub"];
    let said = mang.json(fetch).ended_with(0).json();
    assert_eq!((&said["new"], &said["newest"]), (&true.into(), &"2099-01-01".into()), "{said}");
    assert_eq!((&said["added"], &said["address"]), (&true.into(), &address.as_str().into()));
    assert!(said["from"].as_str().is_some_and(|from| from.starts_with("127.0.0.1:")), "{said}");
    assert_eq!(publisher.newest(), "2099-01-01");
    assert_eq!(web.asked(), ["/rules.json.minisig", "/rules.json"]);

    // Address and key are known now, and the same set is not paid for twice.
    let said = mang.json(["rules", "fetch"]).ended_with(0).json();
    assert_eq!((&said["new"], &said["newest"]), (&false.into(), &"2099-01-01".into()), "{said}");
    assert_eq!(web.asked(), ["/rules.json.minisig"]);
    let read = mang.run(["rules", "fetch"]).ended_with(0);
    assert!(read.stdout.contains("2099-01-01"), "{read:?}");
    publisher.gives("rules.json", "2099-02-01", "4");
    web.publish(&publisher, "rules.json");
    let _ = web.asked();
    assert_eq!(publisher.newest(), "2099-01-01", "nothing is fetched by itself");
    assert_eq!(web.asked(), [""; 0]);
    let _ = mang.json(["rules", "fetch"]).ended_with(0);
    assert_eq!(publisher.newest(), "2099-02-01");

    // An older set, well signed, and the same number once more.
    for (date, serial) in [("2099-01-31", "9"), ("2099-02-01", "4")] {
        publisher.gives("old.json", date, serial);
        web.publish(&publisher, "old.json");
        let old = web.at("old.json");
        publisher.refused(&["rules", "fetch", &old, "--key", "key.pub"], 2, "rules-older");
    }
    let said = mang.json(["rules", "reset"]).ended_with(0).json();
    assert_eq!((&said["from"], &said["address"]), (&().into(), &address.as_str().into()), "{said}");
    let said = mang.json(["rules", "fetch"]).ended_with(0).json();
    assert_eq!((&said["new"], &said["newest"]), (&true.into(), &"2099-02-01".into()), "{said}");
}

#[test]
fn whatever_else_a_network_brings_is_refused_with_a_sentence() {
    let (publisher, web) = (Publisher::new(), Web::new());
    publisher.gives("rules.json", "2099-01-01", "3");
    let read = |name: &str| std::fs::read(publisher.mang.path(name)).unwrap();
    let (pack, signature) = (read("rules.json"), read("rules.json.minisig"));
    let address = web.at("rules.json");
    let give = |one: Reply, two: Reply| {
        web.put("rules.json", one);
        web.put("rules.json.minisig", two);
    };
    let whole = |bytes: &[u8]| Reply::Whole(bytes.to_vec());
    let refused = |exit, code| {
        publisher.refused(&["rules", "fetch", &address, "--key", "key.pub"], exit, code);
    };
    refused(3, "rules-gone");
    web.put("rules.json.minisig", whole(&signature));
    refused(3, "rules-gone");

    let flip = |bytes: &[u8]| {
        let mut bytes = bytes.to_vec();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        Reply::Whole(bytes)
    };
    give(flip(&pack), whole(&signature));
    refused(2, "rules-unsigned");
    give(whole(&pack), flip(&signature));
    refused(2, "rules-unsigned");
    give(whole(&pack[..pack.len() / 2]), whole(&signature));
    refused(2, "rules-unsigned");
    sign(&KeyPair::generate_unencrypted_keypair().unwrap(), &publisher.mang.path("rules.json"));
    give(whole(&pack), whole(&read("rules.json.minisig")));
    refused(2, "rules-unsigned");
    give(whole(&pack), whole(&signature));
    // The program's own publisher did not sign it.
    publisher.refused(&["rules", "fetch", &address], 2, "rules-unsigned");

    give(Reply::Cut(pack.clone(), pack.len() / 2), whole(&signature));
    refused(3, "rules-no-line");
    give(whole(&vec![b' '; 9 << 20]), whole(&signature));
    refused(2, "rules-broken");
    give(whole(&pack), whole(&[b'a'; 5000]));
    refused(2, "rules-broken");
    // As a network answers that wants one to sign in first.
    give(whole(b"<!doctype html><title>Wi-Fi</title>"), whole(b"\n <html>Wi-Fi</html>"));
    refused(3, "rules-page");

    for bad in ["http://example.org/rules.json", "rules.json", "file:///etc/passwd"] {
        publisher.refused(&["rules", "fetch", bad], 2, "bad-address");
    }
    // An address that gave nothing good is not remembered.
    publisher.refused(&["rules", "fetch"], 2, "needs-address");
}

#[cfg(target_os = "linux")]
#[test]
fn a_fetch_from_a_silent_server_can_be_stopped() {
    use acceptance::program::pause;
    use acceptance::running::{Running, signal};
    let (publisher, web) = (Publisher::new(), Web::new());
    publisher.gives("rules.json", "2099-01-01", "3");
    web.publish(&publisher, "rules.json");
    let pack = std::fs::read(publisher.mang.path("rules.json")).unwrap();
    web.put("rules.json", Reply::Silent(pack, 1000));
    let before = publisher.newest();
    let fetch = ["rules", "fetch", &web.at("rules.json"), "--key", "key.pub", "--json"];
    let running = Running::start(publisher.mang.command(fetch));
    while web.shelf.lock().unwrap().asked.len() < 2 {
        pause(Duration::from_millis(5));
    }
    signal("INT", &running.id().to_string());
    let ended = running.end().ended_with(130);
    acceptance::refusal::document(&ended, &["cancelled"]);
    assert_eq!(publisher.newest(), before, "the old ones stay");
    assert!(!publisher.mang.home().join("rules").join("pack.json").exists());
}
