//! Owns fetching rule packs from an address: only when somebody asked, the signature before the
//! packs, and the address is remembered once it gave something good. Refuses to trust a network:
//! what it brings goes the same way as a file.

use super::{Kept, LONGEST_SIGNATURE, RulesInUse, broken, in_use, kept, take};
use crate::{Error, ProgressUpdate, Studio, Watch};
use download::{Habits, Progress};
use job::Stage;
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::time::Duration;

/// The setting that holds [`Source`].
const NAME: &str = "rules-source";
/// No address is longer.
const LONGEST_ADDRESS: usize = 2000;

/// Where rules come from, and whose they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Source {
    address: String,
    /// The publisher's public key, when it is not the program's own.
    key: Option<String>,
}

/// What a fetch found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct FetchedRules {
    /// Those in use now.
    pub rules: RulesInUse,
    /// False: the address has what was here already.
    pub new: bool,
}

/// Fetches rule packs from `address`, or from where they came the last time. `key` is the public key
/// of another publisher than the program's; it is remembered with the address. What is wrong is
/// said, and the packs in use stay.
///
/// # Errors
/// [`Error::NeedsAddress`], [`Error::RulesFetch`], [`Error::RulesPage`], [`Error::Cancelled`], and
/// what [`add`](super::add) says.
pub async fn fetch(
    studio: &Studio,
    address: Option<&str>,
    key: Option<&str>,
    watch: &Watch,
) -> Result<FetchedRules, Error> {
    let source = source(remembered(studio).await?, address, key)?;
    let signature = get(&beside(&source.address), LONGEST_SIGNATURE, watch).await?;
    let new = !has_already(studio, &source, &signature);
    if new {
        let path = Path::new(&source.address);
        let pack = get(&source.address, policy::LARGEST_BUNDLE, watch).await?;
        let fresh = Kept::of_bytes(path, (pack, signature), source.key.as_deref())?;
        take(studio, &Kept { from: Some(source.address.clone()), ..fresh }, path)?;
    }
    studio.library.set_setting(NAME, &source).await?;
    Ok(FetchedRules { rules: in_use(studio).await?, new })
}

/// Where rules were fetched last.
pub(super) async fn address(studio: &Studio) -> Result<Option<String>, Error> {
    Ok(remembered(studio).await?.map(|source| source.address))
}

async fn remembered(studio: &Studio) -> Result<Option<Source>, Error> {
    match studio.library.setting(NAME).await {
        // What cannot be read is typed once more.
        Err(library::Error::Document { .. }) => Ok(None),
        other => Ok(other?),
    }
}

/// What was given, and where it was not, what was given before.
fn source(
    before: Option<Source>,
    address: Option<&str>,
    key: Option<&str>,
) -> Result<Source, Error> {
    let address = address.map(str::trim).filter(|address| !address.is_empty());
    let same = before.filter(|b| address.is_none_or(|address| address == b.address));
    let address = address.map(str::to_owned).or_else(|| same.as_ref().map(|s| s.address.clone()));
    let address = address.ok_or(Error::NeedsAddress)?;
    if address.len() > LONGEST_ADDRESS {
        let source = download::Error::Address { address: String::new(), why: "it is too long" };
        let address = address.chars().take(80).collect();
        return Err(Error::RulesFetch { address, source });
    }
    Ok(Source { address, key: key.map(str::to_owned).or_else(|| same.and_then(|s| s.key)) })
}

/// The signature's address: what is asked of a server comes after the file's name.
fn beside(address: &str) -> String {
    let (file, asked) = address.split_at(address.find(['?', '#']).unwrap_or(address.len()));
    format!("{file}.minisig{asked}")
}

/// True when the packs that are kept carry this very signature: then they are those of the address,
/// and nobody pays for them twice.
fn has_already(studio: &Studio, source: &Source, signature: &[u8]) -> bool {
    let own = Kept::in_home(&studio.home).filter(|own| own.signature.as_bytes() == signature);
    own.is_some_and(|own| own.key == source.key && own.bundle(&kept(&studio.home)).is_ok())
}

async fn get(address: &str, most: u64, watch: &Watch) -> Result<Vec<u8>, Error> {
    // Somebody sits before it and waits.
    let habits = Habits {
        stall: Duration::from_secs(20),
        first_wait: Duration::from_millis(500),
        longest_wait: Duration::from_secs(10),
        tries: 4,
        ..Habits::default()
    };
    let sink = watch.clone();
    let report = move |at: &Progress| sink.say(update(at));
    match download::small(address, most, &habits, &report, &watch.cancel).await {
        Ok(bytes) if bytes.trim_ascii_start().starts_with(b"<") => {
            Err(Error::RulesPage { address: address.to_owned() })
        }
        Ok(bytes) => Ok(bytes),
        Err(download::Error::Cancelled) => Err(Error::Cancelled),
        Err(download::Error::TooLarge { limit, .. }) => {
            let path = Path::new(address);
            Err(broken(path, policy::Error::TooLarge { path: path.to_owned(), limit }))
        }
        Err(source) => Err(Error::RulesFetch { address: address.to_owned(), source }),
    }
}

fn update(at: &Progress) -> ProgressUpdate {
    #[expect(clippy::cast_precision_loss, reason = "a fraction for a bar")]
    let part = at.total.filter(|t| *t > 0).map_or(0.0, |total| at.have as f32 / total as f32);
    let (stages, stage) = (vec![Stage::Fetch], Stage::Fetch);
    ProgressUpdate { stages, stage, stage_fraction: part, fraction: part, eta_s: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_its_key_and_another_one_brings_its_own() {
        let before = || Some(Source { address: "https://a/r".into(), key: Some("k".into()) });
        let key = |address, key| source(before(), address, key).unwrap().key;
        assert_eq!(source(before(), None, None).unwrap(), before().unwrap());
        assert_eq!(key(Some(" https://a/r\n"), None).as_deref(), Some("k"));
        assert_eq!(key(Some("https://b/r"), None), None, "trust is not passed on");
        assert_eq!(key(Some("https://a/r"), Some("l")).as_deref(), Some("l"));
        assert!(matches!(source(None, Some("  "), None), Err(Error::NeedsAddress)));
        let long = "https://a/".repeat(300);
        assert!(matches!(source(None, Some(&long), None), Err(Error::RulesFetch { .. })));
    }

    #[test]
    fn the_signature_lies_beside_the_file_and_not_behind_the_question() {
        assert_eq!(beside("https://a/r.json"), "https://a/r.json.minisig");
        assert_eq!(beside("https://a/r.json?v=2#x"), "https://a/r.json.minisig?v=2#x");
    }
}
