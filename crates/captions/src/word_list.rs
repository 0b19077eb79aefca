//! Owns the form of our word lists: `[section]`, words between commas, `#` comments. Refuses
//! meaning: what a section is for is known where it is used.

/// Each word of a list with its section.
pub(crate) fn words(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut section = "";
    let lines = text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'));
    lines.flat_map(move |line| {
        let name = line.strip_prefix('[').and_then(|l| l.strip_suffix(']'));
        section = name.unwrap_or(section);
        let (section, listed) = (section, if name.is_some() { "" } else { line });
        listed.split(',').map(str::trim).filter(|w| !w.is_empty()).map(move |w| (section, w))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_comments_and_commas_are_read() {
        let text = "# about\n[a]\nmột, hai ba,\nbốn\n\n[b]\nnăm";
        let read: Vec<_> = words(text).collect();
        assert_eq!(read, [("a", "một"), ("a", "hai ba"), ("a", "bốn"), ("b", "năm")]);
    }
}
