//! Owns the tables `drafts` and `edits`: every edit is stored with its inverse in the same
//! transaction as the draft it made, so a crash loses nothing and undo survives a restart.

use crate::{Error, Library};
use sqlx::{Row, Sqlite, SqliteConnection, Transaction};
use timeline::{Draft, Edit, EditLabel, Timestamp};

/// Version of the JSON in `drafts.document`. A change of shape raises it and reads the old one.
const DOCUMENT_VERSION: i64 = 1;

/// A draft as stored, with what undo and redo would do.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredDraft {
    /// Id, stable.
    pub id: String,
    /// The document.
    pub draft: Draft,
    /// The step that was open last.
    pub step: String,
    /// Time of the last change, milliseconds since 1970.
    pub updated_at_ms: i64,
    /// What undo would take back.
    pub undo: Option<EditLabel>,
    /// What redo would do again.
    pub redo: Option<EditLabel>,
}

/// One line of the list of drafts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRow {
    /// Id, stable.
    pub id: String,
    /// Name.
    pub title: String,
    /// The step that was open last.
    pub step: String,
    /// Time of the last change, milliseconds since 1970.
    pub updated_at_ms: i64,
    /// Length of the clip, if there is one.
    pub duration: Option<Timestamp>,
}

impl Library {
    /// Stores a new draft and returns its id.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn create_draft(&self, draft: &Draft, now_ms: i64) -> Result<String, Error> {
        let id = sqlx::query_scalar(
            "INSERT INTO drafts (id, title, document, version, created_at_ms, updated_at_ms)
             VALUES (lower(hex(randomblob(8))), ?1, ?2, ?3, ?4, ?4) RETURNING id",
        )
        .bind(&draft.title)
        .bind(to_json("draft", draft)?)
        .bind(DOCUMENT_VERSION)
        .bind(now_ms);
        Ok(id.fetch_one(&self.writer).await?)
    }

    /// Drafts, the last changed first.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn drafts(&self) -> Result<Vec<DraftRow>, Error> {
        let rows = sqlx::query(
            "SELECT id, title, step, updated_at_ms,
                    json_extract(document, '$.clip.info.duration_us') AS duration_us
             FROM drafts ORDER BY updated_at_ms DESC, id",
        )
        .fetch_all(&self.readers)
        .await?;
        let row = |r: sqlx::sqlite::SqliteRow| DraftRow {
            id: r.get("id"),
            title: r.get("title"),
            step: r.get("step"),
            updated_at_ms: r.get("updated_at_ms"),
            duration: r.get::<Option<i64>, _>("duration_us").map(Timestamp::from_micros),
        };
        Ok(rows.into_iter().map(row).collect())
    }

    /// One draft.
    ///
    /// # Errors
    /// [`Error::NoDraft`], [`Error::Document`], [`Error::Database`].
    pub async fn draft(&self, id: &str) -> Result<StoredDraft, Error> {
        read(&mut *self.readers.acquire().await?, id).await
    }

    /// Applies an edit, stores it with its inverse and forgets what had been undone.
    ///
    /// # Errors
    /// [`Error::Refused`] leaves everything as it was; [`Error::NoDraft`], [`Error::Database`].
    pub async fn apply(&self, id: &str, edit: Edit, now_ms: i64) -> Result<StoredDraft, Error> {
        let mut tx = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let mut stored = read(&mut tx, id).await?;
        let (label, forward) = (edit.label(), to_json("edit", &edit)?);
        let inverse = stored.draft.apply(edit)?;
        sqlx::query("DELETE FROM edits WHERE draft_id = ?1 AND undone = 1")
            .bind(id)
            .execute(&mut *tx)
            .await?;
        sqlx::query(
            "INSERT INTO edits (draft_id, edit, inverse, label, at_ms) VALUES (?1, ?2, ?3, ?4, ?5)",
        )
        .bind(id)
        .bind(forward)
        .bind(to_json("edit", &inverse)?)
        .bind(to_json("label", &label)?)
        .bind(now_ms)
        .execute(&mut *tx)
        .await?;
        write(tx, stored, now_ms).await
    }

    /// Takes the last edit back.
    ///
    /// # Errors
    /// [`Error::NothingToUndo`], [`Error::NoDraft`], [`Error::Database`].
    pub async fn undo(&self, id: &str, now_ms: i64) -> Result<StoredDraft, Error> {
        self.step_history(id, Step::Back, now_ms).await
    }

    /// Does the last undone edit again.
    ///
    /// # Errors
    /// [`Error::NothingToUndo`], [`Error::NoDraft`], [`Error::Database`].
    pub async fn redo(&self, id: &str, now_ms: i64) -> Result<StoredDraft, Error> {
        self.step_history(id, Step::Forth, now_ms).await
    }

    async fn step_history(&self, id: &str, step: Step, now_ms: i64) -> Result<StoredDraft, Error> {
        let mut tx = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let mut stored = read(&mut tx, id).await?;
        let row = sqlx::query(match step {
            Step::Back => {
                "SELECT id, inverse AS edit FROM edits
                 WHERE draft_id = ?1 AND undone = 0 ORDER BY id DESC LIMIT 1"
            }
            Step::Forth => {
                "SELECT id, edit FROM edits
                 WHERE draft_id = ?1 AND undone = 1 ORDER BY id ASC LIMIT 1"
            }
        })
        .bind(id)
        .fetch_optional(&mut *tx)
        .await?
        .ok_or_else(|| Error::NothingToUndo { id: id.to_owned() })?;
        stored.draft.apply(from_json::<Edit>("edit", row.get("edit"))?)?;
        sqlx::query("UPDATE edits SET undone = ?2 WHERE id = ?1")
            .bind(row.get::<i64, _>("id"))
            .bind(matches!(step, Step::Back))
            .execute(&mut *tx)
            .await?;
        write(tx, stored, now_ms).await
    }

    /// Remembers which step is open; not an edit, so it cannot be undone.
    ///
    /// # Errors
    /// [`Error::NoDraft`], [`Error::Database`].
    pub async fn set_step(&self, id: &str, step: &str) -> Result<(), Error> {
        let done = sqlx::query("UPDATE drafts SET step = ?2 WHERE id = ?1").bind(id).bind(step);
        found(id, done.execute(&self.writer).await?.rows_affected())
    }

    /// Deletes a draft with its edits. The clip itself is never touched.
    ///
    /// # Errors
    /// [`Error::NoDraft`], [`Error::Database`].
    pub async fn delete_draft(&self, id: &str) -> Result<(), Error> {
        let done = sqlx::query("DELETE FROM drafts WHERE id = ?1").bind(id);
        found(id, done.execute(&self.writer).await?.rows_affected())
    }
}

