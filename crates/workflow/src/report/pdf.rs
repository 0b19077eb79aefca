//! Owns the report as tagged PDF: what a sheet says, part by part, in the order in which it is read
//! aloud. Refuses pictures: letters and a bar before each part are all that is drawn.

mod ink;
mod layout;
mod letters;
mod wrap;

use super::{Section, Sheet};
use layout::{Block, Part, Role};
use letters::{Letters, Weight};
use policy::Severity;
use wrap::{Kind, Run};

/// The bytes of the file.
///
/// # Errors
/// What the library that writes the file refuses.
pub(super) fn page(sheet: &Sheet) -> Result<Vec<u8>, String> {
    let label = sheet.label;
    let title = format!("{}: {}", label.heading, sheet.title);
    let text = |weight, text: &str| Block::of(Role::Text, weight, text);
    let mut head = vec![Block::of(Role::Title, Weight::Bold, &title)];
    head.push(text(Weight::Plain, &sheet.rules));
    head.extend(sheet.notes.iter().map(|note| text(Weight::Bold, note)));
    let mut parts = vec![Part { blocks: head, ..Part::default() }];
    parts.extend(sheet.sections.iter().map(|one| section(sheet, one)));
    parts.push(Part { blocks: vec![text(Weight::Bold, sheet.end)], ..Part::default() });
    if !sheet.answers.is_empty() {
        let rows = sheet.answers.iter().map(|answer| {
            let mark = text(Weight::Plain, if answer.settled { "☑" } else { "☐" });
            let (before, said) = match (answer.settled, answer.said.as_str()) {
                (false, _) => (" ", format!("({})", label.open)),
                (true, "") => ("", String::new()),
                (true, said) => (": ", said.to_owned()),
            };
            let mut body = text(Weight::Plain, &format!("{}{before}", answer.asked));
            body.runs.push(Run { text: said, weight: Weight::Bold, kind: Kind::Text });
            [mark, body]
        });
        let blocks = vec![Block::of(Role::Heading, Weight::Bold, label.answers)];
        parts.push(Part { edge: Some(Severity::Advise), blocks, rows: rows.collect() });
    }
    let letters = Letters::new().ok_or("the font cannot be read")?;
    let pages = layout::pages(&letters, &parts);
    ink::file(&letters, (&title, label.tag), &parts, &pages)
}

fn section(sheet: &Sheet, one: &Section) -> Part {
    let label = sheet.label;
    let run = |weight, text: &str, kind| Run { text: text.to_owned(), weight, kind };
    let plain = |text: &str| run(Weight::Plain, text, Kind::Text);
    let mut rows = Vec::new();
    let mut row = |name: &str, runs| {
        let body = Block { role: Role::Text, runs };
        rows.push([Block::of(Role::Text, Weight::Bold, name), body]);
    };
    if let Some([before, marked, after]) = &one.said {
        let marked = run(Weight::Bold, marked, Kind::Mark);
        row(label.said, vec![plain(&format!("“{before}")), marked, plain(&format!("{after}”"))]);
    }
    row(label.better, vec![plain(&one.better)]);
    if !one.ignored.is_empty() {
        row(label.ignored, vec![plain(&one.ignored)]);
    }
    let [title, url, day, rule] = &one.source;
    let kind = if url.starts_with("https://") { Kind::Link(url.clone()) } else { Kind::Text };
    let source = run(Weight::Plain, title, kind);
    row(label.source, vec![source, plain(&format!(", {day} ({rule})"))]);
    if let Some(reason) = &one.waived {
        row(label.left, vec![plain(reason)]);
    }
    let heading = format!("{}: {}", one.level, one.title);
    let place = format!("{} ({})", one.place, one.sure);
    let blocks = vec![
        Block::of(Role::Heading, Weight::Bold, &heading),
        Block::of(Role::Small, Weight::Plain, &place),
        Block::of(Role::Text, Weight::Plain, &one.message),
    ];
    Part { edge: Some(one.severity), blocks, rows }
}
