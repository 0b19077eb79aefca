//! Owns what is known about a film and a draft beside its texts, and the detectors that count
//! instead of reading. Refuses to open the film; the caller measured it.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::detect::{Detector, Match};
use crate::lexicon::Run;
use crate::looks::{Condition, Facts, Hashtags, Length};
use crate::reading::Reading;
use crate::{Context, Platform};

/// One thing known about a film or a draft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(untagged)]
pub enum Fact {
    Yes(bool),
    Number(f64),
    Word(String),
}

/// What a rule may ask about, and what it means. The first nine are the draft form's own.
pub(crate) const NAMES: [(&str, &str); 45] = [
    ("surface", "script, caption, title, live, comment-reply"),
    ("role", "who posts"),
    ("product", "what is sold"),
    ("disclosure", "the platform's advertising switch is on"),
    ("ai", "voice-clone, face, scene, own-voice"),
    ("ai_label", "the platform's AI label is on"),
    ("music", "own, library, licensed, hit…"),
    ("paid_ad", "it is paid advertising"),
    ("duration_s", "seconds"),
    ("short_side", "pixels of the shorter side"),
    ("width", "pixels"),
    ("height", "pixels"),
    ("height_by_width", "1.78 is 9:16"),
    ("fps", "pictures a second"),
    ("size_mb", "megabytes of the file"),
    ("container", "mp4, mov, webm…"),
    ("video_codec", "h264…"),
    ("audio_codec", "aac…"),
    ("has_sound", "there is a sound track"),
    ("has_speech", "somebody speaks"),
    ("has_captions", "captions are drawn or added"),
    ("loudness_lufs", "integrated loudness"),
    ("true_peak_db", "highest true peak, dBTP"),
    ("silent_share", "part of the time without sound, 0 to 1"),
    ("black_share", "part of the time black or frozen, 0 to 1"),
    ("bar_share", "part of the picture that black bars cover, 0 to 1"),
    ("covered_text", "drawn text lies under the platform's buttons"),
    ("text_contrast", "contrast of the faintest text in the picture, 1 to 21"),
    ("flashes_per_s", "flashes a second"),
    ("qr", "a QR code can be read in the picture"),
    ("watermark", "other-app, other-creator, own-app"),
    ("repeats", "films of this account that are nearly the same"),
    ("for_children", "made for children; for_children_set is the platform's switch"),
    ("rewards", "the account is in a programme that pays for views"),
    ("for_children_set", "the platform's switch for children's films is on"),
    ("says_ad", "it is said at the start that this is advertising"),
    ("tried", "whoever presents it has used it"),
    ("seller_checked", "the papers of seller and goods were seen"),
    ("people_agreed", "those who are shown agree"),
    ("parents_agreed", "the parents of a child that is shown agree, and the child"),
    ("supplement_sentence", "the mandatory sentences stand in the picture"),
    ("proof_supplement", "a document confirms the text of the advertisement"),
    ("proof_best", "a document proves a superlative"),
    ("proof_organic", "a document proves that it is organic"),
    ("proof_mark", "a document proves a quality mark"),
];

/// Whether a rule may ask for that.
pub(crate) fn is_name(name: &str) -> bool {
    NAMES.iter().any(|(known, _)| *known == name)
}

/// Makes it known; a word where only yes or no fits says nothing.
pub(crate) fn set(context: &mut Context, name: &str, fact: Fact) {
    match (name, fact) {
        ("disclosure", Fact::Yes(yes)) => context.disclosure = Some(yes),
        ("ai_label", Fact::Yes(yes)) => context.ai_label = Some(yes),
        ("paid_ad", Fact::Yes(yes)) => context.paid_ad = Some(yes),
        ("ai", Fact::Word(word)) => context.ai = Some(word),
        ("music", Fact::Word(word)) => context.music = Some(word),
        ("role", Fact::Word(word)) => context.role = Some(word),
        ("product", Fact::Word(word)) => context.product = Some(word),
        ("surface", Fact::Word(word)) => context.surface = Some(word),
        (
            "disclosure" | "ai_label" | "paid_ad" | "ai" | "music" | "role" | "product" | "surface"
            | "duration_s",
            _,
        ) => {}
        (name, fact) => drop(context.facts.insert(name.to_owned(), fact)),
    }
}

/// What is known under that name.
pub(crate) fn fact<'a>(context: &'a Context, name: &str) -> Option<Cow<'a, Fact>> {
    let word = |w: &Option<String>| w.clone().map(Fact::Word);
    let own = match name {
        "surface" => word(&context.surface),
        "role" => word(&context.role),
        "product" => word(&context.product),
        "disclosure" => context.disclosure.map(Fact::Yes),
        "ai" => word(&context.ai),
        "ai_label" => context.ai_label.map(Fact::Yes),
        "music" => word(&context.music),
        "paid_ad" => context.paid_ad.map(Fact::Yes),
        "duration_s" => context.duration_s.map(Fact::Number),
        other => return context.facts.get(other).map(Cow::Borrowed),
    };
    own.map(Cow::Owned)
}