#[derive(Clone, Copy)]
enum Step {
    Back,
    Forth,
}

fn found(id: &str, rows: u64) -> Result<(), Error> {
    if rows == 0 { Err(Error::NoDraft { id: id.to_owned() }) } else { Ok(()) }
}

async fn read(db: &mut SqliteConnection, id: &str) -> Result<StoredDraft, Error> {
    let row = sqlx::query(
        "SELECT document, step, updated_at_ms,
            (SELECT label FROM edits WHERE draft_id = ?1 AND undone = 0 ORDER BY id DESC LIMIT 1)
                AS undo,
            (SELECT label FROM edits WHERE draft_id = ?1 AND undone = 1 ORDER BY id ASC LIMIT 1)
                AS redo
         FROM drafts WHERE id = ?1",
    )
    .bind(id)
    .fetch_optional(db)
    .await?
    .ok_or_else(|| Error::NoDraft { id: id.to_owned() })?;
    let label = |column: &str| {
        row.get::<Option<&str>, _>(column).map(|json| from_json("label", json)).transpose()
    };
    Ok(StoredDraft {
        id: id.to_owned(),
        draft: from_json("draft", row.get("document"))?,
        step: row.get("step"),
        updated_at_ms: row.get("updated_at_ms"),
        undo: label("undo")?,
        redo: label("redo")?,
    })
}

async fn write(
    mut tx: Transaction<'_, Sqlite>,
    stored: StoredDraft,
    now_ms: i64,
) -> Result<StoredDraft, Error> {
    sqlx::query(
        "UPDATE drafts SET title = ?2, document = ?3, version = ?4, updated_at_ms = ?5
         WHERE id = ?1",
    )
    .bind(&stored.id)
    .bind(&stored.draft.title)
    .bind(to_json("draft", &stored.draft)?)
    .bind(DOCUMENT_VERSION)
    .bind(now_ms)
    .execute(&mut *tx)
    .await?;
    // Read again, so that undo and redo say what stands in the table now.
    let fresh = read(&mut tx, &stored.id).await?;
    tx.commit().await?;
    Ok(fresh)
}

pub(crate) fn to_json(what: &'static str, value: &impl serde::Serialize) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|source| Error::Document { what, source })
}

pub(crate) fn from_json<T: serde::de::DeserializeOwned>(
    what: &'static str,
    json: &str,
) -> Result<T, Error> {
    serde_json::from_str(json).map_err(|source| Error::Document { what, source })
}
