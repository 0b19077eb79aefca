//! WebVTT by the W3C's specification, case by case: "cue text parsing rules" and the tokenizer.
//! The inputs are our own.

use captions::{CaptionFile, Format, Markup, Node, Parsed, ProblemKind, Span};
use timeline::Timestamp;

fn read(text: &str) -> Parsed {
    Format::Vtt.parse(text)
}

fn file(text: &str) -> CaptionFile {
    read(text).file
}

fn nodes(text: &str) -> Vec<Node> {
    file(&format!("WEBVTT\n\n00:01.000 --> 00:02.000\n{text}\n")).cues.remove(0).text
}

fn text(text: &str) -> Node {
    Node::Text(text.to_owned())
}

fn span(kind: Markup, classes: &[&str], inside: Vec<Node>) -> Node {
    Node::Span(Span { kind, classes: classes.iter().map(ToString::to_string).collect(), inside })
}

#[test]
fn tags_nest_and_close_with_the_text() {
    let b = |inside| span(Markup::Bold, &[], inside);
    let i = |inside| span(Markup::Italic, &[], inside);
    assert_eq!(nodes("<b>a</b>b"), [b(vec![text("a")]), text("b")]);
    assert_eq!(nodes("<b>a<i>b"), [b(vec![text("a"), i(vec![text("b")])])]);
    assert_eq!(nodes("<u>a</u>"), [span(Markup::Underline, &[], vec![text("a")])]);
    // An end tag closes the innermost span only, and only its own kind.
    assert_eq!(nodes("<b><i>a</b>c</i>d"), [b(vec![i(vec![text("ac")]), text("d")])]);
    assert_eq!(nodes("a</b></x></>b"), [text("ab")]);
    assert_eq!(nodes("<b>a\nb</b>"), [b(vec![text("a\nb")])]);
    assert_eq!(nodes("<b></b>"), [b(vec![])]);
}

#[test]
fn unknown_tags_vanish_and_their_text_stays() {
    for tag in ["<x>", "<B>", "<bb>", "<>", "< b>", "<.b>", "<\tb>", "<font color=red>", "<!--x-->"]
    {
        if !tag.contains("-->") {
            assert_eq!(nodes(&format!("{tag}a")), [text("a")], "{tag}");
        }
    }
    assert_eq!(nodes("a<"), [text("a")]);
    assert_eq!(nodes("a<b"), [text("a"), span(Markup::Bold, &[], vec![])]);
    assert_eq!(nodes("a</b"), [text("a")]);
    assert_eq!(nodes("2 < 3 > 1"), [text("2  1")], "a lone sign opens a tag too");
    assert_eq!(nodes("a > b"), [text("a > b")]);
}

#[test]
fn classes_follow_dots_and_empty_ones_are_none() {
    assert_eq!(nodes("<c.a.b>x</c>"), [span(Markup::Class, &["a", "b"], vec![text("x")])]);
    assert_eq!(nodes("<c>x</c>"), [span(Markup::Class, &[], vec![text("x")])]);
    assert_eq!(nodes("<i..a..>x"), [span(Markup::Italic, &["a"], vec![text("x")])]);
    assert_eq!(nodes("<b.đậm-1>x"), [span(Markup::Bold, &["đậm-1"], vec![text("x")])]);
    assert_eq!(nodes("<b.a\tb.c>x"), [span(Markup::Bold, &["a"], vec![text("x")])]);
}

