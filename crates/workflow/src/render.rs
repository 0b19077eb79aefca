//! Step 8, render: the draft becomes a finished video with sidecar captions, the cut list and a
//! report. Takes only the draft: what isn't in it cannot change the output.

pub mod shape;

use crate::check::{CheckReport, check, seen_of};
use crate::clock::now_ms;
use crate::error::media_failure;
use crate::output::{FreshFolder, Pending, keep_source};
use crate::settings::Language;
use crate::survey::survey;
use crate::trim::CutFile;
use crate::{Error, Studio, Watch, edit, encoder, home, settings};
use media::{CaptionFile, RenderRequest, Rendered, SoftCaptions};
use serde::Serialize;
use shape::{Shape, Used, Wish, shape};
use std::path::{Path, PathBuf};
use timeline::{
    CaptionStyle, CaptionTrack, Cue, CutList, Draft, Look, MediaInfo, Preset, Preview, Timestamp,
    VideoInfo,
};

/// What will come out, before anything is made.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct FinishPlan {
    /// The folder that will be made.
    pub folder: PathBuf,
    /// Width of the picture.
    pub width: u32,
    /// Height of the picture.
    pub height: u32,
    /// Length.
    pub output_us: Timestamp,
    /// About how many bytes the video will have.
    #[cfg_attr(feature = "ipc", specta(type = i32))]
    pub about_bytes: u64,
    /// Kind of file.
    pub preset: Preset,
}

/// What came out.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Finished {
    /// The folder with everything.
    pub folder: PathBuf,
    /// The finished video.
    pub video: PathBuf,
    /// Sidecar captions, SubRip and WebVTT; then the English ones, if there are any.
    pub captions: Vec<PathBuf>,
    /// The report of the check, for reading.
    pub report: PathBuf,
    /// Size of the video.
    #[cfg_attr(feature = "ipc", specta(type = i32))]
    pub size_bytes: u64,
    /// Length of the video.
    pub output_us: Timestamp,
    /// Findings that should have been mended first.
    pub blocking: u32,
}

/// Names of the files in the folder.
#[derive(Debug, Clone)]
pub struct Names {
    /// Without ending.
    pub video: String,
    /// Without ending.
    pub captions: String,
    /// Without ending.
    pub cuts: String,
    /// Without ending.
    pub check: String,
    /// Language of the report.
    pub language: Language,
}

/// Everything that was made, on its way: files get their names together, at the end.
pub struct Made {
    pending: Vec<Pending>,
    finished: Finished,
    /// What ffmpeg wrote.
    pub rendered: Rendered,
    /// What the check said.
    pub check: CheckReport,
}

impl Made {
    /// Adds one more small file that appears together with the others.
    ///
    /// # Errors
    /// [`Error::Exists`], [`Error::Output`].
    pub fn add(&mut self, place: &Path, bytes: &[u8], force: bool) -> Result<(), Error> {
        let mut pending = Pending::new(place, force)?;
        pending.write(bytes)?;
        self.pending.push(pending);
        Ok(())
    }

    /// Gives all files their names.
    ///
    /// # Errors
    /// [`Error::Exists`], [`Error::Output`].
    pub fn commit(self) -> Result<Finished, Error> {
        for pending in self.pending {
            pending.commit()?;
        }
        Ok(self.finished)
    }
}

/// What will come out of a draft.
///
/// # Errors
/// When there is no such draft or its clip is gone.
pub async fn plan(studio: &Studio, id: &str) -> Result<FinishPlan, Error> {
    let draft = studio.library.draft(id).await?.draft;
    let clip = edit::present_clip(&draft)?;
    let output_us = Preview::new(&draft.cuts).duration();
    let video = picture(&clip.info, &clip.path)?;
    let shape = shape(&*studio.packs()?, video, output_us, wish(&draft));
    let (width, height) = shape.size;
    let about_bytes = shape::about_bytes(&shape, output_us);
    let folder = home::output_folder(&draft.title);
    let preset = shape.used.preset.unwrap_or(draft.platform.into());
    Ok(FinishPlan { folder, width, height, output_us, about_bytes, preset })
}

