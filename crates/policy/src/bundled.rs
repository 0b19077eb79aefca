//! Owns the rule files that the program carries, so that a check needs no folder and no network.
//! Refuses to read a disk; `build.rs` found the files while the program was built.

/// (place below the repository, text)
pub(crate) const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/rule_files.rs"));
