//! Owns captions alone as a file of any format, in the film's own time, with what that format cannot
//! hold. Refuses to write over a file that is there.

use crate::survey::survey;
use crate::{Error, Studio, Watch, edit, home, output};
use captions::{CaptionFile, Format, Loss, Markup, Node, Span};
use serde::Serialize;
use std::path::{Path, PathBuf};
use timeline::{CaptionTrack, Cue, Draft, Preview};

/// A file of captions as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct ExportedCaptions {
    /// The file.
    pub path: PathBuf,
    /// The folder it is in.
    pub folder: PathBuf,
    /// How many cues it has.
    #[cfg_attr(feature = "ipc", specta(type = u32))]
    pub cues: usize,
    /// What the format cannot hold, each once.
    pub lost: Vec<Loss>,
}

/// Writes a draft's captions, or with `english` its second track, into the user's videos folder.
/// `ending` names the format.
///
/// # Errors
/// [`Error::Argument`] for an ending that is no caption format, [`Error::Content`] when there is
/// nothing to write, [`Error::Output`].
pub async fn captions(
    studio: &Studio,
    id: &str,
    ending: &str,
    english: bool,
    watch: &Watch,
) -> Result<ExportedCaptions, Error> {
    let unknown = || Error::Argument { what: ending.to_owned() };
    let format = Format::from_extension(ending).ok_or_else(unknown)?;
    let draft = studio.library.draft(id).await?.draft;
    let cues = shown(studio, &draft, watch).await?;
    let (cues, language) = match english {
        true => (CaptionTrack::english(&cues), "en"),
        false => (cues, draft.captions.language()),
    };
    if cues.is_empty() {
        return Err(Error::Content { path: PathBuf::new(), what: "captions" });
    }
    let written = format.compose(&file(&cues, language));
    let name = format!("{}.{language}", home::file_name(&draft.title));
    let folder = home::videos_folder();
    let path = output::write(&free(&folder, &name, ending), written.text.as_bytes(), false)?;
    let mut lost: Vec<Loss> = written.lost.into_iter().map(|lost| lost.loss).collect();
    // Its name says the language, and nobody sees a hundredth of a second.
    lost.retain(|loss| !matches!(loss, Loss::Language | Loss::Precision));
    lost.sort_unstable();
    lost.dedup();
    Ok(ExportedCaptions { path, folder, cues: cues.len(), lost })
}

/// Cues in the time of the finished film; in that of the clip while nothing was cut.
async fn shown(studio: &Studio, draft: &Draft, watch: &Watch) -> Result<Vec<Cue>, Error> {
    let cues = draft.captions.cues();
    if draft.cuts.parts().iter().all(|part| part.kept) {
        return Ok(cues.to_vec());
    }
    let clip = edit::present_clip(draft)?;
    let cuts = survey(studio, &clip.path, watch).await?.map.exact(&draft.cuts);
    Ok(Preview::new(&cuts).map_cues(cues))
}

/// The document of a track, with the names of those who speak.
fn file(cues: &[Cue], language: &str) -> CaptionFile {
    let mut file = CaptionFile::from_cues(cues);
    file.language = Some(language.to_owned());
    for (made, cue) in file.cues.iter_mut().zip(cues) {
        if let Some(name) = &cue.speaker {
            let inside = std::mem::take(&mut made.text);
            let kind = Markup::Voice(name.clone());
            made.text = vec![Node::Span(Span { kind, classes: Vec::new(), inside })];
        }
    }
    file
}

/// A name that is not taken yet.
fn free(folder: &Path, name: &str, ending: &str) -> PathBuf {
    let mut place = folder.join(format!("{name}.{ending}"));
    let mut number = 2;
    while place.symlink_metadata().is_ok() {
        place = folder.join(format!("{name} {number}.{ending}"));
        number += 1;
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;
    use timeline::{CueSource, TimeRange, Timestamp};

    #[test]
    fn what_a_format_cannot_hold_is_named() {
        let range = TimeRange::new(Timestamp::ZERO, Timestamp::from_millis(900)).unwrap();
        let cue = Cue {
            speaker: Some("Mai".into()),
            ..Cue::new(range, "Chào cả nhà", CueSource::Hand)
        };
        let lost = |format: Format| {
            let lost = format.compose(&file(std::slice::from_ref(&cue), "vi")).lost;
            lost.into_iter().map(|lost| lost.loss).collect::<Vec<_>>()
        };
        assert!(!lost(Format::Vtt).contains(&Loss::Speakers));
        assert!(lost(Format::Srt).contains(&Loss::Speakers));
        assert!(lost(Format::Txt).contains(&Loss::Times));
    }
}
