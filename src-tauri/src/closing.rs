//! Owns how the window closes: the page saves what was typed last, running jobs end and tidy up,
//! then the window goes. Refuses to wait for long: whoever closes wants to be gone.

use crate::jobs::Jobs;
use tauri::{AppHandle, Emitter, Manager, Window};
use tokio::time::{Duration, sleep};

/// What the page listens for; it answers with the command `close_window`.
const FLUSH: &str = "flush";
/// A page that hangs must not keep its window.
const PATIENCE: Duration = Duration::from_millis(1500);

/// The user wants to close: asks the page first.
pub(crate) fn asked(window: &Window) {
    let app = window.app_handle().clone();
    // A page that cannot hear it is the one that the patience is for.
    let _ = window.emit(FLUSH, ());
    tauri::async_runtime::spawn(async move {
        sleep(PATIENCE).await;
        end(&app).await;
    });
}

/// Ends running jobs, so that nothing half-written stays, and then the window.
pub(crate) async fn end(app: &AppHandle) {
    // Whoever starts the program again from now on gets a window of his own, not this one that goes.
    tauri_plugin_single_instance::destroy(app);
    let jobs = app.state::<Jobs>();
    jobs.cancel_all();
    for _ in 0..20 {
        if jobs.are_done() {
            break;
        }
        sleep(Duration::from_millis(100)).await;
    }
    for window in app.webview_windows().into_values() {
        // Already gone when the page and the patience both came here.
        let _ = window.destroy();
    }
}
