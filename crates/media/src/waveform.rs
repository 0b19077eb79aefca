//! Owns the picture of a clip's sound: the loudest moment of every 20 ms, written to a file while
//! the sound is read ([`waveform`]), and heights to draw from as much of it as is there
//! ([`heights`]). Memory stays the same for any length. Refuses to judge the sound.

use crate::{Error, SPEECH_RATE, speech_audio};
use job::Job;
use std::fs::File;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;
use timeline::Timestamp;

/// Time of one byte of a waveform file.
pub const PEAK: Timestamp = Timestamp::from_millis(20);
const PEAK_SAMPLES: usize = SPEECH_RATE as usize / 50;
/// Peaks that are written at once: five seconds of sound, far less than a moment of work.
const BATCH: usize = 250;

/// Writes one byte for each 20 ms of a clip's first sound to `output`, which grows meanwhile and
/// is complete when this returns. A byte is 255 times the square root of the largest sample, so
/// that soft sound can be drawn too.
///
/// # Errors
/// [`Error::NoAudio`], why the file cannot be read, or why `output` cannot be written.
pub fn waveform(path: &Path, output: &Path, job: &Job) -> Result<(), Error> {
    let unwritable = |source| Error::from_io(output.to_owned(), source);
    let mut file = File::create(output).map_err(unwritable)?;
    let (mut batch, mut highest, mut count) = (Vec::with_capacity(BATCH), 0.0_f32, 0);
    let mut broken = None;
    speech_audio(path, job, &mut |samples| {
        for sample in samples {
            highest = highest.max(sample.abs());
            count += 1;
            if count == PEAK_SAMPLES {
                batch.push(byte(highest));
                (highest, count) = (0.0, 0);
            }
        }
        if batch.len() >= BATCH {
            if let Err(source) = file.write_all(&batch) {
                broken = Some(source);
                return ControlFlow::Break(());
            }
            batch.clear();
        }
        ControlFlow::Continue(())
    })?;
    if let Some(source) = broken {
        return Err(unwritable(source));
    }
    batch.extend((count > 0).then(|| byte(highest)));
    file.write_all(&batch).map_err(unwritable)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 255")]
fn byte(highest: f32) -> u8 {
    (highest.clamp(0.0, 1.0).sqrt() * 255.0).round() as u8
}

/// Heights from 0 to 100 for `count` even slices of a clip of `duration`, from as many `peaks` as
/// there are; the loudest is 100. Slices that are not there yet are 0.
#[must_use]
pub fn heights(peaks: &[u8], duration: Timestamp, count: usize) -> Vec<u8> {
    let windows = (duration.micros().max(1) + PEAK.micros() - 1) / PEAK.micros();
    let whole = usize::try_from(windows);
    let whole = whole.unwrap_or(usize::MAX).max(peaks.len()) as u128;
    let edge = |index: usize| {
        usize::try_from(index as u128 * whole / count.max(1) as u128).unwrap_or(usize::MAX)
    };
    let loudest = peaks.iter().copied().max().unwrap_or(0).max(1);
    let height = |index: usize| {
        let (from, to) = (edge(index), edge(index + 1).max(edge(index) + 1).min(peaks.len()));
        let highest = peaks.get(from..to).and_then(|slice| slice.iter().max());
        let share = highest.map_or(0.0, |highest| f32::from(*highest) / f32::from(loudest));
        percent(share * share)
    };
    (0..count).map(height).collect()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
fn percent(share: f32) -> u8 {
    (share * 100.0).round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_are_even_over_the_whole_clip_also_while_it_is_read() {
        let mut peaks = vec![0_u8; 100];
        peaks[30] = 255;
        peaks[60] = 128;
        let two_seconds = Timestamp::from_millis(2000);
        let drawn = heights(&peaks, two_seconds, 10);
        assert_eq!((drawn[3], drawn[6]), (100, 25));
        assert_eq!(drawn.iter().filter(|h| **h > 0).count(), 2);
        let half = heights(&peaks[..50], two_seconds, 10);
        assert_eq!((half[3], half[6], half.len()), (100, 0, 10));
    }

    #[test]
    fn any_number_of_slices_of_anything_can_be_drawn() {
        for (peaks, ms, count) in [(0, 0, 5), (10, 0, 5), (3, 60, 1000), (100, 2000, 0)] {
            let drawn = heights(&vec![9; peaks], Timestamp::from_millis(ms), count);
            assert_eq!(drawn.len(), count);
        }
        assert_eq!(heights(&[7; 100], Timestamp::from_millis(2000), 1000), [100; 1000]);
    }
}
