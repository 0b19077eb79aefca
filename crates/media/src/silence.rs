//! Owns pauses: a cut list that proposes to leave them out ([`propose`]). A pause is where nothing
//! is louder than the background of that moment and no music plays. Refuses to cut inside a word,
//! and to decide: the proposal is the creator's to change.

use crate::Levels;
use crate::background::Background;
use crate::bed::without_music;
use crate::levels::WINDOW;
use std::ops::Range;
use timeline::{Breathing, CutList, PartOrigin, TimeRange, Timestamp};

/// Air kept around a word, whose times are only as good as the recogniser.
const WORD_MARGIN: Timestamp = Timestamp::from_millis(60);
/// Removing less than this is a jump for nothing.
const LEAST_REMOVED: Timestamp = Timestamp::from_millis(120);

/// Shortest pause that goes, and how much of it stays on each side.
fn limits(breathing: Breathing) -> (Timestamp, Timestamp) {
    let (pause, pad) = match breathing {
        Breathing::Gentle => (1200, 300),
        Breathing::Normal => (700, 180),
        Breathing::Tight => (400, 100),
    };
    (Timestamp::from_millis(pause), Timestamp::from_millis(pad))
}

/// Proposes to leave pauses out, also at the beginning and at the end, and never inside one of
/// `words`. `duration` is the clip's length, which the list will cover. A clip that is all
/// silence or all sound stays whole, and so does music, alone or under speech: cutting it would
/// be heard.
#[must_use]
pub fn propose(
    levels: &Levels,
    words: &[TimeRange],
    breathing: Breathing,
    duration: Timestamp,
) -> CutList {
    let Some(background) = Background::of(&levels.decibels) else {
        return CutList::whole(duration);
    };
    let sounds = background.sounds(&levels.decibels);
    if sounds.is_empty() {
        return CutList::whole(duration);
    }
    let (shortest, pad) = limits(breathing);
    let end = levels.decibels.len();
    let removed = without_music(&quiet(&sounds, end), levels, &background).into_iter();
    let removed = removed.filter_map(|gap| match (gap.start == 0, gap.end == end) {
        (true, true) => None,
        (true, false) => Some((Timestamp::ZERO, window_time(gap.end) - pad)),
        (false, true) => Some((window_time(gap.start) + pad, duration)),
        (false, false) => (window_time(gap.len()) >= shortest)
            .then(|| (window_time(gap.start) + pad, window_time(gap.end) - pad)),
    });
    let spoken: Vec<_> =
        words.iter().map(|w| (w.start() - WORD_MARGIN, w.end() + WORD_MARGIN)).collect();
    let removed = without(removed.collect(), &spoken);
    let kept = between(&removed, duration);
    if kept.is_empty() {
        return CutList::whole(duration);
    }
    CutList::from_kept(duration, &kept, PartOrigin::Pause)
}

/// What lies between sounds, up to `end`.
fn quiet(sounds: &[Range<usize>], end: usize) -> Vec<Range<usize>> {
    let starts = std::iter::once(0).chain(sounds.iter().map(|s| s.end));
    let ends = sounds.iter().map(|s| s.start).chain([end]);
    starts.zip(ends).map(|(start, end)| start..end).filter(|gap| !gap.is_empty()).collect()
}

fn window_time(index: usize) -> Timestamp {
    Timestamp::from_micros(i64::try_from(index).unwrap_or(i64::MAX).saturating_mul(WINDOW.micros()))
}

type Span = (Timestamp, Timestamp);

/// `spans` with `holes` taken out of them, and without pieces that are not worth a cut.
fn without(mut spans: Vec<Span>, holes: &[Span]) -> Vec<Span> {
    for hole in holes {
        let around = |(start, end): Span| {
            let touches = hole.0 < end && start < hole.1;
            let before = if touches { (start, hole.0.max(start)) } else { (start, end) };
            let after = touches.then(|| (hole.1.min(end), end));
            std::iter::once(before).chain(after)
        };
        spans = spans.into_iter().flat_map(around).collect();
    }
    spans.retain(|(start, end)| *end - *start >= LEAST_REMOVED);
    spans
}

/// What lies between `removed`, up to `duration`.
fn between(removed: &[Span], duration: Timestamp) -> Vec<TimeRange> {
    let starts = std::iter::once(Timestamp::ZERO).chain(removed.iter().map(|r| r.1));
    let ends = removed.iter().map(|r| r.0).chain([duration]);
    starts.zip(ends).filter_map(|(s, e)| TimeRange::new(s, e.min(duration)).ok()).collect()
}