/// Makes the video of a draft in the user's videos folder.
///
/// # Errors
/// When the clip is gone, the place cannot be written, or the job failed or was cancelled; nothing
/// half-written stays.
pub async fn finish(studio: &Studio, id: &str, watch: &Watch) -> Result<Finished, Error> {
    let draft = studio.library.draft(id).await?.draft;
    let name = home::file_name(&draft.title);
    let names = Names {
        captions: name.clone(),
        cuts: format!("{name}.cuts"),
        check: format!("{name}.check"),
        video: name,
        language: settings::get(studio).await?.language,
    };
    let folder = home::output_folder(&draft.title);
    let _fresh = FreshFolder::new(&folder);
    let place = (folder.as_path(), &names, false);
    produce(studio, &draft, place, watch).await?.commit()
}

/// Makes the video and its sidecars under temporary names.
///
/// # Errors
/// As [`finish`].
pub async fn produce(
    studio: &Studio,
    draft: &Draft,
    (folder, names, force): (&Path, &Names, bool),
    watch: &Watch,
) -> Result<Made, Error> {
    let clip = edit::present_clip(draft)?;
    let place = |stem: &str, ending: &str| folder.join(format!("{stem}.{ending}"));
    let surveyed = survey(studio, &clip.path, watch).await?;
    let cuts = surveyed.map.exact(&draft.cuts);
    let cues = Preview::new(&cuts).map_cues(draft.captions.cues());
    let seen = seen_of(studio, draft).await;
    let check = check(&*studio.packs()?, draft, seen.as_ref(), now_ms());
    let (srt, vtt) = (place(&names.captions, "srt"), place(&names.captions, "vtt"));
    let report = place(&names.check, "md");
    let english = CaptionTrack::english(&cues);
    let second = format!("{}.en", names.captions);
    let (en_srt, en_vtt) = (place(&second, "srt"), place(&second, "vtt"));
    let mut texts = vec![
        (srt.clone(), captions::Format::Srt.write_cues(&cues).into_bytes()),
        (vtt.clone(), captions::Format::Vtt.write_cues(&cues).into_bytes()),
        (place(&names.cuts, "json"), json(&CutFile::of(&cuts))),
        (place(&names.check, "json"), json(&check)),
        (report.clone(), crate::report::markdown(draft, &check, names.language).into_bytes()),
    ];
    let mut sidecars = vec![srt, vtt];
    if !english.is_empty() {
        texts.push((en_srt.clone(), captions::Format::Srt.write_cues(&english).into_bytes()));
        texts.push((en_vtt.clone(), captions::Format::Vtt.write_cues(&english).into_bytes()));
        sidecars.extend([en_srt, en_vtt]);
    }
    // All names are claimed before the long work starts, so that it is not done in vain.
    let video = place(&names.video, "mp4");
    keep_source(&clip.path, &video)?;
    let mut pending = vec![Pending::new(&video, force)?];
    for (place, bytes) in &texts {
        let mut file = Pending::new(place, force)?;
        file.write(bytes)?;
        pending.push(file);
    }
    let output = pending[0].path().to_owned();
    let length = Preview::new(&cuts).duration();
    let shape = shape(&*studio.packs()?, picture(&clip.info, &clip.path)?, length, wish(draft));
    let request = RenderRequest {
        aspect: Some(draft.aspect),
        framing: draft.look.framing,
        limits: shape.limits,
        captions: burn_in(&cues, draft.look.style, &shape),
        soft_captions: Some(SoftCaptions { language: draft.captions.language().into(), cues }),
        loudness: Some(media::Loudness::ONLINE),
        map: surveyed.file,
        ..RenderRequest::plain(clip.path.clone(), output, cuts)
    };
    let rendered = encoder::render(&studio.children, request, watch).await?;
    let finished = Finished {
        folder: folder.to_owned(),
        video,
        captions: sidecars,
        report,
        size_bytes: rendered.info.size_bytes,
        output_us: rendered.info.duration_us,
        blocking: u32::try_from(check.blocking()).unwrap_or(u32::MAX),
    };
    Ok(Made { pending, finished, rendered, check })
}

