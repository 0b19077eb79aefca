//! Owns what is seen of a long step on standard error: a bar on a terminal, JSON lines with
//! `--json`, otherwise nothing; and what Ctrl+C does.

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use workflow::{ProgressUpdate, Said, Watch};

/// Cells of the bar.
const CELLS: usize = 30;

/// How long a step may take to end by itself. Only one that waits for standard input does not.
const GRACE: Duration = Duration::from_secs(2);

/// A watch for this terminal. Ctrl+C ends the running step; nothing of it stays.
pub(crate) fn watch(as_json: bool) -> Watch {
    let cancel = CancellationToken::new();
    let pulled = cancel.clone();
    tokio::spawn(async move {
        if asked_to_stop().await {
            pulled.cancel();
            tokio::time::sleep(GRACE).await;
            std::process::exit(130);
        }
    });
    let terminal = std::io::stderr().is_terminal();
    let watch = Watch::new(
        Arc::new(move |update: ProgressUpdate| {
            if as_json {
                let line = serde_json::to_string(&update).unwrap_or_default();
                let _ = writeln!(std::io::stderr(), "{line}");
            } else if terminal {
                bar(&update);
            }
        }),
        cancel,
    );
    if !as_json {
        return watch;
    }
    watch.hearing(Arc::new(|said: Said| {
        let line = serde_json::json!({ "said": said });
        let _ = writeln!(std::io::stderr(), "{line}");
    }))
}

/// Waits for Ctrl+C, or for the system's wish that the program ends. False: that cannot be heard.
#[cfg(unix)]
async fn asked_to_stop() -> bool {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut end) = signal(SignalKind::terminate()) else { return false };
    tokio::select! {
        pressed = tokio::signal::ctrl_c() => pressed.is_ok(),
        heard = end.recv() => heard.is_some(),
    }
}

#[cfg(not(unix))]
async fn asked_to_stop() -> bool {
    tokio::signal::ctrl_c().await.is_ok()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "cells of a bar, between 0 and CELLS"
)]
fn bar(update: &ProgressUpdate) {
    let filled = (update.fraction * CELLS as f32).round() as usize;
    let stage = serde_json::to_value(update.stage).unwrap_or_default();
    let key = format!("stage_{}", stage.as_str().unwrap_or_default());
    let name = words::text(words::language(), &key, &BTreeMap::new());
    let left = update.eta_s.map_or(String::new(), |s| format!("  {}:{:02}", s / 60, s % 60));
    let line = format!(
        "\r\x1b[K{}{} {:3.0} %  {name}{left}",
        "█".repeat(filled),
        "░".repeat(CELLS - filled.min(CELLS)),
        update.fraction * 100.0
    );
    let done = update.fraction >= 1.0;
    let _ = write!(std::io::stderr(), "{line}{}", if done { "\r\x1b[K" } else { "" });
}
