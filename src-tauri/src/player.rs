//! Owns how the window's player gets at a clip: a server on this computer's own address only,
//! behind a random token, for clips of drafts and nothing else.
//!
//! Neither Tauri's asset protocol nor a scheme of our own plays in `<video>` on WebKitGTK
//! (tauri issue 3725); plain HTTP with ranges plays and seeks everywhere.

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::fmt::Write;
use std::net::{Ipv4Addr, SocketAddr};
use tower::ServiceExt;
use tower_http::services::ServeFile;
use workflow::thumbnails::{self, Thumbnails};
use workflow::view::{DraftSummary, DraftView};
use workflow::{Studio, edit, poster};

/// Origins that the window's page may have: Linux and macOS, Windows.
const ORIGINS: [&str; 2] = ["tauri://localhost", "http://tauri.localhost"];

/// The running server.
pub(crate) struct Player {
    address: SocketAddr,
    token: String,
}

#[derive(Clone)]
struct Served {
    studio: Studio,
    token: String,
}

impl Player {
    /// Starts to serve on a free port.
    pub(crate) async fn start(studio: Studio) -> std::io::Result<Self> {
        let mut random = [0_u8; 16];
        getrandom::fill(&mut random).map_err(std::io::Error::other)?;
        let token = random.iter().fold(String::new(), |mut text, byte| {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        });
        let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let served = Served { studio, token: token.clone() };
        let routes = Router::new()
            .route("/{token}/{draft}/poster.png", get(serve_poster))
            .route("/{token}/{draft}/thumbnails/{count}/{index}", get(serve_thumbnail))
            .route("/{token}/{draft}/{clip}", get(serve_clip))
            .with_state(served);
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Ok(Self { address, token })
    }

    /// Tells a view where its clip plays from.
    pub(crate) fn address(&self, mut view: DraftView) -> DraftView {
        if view.clip_present {
            // The clip's size is part of the name, so that another clip is fetched anew.
            let clip = view.draft.clip.as_ref().map_or(0, |c| c.info.size_bytes);
            view.media_url =
                Some(format!("http://{}/{}/{}/{clip}", self.address, self.token, view.id));
        }
        view
    }

    /// Tells a line of the list where its small picture is.
    pub(crate) fn poster(&self, mut line: DraftSummary) -> DraftSummary {
        if line.has_clip {
            line.poster_url =
                Some(format!("http://{}/{}/{}/poster.png", self.address, self.token, line.id));
        }
        line
    }

    /// Tells a row of small pictures where those are that can be fetched.
    pub(crate) fn thumbnails(&self, draft: &str, mut row: Thumbnails) -> Thumbnails {
        let count = row.pictures.len();
        for (index, picture) in row.pictures.iter_mut().enumerate().filter(|(_, p)| p.ready) {
            let (address, token) = (self.address, &self.token);
            picture.url =
                Some(format!("http://{address}/{token}/{draft}/thumbnails/{count}/{index}"));
        }
        row
    }
}

async fn serve_thumbnail(
    State(served): State<Served>,
    Path((token, draft, count, index)): Path<(String, String, usize, usize)>,
) -> Response {
    if token != served.token {
        return StatusCode::NOT_FOUND.into_response();
    }
    match thumbnails::picture(&served.studio, &draft, count, index).await {
        Ok(Some(png)) => {
            // A draft may get another clip: its pictures have the same places.
            let headers =
                [(header::CONTENT_TYPE, "image/png"), (header::CACHE_CONTROL, "no-store")];
            (headers, png).into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn serve_poster(
    State(served): State<Served>,
    Path((token, draft)): Path<(String, String)>,
    request: Request,
) -> Response {
    if token != served.token {
        return StatusCode::NOT_FOUND.into_response();
    }
    match poster::poster(&served.studio, &draft).await {
        Ok(file) => file_answer(&file, request).await,
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn serve_clip(
    State(served): State<Served>,
    Path((token, draft, _clip)): Path<(String, String, String)>,
    request: Request,
) -> Response {
    if token != served.token {
        return StatusCode::NOT_FOUND.into_response();
    }
    let Ok(stored) = served.studio.library.draft(&draft).await else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let Ok(clip) = edit::present_clip(&stored.draft) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    file_answer(&clip.path, request).await
}

async fn file_answer(file: &std::path::Path, request: Request) -> Response {
    let origin = request.headers().get(header::ORIGIN).cloned();
    // Infallible: a file that went away meanwhile is an answer with 404.
    let Ok(answer) = ServeFile::new(file).oneshot(request).await;
    let mut answer = answer.map(Body::new);
    if let Some(origin) = origin.filter(|o| ORIGINS.iter().any(|known| o == known)) {
        answer.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        answer.headers_mut().insert(header::VARY, HeaderValue::from_static("origin"));
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use timeline::{Clip, Draft};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use workflow::content_key::ContentKey;
    use workflow::{import, output};

    async fn get(url: &str) -> (String, Vec<u8>) {
        let (address, path) = url.strip_prefix("http://").unwrap().split_once('/').unwrap();
        let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
        let request =
            format!("GET /{path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        let head = answer.windows(4).position(|w| w == b"\r\n\r\n").unwrap();
        (String::from_utf8(answer[..head].to_vec()).unwrap(), answer[head + 4..].to_vec())
    }

    #[tokio::test]
    async fn small_pictures_are_served_behind_the_token_only() {
        let home = tempfile::tempdir().unwrap();
        let studio = Studio::open(home.path().join("home"), "no program".into()).await.unwrap();
        let path = home.path().join("phim.mp4");
        std::fs::write(&path, b"a film").unwrap();
        // Two pictures as the child leaves them, the second one without bytes.
        let row = [&8_u32.to_le_bytes()[..], b"\x89PNG....", &0_u32.to_le_bytes()].concat();
        let place = ContentKey::of(&path).unwrap().place(&studio.home, "thumbnails-1-2");
        output::write(&place, &row, false).unwrap();
        let info = json!({"container": "mov", "duration_us": 4_000_000, "size_bytes": 6});
        let info = serde_json::from_value(info).unwrap();
        let mut draft = Draft::new("phim", "vi");
        draft.clip = Some(Clip { path, info });
        let id = import::store(&studio, &draft).await.unwrap().id;

        let player = Player::start(studio.clone()).await.unwrap();
        let row = thumbnails::thumbnails(&studio, &id, 2).await.unwrap();
        let row = player.thumbnails(&id, row);
        assert!(row.done && row.pictures[1].url.is_none());
        let url = row.pictures[0].url.clone().unwrap();
        let (head, png) = get(&url).await;
        assert!(head.contains("200 OK") && head.contains("content-type: image/png"), "{head}");
        assert_eq!(png, b"\x89PNG....");
        for nobody in [url.replace(&player.token, "guessed"), url.replace("/2/0", "/2/1")] {
            assert!(get(&nobody).await.0.contains("404"), "{nobody}");
        }
    }
}
