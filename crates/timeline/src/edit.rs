//! Owns what can be done to a draft, as values: [`Edit`]. Each has an inverse (see
//! [`Draft::apply`](crate::Draft::apply)), so undo is one more edit and survives a restart.

use crate::{
    Answer, Aspect, Breathing, CaptionTrack, Clip, Cue, CutList, Look, Platform, Reading, Script,
    TimeRange, Timestamp, Transcript, Translation, Waiver,
};
use serde::{Deserialize, Serialize};

/// What a replacement of cues was for; names the undo button.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum CueAct {
    /// New words.
    Text,
    /// New time.
    Time,
    /// One cue became two.
    Split,
    /// Two cues became one.
    Merge,
    /// A cue went.
    Delete,
    /// A cue came.
    Insert,
    /// A suggestion of the check was taken.
    Suggestion,
    /// Somebody was named as the speaker.
    Speaker,
    /// Words were replaced wherever they stood.
    Replace,
}

/// What a new cut list was for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum CutAct {
    /// Pauses were proposed.
    Propose,
    /// A part is kept again.
    Keep,
    /// A part was removed.
    Remove,
    /// A border moved.
    Border,
    /// Words were removed or kept in the transcript.
    Text,
    /// A filler sound was removed.
    Filler,
    /// One part became two.
    Split,
    /// An earlier try of a sentence went.
    Retake,
}

/// What a change of what was heard was for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum HeardAct {
    /// A removed line was put back.
    Restore,
    /// What was said stands instead of what was written.
    Spoken,
    /// A note was read and needs no answer.
    Dismiss,
}

/// What a change of translations was for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum TranslationAct {
    /// A machine translated.
    Make,
    /// A person wrote.
    Text,
    /// A person confirmed.
    Confirm,
    /// The translation went.
    Remove,
}

/// New words for one of several cues.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct CueText {
    /// Number of the cue, from 0.
    #[cfg_attr(feature = "ipc", specta(type = u32))]
    pub index: usize,
    /// Its new text.
    pub text: String,
}

/// One change of a draft. Indexes count from 0 in the draft as it was before the edit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(tag = "edit", rename_all = "kebab-case")]
pub enum Edit {
    /// New name.
    SetTitle { title: String },
    /// New place to post and shape.
    SetTarget { platform: Platform, aspect: Aspect },
    /// Another style of captions, framing or kind of file.
    SetLook { look: Look },
    /// Another source film, with the cut list that covers it.
    SetClip { clip: Box<Option<Clip>>, cuts: CutList },
    /// A new script; `scene` names the one that changed, if it was one.
    SetScript {
        script: Script,
        #[cfg_attr(feature = "ipc", specta(type = Option<u32>))]
        scene: Option<usize>,
    },
    /// New text for the post.
    SetPost { post: String },
    /// All captions anew, from the sound, the script or a file.
    SetCaptions { captions: CaptionTrack, transcript: Option<Transcript> },
    /// The same captions in other groups, for other readers.
    SetReading { reading: Option<Reading>, captions: CaptionTrack },
    /// Captions and transcript after a decision about what was heard.
    SetHeard { captions: CaptionTrack, transcript: Option<Transcript>, act: HeardAct },
    /// New words for one cue; word times are spread anew when the words differ.
    SetCueText {
        #[cfg_attr(feature = "ipc", specta(type = u32))]
        index: usize,
        text: String,
    },
    /// New words for several cues, as one change.
    SetCueTexts { texts: Vec<CueText> },
    /// New time for one cue.
    SetCueRange {
        #[cfg_attr(feature = "ipc", specta(type = u32))]
        index: usize,
        range: TimeRange,
    },
    /// `remove` cues from `at` on are replaced by `insert`.
    ReplaceCues {
        #[cfg_attr(feature = "ipc", specta(type = u32))]
        at: usize,
        #[cfg_attr(feature = "ipc", specta(type = u32))]
        remove: usize,
        insert: Vec<Cue>,
        act: CueAct,
    },
    /// Cues from number `from` on are shown later by `by_us`, or earlier when it is below 0.
    ShiftCues {
        #[cfg_attr(feature = "ipc", specta(type = u32))]
        from: usize,
        by_us: Timestamp,
    },
    /// The translations of cues from `at` on, each its own or none.
    SetTranslations {
        #[cfg_attr(feature = "ipc", specta(type = u32))]
        at: usize,
        translations: Vec<Option<Translation>>,
        act: TranslationAct,
    },
    /// One part is kept or removed.
    SetPart {
        #[cfg_attr(feature = "ipc", specta(type = u32))]
        index: usize,
        kept: bool,
    },
    /// The border before part `index` moves.
    MoveBorder {
        #[cfg_attr(feature = "ipc", specta(type = u32))]
        index: usize,
        at_us: Timestamp,
    },
    /// Part `index` becomes two.
    SplitPart {
        #[cfg_attr(feature = "ipc", specta(type = u32))]
        index: usize,
        at_us: Timestamp,
    },
    /// Everything in `range` is kept or removed, whatever parts it lies in.
    SetRange { range: TimeRange, kept: bool, act: CutAct },
    /// A whole new cut list.
    SetCuts { cuts: CutList, breathing: Breathing, act: CutAct },
    /// The checklist as answered.
    SetAnswers { answers: Vec<Answer> },
    /// The findings left as they are.
    SetWaivers { waivers: Vec<Waiver> },
}

