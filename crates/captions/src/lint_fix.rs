//! Owns the edits that mend findings. Refuses a fix that would break a limit itself: then there is
//! none, and a person decides.

use crate::lines::{layout, set, wrap_by};
use crate::lint::{FixKind, LintFix, Sight};
use crate::quality::mended_end;
use crate::reshape::{merge_cues, split_cue};
use crate::text::{flat, graphemes};
use timeline::{Cue, CueAct, Edit, TimeRange, Timestamp};

/// A cue with more words than these is no cue, and no split makes two good ones of it.
const MOST_WORDS: usize = 100;

fn replace(at: usize, remove: usize, insert: Vec<Cue>, act: CueAct, kind: FixKind) -> LintFix {
    LintFix { kind, edit: Edit::ReplaceCues { at, remove, insert, act } }
}

fn range(index: usize, kind: FixKind, start: Timestamp, end: Timestamp) -> Option<LintFix> {
    let range = TimeRange::new(start, end).ok()?;
    Some(LintFix { kind, edit: Edit::SetCueRange { index, range } })
}

/// The cue goes.
pub(crate) fn remove(index: usize) -> Option<LintFix> {
    Some(replace(index, 1, Vec::new(), CueAct::Delete, FixKind::Remove))
}

/// The same words written otherwise, of the same source and with the same times.
pub(crate) fn respell(cue: &Cue, index: usize, text: String) -> Option<LintFix> {
    (text != cue.text && !text.trim().is_empty()).then(|| {
        let cue = Cue { text, ..cue.clone() };
        replace(index, 1, vec![cue], CueAct::Text, FixKind::Respell)
    })
}

/// Latest end before the next cue or the clip's end.
fn room_end(sight: &Sight, index: usize) -> Timestamp {
    let next = sight.cues.get(index + 1);
    next.map_or(sight.facts.end, |next| next.range.start() - sight.limits.gap)
}

/// Longer, as far as there is room and as it helps.
pub(crate) fn extend(sight: &Sight, index: usize) -> Option<LintFix> {
    let cue = &sight.cues[index];
    let room = room_end(sight, index);
    let end = mended_end(cue, &sight.limits, graphemes(&cue.text), room)?;
    range(index, FixKind::Extend, cue.range.start(), end)
}

/// Not longer than may be, when its words are over by then.
pub(crate) fn shorten(sight: &Sight, index: usize) -> Option<LintFix> {
    let cue = &sight.cues[index];
    let end = cue.range.start() + sight.limits.longest;
    let said = cue.words.iter().map(|w| w.range.end()).max();
    if said.is_some_and(|said| said > end) {
        return None;
    }
    range(index, FixKind::Shorten, cue.range.start(), end)
}

/// Ends with the clip.
pub(crate) fn end_at(cue: &Cue, index: usize, end: Timestamp) -> Option<LintFix> {
    match range(index, FixKind::Shorten, cue.range.start(), end) {
        Some(fix) => Some(fix),
        None => remove(index),
    }
}

/// Begins with its first word, when the cue before leaves room.
pub(crate) fn sync(sight: &Sight, index: usize) -> Option<LintFix> {
    let cue = &sight.cues[index];
    let start = cue.words.first()?.range.start();
    let before = index.checked_sub(1).map(|i| sight.cues[i].range.end());
    if before.is_some_and(|end| end > start) {
        return None;
    }
    let end = cue.range.end().max(start + sight.limits.shortest).min(room_end(sight, index));
    range(index, FixKind::Sync, start, end)
}

/// Two frames before the next cue, when the time left is enough.
pub(crate) fn open_gap(sight: &Sight, index: usize) -> Option<LintFix> {
    let (cue, end) = (&sight.cues[index], room_end(sight, index));
    (end - cue.range.start() >= sight.limits.shortest)
        .then(|| range(index, FixKind::Shorten, cue.range.start(), end))?
}

/// Up to two frames before the next cue, when that is not too long.
pub(crate) fn close_gap(sight: &Sight, index: usize) -> Option<LintFix> {
    let (cue, end) = (&sight.cues[index], room_end(sight, index));
    (end - cue.range.start() <= sight.limits.longest)
        .then(|| range(index, FixKind::Extend, cue.range.start(), end))?
}

