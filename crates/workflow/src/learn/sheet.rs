//! Owns the progress sheet as a page: one table, one row for each rule. Refuses grades.

use super::{LearnedRule, LearningProgress};
use crate::report::{escaped, words};
use crate::settings::Language;
use std::fmt::Write;

struct Labels {
    tag: &'static str,
    heading: &'static str,
    counted: &'static str,
    columns: [&'static str; 5],
    none: &'static str,
    note: &'static str,
}

const VI: Labels = Labels {
    tag: "vi",
    heading: "Tiến bộ theo quy tắc",
    counted: "phim, tính đến ngày",
    columns: ["Quy tắc", "Còn trong phim", "Đã sửa", "Trả lời đúng", "Trả lời sai"],
    none: "Chưa có gì để đếm.",
    note: "Tên: ______________________   Người hướng dẫn: ______________________",
};

const EN: Labels = Labels {
    tag: "en",
    heading: "Progress by rule",
    counted: "videos, counted on",
    columns: ["Rule", "Still in the videos", "Mended", "Right answers", "Wrong answers"],
    none: "Nothing to count yet.",
    note: "Name: ______________________   Trainer: ______________________",
};

const FR: Labels = Labels {
    tag: "fr",
    heading: "Progrès par règle",
    counted: "vidéos, compté le",
    columns: ["Règle", "Encore dans les vidéos", "Corrigé", "Réponses justes", "Réponses fausses"],
    none: "Rien à compter encore.",
    note: "Nom : ______________________   Formateur : ______________________",
};

fn labels(language: Language) -> &'static Labels {
    match language {
        Language::Vi => &VI,
        Language::En => &EN,
        Language::Fr => &FR,
    }
}

fn figures(rule: &LearnedRule) -> [u32; 4] {
    [rule.now, rule.mended, rule.right, rule.wrong]
}

pub(super) fn markdown(progress: &LearningProgress, language: Language) -> String {
    let label = labels(language);
    let mut page = format!("# {}\n\n{}\n\n", label.heading, label.note);
    let _ = writeln!(page, "{} {} {}.\n", progress.drafts, label.counted, progress.day);
    if progress.rules.is_empty() {
        let _ = writeln!(page, "{}", label.none);
        return page;
    }
    let _ =
        writeln!(page, "| {} |\n| --- | ---: | ---: | ---: | ---: |", label.columns.join(" | "));
    for rule in &progress.rules {
        let title = words(&rule.title, language).replace('|', "\\|");
        let figures = figures(rule).map(|n| n.to_string()).join(" | ");
        let _ = writeln!(page, "| {title} | {figures} |");
    }
    page
}

pub(super) fn html(progress: &LearningProgress, language: Language) -> String {
    let label = labels(language);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>\
         body{{max-width:46rem;margin:2rem auto;padding:0 1.2rem;color:#1d241c;background:#fff;\
         font:1rem/1.55 \"Be Vietnam Pro\",\"Noto Sans\",system-ui,sans-serif}}\
         table{{border-collapse:collapse;width:100%}}caption{{text-align:left}}\
         th,td{{border:1px solid #5b6b58;padding:.3rem .6rem;text-align:right}}\
         th:first-child{{text-align:left}}tr{{break-inside:avoid}}\
         @media print{{body{{margin:0;max-width:none}}}}</style>\n</head>\n<body>\n<main>\n\
         <h1>{}</h1>\n<p>{}</p>\n",
        label.tag, label.heading, label.heading, label.note
    );
    let counted = format!("{} {} {}.", progress.drafts, label.counted, escaped(&progress.day));
    if progress.rules.is_empty() {
        let _ = writeln!(page, "<p>{counted} {}</p>", label.none);
    } else {
        let _ = writeln!(page, "<table>\n<caption>{counted}</caption>\n<thead><tr>");
        for column in label.columns {
            let _ = write!(page, "<th scope=\"col\">{column}</th>");
        }
        page.push_str("</tr></thead>\n<tbody>\n");
        for rule in &progress.rules {
            let title = escaped(words(&rule.title, language));
            let _ = write!(page, "<tr><th scope=\"row\">{title}</th>");
            for figure in figures(rule) {
                let _ = write!(page, "<td>{figure}</td>");
            }
            page.push_str("</tr>\n");
        }
        page.push_str("</tbody>\n</table>\n");
    }
    page.push_str("</main>\n</body>\n</html>\n");
    page
}
