//! Owns the report as one HTML file: no script, nothing from elsewhere, readable by screen readers
//! and on paper. Refuses markup in texts of people.

use super::{Section, Sheet};
use policy::Severity;
use std::fmt::Write;

/// Dark on light with 7:1 and more; level by word and edge, so that it is plain in black and white.
const STYLE: &str = "\
body{max-width:46rem;margin:2rem auto;padding:0 1.2rem;color:#1d241c;background:#fff;\
font:1rem/1.55 \"Be Vietnam Pro\",\"Noto Sans\",system-ui,sans-serif}\
h1{font-size:1.6rem;line-height:1.3;margin:0 0 .3rem}h2{font-size:1.1rem;margin:0 0 .2rem}\
section{margin:1rem 0;padding:.1rem 0 .1rem 1rem;border-left:.45rem solid #5b6b58;break-inside:avoid}\
section.block{border-left-style:double;border-color:#8f1d14}section.warn{border-color:#7a4b00}\
p{margin:.2rem 0}dl{margin:.3rem 0;display:grid;grid-template-columns:max-content 1fr;gap:.1rem .8rem}\
dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}mark{background:#ffe9a8;color:inherit;\
font-weight:600}ul{padding-left:0;list-style:none}li{margin:.25rem 0}small{color:#3c4639}\
@media print{body{margin:0;max-width:none;font-size:9.5pt}@page{margin:14mm}}\
@media(max-width:30rem){dl{display:block}dd{margin:0 0 .3rem}}";

pub(super) fn page(sheet: &Sheet) -> String {
    let label = sheet.label;
    let title = format!("{}: {}", label.heading, sheet.title);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{}</h1>\n<p>{}</p>\n",
        label.tag,
        plain(&title),
        plain(&title),
        plain(&sheet.rules)
    );
    for note in &sheet.notes {
        let _ = writeln!(page, "<p><b>{}</b></p>", plain(note));
    }
    for one in &sheet.sections {
        section(&mut page, sheet, one);
    }
    let _ = writeln!(page, "<p><b>{}</b></p>", plain(sheet.end));
    if !sheet.answers.is_empty() {
        let _ = writeln!(page, "<section>\n<h2>{}</h2>\n<ul>", plain(label.answers));
        for answer in &sheet.answers {
            let mark = if answer.settled { "☑" } else { "☐" };
            let said = match (answer.settled, answer.said.as_str()) {
                (false, _) => format!(" <b>({})</b>", plain(label.open)),
                (true, "") => String::new(),
                (true, said) => format!(": <b>{}</b>", plain(said)),
            };
            let _ = writeln!(page, "<li>{mark} {}{said}</li>", plain(&answer.asked));
        }
        page.push_str("</ul>\n</section>\n");
    }
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

fn section(page: &mut String, sheet: &Sheet, one: &Section) {
    let label = sheet.label;
    let class = match one.severity {
        Severity::Block => "block",
        Severity::Restrict => "warn",
        Severity::Advise => "note",
    };
    let _ = writeln!(
        page,
        "<section class=\"{class}\">\n<h2>{}: {}</h2>\n<p><small>{} ({})</small></p>\n<p>{}</p>\n<dl>",
        plain(one.level),
        plain(&one.title),
        plain(&one.place),
        plain(one.sure),
        plain(&one.message)
    );
    let mut row = |name: &str, value: &str| {
        let _ = writeln!(page, "<dt>{}</dt><dd>{value}</dd>", plain(name));
    };
    if let Some([before, marked, after]) = &one.said {
        let (before, marked, after) = (plain(before), plain(marked), plain(after));
        row(label.said, &format!("“{before}<mark>{marked}</mark>{after}”"));
    }
    row(label.better, &plain(&one.better));
    if !one.ignored.is_empty() {
        row(label.ignored, &plain(&one.ignored));
    }
    let [title, url, day, rule] = &one.source;
    let link = match url.starts_with("https://") {
        true => format!("<a href=\"{}\">{}</a>", plain(url), plain(title)),
        false => plain(title),
    };
    row(label.source, &format!("{link}, {} ({})", plain(day), plain(rule)));
    if let Some(reason) = &one.waived {
        row(label.left, &plain(reason));
    }
    page.push_str("</dl>\n</section>\n");
}

/// Text that no browser takes for markup.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() && c != '\n' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
