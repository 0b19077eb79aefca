//! Owns what a look and a listen at a film mean to the rules: facts, the text in the picture, and
//! the times at which each was seen. Refuses limits (those are rules) and work of its own: the
//! looking is `inspect`, the reading `picture_text`.

use crate::content_key::ContentKey;
use crate::inspect::{Inspected, inspect, known_look};
use crate::picture_text::{PictureLine, known_text, picture_text};
use crate::{Error, Studio, Watch};
use policy::{Fact, Field};
use std::ops::Range;
use std::path::Path;
use timeline::{CutList, SafeZone, TimeRange, Timestamp};

/// Name of the field with the text in the picture.
pub(super) const PICTURE: &str = "picture";
/// Text may reach so far under a platform's buttons, as a part of the picture: a letter's width.
const SLACK: f64 = 0.01;
/// Lines of fewer letters are not asked how clearly they stand out.
const LETTERS: usize = 6;

/// A film that was looked at, all in source time.
#[derive(Debug, Clone)]
pub struct Seen {
    inspected: Inspected,
    /// Nothing when no program for it is installed, or it was not read yet.
    lines: Option<Vec<PictureLine>>,
}

/// Text in the picture as one field, with the time of each piece.
#[derive(Debug, Clone, Default)]
pub struct PictureField {
    text: String,
    pieces: Vec<(Range<usize>, TimeRange)>,
}

/// Looks at every frame of a film, hears all of it and reads its pictures, or takes what was found
/// out before.
///
/// # Errors
/// When it is missing, broken or no media file, or the job was cancelled.
pub async fn look(studio: &Studio, path: &Path, watch: &Watch) -> Result<Seen, Error> {
    let started = tokio::time::Instant::now();
    let inspected = inspect(studio, path, &watch.part(started, 0.0, 0.5)).await?;
    let lines = picture_text(studio, path, &watch.part(started, 0.5, 1.0)).await?;
    Ok(Seen { inspected, lines })
}

/// What was found out before about the film; nothing is started.
pub(super) async fn known(studio: &Studio, path: &Path) -> Option<Seen> {
    let (home, path) = (studio.home.clone(), path.to_owned());
    let read = move || {
        let key = ContentKey::of(&path).ok()?;
        let inspected = known_look(&home, &key)?;
        Some(Seen { inspected, lines: known_text(&home, &key) })
    };
    tokio::task::spawn_blocking(read).await.ok().flatten()
}

impl Seen {
    /// A program read the text in the pictures.
    #[must_use]
    pub fn has_text(&self) -> bool {
        self.lines.is_some()
    }

    /// The same without what is cut out.
    #[must_use]
    pub fn kept(mut self, cuts: &CutList) -> Self {
        let kept = cuts.kept();
        let stays = |range: &TimeRange| kept.iter().any(|k| k.intersection(*range).is_some());
        let pieces = |ranges: &[TimeRange]| -> Vec<TimeRange> {
            let of = |range: &TimeRange| {
                kept.iter().filter_map(|k| k.intersection(*range)).collect::<Vec<_>>()
            };
            ranges.iter().flat_map(of).collect()
        };
        if let Some(picture) = &mut self.inspected.picture {
            picture.flashing.retain(|f| stays(&f.range));
            picture.codes.retain(|c| stays(&c.range));
            picture.blank = pieces(&picture.blank);
            picture.frozen = pieces(&picture.frozen);
        }
        if let Some(lines) = &mut self.lines {
            lines.retain(|line| stays(&line.range));
        }
        self
    }

    /// Facts of what happens in the film, whatever is made of it. `length` is how long it is.
    #[must_use]
    pub fn facts(&self, length: Timestamp) -> Vec<(&'static str, Fact)> {
        let mut facts = Vec::new();
        if let Some(picture) = &self.inspected.picture {
            let worst = picture.flashing.iter().map(|f| f.per_second).max().unwrap_or(0);
            let still: f64 = self.still().iter().map(|r| r.duration().seconds()).sum();
            facts.extend([
                ("flashes_per_s", Fact::Number(f64::from(worst))),
                ("black_share", Fact::Number(hundredths(still / length.seconds().max(0.001)))),
                ("qr", Fact::Yes(!picture.codes.is_empty())),
            ]);
        }
        if let Some((contrast, _)) = self.faintest() {
            facts.push(("text_contrast", Fact::Number(tenths(contrast))));
        }
        if self.inspected.sound.is_some_and(|sound| sound.integrated.is_none()) {
            facts.push(("silent_share", Fact::Number(1.0)));
        }
        facts
    }

