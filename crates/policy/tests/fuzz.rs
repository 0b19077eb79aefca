//! Owns the promise that nothing breaks the check: any text, any damaged pack. `FUZZ=100000` and
//! `MUTATED=1000` make the runs as long as before a release.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::fs;
use std::path::{Path, PathBuf};

use policy::{Context, Field, Packs, Platform, Subject, check};

/// A small generator: the same numbers every time, so a failure comes back.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(below).unwrap()).unwrap()
    }
}

fn times(name: &str, usual: usize) -> usize {
    std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(usual)
}

fn rules() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules")
}

/// Letters of many kinds, words that rules know, marks without letters, and what takes words apart.
fn text(dice: &mut Dice) -> String {
    const KNOWN: [&str; 24] = [
        "trị",
        "viêm họng",
        "z.a.l.o",
        "ngon nhất",
        "0951 234 567",
        "không",
        "100%",
        "5 sao",
        "#trà",
        "kh0i",
        "AI",
        "giảm 70%",
        "mật khẩu là",
        "chết",
        "bán",
        "rượu",
        "https://a.vn/é",
        "e\u{323}\u{302}",
        "\u{200b}",
        "🧡",
        "không chín năm ba bốn bốn bốn",
        "16 tuổi live",
        "\u{301}\u{301}",
        "999 000 000 000",
    ];
    let mut out = String::new();
    for _ in 0..dice.roll(30) {
        match dice.roll(5) {
            0 | 1 => out.push_str(KNOWN[dice.roll(KNOWN.len())]),
            2 => out.push([' ', '.', ',', '\n', '-', '!', '#', '"', '…', '\t'][dice.roll(10)]),
            3 => out.extend(char::from_u32(u32::try_from(dice.roll(0x11_0000)).unwrap())),
            _ => out.extend(char::from_u32(u32::try_from(0x20 + dice.roll(0x1f00)).unwrap())),
        }
        if dice.roll(2) == 0 {
            out.push(' ');
        }
    }
    out
}

#[test]
fn any_text_keeps_its_places() {
    let packs = Packs::bundled().unwrap();
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for _ in 0..times("FUZZ", 1_500) {
        let text = text(&mut dice);
        let platform = [Platform::TiktokShop, Platform::Tiktok, Platform::Facebook][dice.roll(3)];
        let subject = Subject {
            platform,
            fields: vec![Field { name: "script".into(), text: text.clone() }],
            context: Context::default(),
        };
        for f in check(&packs, &subject).iter().filter(|f| f.field != "video") {
            assert_eq!(text.get(f.start..f.end), Some(f.text.as_str()), "{} in {text:?}", f.rule);
            assert!(text.get(f.replace_start..f.replace_end).is_some(), "{} in {text:?}", f.rule);
        }
    }
}

/// The rules below a folder, with the path that each has there.
fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, out) } else { out.push(path) }
    }
}

fn damaged(dice: &mut Dice, text: &[u8]) -> Vec<u8> {
    let mut bytes = text.to_vec();
    for _ in 0..1 + dice.roll(4) {
        let at = dice.roll(bytes.len().max(1));
        match dice.roll(5) {
            0 => bytes.truncate(at),
            1 if at < bytes.len() => bytes[at] = u8::try_from(dice.roll(256)).unwrap(),
            2 => {
                let end = (at + dice.roll(200)).min(bytes.len());
                bytes.drain(at..end);
            }
            3 => {
                let end = (at + dice.roll(200)).min(bytes.len());
                let copy = bytes[at..end].to_vec();
                bytes.splice(at..at, copy);
            }
            _ => {
                let word: &[u8] = [
                    &b"\npattern = '(a+)+$'\n"[..],
                    b"[[detect]]\n",
                    b"window = 99999999\n",
                    b"\"@most\"",
                    b"= -1\n",
                    b"at_least = 0\n",
                    b"\"\"",
                    b"\xff\xfe",
                    b"max = 1e400\n",
                    b"like = [\"claims/medical\"]\n",
                ][dice.roll(10)];
                bytes.splice(at..at, word.iter().copied());
            }
        }
        if bytes.is_empty() {
            break;
        }
    }
    bytes
}

#[test]
fn a_damaged_pack_is_refused_or_works() {
    let folder = std::env::temp_dir().join(format!("mang-policy-{}-mutated", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    let mut all = Vec::new();
    files(&rules(), &mut all);
    all.sort();
    let place = |path: &Path| folder.join(path.strip_prefix(rules()).unwrap());
    for path in &all {
        fs::create_dir_all(place(path).parent().unwrap()).unwrap();
        fs::copy(path, place(path)).unwrap();
    }
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let mut refused = 0;
    let runs = times("MUTATED", 12);
    for _ in 0..runs {
        let path = &all[dice.roll(all.len())];
        let whole = fs::read(path).unwrap();
        fs::write(place(path), damaged(&mut dice, &whole)).unwrap();
        match Packs::load_dir(&folder) {
            Err(error) => {
                refused += 1;
                assert!(!error.to_string().is_empty());
            }
            Ok(packs) => {
                let field = Field {
                    name: "script".into(),
                    text: "Mật ong trị dứt viêm họng, 5 sao.".into(),
                };
                let context = Context::default();
                check(
                    &packs,
                    &Subject { platform: Platform::TiktokShop, fields: vec![field], context },
                );
            }
        }
        fs::write(place(path), whole).unwrap();
    }
    fs::remove_dir_all(&folder).unwrap();
    assert!(refused * 4 > runs, "{refused} of {runs}");
}