/// Kind of change in the words of the undo button.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum EditAct {
    Title,
    Target,
    Look,
    Clip,
    Script,
    Post,
    Captions,
    CueText,
    CueTime,
    CueSplit,
    CueMerge,
    CueDelete,
    CueInsert,
    CueSpeaker,
    CuesReplace,
    CuesShift,
    Suggestion,
    PartKeep,
    PartRemove,
    PartBorder,
    PartSplit,
    WordsKeep,
    WordsRemove,
    FillerRemove,
    Pauses,
    RetakeRemove,
    LineRestore,
    SpokenTake,
    NoteDismiss,
    Reflow,
    Translate,
    TranslationText,
    TranslationConfirm,
    TranslationRemove,
    Answer,
    Waiver,
}

/// Names an edit for a person: the kind, and the number (from 1) of what it touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct EditLabel {
    /// What was done.
    pub act: EditAct,
    /// To which one, counted from 1.
    #[cfg_attr(feature = "ipc", specta(type = Option<u32>))]
    pub number: Option<usize>,
}

impl Edit {
    /// The words for the undo button.
    #[must_use]
    pub fn label(&self) -> EditLabel {
        let (act, index) = match self {
            Self::SetTitle { .. } => (EditAct::Title, None),
            Self::SetTarget { .. } => (EditAct::Target, None),
            Self::SetLook { .. } => (EditAct::Look, None),
            Self::SetClip { .. } => (EditAct::Clip, None),
            Self::SetScript { scene, .. } => (EditAct::Script, *scene),
            Self::SetPost { .. } => (EditAct::Post, None),
            Self::SetCaptions { .. } => (EditAct::Captions, None),
            Self::SetReading { .. } => (EditAct::Reflow, None),
            Self::SetHeard { act, .. } => (heard_act(*act), None),
            Self::SetCueText { index, .. } => (EditAct::CueText, Some(*index)),
            Self::SetCueTexts { .. } => (EditAct::CuesReplace, None),
            Self::SetCueRange { index, .. } => (EditAct::CueTime, Some(*index)),
            Self::ReplaceCues { act: CueAct::Replace, .. } => (EditAct::CuesReplace, None),
            Self::ReplaceCues { at, act, .. } => (cue_act(*act), Some(*at)),
            Self::ShiftCues { from, .. } => (EditAct::CuesShift, Some(*from).filter(|i| *i > 0)),
            Self::SetTranslations { at, translations, act } => {
                (translation_act(*act), Some(*at).filter(|_| translations.len() == 1))
            }
            Self::SetPart { index, kept: true } => (EditAct::PartKeep, Some(*index)),
            Self::SetPart { index, kept: false } => (EditAct::PartRemove, Some(*index)),
            Self::MoveBorder { index, .. } => (EditAct::PartBorder, Some(*index)),
            Self::SplitPart { index, .. } => (EditAct::PartSplit, Some(*index)),
            Self::SetRange { act: CutAct::Text, kept: true, .. } => (EditAct::WordsKeep, None),
            Self::SetRange { act, .. } | Self::SetCuts { act, .. } => (cut_act(*act), None),
            Self::SetAnswers { .. } => (EditAct::Answer, None),
            Self::SetWaivers { .. } => (EditAct::Waiver, None),
        };
        EditLabel { act, number: index.map(|i| i + 1) }
    }
}

fn cue_act(act: CueAct) -> EditAct {
    match act {
        CueAct::Text => EditAct::CueText,
        CueAct::Time => EditAct::CueTime,
        CueAct::Split => EditAct::CueSplit,
        CueAct::Merge => EditAct::CueMerge,
        CueAct::Delete => EditAct::CueDelete,
        CueAct::Insert => EditAct::CueInsert,
        CueAct::Suggestion => EditAct::Suggestion,
        CueAct::Speaker => EditAct::CueSpeaker,
        CueAct::Replace => EditAct::CuesReplace,
    }
}

fn cut_act(act: CutAct) -> EditAct {
    match act {
        CutAct::Propose => EditAct::Pauses,
        CutAct::Keep => EditAct::PartKeep,
        CutAct::Remove => EditAct::PartRemove,
        CutAct::Border => EditAct::PartBorder,
        CutAct::Text => EditAct::WordsRemove,
        CutAct::Filler => EditAct::FillerRemove,
        CutAct::Split => EditAct::PartSplit,
        CutAct::Retake => EditAct::RetakeRemove,
    }
}

fn translation_act(act: TranslationAct) -> EditAct {
    match act {
        TranslationAct::Make => EditAct::Translate,
        TranslationAct::Text => EditAct::TranslationText,
        TranslationAct::Confirm => EditAct::TranslationConfirm,
        TranslationAct::Remove => EditAct::TranslationRemove,
    }
}

fn heard_act(act: HeardAct) -> EditAct {
    match act {
        HeardAct::Restore => EditAct::LineRestore,
        HeardAct::Spoken => EditAct::SpokenTake,
        HeardAct::Dismiss => EditAct::NoteDismiss,
    }
}
