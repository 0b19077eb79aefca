//! Owns a line of FFmpeg filters between a source and a sink: pictures or sound go in one after
//! the other and come out changed. It may fork once, for a picture over a changed copy of itself. Refuses FFmpeg's graph language, so that no file
//! name is ever parsed as one.

use crate::Error;
use ffmpeg_next::{Frame, filter, frame};
use std::path::Path;

/// One filter and its options.
pub(crate) struct Link {
    name: &'static str,
    options: String,
}

/// A piece of the line.
pub(crate) enum Part {
    Link(Link),
    /// The picture at `place` over a copy of itself that went through `behind`.
    Over {
        behind: Vec<Link>,
        place: (u32, u32),
    },
}

impl From<Link> for Part {
    fn from(link: Link) -> Self {
        Self::Link(link)
    }
}

/// A filter of the line.
pub(crate) fn link(name: &'static str, options: impl Into<String>) -> Link {
    Link { name, options: options.into() }
}

/// A value that may hold anything, written so that FFmpeg's option parser gives it back as it is.
pub(crate) fn literal(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len() * 2);
    for c in value.chars() {
        if c.is_ascii() && !c.is_ascii_alphanumeric() {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// Whoever cannot get this much has run out of memory.
const SPARE_MEMORY: usize = 64 << 20;

/// Why a line could not be built.
pub(crate) enum Failure {
    /// FFmpeg was built without this filter.
    NoFilter(&'static str),
    Engine(ffmpeg_next::Error),
}

impl Failure {
    pub(crate) fn reading(path: &Path) -> impl FnOnce(Self) -> Error {
        let path = path.to_owned();
        move |failure| match failure {
            Self::NoFilter(what) => Error::Missing { what },
            Self::Engine(source) => {
                // Filters that get no memory call their own settings wrong.
                let full = Vec::<u8>::new().try_reserve_exact(SPARE_MEMORY).is_err();
                let none = ffmpeg_next::Error::Other { errno: ffmpeg_next::error::ENOMEM };
                let source = if full { none } else { source };
                Error::Engine { path, step: "setting up the filters", source }
            }
        }
    }
}

/// The line, ready for frames.
pub(crate) struct Chain {
    graph: filter::Graph,
    /// Seconds of sound that went in and have not come out.
    pending: f64,
}

impl Chain {
    /// A line for pictures that `input` describes.
    pub(crate) fn picture(input: &str, parts: Vec<Part>) -> Result<Self, Failure> {
        Self::build(("buffer", input), parts, "buffersink")
    }

    /// A line for sound that `input` describes.
    pub(crate) fn sound(input: &str, links: Vec<Link>) -> Result<Self, Failure> {
        let parts = links.into_iter().map(Part::Link).collect();
        Self::build(("abuffer", input), parts, "abuffersink")
    }

    fn build(
        input: (&'static str, &str),
        parts: Vec<Part>,
        sink: &'static str,
    ) -> Result<Self, Failure> {
        let mut graph = filter::Graph::new();
        let mut count = 0;
        let mut add = |name: &'static str, options: &str| {
            let filter = filter::find(name).ok_or(Failure::NoFilter(name))?;
            let label = match name {
                "buffer" | "abuffer" => "in".to_owned(),
                "buffersink" | "abuffersink" => "out".to_owned(),
                _ => format!("f{count}"),
            };
            count += 1;
            graph.add(&filter, &label, options).map_err(Failure::Engine)
        };
        let mut last = add(input.0, input.1)?;
        for part in parts {
            match part {
                Part::Link(link) => {
                    let mut next = add(link.name, &link.options)?;
                    last.link(0, &mut next, 0);
                    last = next;
                }
                Part::Over { behind, place: (x, y) } => {
                    let mut fork = add("split", "outputs=2")?;
                    last.link(0, &mut fork, 0);
                    let mut over = add("overlay", &format!("x={x}:y={y}"))?;
                    fork.link(1, &mut over, 1);
                    let mut copy = fork;
                    for link in behind {
                        let mut next = add(link.name, &link.options)?;
                        copy.link(0, &mut next, 0);
                        copy = next;
                    }
                    copy.link(0, &mut over, 0);
                    last = over;
                }
            }
        }
        last.link(0, &mut add(sink, "")?, 0);
        graph.validate().map_err(Failure::Engine)?;
        Ok(Self { graph, pending: 0.0 })
    }

    pub(crate) fn push(&mut self, frame: &Frame) -> Result<(), ffmpeg_next::Error> {
        self.graph.get("in").ok_or(ffmpeg_next::Error::Bug)?.source().add(frame)
    }

    pub(crate) fn push_sound(
        &mut self,
        frame: &frame::Audio,
        rate: u32,
    ) -> Result<(), ffmpeg_next::Error> {
        self.pending += seconds(frame.samples(), rate);
        self.push(frame)
    }

    /// Nothing more goes in.
    pub(crate) fn end(&mut self) -> Result<(), ffmpeg_next::Error> {
        self.graph.get("in").ok_or(ffmpeg_next::Error::Bug)?.source().flush()
    }

    /// Takes one frame out; false when there is none now.
    pub(crate) fn pull(&mut self, frame: &mut Frame) -> bool {
        self.graph.get("out").is_some_and(|mut out| out.sink().frame(frame).is_ok())
    }

    pub(crate) fn pull_sound(&mut self, frame: &mut frame::Audio) -> bool {
        let came = self.pull(frame);
        if came {
            self.pending -= seconds(frame.samples(), frame.rate());
        }
        came
    }

    /// Samples at `rate` that went in and have not come out.
    #[expect(clippy::cast_possible_truncation, reason = "a fraction of a second of samples")]
    pub(crate) fn pending(&self, rate: u32) -> i64 {
        (self.pending * f64::from(rate)).round() as i64
    }
}

#[expect(clippy::cast_precision_loss, reason = "samples of one frame")]
fn seconds(samples: usize, rate: u32) -> f64 {
    samples as f64 / f64::from(rate.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_hides_every_sign_of_the_option_language() {
        assert_eq!(literal("C:\\Tệp của tôi'"), "C\\:\\\\Tệp\\ của\\ tôi\\'");
    }
}