/// What a draft asks for; its kind of file follows the platform when none was chosen.
fn wish(draft: &Draft) -> Wish {
    let preset = draft.look.preset.unwrap_or(draft.platform.into());
    let look = Look { preset: Some(preset), ..draft.look };
    Wish { platform: draft.platform, aspect: Some(draft.aspect), look }
}

fn picture<'a>(info: &'a MediaInfo, path: &Path) -> Result<&'a VideoInfo, Error> {
    let none = || media::Error::NoVideo { path: path.to_owned() };
    info.video.as_ref().ok_or_else(|| Error::Child(media_failure(&none())))
}

/// Captions as libass draws them; nothing when there are none.
fn burn_in(cues: &[Cue], style: CaptionStyle, shape: &Shape) -> Option<CaptionFile> {
    let ass = || captions::ass::write(cues, shape.size, style, &shape.zone);
    (!cues.is_empty()).then(|| CaptionFile { ass: ass() })
}

/// Renders one file to one file: what `mang render` does.
#[derive(Debug, Clone)]
pub struct Single {
    /// The clip.
    pub source: PathBuf,
    /// What is known of it.
    pub info: MediaInfo,
    /// Where the result goes.
    pub place: PathBuf,
    /// What stays.
    pub cuts: CutList,
    /// Shape, captions, framing and kind of file; nothing leaves the picture as it is.
    pub wish: Wish,
    /// Cues in clip time, to be drawn in.
    pub burn: Vec<Cue>,
    /// BCP 47 language of the cues.
    pub language: String,
    /// How loud it is to be; nothing leaves the sound as it is.
    pub loudness: Option<media::Loudness>,
    /// An existing file may be replaced.
    pub force: bool,
}

/// Cuts, reframes and captions one file.
///
/// # Errors
/// As [`finish`].
pub async fn single(
    studio: &Studio,
    order: Single,
    watch: &Watch,
) -> Result<(Rendered, Used), Error> {
    keep_source(&order.source, &order.place)?;
    named_as_film(&order.place)?;
    let _fresh = order.place.parent().map(FreshFolder::new);
    let pending = Pending::new(&order.place, order.force)?;
    let surveyed = survey(studio, &order.source, watch).await?;
    let cuts = surveyed.map.exact(&order.cuts);
    let (preview, wish) = (Preview::new(&cuts), order.wish);
    let cues = preview.map_cues(&order.burn);
    let shape =
        shape(&*studio.packs()?, picture(&order.info, &order.source)?, preview.duration(), wish);
    let request = RenderRequest {
        captions: burn_in(&cues, wish.look.style, &shape),
        soft_captions: Some(SoftCaptions { language: order.language, cues }),
        aspect: wish.aspect,
        framing: wish.look.framing,
        limits: shape.limits,
        loudness: order.loudness,
        map: surveyed.file,
        ..RenderRequest::plain(order.source, pending.path().to_owned(), cuts)
    };
    let rendered = encoder::render(&studio.children, request, watch).await?;
    pending.commit()?;
    Ok((rendered, shape.used))
}

/// What comes out is MP4 whatever its name says, so the name must say so.
///
/// # Errors
/// [`Error::Argument`].
pub(crate) fn named_as_film(place: &Path) -> Result<(), Error> {
    let ending = place.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    match ["mp4", "m4v", "mov"].contains(&ending.as_str()) {
        true => Ok(()),
        false => Err(Error::Argument { what: place.display().to_string() }),
    }
}

fn json(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
