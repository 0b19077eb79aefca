//! Owns the table `sound_levels`: what was heard of a draft's clip, kept so that it is heard once.

use crate::drafts::{from_json, to_json};
use crate::{Error, Library};
use serde::{Serialize, de::DeserializeOwned};

impl Library {
    /// Levels of the draft's clip, none before it was listened to.
    ///
    /// # Errors
    /// [`Error::Document`] when an older program stored another shape, [`Error::Database`].
    pub async fn sound_levels<T: DeserializeOwned>(&self, id: &str) -> Result<Option<T>, Error> {
        let query = "SELECT levels FROM sound_levels WHERE draft_id = ?1";
        let json: Option<String> =
            sqlx::query_scalar(query).bind(id).fetch_optional(&self.readers).await?;
        json.map(|json| from_json("sound levels", &json)).transpose()
    }

    /// Stores the levels of the draft's clip.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn set_sound_levels(&self, id: &str, levels: &impl Serialize) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO sound_levels (draft_id, levels) VALUES (?1, ?2)
             ON CONFLICT (draft_id) DO UPDATE SET levels = excluded.levels",
        )
        .bind(id)
        .bind(to_json("sound levels", levels)?)
        .execute(&self.writer)
        .await?;
        Ok(())
    }

    /// Forgets the levels, because the draft has another clip.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn clear_sound_levels(&self, id: &str) -> Result<(), Error> {
        let query = "DELETE FROM sound_levels WHERE draft_id = ?1";
        sqlx::query(query).bind(id).execute(&self.writer).await?;
        Ok(())
    }
}
