//! Owns the figures of a whole caption track and the list of what is wrong in it, each with the
//! edit that mends it where there is one. Refuses to change anything; the checks of one cue are
//! `lint_cue.rs`, the edits `lint_fix.rs`.

use crate::phrasing::{Bond, Joint, Phrasing};
use crate::syllables::syllables;
use crate::text::graphemes;
use crate::{Limits, Profile, lint_cue};
use serde::Serialize;
use timeline::{CaptionTrack, Cue, Edit, TimeRange, Timestamp};

/// What can be wrong with a cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum LintCode {
    /// Faster than anyone reads: characters a second.
    TooFast,
    /// Faster than the target: characters a second.
    Fast,
    /// On screen too briefly: seconds.
    TooShort,
    /// On screen too long: seconds.
    TooLong,
    /// A line is too wide: characters.
    LineTooLong,
    /// Too many lines.
    TooManyLines,
    /// Nothing to read.
    Empty,
    /// Still on screen after the clip's end: seconds.
    AfterEnd,
    /// Less than two frames before the next cue: seconds.
    GapTooSmall,
    /// A gap so short that it flickers: seconds.
    GapFlickers,
    /// A line ends inside a word, a name, a number with its unit …
    LineSplitsWord,
    /// So does the cue.
    CueSplitsWord,
    /// Appears before its first word is said: seconds.
    Early,
    /// Appears after its first word was said: seconds.
    Late,
    /// Its words stand where nobody speaks.
    InSilence,
    /// Letters and marks are stored apart (not NFC).
    LooseMarks,
    /// Two speakers want a hyphen and a space before both lines.
    SpeakerDash,
    /// "…" although the sentence runs on in the next cue.
    RunsOn,
    /// Full stops inside an acronym.
    AcronymStops,
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum LintLevel {
    /// A limit that nothing may break.
    Hard,
    /// Readers have trouble.
    Should,
    /// It would be nicer.
    Advice,
}

/// What a fix does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum FixKind {
    /// Shows it longer.
    Extend,
    /// Shows it shorter.
    Shorten,
    /// Breaks its lines elsewhere.
    Wrap,
    /// Makes two cues of it.
    Split,
    /// Joins it with the next one.
    Merge,
    /// Gives a word to the cue that has its other half.
    MoveWord,
    /// Begins with the voice.
    Sync,
    /// Takes it away.
    Remove,
    /// Writes the same words properly.
    Respell,
}

/// The edit that mends a finding.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct LintFix {
    /// In a word.
    pub kind: FixKind,
    /// As a change of the draft.
    pub edit: Edit,
}

/// One thing that is wrong with one cue.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct CaptionFinding {
    /// What.
    pub code: LintCode,
    /// How much it matters.
    pub level: LintLevel,
    /// Which cue, from 0.
    #[cfg_attr(feature = "ipc", specta(type = u32))]
    pub cue: usize,
    /// What was measured, in the code's unit.
    #[cfg_attr(feature = "ipc", specta(type = Option<i32>))]
    pub value: Option<f64>,
    /// What it should be at most, or at least.
    #[cfg_attr(feature = "ipc", specta(type = Option<i32>))]
    pub limit: Option<f64>,
    /// The words it is about: the line, or the two that were parted.
    pub text: String,
    /// Why two words belong together, for a break between them.
    pub bond: Option<Bond>,
    /// How to mend it; none where a person has to think.
    pub fix: Option<LintFix>,
}

/// What is known about the clip that the captions belong to.
#[derive(Debug, Clone, PartialEq)]
pub struct ClipFacts {
    /// Its end; [`Timestamp::MAX`] without a clip.
    pub end: Timestamp,
    /// Length of one frame.
    pub frame: Option<Timestamp>,
    /// Where nobody speaks.
    pub silence: Vec<TimeRange>,
}

impl ClipFacts {
    /// Captions without a clip.
    #[must_use]
    pub fn unknown() -> Self {
        Self { end: Timestamp::MAX, frame: None, silence: Vec::new() }
    }
}

/// Figures of the whole track. Shares are 0 to 1, and 1 of nothing.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct LintFigures {
    /// Cues.
    #[cfg_attr(feature = "ipc", specta(type = u32))]
    pub cues: usize,
    /// Characters to read.
    #[cfg_attr(feature = "ipc", specta(type = u32))]
    pub characters: usize,
    /// Share of cues at most as fast as the target.
    #[cfg_attr(feature = "ipc", specta(type = i32))]
    pub at_target: f64,
    /// Share of cues at most as fast as the hard limit.
    #[cfg_attr(feature = "ipc", specta(type = i32))]
    pub at_hard: f64,
    /// Characters a second over all cues.
    #[cfg_attr(feature = "ipc", specta(type = i32))]
    pub mean_speed: f64,
    /// Characters a second of the fastest cue.
    #[cfg_attr(feature = "ipc", specta(type = i32))]
    pub fastest: f64,
    /// Syllables a minute while cues are on screen.
    #[cfg_attr(feature = "ipc", specta(type = i32))]
    pub syllables_per_minute: f64,
    /// Share of cues between the shortest and the longest time.
    #[cfg_attr(feature = "ipc", specta(type = i32))]
    pub durations_kept: f64,
    /// Share of neighbours with two frames between them or a real pause.
    #[cfg_attr(feature = "ipc", specta(type = i32))]
    pub gaps_kept: f64,
    /// Share of cues whose lines are few and narrow enough.
    #[cfg_attr(feature = "ipc", specta(type = i32))]
    pub lines_kept: f64,
    /// Line and cue ends that a word could be parted by.
    #[cfg_attr(feature = "ipc", specta(type = u32))]
    pub breaks: usize,
    /// Those that part a compound or a name.
    #[cfg_attr(feature = "ipc", specta(type = u32))]
    pub breaks_in_words: usize,
    /// Farthest that a cue begins from its first word, microseconds.
    pub worst_sync_us: Timestamp,
    /// Words shown a minute where nobody speaks; 0 when the sound was not read.
    #[cfg_attr(feature = "ipc", specta(type = i32))]
    pub invented_per_minute: f64,
    /// Findings that break a hard limit.
    #[cfg_attr(feature = "ipc", specta(type = u32))]
    pub hard: usize,
}

