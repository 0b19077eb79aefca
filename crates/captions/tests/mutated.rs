//! Ten thousand damaged caption files of every format: each is read, or refused with a reason,
//! and what was read can be written in any format and read again. Same seed, same damage.
#![expect(clippy::unwrap_used, reason = "a fixture that cannot be made is no test")]

use captions::{Format, LARGEST_FILE, ReadFault, read_file};
use std::collections::BTreeMap;

const FILES: u64 = 10_000;

/// SplitMix64.
struct Random(u64);

impl Random {
    fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.number() % (end as u64).max(1)).unwrap()
    }
}

const SRT: &str = "1\r\n00:00:01,000 --> 00:00:02,500\r\n{\\an8}<b>Mật <i>ong</i></b> rừng\r\n\r\n2\r\n\
    00:00:03,000 --> 00:00:04,000\r\n<font color=\"#ff8800\">Đắk Lắk</font>\r\nngọt & thơm\r\n\r\n";
const VTT: &str = "WEBVTT - Mật ong\nLanguage: vi\n\nSTYLE\n::cue(.đỏ) { color: red }\n\nREGION\nid:r\n\
    width:40%\nlines:2\nregionanchor:0%,100%\nviewportanchor:10%,90%\nscroll:up\n\nNOTE ghi chú\n\nmột\n\
    00:00:01.000 --> 00:00:02.500 line:-1,end position:10%,line-left size:50% align:start\n\
    <v.to Chị Mai>Ngon <c.đỏ>&amp;</c> <b>rẻ</b> <00:00:01.500>2 &lt; 3</v>\n\n\
    00:02.000 --> 00:03.000 region:r\n<ruby>Mai<rt>mây</rt></ruby> <lang en>ok</lang>\n";
const ASS: &str = "[Script Info]\nTitle: Mật ong\nScriptType: v4.00+\nPlayResX: 640\nPlayResY: 360\n\n\
    [V4+ Styles]\nFormat: Name, Fontname, Fontsize, Bold, Italic, Alignment, MarginL\n\
    Style: Default,Arial,20,0,0,2,10\nStyle: Trên,Arial,20,-1,0,8,10\n\n[Events]\n\
    Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n\
    Dialogue: 0,0:00:01.00,0:00:02.50,Default,Mai,0,0,0,,{\\i1\\c&H0000FF&}Mật{\\i0}\\Nong {\\k50}rừng{\\kf30} à\n\
    Comment: 0,0:00:01.00,0:00:02.00,Trên,,0,0,0,,{ghi chú}ẩn\n\
    Dialogue: 1,0:00:03.00,0:00:04.00,Trên,,0,0,10,,{\\pos(100,200)\\t(0,100,\\fs40)}Đắk{\\p1}m 0 0{\\p0}\n";
const TTML: &str = "<?xml version=\"1.0\"?>\n<tt xmlns=\"http://www.w3.org/ns/ttml\" \
    xmlns:tts=\"http://www.w3.org/ns/ttml#styling\" xmlns:ttp=\"http://www.w3.org/ns/ttml#parameter\" \
    ttp:frameRate=\"25\" xml:lang=\"vi\"><head><styling><style xml:id=\"s\" tts:color=\"#ff0000\" \
    tts:fontWeight=\"bold\"/></styling><layout><region xml:id=\"r\" tts:origin=\"10% 80%\" \
    tts:extent=\"80% 15%\" tts:displayAlign=\"after\"/></layout></head><body><div>\n\
    <p xml:id=\"a\" begin=\"00:00:01:12\" end=\"2.5s\" region=\"r\" style=\"s\">Mật <span \
    tts:fontStyle=\"italic\">ong</span><br/>rừng &amp; &#7879;</p>\n<p begin=\"3s\" dur=\"500ms\">Đắk\n Lắk\
    <span begin=\"100ms\">!</span></p></div></body></tt>\n";
