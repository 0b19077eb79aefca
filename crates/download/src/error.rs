//! Owns why a file could not be fetched. Refuses words for people: see `ui/messages`.

use std::path::PathBuf;

/// Why a fetch ended without the file. But for [`Wrong`](Self::Wrong), what arrived is kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// An address that is not used: no https, or no address at all.
    #[error("the address {address:?} is not used: {why}")]
    Address {
        /// As given.
        address: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// No line can be encrypted on this computer.
    #[error("no client can be made: {why}")]
    Client {
        /// What is missing.
        why: &'static str,
    },
    /// Nothing to compare the file with: it could not be told from a broken one.
    #[error("no checksum is known for {}", place.display())]
    Unpinned {
        /// Where the file would have gone.
        place: PathBuf,
    },
    /// No address has the file, or each has another one than was asked for.
    #[error("no address has the file any more; {address} said {said}")]
    Gone {
        /// The last one asked.
        address: String,
        /// What it answered.
        said: String,
    },
    /// The line is down or breaks again and again without a new byte.
    #[error("the line to {address} broke {tries} times without a new byte: {said}")]
    Line {
        /// The last one asked.
        address: String,
        /// How often in a row nothing came.
        tries: u32,
        /// What the network said.
        said: String,
    },
    /// A small file is larger than any that is wanted.
    #[error("the file at {address} has more than {limit} bytes")]
    TooLarge {
        /// Where it is.
        address: String,
        /// The most that is taken, in bytes.
        limit: u64,
    },
    /// All addresses were read to the end, and no copy has the right checksum.
    #[error("every copy of {} has a wrong checksum", place.display())]
    Wrong {
        /// Where the file would have gone.
        place: PathBuf,
    },
    /// A file beside the place cannot be read or written.
    #[error("{} cannot be used", path.display())]
    Disk {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Another fetch of the same file is at work.
    #[error("{} is being fetched already", place.display())]
    Busy {
        /// Where the file goes.
        place: PathBuf,
    },
    /// Ended on request; what arrived is kept.
    #[error("cancelled")]
    Cancelled,
}
