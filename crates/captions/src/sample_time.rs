//! Owns the way between a time and a number of samples. Refuses other rates than the crate's.

use crate::SAMPLE_RATE;
use timeline::Timestamp;

/// When sample number `samples` is heard.
pub(crate) fn time_of(samples: usize) -> Timestamp {
    let samples = i64::try_from(samples).unwrap_or(i64::MAX);
    Timestamp::from_micros(samples.saturating_mul(1_000_000) / i64::from(SAMPLE_RATE))
}

/// The sample that is heard at a time; 0 before the beginning.
pub(crate) fn sample_at(at: Timestamp) -> usize {
    usize::try_from(at.micros().saturating_mul(i64::from(SAMPLE_RATE)) / 1_000_000).unwrap_or(0)
}
