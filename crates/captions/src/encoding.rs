//! Owns bytes → text for caption files: which encoding a file is in, and the text in Unicode.
//! Refuses to guess wildly: bytes that are plausible in no encoding give nothing, because a
//! caption with � in it would be drawn into the film.

mod legacy;
mod syllable;

use crate::text::nfc;
use serde::Serialize;
use syllable::{Plausible, plausible};

/// How the letters of a file are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// Unicode in bytes; ASCII is part of it.
    #[serde(rename = "utf-8")]
    Utf8,
    /// Unicode in pairs of bytes, the small one first.
    #[serde(rename = "utf-16le")]
    Utf16Le,
    /// Unicode in pairs of bytes, the large one first.
    #[serde(rename = "utf-16be")]
    Utf16Be,
    /// Windows' code page for Vietnamese.
    #[serde(rename = "windows-1258")]
    Windows1258,
    /// TCVN 5712 for fonts like `.VnTime`, also called ABC.
    Tcvn3,
    /// For fonts like VNI-Times.
    Vni,
    /// Windows' code page for Western Europe.
    #[serde(rename = "windows-1252")]
    Windows1252,
}

/// A text and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// NFC for everything that was not Unicode before.
    pub text: String,
    /// What the bytes (or, in a Unicode file, the letters) were.
    pub encoding: Encoding,
    /// A byte order mark stood at the beginning.
    pub mark: bool,
}

impl Decoded {
    /// In TCVN3 a capital letter with a tone is the small one in a font of capitals, so the file
    /// doesn't say which it is.
    #[must_use]
    pub fn case_unknown(&self) -> bool {
        self.encoding == Encoding::Tcvn3
    }
}

/// Text of a file, without its byte order mark.
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<String> {
    Some(decoded(bytes)?.text)
}

/// Text of a file with its encoding. A mark decides; then zero bytes tell UTF-16; then UTF-8 is
/// taken if it is valid; what is left is read in every Vietnamese way and the one that gives
/// Vietnamese syllables wins; else it must look like a Western European language.
#[must_use]
pub fn decoded(bytes: &[u8]) -> Option<Decoded> {
    let marked = |text, encoding| Decoded { text, encoding, mark: true };
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => {
            let text = std::str::from_utf8(rest).ok()?;
            return Some(Decoded { mark: true, ..unicode(text.to_owned()) });
        }
        [0xff, 0xfe, rest @ ..] => {
            return Some(marked(utf16(rest, u16::from_le_bytes)?, Encoding::Utf16Le));
        }
        [0xfe, 0xff, rest @ ..] => {
            return Some(marked(utf16(rest, u16::from_be_bytes)?, Encoding::Utf16Be));
        }
        _ => {}
    }
    let plain = |text, encoding| Decoded { text, encoding, mark: false };
    if let Some((encoding, unit)) = wide(bytes)
        && let Some(text) = utf16(bytes, unit)
    {
        return Some(plain(text, encoding));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(unicode(text.to_owned())),
        Err(_) => narrow(bytes).map(|(text, encoding)| plain(text, encoding)),
    }
}

type Unit = fn([u8; 2]) -> u16;

/// UTF-16 without a mark: every second byte of Latin letters and signs is zero.
fn wide(bytes: &[u8]) -> Option<(Encoding, Unit)> {
    let head = &bytes[..bytes.len().min(2000)];
    let pairs = head.as_chunks::<2>().0;
    let count = |which: usize| pairs.iter().filter(|pair| pair[which] == 0).count();
    let (large, small) = (count(0), count(1));
    let many = |zeros: usize, others: usize| zeros * 4 > pairs.len() && others * 20 < zeros;
    if many(small, large) {
        Some((Encoding::Utf16Le, u16::from_le_bytes))
    } else if many(large, small) {
        Some((Encoding::Utf16Be, u16::from_be_bytes))
    } else {
        None
    }
}

fn utf16(bytes: &[u8], unit: Unit) -> Option<String> {
    let units = bytes.as_chunks::<2>().0.iter().map(|pair| unit(*pair));
    char::decode_utf16(units).collect::<Result<_, _>>().ok()
}

/// Turns what a Western program shows into Vietnamese.
type Letters = fn(&str) -> String;

/// Valid Unicode may still be text for a legacy font that was pasted: "Tieáng Vieät". It is taken
/// for that only when nearly every word becomes a Vietnamese syllable that was none before.
fn unicode(text: String) -> Decoded {
    let as_it_is = |text| Decoded { text, encoding: Encoding::Utf8, mark: false };
    if text.is_ascii() || text.chars().any(|c| !legacy::is_western(c)) {
        return as_it_is(text);
    }
    let before = plausible(&text);
    if before.good * 2 > before.bad {
        return as_it_is(text);
    }
    let sure = |p: &Plausible| p.good >= 3 && p.good >= 10 * p.bad;
    let read = |(read, encoding): (Letters, Encoding)| {
        let other = read(&text);
        let found = plausible(&other);
        sure(&found).then_some((found.good, other, encoding))
    };
    let ways: [(Letters, Encoding); 2] =
        [(legacy::vni, Encoding::Vni), (legacy::tcvn3, Encoding::Tcvn3)];
    match ways.into_iter().filter_map(read).max_by_key(|(good, ..)| *good) {
        Some((_, other, encoding)) => Decoded { text: other, encoding, mark: false },
        None => as_it_is(text),
    }
}

