//! Owns how the library fails.

use std::path::PathBuf;
use timeline::Refused;

/// Why the library could not do it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The data folder cannot be made or written.
    #[error("the data folder {path} cannot be used")]
    Folder { path: PathBuf, source: std::io::Error },
    /// A newer version of the program wrote this database.
    #[error("the database {path} was written by a newer version")]
    Newer { path: PathBuf },
    /// The migrations did not run; the backup beside the database holds the state before.
    #[error("the database {path} could not be brought up to date")]
    Migrate { path: PathBuf, source: sqlx::migrate::MigrateError },
    /// No draft of that id.
    #[error("there is no draft {id}")]
    NoDraft { id: String },
    /// Nothing to undo or to redo.
    #[error("there is nothing to take back in draft {id}")]
    NothingToUndo { id: String },
    /// The edit would break an invariant.
    #[error("the edit was refused")]
    Refused(#[from] Refused),
    /// A stored document cannot be read.
    #[error("the stored {what} cannot be read")]
    Document { what: &'static str, source: serde_json::Error },
    /// SQLite failed.
    #[error("the database failed")]
    Database(#[from] sqlx::Error),
}
