//! Owns what a cue could say instead: numbers in digits, prices, fewer words. Refuses to change
//! anything by itself: an offer is a value with its edit, and a person takes it or not.

use crate::lexicon::key;
use crate::lines::wrap_by;
use crate::lint::speed;
use crate::phrasing::Phrasing;
use crate::said_number::{digit, dotted, said_number};
use crate::{Profile, word_list};
use serde::Serialize;
use timeline::{CaptionTrack, Cue, CueAct, CueSource, Edit, TimeRange, Word};

const SHORTER: &str = include_str!("../lexicon/shorter-vi.txt");

/// Words that say that a number is money.
const MONEY: [&str; 28] = [
    "giá",
    "bán",
    "mua",
    "còn",
    "chỉ",
    "phí",
    "tiền",
    "trả",
    "giảm",
    "tặng",
    "ship",
    "vốn",
    "lãi",
    "lời",
    "nợ",
    "thu",
    "chi",
    "lương",
    "cọc",
    "hết",
    "tốn",
    "vé",
    "thưởng",
    "từ",
    "là",
    "khoảng",
    "tầm",
    "tròn",
];

/// Why something is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum OfferReason {
    /// A sum of money reads faster in digits.
    Price,
    /// So does a number.
    Number,
    /// A telephone number is dialled from digits.
    Phone,
    /// The cue is too fast, and this says the same.
    Shorter,
}

/// Other words for some words of a cue.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Offer {
    /// Which cue, from 0.
    #[cfg_attr(feature = "ipc", specta(type = u32))]
    pub cue: usize,
    /// First of the words it is about, counted in the cue from 0.
    #[cfg_attr(feature = "ipc", specta(type = u32))]
    pub from: usize,
    /// The word after the last one.
    #[cfg_attr(feature = "ipc", specta(type = u32))]
    pub to: usize,
    /// Those words.
    pub text: String,
    /// What to say instead; empty leaves them out.
    pub replacement: String,
    /// Why.
    pub reason: OfferReason,
    /// The change that takes the offer.
    pub edit: Edit,
}

/// Everything that could be said otherwise in a track. Shorter words are offered only for cues
/// that are faster than the target.
#[must_use]
pub fn offers(track: &CaptionTrack, profile: Profile) -> Vec<Offer> {
    let phrasing = Phrasing::vietnamese();
    let shorter = shorter();
    let target = f64::from(profile.limits().target_speed);
    let mut found = Vec::new();
    for (index, cue) in track.cues().iter().enumerate() {
        let words: Vec<&str> = cue.text.split_whitespace().collect();
        let keys: Vec<String> = words.iter().map(|w| key(w)).collect();
        let mut at = 0;
        while at < words.len() {
            let wish = number(&words, &keys, at).or_else(|| {
                (speed(cue) > target).then(|| shortened(&shorter, &words, &keys, at)).flatten()
            });
            let Some((length, replacement, reason)) = wish else {
                at += 1;
                continue;
            };
            let place = (at, at + length);
            let edit = edit(&phrasing, profile, (index, cue), place, &replacement);
            if let Some(edit) = edit {
                let text = words[at..at + length].join(" ");
                let (from, to) = place;
                found.push(Offer { cue: index, from, to, text, replacement, reason, edit });
            }
            at += length;
        }
    }
    found
}

type Wish = (usize, String, OfferReason);

/// A number that begins at word `at`, in digits.
fn number(words: &[&str], keys: &[String], at: usize) -> Option<Wish> {
    if let Some(wish) = phone(keys, at) {
        return Some(marked(wish, words, at));
    }
    let rest = unmarked(words, keys, at);
    let before = |n: usize| at.checked_sub(n).map_or("", |i| keys[i].as_str());
    // "mấy trăm", "hơn hai trăm" stay vague; "thứ năm", "tháng tư" are names.
    if matches!(before(1), "mấy" | "vài" | "thứ" | "tháng" | "mùng" | "mồng") {
        return None;
    }
    let said = said_number(rest)?;
    let next = keys.get(at + said.words).map_or("", String::as_str);
    let open = |w: &str| !w.ends_with(|c: char| ",.!?:;…".contains(c));
    let runs_on = open(words[at + said.words - 1]);
    let is_year = before(1) == "năm" && (1900..2100).contains(&said.value);
    let money = runs_on && matches!(next, "đồng" | "đ");
    if is_year {
        return Some(marked((said.words, said.value.to_string(), OfferReason::Number), words, at));
    }
    if money {
        let text = format!("{}đ", dotted(said.value));
        return Some(marked((said.words + 1, text, OfferReason::Price), words, at));
    }
    if runs_on && next == "phần" && keys.get(at + said.words + 1).is_some_and(|k| k == "trăm") {
        let text = format!("{}%", said.value);
        return Some(marked((said.words + 2, text, OfferReason::Number), words, at));
    }
    let spoken_of = keys[at.saturating_sub(4)..at].iter().any(|k| MONEY.contains(&k.as_str()));
    let counts = runs_on && !next.is_empty() && !ends_counting(next);
    if said.large && spoken_of && !counts {
        let text = format!("{}đ", dotted(said.value));
        return Some(marked((said.words, text, OfferReason::Price), words, at));
    }
    (said.value >= 10 && said.words >= 2)
        .then(|| marked((said.words, dotted(said.value), OfferReason::Number), words, at))
}

