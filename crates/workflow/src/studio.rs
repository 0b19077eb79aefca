//! Owns what every step needs: the data folder, its library, the rules and the children.

use crate::Error;
use crate::child::Children;
use crate::growing::Growing;
use library::Library;
use policy::Packs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

/// Rules, and whether they were added instead of having come with the program.
type InUse = (Arc<Packs>, bool);

/// The open studio. Cheap to clone.
#[derive(Clone)]
pub struct Studio {
    /// The data folder (`MANG_HOME`).
    pub home: Arc<Path>,
    /// Drafts and settings.
    pub library: Library,
    /// Rules in use, once somebody asked for them.
    packs: Arc<RwLock<Option<InUse>>>,
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

    /// Rules in use, by the laws of today: those that came with the program, or newer ones that were
    /// added. Reading them all takes a moment, which a command that checks nothing need not wait for.
    ///
    /// # Errors
    /// When they cannot be used.
    pub fn packs(&self) -> Result<Arc<Packs>, Error> {
        Ok(self.packs_and_origin()?.0)
    }

    /// The rules in use did not come with the program.
    pub(crate) fn has_added_packs(&self) -> bool {
        self.packs_and_origin().is_ok_and(|(_, added)| added)
    }

    /// Others are to be used from now on; whoever holds the old ones goes on with them.
    pub(crate) fn forget_packs(&self) {
        *self.packs.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn packs_and_origin(&self) -> Result<InUse, Error> {
        let known = self.packs.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(known) = known {
            return Ok(known);
        }
        let own = Packs::bundled()?;
        let added = crate::rule_pack::added(&self.home, &own);
        let is_added = added.is_some();
        let packs = Arc::new(crate::check::as_of_today(added.unwrap_or(own)));
        let mut kept = self.packs.write().unwrap_or_else(PoisonError::into_inner);
        Ok(kept.get_or_insert((packs, is_added)).clone())
    }
}
