//! `mang lint-captions`: how readable captions are, cue by cue and as a whole.

use super::{Context, read_text};
use crate::caption_args::LintCaptions;
use crate::end::Report;
use captions::Accuracy;
use serde_json::{Value, json};
use timeline::{CaptionTrack, Timestamp};
use workflow::Error;
use workflow::lint::{self, CaptionFinding, LintFigures, LintLevel};

pub(crate) async fn run(args: LintCaptions, with: &Context) -> Result<Report, Error> {
    let profile: captions::Profile = args.profile.into();
    let clip = args.clip.as_deref();
    let (track, report) =
        lint::lint_file(&with.studio, &args.file, profile, clip, &with.watch).await?;
    let findings: Vec<Value> = report.findings.iter().map(|f| finding(&track, f)).collect();
    let script = args.script.as_deref().map(read_text).transpose()?;
    let shown: Vec<&str> = track.cues().iter().map(|c| c.text.as_str()).collect();
    let accuracy = script.and_then(|said| captions::accuracy(&said, &shown.join(" ")));
    let json = json!({
        "profile": profile,
        "figures": report.figures,
        "accuracy": accuracy,
        "findings": findings,
    });
    let mut text: Vec<String> = report.findings.iter().map(|f| line(&track, f)).collect();
    text.push(summary(&report.figures));
    text.extend(accuracy.as_ref().map(errors));
    Ok(Report::new(&json, text.join("\n")).answer(report.figures.hard == 0))
}

fn range(track: &CaptionTrack, cue: usize) -> (Timestamp, Timestamp) {
    let range = track.cues().get(cue).map(|c| c.range);
    range.map_or((Timestamp::ZERO, Timestamp::ZERO), |r| (r.start(), r.end()))
}

fn finding(track: &CaptionTrack, f: &CaptionFinding) -> Value {
    let (start, end) = range(track, f.cue);
    json!({
        "code": f.code,
        "level": f.level,
        "cue": f.cue + 1,
        "start_us": start,
        "end_us": end,
        "value": f.value,
        "limit": f.limit,
        "text": f.text,
        "bond": f.bond,
        "message": message(f),
        "fix": f.fix,
    })
}

fn line(track: &CaptionTrack, f: &CaptionFinding) -> String {
    let level = words::said(
        match f.level {
            LintLevel::Hard => "lint_level_hard",
            LintLevel::Should => "lint_level_should",
            LintLevel::Advice => "lint_level_advice",
        },
        &[],
    );
    let fix = f.fix.as_ref().map(|fix| words::said(&key("lint_fix", &json!(fix.kind)), &[]));
    let fix = fix.map(|fix| format!(" → {fix}")).unwrap_or_default();
    let start = range(track, f.cue).0;
    format!("{:>4}  {start}  {level}: {}{fix}", f.cue + 1, message(f))
}

fn message(f: &CaptionFinding) -> String {
    let number = |n: Option<f64>| n.map(short).unwrap_or_default();
    words::said(
        &key("lint", &json!(f.code)),
        &[("value", number(f.value)), ("limit", number(f.limit)), ("text", f.text.clone())],
    )
}

/// `lint_too_fast` for the code `too-fast`.
fn key(prefix: &str, code: &Value) -> String {
    format!("{prefix}_{}", code.as_str().unwrap_or_default().replace('-', "_"))
}

/// At most two digits behind the point, none that say nothing.
fn short(n: f64) -> String {
    let text = format!("{n:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}

fn named(key: &str, value: impl std::fmt::Display) -> String {
    format!("{}: {value}", words::said(key, &[]))
}

fn errors(a: &Accuracy) -> String {
    [
        named("lint_accuracy_words", percent(a.wer)),
        named("lint_accuracy_raw", percent(a.wer_raw)),
        named("lint_accuracy_letters", percent(a.cer)),
        named("lint_accuracy_marks", percent(a.marks_only)),
        named("lint_accuracy_ner", percent(a.ner)),
    ]
    .join("\n")
}

fn summary(f: &LintFigures) -> String {
    [
        named("lint_figure_cues", f.cues.to_string()),
        named("lint_figure_target", percent(f.at_target)),
        named("lint_figure_hard", percent(f.at_hard)),
        named("lint_figure_mean", format!("{:.1}", f.mean_speed)),
        named("lint_figure_syllables", format!("{:.0}", f.syllables_per_minute)),
        named("lint_figure_durations", percent(f.durations_kept)),
        named("lint_figure_gaps", percent(f.gaps_kept)),
        named("lint_figure_lines", percent(f.lines_kept)),
        named("lint_figure_breaks", format!("{} / {}", f.breaks_in_words, f.breaks)),
        named("lint_figure_sync", format!("{:.2}", f.worst_sync_us.seconds())),
        named("lint_figure_invented", format!("{:.1}", f.invented_per_minute)),
        named("lint_figure_broken", f.hard.to_string()),
    ]
    .join("\n")
}
