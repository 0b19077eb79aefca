//! Owns which heard lines nobody said: judged by the sound where they lie and by what speech
//! models are known to invent. Refuses to throw anything away: what goes is handed back.

use crate::Error;
use crate::heard::Line;
use crate::phantom_lexicon::{Known, Phantoms, folded};
use crate::syllables::syllables;
use timeline::{RemovalReason, RemovedLine, Timestamp, Word};

/// No one speaks more syllables a second.
const FASTEST: f64 = 14.0;
/// Faster than most people, and more often a sign of invented words.
const FAST: f64 = 8.0;
/// A model that is less sure than this in the mean is guessing.
const UNSURE: f32 = 0.5;
/// Less voice than this is a click or a breath.
const VOICE: Timestamp = Timestamp::from_millis(120);
/// Words of a pattern that is said over and over.
const PATTERN: usize = 8;
/// A pattern said so often in a row is a loop, unless there is time for it.
const TIMES: usize = 4;

/// What stays and what goes of the heard lines, both in order.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Judged {
    pub(crate) words: Vec<Word>,
    pub(crate) removed: Vec<RemovedLine>,
}

/// Judges lines. `written` is what the creator wrote: script and word list.
pub(crate) struct Judge {
    phantoms: Phantoms,
    written: String,
}

impl Judge {
    /// # Errors
    /// [`Error::Lexicon`].
    pub(crate) fn new(written: &str) -> Result<Self, Error> {
        let written = format!(" {} ", folded(written).join(" "));
        Ok(Self { phantoms: Phantoms::vietnamese()?, written })
    }

    pub(crate) fn judge(&self, lines: Vec<Line>) -> Judged {
        let mut judged = Judged::default();
        for line in lines {
            let text = text(&line.words);
            match self.reason(&line, &text) {
                Some(reason) => judged.removed.push(RemovedLine { reason, words: line.words }),
                None => self.sentences(&line, &mut judged),
            }
        }
        judged
    }

    /// Why a whole line goes.
    fn reason(&self, line: &Line, text: &str) -> Option<RemovalReason> {
        if names_a_sound(text) {
            return Some(RemovalReason::Sound);
        }
        if line.voice < VOICE {
            return Some(RemovalReason::Voiceless);
        }
        let rate = rate(&line.words, line.voice);
        self.phantom(&line.words, rate)
            .or_else(|| (rate > FASTEST && line.words.len() > 4).then_some(RemovalReason::Rushed))
    }

    /// One of the known lines, when the sound speaks against it.
    fn phantom(&self, words: &[Word], rate: f64) -> Option<RemovalReason> {
        let text = text(words);
        let known = self.phantoms.knows(&text)?;
        if self.written.contains(&format!(" {} ", folded(&text).join(" "))) {
            return None;
        }
        let invented = known == Known::Never || rate > FAST || sureness(words) < UNSURE;
        invented.then_some(RemovalReason::Phantom)
    }

    /// Sentences of a line that go alone, and loops inside it.
    fn sentences(&self, line: &Line, judged: &mut Judged) {
        let rate = rate(&line.words, line.voice);
        let mut words = Vec::new();
        for sentence in line.words.split_inclusive(|w| w.text.ends_with(['.', '!', '?', '…'])) {
            match self.phantom(sentence, rate) {
                Some(reason) if sentence.len() < line.words.len() => {
                    judged.removed.push(RemovedLine { reason, words: sentence.to_vec() });
                }
                _ => words.extend_from_slice(sentence),
            }
        }
        if rate > FAST
            && let Some(again) = looped(&words)
        {
            let words: Vec<Word> = words.drain(again).collect();
            judged.removed.push(RemovedLine { reason: RemovalReason::Loop, words });
        }
        judged.words.extend(words);
    }
}

/// Words of a loop after its first time: the longest run of one pattern said over and over.
fn looped(words: &[Word]) -> Option<std::ops::Range<usize>> {
    let plain: Vec<String> = words.iter().map(|w| folded(&w.text).concat()).collect();
    let mut longest: Option<std::ops::Range<usize>> = None;
    for pattern in 1..=PATTERN.min(plain.len() / TIMES) {
        let mut from = 0;
        while from + pattern < plain.len() {
            let same = (from + pattern..plain.len())
                .take_while(|&i| plain[i] == plain[i - pattern])
                .count();
            if same >= pattern * (TIMES - 1) {
                let run = from + pattern..from + pattern + same;
                if longest.as_ref().is_none_or(|l| l.len() < run.len()) {
                    longest = Some(run);
                }
            }
            from += same.max(1);
        }
    }
    longest
}

