//! Owns an HTTP server on this computer that misbehaves as it is told. Refuses to be called from
//! elsewhere: loopback only.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// One request, as far as tests look at it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Request {
    /// As in the first line; a whole address when the server is asked as a proxy.
    pub(crate) target: String,
    /// First byte of the range that is asked for.
    pub(crate) from: Option<u64>,
    /// The tag under which a part is wanted.
    pub(crate) if_range: Option<String>,
    /// How many came before.
    pub(crate) number: usize,
}

/// How one request is answered.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    pub(crate) status: &'static str,
    pub(crate) tag: String,
    /// Ranges are understood.
    pub(crate) parts: bool,
    /// The connection ends after so many bytes of the body.
    pub(crate) cut_after: Option<u64>,
    /// The connection stays, silent, after so many bytes of the body.
    pub(crate) silent_after: Option<u64>,
    /// The byte at this place of the file is another one.
    pub(crate) flipped: Option<usize>,
    /// Without a length; the end of the connection ends the body.
    pub(crate) without_length: bool,
    /// Further headers, each with its line end.
    pub(crate) headers: String,
    /// Another file than the server's own.
    pub(crate) other: Option<Arc<Vec<u8>>>,
}

impl Default for Reply {
    fn default() -> Self {
        Self {
            status: "200 OK",
            tag: "\"one\"".to_owned(),
            parts: true,
            cut_after: None,
            silent_after: None,
            flipped: None,
            without_length: false,
            headers: String::new(),
            other: None,
        }
    }
}

type Manner = dyn Fn(&Request) -> Reply + Send + Sync;

/// A running server.
pub(crate) struct Server {
    address: SocketAddr,
    sent: Arc<AtomicU64>,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    /// Serves `file` under every path, each request as `manner` says.
    pub(crate) async fn start(
        file: &Arc<Vec<u8>>,
        manner: impl Fn(&Request) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (sent, requests) = (Arc::new(AtomicU64::new(0)), Arc::new(Mutex::new(Vec::new())));
        let (file, manner): (_, Arc<Manner>) = (file.clone(), Arc::new(manner));
        let (counter, log) = (sent.clone(), requests.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (file, manner) = (file.clone(), manner.clone());
                let (counter, log) = (counter.clone(), log.clone());
                // A client that hangs up is part of the game.
                tokio::spawn(async move { answer(stream, file, manner, counter, log).await });
            }
        });
        Self { address, sent, requests }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/ggml.bin", self.address)
    }

    pub(crate) fn proxy(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Bytes of bodies that went out.
    pub(crate) fn sent(&self) -> u64 {
        self.sent.load(Ordering::SeqCst)
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }
}

async fn answer(
    stream: TcpStream,
    file: Arc<Vec<u8>>,
    manner: Arc<Manner>,
    sent: Arc<AtomicU64>,
    log: Arc<Mutex<Vec<Request>>>,
) -> Option<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let first = lines.next_line().await.ok()??;
    let mut request = Request { target: first.split(' ').nth(1)?.to_owned(), ..Request::default() };
    while let Some(line) = lines.next_line().await.ok()?.filter(|line| !line.is_empty()) {
        let (name, value) = line.split_once(':')?;
        match name.to_ascii_lowercase().as_str() {
            "range" => {
                let from = value.trim().strip_prefix("bytes=")?.strip_suffix('-')?;
                request.from = Some(from.parse().ok()?);
            }
            "if-range" => request.if_range = Some(value.trim().to_owned()),
            _ => {}
        }
    }
    let reply = {
        let mut log = log.lock().unwrap();
        request.number = log.len();
        log.push(request.clone());
        manner(&request)
    };
    let mut file = reply.other.clone().unwrap_or(file).as_ref().clone();
    if let Some(at) = reply.flipped {
        file[at] ^= 4;
    }
    let same = request.if_range.as_ref().is_none_or(|tag| *tag == reply.tag);
    let from = request.from.filter(|_| reply.parts && same && reply.status.starts_with("200"));
    let (mut status, mut headers) = (reply.status.to_owned(), reply.headers.clone());
    let start = usize::try_from(from.unwrap_or(0)).unwrap();
    let body = &file[start.min(file.len())..];
    if from.is_some() {
        status = "206 Partial Content".to_owned();
        let last = file.len() - 1;
        headers.push_str(&format!("Content-Range: bytes {start}-{last}/{}\r\n", file.len()));
    }
    let body = if reply.status.starts_with("200") { body } else { b"sorry" };
    if !reply.without_length {
        headers.push_str(&format!("Content-Length: {}\r\n", body.len()));
    }
    let tag = &reply.tag;
    let head = format!("HTTP/1.1 {status}\r\nETag: {tag}\r\n{headers}Connection: close\r\n\r\n");
    write.write_all(head.as_bytes()).await.ok()?;
    let end = reply.cut_after.or(reply.silent_after).unwrap_or(u64::MAX);
    let end = usize::try_from(end).unwrap_or(usize::MAX).min(body.len());
    for piece in body[..end].chunks(64 << 10) {
        write.write_all(piece).await.ok()?;
        sent.fetch_add(piece.len() as u64, Ordering::SeqCst);
    }
    if reply.silent_after.is_some() {
        tokio::time::sleep(Duration::from_secs(60)).await;
    }
    write.shutdown().await.ok()
}
