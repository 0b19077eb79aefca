//! Captions as they are drawn: inside the platform's safe zone, whole, and easy to read. Measured
//! from the pixels of finished videos.

#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![allow(clippy::disallowed_methods, reason = "the ffmpeg program is the witness")]

use job::Job;
use media::{CaptionFile, RenderRequest, probe, render};
use policy::Packs;
use std::path::Path;
use std::process::Command;
use timeline::{
    Aspect, CaptionStyle, Cue, CueSource, CutList, Platform, SafeZone, TimeRange, Timestamp, Word,
};

const STYLES: [CaptionStyle; 4] =
    [CaptionStyle::Clean, CaptionStyle::Box, CaptionStyle::Big, CaptionStyle::Karaoke];

const TEXTS: [&str; 6] = [
    "Nghị lực, Ếch ộp, Ỡm ờ",
    "THỔ CẨM BUÔN MA THUỘT",
    "Ế Ộ Ữ ậ ỵ Ằ gjpqy\nẪ Ặ Ỗ Ợ Ừ Ệ",
    "Giá hôm nay chỉ còn một trăm năm mươi nghìn đồng một chai mật ong rừng nguyên chất",
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWMMMMMMMMMMMMMMMMMMMMMM@@@@@@@@",
    "ƯƠNG ƯƠNG ƯƠNG ƯƠNG ƯƠNG ƯƠNG ƯƠNG ƯƠNG ƯƠNG ƯƠNG ƯƠNG ƯƠNG ƯƠNG ƯƠNG ƯƠNG ƯƠNG ƯƠNG \
     ƯƠNG ƯƠNG ƯƠNG ƯƠNG ƯƠNG ƯƠNG ƯƠNG ƯƠNG ƯƠNG ƯƠNG ƯƠNG ƯƠNG ƯƠNG ƯƠNG ƯƠNG ƯƠNG ƯƠNG",
];

/// Red, green and blue of the plain clip.
const PLAIN: u8 = 130;

fn ffmpeg(args: &[&str]) -> Vec<u8> {
    let output = Command::new("ffmpeg").args(["-v", "error"]).args(args).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// One colour, five frames a second, one second for each text.
fn plain_clip(folder: &Path) {
    let colour = format!("color=0x828282:s=480x480:r=5:d={}", TEXTS.len());
    let path = folder.join("plain.mp4");
    let file = path.to_str().unwrap();
    ffmpeg(&["-f", "lavfi", "-i", &colour, "-c:v", "libx264", "-pix_fmt", "yuv420p", file]);
}

fn ms(at: i64) -> Timestamp {
    Timestamp::from_millis(at)
}

fn cue(number: usize, text: &str) -> Cue {
    let start = 1000 * i64::try_from(number).unwrap();
    Cue::new(TimeRange::new(ms(start), ms(start + 1000)).unwrap(), text, CueSource::Hand)
}

type Pixel = (usize, usize, [u8; 3]);

/// Frames of a film in which cues are drawn.
struct Film {
    size: (usize, usize),
    zone: SafeZone,
    rgb: Vec<u8>,
}

impl Film {
    fn made(
        folder: &Path,
        cues: &[Cue],
        style: CaptionStyle,
        (aspect, platform): (Aspect, Platform),
    ) -> Self {
        let source = folder.join("plain.mp4");
        let size = aspect.size();
        let zone = Packs::bundled().unwrap().zone(platform, size).0;
        let cuts = CutList::whole(probe(&source, &Job::unwatched()).unwrap().duration_us);
        let request = RenderRequest {
            aspect: Some(aspect),
            captions: Some(CaptionFile { ass: captions::ass::write(cues, size, style, &zone) }),
            quality: media::Quality::Draft,
            ..RenderRequest::plain(source, folder.join("made.mp4"), cuts)
        };
        render(&request, &Job::unwatched()).unwrap();
        let file = request.output.to_str().unwrap();
        let rgb = ffmpeg(&["-i", file, "-pix_fmt", "rgb24", "-f", "rawvideo", "-"]);
        Self { size: (size.0 as usize, size.1 as usize), zone, rgb }
    }

    fn pixels(&self, second: usize, part: usize) -> impl Iterator<Item = Pixel> + '_ {
        let (width, height) = self.size;
        let length = width * height * 3;
        let frame = &self.rgb[(second * 5 + part) * length..][..length];
        let pixels = frame.chunks_exact(3).enumerate();
        pixels.map(move |(i, p)| (i % width, i / width, [p[0], p[1], p[2]]))
    }
}

/// Left, top, right and bottom of the pixels for which something holds, and how many they are.
fn extent(pixels: impl Iterator<Item = Pixel>, holds: fn([u8; 3]) -> bool) -> ([usize; 4], usize) {
    let mut count = 0;
    let mut found = [usize::MAX, usize::MAX, 0, 0];
    for (x, y, colour) in pixels {
        if holds(colour) {
            found = [found[0].min(x), found[1].min(y), found[2].max(x), found[3].max(y)];
            count += 1;
        }
    }
    (found, count)
}

fn is_drawn(colour: [u8; 3]) -> bool {
    colour.iter().any(|c| c.abs_diff(PLAIN) > 30)
}