#[test]
fn annotations_name_voices_and_languages() {
    let v = |who: &str, classes: &[&str]| span(Markup::Voice(who.into()), classes, vec![text("x")]);
    assert_eq!(nodes("<v Mai>x"), [v("Mai", &[])]);
    assert_eq!(nodes("<v.to.hơn  Chị \n Mai >x</v>"), [v("Chị Mai", &["to", "hơn"])]);
    assert_eq!(nodes("<v>x"), [v("", &[])]);
    assert_eq!(nodes("<v A &amp; B &gt; C>x"), [v("A & B > C", &[])]);
    assert_eq!(nodes("<v A & B>x"), [v("A & B", &[])]);
    assert_eq!(nodes("<v\nMai>x"), [v("Mai", &[])]);
    let lang = |tag: &str| span(Markup::Language(tag.into()), &[], vec![text("x")]);
    assert_eq!(nodes("<lang en-GB>x</lang>"), [lang("en-GB")]);
    assert_eq!(nodes("<lang>x</lang>"), [lang("")]);
    assert_eq!(nodes("<b Mai>x</b>"), [span(Markup::Bold, &[], vec![text("x")])], "not elsewhere");
}

#[test]
fn readings_stand_inside_ruby_only() {
    let rt = || span(Markup::RubyText, &[], vec![text("b")]);
    let ruby = |inside| span(Markup::Ruby, &[], inside);
    assert_eq!(nodes("<ruby>a<rt>b</rt></ruby>c"), [ruby(vec![text("a"), rt()]), text("c")]);
    assert_eq!(nodes("<ruby>a<rt>b</ruby>c"), [ruby(vec![text("a"), rt()]), text("c")]);
    assert_eq!(nodes("<rt>b</rt>"), [text("b")]);
    let bold = span(Markup::Bold, &[], vec![text("b")]);
    assert_eq!(nodes("<ruby><b><rt>b</rt></b></ruby>"), [ruby(vec![bold])]);
}

#[test]
fn time_stamps_inside_must_be_whole() {
    let at = |ms| Node::Time(Timestamp::from_millis(ms));
    assert_eq!(nodes("a<00:01.500>b"), [text("a"), at(1500), text("b")]);
    assert_eq!(nodes("<01:00:01.500>b"), [at(3_601_500), text("b")]);
    assert_eq!(nodes("<b><00:01.500>x"), [span(Markup::Bold, &[], vec![at(1500), text("x")])]);
    for wrong in ["<00:01.500 >", "<00:01>", "<0>", "<00:01.5000>", "<1:2:3>", "< 00:01.500>"] {
        assert_eq!(nodes(&format!("a{wrong}b")), [text("ab")], "{wrong}");
    }
}

#[test]
fn character_references_are_those_of_html() {
    for (written, wanted) in [
        ("&amp;", "&"),
        ("&lt;b&gt;", "<b>"),
        ("&nbsp;", "\u{a0}"),
        ("&lrm;&rlm;", "\u{200e}\u{200f}"),
        ("&quot;&apos;", "\"'"),
        ("&#65;&#x41;&#X41;", "AAA"),
        ("&#7879;&#x1EC7;", "ệệ"),
        ("&eacute;&Agrave;", "éÀ"),
        ("&ampx", "&x"),
        ("&amp", "&"),
        ("&notit;", "¬it;"),
        ("&notin;", "∉"),
        ("&", "&"),
        ("&;", "&;"),
        ("&xyz;", "&xyz;"),
        ("& lt;", "& lt;"),
        ("&#;", "&#;"),
        ("&#x;", "&#x;"),
        ("&#0;", "\u{fffd}"),
        ("&#x110000;", "\u{fffd}"),
        ("&#xD800;", "\u{fffd}"),
        ("&#128;", "€"),
        ("&amp;lt;", "&lt;"),
        ("a&<b>b", "a&b"),
    ] {
        let cue = file(&format!("WEBVTT\n\n00:01.000 --> 00:02.000\n{written}\n"));
        assert_eq!(cue.cues[0].plain(), wanted, "{written}");
    }
}

#[test]
fn depth_has_an_end_and_all_text_stays() {
    let deep = "<b>".repeat(100_000) + "x" + &"</b>".repeat(100_000) + "y";
    let read = read(&format!("WEBVTT\n\n00:01.000 --> 00:02.000\n{deep}\n"));
    assert_eq!(read.file.cues[0].plain(), "xy");
    assert_eq!(read.problems[0].kind, ProblemKind::Depth);
}
