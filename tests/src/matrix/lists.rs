//! Owns random cut lists: of every kind that is likely to go wrong, the same ones in every run.

use super::film::Film;
use crate::random::Random;

/// Ranges that stay.
#[derive(Debug, Clone)]
pub struct List {
    /// What is special about it.
    pub kind: &'static str,
    /// Microseconds, in order; they may touch, lie outside of the clip or hold no frame.
    pub keep: Vec<(i64, i64)>,
}

const KINDS: [&str; 7] =
    ["few", "keyframes", "many", "on frames", "tiny", "touching", "all but little"];

/// One of the lists of a clip.
#[must_use]
pub fn list(film: &Film, index: usize) -> List {
    let mut draw = Draw { film, random: Random::of(&format!("{} {index}", film.recipe.name())) };
    let kind = KINDS[index % KINDS.len()];
    let count = |draw: &mut Draw, from, to| draw.random.between(from, to);
    let keep = match kind {
        "few" => {
            let count = count(&mut draw, 1, 4);
            let pairs = draw.pairs(count, Draw::anywhere);
            if draw.random.below(2) == 0 { pairs } else { draw.without(&pairs) }
        }
        "keyframes" => {
            let count = count(&mut draw, 2, 6);
            draw.pairs(count, Draw::near_key)
        }
        "many" => draw.many(),
        "on frames" => {
            let count = count(&mut draw, 2, 9);
            draw.pairs(count, Draw::on_frame)
        }
        "tiny" => draw.tiny(),
        "touching" => draw.touching(),
        _ => draw.all_but_little(),
    };
    List { kind, keep }
}

struct Draw<'a> {
    film: &'a Film,
    random: Random,
}

impl Draw<'_> {
    /// Sorted ranges between twice as many borders.
    fn pairs(&mut self, count: i64, border: fn(&mut Self) -> i64) -> Vec<(i64, i64)> {
        let mut borders: Vec<i64> = (0..2 * count).map(|_| border(self)).collect();
        borders.sort_unstable();
        borders.dedup();
        if borders.len() < 2 {
            borders = vec![self.film.micros(1), self.film.end_us()];
        }
        borders.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
    }

    /// What is left when ranges go.
    fn without(&self, gone: &[(i64, i64)]) -> Vec<(i64, i64)> {
        let begins = std::iter::once(0).chain(gone.iter().map(|g| g.1));
        let ends = gone.iter().map(|g| g.0).chain([self.film.end_us()]);
        begins.zip(ends).filter(|(begin, end)| begin < end).collect()
    }

    /// Any time of the clip, a little beyond its ends too.
    fn anywhere(&mut self) -> i64 {
        let (from, to) = (self.film.micros(0) - 60_000, self.film.end_us() + 60_000);
        loop {
            let at = self.random.between(from, to).max(0);
            if self.is_clear(at) {
                return at;
            }
        }
    }

    /// Far enough from a frame that no rounding decides.
    fn is_clear(&self, at: i64) -> bool {
        let slack = if self.film.is_rounded() { 1200 } else { 2 };
        (0..self.film.pictures.count()).all(|n| (self.film.micros(n) - at).abs() > slack)
    }

    /// The very time of a frame.
    fn at_frame(&self, frame: i64) -> i64 {
        let last = self.film.pictures.count() - 1;
        let frame = usize::try_from(frame).unwrap_or(0);
        let early = if self.film.is_rounded() { 600 } else { 0 };
        match frame {
            frame if frame > last => self.film.end_us(),
            frame => (self.film.micros(frame) - early).max(0),
        }
    }

    fn on_frame(&mut self) -> i64 {
        let count = self.film.pictures.count();
        let frame = self.random.below(count + 1);
        self.at_frame(i64::try_from(frame).unwrap_or(0))
    }

    /// Many short ranges in one half of the clip, and what is left of the other.
    fn many(&mut self) -> Vec<(i64, i64)> {
        let middle = self.film.end_us() / 2;
        let count = self.random.between(12, 40);
        let in_second = self.random.below(2) == 1;
        let mut keep = self.pairs(count, Self::anywhere);
        if in_second {
            keep.retain(|(start, _)| *start > middle);
            keep.insert(0, (self.film.micros(1), middle - 30_000));
        } else {
            keep.retain(|(_, end)| *end < middle);
            keep.push((middle + 30_000, self.film.end_us()));
        }
        keep
    }

    /// A keyframe, or now and then the frame before or after it; the end of the clip as well.
    fn near_key(&mut self) -> i64 {
        let keys = &self.film.keys;
        let key = keys.get(self.random.below(keys.len() + 1));
        let key = key.copied().unwrap_or(self.film.pictures.count());
        let beside = [-1, 0, 0, 0, 1][self.random.below(5)];
        self.at_frame(i64::try_from(key).unwrap_or(0) + beside)
    }

    /// Ranges of less than three frames; some hold none.
    fn tiny(&mut self) -> Vec<(i64, i64)> {
        let mut keep = Vec::new();
        // One that surely holds a frame, or nothing at all might be kept.
        let sure = self.on_frame().min(self.film.micros(self.film.pictures.count() - 3));
        keep.push((sure, sure + 2 * self.film.frame_us() + 1300));
        for _ in 0..self.random.between(5, 15) {
            let at = self.anywhere();
            let end = loop {
                let end = at + self.random.between(1, 5 * self.film.frame_us() / 2);
                if self.is_clear(end) {
                    break end;
                }
            };
            keep.push((at, end));
        }
        keep.sort_unstable();
        keep
    }

    /// Ranges that end where the next one begins, with single frames taken out now and then.
    fn touching(&mut self) -> Vec<(i64, i64)> {
        let count = i64::try_from(self.film.pictures.count()).unwrap_or(0);
        let mut at = self.random.between(0, count / 3);
        let mut keep = Vec::new();
        while at < count && keep.len() < 20 {
            let end = at + self.random.between(1, 25);
            keep.push((self.at_frame(at), self.at_frame(end)));
            at = end + self.random.between(0, 3);
        }
        keep
    }

    /// The whole clip without one short piece.
    fn all_but_little(&mut self) -> Vec<(i64, i64)> {
        let count = i64::try_from(self.film.pictures.count()).unwrap_or(0);
        let from = self.random.between(0, count - 2);
        let to = from + self.random.between(1, 5);
        let mut keep = vec![(0, self.at_frame(from)), (self.at_frame(to), self.film.end_us())];
        keep.retain(|(start, end)| start < end);
        keep
    }
}
