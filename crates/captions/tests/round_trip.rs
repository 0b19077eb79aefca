//! Every format there and back: what it holds comes back, and what it cannot hold is named.

use captions::{CaptionFile, CueSettings, FileCue, Format, Loss, Markup, Node, Span};
use proptest::prelude::*;
use std::collections::BTreeSet;
use timeline::Timestamp;

mod documents;

use documents::{document, tame, words};

/// A document in one form, without what a format says that it lost; so that two can be compared.
fn normal(file: &CaptionFile, lost: &BTreeSet<Loss>) -> Vec<String> {
    let gone = |loss: Loss| lost.contains(&loss);
    let kept = |loss: Loss, text: String| if gone(loss) { String::new() } else { text };
    let mut out = vec![
        kept(Loss::Title, format!("{:?}", file.title)),
        kept(Loss::Language, format!("{:?}", file.language)),
        kept(Loss::Regions, format!("{:?}", file.regions)),
        kept(Loss::Notes, format!("{:?}", file.notes)),
    ];
    // The order of lines is no part of what a file says, their times are.
    let mut cues: Vec<&FileCue> = file.cues.iter().collect();
    if !gone(Loss::Times) {
        cues.sort_by_key(|cue| (cue.start, cue.end));
    }
    for cue in cues {
        let place = CueSettings { region: None, ..cue.settings.clone() };
        out.push(kept(Loss::Times, format!("{:?} {:?}", cue.start, cue.end)));
        out.push(kept(Loss::Position, format!("{place:?}")));
        out.push(kept(Loss::Regions, format!("{:?}", cue.settings.region)));
        out.push(kept(Loss::Names, format!("{:?}", cue.id)));
        out.push(kept(Loss::Notes, format!("{:?}", cue.notes)));
        out.push(kept(Loss::EventFields, format!("{:?}", cue.event)));
        let mut letters = Vec::new();
        flatten(&cue.text, &BTreeSet::new(), lost, &mut letters);
        // Neighbours with the same look are one piece.
        let mut pieces: Vec<(BTreeSet<String>, String)> = Vec::new();
        for (look, text) in letters {
            match pieces.last_mut() {
                Some((before, all)) if *before == look => all.push_str(&text),
                _ => pieces.push((look, text)),
            }
        }
        out.extend(pieces.into_iter().map(|(look, text)| format!("{look:?} {text:?}")));
    }
    out
}

/// Pieces with everything that applies to them.
fn flatten(
    nodes: &[Node],
    look: &BTreeSet<String>,
    lost: &BTreeSet<Loss>,
    out: &mut Vec<(BTreeSet<String>, String)>,
) {
    for node in nodes {
        match node {
            Node::Text(text) => {
                let text = if lost.contains(&Loss::LineBreaks) {
                    text.replace('\n', " ")
                } else {
                    text.clone()
                };
                out.push((look.clone(), text));
            }
            Node::Time(at) if !lost.contains(&Loss::WordTimes) => {
                out.push((BTreeSet::new(), format!("<{at:?}>")));
            }
            Node::Override(text) if !lost.contains(&Loss::Effects) => {
                out.push((BTreeSet::new(), format!("{{{text}}}")));
            }
            Node::Span(span) => {
                let (loss, name) = match &span.kind {
                    Markup::Bold => (Loss::Emphasis, "b".to_owned()),
                    Markup::Italic => (Loss::Emphasis, "i".to_owned()),
                    Markup::Underline => (Loss::Emphasis, "u".to_owned()),
                    Markup::Strike => (Loss::Strike, "s".to_owned()),
                    Markup::Colour(c) => (Loss::Colour, format!("colour {c:?}")),
                    Markup::Background(c) => (Loss::Background, format!("behind {c:?}")),
                    Markup::Voice(who) => (Loss::Speakers, format!("voice {who}")),
                    Markup::Language(tag) => (Loss::WordLanguage, format!("lang {tag}")),
                    Markup::Property(n, v) => (Loss::Properties, format!("property {n} {v}")),
                    Markup::Class | Markup::Ruby | Markup::RubyText => {
                        (Loss::Classes, String::new())
                    }
                };
                let mut now = look.clone();
                // Only one colour, voice and language applies: the innermost.
                let word = name.split(' ').next().unwrap_or_default().to_owned();
                if !name.is_empty() && !lost.contains(&loss) {
                    now.retain(|l| l.split(' ').next() != Some(&word));
                    now.insert(name);
                }
                for class in &span.classes {
                    class_into(class, lost, &mut now);
                }
                flatten(&span.inside, &now, lost, out);
            }
            _ => {}
        }
    }
}

