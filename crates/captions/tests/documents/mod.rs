//! Makes documents with everything that any format can hold.

use captions::{
    Align, AssEvent, Block, BlockKind, CaptionFile, CueSettings, FileCue, LinePosition, Markup,
    Node, Region, Span,
};
use proptest::prelude::*;
use timeline::{CueSource, Timestamp};

/// Texts with everything that has a meaning somewhere.
pub(crate) fn words() -> impl Strategy<Value = String> {
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
pub(crate) fn tame() -> impl Strategy<Value = String> {
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

pub(crate) fn document(letters: BoxedStrategy<String>) -> impl Strategy<Value = CaptionFile> {
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
