//! Owns turning one caption file into another: reading it whatever its format and encoding,
//! writing it, and saying what the new format cannot hold.

use crate::{Error, output};
use captions::{Encoding, Format, LARGEST_FILE, Lost, Problem, ReadFault, ReadFile};
use serde::Serialize;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Endings of the names of files that can be read, for file dialogs.
pub const ENDINGS: &[&str] = &Format::ENDINGS;

/// How a conversion went.
#[derive(Debug, Clone, Serialize)]
pub struct Converted {
    /// The file that was read.
    pub input: PathBuf,
    /// The format that it is in, whatever its name says.
    pub from: Format,
    /// How its letters were written.
    pub encoding: Encoding,
    /// A byte order mark stood at its beginning.
    pub byte_order_mark: bool,
    /// Cues that were read.
    pub cues: usize,
    /// What was wrong in it.
    pub problems: Vec<Problem>,
    /// The file that was written, always UTF-8.
    pub output: PathBuf,
    /// Its format.
    pub to: Format,
    /// What of the first file it does not hold; cues count from 1.
    pub lost: Vec<Lost>,
}

/// A caption file as it is, with what was wrong in it.
///
/// # Errors
/// [`Error::Input`] when it cannot be opened, [`Error::Captions`] when it holds nothing usable.
pub fn read(path: &Path) -> Result<ReadFile, Error> {
    let fails = |source| Error::Input { path: path.to_owned(), source };
    let file = std::fs::File::open(path).map_err(fails)?;
    let mut bytes = Vec::new();
    // One byte more than is allowed tells that it is too large, however large it is.
    file.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(fails)?;
    let named = path.extension().and_then(|e| Format::from_extension(&e.to_string_lossy()));
    captions::read_file(&bytes, named).map_err(|source| unusable(path, source))
}

fn unusable(path: &Path, source: ReadFault) -> Error {
    captions::Error::CaptionFile { path: path.to_owned(), source }.into()
}

/// Reads `input` and writes `place` in the format of its ending; with `times`, plain text keeps
/// them in brackets.
///
/// # Errors
/// As [`read`]; [`Error::Argument`] for an ending that is no caption format; [`Error::Exists`] and
/// [`Error::Output`] for the result. A text without times becomes only plain text.
pub fn convert(input: &Path, place: &Path, times: bool, force: bool) -> Result<Converted, Error> {
    let unknown = || Error::Argument { what: place.display().to_string() };
    let ending = place.extension().unwrap_or_default().to_string_lossy();
    let to = match Format::from_extension(&ending).ok_or_else(unknown)? {
        Format::Txt if times => Format::TimedTxt,
        format => format,
    };
    output::keep_source(input, place)?;
    let ReadFile { mut file, problems, format, encoding, mark } = read(input)?;
    if file.untimed && !matches!(to, Format::Txt | Format::TimedTxt) {
        return Err(unusable(input, ReadFault::Untimed));
    }
    if to != Format::Json {
        file.words_into_text();
    }
    let written = to.compose(&file);
    output::write(place, written.text.as_bytes(), force)?;
    Ok(Converted {
        input: input.to_owned(),
        from: format,
        encoding,
        byte_order_mark: mark,
        cues: file.cues.len(),
        problems,
        output: place.to_owned(),
        to,
        lost: written.lost,
    })
}