/// A class that stands for a colour is a colour.
fn class_into(class: &str, lost: &BTreeSet<Loss>, look: &mut BTreeSet<String>) {
    let (word, bare) = class.strip_prefix("bg_").map_or(("colour", class), |c| ("behind", c));
    let named = match bare {
        "red" => Some([255, 0, 0, 255]),
        "white" => Some([255, 255, 255, 255]),
        "black" => Some([0, 0, 0, 255]),
        _ => {
            let hex = bare.strip_prefix("color_").and_then(|h| u32::from_str_radix(h, 16).ok());
            hex.map(u32::to_be_bytes)
        }
    };
    match named {
        Some(colour) => {
            look.retain(|l| l.split(' ').next() != Some(word));
            look.insert(format!("{word} {colour:?}"));
        }
        None if !lost.contains(&Loss::Classes) => drop(look.insert(format!("class {class}"))),
        None => {}
    }
}

/// Losses that change what else is compared; documents with them are compared by less.
const CHANGES_TEXT: [Loss; 10] = [
    Loss::Precision,
    Loss::BlankLines,
    Loss::Spaces,
    Loss::EmptyCue,
    Loss::Arrow,
    Loss::LooksLikeMarkup,
    Loss::HiddenCues,
    Loss::EndTimes,
    Loss::LineBreaks,
    Loss::Ruby,
];

fn losses(file: &CaptionFile, format: Format) -> BTreeSet<Loss> {
    format.compose(file).lost.into_iter().map(|l| l.loss).collect()
}

/// What a file says after one way through a format.
fn through(file: &CaptionFile, format: Format) -> CaptionFile {
    let mut again = format.parse(&format.compose(file).text).file;
    // JSON keeps the times of words beside the text.
    again.words_into_text();
    again
}

/// Everything that a format doesn't say it lost is there again.
fn comes_back(file: &CaptionFile) -> Result<(), TestCaseError> {
    for format in Format::ALL {
        let lost = losses(file, format);
        if lost.iter().any(|l| CHANGES_TEXT.contains(l)) {
            continue;
        }
        let (before, after) = (normal(file, &lost), normal(&through(file, format), &lost));
        prop_assert_eq!(before, after, "{:?} {:?}", format, format.compose(file).text);
    }
    Ok(())
}

/// One cue of 50 ms.
fn cue_of(text: Vec<Node>) -> CaptionFile {
    let (start, end) = (Timestamp::from_millis(0), Timestamp::from_millis(50));
    CaptionFile {
        cues: vec![FileCue { text, ..FileCue::new(start, end) }],
        ..CaptionFile::default()
    }
}

fn span(kind: Markup, inside: Vec<Node>) -> Node {
    Node::Span(Span { kind, classes: Vec::new(), inside })
}

#[test]
fn what_once_was_lost_unsaid_comes_back() {
    let word = || Node::Text("mật".to_owned());
    let voice = |who: &str, inside| span(Markup::Voice(who.to_owned()), inside);
    for text in [
        vec![span(Markup::Background([0; 4]), vec![word()])],
        vec![voice("Mai", vec![voice("Lan", vec![word()])])],
        vec![voice("Mai", vec![word(), voice("Lan", vec![word()])])],
    ] {
        comes_back(&cue_of(text)).unwrap();
    }
    // A line that would be read as a time is named, though a line break stands before it.
    let time = cue_of(vec![
        span(Markup::Bold, vec![Node::Text("\n".into())]),
        Node::Text("[00:01.00]".into()),
    ]);
    assert!(losses(&time, Format::Lrc).contains(&Loss::LooksLikeMarkup));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_not_named_as_lost_comes_back(file in document(words().boxed())) {
        comes_back(&file)?;
    }

    #[test]
    fn ordinary_documents_lose_only_marks(file in document(tame().boxed())) {
        // The same with texts that no format has to change, so that every format is compared often.
        comes_back(&file)?;
    }

    #[test]
    fn a_second_way_through_changes_nothing(file in document(words().boxed())) {
        for format in Format::ALL {
            let once = through(&file, format);
            if losses(&once, format).contains(&Loss::LooksLikeMarkup) {
                continue;
            }
            let text = format.compose(&once).text;
            let twice = through(&once, format);
            prop_assert_eq!(&format.compose(&twice).text, &text, "{:?}", format);
        }
    }

    #[test]
    fn nothing_that_shows_is_ever_dropped_unsaid(file in document(words().boxed())) {
        for format in Format::ALL.into_iter().filter(|f| *f != Format::Txt) {
            let lost = format.compose(&file).lost;
            let dropped = lost.iter().filter(|l| matches!(l.loss, Loss::EmptyCue | Loss::HiddenCues | Loss::LooksLikeMarkup)).count();
            let again = through(&file, format);
            prop_assert!(again.cues.len() + dropped >= file.cues.len(), "{:?} {:?}", format, format.compose(&file).text);
        }
    }

    #[test]
    fn reading_any_text_never_fails(text in "\\PC{0,200}", lines in prop::collection::vec("[-0-9:.,>< \\[\\]{}\\\\/a-z&;\"=]{0,30}", 0..12)) {
        for text in [text, lines.join("\n")] {
            for format in Format::ALL {
                let file = format.parse(&text).file;
                for other in Format::ALL {
                    let _ = other.compose(&file);
                }
            }
        }
    }
}
