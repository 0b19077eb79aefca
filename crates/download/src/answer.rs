//! Owns reading a server's answer: what its status and headers promise. Refuses bodies.

use reqwest::StatusCode;
use reqwest::header::{CONTENT_RANGE, ETAG, HeaderMap, RETRY_AFTER};
use std::time::Duration;

/// Nobody is waited for longer, whatever they ask.
const LONGEST_PATIENCE: Duration = Duration::from_secs(120);

/// What a server promises to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer {
    /// Bytes from `start` on, of a file of `total`.
    Part { start: u64, total: Option<u64> },
    /// The file from its beginning.
    Whole { total: Option<u64> },
    /// It is busy; perhaps it says how long.
    Later { wait: Option<Duration> },
    /// It has no bytes from there on.
    Beyond,
    /// It does not have the file, or does not give it.
    Refused,
    /// Something that passes: its own fault or the proxy's.
    Trouble,
}

pub(crate) fn read(status: StatusCode, headers: &HeaderMap, length: Option<u64>) -> Answer {
    match status.as_u16() {
        200 => Answer::Whole { total: length },
        206 => headers.get(CONTENT_RANGE).and_then(|v| range(v.to_str().ok()?)).map_or(
            Answer::Trouble,
            |(start, end, total)| {
                // A part that is longer or shorter than it says cannot be placed.
                let fits = length.is_none_or(|n| end.checked_sub(start) == n.checked_sub(1));
                if fits { Answer::Part { start, total } } else { Answer::Trouble }
            },
        ),
        416 => Answer::Beyond,
        429 | 503 => {
            let seconds = headers.get(RETRY_AFTER).and_then(|v| v.to_str().ok()?.parse().ok());
            let wait = seconds.map(|s| Duration::from_secs(s).min(LONGEST_PATIENCE));
            Answer::Later { wait }
        }
        // These two ask to come again.
        408 | 425 => Answer::Trouble,
        400..=499 => Answer::Refused,
        _ => Answer::Trouble,
    }
}

/// The strong tag of the file; a weak one says nothing about bytes.
pub(crate) fn tag(headers: &HeaderMap) -> Option<String> {
    let tag = headers.get(ETAG)?.to_str().ok()?;
    (tag.starts_with('"') && tag.len() <= 200).then(|| tag.to_owned())
}

/// `bytes 0-9/100`: first, last, and the length where it is given.
fn range(text: &str) -> Option<(u64, u64, Option<u64>)> {
    let (span, total) = text.strip_prefix("bytes ")?.split_once('/')?;
    let (start, end) = span.split_once('-')?;
    let (start, end): (u64, u64) = (start.trim().parse().ok()?, end.trim().parse().ok()?);
    let total = match total.trim() {
        "*" => None,
        n => Some(n.parse().ok()?),
    };
    (start <= end && total.is_none_or(|n: u64| end < n)).then_some((start, end, total))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_and_impossible_ones_refused() {
        assert_eq!(range("bytes 5-9/100"), Some((5, 9, Some(100))));
        assert_eq!(range("bytes 5-9/*"), Some((5, 9, None)));
        for bad in ["bytes */100", "bytes 9-5/100", "bytes 5-100/100", "bytes a-b/c", "5-9/100", ""]
        {
            assert_eq!(range(bad), None, "{bad}");
        }
    }

    #[test]
    fn statuses_are_told_apart() {
        let none = HeaderMap::new();
        let answer = |status: u16| read(StatusCode::from_u16(status).unwrap(), &none, Some(7));
        assert_eq!(answer(200), Answer::Whole { total: Some(7) });
        assert_eq!(answer(206), Answer::Trouble, "a part of nowhere");
        assert_eq!(answer(404), Answer::Refused);
        assert_eq!(answer(416), Answer::Beyond);
        assert_eq!(answer(502), Answer::Trouble);
        assert_eq!(answer(429), Answer::Later { wait: None });
        let mut later = HeaderMap::new();
        later.insert(RETRY_AFTER, "99999".parse().unwrap());
        assert_eq!(
            read(StatusCode::SERVICE_UNAVAILABLE, &later, None),
            Answer::Later { wait: Some(LONGEST_PATIENCE) }
        );
        let mut part = HeaderMap::new();
        part.insert(CONTENT_RANGE, "bytes 3-9/10".parse().unwrap());
        assert_eq!(
            read(StatusCode::PARTIAL_CONTENT, &part, Some(7)),
            Answer::Part { start: 3, total: Some(10) }
        );
        assert_eq!(read(StatusCode::PARTIAL_CONTENT, &part, Some(8)), Answer::Trouble);
    }
}
