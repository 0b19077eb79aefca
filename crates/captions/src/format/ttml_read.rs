//! Owns reading TTML: the text profile of IMSC 1 and what is near it (EBU-TT-D, DFXP). Goes
//! through the XML once, by local names. Refuses pictures and animation, and entities of the
//! file's own.

use super::ttml_style::{Properties, Styles, align, inherited, known, markup, region};
use super::ttml_text::Text;
use super::ttml_time::Rates;
use crate::document::{CueSettings, FileCue, Markup};
use crate::problem::{Parsed, ProblemKind};
use crate::text::{flat, nfc};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::collections::HashMap;
use timeline::Timestamp;

/// Elements inside each other.
const DEEPEST: usize = 64;
/// How long a cue is shown when nothing says it.
const LAST: Timestamp = Timestamp::from_millis(5000);

/// An element on the way.
struct Element {
    name: String,
    begin: Timestamp,
    end: Option<Timestamp>,
    /// Children follow each other; here the next one begins.
    next: Option<Timestamp>,
    style: Properties,
    region: Option<String>,
    preserve: bool,
    /// What is opened in the text by this element.
    opened: usize,
    /// A cue of its own.
    is_cue: bool,
}

struct Document {
    parsed: Parsed,
    rates: Rates,
    styles: Styles,
    /// Properties of regions, which their text inherits.
    regions: HashMap<String, Properties>,
    agents: HashMap<String, String>,
    agent: String,
    open: Vec<Element>,
    /// Cues on the way: a paragraph, and inside it spans with times of their own.
    cues: Vec<(FileCue, Text, usize)>,
    line: usize,
    /// Some span became a cue of its own.
    has_inner: bool,
}

/// Reads a file.
pub(super) fn read(text: &str) -> Parsed {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader::from_str(text);
    reader.config_mut().allow_dangling_amp = true;
    let mut document = Document {
        parsed: Parsed::default(),
        rates: Rates::new(|_| None, None),
        styles: Styles::default(),
        regions: HashMap::new(),
        agents: HashMap::new(),
        agent: String::new(),
        open: Vec::new(),
        cues: Vec::new(),
        line: 1,
        has_inner: false,
    };
    // Elements that are too deep are gone through and left out.
    let mut skipped = 0_usize;
    let mut counted = 0;
    loop {
        let event = reader.read_event();
        let now = usize::try_from(reader.buffer_position()).unwrap_or(text.len()).min(text.len());
        let bytes = text.as_bytes().get(counted..now).unwrap_or_default();
        let lines = bytes.iter().filter(|b| **b == b'\n').count();
        counted = counted.max(now);
        match event {
            Ok(Event::Start(_)) if skipped > 0 || document.open.len() >= DEEPEST => {
                if skipped == 0 {
                    document.parsed.problem(document.line, ProblemKind::Depth);
                }
                skipped += 1;
            }
            Ok(Event::End(_)) if skipped > 0 => skipped -= 1,
            Ok(Event::Start(tag)) => document.start(&tag),
            Ok(Event::Empty(tag)) if skipped == 0 => {
                document.start(&tag);
                document.end();
            }
            Ok(Event::End(_)) => document.end(),
            Ok(Event::Text(text)) if skipped == 0 => document.text(&text.xml10_content()),
            Ok(Event::CData(text)) if skipped == 0 => document.text(&text.xml10_content()),
            Ok(Event::GeneralRef(name)) if skipped == 0 => {
                let said = name.xml10_content();
                let known = name.resolve_char_ref().ok().flatten().map(String::from);
                let known = known.or_else(|| {
                    quick_xml::escape::resolve_predefined_entity(&said).map(ToOwned::to_owned)
                });
                if known.is_none() {
                    document.parsed.problem(document.line, ProblemKind::Unsupported);
                }
                document.text(&known.unwrap_or_else(|| format!("&{said};")));
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(_) => {
                document.parsed.problem(document.line, ProblemKind::Syntax);
                break;
            }
        }
        document.line += lines;
        if document.parsed.is_full() {
            break;
        }
    }
    let said = document.parsed.problems.last().is_some_and(|p| p.kind == ProblemKind::Syntax);
    if !document.open.is_empty() && !said {
        document.parsed.problem(document.line, ProblemKind::Syntax);
    }
    if document.has_inner {
        // Spans with times of their own end before their paragraph does.
        document.parsed.file.cues.sort_by_key(|cue| cue.start);
    }
    document.parsed
}

/// The attributes of a tag that mean something here.
#[derive(Default)]
struct Attributes {
    plain: HashMap<String, String>,
    properties: Properties,
}

/// More attributes than any element has.
const MOST_ATTRIBUTES: usize = 200;

impl Attributes {
    fn of(tag: &BytesStart) -> Self {
        let mut all = Self::default();
        for attribute in tag.attributes().with_checks(false).take(MOST_ATTRIBUTES).flatten() {
            let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0) else { continue };
            let value = value.trim().to_owned();
            let key: &str = attribute.key.as_ref();
            let (prefix, local) = key.split_once(':').unwrap_or(("", key));
            match (prefix, known(local)) {
                ("" | "xml" | "xmlns" | "ttp" | "ttm", _) | (_, None) => {
                    all.plain.insert(local.to_owned(), value);
                }
                (_, Some(name)) => {
                    all.properties.insert(name, value);
                }
            }
        }
        all
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.plain.get(name).map(String::as_str).filter(|v| !v.is_empty())
    }
}

