//! Owns what every step needs: the data folder, its library, the rules and the children.

use crate::Error;
use crate::child::Children;
use crate::growing::Growing;
use library::Library;
use policy::Packs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// The open studio. Cheap to clone.
#[derive(Clone)]
pub struct Studio {
    /// The data folder (`MANG_HOME`).
    pub home: Arc<Path>,
    /// Drafts and settings.
    pub library: Library,
    /// Rules that came with the program, once somebody asked for them.
    packs: Arc<OnceLock<Packs>>,
    /// Starts heavy work.
    pub children: Children,
    pub(crate) growing: Growing,
}

impl Studio {
    /// Opens the data folder; it is made if it is missing. `program` is run again for heavy work.
    ///
    /// # Errors
    /// When the folder or its database cannot be used.
    pub async fn open(home: PathBuf, program: PathBuf) -> Result<Self, Error> {
        Ok(Self {
            library: Library::open(&home).await?,
            home: home.into(),
            packs: Arc::default(),
            children: Children::new(program),
            growing: Growing::default(),
        })
    }

    /// Rules that came with the program, by the laws of today. Reading them all takes a moment, which
    /// a command that checks nothing need not wait for.
    ///
    /// # Errors
    /// When they cannot be used.
    pub fn packs(&self) -> Result<&Packs, Error> {
        if let Some(packs) = self.packs.get() {
            return Ok(packs);
        }
        let packs = crate::check::as_of_today(Packs::bundled()?);
        Ok(self.packs.get_or_init(|| packs))
    }
}
