//! Speech models through the real program: a checkpoint from a stick, and a fetch over a line that
//! breaks every few hundred kilobytes.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

#[path = "../../crates/speech-models/tests/checkpoint/mod.rs"]
mod checkpoint;

use acceptance::mang::{Ended, Mang, finish};
use acceptance::{folder, refusal};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes after which the line breaks.
const PIECE: usize = 300_000;

/// A stick with a checkpoint in a folder, under a name that many programs stumble over.
fn stick(mang: &Mang) -> PathBuf {
    let stick = mang.path("USB của chị H'Hen");
    checkpoint::write_folder(&stick.join("PhoWhisper thử"), &checkpoint::make());
    std::fs::write(stick.join("ảnh cưới.jpg"), vec![7; 2_000_000]).unwrap();
    stick
}

fn converted(mang: &Mang) -> (String, PathBuf) {
    let stick = stick(mang);
    let added = mang.json([Path::new("models"), Path::new("add"), &stick]).ended_with(0).json();
    let model = &added["models"][0];
    assert_eq!(added["models"].as_array().unwrap().len(), 1, "{added}");
    (model["id"].as_str().unwrap().to_owned(), model["path"].as_str().unwrap().into())
}

#[test]
fn a_checkpoint_from_a_stick_becomes_a_model_that_can_be_run() {
    let mang = Mang::new();
    let (id, path) = converted(&mang);
    assert_eq!(id, "PhoWhisper-thử-q8_0");
    assert!(path.is_file());
    let verified = mang.json(["models", "verify"]).ended_with(0).json();
    assert_eq!(verified["models"][0]["ok"], true, "{verified}");
    // Whisper itself loads it and works with it.
    let measured = mang.json(["models", "measure", &id]).ended_with(0).json();
    assert!(measured["minutes_per_minute"].as_f64().unwrap() > 0.0, "{measured}");
    let again = mang.path("USB của chị H'Hen").join("PhoWhisper thử");
    refusal::expect(&mang, &["models", "add", &again.to_string_lossy()], 2, "exists");
    std::fs::write(again.join("model.safetensors"), b"not any more").unwrap();
    let half = again.to_string_lossy();
    refusal::expect(&mang, &["models", "add", &half, "--format", "q5_0"], 2, "bad-checkpoint");
    let _ = mang.run(["models", "remove", &id]).ended_with(0);
    assert_eq!(folder::listing(&mang.home().join("models")), Vec::<String>::new());
}

/// Whisper's file with 16 bits a weight as one with 32: every number as it is, only wider.
fn widened(narrow: &[u8]) -> Vec<u8> {
    let number = |at: usize| u32::from_le_bytes(*narrow[at..].first_chunk().unwrap()) as usize;
    let mut wide = narrow.to_vec();
    wide[11 * 4..12 * 4].copy_from_slice(&0_u32.to_le_bytes());
    // Eleven measures stand behind the magic number, then the filters, then the vocabulary.
    let filters = 12 * 4;
    let mut at = filters + 8 + number(filters) * number(filters + 4) * 4;
    let tokens = number(at);
    at += 4;
    for _ in 0..tokens {
        at += 4 + number(at);
    }
    wide.truncate(at);
    while at < narrow.len() {
        let (axes, name, kind) = (number(at), number(at + 4), number(at + 8));
        let count: usize = (0..axes).map(|axis| number(at + 12 + 4 * axis)).product();
        let head = at + 12 + 4 * axes + name;
        let own = wide.len() + 8;
        wide.extend_from_slice(&narrow[at..head]);
        wide[own..own + 4].copy_from_slice(&0_u32.to_le_bytes());
        at = head + count * if kind == 0 { 4 } else { 2 };
        match kind {
            0 => wide.extend_from_slice(&narrow[head..at]),
            _ => {
                let halves = narrow[head..at].as_chunks::<2>().0;
                wide.extend(halves.iter().flat_map(|h| half(u16::from_le_bytes(*h)).to_le_bytes()));
            }
        }
    }
    wide
}

