//! Owns the state of a law on a day: in force from, to, suspended, replaced by.
//! Refuses the clock; the caller names the day.

use serde::Deserialize;

/// State of the law behind a rule or a source, on days YYYY-MM-DD.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Law {
    /// First day in force.
    pub(crate) valid_from: Option<String>,
    /// Last day in force.
    pub(crate) valid_until: Option<String>,
    /// Not applied from this day on.
    pub(crate) suspended_from: Option<String>,
    /// Applied again after this day; without it nobody knows when.
    pub(crate) suspended_until: Option<String>,
    /// What suspends it.
    pub(crate) suspended_by: Option<String>,
    /// What stands in its place since `valid_until`.
    pub(crate) superseded_by: Option<String>,
}

impl Law {
    /// Every day that it names.
    pub(crate) fn days(&self) -> impl Iterator<Item = &str> {
        [&self.valid_from, &self.valid_until, &self.suspended_from, &self.suspended_until]
            .into_iter()
            .flatten()
            .map(String::as_str)
    }

    /// What is missing or contradicts itself.
    pub(crate) fn mistake(&self) -> Option<&'static str> {
        if self.superseded_by.is_some() && self.valid_until.is_none() {
            Some("what is replaced needs its last day, valid_until")
        } else if self.suspended_by.is_some() != self.suspended_from.is_some() {
            Some("a suspension needs its first day and what suspends it")
        } else if self.suspended_until.is_some() && self.suspended_from.is_none() {
            Some("a suspension that ends must begin")
        } else if matches!((&self.valid_from, &self.valid_until), (Some(a), Some(b)) if a > b) {
            Some("the last day lies before the first")
        } else {
            None
        }
    }

    /// Whether it applies on that day. Days of this shape sort like days.
    pub(crate) fn in_force(&self, day: &str) -> bool {
        let begun = self.valid_from.as_deref().is_none_or(|from| from <= day);
        let running = self.valid_until.as_deref().is_none_or(|until| until >= day);
        let suspended = self.suspended_from.as_deref().is_some_and(|from| from <= day)
            && self.suspended_until.as_deref().is_none_or(|until| until >= day);
        begun && running && !suspended
    }
}

/// Whether the text is a day like 2026-11-22.
pub(crate) fn is_day(text: &str) -> bool {
    let parts: Vec<Option<u32>> = text.split('-').map(|p| p.parse().ok()).collect();
    text.len() == 10
        && text.is_ascii()
        && matches!(parts[..], [Some(1900..=2999), Some(1..=12), Some(1..=31)])
        && text.as_bytes()[4] == b'-'
        && text.as_bytes()[7] == b'-'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_law_begins_rests_and_ends() {
        let day = |text: &str| Some(text.to_owned());
        let law = Law {
            valid_from: day("2026-02-15"),
            valid_until: day("2027-12-31"),
            suspended_from: day("2026-04-06"),
            suspended_until: day("2026-09-01"),
            suspended_by: day("a resolution"),
            superseded_by: day("another"),
        };
        assert_eq!(law.mistake(), None);
        let on =
            ["2026-02-14", "2026-02-15", "2026-04-06", "2026-09-01", "2026-09-02", "2028-01-01"];
        assert_eq!(on.map(|d| law.in_force(d)), [false, true, false, false, true, false]);
        let endless = Law { suspended_until: None, ..law };
        assert!(!endless.in_force("2027-01-01"));
        assert!(is_day("2026-11-22") && !is_day("2026-13-01") && !is_day("2026-1-011"));
    }
}
