//! Passes on which FFmpeg is built against, as far as fields have moved between its versions.

fn main() {
    println!("cargo:rustc-check-cfg=cfg(side_data_in_parameters)");
    // Since 7.0 a stream's side data lies in its parameters, where it is copied with them.
    if std::env::var("DEP_FFMPEG_FFMPEG_7_0").is_ok_and(|value| value == "true") {
        println!("cargo:rustc-cfg=side_data_in_parameters");
    }
}
