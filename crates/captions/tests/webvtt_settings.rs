//! WebVTT by the W3C's specification, case by case: lines of times, cue settings, region settings.
//! The inputs are our own.

use captions::{
    Align, CaptionFile, CueSettings, Format, LineAlign, LinePosition, Parsed, PositionAlign,
    ProblemKind, Writing,
};

fn read(text: &str) -> Parsed {
    Format::Vtt.parse(text)
}

fn file(text: &str) -> CaptionFile {
    read(text).file
}

/// Start and end in milliseconds.
fn times(text: &str) -> Vec<(i64, i64)> {
    file(text).cues.iter().map(|c| (c.start.millis(), c.end.millis())).collect()
}

const CUE: &str = "00:01.000 --> 00:02.000\nMột";

// § WebVTT region settings parsing

#[test]
fn regions_have_defaults_and_wrong_values_change_nothing() {
    let region = |settings: &str| {
        let text = format!("WEBVTT\n\nREGION\n{settings}\n\n{CUE}");
        file(&text).regions.remove(0)
    };
    let usual = region("id:a");
    assert_eq!((usual.width, usual.lines, usual.scroll), (100.0, 3, false));
    assert_eq!((usual.anchor, usual.viewport), ((0.0, 100.0), (0.0, 100.0)));
    for wrong in [
        "width:101%",
        "width:-1%",
        "width:50",
        "width:%",
        "width:5.%",
        "width:.5%",
        "width:1e1%",
        "lines:x",
        "lines:-1",
        "lines:1.5",
        "regionanchor:1%",
        "regionanchor:1%,2",
        "regionanchor:,",
        "viewportanchor:101%,1%",
        "viewportanchor:1%,2%,3%",
        "scroll:down",
        "scroll:UP",
        "Width:5%",
        ":",
        "width:",
        ":5%",
        "width=5%",
        "lines:",
    ] {
        assert_eq!(region(&format!("id:a {wrong}")), usual, "{wrong}");
    }
    let all = region(
        "id:fred width:40.5%\nlines:5\tregionanchor:0%,50% viewportanchor:10%,90% scroll:up",
    );
    assert_eq!((all.id.as_str(), all.width, all.lines, all.scroll), ("fred", 40.5, 5, true));
    assert_eq!((all.anchor, all.viewport), ((0.0, 50.0), (10.0, 90.0)));
    assert_eq!(region("id:a:b").id, "a:b", "only the first colon parts");
    assert_eq!(region("lines:99999999999999999999").lines, u32::MAX);
}

// § WebVTT cue timings and settings parsing

#[test]
fn time_stamps_are_strict() {
    let at = |stamp: &str| {
        let text = format!("WEBVTT\n\n00:00.000 --> {stamp}\nx");
        file(&text).cues.first().map(|c| c.end.millis())
    };
    for (stamp, wanted) in [
        ("00:01.000", 1000),
        ("59:59.999", 3_599_999),
        ("00:00:01.000", 1000),
        ("1:00:00.000", 3_600_000),
        ("001:00:00.000", 3_600_000),
        ("60:00:00.000", 216_000_000),
        ("123456:00:00.000", 444_441_600_000),
    ] {
        assert_eq!(at(stamp), Some(wanted), "{stamp}");
    }
    for stamp in [
        "0:01.000",
        "60:01.000",
        "000:01.000",
        "00:60.000",
        "00:60:00.000",
        "00:00:60.000",
        "00:01",
        "00:01.00",
        "00:01.0000",
        "00:01,000",
        "00:1.000",
        "00:0:01.000",
        "00:00:1.000",
        ":01.000",
        "-00:01.000",
        "+00:01.000",
        "00.01.000",
        "",
        "x",
        "00:00:00:01.000",
        "٠٠:٠١.٠٠٠",
        "99999999999999999999:00:00.000",
    ] {
        assert_eq!(at(stamp), None, "{stamp}");
    }
}

#[test]
fn white_space_around_the_arrow_is_optional() {
    for line in [
        "00:01.000-->00:02.000",
        "00:01.000\t-->\t00:02.000",
        "  00:01.000   -->   00:02.000  ",
        "\x0c00:01.000 --> 00:02.000\x0c",
    ] {
        assert_eq!(times(&format!("WEBVTT\n\n{line}\nx")), [(1000, 2000)], "{line:?}");
    }
    for line in [
        "00:01.000 -> 00:02.000",
        "00:01.000 --- > 00:02.000",
        "00:01.000 x --> 00:02.000",
        "00:01.000\u{a0}--> 00:02.000",
        "--> 00:02.000",
        "00:01.000 -->",
        "00:01.000 ---> 00:02.000",
        "00:01.000 --> x 00:02.000",
    ] {
        assert_eq!(times(&format!("WEBVTT\n\n{line}\nx")), [], "{line:?}");
    }
    // Whatever stands behind the end is settings, even without a gap.
    assert_eq!(settings("line:1", ""), settings("line:1", " "));
}

