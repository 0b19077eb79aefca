//! Owns rule packs that came after the program: taking them from a file or from an address when
//! they carry a publisher's signature and are newer, keeping them, and reading them again. Refuses
//! to give up the packs that are there before the new ones have proved good.

mod fetch;

use crate::clock::now_ms;
use crate::error::host;
use crate::output;
use crate::{Error, Studio};
pub use fetch::{FetchedRules, fetch};
use minisign_verify::{PublicKey, Signature};
use policy::{Bundle, Packs};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// The key that this program trusts; whoever publishes rules signs with its other half.
const PUBLISHER: &str = include_str!("../../../rules/publisher.pub");
/// A signature has four short lines.
const LONGEST_SIGNATURE: u64 = 4096;

/// The packs in use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct RulesInUse {
    /// Date of the newest pack, `YYYY-MM-DD`.
    pub newest: String,
    /// Over three months old.
    pub stale: bool,
    /// Came from a file or an address, not with the program.
    pub added: bool,
    /// The host that they were fetched from.
    pub from: Option<String>,
    /// Where rules were fetched last, and will be again when nothing else is said.
    pub address: Option<String>,
    pub packs: u32,
    pub rules: u32,
}

fn kept(home: &Path) -> PathBuf {
    home.join("rules").join("pack.json")
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn read(path: &Path, most: u64) -> Result<Vec<u8>, Error> {
    let unreadable = |source| Error::Input { path: path.to_owned(), source };
    let mut bytes = Vec::new();
    let mut file = File::open(path).map_err(unreadable)?.take(most + 1);
    file.read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > most {
        return Err(broken(path, policy::Error::TooLarge { path: path.to_owned(), limit: most }));
    }
    Ok(bytes)
}

/// Packs as they are kept: one file, so that none of it is ever without the rest.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// The publisher's public key, when it is not the program's own.
    key: Option<String>,
    /// Where it was fetched; none for a file.
    #[serde(default)]
    from: Option<String>,
    signature: String,
    pack: String,
}

impl Kept {
    /// A pack and its signature, which lies beside it as `.minisig`.
    fn of_files(path: &Path, key: Option<&str>) -> Result<Self, Error> {
        let pack = read(path, policy::LARGEST_BUNDLE)?;
        let signature = match read(&beside(path, ".minisig"), LONGEST_SIGNATURE) {
            Err(Error::Input { source, .. }) if source.kind() == ErrorKind::NotFound => {
                return Err(Error::Signature { path: path.to_owned() });
            }
            read => read?,
        };
        Self::of_bytes(path, (pack, signature), key)
    }

    /// A pack and its signature that came from `path`.
    fn of_bytes(
        path: &Path,
        (pack, signature): (Vec<u8>, Vec<u8>),
        key: Option<&str>,
    ) -> Result<Self, Error> {
        let unsigned = |_| Error::Signature { path: path.to_owned() };
        let signature = String::from_utf8(signature).map_err(unsigned)?;
        let pack = String::from_utf8(pack).map_err(unsigned)?;
        Ok(Self { key: key.map(str::to_owned), from: None, signature, pack })
    }

    /// What was kept in the data folder, if anything.
    fn in_home(home: &Path) -> Option<Self> {
        let bytes = read(&kept(home), 2 * policy::LARGEST_BUNDLE).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    /// The packs, when the signature is good.
    fn bundle(&self, path: &Path) -> Result<Bundle, Error> {
        let unsigned = |_| Error::Signature { path: path.to_owned() };
        let key = self.key.as_deref().unwrap_or(PUBLISHER);
        let key = PublicKey::decode(key.trim()).map_err(unsigned)?;
        let stated = Signature::decode(&self.signature).map_err(unsigned)?;
        key.verify(self.pack.as_bytes(), &stated, false).map_err(unsigned)?;
        Bundle::read(path, self.pack.as_bytes()).map_err(|source| broken(path, source))
    }
}

fn broken(path: &Path, source: policy::Error) -> Error {
    Error::RulePack { path: path.to_owned(), source }
}

fn newest(packs: &Packs) -> &str {
    packs.list().iter().map(|pack| pack.date.as_str()).max().unwrap_or_default()
}

/// The packs that were added, when they are there, still carry a good signature and are not older
/// than the program's own: whoever updates the program gets its rules.
pub(crate) fn added(home: &Path, own: &Packs) -> Option<Packs> {
    let place = kept(home);
    let packs = Kept::in_home(home)?.bundle(&place).ok()?.packs(&place).ok()?;
    (newest(&packs) >= newest(own)).then_some(packs)
}

/// Number of the added set; 0 without one.
fn serial(home: &Path) -> u64 {
    let bundle = Kept::in_home(home).and_then(|kept_one| kept_one.bundle(&kept(home)).ok());
    bundle.map_or(0, |bundle| bundle.serial)
}

/// Takes rule packs from a file. `key` is the public key of another publisher than the program's.
/// What is wrong with them is said, and the packs in use stay.
///
/// # Errors
/// [`Error::Signature`], [`Error::OlderRules`], [`Error::RulePack`]; [`Error::Output`] when they
/// cannot be kept.
pub async fn add(studio: &Studio, path: &Path, key: Option<&str>) -> Result<RulesInUse, Error> {
    take(studio, &Kept::of_files(path, key)?, path)?;
    in_use(studio).await
}

/// Uses `new`, which came from `path`, when it is signed, newer and whole.
fn take(studio: &Studio, new: &Kept, path: &Path) -> Result<(), Error> {
    let bundle = new.bundle(path)?;
    let mut packs = bundle.packs(path).map_err(|source| broken(path, source))?;
    let current = studio.packs()?;
    if newest(&packs) < newest(&current) || bundle.serial <= serial(&studio.home) {
        return Err(Error::OlderRules { path: path.to_owned() });
    }
    packs.set_day(&crate::check::today());
    if let Some(failure) = packs.test().first() {
        let reason = format!("an example of {} does not hold: {}", failure.rule, failure.text);
        return Err(broken(path, policy::Error::Rule { path: path.to_owned(), reason }));
    }
    let bytes = serde_json::to_vec(new).unwrap_or_default();
    output::write(&kept(&studio.home), &bytes, true)?;
    studio.forget_packs();
    Ok(())
}

/// Goes back to the rules that came with the program.
///
/// # Errors
/// [`Error::Output`] when what was added cannot be taken away.
pub async fn remove(studio: &Studio) -> Result<RulesInUse, Error> {
    let place = kept(&studio.home);
    match std::fs::remove_file(&place) {
        Err(source) if source.kind() != ErrorKind::NotFound => {
            return Err(Error::Output { path: place, source });
        }
        _ => {}
    }
    studio.forget_packs();
    in_use(studio).await
}

/// Which rules are in use.
///
/// # Errors
/// When they cannot be used, or the library fails.
pub async fn in_use(studio: &Studio) -> Result<RulesInUse, Error> {
    let packs = studio.packs()?;
    let added = studio.has_added_packs();
    let from = Kept::in_home(&studio.home).filter(|_| added).and_then(|kept| kept.from);
    let (newest, stale) = crate::check::age(&packs, now_ms());
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Ok(RulesInUse {
        newest,
        stale,
        added,
        from: from.as_deref().map(host),
        address: fetch::address(studio).await?,
        packs: count(packs.list().len()),
        rules: count(packs.rules().len()),
    })
}
