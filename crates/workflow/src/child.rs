//! Owns the process that does heavy work: starts this program again, hands it one task, passes
//! its progress on and turns any end of it into a result or one clear error.
//!
//! One process a job. The request goes in as one JSON line, standard input then stays open: when
//! the parent dies it closes and the child ends by itself. Cancel ends the child.

use crate::task::{Task, Weight};
use crate::watch::Watch;
use crate::{Error, ended};
use job::Line;
use serde::de::DeserializeOwned;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWriteExt, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::Semaphore;
use tokio::time::{error::Elapsed, timeout};

/// The argument that makes this program a child.
pub const CHILD_ARGUMENT: &str = "job-child";

/// Lines of standard error kept for the report.
const LAST_WORDS: usize = 20;

/// A child that says nothing for so long does nothing any more. Whisper's largest model needs
/// minutes for a piece of speech on a slow computer; nothing needs a quarter of an hour.
const QUIET: Duration = Duration::from_mins(15);

/// Jobs that run beside a heavy one: the sound of a film and its pictures.
const ASIDE: usize = 2;

/// Starts children, one heavy job at a time.
#[derive(Clone)]
pub struct Children {
    program: PathBuf,
    heavy: Arc<Semaphore>,
    aside: Arc<Semaphore>,
    quiet: Duration,
}

impl Children {
    /// Children run `program job-child`.
    #[must_use]
    pub fn new(program: PathBuf) -> Self {
        let rooms = |count| Arc::new(Semaphore::new(count));
        Self { program, heavy: rooms(1), aside: rooms(ASIDE), quiet: QUIET }
    }

    /// Runs `task` in a child and returns its result.
    ///
    /// # Errors
    /// [`Error::Cancelled`]; [`Error::Child`] when the child could say what failed;
    /// [`Error::ChildDied`] with its last words when it could not.
    pub async fn run<R: DeserializeOwned>(&self, task: &Task, watch: &Watch) -> Result<R, Error> {
        let permit = async {
            match task.weight() {
                Weight::Glance => None,
                Weight::Aside => self.aside.acquire().await.ok(),
                Weight::Heavy => self.heavy.acquire().await.ok(),
            }
        };
        let _permit = tokio::select! {
            permit = permit => permit,
            () = watch.cancel.cancelled() => return Err(Error::Cancelled),
        };
        let died =
            |how: String, last_words| Error::ChildDied { task: task.name(), how, last_words };
        let scratch = tempfile::Builder::new().prefix("mang-").tempdir();
        let scratch =
            scratch.map_err(|source| Error::Output { path: std::env::temp_dir(), source })?;
        let mut child =
            self.start(scratch.path()).map_err(|e| died(e.to_string(), String::new()))?;
        let request =
            serde_json::to_string(task).map_err(|e| died(e.to_string(), String::new()))?;

        let stderr = child.stderr.take();
        let last_words = tokio::spawn(async move { tail(stderr).await });
        let talk = self.talk(&mut child, &request, task, watch);
        let said = tokio::select! {
            said = talk => said,
            () = watch.cancel.cancelled() => {
                // Killed and waited for: nothing of it runs, writes or holds a file any more.
                let _ = child.kill().await;
                return Err(Error::Cancelled);
            }
        };
        if said.is_err() {
            let _ = child.kill().await;
        }
        let status = child.wait().await;
        let last_words = last_words.await.unwrap_or_default();
        let Ok(said) = said else {
            return Err(died(format!("said nothing for {} s", self.quiet.as_secs()), last_words));
        };
        match said {
            Some(Line::Done { result }) => serde_json::from_value(result)
                .map_err(|e| died(format!("its answer could not be read: {e}"), last_words)),
            Some(Line::Failed { failure }) => Err(Error::Child(failure)),
            Some(Line::Progress(_) | Line::Said(_)) | None => {
                let how = status.map_or_else(|e| e.to_string(), ended::describe);
                Err(died(how, last_words))
            }
        }
    }

