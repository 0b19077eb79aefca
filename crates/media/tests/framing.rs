//! A picture of another shape is cut around its focus or set before blurred sides; bright
//! pictures get the colours of every screen. Checked by pixels.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod program;

use job::Job;
use media::{Limits, RenderRequest, probe, render};
use program::run;
use std::path::Path;
use tempfile::tempdir;
use timeline::{Aspect, CutList, Fill, Framing};

/// A picture with five upright bars of different greys, each a fifth wide, and a bright top half.
const BARS: &str = "geq=lum='40+30*floor(X*5/W)+40*lt(Y,H/2)':cb=128:cr=128";

fn clip(path: &Path, size: &str, filters: &str, codec: &[&str]) {
    let picture = format!("color=gray:s={size}:r=25:d=0.4,{filters}");
    let input = ["-v", "error", "-y", "-f", "lavfi", "-i", &picture];
    run("ffmpeg", input.iter().chain(codec).copied().chain([path.to_str().unwrap()]));
}

fn request(source: &Path, aspect: Option<Aspect>, framing: Framing) -> RenderRequest {
    let cuts = CutList::whole(probe(source, &Job::unwatched()).unwrap().duration_us);
    let plain = RenderRequest::plain(source.to_owned(), source.with_extension("part"), cuts);
    RenderRequest { aspect, framing, ..plain }
}

/// Red, green and blue of one frame of the finished file, and its size.
struct Shown {
    width: usize,
    rgb: Vec<u8>,
}

impl Shown {
    fn at(&self, x: usize, y: usize) -> [u8; 3] {
        let at = (y * self.width + x) * 3;
        [self.rgb[at], self.rgb[at + 1], self.rgb[at + 2]]
    }

    fn grey(&self, x: usize, y: usize) -> u8 {
        self.at(x, y)[1]
    }
}

fn shown(request: &RenderRequest) -> Shown {
    let made = render(request, &Job::unwatched()).unwrap();
    let video = made.info.video.unwrap();
    let file = request.output.to_str().unwrap();
    let args =
        ["-v", "error", "-i", file, "-frames:v", "1", "-pix_fmt", "rgb24", "-f", "rawvideo", "-"];
    let rgb = run("ffmpeg", args).out;
    let width = video.width as usize;
    assert_eq!(rgb.len(), width * video.height as usize * 3);
    Shown { width, rgb }
}

fn grey(bar: usize, top: bool) -> u8 {
    let luma = 40 + 30 * bar + if top { 40 } else { 0 };
    u8::try_from((luma - 16) * 255 / 219).unwrap()
}

const X264: [&str; 6] = ["-c:v", "libx264", "-crf", "8", "-pix_fmt", "yuv420p"];

#[test]
fn the_focus_says_which_part_is_cut_out() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("a.mp4");
    clip(&path, "1000x360", BARS, &X264);
    // A square of 360 of 1000 pixels: its middle shows the bar at the focus, as far as there is one.
    for (focus_x, bar) in [(0, 0), (18, 0), (30, 1), (50, 2), (70, 3), (100, 4), (255, 4)] {
        let framing = Framing { focus_x, ..Framing::default() };
        let frame = shown(&request(&path, Some(Aspect::Square), framing));
        let (found, wanted) = (frame.grey(540, 800), grey(bar, false));
        assert!(found.abs_diff(wanted) < 5, "focus {focus_x}: {found} for {wanted}");
    }
    let tall = dir.path().join("b.mp4");
    clip(&tall, "360x1000", BARS, &X264);
    for (focus_y, top) in [(0, true), (100, false)] {
        let framing = Framing { focus_y, ..Framing::default() };
        let frame = shown(&request(&tall, Some(Aspect::Square), framing));
        let (found, wanted) = (frame.grey(540, 540), grey(2, top));
        assert!(found.abs_diff(wanted) < 5, "focus {focus_y}: {found} for {wanted}");
    }
}

#[test]
fn blurred_sides_show_all_of_the_picture_before_a_darker_one() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("a.mp4");
    clip(&path, "1280x720", BARS, &X264);
    let framing = Framing { fill: Fill::Blur, ..Framing::default() };
    let frame = shown(&request(&path, Some(Aspect::Vertical), framing));
    // 1080 × 606 in the middle of 1920 rows, all five bars of it.
    for bar in 0..5 {
        let x = 108 + bar * 216;
        assert!(frame.grey(x, 720).abs_diff(grey(bar, true)) < 5, "bar {bar}");
        assert!(frame.grey(x, 1200).abs_diff(grey(bar, false)) < 5, "bar {bar}");
    }
    // Above and below: the middle of the picture, larger, darker, with no hard edge anywhere.
    let (above, below) = (frame.grey(540, 300), frame.grey(540, 1700));
    assert!(above < grey(2, true) - 25 && above > 30, "{above}");
    assert!(below < above, "{below} {above}");
    for y in [200, 500, 1400, 1800] {
        let edge = (1..1080).map(|x| frame.grey(x, y).abs_diff(frame.grey(x - 1, y))).max();
        assert!(edge.unwrap() <= 4, "row {y} has an edge of {edge:?}");
    }
    // The same shape needs no sides.
    let same = shown(&request(&path, Some(Aspect::Wide), framing));
    assert!(same.grey(20, 20).abs_diff(grey(0, true)) < 5);
}

