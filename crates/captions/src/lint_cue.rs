//! Owns the checks of one cue and of its way to the next one. Refuses figures of the whole.

use crate::lint::{CaptionFinding, LintCode, LintFix, LintLevel, Sight, count, speed, sync};
use crate::lint_fix as fix;
use crate::phrasing::{Bond, Joint};
use crate::text::{flat, graphemes, nfc};
use timeline::{Cue, Timestamp};

/// Files round to whole milliseconds.
const GRACE: Timestamp = Timestamp::from_micros(1_000);
/// Two or three frames beside the voice are not seen.
const SYNC: Timestamp = Timestamp::from_millis(100);
/// So far from the voice a cue misleads.
const SYNC_HARD: Timestamp = Timestamp::from_millis(1_500);

/// Everything about cue `index`.
pub(crate) fn findings(sight: &Sight, index: usize) -> Vec<CaptionFinding> {
    let cue = &sight.cues[index];
    let mut found = Found { index, list: Vec::new() };
    if cue.text.trim().is_empty() {
        found.add(LintCode::Empty, LintLevel::Hard, None, fix::remove(index));
        return found.list;
    }
    time(sight, cue, &mut found);
    lines(sight, cue, &mut found);
    words(sight, cue, &mut found);
    voice(sight, cue, &mut found);
    to_next(sight, cue, &mut found);
    spelling(cue, &mut found);
    found.list
}

struct Found {
    index: usize,
    list: Vec<CaptionFinding>,
}

impl Found {
    fn add(
        &mut self,
        code: LintCode,
        level: LintLevel,
        measured: Option<(f64, f64)>,
        fix: Option<LintFix>,
    ) -> &mut CaptionFinding {
        let (value, limit) = measured.unzip();
        let (cue, text) = (self.index, String::new());
        self.list.push(CaptionFinding { code, level, cue, value, limit, text, bond: None, fix });
        let last = self.list.len() - 1;
        &mut self.list[last]
    }
}

fn time(sight: &Sight, cue: &Cue, found: &mut Found) {
    let (limits, index) = (&sight.limits, found.index);
    let (target, hard) = (f64::from(limits.target_speed), f64::from(limits.hard_speed));
    let (speed, duration) = (speed(cue), cue.range.duration());
    if speed > hard + 0.05 {
        let mend = fix::extend(sight, index);
        found.add(LintCode::TooFast, LintLevel::Hard, Some((speed, hard)), mend);
    } else if speed > target + 0.05 {
        let mend = fix::extend(sight, index);
        found.add(LintCode::Fast, LintLevel::Should, Some((speed, target)), mend);
    }
    let seconds = duration.seconds();
    if duration + GRACE < limits.shortest {
        let mend = fix::extend(sight, index).or_else(|| fix::merge(sight, index));
        let measured = Some((seconds, limits.shortest.seconds()));
        found.add(LintCode::TooShort, LintLevel::Hard, measured, mend);
    } else if duration > limits.longest + GRACE {
        let mend = fix::shorten(sight, index).or_else(|| fix::split(sight, index));
        let measured = Some((seconds, limits.longest.seconds()));
        found.add(LintCode::TooLong, LintLevel::Hard, measured, mend);
    }
    if cue.range.end() > sight.facts.end + GRACE {
        let measured = (cue.range.end().seconds(), sight.facts.end.seconds());
        let mend = fix::end_at(cue, index, sight.facts.end);
        found.add(LintCode::AfterEnd, LintLevel::Hard, Some(measured), mend);
    }
}

fn lines(sight: &Sight, cue: &Cue, found: &mut Found) {
    let (limits, index) = (&sight.limits, found.index);
    let lines: Vec<&str> = cue.text.lines().filter(|l| !l.trim().is_empty()).collect();
    let mend = || fix::wrap(sight, index).or_else(|| fix::split(sight, index));
    if lines.len() > limits.lines {
        let measured = Some((count(lines.len()), count(limits.lines)));
        found.add(LintCode::TooManyLines, LintLevel::Hard, measured, mend());
    }
    let widest = lines.iter().max_by_key(|l| graphemes(l));
    if let Some(line) = widest.filter(|l| graphemes(l) > limits.line_chars) {
        let measured = Some((count(graphemes(line)), count(limits.line_chars)));
        let finding = found.add(LintCode::LineTooLong, LintLevel::Hard, measured, mend());
        finding.text = (*line).to_owned();
    }
}

/// Line ends inside the cue, and its own end.
fn words(sight: &Sight, cue: &Cue, found: &mut Found) {
    let index = found.index;
    let joints = &sight.joints[index];
    let said: Vec<&str> = cue.text.split_whitespace().collect();
    let mut at = 0;
    for line in cue.text.lines() {
        at += line.split_whitespace().count();
        if at == 0 || at >= said.len() {
            continue;
        }
        if let Some((level, bond)) = parted(joints.get(at - 1)) {
            let mend = fix::wrap(sight, index);
            let finding = found.add(LintCode::LineSplitsWord, level, None, mend);
            finding.text = format!("{} {}", said[at - 1], said[at]);
            finding.bond = Some(bond);
        }
    }
    let Some(next) = sight.cues.get(index + 1) else { return };
    let pause = next.range.start() - cue.range.end();
    if let Some((level, bond)) = parted(joints.get(said.len() - 1)) {
        // After a long silence a number or a denial may stand alone.
        let apart = pause >= sight.limits.close && !matches!(bond, Bond::Compound | Bond::Name);
        if let Some(first) = next.text.split_whitespace().next().filter(|_| !apart) {
            let mend = fix::move_word(sight, index);
            let finding = found.add(LintCode::CueSplitsWord, level, None, mend);
            finding.text = format!("{} {first}", said[said.len() - 1]);
            finding.bond = Some(bond);
        }
    }
}

