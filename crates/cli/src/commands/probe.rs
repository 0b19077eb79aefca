//! `mang probe`: media facts.

use super::Context;
use crate::end::Report;
use std::path::Path;
use workflow::{Error, import};

pub(crate) async fn run(file: &Path, with: &Context) -> Result<Report, Error> {
    let info = import::probe(&with.studio, file, &with.watch).await?;
    let mut text = format!("{}\n{}  {} bytes", info.container, info.duration_us, info.size_bytes);
    if let Some(v) = &info.video {
        let (width, height) = v.display_size();
        let pace = if v.variable_rate { "variable" } else { "constant" };
        text += &format!(
            "\nvideo  {} {width}×{height} (rotation {}°) {:.3} fps {pace}, {} frames, {} keyframes, {} {}",
            v.codec,
            v.rotation,
            v.frame_rate.per_second(),
            v.frames,
            v.keyframes,
            v.pixel_format,
            v.transfer,
        );
    }
    if let Some(a) = &info.audio {
        text += &format!("\naudio  {} {} Hz, {} channels", a.codec, a.sample_rate, a.channels);
    }
    Ok(Report::new(&info, text))
}
