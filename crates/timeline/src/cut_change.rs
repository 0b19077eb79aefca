//! Owns what can be changed in a [`CutList`]: a part, a border, a split, any range. Refuses a change
//! that would leave a part without time; the list it was asked of stays as it is.

use crate::{CutList, Part, PartOrigin, Refused, TimeRange, Timestamp};

impl CutList {
    /// The same list with one part kept or removed.
    ///
    /// # Errors
    /// [`Refused::NoSuchIndex`].
    pub fn with_part(&self, index: usize, kept: bool) -> Result<Self, Refused> {
        let mut parts = self.parts().to_vec();
        parts.get_mut(index).ok_or(Refused::NoSuchIndex { index })?.kept = kept;
        Self::new(parts)
    }

    /// The same list with the border before part `index` moved to `at`, which must stay inside
    /// the two parts that it divides.
    ///
    /// # Errors
    /// [`Refused::NoSuchIndex`] for the first part or one that is not there, [`Refused::Range`]
    /// when a part would be left without time.
    pub fn with_border(&self, index: usize, at: Timestamp) -> Result<Self, Refused> {
        let mut parts = self.parts().to_vec();
        if index == 0 || index >= parts.len() {
            return Err(Refused::NoSuchIndex { index });
        }
        parts[index - 1].range = TimeRange::new(parts[index - 1].range.start(), at)?;
        parts[index].range = TimeRange::new(at, parts[index].range.end())?;
        parts[index - 1].origin = PartOrigin::Hand;
        parts[index].origin = PartOrigin::Hand;
        Self::new(parts)
    }

    /// The same list with part `index` split at `at` into two that are kept or removed like it.
    ///
    /// # Errors
    /// [`Refused::NoSuchIndex`], or [`Refused::Range`] when a half would be left without time.
    pub fn with_split(&self, index: usize, at: Timestamp) -> Result<Self, Refused> {
        let mut parts = self.parts().to_vec();
        let part = *parts.get(index).ok_or(Refused::NoSuchIndex { index })?;
        let first = TimeRange::new(part.range.start(), at)?;
        let second = TimeRange::new(at, part.range.end())?;
        let half = |range| Part { range, kept: part.kept, origin: PartOrigin::Hand };
        parts.splice(index..=index, [half(first), half(second)]);
        Self::new(parts)
    }

    /// The same list with everything in `range` kept or removed; parts are split at its ends, and
    /// what lies beyond the clip is ignored.
    ///
    /// The range joins the parts beside it that are in the same state already, so that a word
    /// taken out and put back leaves the list as it was; other neighbours stay apart. A joined
    /// part keeps an origin that all of it shares, and is set by hand otherwise.
    ///
    /// # Errors
    /// [`Refused::Range`] when nothing of `range` lies in the clip.
    pub fn with_range(
        &self,
        range: TimeRange,
        kept: bool,
        origin: PartOrigin,
    ) -> Result<Self, Refused> {
        let range = TimeRange::new(range.start(), range.end().min(self.duration()))?;
        let mut parts: Vec<Part> = Vec::new();
        let mut push = |part: Part| {
            let touches = |r: TimeRange| r.start() <= range.end() && range.start() <= r.end();
            match parts.last_mut().filter(|p| p.kept == kept && part.kept == kept) {
                Some(last) if touches(last.range) && touches(part.range) => {
                    if let Ok(joined) = TimeRange::new(last.range.start(), part.range.end()) {
                        last.range = joined;
                    }
                    if last.origin != part.origin {
                        last.origin = PartOrigin::Hand;
                    }
                }
                _ => parts.push(part),
            }
        };
        for part in self.parts() {
            let (start, end) = (part.range.start(), part.range.end());
            if let Ok(before) = TimeRange::new(start, end.min(range.start())) {
                push(Part { range: before, ..*part });
            }
            if let Some(inside) = part.range.intersection(range) {
                let origin = if part.kept == kept { part.origin } else { origin };
                push(Part { range: inside, kept, origin });
            }
            if let Ok(after) = TimeRange::new(start.max(range.end()), end) {
                push(Part { range: after, ..*part });
            }
        }
        Self::new(parts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_millis(ms)
    }

    fn range(start: i64, end: i64) -> TimeRange {
        TimeRange::new(at(start), at(end)).unwrap()
    }

    #[test]
    fn a_word_taken_out_and_put_back_leaves_the_list_as_it_was() {
        let whole = CutList::whole(at(1000));
        let cut = whole.with_range(range(300, 400), false, PartOrigin::Hand).unwrap();
        assert_eq!(cut.parts().len(), 3);
        assert_eq!(cut.with_range(range(300, 400), true, PartOrigin::Sound).unwrap(), whole);
    }

    #[test]
    fn a_range_joins_the_removed_part_beside_it() {
        let cuts = CutList::from_kept(at(1000), &[range(0, 500)], PartOrigin::Pause);
        let cut = cuts.with_range(range(400, 500), false, PartOrigin::Hand).unwrap();
        assert_eq!(cut.kept(), [range(0, 400)]);
        assert_eq!(cut.parts().len(), 2);
        assert_eq!(cut.parts()[1].origin, PartOrigin::Hand);
    }

    #[test]
    fn a_range_outside_the_clip_is_refused_and_one_across_its_end_is_cut_off() {
        let whole = CutList::whole(at(1000));
        assert!(whole.with_range(range(1000, 1200), false, PartOrigin::Hand).is_err());
        let cut = whole.with_range(range(900, 1200), false, PartOrigin::Hand).unwrap();
        assert_eq!(cut.kept(), [range(0, 900)]);
    }

    #[test]
    fn halves_stay_apart_until_a_range_joins_them() {
        let split = CutList::whole(at(1000)).with_split(0, at(400)).unwrap();
        assert_eq!(split.parts().len(), 2);
        let far = split.with_range(range(700, 800), false, PartOrigin::Hand).unwrap();
        assert_eq!(far.parts().len(), 4);
        for nonsense in [at(0), at(1000), at(-5)] {
            assert!(CutList::whole(at(1000)).with_split(0, nonsense).is_err());
        }
    }
}