fn parted(joint: Option<&Joint>) -> Option<(LintLevel, Bond)> {
    let bond = joint?.bond?;
    let level = match bond {
        Bond::Compound | Bond::Name | Bond::Number => LintLevel::Should,
        Bond::Title | Bond::Negation | Bond::Classifier => LintLevel::Advice,
    };
    Some((level, bond))
}

fn voice(sight: &Sight, cue: &Cue, found: &mut Found) {
    if let Some((by, early)) = sync(cue).filter(|(by, _)| *by > SYNC + GRACE) {
        let code = if early { LintCode::Early } else { LintCode::Late };
        let level = if by > SYNC_HARD { LintLevel::Hard } else { LintLevel::Should };
        let mend = fix::sync(sight, found.index);
        found.add(code, level, Some((by.seconds(), SYNC.seconds())), mend);
    }
    let silent = |range: timeline::TimeRange| {
        let quiet = sight.facts.silence.iter().filter_map(|s| s.intersection(range));
        let quiet = quiet.fold(Timestamp::ZERO, |sum, r| sum + r.duration());
        quiet.seconds() >= 0.8 * range.duration().seconds()
    };
    let invented: Vec<&str> = if cue.words.is_empty() {
        cue.text.split_whitespace().filter(|_| silent(cue.range)).collect()
    } else {
        cue.words.iter().filter(|w| silent(w.range)).map(|w| w.text.as_str()).collect()
    };
    if !invented.is_empty() {
        let words = count(invented.len());
        let finding = found.add(LintCode::InSilence, LintLevel::Should, Some((words, 0.0)), None);
        finding.text = invented.join(" ");
    }
}

fn to_next(sight: &Sight, cue: &Cue, found: &mut Found) {
    let (limits, index) = (&sight.limits, found.index);
    let Some(next) = sight.cues.get(index + 1) else { return };
    let gap = next.range.start() - cue.range.end();
    if gap + GRACE < limits.gap {
        let mend = fix::open_gap(sight, index);
        let measured = Some((gap.seconds(), limits.gap.seconds()));
        found.add(LintCode::GapTooSmall, LintLevel::Should, measured, mend);
    } else if gap > limits.gap + GRACE && gap + GRACE < limits.close {
        // A cue that is shown as long as may be leaves what is left.
        if let Some(mend) = fix::close_gap(sight, index) {
            let measured = Some((gap.seconds(), limits.gap.seconds()));
            found.add(LintCode::GapFlickers, LintLevel::Advice, measured, Some(mend));
        }
    }
    let text = cue.text.trim_end();
    let runs_on = next.text.trim_start().chars().next().is_some_and(char::is_lowercase);
    if (text.ends_with('…') || text.ends_with("...")) && runs_on && gap < limits.close {
        let better = text.trim_end_matches(['.', '…']).to_owned();
        let mend = fix::respell(cue, index, better);
        found.add(LintCode::RunsOn, LintLevel::Advice, None, mend);
    }
}

fn spelling(cue: &Cue, found: &mut Found) {
    let index = found.index;
    let composed = nfc(&cue.text);
    if composed != cue.text {
        let mend = fix::respell(cue, index, composed);
        found.add(LintCode::LooseMarks, LintLevel::Should, None, mend);
    }
    let lines: Vec<&str> = cue.text.lines().collect();
    let dashed = |l: &&&str| l.starts_with(['-', '–', '—']);
    let spaced = |l: &&&str| l.starts_with("- ");
    let dashes = lines.iter().filter(dashed).count();
    if lines.len() == 2 && dashes > 0 && lines.iter().filter(spaced).count() < 2 {
        let with_dash = |l: &str| format!("- {}", l.trim_start_matches(['-', '–', '—', ' ']));
        let better = lines.iter().map(|l| with_dash(l)).collect::<Vec<_>>().join("\n");
        // One line with a dash may as well be a dash in a sentence: only two are two speakers.
        let mend = if dashes == 2 { fix::respell(cue, index, better) } else { None };
        found.add(LintCode::SpeakerDash, LintLevel::Advice, None, mend);
    }
    let stops: Vec<&str> = cue.text.split_whitespace().filter(|w| is_acronym(w)).collect();
    if !stops.is_empty() {
        let mut better = cue.text.clone();
        for word in &stops {
            better = better.replace(word, &word.replace('.', ""));
        }
        let mend = fix::respell(cue, index, better);
        let finding = found.add(LintCode::AcronymStops, LintLevel::Advice, None, mend);
        finding.text = flat(&stops.join(" "));
    }
}

/// "T.P." and "H.T.X.", not "A." at a sentence's end.
fn is_acronym(word: &str) -> bool {
    let pieces: Vec<&str> = word.trim_end_matches('.').split('.').collect();
    pieces.len() > 1
        && pieces
            .iter()
            .all(|p| p.chars().count() <= 2 && p.chars().next().is_some_and(char::is_uppercase))
}