/// Whether the condition holds. What nobody knows holds for none.
pub(crate) fn holds(condition: &Condition, context: &Context) -> bool {
    let Some(known) = fact(context, &condition.fact) else { return false };
    let number = match *known {
        Fact::Number(n) if n.is_finite() => Some(n),
        _ => None,
    };
    let within = |limit: Option<f64>, beyond: fn(f64, f64) -> bool| {
        limit.is_none_or(|limit| number.is_some_and(|n| beyond(n, limit)))
    };
    within(condition.above, |n, limit| n > limit)
        && within(condition.below, |n, limit| n < limit)
        && (condition.is.is_empty() || condition.is.contains(&known))
        && !condition.not.contains(&known)
}

/// The figures to show when everything that the detector asks holds on this platform.
pub(crate) fn about(facts: &Facts, platform: Platform, context: &Context) -> Option<String> {
    let here = facts.platforms.is_empty() || facts.platforms.contains(&platform);
    if !here || !facts.all.iter().all(|c| holds(c, context)) {
        return None;
    }
    let shown = facts.all.iter().filter_map(|c| {
        let value = match *fact(context, &c.fact)? {
            Fact::Yes(_) => return Some(c.fact.clone()),
            Fact::Number(n) => n,
            Fact::Word(ref word) => return Some(word.clone()),
        };
        Some(match c.fact.rsplit_once('_') {
            Some(("flashes_per", _)) => format!("{value}/s"),
            Some((_, "share")) => format!("{} %", (value * 100.0).round()),
            Some(("size", _)) => format!("{value} MB"),
            Some((_, "lufs")) => format!("{value} LUFS"),
            Some((_, "db")) => format!("{value} dBTP"),
            Some((_, "s")) => format!("{value} s"),
            _ if c.fact == "fps" => format!("{value} fps"),
            _ => format!("{} {value}", c.fact),
        })
    });
    Some(shown.collect::<Vec<_>>().join(", "))
}

/// The hashtags beyond the limit, as one place.
pub(crate) fn hashtags(limit: &Hashtags, platform: Platform, reading: &Reading<'_>) -> Vec<Match> {
    if !(limit.platforms.is_empty() || limit.platforms.contains(&platform)) {
        return Vec::new();
    }
    let tags = tags(reading);
    match (tags.get(limit.max), tags.last()) {
        (Some(first), Some(last)) => vec![Match::one(Run { from: first.from, to: last.to })],
        _ => Vec::new(),
    }
}

/// What stands beyond the longest text that the platform takes.
pub(crate) fn too_long(limit: &Length, platform: Platform, reading: &Reading<'_>) -> Vec<Match> {
    if !(limit.platforms.is_empty() || limit.platforms.contains(&platform)) {
        return Vec::new();
    }
    let mut units = 0;
    let beyond = reading.text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > limit.max
    });
    let Some((byte, _)) = beyond else { return Vec::new() };
    let to = reading.tokens.len();
    let from = reading.tokens.partition_point(|t| t.end <= byte).min(to.saturating_sub(1));
    if from < to { vec![Match::one(Run { from, to })] } else { Vec::new() }
}

/// Every hashtag: its word and what hangs on it without a space.
pub(crate) fn tags(reading: &Reading<'_>) -> Vec<Run> {
    let mut out = Vec::new();
    for from in 0..reading.tokens.len() {
        if !reading.tokens[from].hashtag {
            continue;
        }
        let glued = |at: usize| {
            let gap = &reading.text[reading.tokens[at - 1].end..reading.tokens[at].start];
            !gap.contains(|c: char| c.is_whitespace() || c == '#')
        };
        let to =
            (from + 1..reading.tokens.len()).find(|at| !glued(*at)).unwrap_or(reading.tokens.len());
        out.push(Run { from, to });
    }
    out
}

/// The detectors that see something in the film and the form, each with the text to show.
pub(crate) fn film<'a>(
    detectors: &'a [(Detector, bool)],
    platform: Platform,
    context: &Context,
) -> Vec<(&'a Facts, String)> {
    let asked = detectors.iter().filter_map(|(detector, _)| match detector {
        Detector::Facts(facts) => Some(facts),
        _ => None,
    });
    asked.filter_map(|facts| Some((facts, about(facts, platform, context)?))).collect()
}
