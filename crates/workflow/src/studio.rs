//! Owns what every step needs: the data folder, its library, the rules and the children.

use crate::Error;
use crate::child::Children;
use crate::growing::Growing;
use library::Library;
use policy::Packs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The open studio. Cheap to clone.
#[derive(Clone)]
pub struct Studio {
    /// The data folder (`MANG_HOME`).
    pub home: Arc<Path>,
    /// Drafts and settings.
    pub library: Library,
    /// Rules that came with the program.
    pub packs: Arc<Packs>,
    /// Starts heavy work.
    pub children: Children,
    pub(crate) growing: Growing,
}

impl Studio {
    /// Opens the data folder; it is made if it is missing. `program` is run again for heavy work.
    ///
    /// # Errors
    /// When the folder, its database or the rules cannot be used.
    pub async fn open(home: PathBuf, program: PathBuf) -> Result<Self, Error> {
        Ok(Self {
            library: Library::open(&home).await?,
            home: home.into(),
            packs: Arc::new(crate::check::as_of_today(Packs::bundled()?)),
            children: Children::new(program),
            growing: Growing::default(),
        })
    }
}
