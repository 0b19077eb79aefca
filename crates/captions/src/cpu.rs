//! Owns knowing whether this computer's processor can run the recogniser at all: it was built for
//! certain features, and a processor without them would end the program in the middle of a word.

use crate::whisper;

/// Features that the recogniser uses and this processor lacks, as processors call them. Asked in a
/// child process, for the recogniser itself may not survive the question.
#[must_use]
pub fn missing_features() -> Vec<&'static str> {
    whisper::built_for().into_iter().filter(|name| !present(name)).collect()
}

/// Names that are no features of processors are passed over.
#[cfg(target_arch = "x86_64")]
fn present(name: &str) -> bool {
    match name {
        "SSE3" => is_x86_feature_detected!("sse3"),
        "SSSE3" => is_x86_feature_detected!("ssse3"),
        "AVX" => is_x86_feature_detected!("avx"),
        "AVX2" => is_x86_feature_detected!("avx2"),
        "F16C" => is_x86_feature_detected!("f16c"),
        "FMA" => is_x86_feature_detected!("fma"),
        "BMI2" => is_x86_feature_detected!("bmi2"),
        "AVX512" => is_x86_feature_detected!("avx512f"),
        "AVX512_VBMI" => is_x86_feature_detected!("avx512vbmi"),
        "AVX512_VNNI" => is_x86_feature_detected!("avx512vnni"),
        "AVX512_BF16" => is_x86_feature_detected!("avx512bf16"),
        _ => true,
    }
}

/// Other processors that we build for have all that is used.
#[cfg(not(target_arch = "x86_64"))]
fn present(_: &str) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_it_was_built_for_is_told() {
        let built = whisper::built_for();
        if cfg!(target_arch = "x86_64") {
            assert!(built.contains(&"SSE3"), "{built:?}");
        }
        // It was built on the computer that runs this test, or for older ones.
        assert_eq!(missing_features(), Vec::<&str>::new());
    }
}