/// Words that follow a price rather than what is counted.
fn ends_counting(next: &str) -> bool {
    [
        "một", "mỗi", "cho", "thôi", "nhé", "nha", "ạ", "và", "là", "đã", "chưa", "rồi", "trên",
        "hoặc",
    ]
    .contains(&next)
}

/// Keys from `at` on up to the first mark: a number ends there.
fn unmarked<'k>(words: &[&str], keys: &'k [String], at: usize) -> &'k [String] {
    let marked = |w: &&str| w.ends_with(|c: char| ",.!?:;…".contains(c));
    let end = words[at..].iter().position(marked).map_or(words.len(), |i| at + i + 1);
    &keys[at..end]
}

/// Nine or ten digits said one by one, the first of them zero.
fn phone(keys: &[String], at: usize) -> Option<Wish> {
    let digits: Vec<u64> = keys[at..].iter().map_while(|k| digit(k)).take(11).collect();
    if !matches!(digits.len(), 9..=11) || digits[0] != 0 {
        return None;
    }
    let text: String = digits.iter().map(u64::to_string).collect();
    let parts = [&text[..4], &text[4..7], &text[7..]];
    Some((digits.len(), parts.join(" "), OfferReason::Phone))
}

/// The replacement with the marks around what it replaces.
fn marked((length, text, reason): Wish, words: &[&str], at: usize) -> Wish {
    let last = words[at + length - 1];
    let stem = last.trim_end_matches(|c: char| !c.is_alphanumeric());
    (length, format!("{text}{}", &last[stem.len()..]), reason)
}

/// Long words by their keys, with shorter ones; the longest first.
fn shorter() -> Vec<(Vec<String>, &'static str)> {
    let pairs = word_list::words(SHORTER).filter_map(|(_, pair)| pair.split_once('>'));
    let mut pairs: Vec<(Vec<String>, &str)> = pairs
        .map(|(long, short)| (long.split_whitespace().map(key).collect(), short.trim()))
        .collect();
    pairs.sort_by_key(|(long, _)| std::cmp::Reverse(long.len()));
    pairs
}