const SBV: &str = "0:00:01.000,0:00:02.500\nMật ong\nrừng\n\n0:00:03.000,0:00:04.000\nĐắk Lắk\n";
const LRC: &str = "[ti:Inh lả ơi]\n[ar:Dân ca Thái]\n[offset:+500]\n[00:01.00]<00:01.00>Mật \
    <00:01.50>ong\n[00:02.00][00:09.00]rừng\n[00:04.00]\n";
const JSON: &str = "{\"language\":\"vi\",\"model\":null,\"cues\":[{\"start_us\":1000000,\"end_us\":2500000,\
    \"text\":\"Mật\\nong\",\"words\":[{\"start_us\":1000000,\"end_us\":1500000,\"text\":\"Mật\",\
    \"probability\":0.5}],\"from\":\"speech\"}],\"removed\":[]}";
const TXT: &str = "[0:00:01.000 - 0:00:02.500] Mật ong\n[0:00:03.000 - 0:00:04.000] rừng\n";

/// Signs that mean something somewhere.
const SIGNS: [&str; 28] = [
    "<",
    ">",
    "-->",
    "{",
    "}",
    "{\\",
    "\\N",
    "&",
    "&#",
    "&#x110000;",
    "</",
    "<b",
    "\n\n",
    "\r",
    "\0",
    "99999999999999999999",
    "-1",
    "%",
    ":",
    "[",
    "]",
    "[Events]\n",
    "<!DOCTYPE x [<!ENTITY a \"b\">]>",
    "<![CDATA[",
    "WEBVTT",
    "\u{feff}",
    "NaN",
    "1e999",
];

fn originals() -> Vec<Vec<u8>> {
    let texts = [SRT, VTT, ASS, TTML, SBV, LRC, JSON, TXT];
    let mut files: Vec<Vec<u8>> = texts.iter().map(|t| t.as_bytes().to_vec()).collect();
    files.push(SRT.encode_utf16().flat_map(u16::to_le_bytes).collect());
    files.push(VTT.encode_utf16().flat_map(u16::to_be_bytes).collect());
    let vni = "1\n00:00:01,000 --> 00:00:02,000\nMaät ong röøng Ñaék Laék raát ngoït\n";
    files.push(vni.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect());
    files
}

fn damage(bytes: &mut Vec<u8>, others: &[Vec<u8>], random: &mut Random) {
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len());
        let end = (at + 1 + random.below(40)).min(bytes.len());
        match random.below(8) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(end..end, piece.repeat(1 + random.below(30)));
            }
            3 => {
                let sign = SIGNS[random.below(SIGNS.len())];
                bytes.splice(at..at, sign.repeat(1 + random.below(6)).into_bytes());
            }
            4 => {
                let other = &others[random.below(others.len())];
                let from = random.below(other.len());
                let to = (from + random.below(200)).min(other.len());
                bytes.splice(at..at, other[from..to].iter().copied());
            }
            5 => bytes[at..end].reverse(),
            _ => {
                for _ in 0..=random.below(12) {
                    let at = random.below(bytes.len());
                    bytes[at] ^= 1 << random.below(8);
                }
            }
        }
        if bytes.is_empty() {
            return;
        }
    }
}

#[test]
fn ten_thousand_damaged_files_end_well() {
    let originals = originals();
    for (number, bytes) in originals.iter().enumerate() {
        assert!(read_file(bytes, None).is_ok(), "original {number}");
    }
    let mut ended: BTreeMap<String, usize> = BTreeMap::new();
    for number in 0..FILES {
        let mut random = Random(number);
        let mut bytes = originals[random.below(originals.len())].clone();
        let was_text = std::str::from_utf8(&bytes).is_ok();
        damage(&mut bytes, &originals, &mut random);
        // Most files stay valid letters, so that the damage reaches the readers.
        if was_text && random.below(4) > 0 {
            bytes = String::from_utf8_lossy(&bytes).into_owned().into_bytes();
        }
        let named = [None, Some(Format::ALL[random.below(Format::ALL.len())])][random.below(2)];
        let way = match read_file(&bytes, named) {
            Err(fault) => fault.to_string(),
            Ok(read) => {
                let track = read.file.track("vi");
                assert!(track.cues().iter().all(|c| !c.text.trim().is_empty()), "#{number}");
                let to = Format::ALL[random.below(Format::ALL.len())];
                let written = to.compose(&read.file);
                let again = to.parse(&written.text);
                let lost = written.lost.len();
                let gone = read.file.cues.len().saturating_sub(again.file.cues.len());
                assert!(gone == 0 || lost > 0, "#{number}: {gone} cues vanish in {to:?}");
                format!("{:?}", read.format)
            }
        };
        *ended.entry(way).or_default() += 1;
    }
    println!("{ended:#?}");
    assert_eq!(ended.values().sum::<usize>() as u64, FILES);
    let read: usize = Format::ALL.iter().filter_map(|f| ended.get(&format!("{f:?}"))).sum();
    assert!(read > 5000, "most files can still be read: {ended:?}");
    assert!((read as u64) < FILES, "no file was damaged enough");
}

