//! Owns cutting a clip without changing anything else about it: [`cut`] chooses the way, does
//! it, and falls back to coding everything when the quicker way cannot be made right.

use crate::encode::Quality;
use crate::map::{Barrier, ClipMap, PictureMap};
use crate::smart::{self, Joined, Order, Plan};
use crate::writer::remove_partial;
use crate::{Error, RenderRequest, Rendered, probe, render, survey};
use job::{Job, Stage};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use timeline::CutList;

/// How a cut may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CutMode {
    /// Whichever is quicker and right.
    #[default]
    Auto,
    /// Copy what can be copied, also where that is not quicker.
    Smart,
    /// Copy everything; cuts move outwards to where that is possible.
    Copy,
    /// Code everything anew.
    Full,
}

/// How a cut was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Way {
    /// Most was copied, the frames around cuts were coded anew.
    Smart,
    /// All was copied.
    Copy,
    /// All was coded anew.
    Full,
}

/// Why it was made that way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// It was asked for.
    Asked,
    /// Copying is quicker.
    Quicker,
    /// All cuts lie where nothing needs coding.
    NothingToCode,
    /// Copying would not be quicker.
    NotQuicker,
    /// Nothing lies whole between the cuts.
    NothingWhole,
    /// The codec or the file's kind cannot be joined.
    Codec,
    /// The coding changes in the middle of the file.
    Changes,
    /// Pictures are stored as fields.
    Fields,
    /// A packet is damaged or has no time.
    Damaged,
    /// The look at the finished file found something wrong, so everything was coded anew.
    SelfCheck,
}

/// What to cut.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CutRequest {
    /// The clip; never changed.
    pub source: PathBuf,
    /// A temporary name that the caller chose; what is there is overwritten.
    pub output: PathBuf,
    /// What stays.
    pub cuts: CutList,
    /// How.
    pub mode: CutMode,
    /// The clip's map as JSON, when it was made before.
    #[serde(default)]
    pub map: Option<PathBuf>,
}

/// What was cut.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cut {
    /// The finished file.
    pub rendered: Rendered,
    /// How it was made.
    pub way: Way,
    /// Why like this.
    pub reason: Reason,
    /// For the log: what was wrong with the quicker way, in English.
    pub detail: Option<String>,
    /// Frames copied as they are.
    pub copied: u64,
    /// Frames coded anew.
    pub encoded: u64,
    /// The cuts as they were made.
    pub cuts: CutList,
}

/// Cuts a clip.
///
/// # Errors
/// As [`render`]; a partial output is removed.
pub fn cut(request: &CutRequest, job: &Job) -> Result<Cut, Error> {
    let done = cut_and_check(request, job);
    if done.is_err() && request.output != request.source {
        remove_partial(&request.output);
    }
    done
}

fn cut_and_check(request: &CutRequest, job: &Job) -> Result<Cut, Error> {
    let map = match request.map.as_deref().and_then(ClipMap::read) {
        Some(map) => map,
        None => survey(&request.source, job)?,
    };
    job.progress(Stage::Prepare, 1.0);
    let (way, mut reason) = match order(request, &map) {
        Err(reason) => (None, reason),
        Ok((order, way, reason)) => (Some((order, way)), reason),
    };
    let mut detail = None;
    if let Some((order, way)) = way {
        match smart::join(&order, job) {
            Ok(Joined::Done) => return finished(&order, way, reason),
            Ok(Joined::Cannot(what)) => (reason, detail) = (Reason::Codec, Some(what.to_owned())),
            Err(error) if is_final(&error) => return Err(error),
            Err(error) => (reason, detail) = (Reason::SelfCheck, Some(error.to_string())),
        }
    }
    if reason == Reason::SelfCheck && request.map.is_some() {
        // Perhaps the map was of another film.
        let request = CutRequest { map: None, ..request.clone() };
        let map = survey(&request.source, job)?;
        return full(&request, &map, reason, detail, job);
    }
    full(request, &map, reason, detail, job)
}

