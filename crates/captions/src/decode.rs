//! Owns bytes → text for caption files: UTF-8 and UTF-16, with or without a byte order mark.
//! Refuses to guess: bytes of another encoding give nothing, because a caption with � in it would
//! be drawn into the film.

/// Text of a file. Without a mark, UTF-16 is recognised by its zero bytes; anything else
/// must be UTF-8; nothing when it is neither.
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<String> {
    let utf8 = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok();
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        // A caption file begins with a digit, a sign or a letter: one zero byte tells the order.
        [first, 0, ..] if *first != 0 => utf16(bytes, u16::from_le_bytes),
        [0, second, ..] if *second != 0 => utf16(bytes, u16::from_be_bytes),
        _ => utf8(bytes),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let units = bytes.as_chunks::<2>().0.iter().map(|pair| unit(*pair));
    char::decode_utf16(units).collect::<Result<_, _>>().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "1\n00:00 mật ong";
        let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(text.as_bytes()).as_deref(), Some(text));
        assert_eq!(decode(&[&[0xef, 0xbb, 0xbf], text.as_bytes()].concat()).as_deref(), Some(text));
        assert_eq!(decode(&[&[0xff, 0xfe][..], &le].concat()).as_deref(), Some(text));
        assert_eq!(decode(&[&[0xfe, 0xff][..], &be].concat()).as_deref(), Some(text));
        assert_eq!(decode(&le).as_deref(), Some(text));
        assert_eq!(decode(&be).as_deref(), Some(text));
        assert_eq!(decode(&[b'a', 0xff]), None);
    }
}
