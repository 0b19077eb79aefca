//! Owns days as the rules write them, `YYYY-MM-DD`, against the clock: the day it is, and how old a
//! pack is. Refuses time zones: a day more or less changes no law here.

use policy::Packs;

const DAY_MS: i64 = 86_400_000;
/// Rules older than this are said to be old.
const STALE_AFTER_MS: i64 = 92 * DAY_MS;

/// Date of the newest pack, and whether it is over three months old.
#[must_use]
pub fn age(packs: &Packs, now_ms: i64) -> (String, bool) {
    let newest = packs.list().iter().map(|p| p.date.clone()).max().unwrap_or_default();
    let stale = is_stale(&newest, now_ms);
    (newest, stale)
}

/// [`age`] as of now.
#[must_use]
pub fn age_today(packs: &Packs) -> (String, bool) {
    age(packs, crate::clock::now_ms())
}

/// Whether a pack of that date is over three months old today.
#[must_use]
pub fn is_old(date: &str) -> bool {
    is_stale(date, crate::clock::now_ms())
}

fn is_stale(date: &str, now_ms: i64) -> bool {
    days(date).is_some_and(|d| now_ms - d * DAY_MS > STALE_AFTER_MS)
}

/// The day it is, `YYYY-MM-DD`.
pub(crate) fn today() -> String {
    date(crate::clock::now_ms())
}

/// The rules of the laws that apply today.
pub(crate) fn as_of_today(mut packs: Packs) -> Packs {
    packs.set_day(&today());
    packs
}

/// The day of a moment (the usual civil calendar arithmetic, backwards).
fn date(now_ms: i64) -> String {
    let z = now_ms.div_euclid(DAY_MS) + 719_468;
    let (era, of_era) = (z.div_euclid(146_097), z.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let (day, month) = (of_year - (153 * month + 2) / 5 + 1, (month + 2) % 12 + 1);
    let year = era * 400 + year + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Days since 1970 of a `YYYY-MM-DD` date (the usual civil calendar arithmetic).
fn days(date: &str) -> Option<i64> {
    let mut parts = date.splitn(3, '-').map(|p| p.parse::<i64>().ok());
    let (y, m, d) = (parts.next()??, parts.next()??, parts.next()??);
    let y = if m <= 2 { y - 1 } else { y };
    let (era, month) = (y.div_euclid(400), (m + 9) % 12);
    let of_era = y - era * 400;
    let of_year = (153 * month + 2) / 5 + d - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_become_days() {
        assert_eq!(days("1970-01-01"), Some(0));
        assert_eq!(days("2000-03-01"), Some(11_017));
        assert_eq!(days("2026-11-22"), Some(20_779));
        assert_eq!(days("soon"), None);
    }

    #[test]
    fn moments_become_dates() {
        for day in ["1970-01-01", "2000-02-29", "2026-11-22", "2027-12-31", "2028-03-01"] {
            assert_eq!(date(days(day).unwrap() * DAY_MS + 1), day);
        }
    }

    #[test]
    fn a_pack_is_old_after_three_months() {
        let now = days("2026-11-22").unwrap() * DAY_MS;
        assert!(is_stale("2026-08-21", now) && !is_stale("2026-08-23", now));
        assert!(!is_stale("someday", now));
    }
}
