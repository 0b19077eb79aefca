//! Every format there and back: what it holds comes back, and what it cannot hold is named.

use captions::{
    Align, AssEvent, Block, BlockKind, CaptionFile, CueSettings, FileCue, Format, LinePosition,
    Loss, Markup, Node, Region, Span,
};
use proptest::prelude::*;
use std::collections::BTreeSet;
use timeline::{CueSource, Timestamp};

const ALL: [Format; 9] = [
    Format::Srt,
    Format::Vtt,
    Format::Ass,
    Format::Ttml,
    Format::Sbv,
    Format::Lrc,
    Format::Json,
    Format::Txt,
    Format::TimedTxt,
];

/// Formats that have times.
const TIMED: [Format; 8] = [
    Format::Srt,
    Format::Vtt,
    Format::Ass,
    Format::Ttml,
    Format::Sbv,
    Format::Lrc,
    Format::Json,
    Format::TimedTxt,
];

/// Texts with everything that has a meaning somewhere.
fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "mật",
        "ong",
        "rừng",
        "Đắk",
        "Lắk",
        "150.000đ",
        "ngọt!",
        "NOTE",
        "&amp;",
        "&",
        "<b>",
        "a<b",
        "{\\an8}",
        "{x}",
        "\\N",
        "\\",
        "-->",
        "[00:01.00]",
        "]]>",
        "\"'",
        "1",
        "WEBVTT",
        "<3",
        "😀",
        "0:00:01.000,0:00:02.000",
        "a  b",
        "مرحبا",
        "[0:00:01.000 - 0:00:03.000]",
        "\u{a0}x",
    ]);
    prop::collection::vec(word, 1..5).prop_map(|words| words.join(" "))
}

/// Words without any sign that some format understands.
fn tame() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec!["mật", "ong", "rừng", "Đắk", "ngọt!", "“ai”", "y", "Ô"]);
    prop::collection::vec(word, 1..5).prop_map(|words| words.join(" "))
}

fn colour() -> impl Strategy<Value = [u8; 4]> {
    prop_oneof![
        Just([255, 0, 0, 255]),
        any::<[u8; 3]>().prop_map(|[r, g, b]| [r, g, b, 255]),
        any::<[u8; 4]>(),
    ]
}

fn markup() -> impl Strategy<Value = (Markup, Vec<String>)> {
    let kind = prop_oneof![
        Just(Markup::Bold),
        Just(Markup::Italic),
        Just(Markup::Underline),
        Just(Markup::Strike),
        colour().prop_map(Markup::Colour),
        colour().prop_map(Markup::Background),
        tame().prop_map(Markup::Voice),
        Just(Markup::Language("en-GB".into())),
        Just(Markup::Property("tts:fontSize".into(), "120%".into())),
    ];
    let classes = prop::collection::vec(prop::sample::select(vec!["to", "nhỏ"]), 0..2);
    prop_oneof![
        kind.prop_map(|kind| (kind, vec![])),
        classes.prop_map(|c| (Markup::Class, c.into_iter().map(String::from).collect())),
    ]
}

/// Text with markup in markup.
fn nodes(letters: BoxedStrategy<String>) -> impl Strategy<Value = Vec<Node>> {
    let leaf = prop_oneof![
        6 => letters.prop_map(Node::Text),
        1 => Just(Node::Text("\n".into())),
        1 => (0..100_i64).prop_map(|s| Node::Time(Timestamp::from_millis(s * 110))),
        1 => Just(Node::Override("\\fad(100,200)".into())),
    ];
    let node = leaf.prop_recursive(3, 12, 3, |inner| {
        (markup(), prop::collection::vec(inner, 1..3))
            .prop_map(|((kind, classes), inside)| Node::Span(Span { kind, classes, inside }))
    });
    prop::collection::vec(node, 1..4)
}

fn settings() -> impl Strategy<Value = CueSettings> {
    prop_oneof![
        4 => Just(CueSettings::default()),
        4 => (1..=9_u8).prop_map(CueSettings::anchored),
        1 => Just(CueSettings {
            region: Some("vùng".into()), align: Align::End, ..CueSettings::default()
        }),
        1 => (0..100_i32).prop_map(|at| CueSettings {
            line: Some(LinePosition::Percent(f64::from(at))), size: 40.0, ..CueSettings::default()
        }),
    ]
}

