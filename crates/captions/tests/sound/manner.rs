//! How a take is spoken: by whom, how evenly, how clearly, and in what room. Refuses to decide what
//! is said.

use super::noise::Noise;
use unicode_normalization::UnicodeNormalization;

/// How it is spoken.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Manner {
    pub(crate) voice: &'static str,
    pub(crate) pace: u32,
    pub(crate) hiss: f32,
    /// Sentences are faster and slower, higher and lower than one another.
    pub(crate) uneven: bool,
    /// Breath is drawn inside sentences.
    pub(crate) breaths: bool,
    pub(crate) tongue: Tongue,
    /// What is heard behind the voice, and its level beside that of [`Noise::samples`].
    pub(crate) behind: Option<(Noise, f32)>,
    /// Seconds in which the room's echo falls by 60 dB.
    pub(crate) echo: f32,
}

impl Default for Manner {
    fn default() -> Self {
        Self {
            voice: "vi",
            pace: 155,
            hiss: 0.0005,
            uneven: false,
            breaths: false,
            tongue: Tongue::Clear,
            behind: None,
            echo: 0.0,
        }
    }
}

impl Manner {
    pub(crate) fn of(voice: &'static str, pace: u32, hiss: f32) -> Self {
        Self { voice, pace, hiss, ..Self::default() }
    }
}

/// How words come out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tongue {
    Clear,
    /// Every word on one tone.
    Toneless,
    /// Besides, hard sounds become soft ones and words stay open at the end.
    Slurred,
}

impl Tongue {
    pub(crate) fn says(self, text: &str) -> String {
        if self == Self::Clear {
            return text.to_owned();
        }
        let tone =
            |c: &char| matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
        let toneless: String =
            text.nfd().filter(|c| !tone(c)).nfc().collect::<String>().to_lowercase();
        if self == Self::Toneless {
            return toneless;
        }
        let word = |word: &str| {
            let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
            let stop = &word[bare.len()..];
            let soft =
                [("ngh", "ng"), ("tr", "h"), ("ch", "h"), ("kh", "h"), ("th", "h"), ("ph", "h")]
                    .iter()
                    .chain(&[
                        ("s", "h"),
                        ("x", "h"),
                        ("r", "l"),
                        ("v", "d"),
                        ("đ", "n"),
                        ("t", "d"),
                    ])
                    .find_map(|(hard, soft)| {
                        bare.strip_prefix(hard).map(|rest| format!("{soft}{rest}"))
                    })
                    .unwrap_or_else(|| bare.to_owned());
            let open = ["ch", "p", "t", "c", "k"].iter().find_map(|end| soft.strip_suffix(end));
            format!("{}{stop}", open.filter(|o| !o.is_empty()).unwrap_or(&soft))
        };
        toneless.split(' ').map(word).collect::<Vec<_>>().join(" ")
    }
}

/// A sentence in the parts that are said in one breath: three words, then four.
pub(crate) fn breaths(text: &str, drawn: bool) -> Vec<String> {
    let words: Vec<&str> = text.split(' ').collect();
    if !drawn || words.len() < 5 {
        return vec![text.to_owned()];
    }
    let mut parts: Vec<String> = Vec::new();
    let mut rest = &words[..];
    for many in [3, 4].into_iter().cycle() {
        // Nobody draws breath for the last word alone.
        let many = if rest.len() <= many + 1 { rest.len() } else { many };
        parts.push(rest[..many].join(" "));
        rest = &rest[many..];
        if rest.is_empty() {
            break;
        }
    }
    parts
}

/// With the echo of a room: delays that lie ever closer, each softer than the one before.
pub(crate) fn echoed(samples: &[f32], seconds: f32) -> Vec<f32> {
    let mut out = samples.to_vec();
    let mut delay = 0.011_f32;
    let mut sign = 1.0;
    while delay < seconds {
        let gain = sign * 0.25 * 10.0_f32.powf(-3.0 * delay / seconds);
        let at = (delay * 16_000.0) as usize;
        for i in at..samples.len() {
            out[i] += gain * samples[i - at];
        }
        delay += 0.007 + 0.013 * (delay * 977.0).sin().abs();
        sign = -sign;
    }
    out
}