#[test]
fn times_need_no_order() {
    let read = read("WEBVTT\n\n00:02.000 --> 00:01.000\nx\n\n00:01.000 --> 00:01.000\ny");
    assert_eq!(read.file.cues.len(), 2);
    assert!(read.problems.iter().all(|p| p.kind == ProblemKind::NoDuration));
    assert!(read.file.track("vi").cues().is_empty(), "they never show");
}

fn settings(text: &str, gap: &str) -> CueSettings {
    let text = format!(
        "WEBVTT\n\nREGION\nid:r\n\nREGION\nid:s\nwidth:50%\n\n00:01.000 --> 00:02.000{gap}{text}\nx"
    );
    file(&text).cues.remove(0).settings
}

fn set(text: &str) -> CueSettings {
    settings(text, " ")
}

#[test]
fn unknown_and_empty_settings_are_passed_over() {
    for text in [
        "",
        "x",
        ":",
        "line:",
        ":5",
        "size",
        "Line:5",
        "align:Start",
        "x:y",
        "line=5",
        "align:middle",
        "vertical:tb",
    ] {
        assert_eq!(set(text), CueSettings::default(), "{text}");
    }
    let both = set("x:y  align:start\tline:5 z");
    assert_eq!((both.align, both.line), (Align::Start, Some(LinePosition::Number(5.0))));
    assert_eq!(set("align:start align:end").align, Align::End, "the last one counts");
    assert_eq!(set("align:start align:x").align, Align::Start);
}

#[test]
fn vertical_and_align_take_their_words_only() {
    assert_eq!(set("vertical:rl").writing, Writing::VerticalRl);
    assert_eq!(set("vertical:lr").writing, Writing::VerticalLr);
    for (word, align) in [
        ("start", Align::Start),
        ("center", Align::Center),
        ("end", Align::End),
        ("left", Align::Left),
        ("right", Align::Right),
    ] {
        assert_eq!(set(&format!("align:{word}")).align, align);
    }
}

#[test]
fn line_is_a_number_or_percent_with_an_alignment() {
    let line = |text: &str| set(&format!("line:{text}"));
    for (text, wanted) in [
        ("0", LinePosition::Number(0.0)),
        ("-1", LinePosition::Number(-1.0)),
        ("-0", LinePosition::Number(-0.0)),
        ("10", LinePosition::Number(10.0)),
        ("1.5", LinePosition::Number(1.5)),
        ("101", LinePosition::Number(101.0)),
        ("0%", LinePosition::Percent(0.0)),
        ("50.25%", LinePosition::Percent(50.25)),
        ("100%", LinePosition::Percent(100.0)),
    ] {
        assert_eq!(line(text).line, Some(wanted), "{text}");
    }
    for text in [
        "-1%",
        "101%",
        "5.%",
        ".5%",
        "%",
        "-",
        "--1",
        "1-",
        "1-1",
        "1..5",
        "1.",
        ".5",
        "1e1",
        "+1",
        "x",
        "5x",
        "५",
        ",start",
        "5,middle",
        "5,",
        "5,start,end",
    ] {
        assert_eq!(line(text), CueSettings::default(), "{text}");
    }
    assert_eq!(line("5,center").line_align, LineAlign::Center);
    assert_eq!(line("5%,end").line_align, LineAlign::End);
    assert_eq!(line("5,start").line_align, LineAlign::Start);
}

#[test]
fn position_and_size_are_percent() {
    let position = |text: &str| set(&format!("position:{text}"));
    assert_eq!(position("30%").position, Some(30.0));
    assert_eq!(position("30%").position_align, PositionAlign::Auto);
    for (word, align) in [
        ("line-left", PositionAlign::LineLeft),
        ("center", PositionAlign::Center),
        ("line-right", PositionAlign::LineRight),
    ] {
        let found = position(&format!("30.5%,{word}"));
        assert_eq!((found.position, found.position_align), (Some(30.5), align));
    }
    for text in ["30", "-1%", "100.1%", "30%,start", "30%,", "x%", "30%%", "3 0%"] {
        assert_eq!(position(text), CueSettings::default(), "{text}");
        assert_eq!(set(&format!("size:{text}")), CueSettings::default(), "{text}");
    }
    assert_eq!(set("size:33.3%").size, 33.3);
    assert_eq!(set("size:0%").size, 0.0);
}

#[test]
fn a_region_must_be_known_and_gives_way() {
    assert_eq!(set("region:r").region.as_deref(), Some("r"));
    assert_eq!(set("region:s").region.as_deref(), Some("s"));
    assert_eq!(set("region:x").region, None);
    assert_eq!(set("region:r region:x").region, None);
    for out in ["line:5", "vertical:rl", "size:50%"] {
        assert_eq!(set(&format!("region:r {out}")).region, None, "{out}");
    }
    for stays in ["size:100%", "position:5%", "align:start", "line:x", "vertical:x"] {
        assert_eq!(set(&format!("region:r {stays}")).region.as_deref(), Some("r"), "{stays}");
    }
}