    /// Facts of a film that is posted in the shape it has: bars around it, text under what the
    /// platform draws.
    #[must_use]
    pub fn shape_facts(&self, zone: &SafeZone) -> Vec<(&'static str, Fact)> {
        let mut facts = Vec::new();
        if let Some(picture) = &self.inspected.picture {
            facts.push(("bar_share", Fact::Number(hundredths(f64::from(picture.bars.worst())))));
        }
        if self.lines.is_some() {
            facts.push(("covered_text", Fact::Yes(!self.covered(zone).is_empty())));
        }
        facts
    }

    /// Facts of sound that is posted as it is.
    #[must_use]
    pub fn sound_facts(&self) -> Vec<(&'static str, Fact)> {
        let Some(sound) = self.inspected.sound else { return Vec::new() };
        let tenth = |n: f64| Fact::Number(tenths(n));
        let loudness = sound.integrated.map(|lufs| ("loudness_lufs", tenth(lufs.0)));
        loudness.into_iter().chain([("true_peak_db", tenth(sound.peak.0))]).collect()
    }

    /// When a fact was seen, the plainest first; nothing for those of the whole film.
    #[must_use]
    pub fn times(&self, fact: &str, zone: &SafeZone) -> Vec<TimeRange> {
        let Some(picture) = &self.inspected.picture else { return Vec::new() };
        match fact {
            "flashes_per_s" => {
                let mut all = picture.flashing.clone();
                all.sort_by_key(|f| std::cmp::Reverse(f.per_second));
                let worst = all.first().map(|f| f.per_second);
                let all = all.into_iter().take_while(|f| Some(f.per_second) == worst);
                all.map(|f| f.range).collect()
            }
            "black_share" => {
                let mut all = self.still();
                all.sort_by_key(|range| std::cmp::Reverse(range.duration()));
                all
            }
            "qr" => picture.codes.iter().map(|code| code.range).collect(),
            "covered_text" => self.covered(zone),
            "text_contrast" => self.faintest().into_iter().map(|(_, range)| range).collect(),
            _ => Vec::new(),
        }
    }

    /// What can be read in the picture, with what its codes say.
    #[must_use]
    pub fn text(&self) -> PictureField {
        let lines = self.lines.iter().flatten().map(|line| (line.range, line.text.as_str()));
        let codes = self.inspected.picture.iter().flat_map(|picture| &picture.codes);
        let mut all: Vec<(TimeRange, &str)> =
            lines.chain(codes.map(|code| (code.range, code.text.as_str()))).collect();
        all.sort_by_key(|(range, _)| range.start());
        let mut field = PictureField::default();
        for (range, text) in all {
            // The same line again says nothing new.
            if field.pieces.iter().any(|(place, _)| field.text.get(place.clone()) == Some(text)) {
                continue;
            }
            // Lines are sentences of their own: they may stand at both ends of the picture.
            if !field.text.is_empty() {
                field.text.push_str("\n\n");
            }
            let start = field.text.len();
            field.text.push_str(text);
            field.pieces.push((start..field.text.len(), range));
        }
        field
    }

    /// Black and still stretches as one set of ranges that don't overlap.
    fn still(&self) -> Vec<TimeRange> {
        let Some(picture) = &self.inspected.picture else { return Vec::new() };
        let mut all: Vec<TimeRange> =
            picture.blank.iter().chain(&picture.frozen).copied().collect();
        all.sort_by_key(|range| range.start());
        let mut out: Vec<TimeRange> = Vec::new();
        for range in all {
            match out.last_mut().filter(|last| range.start() <= last.end()) {
                Some(last) => {
                    let end = last.end().max(range.end());
                    *last = TimeRange::new(last.start(), end).unwrap_or(*last);
                }
                None => out.push(range),
            }
        }
        out
    }

    /// The line that stands out least, and when. A few letters may be folds of cloth.
    fn faintest(&self) -> Option<(f64, TimeRange)> {
        let letters = |line: &&PictureLine| line.text.chars().filter(|c| c.is_alphabetic()).count();
        let lines = self.lines.iter().flatten().filter(|line| letters(line) >= LETTERS);
        let measured = lines.filter_map(|line| Some((line.contrast?, line.range)));
        measured.min_by(|(one, _), (other, _)| one.total_cmp(other))
    }