impl Document {
    fn within(&self, name: &str) -> bool {
        self.open.iter().any(|e| e.name == name)
    }

    fn start(&mut self, tag: &BytesStart) {
        let name: String = tag.local_name().as_ref().into();
        let attributes = Attributes::of(tag);
        let parent = self.open.last();
        let base = parent.map_or(Timestamp::ZERO, |p| p.next.unwrap_or(p.begin));
        let limit = parent.and_then(|p| p.end);
        let time = |key| attributes.get(key).and_then(|t| self.rates.parse(t));
        let begin = base + time("begin").unwrap_or(Timestamp::ZERO);
        let ends = [time("end").map(|e| base + e), time("dur").map(|d| begin + d), limit];
        let end = ends.into_iter().flatten().min();
        let own = self.styles.specified(attributes.get("style"), attributes.properties.clone());
        let area = attributes.get("region").map(ToOwned::to_owned);
        let mut style = parent.map(|p| inherited(&p.style)).unwrap_or_default();
        if let Some(region) = area.as_ref().and_then(|r| self.regions.get(r)) {
            style.extend(inherited(region));
        }
        let before = style.clone();
        style.extend(own.clone());
        let space = attributes.get("space");
        let mut element = Element {
            begin,
            end,
            next: (attributes.get("timeContainer") == Some("seq")).then_some(begin),
            region: area.or_else(|| parent.and_then(|p| p.region.clone())),
            preserve: space.map_or(parent.is_some_and(|p| p.preserve), |s| s == "preserve"),
            opened: 0,
            is_cue: false,
            style,
            name,
        };
        let timed = ["begin", "end", "dur"].iter().any(|key| attributes.get(key).is_some());
        match element.name.as_str() {
            "tt" => self.root(&attributes),
            "style" if self.within("region") => self.region_style(&own),
            "style" => {
                if let Some(id) = attributes.get("id") {
                    self.styles.define(id.to_owned(), own);
                }
            }
            "region" => {
                let id = attributes.get("id").unwrap_or_default().to_owned();
                element.region = Some(id.clone());
                self.regions.insert(id, own);
            }
            "agent" => attributes.get("id").unwrap_or_default().clone_into(&mut self.agent),
            "p" => self.begin_cue(&mut element, &attributes, &Properties::new()),
            "span" if timed && !self.cues.is_empty() => {
                self.begin_cue(&mut element, &attributes, &Properties::new());
            }
            "span" => {
                let mut kinds = markup(&element.style, &before);
                kinds.extend(self.spoken(&attributes));
                self.open_all(&mut element, kinds);
            }
            "br" => {
                if let Some((_, text, _)) = self.cues.last_mut() {
                    text.line_break();
                }
            }
            "set" | "animate" | "image" | "audio" => {
                self.parsed.problem(self.line, ProblemKind::Unsupported);
            }
            _ => {}
        }
        self.open.push(element);
    }

    fn root(&mut self, attributes: &Attributes) {
        let number = |name: &str| attributes.get(name).and_then(|v| v.parse().ok());
        self.rates = Rates::new(number, attributes.get("frameRateMultiplier"));
        self.parsed.file.language = attributes.get("lang").map(ToOwned::to_owned);
    }

