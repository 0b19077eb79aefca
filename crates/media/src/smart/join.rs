//! Owns writing the smart cut: copied and newly coded packets one after the other with even
//! times, the sound beside them. Seams are coded on all cores ahead of the writer; memory stays
//! bounded. Refuses to judge the result: [`check`](super::check) does.

use super::plan::{Part, Span};
use super::reader::Reader;
use super::recode::{Fragment, Look, Recoder};
use super::sketch::Sketch;
use super::sound::{SOUND_EFFORT, SoundPacket, broken_off, play};
use super::{Order, check};
use crate::encode::SoundEncoder;
use crate::nal::Layout;
use crate::parameter_sets::ParameterSets;
use crate::writer::Writer;
use crate::{Error, ffmpeg};
use ffmpeg_next::{Packet, Rescale};
use job::{Job, Stage};
use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use timeline::Preview;

/// Sound packets that may wait for the picture: about a minute and a half.
const SOUND_AHEAD: usize = 4096;

/// What became of a smart cut.
pub(crate) enum Joined {
    /// It was written and is what was asked for.
    Done,
    /// It cannot be made like this, for this reason; nothing was written.
    Cannot(&'static str),
}

/// Writes the file and looks at it again.
pub(crate) fn join(order: &Order, job: &Job) -> Result<Joined, Error> {
    let reader = Reader::open(&order.source, order.picture)?;
    let Some(stream) = reader.source.video() else { return Ok(Joined::Cannot("no picture")) };
    let Some(layout) = Layout::h264(&ffmpeg::extradata(&stream)) else {
        return Ok(Joined::Cannot("no configuration"));
    };
    let own = &layout.parameter_sets;
    let look = match order.plan.encoded {
        0 => None,
        _ => match Look::of(&reader, own)? {
            Some(look) => Some(look),
            None => return Ok(Joined::Cannot("a profile that the encoder does not make")),
        },
    };
    let sets = look.as_ref().map(|look| look.parameter_sets(order)).transpose()?;
    let sets = sets.unwrap_or_default();
    let Some(extradata) = own.avcc(&sets) else { return Ok(Joined::Cannot("no parameters")) };

    let mut writer = Writer::create(&order.output)?;
    let picture = writer.add_copy(&stream, &extradata, order.clock.base())?;
    let sound = match order.map.info.audio {
        Some(_) => Some(SoundEncoder::new(&mut writer, SOUND_EFFORT)?.stream()),
        None => None,
    };
    let chapters = Preview::new(&order.cuts).map_chapters(&order.map.info.chapters);
    writer.name_chapters(&chapters)?;
    writer.start(order.index(chapters.len()))?;
    let shown = order.picture.shown();
    let coding = look.map(|look| Coding { order, look, sets, shown: &shown });
    let sketches = thread::scope(|scope| {
        let (fragments, heard) = (
            coding.as_ref().map(|c| c.start(scope)),
            sound.map(|stream| {
                let (sender, receiver) = sync_channel(SOUND_AHEAD);
                (scope.spawn(move || play(order, stream, sender)), receiver)
            }),
        );
        let (player, heard) = heard.map_or((None, None), |(p, h)| (Some(p), Some(h)));
        let mut mixer = Mixer { order, layout: &layout, writer, picture, heard, waiting: None };
        let sketches = mixer.picture(reader, &shown, &fragments.unwrap_or_default(), job)?;
        mixer.rest_of_the_sound()?;
        if let Some(player) = player {
            player.join().map_err(|_| broken_off(order))??;
        }
        mixer.writer.finish()?;
        Ok(sketches)
    })?;
    job.progress(Stage::Encode, 1.0);
    check::check(order, &sketches, job)?;
    Ok(Joined::Done)
}

/// What every thread that codes seams works from.
struct Coding<'a> {
    order: &'a Order<'a>,
    look: Look,
    sets: ParameterSets,
    shown: &'a [usize],
}

/// The coded spans in order, from several threads in turn.
type Fragments = Vec<Receiver<Result<Fragment, Error>>>;

impl<'a> Coding<'a> {
    /// One thread a core, or one for each span when there are fewer.
    fn start<'s>(&'a self, scope: &'s thread::Scope<'s, '_>) -> Fragments
    where
        'a: 's,
    {
        let mut spans: Vec<(&'a [Part], usize)> = Vec::new();
        let mut first = 0;
        for span in &self.order.plan.spans {
            if let Span::Encode(parts) = span {
                spans.push((parts, first));
            }
            first += span.len();
        }
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let workers = cores.min(spans.len()).max(1);
        let mut receivers = Vec::new();
        for worker in 0..workers {
            // Handed over from hand to hand: each thread holds one span at most.
            let (sender, receiver) = sync_channel(0);
            receivers.push(receiver);
            let mine: Vec<_> = spans.iter().copied().skip(worker).step_by(workers).collect();
            scope.spawn(move || self.work(&mine, cores / workers, &sender));
        }
        receivers
    }

    /// Ends early when nobody listens any more.
    fn work(
        &self,
        spans: &[(&[Part], usize)],
        threads: usize,
        sender: &SyncSender<Result<Fragment, Error>>,
    ) {
        let (look, sets) = (self.look.clone(), self.sets.clone());
        let recoder = Recoder::new(self.order, look, sets, self.shown, threads.max(1));
        let mut recoder = match recoder {
            Ok(recoder) => recoder,
            Err(error) => return drop(sender.send(Err(error))),
        };
        for (parts, first) in spans {
            let fragment = recoder.fragment(parts, *first);
            let failed = fragment.is_err();
            if sender.send(fragment).is_err() || failed {
                return;
            }
        }
    }
}

/// Puts picture and sound into the file, in step.
struct Mixer<'a> {
    order: &'a Order<'a>,
    layout: &'a Layout,
    writer: Writer,
    picture: usize,
    heard: Option<Receiver<SoundPacket>>,
    waiting: Option<SoundPacket>,
}

