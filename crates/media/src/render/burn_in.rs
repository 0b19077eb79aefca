//! Owns the captions that are drawn into the picture: a fresh folder with the ASS text and the
//! bundled fonts, and the filter that draws them. Refuses wording, times and styles: they are
//! in the text.

use crate::filter_chain::{Link, link, literal};
use crate::{Error, font};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const FONTS: [(&str, &[u8]); 2] =
    [("BeVietnamPro-Bold.ttf", font::BOLD), ("BeVietnamPro-SemiBold.ttf", font::SEMI_BOLD)];

/// Captions on disk for as long as the render lasts.
pub(crate) struct BurnIn {
    folder: TempDir,
}

impl BurnIn {
    pub(crate) fn new(ass: &str) -> Result<Self, Error> {
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |source| Error::from_io(path, source)
        };
        let root = std::env::temp_dir();
        let folder = tempfile::Builder::new().prefix("mang-").tempdir().map_err(failed(&root))?;
        let write = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            fs::write(&path, bytes).map_err(failed(&path))
        };
        write("captions.ass", ass.as_bytes())?;
        for (name, bytes) in FONTS {
            write(name, bytes)?;
        }
        Ok(Self { folder })
    }

    /// The filter that draws the captions at the time each frame carries.
    pub(crate) fn link(&self) -> Result<Link, Error> {
        let text = |path: PathBuf| match path.to_str() {
            Some(text) => Ok(literal(text)),
            None => Err(Error::Unwritable {
                path,
                source: std::io::Error::from(std::io::ErrorKind::InvalidInput),
            }),
        };
        let captions = text(self.folder.path().join("captions.ass"))?;
        let fonts = text(self.folder.path().to_owned())?;
        Ok(link("ass", format!("filename={captions}:fontsdir={fonts}")))
    }
}