fn cue(letters: BoxedStrategy<String>) -> impl Strategy<Value = FileCue> {
    let start = prop_oneof![(0..600_i64).prop_map(|s| s * 110_000), 0..70_000_000_i64];
    let length = prop_oneof![4 => (1..80_i64).prop_map(|l| l * 50_000), 1 => -5000..5000_i64];
    let id =
        prop::option::weighted(0.2, prop::sample::select(vec!["mở-đầu", "1", "a --> b", "câu 2"]));
    let notes = prop::collection::vec(tame(), 0..2);
    let event = prop::option::weighted(0.2, prop::sample::select(vec!["Dialogue", "Comment"]));
    (start, length, id, settings(), nodes(letters), notes, event).prop_map(
        |(start, length, id, settings, text, notes, event)| FileCue {
            id: id.map(String::from),
            settings,
            text,
            notes,
            from: CueSource::File,
            event: event.map(|kind| {
                Box::new(AssEvent {
                    kind: kind.into(),
                    layer: "3".into(),
                    style: "Default".into(),
                    margins: ["0".into(), "0".into(), "40".into()],
                    effect: String::new(),
                })
            }),
            ..FileCue::new(Timestamp::from_micros(start), Timestamp::from_micros(start + length))
        },
    )
}

fn document(letters: BoxedStrategy<String>) -> impl Strategy<Value = CaptionFile> {
    let cues = prop::collection::vec(cue(letters), 1..6);
    let block = prop::option::weighted(
        0.2,
        prop::sample::select(vec![
            (BlockKind::VttStyle, "::cue(.to) { font-size: 2em }"),
            (BlockKind::AssSection, "[Fonts]\nfontname: x.ttf"),
            (BlockKind::LrcTag, "[ar:Dân ca]"),
            (BlockKind::Model, "small"),
        ]),
    );
    let title = prop::option::weighted(0.3, tame());
    let language = prop::option::weighted(0.3, Just("vi".to_owned()));
    (cues, block, title, language, any::<bool>()).prop_map(
        |(cues, block, title, language, exact)| {
            let mut region = Region::new("vùng");
            (region.width, region.viewport) = (40.0, (10.0, 90.0));
            region.height = exact.then_some(20.0);
            if exact {
                region.lines = 4;
            }
            let used = cues.iter().any(|c| c.settings.region.is_some());
            CaptionFile {
                language,
                title,
                regions: used.then_some(region).into_iter().collect(),
                blocks: block
                    .map(|(kind, text)| Block { kind, text: text.into() })
                    .into_iter()
                    .collect(),
                cues,
                ..CaptionFile::default()
            }
        },
    )
}

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

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_not_named_as_lost_comes_back(file in document(words().boxed())) {
        for format in ALL {
            let lost = losses(&file, format);
            if lost.iter().any(|l| CHANGES_TEXT.contains(l)) {
                continue;
            }
            let again = through(&file, format);
            prop_assert_eq!(normal(&file, &lost), normal(&again, &lost), "{:?} {:?}", format, format.compose(&file).text);
        }
    }

    #[test]
    fn ordinary_documents_lose_only_marks(file in document(tame().boxed())) {
        // The same with texts that no format has to change, so that every format is compared often.
        for format in ALL {
            let lost = losses(&file, format);
            if lost.iter().any(|l| CHANGES_TEXT.contains(l)) {
                continue;
            }
            let again = through(&file, format);
            prop_assert_eq!(normal(&file, &lost), normal(&again, &lost), "{:?} {:?}", format, format.compose(&file).text);
        }
    }

    #[test]
    fn a_second_way_through_changes_nothing(file in document(words().boxed())) {
        for format in ALL {
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
        for format in TIMED {
            let lost = format.compose(&file).lost;
            let dropped = lost.iter().filter(|l| matches!(l.loss, Loss::EmptyCue | Loss::HiddenCues | Loss::LooksLikeMarkup)).count();
            let again = through(&file, format);
            prop_assert!(again.cues.len() + dropped >= file.cues.len(), "{:?} {:?}", format, format.compose(&file).text);
        }
    }

    #[test]
    fn reading_any_text_never_fails(text in "\\PC{0,200}", lines in prop::collection::vec("[-0-9:.,>< \\[\\]{}\\\\/a-z&;\"=]{0,30}", 0..12)) {
        for text in [text, lines.join("\n")] {
            for format in ALL {
                let file = format.parse(&text).file;
                for other in ALL {
                    let _ = other.compose(&file);
                }
            }
        }
    }
}
