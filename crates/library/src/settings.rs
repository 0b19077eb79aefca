//! Owns the table `settings`: one JSON value a name.

use crate::drafts::{from_json, to_json};
use crate::{Error, Library};
use serde::{Serialize, de::DeserializeOwned};

impl Library {
    /// A setting, none before it was first stored.
    ///
    /// # Errors
    /// [`Error::Document`] when what is stored has another shape, [`Error::Database`].
    pub async fn setting<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Error> {
        let json: Option<String> = sqlx::query_scalar("SELECT value FROM settings WHERE name = ?1")
            .bind(name)
            .fetch_optional(&self.readers)
            .await?;
        json.map(|json| from_json("setting", &json)).transpose()
    }

    /// Stores a setting.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn set_setting(&self, name: &str, value: &impl Serialize) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO settings (name, value) VALUES (?1, ?2)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        )
        .bind(name)
        .bind(to_json("setting", value)?)
        .execute(&self.writer)
        .await?;
        Ok(())
    }
}
