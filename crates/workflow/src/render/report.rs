//! Owns the report of a check as a page to read: what was found, where it comes from, what was
//! left on purpose. Never says "safe".

use crate::check::{CheckReport, CheckedFinding, Place};
use crate::settings::Language;
use policy::{Severity, Words};
use std::fmt::Write;
use timeline::Draft;

struct Labels {
    heading: &'static str,
    rules: &'static str,
    nothing: &'static str,
    nothing_else: &'static str,
    said: &'static str,
    better: &'static str,
    source: &'static str,
    left: &'static str,
    levels: [&'static str; 3],
    places: [&'static str; 4],
}

const VI: Labels = Labels {
    heading: "Bản soát lời",
    rules: "Bộ quy tắc ngày",
    nothing: "Không thấy điều gì theo bộ quy tắc này. Máy có thể sót. Người xem lại vẫn là tốt nhất.",
    nothing_else: "Không thấy điều gì khác. Máy có thể sót. Người xem lại vẫn là tốt nhất.",
    said: "Đang nói",
    better: "Gợi ý",
    source: "Nguồn",
    left: "Để nguyên, vì",
    levels: ["Phải sửa", "Nên sửa", "Lời khuyên"],
    places: ["Cảnh", "Câu", "Lời đăng", "Phim"],
};

const EN: Labels = Labels {
    heading: "Check report",
    rules: "Rules of",
    nothing: "Nothing found by these rules. The computer can miss things. A person's look is still best.",
    nothing_else: "Nothing else found. The computer can miss things. A person's look is still best.",
    said: "It says",
    better: "Suggestion",
    source: "Source",
    left: "Left as it is, because",
    levels: ["Must fix", "Better fix", "Advice"],
    places: ["Scene", "Caption", "Post text", "Video"],
};

const FR: Labels = Labels {
    heading: "Rapport de contrôle",
    rules: "Règles du",
    nothing: "Rien trouvé selon ces règles. La machine peut se tromper. Un regard humain reste le meilleur.",
    nothing_else: "Rien d'autre trouvé. La machine peut se tromper. Un regard humain reste le meilleur.",
    said: "Il est dit",
    better: "Suggestion",
    source: "Source",
    left: "Laissé tel quel, parce que",
    levels: ["À corriger", "Mieux vaut corriger", "Conseil"],
    places: ["Scène", "Sous-titre", "Texte du message", "Vidéo"],
};

fn labels(language: Language) -> &'static Labels {
    match language {
        Language::Vi => &VI,
        Language::En => &EN,
        Language::Fr => &FR,
    }
}

fn words(words: &Words, language: Language) -> &str {
    match language {
        Language::Vi => &words.vi,
        Language::En => &words.en,
        Language::Fr => &words.fr,
    }
}

/// The report as Markdown.
pub(super) fn markdown(draft: &Draft, check: &CheckReport, language: Language) -> String {
    let label = labels(language);
    let mut page = format!("# {}: {}\n\n", label.heading, plain(&draft.title));
    let _ = writeln!(page, "{} {}.\n", label.rules, check.newest);
    for finding in check.posted() {
        section(&mut page, finding, language);
    }
    let end = if check.posted().next().is_none() { label.nothing } else { label.nothing_else };
    let _ = writeln!(page, "{end}");
    page
}

fn section(page: &mut String, finding: &CheckedFinding, language: Language) {
    let label = labels(language);
    let level = match finding.severity {
        Severity::Block => label.levels[0],
        Severity::Restrict => label.levels[1],
        Severity::Advise => label.levels[2],
    };
    let [scene, cue, post, video] = label.places;
    let place = match &finding.place {
        Place::Scene { index, .. } => format!("{scene} {}", index + 1),
        Place::Cue { index, at_us, .. } => format!("{cue} {} · {at_us}", index + 1),
        Place::Post { .. } => post.to_owned(),
        Place::Video => video.to_owned(),
    };
    let _ = writeln!(page, "## {level}: {}\n", words(&finding.title, language));
    let _ = writeln!(page, "{place}. {}\n", words(&finding.message, language));
    if !finding.marked.is_empty() {
        let (before, after) = (plain(&finding.before), plain(&finding.after));
        let _ = writeln!(page, "- {}: “{before}**{}**{after}”", label.said, plain(&finding.marked));
    }
    let better = finding.replacement.as_deref();
    let better = better.unwrap_or_else(|| words(&finding.suggestion, language));
    let _ = writeln!(page, "- {}: {}", label.better, plain(better));
    let source = &finding.source;
    let _ = writeln!(
        page,
        "- {}: [{}](<{}>), {} ({})",
        label.source, source.title, source.url, source.checked, finding.rule
    );
    if let Some(reason) = &finding.waived {
        let _ = writeln!(page, "- {}: {}", label.left, plain(reason));
    }
    page.push('\n');
}

/// User text on one line, with nothing that Markdown would read as a mark.
fn plain(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => line.push(' '),
            '*' | '_' | '#' | '[' | ']' | '<' | '>' | '`' | '\\' => line.extend(['\\', c]),
            c => line.push(c),
        }
    }
    line
}
