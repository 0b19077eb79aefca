//! Reads tauri.conf.json and the permissions at build time.

fn main() {
    tauri_build::build();
}