/// Other lines, when there are some that fit.
pub(crate) fn wrap(sight: &Sight, index: usize) -> Option<LintFix> {
    let cue = &sight.cues[index];
    let text = wrapped(sight, &cue.text).filter(|text| *text != cue.text)?;
    let cue = Cue { text, ..cue.clone() };
    Some(replace(index, 1, vec![cue], CueAct::Text, FixKind::Wrap))
}

/// The text in lines that keep the limits, if it can be.
fn wrapped(sight: &Sight, text: &str) -> Option<String> {
    let text = wrap_by(&sight.phrasing, text, sight.profile);
    let fits = text.lines().count() <= sight.limits.lines
        && text.lines().all(|l| graphemes(l) <= sight.limits.line_chars);
    fits.then_some(text)
}

/// Two cues, parted where it hurts least.
pub(crate) fn split(sight: &Sight, index: usize) -> Option<LintFix> {
    let cue = &sight.cues[index];
    let text = flat(&cue.text);
    let words: Vec<&str> = text.split(' ').collect();
    if words.len() > MOST_WORDS {
        return None;
    }
    let half = |i: usize| {
        let left = graphemes(&words[..i].join(" "));
        left.abs_diff(graphemes(&text) - left)
    };
    let mut places: Vec<usize> = (1..words.len()).collect();
    let cost = |i: &usize| {
        let joint = sight.joints[index].get(i - 1).map_or(0.0, |j| j.cost);
        joint + 0.1 * crate::lint::count(half(*i))
    };
    places.sort_by(|a, b| cost(a).total_cmp(&cost(b)));
    let parts = places.iter().find_map(|&i| {
        let flattened = Cue { text: text.clone(), ..cue.clone() };
        let (mut left, mut right) = split_cue(&flattened, words[..i].join(" ").chars().count())?;
        left.text = wrapped(sight, &left.text)?;
        right.text = wrapped(sight, &right.text)?;
        let short = sight.limits.shortest;
        (left.range.duration() >= short && right.range.duration() >= short)
            .then_some(vec![left, right])
    })?;
    Some(replace(index, 1, parts, CueAct::Split, FixKind::Split))
}

/// One cue with the next, when both together keep the limits.
pub(crate) fn merge(sight: &Sight, index: usize) -> Option<LintFix> {
    let mut both = merge_cues(&sight.cues[index], sight.cues.get(index + 1)?);
    both.text = wrapped(sight, &both.text)?;
    (both.range.duration() <= sight.limits.longest)
        .then(|| replace(index, 2, vec![both], CueAct::Merge, FixKind::Merge))
}

/// The half of a word goes to the cue that has the other half: whichever way fits.
pub(crate) fn move_word(sight: &Sight, index: usize) -> Option<LintFix> {
    let (first, second) = (&sight.cues[index], sight.cues.get(index + 1)?);
    let both = merge_cues(first, second);
    let text = flat(&both.text);
    let words: Vec<&str> = text.split(' ').collect();
    let here = first.text.split_whitespace().count();
    if words.len() > MOST_WORDS {
        return None;
    }
    let joint = |i: usize| match i <= here {
        true => sight.joints[index].get(i - 1),
        false => sight.joints[index + 1].get(i - here - 1),
    };
    let mut places: Vec<usize> = (1..words.len()).filter(|i| *i != here).collect();
    places.sort_by_key(|i| i.abs_diff(here));
    let parts = places
        .into_iter()
        .filter(|i| joint(*i).is_some_and(|j| j.bond.is_none()))
        .find_map(|i| {
            let flattened = Cue { text: text.clone(), ..both.clone() };
            let (mut left, mut right) =
                split_cue(&flattened, words[..i].join(" ").chars().count())?;
            left.text = in_lines(sight, &left.text)?;
            right.text = in_lines(sight, &right.text)?;
            (left.from, right.from) = (first.from, second.from);
            let short = sight.limits.shortest;
            (left.range.duration() >= short && right.range.duration() >= short)
                .then_some(vec![left, right])
        })?;
    Some(replace(index, 2, parts, CueAct::Text, FixKind::MoveWord))
}

/// Like [`wrapped`], where no line may part a word either.
fn in_lines(sight: &Sight, text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let widths: Vec<usize> = words.iter().map(|w| graphemes(w)).collect();
    let joints = sight.phrasing.joints(&words);
    let found = layout(&widths, &joints, sight.limits.line_chars)?;
    let whole = found.first == words.len() || joints[found.first - 1].bond.is_none();
    whole.then(|| set(&words, found.first))
}
