//! Owns the table `learned`: how often findings of a rule were mended, and its questions answered.

use crate::{Error, Library};

/// What a creator did with a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Learned {
    /// Took a suggestion, or left a finding with a reason.
    Mended,
    /// Answered a question of the quiz as the rule does.
    Right,
    /// Answered it otherwise.
    Wrong,
}

impl Learned {
    fn name(self) -> &'static str {
        match self {
            Self::Mended => "mended",
            Self::Right => "right",
            Self::Wrong => "wrong",
        }
    }
}

/// How often each was done with a rule.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct LearnedRow {
    /// Rule id.
    pub rule: String,
    pub mended: u32,
    pub right: u32,
    pub wrong: u32,
}

impl Library {
    /// Notes one.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn add_learned(&self, rule: &str, what: Learned, at_ms: i64) -> Result<(), Error> {
        let query = "INSERT INTO learned (rule, what, at_ms) VALUES (?1, ?2, ?3)";
        sqlx::query(query).bind(rule).bind(what.name()).bind(at_ms).execute(&self.writer).await?;
        Ok(())
    }

    /// Counts by rule.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn learned(&self) -> Result<Vec<LearnedRow>, Error> {
        let query = "SELECT rule,
                count(*) FILTER (WHERE what = 'mended') AS mended,
                count(*) FILTER (WHERE what = 'right') AS right,
                count(*) FILTER (WHERE what = 'wrong') AS wrong
             FROM learned GROUP BY rule ORDER BY rule";
        Ok(sqlx::query_as(query).fetch_all(&self.readers).await?)
    }
}
