//! Owns upright clips made for the look at a film: one with nothing to mind, one with a line of
//! text, a QR code and flashes, each at its own time, and one with a line in any colour.

use crate::clips::ffmpeg;
use crate::repository;
use std::path::Path;

/// Ground that is never of one colour and never still: a box wanders over a plain wall.
const WALL: &str = "color=c=0x336644:s=540x960:r=25:d=6[wall];\
                    color=c=0xb08a5a:s=150x150:r=25:d=6[box];\
                    [wall][box]overlay=x='30+50*t':y='380+20*sin(t)'";

/// Six seconds of a wandering box and a quiet tone.
pub fn calm(place: &Path) {
    coded(&format!("{WALL}[out]"), &[], place);
}

/// The same with `line` written in the middle in the first two seconds, a QR code that says `code`
/// in the next two, and ten changes between dark and white a second in the last two.
///
/// # Panics
/// When its pieces cannot be written.
pub fn crowded(place: &Path, line: &str, code: &str) {
    let folder = place.parent().expect("a file in a folder");
    let (text, qr) = (folder.join("line.txt"), folder.join("code.pgm"));
    std::fs::write(&text, line).expect("the line can be written");
    std::fs::write(&qr, picture_of(code)).expect("the code can be written");
    let font = repository::file("crates/media/fonts/BeVietnamPro-Bold.ttf");
    let (text, font) = (text.to_string_lossy(), font.to_string_lossy());
    let graph = format!(
        "{WALL}[calm];\
         [calm]drawtext=fontfile={font}:textfile={text}:fontsize=34:fontcolor=white:box=1:\
         boxcolor=black:boxborderw=14:x=60:y=560:enable='lt(t,2)'[said];\
         [said][0:v]overlay=x=120:y=300:enable='between(t,2,3.99)'[coded];\
         color=c=white:s=540x960:r=25:d=6[white];\
         [coded][white]overlay=enable='gte(t,4)*lt(mod(n,5),2)'[out]"
    );
    coded(
        &graph,
        &["-loop", "1", "-framerate", "25", "-t", "6", "-i", &qr.to_string_lossy()],
        place,
    );
}

/// The calm film with `line` written in `colour` right on the wall in the first two seconds.
///
/// # Panics
/// When its pieces cannot be written.
pub fn written(place: &Path, line: &str, colour: &str) {
    let text = place.with_extension("txt");
    std::fs::write(&text, line).expect("the line can be written");
    let font = repository::file("crates/media/fonts/BeVietnamPro-Bold.ttf");
    let (text, font) = (text.to_string_lossy(), font.to_string_lossy());
    let graph = format!(
        "{WALL}[calm];[calm]drawtext=fontfile={font}:textfile={text}:fontsize=40:\
         fontcolor={colour}:x=40:y=640:enable='lt(t,2)'[out]"
    );
    coded(&graph, &[], place);
}

fn coded(graph: &str, inputs: &[&str], place: &Path) {
    let tone = ["-f", "lavfi", "-i", "sine=f=300:d=6,volume=0.5"];
    let sound = if inputs.is_empty() { "0:a" } else { "1:a" };
    let place = place.to_string_lossy();
    let graph = ["-filter_complex", graph, "-map", "[out]", "-map", sound];
    let codecs = ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "18"];
    let ends = ["-pix_fmt", "yuv420p", "-c:a", "aac", "-t", "6", &*place];
    ffmpeg(inputs.iter().copied().chain(tone).chain(graph).chain(codecs).chain(ends));
}

/// A QR code as a gray picture (PGM), ten pixels a module, with the quiet border it needs.
fn picture_of(code: &str) -> Vec<u8> {
    const SCALE: usize = 10;
    const BORDER: usize = 4;
    let code = qrcode::QrCode::new(code).expect("short enough for a code");
    let (colours, modules) = (code.to_colors(), code.width());
    let side = (modules + 2 * BORDER) * SCALE;
    let mut picture = format!("P5\n{side} {side}\n255\n").into_bytes();
    for row in 0..side {
        for column in 0..side {
            let module = |at: usize| (at / SCALE).checked_sub(BORDER).filter(|m| *m < modules);
            let dark = module(row)
                .zip(module(column))
                .is_some_and(|(y, x)| colours[y * modules + x] == qrcode::Color::Dark);
            picture.push(if dark { 0 } else { 255 });
        }
    }
    picture
}
