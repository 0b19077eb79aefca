//! WebVTT by the W3C's specification, case by case: files and blocks. See also
//! `webvtt_settings.rs` and `webvtt_text.rs`. The inputs are our own.

use captions::{CaptionFile, Format, Parsed, ProblemKind};

fn read(text: &str) -> Parsed {
    Format::Vtt.parse(text)
}

fn file(text: &str) -> CaptionFile {
    read(text).file
}

/// Start and end in milliseconds, name, text.
fn cues(text: &str) -> Vec<(i64, i64, String, String)> {
    let cue = |c: captions::FileCue| {
        (c.start.millis(), c.end.millis(), c.id.clone().unwrap_or_default(), c.plain())
    };
    file(text).cues.into_iter().map(cue).collect()
}

fn one(start: i64, end: i64, id: &str, text: &str) -> (i64, i64, String, String) {
    (start, end, id.to_owned(), text.to_owned())
}

const CUE: &str = "00:01.000 --> 00:02.000\nMột";

// § WebVTT file parsing

#[test]
fn the_signature_ends_at_a_space_a_tab_or_a_line_end() {
    for head in
        ["WEBVTT", "WEBVTT ", "WEBVTT\t", "WEBVTT - tựa", "WEBVTT\tghi chú", "\u{feff}WEBVTT"]
    {
        let read = read(&format!("{head}\n\n{CUE}"));
        assert_eq!((read.file.cues.len(), read.problems), (1, vec![]), "{head:?}");
    }
    for text in ["WEBVTT", "WEBVTT\n", "WEBVTT \n", "WEBVTT\n\n", "WEBVTT\n\n\n\n"] {
        let read = read(text);
        assert_eq!((read.file.cues.len(), read.problems), (0, vec![]), "{text:?}");
    }
}

#[test]
fn a_wrong_signature_is_said() {
    // The standard gives up here; this reader goes on and says so.
    for head in ["", "WEBVT", "webvtt", "WEBVTTx", "WEBVTT-", " WEBVTT", "\nWEBVTT"] {
        let read = read(&format!("{head}\n\n{CUE}"));
        assert_eq!(read.problems[0].kind, ProblemKind::Header, "{head:?}");
        assert_eq!(read.file.cues.len(), 1, "{head:?}");
    }
}

#[test]
fn line_ends_and_nothing_are_replaced_first() {
    let wanted = [one(1000, 2000, "", "Một\nhai"), one(3000, 4000, "", "ba")];
    let text = "WEBVTT\n\n00:01.000 --> 00:02.000\nMột\nhai\n\n00:03.000 --> 00:04.000\nba\n";
    for end in ["\n", "\r\n", "\r"] {
        assert_eq!(cues(&text.replace('\n', end)), wanted, "{end:?}");
    }
    // CR CR LF is two line ends.
    assert_eq!(
        cues("WEBVTT\n\n00:01.000 --> 00:02.000\nMột\r\r\nhai"),
        [one(1000, 2000, "", "Một")]
    );
    assert_eq!(
        cues("WEBVTT\n\n00:01.000 --> 00:02.000\na\0b"),
        [one(1000, 2000, "", "a\u{fffd}b")]
    );
}

#[test]
fn the_header_runs_to_an_empty_line_or_an_arrow() {
    let header = "WEBVTT tựa\nKind: captions\nLanguage: vi\n\n";
    let read = file(&format!("{header}{CUE}"));
    assert_eq!((read.title.as_deref(), read.language.as_deref()), (Some("tựa"), Some("vi")));
    assert_eq!(read.cues.len(), 1);
    assert_eq!(cues(&format!("WEBVTT\n{CUE}")), [one(1000, 2000, "", "Một")]);
    assert_eq!(cues(&format!("WEBVTT\nKind: captions\n{CUE}")), [one(1000, 2000, "", "Một")]);
    // The line before such an arrow belongs to the header and is no name.
    assert_eq!(cues(&format!("WEBVTT\n\ntên\n{CUE}"))[0].2, "tên");
}

#[test]
fn any_number_of_empty_lines_lies_between_blocks() {
    assert_eq!(cues(&format!("WEBVTT\n\n\n\n{CUE}\n\n\n\n{CUE}\n\n")).len(), 2);
}

// § collect a WebVTT block

#[test]
fn a_name_is_one_line_before_the_times() {
    let with = |id: &str| cues(&format!("WEBVTT\n\n{id}\n{CUE}"));
    for id in ["1", "tên", " có cách ", "NOTE", "STYLE", "a -- > b", "-- >"] {
        assert_eq!(with(id), [one(1000, 2000, id, "Một")]);
    }
    // Two lines are no name: the block has no times then, and the arrow begins a new one.
    let read = read(&format!("WEBVTT\n\ntên\nkhác\n{CUE}"));
    assert_eq!(read.file.cues[0].id, None);
    assert_eq!((read.problems[0].line, read.problems[0].kind), (3, ProblemKind::Stray));
}