impl Mixer<'_> {
    /// Writes the whole picture; returns what each newly coded frame should look like, by its
    /// number in the finished picture.
    fn picture(
        &mut self,
        mut reader: Reader,
        shown: &[usize],
        fragments: &Fragments,
        job: &Job,
    ) -> Result<BTreeMap<usize, Sketch>, Error> {
        let mut frame_of = vec![usize::MAX; self.order.picture.times.len()];
        shown.iter().enumerate().for_each(|(frame, packet)| frame_of[*packet] = frame);
        let delay = self.delay(&frame_of);
        let mut sketches = BTreeMap::new();
        let mut coded = 0;
        let mut first = 0;
        for span in &self.order.plan.spans {
            match span {
                Span::Copy { packets, frames } => {
                    reader.go_to(packets.start)?;
                    for (place, number) in packets.clone().enumerate() {
                        let packet = self.copied(reader.packet()?)?;
                        let frame = first + (frame_of[number] - frames.start);
                        self.put(packet, (first + place, frame), delay)?;
                        self.tell(job, first + place);
                    }
                }
                Span::Encode(_) => {
                    let lost = || self.wrong("a thread ended without its work");
                    let from = fragments.get(coded % fragments.len().max(1)).ok_or_else(lost)?;
                    let fragment = from.recv().map_err(|_| lost())??;
                    coded += 1;
                    for (place, packet) in fragment.packets.into_iter().enumerate() {
                        self.put(packet, (first + place, first + place), delay)?;
                        self.tell(job, first + place);
                    }
                    let numbered = fragment.sketches.into_iter().enumerate();
                    sketches.extend(numbered.map(|(place, sketch)| (first + place, sketch)));
                }
            }
            first += span.len();
        }
        Ok(sketches)
    }

    /// How much earlier than shown a frame must be stored, so that all come in time, in ticks.
    fn delay(&self, frame_of: &[usize]) -> i64 {
        let ticks = &self.order.ticks;
        let (mut first, mut delay) = (0, 0);
        for span in &self.order.plan.spans {
            if let Span::Copy { packets, frames } = span {
                for (place, number) in packets.clone().enumerate() {
                    let frame = first + (frame_of[number] - frames.start);
                    delay = delay.max(ticks[first + place] - ticks[frame]);
                }
            }
            first += span.len();
        }
        delay
    }

    fn copied(&self, packet: Packet) -> Result<Packet, Error> {
        let data = packet.data().unwrap_or_default();
        if self.layout.is_plain(data) {
            return Ok(packet);
        }
        let damaged = || self.wrong("a packet is damaged");
        let mut plain = Packet::copy(&self.layout.plain(data).ok_or_else(damaged)?);
        plain.set_flags(packet.flags());
        Ok(plain)
    }

    /// Writes one packet at its place among the stored and among the shown frames.
    fn put(
        &mut self,
        mut packet: Packet,
        (place, frame): (usize, usize),
        delay: i64,
    ) -> Result<(), Error> {
        let ticks = &self.order.ticks;
        let (stored, shown) = (ticks[place] - delay, ticks[frame]);
        packet.set_dts(Some(stored));
        packet.set_pts(Some(shown));
        packet.set_duration(ticks[frame + 1] - shown);
        self.sound_until(Some(stored))?;
        self.writer.write(self.picture, &mut packet, self.order.clock.base())
    }

    /// Writes the sound up to a tick of the picture, or all of it.
    fn sound_until(&mut self, tick: Option<i64>) -> Result<(), Error> {
        let Some(heard) = &self.heard else { return Ok(()) };
        loop {
            let Some((stream, mut packet, base)) =
                self.waiting.take().or_else(|| heard.recv().ok())
            else {
                return Ok(());
            };
            let at = packet.dts().unwrap_or(0).rescale(base, self.order.clock.base());
            if tick.is_some_and(|tick| at > tick) {
                self.waiting = Some((stream, packet, base));
                return Ok(());
            }
            self.writer.write(stream, &mut packet, base)?;
        }
    }

    fn rest_of_the_sound(&mut self) -> Result<(), Error> {
        self.sound_until(None)
    }

    #[expect(clippy::cast_precision_loss, reason = "a fraction for a bar")]
    fn tell(&self, job: &Job, done: usize) {
        job.progress(Stage::Encode, done as f64 / self.order.frames().max(1) as f64);
    }

    fn wrong(&self, what: &str) -> Error {
        Error::Mismatch { path: self.order.output.clone(), what: what.to_owned() }
    }
}
