//! Owns knowing the one model that understands no people. Refuses to judge any other model.

use sha2::{Digest, Sha256};

const LENGTH: usize = 7_293_765;
const SHA256: [u8; 32] = [
    0x9b, 0xa3, 0x9e, 0xb6, 0x83, 0xe6, 0xb3, 0x59, 0x96, 0x35, 0x19, 0x00, 0x88, 0xff, 0x53, 0x8b,
    0x4e, 0x4f, 0x46, 0x28, 0xd9, 0x44, 0xb5, 0xbd, 0xaf, 0x1f, 0x6a, 0x1c, 0x66, 0xca, 0xfe, 0x90,
];

/// True for the bytes of `models/test/ggml-espeak-vi-test.bin`: it understands only the espeak-ng
/// voice and must never be offered as a caption model for people.
#[must_use]
pub fn is_test_model(bytes: &[u8]) -> bool {
    bytes.len() == LENGTH && Sha256::digest(bytes).as_slice() == SHA256
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_model_is_the_labelled_one() {
        let path =
            concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/test/ggml-espeak-vi-test.bin");
        let mut bytes = std::fs::read(path).unwrap();
        assert!(is_test_model(&bytes));
        bytes[100] ^= 1;
        assert!(!is_test_model(&bytes));
    }
}
