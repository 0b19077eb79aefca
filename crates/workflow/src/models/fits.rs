//! Owns the look at processor, memory and file before a speech model is loaded: what is wrong is
//! said in one sentence instead of by a crash.

use crate::Error;
use speech_models::{inspect_file, memory_needed};
use std::path::Path;
use sysinfo::{MemoryRefreshKind, RefreshKind, System};

/// Memory of this computer in bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Memory {
    pub(crate) total: u64,
    pub(crate) free: u64,
}

/// Looks at the memory; zeros where the system does not tell.
pub(crate) fn memory() -> Memory {
    let system = System::new_with_specifics(
        RefreshKind::nothing().with_memory(MemoryRefreshKind::nothing().with_ram()),
    );
    Memory { total: system.total_memory(), free: system.available_memory() }
}

/// Runs in the child that is about to load the model.
///
/// # Errors
/// [`Error::Processor`], [`Error::Memory`]; [`Error::SpeechModels`] for a file that is none.
pub(crate) fn ready(path: &Path) -> Result<(), Error> {
    let missing = captions::missing_features();
    if !missing.is_empty() {
        return Err(Error::Processor { missing: missing.into_iter().map(String::from).collect() });
    }
    let facts = inspect_file(path)?;
    let unusable = |source| speech_models::Error::NotAModel { path: path.to_owned(), source };
    facts.runs().map_err(unusable)?;
    let (needs, free) = (memory_needed(&facts.dims, facts.bytes), memory().free);
    if free > 0 && needs > free {
        let (needs_mb, free_mb) = (needs >> 20, free >> 20);
        return Err(Error::Memory { path: path.to_owned(), needs_mb, free_mb });
    }
    Ok(())
}
