//! Owns checksums: what they look like in writing and how a file is compared with them.

use sha2::Digest as _;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// A published checksum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Digest {
    /// SHA-256.
    Sha256([u8; 32]),
    /// SHA-1, where its publisher gives no better one.
    Sha1([u8; 20]),
}

impl Digest {
    /// Reads 64 (SHA-256) or 40 (SHA-1) hexadecimal digits.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        match text.len() {
            64 => bytes(text).map(Self::Sha256),
            40 => bytes(text).map(Self::Sha1),
            _ => None,
        }
    }

    /// True when all of `wanted` fit the file. `tick` hears how many bytes were read and says
    /// whether to go on; nothing is returned when it does not.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn all_fit(
        wanted: &[Self],
        path: &Path,
        tick: &mut dyn FnMut(u64) -> bool,
    ) -> std::io::Result<Option<bool>> {
        let mut file = File::open(path)?;
        let mut sha256 = sha2::Sha256::new();
        let mut sha1 = sha1::Sha1::new();
        let with = |f: fn(&Self) -> bool| wanted.iter().any(f);
        let (wants256, wants1) =
            (with(|d| matches!(d, Self::Sha256(_))), with(|d| matches!(d, Self::Sha1(_))));
        let mut buffer = vec![0; 1 << 20];
        let mut read = 0;
        loop {
            let n = file.read(&mut buffer)?;
            if n == 0 {
                break;
            }
            if wants256 {
                sha256.update(&buffer[..n]);
            }
            if wants1 {
                sha1.update(&buffer[..n]);
            }
            read += n as u64;
            if !tick(read) {
                return Ok(None);
            }
        }
        let (sha256, sha1) = (sha256.finalize(), sha1.finalize());
        let fits = |digest: &Self| match digest {
            Self::Sha256(right) => sha256.as_slice() == right,
            Self::Sha1(right) => sha1.as_slice() == right,
        };
        Ok(Some(wanted.iter().all(fits)))
    }
}

fn bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut out = [0; N];
    for (byte, pair) in out.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        let digit = |c: u8| char::from(c).to_digit(16);
        *byte = u8::try_from(digit(pair[0])? * 16 + digit(pair[1])?).ok()?;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_read_and_compared() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("abc");
        std::fs::write(&path, b"abc").unwrap();
        let sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let sha1 = "a9993e364706816aba3e25717850c26c9cd0d89d";
        let both = [Digest::from_hex(sha256).unwrap(), Digest::from_hex(sha1).unwrap()];
        let fits = |wanted: &[Digest]| Digest::all_fit(wanted, &path, &mut |_| true).unwrap();
        assert_eq!(fits(&both), Some(true));
        // One that fits does not excuse another that does not.
        assert_eq!(fits(&[both[0], Digest::Sha1([0; 20])]), Some(false));
        assert_eq!(Digest::all_fit(&both, &path, &mut |_| false).unwrap(), None);
        assert_eq!(Digest::from_hex(&sha1.replace('a', "x")), None);
        assert_eq!(Digest::from_hex("abc"), None);
    }
}
