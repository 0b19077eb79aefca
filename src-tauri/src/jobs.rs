//! Owns the switches of running jobs, by the id that the window chose, and how progress gets
//! there.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tauri::ipc::Channel;
use tokio_util::sync::CancellationToken;
use workflow::{ProgressUpdate, Said, Watch};

/// Running jobs.
#[derive(Default, Clone)]
pub(crate) struct Jobs {
    running: Arc<Mutex<HashMap<String, CancellationToken>>>,
}

/// A job that runs; forgotten when dropped.
pub(crate) struct Running {
    id: String,
    jobs: Jobs,
    pub(crate) watch: Watch,
}

impl Jobs {
    /// Starts to watch a job.
    pub(crate) fn watch(&self, id: String, channel: Channel<ProgressUpdate>) -> Running {
        let cancel = CancellationToken::new();
        self.with(|running| running.insert(id.clone(), cancel.clone()));
        // A window that went away takes its channel along; the job's end is noticed elsewhere.
        let sink = Arc::new(move |update| drop(channel.send(update)));
        Running { id, jobs: self.clone(), watch: Watch::new(sink, cancel) }
    }

    /// Ends a job; one that has ended already stays so.
    pub(crate) fn cancel(&self, id: &str) {
        if let Some(cancel) = self.with(|running| running.get(id).cloned()) {
            cancel.cancel();
        }
    }

    /// Ends all jobs.
    pub(crate) fn cancel_all(&self) {
        self.with(|running| running.values().for_each(CancellationToken::cancel));
    }

    /// None runs any more, and each has tidied up.
    pub(crate) fn are_done(&self) -> bool {
        self.with(|running| running.is_empty())
    }

    fn with<T>(&self, act: impl FnOnce(&mut HashMap<String, CancellationToken>) -> T) -> T {
        // A panic elsewhere cannot leave the map half-changed: every change is one call.
        act(&mut self.running.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Running {
    /// The same job, with sentences sent as they are heard.
    pub(crate) fn hearing(mut self, channel: Channel<Said>) -> Self {
        let sink = Arc::new(move |sentence| drop(channel.send(sentence)));
        self.watch = self.watch.clone().hearing(sink);
        self
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.jobs.with(|running| running.remove(&self.id));
    }
}
