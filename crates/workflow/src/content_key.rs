//! Owns the name of a clip's content and the place of everything that was found out about it:
//! `MANG_HOME/cache/<key>/<name>`. A clip that is moved or renamed keeps its key, another film
//! under the same name gets another one. Refuses to know what is kept there; whatever lies in the
//! cache can be deleted at any time and is found out again.

use crate::Error;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Files up to this size are read as a whole.
const WHOLE: u64 = 4 << 20;
/// Of larger ones, the first and the last piece and those evenly between: a disk that turns needs
/// about 10 ms for each.
const PIECES: u64 = 16;
const PIECE: u64 = 64 << 10;
/// The cache may grow to this size before the longest unused clips are forgotten.
const LARGEST: u64 = 1 << 30;

/// Names a clip's content: its size and what stands in it.
///
/// Of a large file only sixteen pieces are read. A change of a few bytes between them that keeps
/// the size is not seen, so whoever acts on what is kept here still checks the result.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ContentKey(String);

impl ContentKey {
    /// Reads at most 4 MiB of the file, blocking.
    ///
    /// # Errors
    /// [`Error::Input`] when the file cannot be read.
    pub fn of(path: &Path) -> Result<Self, Error> {
        digest(path).map_err(|source| Error::Input { path: path.to_owned(), source })
    }

    /// Where the thing called `name` is kept about this content. The folder may not be there yet;
    /// write through [`Pending`](crate::output::Pending), which makes it.
    #[must_use]
    pub fn place(&self, home: &Path, name: &str) -> PathBuf {
        home.join("cache").join(&self.0).join(name)
    }
}

fn digest(path: &Path) -> std::io::Result<ContentKey> {
    let mut file = File::open(path)?;
    let size = file.metadata()?.len();
    let mut hash = Sha256::new();
    hash.update(size.to_le_bytes());
    let mut read = |from: u64, count: u64| -> std::io::Result<()> {
        file.seek(SeekFrom::Start(from))?;
        let mut piece = Vec::new();
        file.by_ref().take(count).read_to_end(&mut piece)?;
        hash.update(&piece);
        Ok(())
    };
    if size <= WHOLE {
        read(0, WHOLE)?;
    } else {
        for piece in 0..PIECES - 1 {
            read((size - PIECE) / (PIECES - 1) * piece, PIECE)?;
        }
        read(size - PIECE, PIECE)?;
    }
    let hash = hash.finalize();
    Ok(ContentKey(hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect()))
}

/// Forgets the clips that were longest unused while the cache is larger than 1 GiB. What is in
/// use at this moment is found out again when it is asked for next.
pub fn sweep(home: &Path) {
    sweep_to(&home.join("cache"), LARGEST);
}

fn sweep_to(cache: &Path, largest: u64) {
    let clips = std::fs::read_dir(cache).into_iter().flatten().flatten();
    let mut clips: Vec<(SystemTime, u64, PathBuf)> =
        clips.map(|clip| clip.path()).map(|clip| (newest(&clip), size(&clip), clip)).collect();
    clips.sort();
    let mut total: u64 = clips.iter().map(|(_, size, _)| size).sum();
    for (_, size, clip) in clips {
        if total <= largest {
            break;
        }
        // Best effort: a file that is open on Windows stays until the next time.
        let _ = std::fs::remove_dir_all(clip);
        total -= size;
    }
}

fn files(folder: &Path) -> impl Iterator<Item = std::fs::Metadata> {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    files.filter_map(|file| file.metadata().ok())
}

fn size(folder: &Path) -> u64 {
    files(folder).map(|file| file.len()).sum()
}

fn newest(folder: &Path) -> SystemTime {
    files(folder).filter_map(|f| f.modified().ok()).max().unwrap_or(SystemTime::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(bytes: &[u8]) -> ContentKey {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        ContentKey::of(file.path()).unwrap()
    }

    #[test]
    fn the_same_content_has_the_same_key_wherever_it_lies() {
        let bytes: Vec<u8> = (0..9_000_000_u32).map(|i| (i * 7 / 8) as u8).collect();
        assert_eq!(key(&bytes), key(&bytes));
        assert_eq!(key(b""), key(b""));
        let missing = ContentKey::of(Path::new("no such film.mp4"));
        assert!(matches!(missing, Err(Error::Input { .. })));
    }

    #[test]
    fn another_beginning_middle_end_or_size_is_another_key() {
        let bytes = vec![3_u8; 9_000_000];
        let first = key(&bytes);
        for at in [0, 65_535, 4_790_000, 8_999_999] {
            let mut other = bytes.clone();
            other[at] = 4;
            assert_ne!(first, key(&other), "changed at {at}");
        }
        assert_ne!(first, key(&bytes[1..]));
        // Small files are read whole.
        let small = vec![3_u8; 3_000_000];
        let mut other = small.clone();
        other[1_234_567] = 4;
        assert_ne!(key(&small), key(&other));
    }

    #[test]
    fn a_cache_that_is_too_large_forgets_the_longest_unused() {
        let home = tempfile::tempdir().unwrap();
        let long_ago = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1000);
        let places = [b"a", b"b", b"c"].map(|bytes| key(bytes).place(home.path(), "wave"));
        for (age, place) in places.iter().enumerate() {
            std::fs::create_dir_all(place.parent().unwrap()).unwrap();
            std::fs::write(place, vec![0; 1000]).unwrap();
            let at = long_ago + std::time::Duration::from_secs(age as u64);
            File::options().write(true).open(place).unwrap().set_modified(at).unwrap();
        }
        sweep_to(&home.path().join("cache"), 2500);
        assert_eq!(places.map(|place| place.is_file()), [false, true, true]);
        sweep(home.path());
        assert!(home.path().join("cache").is_dir());
    }
}
