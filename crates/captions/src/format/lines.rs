//! Owns going through a text line by line, with numbers, without keeping all lines at once.

/// Lines of a text, without their ends.
#[derive(Debug, Clone)]
pub(crate) struct Lines<'a> {
    rest: Option<&'a str>,
    number: usize,
}

impl<'a> Lines<'a> {
    /// Line ends are `\n` already.
    pub(crate) fn new(text: &'a str) -> Self {
        Self { rest: (!text.is_empty()).then_some(text), number: 0 }
    }

    /// Number of the line that came last, from 1.
    pub(crate) fn number(&self) -> usize {
        self.number
    }

    pub(crate) fn peek(&self) -> Option<&'a str> {
        self.rest.map(|rest| rest.split_once('\n').map_or(rest, |(line, _)| line))
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let rest = self.rest?;
        self.number += 1;
        match rest.split_once('\n') {
            Some((line, after)) => {
                self.rest = (!after.is_empty()).then_some(after);
                Some(line)
            }
            None => {
                self.rest = None;
                Some(rest)
            }
        }
    }
}

/// Every line end as `\n`; bytes that mean "nothing" become a visible sign, as WebVTT wants it.
pub(crate) fn uniform(text: &str) -> std::borrow::Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if !text.contains(['\r', '\0']) {
        return text.into();
    }
    text.replace('\0', "\u{fffd}").replace("\r\n", "\n").replace('\r', "\n").into()
}
