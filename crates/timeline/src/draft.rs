//! Owns the thing being made: a [`Draft`] with its clip, script, captions, cuts and answers.
//! What isn't in the draft cannot change the finished video.

use crate::{Breathing, CaptionTrack, Clip, CutList, Look, Script, Transcript};
use serde::{Deserialize, Serialize};

/// Where the video will be posted; decides rules and safe zone.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Platform {
    /// TikTok without a cart.
    #[default]
    Tiktok,
    /// TikTok with a cart, selling LIVE or affiliate link.
    TiktokShop,
    /// Facebook and Reels.
    Facebook,
    /// `YouTube` and Shorts.
    Youtube,
}

/// Shape of the finished picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub enum Aspect {
    /// 9:16, 1080 × 1920.
    #[default]
    #[serde(rename = "9:16")]
    Vertical,
    /// 1:1, 1080 × 1080.
    #[serde(rename = "1:1")]
    Square,
    /// 16:9, 1920 × 1080.
    #[serde(rename = "16:9")]
    Wide,
}

impl Aspect {
    /// Width and height of the finished picture in pixels.
    #[must_use]
    pub fn size(self) -> (u32, u32) {
        match self {
            Self::Vertical => (1080, 1920),
            Self::Square => (1080, 1080),
            Self::Wide => (1920, 1080),
        }
    }
}

/// For whom captions are grouped: how long their lines and how fast they may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum Reading {
    /// On a phone held upright.
    Vertical,
    /// On a wide screen.
    Wide,
    /// On a phone, for slow readers.
    Easy,
}

/// The creator's answer to one question of the checklist, kept as evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Answer {
    /// Id of the question, e.g. `ad-label`.
    pub question: String,
    /// Ticked, or answered in another way.
    pub yes: bool,
    /// What was chosen, or the name of the document that proves it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<String>,
}

/// A finding the creator leaves as it is, with the reason. It holds for this rule on these
/// words only: new words are looked at again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Waiver {
    /// Rule id.
    pub rule: String,
    /// The words that the finding marked.
    pub text: String,
    /// Why they stay.
    pub reason: String,
}

/// One video in the making.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Draft {
    /// Name shown in lists.
    pub title: String,
    /// BCP 47 language of the speech.
    pub language: String,
    /// Where it will be posted.
    pub platform: Platform,
    /// Shape of the finished picture.
    pub aspect: Aspect,
    /// Captions, framing and kind of file.
    #[serde(default)]
    pub look: Look,
    /// For whom the captions are grouped; nothing follows the shape of the picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading: Option<Reading>,
    /// The source film; none while only the script is written.
    pub clip: Option<Clip>,
    /// What was planned.
    pub script: Script,
    /// What was heard, or the script placed on the sound.
    pub transcript: Option<Transcript>,
    /// What is shown.
    pub captions: CaptionTrack,
    /// What stays and what goes.
    pub cuts: CutList,
    /// How tight pauses are cut.
    pub breathing: Breathing,
    /// Text posted beside the video, with hashtags.
    pub post: String,
    /// Checklist, as answered.
    pub answers: Vec<Answer>,
    /// Findings left as they are.
    pub waivers: Vec<Waiver>,
}

impl Draft {
    /// An empty draft.
    #[must_use]
    pub fn new(title: impl Into<String>, language: &str) -> Self {
        Self {
            title: title.into(),
            language: language.to_owned(),
            platform: Platform::default(),
            aspect: Aspect::default(),
            look: Look::default(),
            reading: None,
            clip: None,
            script: Script::default(),
            transcript: None,
            captions: CaptionTrack::empty(language),
            cuts: CutList::default(),
            breathing: Breathing::default(),
            post: String::new(),
            answers: Vec::new(),
            waivers: Vec::new(),
        }
    }
}