    #[expect(clippy::disallowed_methods, reason = "the one place that starts processes")]
    fn start(&self, scratch: &Path) -> std::io::Result<Child> {
        let mut command = Command::new(&self.program);
        // A child that is killed cannot tidy up: its temporary files lie where its parent does.
        for variable in ["TMPDIR", "TEMP", "TMP"] {
            command.env(variable, scratch);
        }
        command
            .arg(CHILD_ARGUMENT)
            // Without memory, writing a backtrace needs memory, whose failure waits for the lock
            // of the backtrace, for ever. The sentence alone is written without.
            .env("RUST_BACKTRACE", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        ended::set_apart(&mut command);
        command.spawn()
    }

    /// Hands over the request and listens until the last line. Returns the child's last word, or
    /// nothing if it stopped talking without one; an error if it is silent and yet there.
    async fn talk(
        &self,
        child: &mut Child,
        request: &str,
        task: &Task,
        watch: &Watch,
    ) -> Result<Option<Line>, Elapsed> {
        let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
            return Ok(None);
        };
        // A child that dies at once breaks this pipe; its end tells more than the broken pipe.
        let _ = timeout(self.quiet, stdin.write_all(format!("{request}\n").as_bytes())).await?;
        let _ = stdin.flush().await;
        let tracker = watch.tracker(task.stages());
        let mut lines = BufReader::new(stdout).lines();
        let mut last = None;
        while let Ok(Some(line)) = timeout(self.quiet, lines.next_line()).await? {
            match serde_json::from_str(&line) {
                Ok(Line::Progress(progress)) => tracker.report(progress),
                Ok(Line::Said(sentence)) => watch.said(sentence),
                Ok(end) => {
                    last = Some(end);
                    break;
                }
                // A C library that prints to standard output is not worth failing for.
                Err(_) => {}
            }
        }
        drop(stdin);
        Ok(last)
    }
}

/// What another program says to an input; nothing when it is not there, fails or takes too long.
#[expect(clippy::disallowed_methods, reason = "the one file that starts processes")]
pub(crate) async fn ask(
    program: &Path,
    arguments: &[&str],
    input: &[u8],
    longest: Duration,
) -> Option<Vec<u8>> {
    let mut command = Command::new(program);
    command.args(arguments).kill_on_drop(true);
    // One thread: others work beside it.
    command.env("OMP_THREAD_LIMIT", "1");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    ended::set_apart(&mut command);
    let mut child = command.spawn().ok()?;
    let mut stdin = child.stdin.take()?;
    let written = async {
        // One that stops reading says so by how it ends.
        let _ = stdin.write_all(input).await;
        drop(stdin);
    };
    let work = async { tokio::join!(child.wait_with_output(), written).0 };
    let output = timeout(longest, work).await.ok()?.ok()?;
    output.status.success().then_some(output.stdout)
}

/// The last lines of a stream, as one text.
async fn tail(stream: Option<impl AsyncRead + Unpin>) -> String {
    let Some(stream) = stream else { return String::new() };
    let mut reader = BufReader::new(stream);
    let mut last: VecDeque<String> = VecDeque::new();
    let mut line = Vec::new();
    while let Ok(1..) = reader.read_until(b'\n', &mut line).await {
        if last.len() == LAST_WORDS {
            last.pop_front();
        }
        last.push_back(String::from_utf8_lossy(&line).trim_end().to_owned());
        line.clear();
    }
    Vec::from(last).join("\n")
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[tokio::test]
    async fn a_child_that_stands_still_is_ended_and_said_to_be() {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("still");
        std::fs::write(&program, "#!/bin/sh\nexec sleep 600\n").unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o700)).unwrap();
        let children = Children { quiet: Duration::from_millis(200), ..Children::new(program) };
        let task = Task::Inspect { path: folder.path().join("clip.mp4") };
        let ended = children.run::<serde_json::Value>(&task, &Watch::unwatched()).await;
        let Err(Error::ChildDied { how, .. }) = ended else { panic!("{ended:?}") };
        assert!(how.starts_with("said nothing"), "{how}");
    }
}