    fn covered(&self, zone: &SafeZone) -> Vec<TimeRange> {
        let [width, height] = [zone.width, zone.height].map(|side| f64::from(side.max(1)));
        let (left, right) = (f64::from(zone.left) / width, 1.0 - f64::from(zone.right) / width);
        let (top, bottom) = (f64::from(zone.top) / height, 1.0 - f64::from(zone.bottom) / height);
        let out = |line: &&PictureLine| {
            let area = line.area;
            area.left < left - SLACK
                || area.right > right + SLACK
                || area.top < top - SLACK
                || area.bottom > bottom + SLACK
        };
        self.lines.iter().flatten().filter(out).map(|line| line.range).collect()
    }
}

impl PictureField {
    /// The field for the rules; nothing when nothing was read.
    #[must_use]
    pub fn field(&self) -> Option<Field> {
        let field = Field { name: PICTURE.to_owned(), text: self.text.clone() };
        (!self.text.is_empty()).then_some(field)
    }

    /// When the piece that holds this byte was seen.
    #[must_use]
    pub fn time_of(&self, byte: usize) -> Option<TimeRange> {
        let piece = self.pieces.iter().rev().find(|(place, _)| place.start <= byte)?;
        Some(piece.1)
    }
}

fn tenths(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

fn hundredths(share: f64) -> f64 {
    (share * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture_text::Area;
    use media::{Bars, Code, Flashing, Inspection};

    fn range(from: i64, to: i64) -> TimeRange {
        TimeRange::new(Timestamp::from_millis(from), Timestamp::from_millis(to)).unwrap()
    }

    fn seen() -> Seen {
        let picture = Inspection {
            flashing: vec![
                Flashing { range: range(500, 900), per_second: 1 },
                Flashing { range: range(2000, 3000), per_second: 5 },
            ],
            blank: vec![range(4000, 5000)],
            frozen: vec![range(4500, 6000)],
            bars: Bars::default(),
            codes: vec![Code { range: range(1000, 1500), text: "zalo.me/1".into(), share: 0.1 }],
        };
        let line = |from, to, text: &str, bottom| PictureLine {
            range: range(from, to),
            text: text.to_owned(),
            area: Area { left: 0.3, top: bottom - 0.05, right: 0.6, bottom },
            contrast: Some(bottom * 4.0),
        };
        let lines = vec![line(0, 2000, "Mật ong", 0.5), line(4000, 6000, "gọi em nha", 0.95)];
        Seen { inspected: Inspected { picture: Some(picture), sound: None }, lines: Some(lines) }
    }

    fn number(facts: &[(&str, Fact)], name: &str) -> Option<Fact> {
        facts.iter().find(|(n, _)| *n == name).map(|(_, fact)| fact.clone())
    }

    #[test]
    fn facts_name_their_times() {
        let seen = seen();
        let zone = SafeZone::usual(1080, 1920);
        let facts = seen.facts(Timestamp::from_millis(10_000));
        assert_eq!(number(&facts, "flashes_per_s"), Some(Fact::Number(5.0)));
        assert_eq!(number(&facts, "black_share"), Some(Fact::Number(0.2)), "counted once");
        assert_eq!(number(&facts, "qr"), Some(Fact::Yes(true)));
        assert_eq!(seen.times("flashes_per_s", &zone), [range(2000, 3000)]);
        assert_eq!(seen.times("black_share", &zone), [range(4000, 6000)]);
        assert_eq!(seen.times("covered_text", &zone), [range(4000, 6000)]);
        assert_eq!(number(&seen.shape_facts(&zone), "covered_text"), Some(Fact::Yes(true)));
        assert_eq!(number(&facts, "text_contrast"), Some(Fact::Number(2.0)));
        assert_eq!(seen.times("text_contrast", &zone), [range(0, 2000)]);
    }

    #[test]
    fn text_and_codes_are_one_field_that_knows_its_times() {
        let text = seen().text();
        assert_eq!(text.field().unwrap().text, "Mật ong\n\nzalo.me/1\n\ngọi em nha");
        let at = |what: &str| text.time_of(text.text.find(what).unwrap());
        assert_eq!((at("zalo"), at("em")), (Some(range(1000, 1500)), Some(range(4000, 6000))));
    }

    #[test]
    fn what_is_cut_out_was_not_seen() {
        use timeline::PartOrigin;
        let all = Timestamp::from_millis(10_000);
        let cuts = CutList::from_kept(all, &[range(0, 1900), range(4000, 4500)], PartOrigin::Hand);
        let seen = seen().kept(&cuts);
        let facts = seen.facts(Timestamp::from_millis(2400));
        assert_eq!(number(&facts, "flashes_per_s"), Some(Fact::Number(1.0)));
        assert_eq!(number(&facts, "black_share"), Some(Fact::Number(0.21)));
    }
}
