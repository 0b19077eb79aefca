//! Owns the table `dictionary`: words, each with or without what is written wrongly for it.

use crate::{Error, Library};

impl Library {
    /// Pairs of a word and its wrong form (empty for none), the first added first.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn dictionary(&self) -> Result<Vec<(String, String)>, Error> {
        let query = "SELECT word, wrong FROM dictionary ORDER BY rowid";
        Ok(sqlx::query_as(query).fetch_all(&self.readers).await?)
    }

    /// Adds a pair; one that is there already stays where it is. False when there are `most`
    /// pairs already.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn add_to_dictionary(
        &self,
        word: &str,
        wrong: &str,
        most: u32,
    ) -> Result<bool, Error> {
        let query = "INSERT INTO dictionary (word, wrong)
             SELECT ?1, ?2 WHERE (SELECT count(*) FROM dictionary) < ?3
                OR EXISTS (SELECT 1 FROM dictionary WHERE word = ?1 AND wrong = ?2)
             ON CONFLICT (word, wrong) DO UPDATE SET wrong = excluded.wrong";
        let done = sqlx::query(query).bind(word).bind(wrong).bind(most).execute(&self.writer);
        Ok(done.await?.rows_affected() > 0)
    }

    /// Takes a pair out; nothing happens when there is none.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn remove_from_dictionary(&self, word: &str, wrong: &str) -> Result<(), Error> {
        let query = "DELETE FROM dictionary WHERE word = ?1 AND wrong = ?2";
        sqlx::query(query).bind(word).bind(wrong).execute(&self.writer).await?;
        Ok(())
    }
}
