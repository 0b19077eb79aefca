//! Owns what a voice sounds like from moment to moment, apart from how loud and how high it is:
//! cepstra every 20 ms. Refuses to know words.

use crate::SAMPLE_RATE;
use crate::sample_time::sample_at;
use crate::spectrum::Spectrum;
use timeline::TimeRange;

/// Samples from one frame to the next, 20 ms.
const HOP: usize = SAMPLE_RATE as usize / 50;
/// Samples that a frame looks at, 32 ms.
const LOOK: usize = 512;
pub(crate) const BANDS: usize = 24;
/// Numbers that describe a frame.
pub(crate) const SIZE: usize = 12;

/// One frame; over a whole recording each number has mean 0 and spread 1.
pub(crate) type Frame = [f32; SIZE];

/// Frames of each range, in order.
pub(crate) fn cepstra(samples: &[f32], ranges: &[TimeRange]) -> Vec<Vec<Frame>> {
    let mut spectrum = Spectrum::new(LOOK);
    let edges = edges();
    let mut all: Vec<Vec<Frame>> =
        ranges.iter().map(|r| frames(samples, *r, &mut spectrum, &edges)).collect();
    even_out(&mut all);
    all
}

fn frames(
    samples: &[f32],
    range: TimeRange,
    spectrum: &mut Spectrum,
    edges: &[usize],
) -> Vec<Frame> {
    let (from, to) = (sample_at(range.start()), sample_at(range.end()).min(samples.len()));
    let look = |i: usize| {
        let power = spectrum.power(&samples[i..(i + LOOK).min(samples.len())]);
        cepstrum(&bands(&power, edges))
    };
    (from.min(to)..to).step_by(HOP).map(look).collect()
}

/// Frames of each range as they are, with their levels in dB.
pub(crate) fn heard(samples: &[f32], ranges: &[TimeRange]) -> Vec<Vec<(Frame, f32)>> {
    let mut spectrum = Spectrum::new(LOOK);
    let edges = edges();
    let look = |i: usize, spectrum: &mut Spectrum| {
        let bands = bands(&spectrum.power(&samples[i..(i + LOOK).min(samples.len())]), &edges);
        let power: f32 = bands.iter().map(|b| b.exp()).sum();
        (cepstrum(&bands), 10.0 * power.log10())
    };
    ranges
        .iter()
        .map(|r| {
            let (from, to) = (sample_at(r.start()), sample_at(r.end()).min(samples.len()));
            (from.min(to)..to).step_by(HOP).map(|i| look(i, &mut spectrum)).collect()
        })
        .collect()
}

/// The middle of each band in Hz.
pub(crate) fn centres() -> [f32; BANDS] {
    let edges = edges();
    let mut centres = [0.0; BANDS];
    for (b, centre) in centres.iter_mut().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "bins below 257")]
        let bin = edges[b + 1] as f32;
        *centre = bin * SAMPLE_RATE as f32 / LOOK as f32;
    }
    centres
}

/// Bins where bands begin, meet and end: even in pitch as it is heard, 100 Hz to 7 kHz.
fn edges() -> Vec<usize> {
    let mel = |hz: f32| 1127.0 * (1.0 + hz / 700.0).ln();
    let (low, high) = (mel(100.0), mel(7000.0));
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "bins between 3 and 224"
    )]
    let edge = |i: usize| {
        let hz =
            700.0 * (((low + (high - low) * i as f32 / (BANDS + 1) as f32) / 1127.0).exp() - 1.0);
        (hz * LOOK as f32 / SAMPLE_RATE as f32).round() as usize
    };
    (0..BANDS + 2).map(edge).collect()
}

fn bands(power: &[f32], edges: &[usize]) -> [f32; BANDS] {
    let mut bands = [0.0; BANDS];
    for (b, band) in bands.iter_mut().enumerate() {
        let (low, mid, high) = (edges[b], edges[b + 1], edges[b + 2].max(edges[b + 1] + 1));
        let mut sum = 0.0;
        for (bin, p) in power.iter().enumerate().take(high).skip(low) {
            #[expect(clippy::cast_precision_loss, reason = "bins below 257")]
            let weight = if bin < mid {
                (bin - low) as f32 / (mid - low).max(1) as f32
            } else {
                (high - bin) as f32 / (high - mid) as f32
            };
            sum += weight * p;
        }
        *band = (sum + 1e-7).ln();
    }
    bands
}

pub(crate) fn cepstrum(bands: &[f32; BANDS]) -> Frame {
    let mut frame = [0.0; SIZE];
    for (k, value) in frame.iter_mut().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "numbers below 24")]
        let turn = |b: usize| {
            (std::f32::consts::PI * (k + 1) as f32 * (b as f32 + 0.5) / BANDS as f32).cos()
        };
        *value = bands.iter().enumerate().map(|(b, v)| v * turn(b)).sum();
    }
    frame
}

/// Mean 0 and spread 1 over the recording: what the room and the microphone add goes.
fn even_out(all: &mut [Vec<Frame>]) {
    let count = all.iter().map(Vec::len).sum::<usize>().max(1);
    #[expect(clippy::cast_precision_loss, reason = "at most a few million frames")]
    let count = count as f32;
    for k in 0..SIZE {
        let mean = all.iter().flatten().map(|f| f[k]).sum::<f32>() / count;
        let spread = all.iter().flatten().map(|f| (f[k] - mean).powi(2)).sum::<f32>() / count;
        let spread = spread.sqrt().max(1e-3);
        for frame in all.iter_mut().flatten() {
            frame[k] = (frame[k] - mean) / spread;
        }
    }
}