fn text(words: &[Word]) -> String {
    words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// Syllables a second, were they all said in the voice that is there.
fn rate(words: &[Word], voice: Timestamp) -> f64 {
    let said: u32 = words.iter().map(|w| syllables(&w.text)).sum();
    f64::from(said) / voice.seconds().max(0.05)
}

fn sureness(words: &[Word]) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a line has a few dozen words")]
    let count = words.len().max(1) as f32;
    words.iter().map(|w| w.probability).sum::<f32>() / count
}

/// "[âm nhạc]", "(tiếng vỗ tay)", "♪ ♪": subtitles name sounds so.
fn names_a_sound(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['.', ',']);
    let inside = |open: char, close: char| {
        text.strip_prefix(open)
            .and_then(|t| t.strip_suffix(close))
            .is_some_and(|t| !t.contains(open) && !t.contains(close))
    };
    inside('[', ']') || inside('(', ')') || inside('*', '*') || text.contains(['♪', '♫', '🎵'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use timeline::TimeRange;

    fn line(text: &str, voice_ms: i64, probability: f32) -> Line {
        let count = text.split(' ').count() as i64;
        let word = |(i, text): (i64, &str)| Word {
            range: TimeRange::new(
                Timestamp::from_millis(i * voice_ms / count),
                Timestamp::from_millis((i + 1) * voice_ms / count + 1),
            )
            .unwrap(),
            text: text.to_owned(),
            probability,
        };
        let words = (0..).zip(text.split(' ')).map(word).collect();
        Line { words, voice: Timestamp::from_millis(voice_ms) }
    }

    fn judged(line: Line, written: &str) -> (String, Vec<RemovalReason>) {
        let judged = Judge::new(written).unwrap().judge(vec![line]);
        (text(&judged.words), judged.removed.iter().map(|r| r.reason).collect())
    }

    const CHANNEL: &str = "Hãy subscribe cho kênh Ghiền Mì Gõ để không bỏ lỡ những video hấp dẫn";

    #[test]
    fn what_was_said_stays() {
        for said in ["Mật ong rừng của nhà mình rất thơm.", "Rẻ rẻ rẻ rẻ rẻ lắm nha."]
        {
            let voice = 200 * said.split(' ').count() as i64;
            assert_eq!(judged(line(said, voice, 0.4), ""), (said.to_owned(), vec![]));
        }
        let thanks = "Cảm ơn các bạn đã theo dõi.";
        assert_eq!(judged(line(thanks, 1500, 0.9), ""), (thanks.to_owned(), vec![]));
    }

    #[test]
    fn invented_lines_go_and_say_why() {
        use RemovalReason::{Loop, Phantom, Rushed, Sound, Voiceless};
        for (heard, reason) in [
            (line(CHANNEL, 4000, 0.95), Phantom),
            (line("Cảm ơn các bạn đã theo dõi.", 300, 0.9), Phantom),
            (line("Cảm ơn các bạn đã theo dõi.", 1500, 0.3), Phantom),
            (line("Mật ong rừng.", 0, 0.9), Voiceless),
            (line("[âm nhạc]", 3000, 0.9), Sound),
            (line("một hai ba bốn năm sáu bảy tám", 300, 0.9), Rushed),
        ] {
            let (left, why) = judged(heard, "");
            assert_eq!((left.as_str(), why), ("", vec![reason]));
        }
        let (left, why) =
            judged(line("mua đi mua đi mua đi mua đi mua đi mua đi nhé", 1000, 0.9), "");
        assert_eq!((left.as_str(), why), ("mua đi nhé", vec![Loop]));
    }

    #[test]
    fn an_invented_sentence_goes_alone() {
        let heard = format!("Giá chín mươi nghìn. {CHANNEL}. Mời cả nhà.");
        let (left, why) = judged(line(&heard, 6000, 0.9), "");
        assert_eq!(
            (left.as_str(), why),
            ("Giá chín mươi nghìn. Mời cả nhà.", vec![RemovalReason::Phantom])
        );
    }

    #[test]
    fn what_the_creator_wrote_is_never_a_phantom() {
        let (left, why) = judged(line(CHANNEL, 4000, 0.9), &format!("Chào. {CHANNEL}."));
        assert_eq!((left.as_str(), why), (CHANNEL, vec![]));
    }
}
