//! Owns starting up: the data folder, the player, the window. Refuses everything after that.

use crate::jobs::Jobs;
use crate::player::Player;
use crate::{closing, commands::startup::StartupClip, ipc};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tauri::{App, AppHandle, Manager, WindowEvent};
use tauri_plugin_dialog::DialogExt;
use tauri_plugin_opener::OpenerExt;
use workflow::{Error, ErrorView, Studio};

/// Opens the window and stays until it is closed. Where the data folder cannot be used there is
/// no window; a message says so.
pub(crate) fn run() -> ExitCode {
    let studio = match open() {
        Ok(studio) => studio,
        Err(error) => return refused(&error.into()),
    };
    let builder = ipc::builder();
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _, _| {
            if let Some(window) = app.get_webview_window("main") {
                // A second start shows the first window; where that fails there is nothing to do.
                let _ = window.unminimize().and_then(|()| window.set_focus());
            }
        }))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .invoke_handler(builder.invoke_handler())
        .on_window_event(|window, event| {
            if let WindowEvent::CloseRequested { api, .. } = event {
                api.prevent_close();
                closing::asked(window);
            }
        })
        .setup(|app| start(app, studio))
        .run(tauri::generate_context!());
    match app {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn open() -> Result<Studio, Error> {
    let program = std::env::current_exe()
        .map_err(|source| Error::Input { path: "mang-studio".into(), source })?;
    tauri::async_runtime::block_on(Studio::open(workflow::home::data_folder(), program))
}

/// One sentence and one hint in a message of the system's, everything else in the log.
fn refused(error: &ErrorView) -> ExitCode {
    eprintln!("{}", error.details);
    let said = words::of(error, words::language());
    rfd::MessageDialog::new()
        .set_level(rfd::MessageLevel::Error)
        .set_title("Măng Studio")
        .set_description(format!("{}\n\n{}", said.message, said.hint))
        .show();
    ExitCode::FAILURE
}

fn start(app: &mut App, studio: Studio) -> Result<(), Box<dyn std::error::Error>> {
    let player = tauri::async_runtime::block_on(Player::start(studio.clone()))?;
    app.manage(studio);
    app.manage(player);
    // What a power cut left in the videos folder is not worth waiting for.
    tauri::async_runtime::spawn_blocking(workflow::output::sweep_videos);
    app.manage(Jobs::default());
    let clip = std::env::args_os().nth(1).map(PathBuf::from).filter(|path| path.is_file());
    app.manage(StartupClip::new(clip));
    Ok(())
}

/// Asks the system's file dialog for one file; none when it was closed.
pub(crate) async fn pick_file(app: &AppHandle, kind: &str, endings: &[&str]) -> Option<PathBuf> {
    let (send, receive) = tokio::sync::oneshot::channel();
    app.dialog().file().add_filter(kind, endings).pick_file(move |file| {
        // The receiver waits as long as the dialog is open.
        let _ = send.send(file);
    });
    receive.await.ok().flatten()?.into_path().ok()
}

/// Asks the system's dialog for a folder; nothing when it was closed.
pub(crate) async fn pick_folder(app: &AppHandle) -> Option<PathBuf> {
    let (send, receive) = tokio::sync::oneshot::channel();
    app.dialog().file().pick_folder(move |folder| {
        // The receiver waits as long as the dialog is open.
        let _ = send.send(folder);
    });
    receive.await.ok().flatten()?.into_path().ok()
}

/// Opens a folder in the system's file manager.
pub(crate) fn show_folder(app: &AppHandle, path: &Path) -> Result<(), ErrorView> {
    let missing = |source| ErrorView::from(Error::Input { path: path.to_owned(), source });
    if !path.is_dir() {
        return Err(missing(std::io::ErrorKind::NotFound.into()));
    }
    let shown = app.opener().open_path(path.to_string_lossy(), None::<&str>);
    shown.map_err(|error| missing(std::io::Error::other(error)))
}
