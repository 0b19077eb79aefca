//! Owns the report as Markdown. Refuses marks in texts of people: each stands as it was written.

use super::{Section, Sheet};
use std::fmt::Write;

pub(super) fn page(sheet: &Sheet) -> String {
    let label = sheet.label;
    let mut page = format!("# {}: {}\n\n", label.heading, plain(&sheet.title));
    let _ = writeln!(page, "{}\n", sheet.rules);
    for note in &sheet.notes {
        let _ = writeln!(page, "{note}\n");
    }
    for one in &sheet.sections {
        section(&mut page, sheet, one);
    }
    let _ = writeln!(page, "{}", sheet.end);
    if !sheet.answers.is_empty() {
        let _ = writeln!(page, "\n## {}\n", label.answers);
    }
    for answer in &sheet.answers {
        let mark = if answer.settled { "x" } else { " " };
        let said = match (answer.settled, answer.said.as_str()) {
            (false, _) => format!(": {}", label.open),
            (true, "") => String::new(),
            (true, said) => format!(": {}", plain(said)),
        };
        let _ = writeln!(page, "- [{mark}] {}{said}", plain(&answer.asked));
    }
    page
}

fn section(page: &mut String, sheet: &Sheet, one: &Section) {
    let label = sheet.label;
    let _ = writeln!(page, "## {}: {}\n", one.level, one.title);
    let _ = writeln!(page, "{} ({}). {}\n", one.place, one.sure, one.message);
    if let Some([before, marked, after]) = &one.said {
        let (before, marked, after) = (plain(before), plain(marked), plain(after));
        let _ = writeln!(page, "- {}: “{before}**{marked}**{after}”", label.said);
    }
    let _ = writeln!(page, "- {}: {}", label.better, plain(&one.better));
    if !one.ignored.is_empty() {
        let _ = writeln!(page, "- {}: {}", label.ignored, one.ignored);
    }
    let [title, url, day, rule] = &one.source;
    let _ = writeln!(page, "- {}: [{title}](<{url}>), {day} ({rule})", label.source);
    if let Some(reason) = &one.waived {
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