#[test]
fn files_made_to_be_slow_are_not() {
    let many = |text: &str| text.repeat(100_000 / text.len());
    let deep = |open: &str, close: &str| open.repeat(10_000) + "x" + &close.repeat(10_000);
    let vtt = |text: &str| format!("WEBVTT\n\n00:01.000 --> 00:02.000\n{text}\n");
    let srt = |text: &str| format!("1\n00:00:01,000 --> 00:00:02,000\n{text}\n");
    let event = |text: &str| {
        format!("[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{text}\n")
    };
    let ttml = |text: &str| format!("<tt><body><p begin=\"1s\" end=\"2s\">{text}</p></body></tt>");
    let mut files = Vec::new();
    for sign in ["<", "{", "&", "<b", "<b>", "{\\", "{\\b1}", "\n", "\\", "-->", "&#", "<c.a", "["]
    {
        files.extend([
            (Format::Vtt, vtt(&many(sign))),
            (Format::Srt, srt(&many(sign))),
            (Format::Ass, event(&many(sign))),
            (Format::Ttml, ttml(&many(sign))),
            (Format::Lrc, many(sign)),
        ]);
    }
    let attributes: String = (0..20_000).map(|n| format!("a{n}=\"\" ")).collect();
    let styles = many("<style xml:id=\"a\" style=\"a\" tts:color=\"red\"/>");
    files.extend([
        (Format::Vtt, vtt(&deep("<c.a>", "</c>"))),
        (Format::Srt, srt(&deep("<i>", "</i>"))),
        (Format::Ttml, ttml(&deep("<span>", "</span>"))),
        (Format::Ttml, deep("<tt>", "</tt>")),
        (Format::Json, deep("{\"a\":", "}")),
        (Format::Json, deep("[", "]")),
        (Format::Lrc, many("[00:01.00]") + "x"),
        (Format::Lrc, many("[00:01.00]x\n")),
        (Format::Srt, many("1\n00:01 --> 00:02\n")),
        (Format::Sbv, many("0:00:01.000,0:00:02.000\n")),
        (Format::Ttml, format!("<tt {attributes}><body/></tt>")),
        (Format::Ttml, format!("<tt><head>{styles}</head></tt>")),
        (Format::Ttml, format!("<!DOCTYPE tt [{}]><tt/>", many("<!ENTITY a \"&a;&a;\">"))),
    ]);
    for (number, (format, text)) in files.iter().enumerate() {
        let all = Format::Vtt.compose(&format.parse(text).file).text;
        assert!(all.len() < 100 * text.len() + 1000, "file {number} grows");
    }
}

#[test]
fn too_large_is_a_reason() {
    let bytes = vec![b'a'; usize::try_from(LARGEST_FILE).unwrap() + 1];
    assert_eq!(read_file(&bytes, None), Err(ReadFault::TooLarge));
    let lines = "a\n".repeat(captions::MOST_CUES + 1);
    assert_eq!(read_file(lines.as_bytes(), None), Err(ReadFault::TooManyCues));
    assert_eq!(read_file(b"\x89PNG\xff\xd8\x81", None), Err(ReadFault::Encoding));
}
