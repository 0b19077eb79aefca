//! Owns opening the database: write-ahead log, one writer, a backup before migrating.

use crate::Error;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions};
use std::path::{Path, PathBuf};
use std::time::Duration;

static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations");

/// The open database. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Library {
    // SQLite allows one writer; a pool of one makes writers wait here, in order, instead of
    // failing there. Readers never wait for it (write-ahead log), so there is no lock around it.
    pub(crate) writer: SqlitePool,
    pub(crate) readers: SqlitePool,
}

impl Library {
    /// Opens or makes `mang.db` in `home`. Where migrations are due, a copy of the database as
    /// it was is kept beside it as `mang.db.before-<version>`.
    ///
    /// # Errors
    /// [`Error::Folder`], [`Error::Newer`], [`Error::Migrate`], [`Error::Database`].
    pub async fn open(home: &Path) -> Result<Self, Error> {
        std::fs::create_dir_all(home)
            .map_err(|source| Error::Folder { path: home.to_owned(), source })?;
        let path = home.join("mang.db");
        let lock = lock(home).await?;
        let options = SqliteConnectOptions::new()
            .filename(&path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10));
        let writer = SqlitePoolOptions::new().max_connections(1).connect_with(options.clone());
        let library = Self {
            writer: writer.await?,
            readers: SqlitePoolOptions::new()
                .max_connections(3)
                .connect_lazy_with(options.read_only(true).create_if_missing(false)),
        };
        library.migrate(path).await?;
        drop(lock);
        Ok(library)
    }

    async fn migrate(&self, path: PathBuf) -> Result<(), Error> {
        let newest = MIGRATIONS.iter().map(|m| m.version).max().unwrap_or(0);
        let present = self.version().await?;
        if present.is_some_and(|v| v > newest) {
            return Err(Error::Newer { path });
        }
        if present.is_some_and(|v| v < newest) {
            let backup = path.with_file_name(format!("mang.db.before-{newest}"));
            if !backup.exists() {
                sqlx::query("VACUUM INTO ?1")
                    .bind(backup.to_string_lossy().into_owned())
                    .execute(&self.writer)
                    .await?;
            }
        }
        match MIGRATIONS.run(&self.writer).await {
            Ok(()) => Ok(()),
            Err(MigrateError::VersionMissing(_)) => Err(Error::Newer { path }),
            Err(source) => Err(Error::Migrate { path, source }),
        }
    }

    /// Number of the last migration that ran, none in an empty database.
    async fn version(&self) -> Result<Option<i64>, Error> {
        let known: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '_sqlx_migrations'",
        )
        .fetch_one(&self.writer)
        .await?;
        if known == 0 {
            return Ok(None);
        }
        let version = sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations");
        Ok(version.fetch_one(&self.writer).await?)
    }

    /// Writes what is left in the log and closes the files.
    pub async fn close(self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

/// SQLite has no lock for migrations, and of two programs that turn the write-ahead log on at
/// once it turns one away without waiting; so only one at a time opens the folder. The system
/// lets go of the lock when a program ends, however it ends.
async fn lock(home: &Path) -> Result<std::fs::File, Error> {
    let path = home.join("mang.db.lock");
    let wait = {
        let path = path.clone();
        move || {
            let lock = std::fs::OpenOptions::new().create(true).append(true).open(path)?;
            // File systems without locks (some sticks and shares) still hold a database.
            let _ = lock.lock();
            Ok(lock)
        }
    };
    let locked = tokio::task::spawn_blocking(wait).await.unwrap_or_else(|e| Err(e.into()));
    locked.map_err(|source| Error::Folder { path, source })
}
