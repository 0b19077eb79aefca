//! `mang check`: findings in a text, in captions, in what a clip shows and sounds like.

use super::{Context, read_text, rules};
use crate::args::Check;
use crate::end::Report;
use policy::{Field, Finding, Severity, Subject, Words};
use serde_json::{Value, json};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use timeline::{MediaInfo, Platform, SafeZone, TimeRange, VideoInfo};
use workflow::check::{PictureField, Seen, is_old};
use workflow::settings::Language;
use workflow::{Error, import, transcribe};

pub(crate) async fn run(args: Check, with: &Context) -> Result<Report, Error> {
    let loaded = rules::load(args.rules.as_deref())?;
    let packs = match loaded {
        Some(packs) => Arc::new(packs),
        None => with.studio.packs()?,
    };
    let packs = &*packs;
    let mut context: policy::Context = context(args.context.as_deref())?;
    let name = context.surface.clone().unwrap_or_else(|| "script".to_owned());
    let mut fields = Vec::new();
    // With captions or a clip to look at, standard input is read only when asked for by `-`.
    if args.file.is_some() || (args.captions.is_none() && args.clip.is_none()) {
        fields.push(Field { name, text: text(args.file.as_deref())? });
    }
    if let Some(path) = &args.captions {
        let track = transcribe::read_captions(path, "vi")?;
        let lines: Vec<String> = track.cues().iter().map(|c| c.text.replace('\n', " ")).collect();
        fields.push(Field { name: "captions".to_owned(), text: lines.join(" ") });
    }
    let mut film = None;
    if let Some(clip) = &args.clip {
        let seen = Film::look(packs, clip, args.platform.into(), with).await?;
        context.duration_s = context.duration_s.or(Some(seen.info.duration_us.seconds()));
        for (name, fact) in seen.facts() {
            context.facts.entry(name.to_owned()).or_insert(fact);
        }
        fields.extend(seen.text.field());
        film = Some(seen);
    }
    if args.captions.is_some() {
        let there = fields.iter().any(|f| f.name == "captions" && !f.text.trim().is_empty());
        context.facts.entry("has_captions".to_owned()).or_insert(policy::Fact::Yes(there));
    }
    let subject = Subject { platform: args.platform.into(), fields, context };
    let findings = policy::check(packs, &subject);
    let blocked = findings.iter().any(|f| f.severity == Severity::Block);
    let language = words::language();
    let (date, stale) = workflow::check::age_today(packs);
    let pack =
        |p: &policy::PackInfo| json!({ "id": p.id, "date": p.date, "stale": is_old(&p.date) });
    let json = json!({
        "packs": packs.list().iter().map(pack).collect::<Vec<_>>(),
        "stale": stale,
        "findings": findings.iter().map(|f| finding(f, film.as_ref(), language)).collect::<Vec<_>>(),
        "picture_text": film.as_ref().map(|film| film.seen.has_text()),
    });
    let found = if findings.is_empty() { "honest_none" } else { "honest_else" };
    // Never "safe": what was looked for, and that a person sees more.
    let honest = format!(
        "{} {} {}",
        words::said(found, &[]),
        words::said("honest_rules", &[("date", date)]),
        words::said("honest_may_miss", &[])
    );
    let old = if stale { words::said("rules_stale", &[]) } else { String::new() };
    let unread = film.as_ref().is_some_and(|film| !film.seen.has_text());
    let unread = if unread { words::said("picture_unread", &[]) } else { String::new() };
    let found = lines(&findings, film.as_ref(), language);
    let text = format!("{found}\n\n{honest} {old} {unread}");
    Ok(Report::new(&json, text.trim()).answer(!blocked))
}

/// A film that was looked at, on its way to a platform.
struct Film {
    info: MediaInfo,
    seen: Seen,
    text: PictureField,
    zone: SafeZone,
}

impl Film {
    async fn look(
        packs: &policy::Packs,
        clip: &Path,
        platform: Platform,
        with: &Context,
    ) -> Result<Self, Error> {
        let info = import::probe(&with.studio, clip, &with.watch).await?;
        let seen = workflow::check::look(&with.studio, clip, &with.watch).await?;
        let size = info.video.as_ref().map_or((1080, 1920), VideoInfo::display_size);
        let zone = packs.zone(platform, size).0;
        Ok(Self { text: seen.text(), info, seen, zone })
    }

    fn facts(&self) -> Vec<(&'static str, policy::Fact)> {
        let mut facts = workflow::check::film_facts(&self.info);
        facts.extend(self.seen.facts(self.info.duration_us));
        facts.extend(self.seen.shape_facts(&self.zone));
        facts.extend(self.seen.sound_facts());
        facts
    }

    /// When what a finding speaks of was seen; nothing for what it found elsewhere.
    fn times(&self, finding: &Finding) -> Vec<TimeRange> {
        match finding.field.as_str() {
            "picture" => self.text.time_of(finding.start).into_iter().collect(),
            "video" => {
                let times = |fact: &String| self.seen.times(fact, &self.zone);
                finding.facts.iter().flat_map(times).collect()
            }
            _ => Vec::new(),
        }
    }
}

fn text(file: Option<&Path>) -> Result<String, Error> {
    let Some(path) = file.filter(|p| *p != Path::new("-")) else {
        let mut bytes = Vec::new();
        let path = PathBuf::from("-");
        std::io::stdin().read_to_end(&mut bytes).map_err(|source| Error::Input { path, source })?;
        let unreadable = || Error::Content { path: PathBuf::from("-"), what: "text" };
        return captions::decode(&bytes).ok_or_else(unreadable);
    };
    read_text(path)
}

/// The context as JSON, or as a file of JSON.
fn context(given: Option<&str>) -> Result<policy::Context, Error> {
    let Some(given) = given else { return Ok(policy::Context::default()) };
    let json = match given.trim_start().starts_with('{') {
        true => given.to_owned(),
        false => read_text(Path::new(given))?,
    };
    serde_json::from_str(&json).map_err(|_| Error::Argument { what: "--context".to_owned() })
}

pub(crate) fn said(words: &Words, language: Language) -> &str {
    match language {
        Language::Vi => &words.vi,
        Language::En => &words.en,
        Language::Fr => &words.fr,
    }
}

fn finding(f: &Finding, film: Option<&Film>, language: Language) -> Value {
    json!({
        "at": film.map(|film| film.times(f)),
        "rule": f.rule,
        "severity": f.severity,
        "sure": f.sure,
        "likeness": f.likeness,
        "platform": f.platform,
        "field": f.field,
        "start": f.start,
        "end": f.end,
        "text": f.text,
        "title": said(&f.title, language),
        "message": said(&f.message, language),
        "suggestion": f.replacement.as_deref().filter(|r| !r.is_empty())
            .unwrap_or_else(|| said(&f.suggestion, language)),
        "ignored": said(&f.ignored, language),
        "source": f.source,
        "also": f.also,
    })
}

fn lines(findings: &[Finding], film: Option<&Film>, language: Language) -> String {
    let line = |f: &Finding| {
        let at = film.and_then(|film| film.times(f).first().copied());
        let at = at.map_or_else(String::new, |at| format!("  {}–{}", at.start(), at.end()));
        format!(
            "{}  {}  [{}]{at}\n    “{}”\n    {}\n    {}\n    {}\n    {} ({})",
            words::level(f.severity),
            said(&f.title, language),
            f.rule,
            f.text,
            said(&f.message, language),
            said(&f.suggestion, language),
            said(&f.ignored, language),
            f.source.title,
            f.source.checked,
        )
    };
    findings.iter().map(line).collect::<Vec<_>>().join("\n\n")
}
