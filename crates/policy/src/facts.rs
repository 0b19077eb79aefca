//! Owns the detectors that count instead of reading: hashtags, and the clip's own figures.
//! Refuses to open the clip; the draft form tells its length.

use crate::Platform;
use crate::detect::{Detector, Match};
use crate::lexicon::Run;
use crate::packs::Rule;
use crate::reading::Reading;
use crate::rule::{Duration, Hashtags};
use crate::scene::Scene;

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

/// What the rule says about the clip itself: the figure to show, when it is outside the limits.
pub(crate) fn clip(rule: &Rule, scene: &Scene<'_>) -> Vec<String> {
    let Some(seconds) = scene.context.duration_s else { return Vec::new() };
    let limits = rule
        .parts
        .iter()
        .flat_map(|(detectors, _)| detectors)
        .filter_map(|d| if let Detector::Duration(limit) = d { Some(limit) } else { None });
    limits
        .filter(|limit| is_outside(limit, scene.platform, seconds))
        .map(|_| format!("{seconds} s"))
        .collect()
}

fn is_outside(limit: &Duration, platform: Platform, seconds: f64) -> bool {
    (limit.platforms.is_empty() || limit.platforms.contains(&platform))
        && (limit.min.is_some_and(|min| seconds < min)
            || limit.max.is_some_and(|max| seconds > max))
}