/// One byte a letter.
fn narrow(bytes: &[u8]) -> Option<(String, Encoding)> {
    if is_damaged_utf8(bytes) {
        return None;
    }
    let western = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned();
    let vietnamese = encoding_rs::WINDOWS_1258.decode_without_bom_handling(bytes).0;
    let ways = [
        (nfc(&vietnamese), Encoding::Windows1258),
        (legacy::tcvn3(&western), Encoding::Tcvn3),
        (legacy::vni(&western), Encoding::Vni),
    ];
    let score = |text: &str| {
        let Plausible { good, bad } = plausible(text);
        (good > 0 && good >= 4 * bad).then(|| (good, usize::MAX - bad))
    };
    let scored = ways.into_iter().filter_map(|way| Some((score(&way.0)?, way)));
    // Of equals the first stays, which is the one that is a real encoding.
    let best = scored.reduce(|a, b| if b.0 > a.0 { b } else { a });
    match best {
        Some((_, way)) => Some(way),
        None => legacy::looks_western(&western).then_some((western, Encoding::Windows1252)),
    }
}

/// Mostly whole letters of UTF-8 with something broken between them.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let mut whole = 0;
    let mut broken = 0;
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += chunk.invalid().len();
    }
    whole > 2 * broken
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "1\n00:00:01,000 --> 00:00:02,000\nMật ong rừng Đắk Lắk, ngọt lịm!\n\n\
        2\n00:00:02,000 --> 00:00:03,000\nỞ đây người ta quý khách như người nhà.\n";

    #[test]
    fn every_unicode_gives_the_same_text() {
        let le: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (bytes, encoding, mark) in [
            (TEXT.as_bytes().to_vec(), Encoding::Utf8, false),
            ([&[0xef, 0xbb, 0xbf], TEXT.as_bytes()].concat(), Encoding::Utf8, true),
            ([&[0xff, 0xfe][..], &le].concat(), Encoding::Utf16Le, true),
            ([&[0xfe, 0xff][..], &be].concat(), Encoding::Utf16Be, true),
            (le, Encoding::Utf16Le, false),
            (be, Encoding::Utf16Be, false),
        ] {
            let wanted = Decoded { text: TEXT.to_owned(), encoding, mark };
            assert_eq!(decoded(&bytes), Some(wanted));
        }
        assert_eq!(decode(&[0xff, 0xfe, 0x00, 0xd8]), None, "half a pair");
    }

    #[test]
    fn windows_1258_comes_out_composed() {
        // Two bytes for ậ, ệ …: the letter and a combining tone.
        let bytes = b"Ti\xea\xecng Vi\xea\xf2t, m\xe2\xf2t ong r\xfd\xccng \xd0\xe3k L\xe3k";
        let found = decoded(bytes).unwrap();
        assert_eq!(
            (found.text.as_str(), found.encoding),
            ("Tiếng Việt, mật ong rừng Đăk Lăk", Encoding::Windows1258)
        );
    }

    #[test]
    fn fonts_of_old_are_read_by_their_letters() {
        let tcvn3 = "TiÕng ViÖt";
        let bytes: Vec<u8> = tcvn3.chars().map(|c| c as u8).collect();
        let found = decoded(&bytes).unwrap();
        assert_eq!((found.text.as_str(), found.encoding), ("Tiếng Việt", Encoding::Tcvn3));
        assert!(found.case_unknown());
        let vni = "Tieáng Vieät, maät ong röøng Ñaék Laék, ñöôøng ñi khoù";
        let bytes: Vec<u8> = vni.chars().map(|c| c as u8).collect();
        let found = decoded(&bytes).unwrap();
        assert_eq!(
            (found.text.as_str(), found.encoding),
            ("Tiếng Việt, mật ong rừng Đắk Lắk, đường đi khó", Encoding::Vni)
        );
    }

    #[test]
    fn pasted_text_of_a_legacy_font_is_recognised_in_unicode() {
        let found = decoded("Tieáng Vieät raát ñeïp".as_bytes()).unwrap();
        assert_eq!((found.text.as_str(), found.encoding), ("Tiếng Việt rất đẹp", Encoding::Vni));
        let found = decoded("TiÕng ViÖt rÊt ®Ñp".as_bytes()).unwrap();
        assert_eq!((found.text.as_str(), found.encoding), ("Tiếng Việt rất đẹp", Encoding::Tcvn3));
    }

    #[test]
    fn other_languages_stay_what_they_are() {
        for text in [
            "Été comme hiver, là où l’âme rêve, ça coûte très cher, déjà",
            "Über die Brücke läuft ein Mädchen, schön und groß",
            "São Paulo não é só alegria; está à mão, açúcar",
            "El niño comió jamón, ¿dónde está? ¡Qué más da!",
            "là má cô và bà ấy à",
            "là, où, à",
            "þú ert að læra íslensku, góðan daginn",
            "Hun så på øya og blåbærene, æ e i a æ å",
        ] {
            let found = decoded(text.as_bytes()).unwrap();
            assert_eq!((found.text.as_str(), found.encoding), (text, Encoding::Utf8));
            let narrow = encoding_rs::WINDOWS_1252.encode(text);
            if !narrow.2 && text.len() > 25 && !text.starts_with("là má") {
                let found = decoded(&narrow.0).unwrap();
                assert_eq!((found.text.as_str(), found.encoding), (text, Encoding::Windows1252));
            }
        }
    }

    #[test]
    fn what_is_no_text_gives_nothing() {
        assert_eq!(decode(&[0x89, b'P', b'N', b'G', 0xff, 0xd8, 0x81, 0x8d]), None);
        let mut damaged = "Mật ong rừng ngọt lịm, ai cũng thích".as_bytes().to_vec();
        damaged.remove(2);
        assert_eq!(decode(&damaged), None);
        assert_eq!(decode(b""), Some(String::new()));
    }
}