fn is_ink(colour: [u8; 3]) -> bool {
    colour[0] > 200 && colour[1] > 170
}

fn is_honey(colour: [u8; 3]) -> bool {
    colour[0] > 200 && colour[1] > 150 && colour[2] < 140
}

#[test]
fn captions_stay_whole_and_inside_the_safe_zone() {
    let folder = tempfile::tempdir().unwrap();
    plain_clip(folder.path());
    let cues: Vec<Cue> = TEXTS.iter().enumerate().map(|(i, text)| cue(i, text)).collect();
    let places = [
        (Aspect::Vertical, Platform::TiktokShop),
        (Aspect::Square, Platform::Tiktok),
        (Aspect::Wide, Platform::Youtube),
    ];
    for place in places {
        for style in STYLES {
            let film = Film::made(folder.path(), &cues, style, place);
            let (width, height) = place.0.size();
            let [top, right, bottom, left] = film.zone.margins(width, height);
            for (second, text) in TEXTS.iter().enumerate().skip(1) {
                let name = format!("{style:?} {place:?} {text}");
                let (drawn, _) = extent(film.pixels(second, 2), is_drawn);
                let (ink, count) = extent(film.pixels(second, 2), is_ink);
                assert!(count > 1500, "{name}: {count} pixels of letters");
                let [x0, y0, x1, y1] = drawn.map(|side| side as f64);
                // Two pixels share one value of colour, so one may bleed.
                let inside = x0 + 2.0 >= left
                    && x1 - 1.0 <= f64::from(width) - right
                    && y0 + 2.0 >= top
                    && y1 - 1.0 <= f64::from(height) - bottom;
                assert!(inside, "{name}: {drawn:?} in {:?}", film.zone);
                // Box or edge goes around every letter, with its marks.
                let around = if style == CaptionStyle::Clean { 2 } else { 6 };
                let room =
                    [ink[0] - drawn[0], ink[1] - drawn[1], drawn[2] - ink[2], drawn[3] - ink[3]];
                assert!(room.iter().all(|side| *side >= around), "{name}: {room:?}");
            }
        }
    }
}

/// Relative luminance of WCAG 2.
fn luminance(colour: [u8; 3]) -> f64 {
    let [r, g, b] = colour.map(|c| {
        let c = f64::from(c) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

#[test]
fn letters_are_seven_times_as_light_as_their_box() {
    let folder = tempfile::tempdir().unwrap();
    plain_clip(folder.path());
    let cues: Vec<Cue> = TEXTS.iter().enumerate().map(|(i, text)| cue(i, text)).collect();
    for style in [CaptionStyle::Box, CaptionStyle::Big, CaptionStyle::Karaoke] {
        let film = Film::made(folder.path(), &cues, style, (Aspect::Vertical, Platform::Tiktok));
        for second in 0..3 {
            // The clip's own grey has a luminance of 0.22; what is darker is box, lighter letter.
            let lights = film.pixels(second, 2).map(|(_, _, colour)| luminance(colour));
            let (mut dark, mut ink): (Vec<f64>, Vec<f64>) =
                lights.filter(|l| *l < 0.15 || *l > 0.5).partition(|l| *l < 0.15);
            dark.sort_by(f64::total_cmp);
            ink.sort_by(f64::total_cmp);
            let (box_, letter) = (dark[dark.len() * 9 / 10], ink[ink.len() / 10]);
            let contrast = (letter + 0.05) / (box_ + 0.05);
            assert!(contrast >= 7.0, "{style:?}: {contrast}");
        }
    }
}

#[test]
fn the_spoken_word_is_marked_while_it_is_spoken() {
    let folder = tempfile::tempdir().unwrap();
    plain_clip(folder.path());
    let word = |(start, end, text): (i64, i64, &str)| Word {
        range: TimeRange::new(ms(start), ms(end)).unwrap(),
        text: text.into(),
        probability: 1.0,
    };
    let words = [(0, 350, "mật"), (400, 650, "ong"), (800, 1000, "rừng")];
    let spoken = Cue { words: words.map(word).to_vec(), ..cue(0, "Mật ong rừng") };
    let cues = [spoken, cue(1, "Mật ong rừng")];
    let place = (Aspect::Vertical, Platform::Tiktok);
    let film = Film::made(folder.path(), &cues, CaptionStyle::Karaoke, place);
    let marked = |second, part| extent(film.pixels(second, part), is_honey);
    let middles = [0, 2, 4].map(|part| {
        let (at, count) = marked(0, part);
        assert!(count > 300, "{count} pixels at frame {part}");
        usize::midpoint(at[0], at[2])
    });
    assert!(middles[0] < middles[1] && middles[1] < middles[2], "{middles:?}");
    assert!(marked(1, 2).1 < 20, "a cue without word times has no mark");
    // Marking a word moves nothing.
    let letters = |part| extent(film.pixels(0, part), is_ink).0;
    let moved = letters(0).iter().zip(letters(4)).map(|(a, b)| a.abs_diff(b)).max();
    assert!(moved.unwrap() <= 1, "{moved:?}");
}