/// Failures that a full render would meet as well.
fn is_final(error: &Error) -> bool {
    error.wants_memory()
        || matches!(
            error,
            Error::DiskFull { .. }
                | Error::Unwritable { .. }
                | Error::Unreadable { .. }
                | Error::NothingKept { .. }
                | Error::Missing { .. }
        )
}

/// What will be done without coding everything, or why not.
fn order<'a>(request: &CutRequest, map: &'a ClipMap) -> Result<(Order<'a>, Way, Reason), Reason> {
    let (Some(video), Some(picture)) = (&map.info.video, &map.picture) else {
        return Err(Reason::Codec);
    };
    if request.mode == CutMode::Full {
        return Err(Reason::Asked);
    }
    match map.barrier() {
        _ if !is_joinable(map) => return Err(Reason::Codec),
        Some(Barrier::Codec) => return Err(Reason::Codec),
        Some(Barrier::Changes) => return Err(Reason::Changes),
        Some(Barrier::Fields) => return Err(Reason::Fields),
        Some(Barrier::Damaged) => return Err(Reason::Damaged),
        None => {}
    }
    let frames = map.frames(video.frame_rate);
    let units = picture.units();
    let mut cuts = smart::exact(&request.cuts, &frames);
    let mut kept = smart::kept_frames(&cuts, &frames);
    if request.mode == CutMode::Copy {
        kept = smart::widened(&units, &kept);
        cuts = smart::cuts_of(&kept, &frames, map.info.duration_us);
    }
    let plan = Plan::new(&units, &kept);
    let (way, reason) = match request.mode {
        _ if plan.copied == 0 => return Err(Reason::NothingWhole),
        CutMode::Copy if plan.encoded > 0 => return Err(Reason::NothingWhole),
        CutMode::Copy => (Way::Copy, Reason::Asked),
        _ if plan.encoded == 0 => (Way::Copy, Reason::NothingToCode),
        CutMode::Smart => (Way::Smart, Reason::Asked),
        _ if !plan.pays() => return Err(Reason::NotQuicker),
        _ => (Way::Smart, Reason::Quicker),
    };
    let clock = smart::clock(&frames);
    let ticks = smart::output_ticks(&cuts, &frames, clock);
    let order = Order {
        source: request.source.clone(),
        output: request.output.clone(),
        map,
        picture: picture as &PictureMap,
        units,
        cuts,
        plan,
        clock,
        ticks,
    };
    Ok((order, way, reason))
}

/// Containers whose packets come with exact times and one configuration.
fn is_joinable(map: &ClipMap) -> bool {
    ["mov", "matroska"].iter().any(|name| map.info.container.contains(name))
}

fn finished(order: &Order, way: Way, reason: Reason) -> Result<Cut, Error> {
    let rendered = Rendered {
        info: probe(&order.output, &Job::unwatched())?,
        frames: order.frames() as u64,
        duration: order.total(),
        loudness: None,
        encoder: String::new(),
    };
    Ok(Cut {
        rendered,
        way,
        reason,
        detail: None,
        copied: order.plan.copied as u64,
        encoded: order.plan.encoded as u64,
        cuts: order.cuts.clone(),
    })
}

fn full(
    request: &CutRequest,
    map: &ClipMap,
    reason: Reason,
    detail: Option<String>,
    job: &Job,
) -> Result<Cut, Error> {
    let (source, output) = (request.source.clone(), request.output.clone());
    let request = RenderRequest {
        quality: Quality::Faithful,
        map: request.map.clone(),
        ..RenderRequest::plain(source, output, request.cuts.clone())
    };
    let rendered = render(&request, job)?;
    Ok(Cut {
        way: Way::Full,
        reason,
        detail,
        copied: 0,
        encoded: rendered.frames,
        cuts: map.exact(&request.cuts),
        rendered,
    })
}