fn half(bits: u16) -> f32 {
    let (exponent, fraction) = (i32::from(bits >> 10 & 31), f32::from(bits & 1023) / 1024.0);
    let size = match exponent {
        0 => fraction * 2.0_f32.powi(-14),
        _ => (1.0 + fraction) * 2.0_f32.powi(exponent - 15),
    };
    if bits >> 15 == 1 { -size } else { size }
}

/// A file of 32 bits a weight is what training leaves behind; whisper.cpp would compute with it at a
/// quarter of the speed and twice the memory, so it is made smaller like a checkpoint.
#[test]
fn a_model_of_32_bits_from_a_stick_is_made_smaller() {
    let mang = Mang::new();
    let stick = stick(&mang).join("PhoWhisper thử");
    let given = stick.to_string_lossy();
    let narrow = mang.json(["models", "add", &given, "--format", "f16"]).ended_with(0).json();
    let narrow = std::fs::read(narrow["models"][0]["path"].as_str().unwrap()).unwrap();
    let wide = mang.path("USB").join("ggml-exact.bin");
    std::fs::create_dir_all(mang.path("USB")).unwrap();
    std::fs::write(&wide, widened(&narrow)).unwrap();
    let given = wide.to_string_lossy();
    let added = mang.json(["models", "add", &given]).ended_with(0).json();
    assert_eq!(added["id"], "ggml-exact-q8_0", "{added}");
    let small = added["size_bytes"].as_u64().unwrap();
    assert!(small * 5 < wide.metadata().unwrap().len() * 2, "{small}");
    let verified = mang.json(["models", "verify"]).ended_with(0).json();
    assert!(verified["models"].as_array().unwrap().iter().all(|m| m["ok"] == true), "{verified}");
    // Widened and back: the very same numbers as before.
    let back = mang.json(["models", "add", &given, "--format", "f16"]).ended_with(0).json();
    let back = std::fs::read(back["path"].as_str().unwrap()).unwrap();
    assert!(back == narrow);
    // The stick is left as it was.
    assert!(std::fs::read(&wide).unwrap() == widened(&narrow));
    // One that ends in the middle is refused and leaves nothing.
    std::fs::write(mang.path("USB").join("half.bin"), &widened(&narrow)[..3_000_000]).unwrap();
    let half = mang.path("USB").join("half.bin");
    refusal::expect(&mang, &["models", "add", &half.to_string_lossy()], 2, "bad-model");
    let kept = folder::listing(&mang.home().join("models"));
    assert!(kept.iter().all(|name| !name.contains("half")), "{kept:?}");
}

#[test]
fn a_voice_detector_from_a_stick_goes_where_it_is_looked_for() {
    let mang = Mang::new();
    // What the header says is enough to know it; whether it works is found out while listening.
    let mut file = b"lmgg\x0a\0\0\0silero-16k".to_vec();
    file.resize(600_000, 7);
    let stick = mang.path("USB");
    std::fs::create_dir_all(&stick).unwrap();
    std::fs::write(stick.join("bộ dò giọng.bin"), &file).unwrap();
    let added = mang.json([Path::new("models"), Path::new("add"), &stick]).ended_with(0).json();
    assert_eq!(added["models"][0]["id"], "ggml-silero", "{added}");
    let listed = mang.json(["models", "list"]).ended_with(0).json();
    let place = PathBuf::from(listed["detector"].as_str().unwrap());
    assert!(std::fs::read(place).unwrap() == file);
    assert_eq!(listed["models"], serde_json::json!([]), "it is no speech model");
    let _ = mang.run(["models", "remove", "ggml-silero"]).ended_with(0);
    assert!(mang.json(["models", "list"]).json()["detector"].is_null());
}

/// Serves `file` on this computer, each connection ending after [`PIECE`] bytes. Gives its
/// address and the count of bytes that went out.
fn serve(file: Vec<u8>) -> (String, Arc<AtomicU64>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    let sent = Arc::new(AtomicU64::new(0));
    let counter = sent.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // A client that hangs up is part of the game.
            let _ = answer(stream, &file, &counter);
        }
    });
    (address, sent)
}

