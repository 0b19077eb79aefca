//! Owns clips whose frames carry their own number, as eight bright or dark bars: whoever decodes
//! a result can say exactly which frames are in it, also after they were encoded anew.

use crate::clips::ffmpeg;
use crate::program::run;
use std::path::Path;

/// Writes a clip in which frame `n` shows the bits of `n`, with a beep at the time `beep`.
pub fn make(place: &Path, rate: &str, seconds: &str, size: &str, beep: f64) {
    let bars = format!(
        "color=black:s={size}:r={rate}:d={seconds},format=gray,\
         geq=lum='if(mod(floor(N/pow(2,floor(X*8/W))),2),220,30)'"
    );
    let until = beep + 0.1;
    let tone = format!(
        "aevalsrc='if(between(t,{beep},{until}),0.8*sin(2*PI*1000*t),0)':s=48000:d={seconds}"
    );
    let place = place.to_string_lossy();
    let pixels = if is_odd(size) { "yuv444p" } else { "yuv420p" };
    ffmpeg([
        "-f",
        "lavfi",
        "-i",
        &bars,
        "-f",
        "lavfi",
        "-i",
        &tone,
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-crf",
        "12",
        "-g",
        "12",
        "-pix_fmt",
        pixels,
        "-c:a",
        "aac",
        &place,
    ]);
}

fn is_odd(size: &str) -> bool {
    size.split('x').filter_map(|side| side.parse::<u32>().ok()).any(|side| side % 2 == 1)
}

/// The number that each frame of a video carries, in order.
#[must_use]
pub fn read(video: &Path) -> Vec<u32> {
    let video = video.to_string_lossy();
    let tail = ["-fps_mode", "passthrough", "-pix_fmt", "gray", "-f", "rawvideo", "-"];
    let scale = ["-v", "error", "-i", &video, "-vf", "scale=8:1:flags=area"];
    let bars = run("ffmpeg", scale.into_iter().chain(tail)).stdout;
    let number = |bars: &[u8]| (0..8).map(|bit| u32::from(bars[bit] > 128) << bit).sum();
    bars.chunks_exact(8).map(number).collect()
}

/// The numbers of the frames whose time lies in one of the kept ranges (seconds).
#[must_use]
pub fn expected(count: u32, (num, den): (u32, u32), kept: &[(f64, f64)]) -> Vec<u32> {
    let time = |n: u32| f64::from(n) * f64::from(den) / f64::from(num);
    let in_range = |n: &u32| kept.iter().any(|(from, to)| *from <= time(*n) && time(*n) < *to);
    (0..count).filter(in_range).collect()
}