#[test]
fn an_arrow_in_the_text_begins_a_new_block() {
    let text = format!("WEBVTT\n\n{CUE}\nhai\n00:03.000 --> 00:04.000\nba\n");
    assert_eq!(cues(&text), [one(1000, 2000, "", "Một\nhai"), one(3000, 4000, "", "ba")]);
    let text = format!("WEBVTT\n\n{CUE}\nhai --> ba\nbốn\n\n{CUE}");
    let read = read(&text);
    assert_eq!(read.file.cues.len(), 2);
    assert_eq!(read.file.cues[0].plain(), "Một");
    assert_eq!((read.problems[0].line, read.problems[0].kind), (5, ProblemKind::Times));
    // Broken times on the first line: a second line with an arrow begins again.
    assert_eq!(cues(&format!("WEBVTT\n\n-->\n{CUE}")), [one(1000, 2000, "", "Một")]);
    assert_eq!(cues(&format!("WEBVTT\n\ntên\nx --> y\n{CUE}")), [one(1000, 2000, "", "Một")]);
}

#[test]
fn text_may_be_missing_and_ends_with_the_file() {
    assert_eq!(cues("WEBVTT\n\n00:01.000 --> 00:02.000"), [one(1000, 2000, "", "")]);
    assert_eq!(cues("WEBVTT\n\n00:01.000 --> 00:02.000\n\nxa"), [one(1000, 2000, "", "")]);
    assert_eq!(cues("WEBVTT\n\n00:01.000 --> 00:02.000\n x "), [one(1000, 2000, "", " x ")]);
}

#[test]
fn notes_are_kept_and_never_shown() {
    let text = format!("WEBVTT\n\nNOTE một\n\nNOTE\nhai\nba\n\n{CUE}\n\nNOTE\tcuối\n\nNOTEx\n");
    let read = read(&text);
    assert_eq!(read.file.cues[0].notes, ["một", "hai\nba"]);
    assert_eq!(read.file.notes, ["cuối"]);
    assert_eq!((read.problems[0].line, read.problems[0].kind), (14, ProblemKind::Stray));
    // Times right behind the word make a cue of that name.
    assert_eq!(cues(&format!("WEBVTT\n\nNOTE\n{CUE}")), [one(1000, 2000, "NOTE", "Một")]);
}

#[test]
fn style_sheets_count_before_the_first_cue_only() {
    let style = "STYLE \t\n::cue { color: red }\n::cue(b) { color: lime }\n\n";
    let text = format!("WEBVTT\n\n{style}{CUE}\n\nSTYLE\n::cue {{}}\n\n{CUE}");
    let read = read(&text);
    let sheets: Vec<&str> = read.file.blocks.iter().map(|b| b.text.as_str()).collect();
    assert_eq!(sheets, ["::cue { color: red }\n::cue(b) { color: lime }"]);
    assert_eq!((read.problems[0].line, read.problems[0].kind), (10, ProblemKind::LateBlock));
    assert_eq!(read.file.cues.len(), 2);
    // Anything but spaces behind the word makes it no style sheet, and an arrow ends one.
    assert!(file(&format!("WEBVTT\n\nSTYLES\n::cue {{}}\n\n{CUE}")).blocks.is_empty());
    let broken = file(&format!("WEBVTT\n\nSTYLE\n::cue {{}}\n{CUE}"));
    assert_eq!((broken.blocks.len(), broken.cues.len()), (1, 1));
}

#[test]
fn what_is_written_is_read_as_the_same() {
    let all = "WEBVTT - Mật ong\nLanguage: vi\n\nSTYLE\n::cue(.đỏ) { color: red }\n\nREGION\nid:r\nwidth:40%\n\
        lines:2\nregionanchor:0%,100%\nviewportanchor:10%,90%\nscroll:up\n\nNOTE một ghi chú\n\n\
        mở đầu\n00:00:01.000 --> 00:00:02.500 vertical:rl line:-1,end position:10%,line-left size:50% align:start\n\
        <v.to Chị Mai>Ngon <c.đỏ>&amp;</c> <b>rẻ</b> <00:00:01.500>2 &lt; 3</v>\n\n\
        00:00:02.000 --> 00:00:03.000 region:r\n<ruby>Mai<rt>mây</rt></ruby> <lang en>ok</lang>\n\n\
        NOTE\nhai\ndòng\n\n";
    let first = read(all);
    assert_eq!(first.problems, []);
    let written = Format::Vtt.compose(&first.file);
    assert_eq!(written.lost, []);
    assert_eq!(written.text, all);
    assert_eq!(read(&written.text), first);
}