/// Everything that a lint says.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct LintReport {
    /// By cue, the worst of a cue first.
    pub findings: Vec<CaptionFinding>,
    /// Of the whole.
    pub figures: LintFigures,
}

/// Looks through a caption track.
#[must_use]
pub fn lint(track: &CaptionTrack, profile: Profile, facts: &ClipFacts) -> LintReport {
    let mut limits = profile.limits();
    if let Some(frame) = facts.frame {
        limits.gap = limits.gap.min(frame + frame);
    }
    let sight = Sight::new(track, profile, limits, facts);
    let mut findings: Vec<CaptionFinding> =
        (0..track.cues().len()).flat_map(|cue| lint_cue::findings(&sight, cue)).collect();
    findings.sort_by_key(|f| (f.cue, f.level, f.code));
    let figures = figures(&sight, &findings);
    LintReport { findings, figures }
}

/// A track with what is needed to look at it.
pub(crate) struct Sight<'a> {
    pub(crate) cues: &'a [Cue],
    pub(crate) profile: Profile,
    pub(crate) limits: Limits,
    pub(crate) facts: &'a ClipFacts,
    pub(crate) phrasing: Phrasing,
    /// Joints behind the words of each cue; the last one of a cue is the one to the next cue.
    pub(crate) joints: Vec<Vec<Joint>>,
}

impl<'a> Sight<'a> {
    fn new(
        track: &'a CaptionTrack,
        profile: Profile,
        limits: Limits,
        facts: &'a ClipFacts,
    ) -> Self {
        let phrasing = Phrasing::vietnamese();
        let cues = track.cues();
        let words: Vec<&str> = cues.iter().flat_map(|c| c.text.split_whitespace()).collect();
        let mut all = phrasing.joints(&words).into_iter();
        let joints = cues.iter().map(|c| {
            let count = c.text.split_whitespace().count();
            all.by_ref().take(count).collect()
        });
        let joints = joints.collect();
        Self { cues, profile, limits, facts, phrasing, joints }
    }
}

/// Characters a second.
pub(crate) fn speed(cue: &Cue) -> f64 {
    count(graphemes(&cue.text)) / cue.range.duration().seconds()
}

#[expect(clippy::cast_precision_loss, reason = "counts of words stay far below 2^53")]
pub(crate) fn count(n: usize) -> f64 {
    n as f64
}

fn figures(sight: &Sight, findings: &[CaptionFinding]) -> LintFigures {
    let cues = sight.cues;
    let with = |codes: &[LintCode]| {
        let mut touched: Vec<usize> =
            findings.iter().filter(|f| codes.contains(&f.code)).map(|f| f.cue).collect();
        touched.dedup();
        touched.len()
    };
    let kept = |codes: &[LintCode], all: usize| {
        if all == 0 { 1.0 } else { 1.0 - count(with(codes)) / count(all) }
    };
    let characters: usize = cues.iter().map(|c| graphemes(&c.text)).sum();
    let shown: f64 = cues.iter().map(|c| c.range.duration().seconds()).sum();
    let said: u32 = cues.iter().flat_map(|c| c.text.split_whitespace()).map(syllables).sum();
    let per = |amount: f64| if shown > 0.0 { amount / shown } else { 0.0 };
    let parted = findings.iter().filter(|f| {
        matches!(f.code, LintCode::LineSplitsWord | LintCode::CueSplitsWord)
            && matches!(f.bond, Some(Bond::Compound | Bond::Name))
    });
    let invented = findings.iter().filter(|f| f.code == LintCode::InSilence);
    let invented: usize = invented.map(|f| f.text.split_whitespace().count()).sum();
    let lines: usize = cues.iter().map(|c| c.text.lines().count()).sum();
    LintFigures {
        cues: cues.len(),
        characters,
        at_target: kept(&[LintCode::Fast, LintCode::TooFast], cues.len()),
        at_hard: kept(&[LintCode::TooFast], cues.len()),
        mean_speed: per(count(characters)),
        fastest: cues.iter().map(speed).fold(0.0, f64::max),
        syllables_per_minute: per(f64::from(said) * 60.0),
        durations_kept: kept(&[LintCode::TooShort, LintCode::TooLong], cues.len()),
        gaps_kept: kept(
            &[LintCode::GapTooSmall, LintCode::GapFlickers],
            cues.len().saturating_sub(1),
        ),
        lines_kept: kept(&[LintCode::LineTooLong, LintCode::TooManyLines], cues.len()),
        breaks: lines.saturating_sub(1),
        breaks_in_words: parted.count(),
        worst_sync_us: cues.iter().filter_map(sync).map(|(by, _)| by).max().unwrap_or_default(),
        invented_per_minute: per(count(invented) * 60.0),
        hard: findings.iter().filter(|f| f.level == LintLevel::Hard).count(),
    }
}

/// How far a cue begins from its first word, and whether before it.
pub(crate) fn sync(cue: &Cue) -> Option<(Timestamp, bool)> {
    let said = cue.words.first()?.range.start();
    let start = cue.range.start();
    Some(if start < said { (said - start, true) } else { (start - said, false) })
}