#[test]
fn every_frame_of_a_blurred_film_is_there() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("a.mp4");
    clip(&path, "320x180", "null", &X264);
    let framing = Framing { fill: Fill::Blur, ..Framing::default() };
    for aspect in [Aspect::Vertical, Aspect::Square, Aspect::Wide] {
        let made = render(&request(&path, Some(aspect), framing), &Job::unwatched()).unwrap();
        assert_eq!(made.frames, 10);
    }
}

#[test]
fn limits_bound_size_and_bits() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("a.mp4");
    let noise = "noise=alls=90:allf=t,tpad=stop_mode=clone:stop_duration=0";
    let picture = format!("color=gray:s=640x360:r=25:d=6,{noise}");
    let head = ["-v", "error", "-y", "-f", "lavfi", "-i", &picture];
    run("ffmpeg", head.iter().chain(&X264).copied().chain([path.to_str().unwrap()]));
    let limits = Some(Limits { factor: 20, most_bits: 300_000, short_side: 240 });
    let asked =
        RenderRequest { limits, ..request(&path, Some(Aspect::Vertical), Framing::default()) };
    let made = render(&asked, &Job::unwatched()).unwrap();
    assert_eq!(made.info.video.unwrap().display_size(), (240, 426));
    // Six seconds, and the two that may be saved up before.
    assert!(made.info.size_bytes < 300_000 / 8 * 8, "{} bytes", made.info.size_bytes);
}

/// Four grey patches by the signal levels that ITU-R BT.2408 gives: black, a grey card (18 %),
/// white paper, and a light of 1000 cd/m².
fn bright(path: &Path, curve: &str) {
    let (tag, [card, paper, light]) = match curve {
        "arib-std-b67" => ("arib-std-b67", [0.38, 0.75, 1.0]),
        _ => ("smpte2084", [0.38, 0.58, 0.75]),
    };
    let [card, paper, light] = [card, paper, light].map(|level| 64.0 + 876.0 * level);
    let steps = format!(
        "if(lt(X\\,W/4)\\,64\\,if(lt(X\\,W/2)\\,{card}\\,if(lt(X\\,3*W/4)\\,{paper}\\,{light})))"
    );
    let filters = format!("format=yuv420p10le,geq=lum='{steps}':cb=512:cr=512");
    let params = format!(
        "log-level=error:colorprim=bt2020:transfer={tag}:colormatrix=bt2020nc:range=limited"
    );
    let codec = ["-c:v", "libx265", "-crf", "8", "-x265-params", &params, "-tag:v", "hvc1"];
    clip(path, "640x360", &filters, &codec);
}

#[test]
fn bright_clips_of_phones_look_right_on_every_screen() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("a.mp4");
    for curve in ["arib-std-b67", "smpte2084"] {
        bright(&path, curve);
        let info = probe(&path, &Job::unwatched()).unwrap().video.unwrap();
        assert_eq!((info.transfer.as_str(), info.pixel_format.as_str()), (curve, "yuv420p10le"));
        for fill in [Fill::Crop, Fill::Blur] {
            let framing = Framing { fill, ..Framing::default() };
            let shape = if fill == Fill::Blur { Aspect::Square } else { Aspect::Wide };
            let asked = request(&path, Some(shape), framing);
            let made = render(&asked, &Job::unwatched()).unwrap().info.video.unwrap();
            assert_eq!((made.transfer.as_str(), made.pixel_format.as_str()), ("bt709", "yuv420p"));
            let frame = shown(&asked);
            let patches = [1, 3, 5, 7].map(|part| frame.at(frame.width * part / 8, 540));
            for [r, g, b] in patches {
                assert!(r.abs_diff(g) <= 3 && b.abs_diff(g) <= 3, "{curve}: {patches:?}");
            }
            let [black, card, paper, light] = patches.map(|patch| patch[1]);
            assert!(black < 12 && (90..135).contains(&card), "{curve}: {patches:?}");
            assert!((195..245).contains(&paper) && light > paper + 5, "{curve}: {patches:?}");
        }
    }
}