fn shortened(
    pairs: &[(Vec<String>, &'static str)],
    words: &[&str],
    keys: &[String],
    at: usize,
) -> Option<Wish> {
    let rest = unmarked(words, keys, at);
    let (long, short) = pairs.iter().find(|(long, _)| rest.starts_with(long))?;
    // All that is said must not vanish.
    if short.is_empty() && long.len() == keys.len() {
        return None;
    }
    let capital = words[at].starts_with(char::is_uppercase);
    let mut letters = short.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    let text = if capital { first + letters.as_str() } else { (*short).to_owned() };
    let wish = (long.len(), text, OfferReason::Shorter);
    Some(if short.is_empty() { wish } else { marked(wish, words, at) })
}

/// The cue with other words in a place; times of words stay where words stay.
fn edit(
    phrasing: &Phrasing,
    profile: Profile,
    (index, cue): (usize, &Cue),
    (from, to): (usize, usize),
    replacement: &str,
) -> Option<Edit> {
    let mut texts: Vec<&str> = cue.text.split_whitespace().collect();
    let timed = cue.words.len() == texts.len();
    let mut words = if timed { cue.words.clone() } else { Vec::new() };
    texts.splice(from..to, replacement.split_whitespace());
    if timed {
        let said = &cue.words[from..to];
        let range = TimeRange::new(said.first()?.range.start(), said.last()?.range.end()).ok()?;
        let probability = said.iter().map(|w| w.probability).fold(1.0, f32::min);
        // One written word for all that was said; a telephone number in three groups has no times.
        let new = Word { range, text: replacement.to_owned(), probability };
        let single = replacement.split_whitespace().count();
        words.splice(from..to, (single == 1).then_some(new));
        if single > 1 {
            words.clear();
        }
    }
    let text = wrap_by(phrasing, &texts.join(" "), profile);
    let cue = Cue { text, words, from: CueSource::Hand, ..cue.clone() };
    (!cue.text.is_empty()).then(|| Edit::ReplaceCues {
        at: index,
        remove: 1,
        insert: vec![cue],
        act: CueAct::Suggestion,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use timeline::Timestamp;

    fn found(text: &str, seconds: i64) -> Vec<(String, String, OfferReason)> {
        let end = Timestamp::from_millis(seconds * 1000);
        let range = TimeRange::new(Timestamp::ZERO, end).unwrap();
        let track =
            CaptionTrack::new("vi", vec![Cue::new(range, text, CueSource::Speech)]).unwrap();
        let offers = offers(&track, Profile::Vertical);
        offers.into_iter().map(|o| (o.text, o.replacement, o.reason)).collect()
    }

    #[test]
    fn prices_and_numbers_are_offered_in_digits() {
        use OfferReason::{Number, Phone, Price};
        for (text, said, written, reason) in [
            ("giá một trăm năm mươi nghìn.", "một trăm năm mươi nghìn.", "150.000đ.", Price),
            (
                "bán hai triệu ba trăm nghìn đồng nhé",
                "hai triệu ba trăm nghìn đồng",
                "2.300.000đ",
                Price,
            ),
            ("giảm mười phần trăm", "mười phần trăm", "10%", Number),
            ("có hai mươi ba em", "hai mươi ba", "23", Number),
            (
                "từ năm hai nghìn không trăm hai mươi tư",
                "hai nghìn không trăm hai mươi tư",
                "2024",
                Number,
            ),
            (
                "gọi không chín một hai ba bốn năm sáu bảy tám",
                "không chín một hai ba bốn năm sáu bảy tám",
                "0912 345 678",
                Phone,
            ),
        ] {
            let wanted = (said.to_owned(), written.to_owned(), reason);
            assert_eq!(found(text, 20), [wanted], "{text}");
        }
    }

    #[test]
    fn what_means_something_else_is_left_alone() {
        for text in [
            "hẹn thứ năm nhé",
            "tháng tư này",
            "giá trăm rưỡi",
            "hai mươi mấy người",
            "một mình",
            "năm rưỡi chiều",
            "ba mẹ mình",
            "vài trăm nghìn",
        ] {
            assert_eq!(found(text, 20), [], "{text}");
        }
    }

    #[test]
    fn shorter_words_are_offered_only_where_time_is_short() {
        let text = "Bởi vì mật ong này rất là thơm";
        assert_eq!(found(text, 20), []);
        let short: Vec<String> = found(text, 1).into_iter().map(|(_, new, _)| new).collect();
        assert_eq!(short, ["Vì", "rất"]);
    }

    #[test]
    fn a_taken_offer_keeps_the_times_of_the_other_words() {
        let word = |i: i64, text: &str| {
            let ms = Timestamp::from_millis;
            let range = TimeRange::new(ms(i * 300), ms(i * 300 + 250)).unwrap();
            Word { range, text: text.to_owned(), probability: 0.9 }
        };
        let texts = ["giá", "hai", "mươi", "nghìn", "thôi"];
        let words = (0..).zip(texts).map(|(i, t)| word(i, t)).collect();
        let range = TimeRange::new(Timestamp::ZERO, Timestamp::from_millis(3000)).unwrap();
        let cue = Cue { words, ..Cue::new(range, texts.join(" "), CueSource::Speech) };
        let track = CaptionTrack::new("vi", vec![cue]).unwrap();
        let offer = offers(&track, Profile::Vertical).remove(0);
        let Edit::ReplaceCues { insert, .. } = &offer.edit else { panic!("{:?}", offer.edit) };
        assert_eq!(insert[0].text, "giá 20.000đ thôi");
        let times: Vec<(i64, &str)> =
            insert[0].words.iter().map(|w| (w.range.start().millis(), w.text.as_str())).collect();
        assert_eq!(times, [(0, "giá"), (300, "20.000đ"), (1200, "thôi")]);
        assert_eq!((offer.from, offer.to, insert[0].from), (1, 4, CueSource::Hand));
    }
}
