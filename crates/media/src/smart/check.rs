//! Owns looking at a smart cut again before it gets its name: every frame at its time, the sound
//! as long as it should be, every newly coded frame and what follows it decodable and showing
//! what it should. Refuses to mend anything.

use super::Order;
use super::sketch::Sketch;
use crate::source::Source;
use crate::{Error, ffmpeg};
use ffmpeg_next::{Packet, Rescale, frame};
use job::{Job, Stage};
use std::collections::BTreeMap;
use timeline::Timestamp;

/// Stored frames decoded after a newly coded one: enough to show the first copied ones.
const AFTER: usize = 6;
/// A frame of AAC and a little: how far the sound's length may be off.
const SOUND_SLACK: Timestamp = Timestamp::from_millis(25);

/// Compares the written file with the order; `sketches` are of the newly coded frames.
pub(super) fn check(
    order: &Order,
    sketches: &BTreeMap<usize, Sketch>,
    job: &Job,
) -> Result<(), Error> {
    job.progress(Stage::Verify, 0.0);
    let wrong = |what: String| Error::Mismatch { path: order.output.clone(), what };
    let mut source = Source::open(&order.output)?;
    let stream = source.video().ok_or_else(|| wrong("it has no picture".to_owned()))?;
    let (picture, base) = (stream.index(), stream.time_base());
    let sound = source.audio().map(|s| (s.index(), s.time_base()));
    if sound.is_some() != order.map.info.audio.is_some() {
        return Err(wrong("it should have sound, or none".to_owned()));
    }
    let mut seams = Seams::new(order, sketches);
    let (mut place, mut stored, mut heard) = (0, i64::MIN, Timestamp::ZERO);
    let mut shown = Vec::with_capacity(order.frames());
    while let Some(packet) = source.next_packet() {
        if sound.is_some_and(|(index, _)| index == packet.stream()) {
            let base = sound.map_or(base, |(_, base)| base);
            let end = packet.pts().unwrap_or(0) + packet.duration();
            heard = heard.max(source.time(end, base));
        }
        if packet.stream() != picture {
            continue;
        }
        let (Some(dts), Some(pts)) = (packet.dts(), packet.pts()) else {
            return Err(wrong(format!("stored frame {place} has no time")));
        };
        if dts <= stored || dts > pts {
            return Err(wrong(format!("stored frame {place} is out of order")));
        }
        stored = dts;
        shown.push(pts.rescale(base, order.clock.base()));
        seams.packet(&source, &packet, place)?;
        place += 1;
        #[expect(clippy::cast_precision_loss, reason = "a fraction for a bar")]
        job.progress(Stage::Verify, place as f64 / order.frames().max(1) as f64);
    }
    seams.finish()?;
    shown.sort_unstable();
    if let Some(index) = (0..order.frames()).find(|i| shown.get(*i) != order.ticks.get(*i)) {
        return Err(wrong(format!("frame {index} is not at its time")));
    }
    if shown.len() != order.frames() {
        return Err(wrong(format!("{} frames instead of {}", shown.len(), order.frames())));
    }
    let total = order.total();
    if sound.is_some() && (heard - total).micros().abs() > SOUND_SLACK.micros() {
        return Err(wrong(format!("its sound lasts {heard} instead of {total}")));
    }
    job.progress(Stage::Verify, 1.0);
    Ok(())
}

/// Decodes the newly coded frames, the keyframe before them and the first frames after them.
struct Seams<'a> {
    order: &'a Order<'a>,
    sketches: &'a BTreeMap<usize, Sketch>,
    /// Number of the newest frame that was coded anew among the packets so far.
    last_coded: Option<usize>,
    /// The latest copied keyframe, for the decoder to change over from.
    keyframe: Option<Packet>,
    run: Option<Run>,
}

/// One stretch that is being decoded.
struct Run {
    decoder: ffmpeg_next::decoder::Video,
    /// Times in the stream's unit at which a frame must come out.
    expected: Vec<i64>,
    got: Vec<(i64, Option<Sketch>)>,
    /// Of the newly coded frames: time and picture.
    known: BTreeMap<i64, Sketch>,
}

impl<'a> Seams<'a> {
    fn new(order: &'a Order<'a>, sketches: &'a BTreeMap<usize, Sketch>) -> Self {
        Self { order, sketches, last_coded: None, keyframe: None, run: None }
    }

    /// Takes the packet stored at `place`. Newly coded frames are stored in the order they are
    /// shown, so for them the place is the frame's number.
    fn packet(&mut self, source: &Source, packet: &Packet, place: usize) -> Result<(), Error> {
        let coded = self.sketches.get(&place);
        if coded.is_some() {
            self.last_coded = Some(place);
            if self.run.is_none() {
                self.run = Some(self.begin(source)?);
            }
        }
        if packet.is_key() && coded.is_none() {
            self.keyframe = Some(packet.clone());
        }
        let near = self.last_coded.is_some_and(|last| place <= last + AFTER);
        match &mut self.run {
            Some(run) if near => run.feed(packet, coded.copied()),
            Some(_) => return self.finish(),
            None => return Ok(()),
        }
        .map_err(Error::engine(&self.order.output, "decoding across a seam"))
    }

    fn begin(&mut self, source: &Source) -> Result<Run, Error> {
        let gone = || Error::NoVideo { path: self.order.output.clone() };
        let stream = source.video().ok_or_else(gone)?;
        let decoder = source.video_decoder(&stream)?;
        let mut run =
            Run { decoder, expected: Vec::new(), got: Vec::new(), known: BTreeMap::new() };
        if let Some(keyframe) = self.keyframe.take() {
            run.feed(&keyframe, None)
                .map_err(Error::engine(&self.order.output, "decoding before a seam"))?;
        }
        Ok(run)
    }

    /// Ends the stretch and compares.
    fn finish(&mut self) -> Result<(), Error> {
        let Some(mut run) = self.run.take() else { return Ok(()) };
        let wrong =
            |what: &str| Error::Mismatch { path: self.order.output.clone(), what: what.to_owned() };
        let failed = Error::engine(&self.order.output, "decoding across a seam");
        run.decoder.send_eof().map_err(failed)?;
        run.drain();
        run.expected.sort_unstable();
        let times: Vec<i64> = run.got.iter().map(|(at, _)| *at).collect();
        if times != run.expected {
            return Err(wrong("a frame at a seam is missing, doubled or out of order"));
        }
        for (at, sketch) in &run.got {
            let Some(sketch) = sketch else { return Err(wrong("a frame at a seam is damaged")) };
            if run.known.get(at).is_some_and(|known| !known.resembles(sketch)) {
                return Err(wrong("a frame at a seam shows something else"));
            }
        }
        Ok(())
    }
}

impl Run {
    fn feed(&mut self, packet: &Packet, known: Option<Sketch>) -> Result<(), ffmpeg_next::Error> {
        let at = packet.pts().unwrap_or(0);
        self.expected.push(at);
        if let Some(known) = known {
            self.known.insert(at, known);
        }
        self.decoder.send_packet(packet)?;
        self.drain();
        Ok(())
    }

    fn drain(&mut self) {
        let mut frame = frame::Video::empty();
        while self.decoder.receive_frame(&mut frame).is_ok() {
            let at = frame.timestamp().unwrap_or(i64::MIN);
            let sketch = (!ffmpeg::is_doubtful(&frame)).then(|| Sketch::of(&frame));
            self.got.push((at, sketch));
        }
    }
}