    fn region_style(&mut self, own: &Properties) {
        let id = self.open.iter().rev().find(|e| e.name == "region").and_then(|e| e.region.clone());
        if let Some(properties) = id.and_then(|id| self.regions.get_mut(&id)) {
            for (name, value) in own {
                properties.entry(name).or_insert_with(|| value.clone());
            }
        }
    }

    /// Voice and language that an element gives its text.
    fn spoken(&self, attributes: &Attributes) -> Vec<Markup> {
        let who = attributes.get("agent").and_then(|a| a.split_whitespace().next());
        let who = who.map(|id| self.agents.get(id).cloned().unwrap_or_else(|| id.to_owned()));
        let language = attributes.get("lang").map(|tag| Markup::Language(tag.to_owned()));
        who.map(Markup::Voice).into_iter().chain(language).collect()
    }

    fn begin_cue(&mut self, element: &mut Element, attributes: &Attributes, before: &Properties) {
        let end = element.end.unwrap_or_else(|| {
            self.parsed.problem(self.line, ProblemKind::NoEnd);
            element.begin + LAST
        });
        let mut cue = FileCue::new(element.begin, end);
        cue.id = attributes.get("id").map(ToOwned::to_owned);
        cue.settings = self.settings(element);
        self.cues.push((cue, Text::default(), self.line));
        element.is_cue = true;
        let mut kinds = self.spoken(attributes);
        kinds.extend(markup(&element.style, before));
        self.open_all(element, kinds);
    }

    fn open_all(&mut self, element: &mut Element, kinds: Vec<Markup>) {
        let Some((_, text, _)) = self.cues.last_mut() else { return };
        element.opened =
            kinds.into_iter().filter(|kind| text.tree.open(kind.clone(), vec![])).count();
    }

    fn settings(&self, element: &Element) -> CueSettings {
        let id = element.region.as_deref().unwrap_or_default();
        let key = super::ttml_write::anchor_of(id);
        let mut settings = key.map_or_else(CueSettings::default, CueSettings::anchored);
        if key.is_none() && self.regions.contains_key(id) {
            settings.region = Some(id.to_owned());
        }
        settings.align = align(&element.style);
        settings
    }

    fn text(&mut self, text: &str) {
        let Some(element) = self.open.last() else { return };
        match element.name.as_str() {
            "p" | "span" => {
                if let Some((_, into, _)) = self.cues.last_mut() {
                    into.letters(text, element.preserve);
                }
            }
            "title" if self.within("head") && self.parsed.file.title.is_none() => {
                let title = nfc(&flat(text));
                self.parsed.file.title = (!title.is_empty()).then_some(title);
            }
            "name" if self.within("agent") => {
                let name = nfc(&flat(text));
                self.agents.entry(self.agent.clone()).or_default().push_str(&name);
            }
            _ => {}
        }
    }

    fn end(&mut self) {
        let Some(element) = self.open.pop() else { return };
        if let Some(parent) = self.open.last_mut()
            && parent.next.is_some()
        {
            parent.next = Some(element.end.unwrap_or(element.begin));
        }
        if element.name == "region" {
            self.end_region(&element);
        }
        if let Some((_, text, _)) = self.cues.last_mut() {
            (0..element.opened).for_each(|_| text.tree.close());
        }
        if element.is_cue
            && let Some((mut cue, text, line)) = self.cues.pop()
        {
            if text.tree.too_deep {
                self.parsed.problem(line, ProblemKind::Depth);
            }
            let had_inner = text.had_inner;
            cue.text = text.finish();
            let empty = cue.plain().is_empty();
            if let Some((_, outer, _)) = self.cues.last_mut() {
                outer.had_inner = true;
                self.has_inner = true;
            }
            if empty && had_inner {
                return;
            }
            if cue.end <= cue.start {
                self.parsed.problem(line, ProblemKind::NoDuration);
            }
            if empty {
                self.parsed.problem(line, ProblemKind::NoText);
            }
            self.parsed.file.cues.push(cue);
        }
    }

    fn end_region(&mut self, element: &Element) {
        let id = element.region.as_deref().unwrap_or_default();
        let Some(properties) = self.regions.get(id) else { return };
        if id.is_empty() || super::ttml_write::anchor_of(id).is_some() {
            return;
        }
        let (region, dropped) = region(id, properties);
        if dropped {
            self.parsed.problem(self.line, ProblemKind::Unsupported);
        }
        self.parsed.file.regions.push(region);
    }
}