fn answer(mut stream: TcpStream, file: &[u8], sent: &AtomicU64) -> std::io::Result<()> {
    let mut from = 0;
    for line in BufReader::new(stream.try_clone()?).lines() {
        let line = line?.to_ascii_lowercase();
        if let Some(range) = line.strip_prefix("range: bytes=") {
            from = range.trim_end_matches('-').parse().unwrap();
        }
        if line.is_empty() {
            break;
        }
    }
    let (rest, last) = (&file[from..], file.len() - 1);
    let length = rest.len();
    write!(
        stream,
        "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes {from}-{last}/{}\r\n\
         Content-Length: {length}\r\nETag: \"a\"\r\nConnection: close\r\n\r\n",
        file.len()
    )?;
    let piece = &rest[..length.min(PIECE)];
    stream.write_all(piece)?;
    sent.fetch_add(piece.len() as u64, Ordering::SeqCst);
    stream.shutdown(std::net::Shutdown::Write)
}

/// A catalogue of one model.
fn catalogue(mang: &Mang, address: &str, sha256: &str, bytes: usize) -> PathBuf {
    let dims = "vocabulary = 51865, audio_ctx = 1500, state = 32, audio_heads = 2, \
                audio_layers = 2, text_ctx = 448, text_heads = 2, text_layers = 3, mels = 80";
    let text = format!(
        r#"checked = "2026-11-22"
[place.here]
addresses = ["{address}"]
checksums = "this test"
[[family]]
id = "small"
name = "Small"
dims = {{ {dims} }}
licence = "MIT"
licence_source = "https://example.org"
punctuation = true
good_at = {{ vi = "Để thử.", en = "For trying.", fr = "Pour essayer." }}
[[family.file]]
id = "small-q8_0"
format = "q8_0"
at = "here"
name = "small.bin"
bytes = {bytes}
sha256 = "{sha256}"
"#
    );
    let path = mang.path("catalogue.toml");
    std::fs::write(&path, text).unwrap();
    path
}

fn with(mang: &Mang, catalogue: &Path, arguments: &[&str]) -> Ended {
    let mut command = mang.command(arguments);
    finish({
        command.arg("--json").env("MANG_MODEL_CATALOGUE", catalogue);
        command
    })
}

#[test]
fn a_model_arrives_over_a_line_that_breaks_again_and_again() {
    let maker = Mang::new();
    let (_, path) = converted(&maker);
    let file = std::fs::read(path).unwrap();
    let sha256: String = Sha256::digest(&file).iter().map(|b| format!("{b:02x}")).collect();
    let (address, sent) = serve(file.clone());
    let mang = Mang::new();
    let right = catalogue(&mang, &address, &sha256, file.len());
    let fetched = with(&mang, &right, &["models", "download", "small-q8_0"]).ended_with(0);
    let place = fetched.json()["path"].as_str().unwrap().to_owned();
    assert!(std::fs::read(place).unwrap() == file);
    let progress: Vec<Value> =
        fetched.stderr.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    assert!(progress.iter().any(|line| line["stage"] == "fetch"), "{}", fetched.stderr);
    // Seven breaks of a file this small cost some kilobytes of comparing each.
    let breaks = (file.len() / PIECE) as u64;
    assert!(breaks >= 5);
    assert!(sent.load(Ordering::SeqCst) <= file.len() as u64 + (breaks + 1) * 20_000);
    let listed = with(&mang, &right, &["models", "list"]).ended_with(0).json();
    assert_eq!(listed["catalogue"][0]["installed"], true, "{listed}");
    let again = with(&mang, &right, &["models", "download", "small-q8_0"]).ended_with(2);
    refusal::document(&again, &["exists"]);

    // The same bytes under another checksum: never accepted, and said so.
    let other = Mang::new();
    let wrong = catalogue(&other, &address, &sha256.replace(&sha256[..4], "0000"), file.len());
    let refused = with(&other, &wrong, &["models", "download", "small-q8_0"]).ended_with(3);
    refusal::document(&refused, &["wrong-bytes"]);
    assert_eq!(with(&other, &wrong, &["models", "list"]).json()["models"], serde_json::json!([]));
    let unknown = with(&other, &wrong, &["models", "download", "nothing"]).ended_with(2);
    refusal::document(&unknown, &["bad-argument"]);
}
