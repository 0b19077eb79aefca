//! Owns what each format can hold, in one table, and finds what of a document it cannot. Refuses
//! to write.

use super::{Format, is_control, shows};
use crate::document::{BlockKind, CaptionFile, FileCue, Look, Piece, RubyPart, Run, runs, speaker};
use crate::loss::{Loss, Lost};
use std::collections::{BTreeSet, HashSet};
use timeline::Timestamp;

use Format::{Ass, Json, Lrc, Sbv, Srt, TimedTxt, Ttml, Txt, Vtt};

/// Formats that hold a feature whatever its value. Features whose value matters are looked at
/// below.
fn holders(loss: Loss) -> &'static [Format] {
    match loss {
        Loss::Times => &[Srt, Vtt, Ass, Ttml, Sbv, Lrc, Json, TimedTxt],
        Loss::LineBreaks => &[Srt, Vtt, Ass, Ttml, Sbv, Json],
        Loss::BlankLines => &[Ass, Ttml, Json],
        Loss::Emphasis | Loss::Colour => &[Srt, Vtt, Ass, Ttml],
        Loss::Strike => &[Srt, Ass, Ttml],
        Loss::Background | Loss::WordLanguage => &[Vtt, Ttml],
        Loss::Classes | Loss::Ruby | Loss::Notes => &[Vtt],
        Loss::WordTimes => &[Vtt, Ass, Lrc, Json],
        Loss::WordDetails => &[Json],
        Loss::Regions => &[Vtt, Ttml],
        Loss::Title => &[Vtt, Ass, Ttml, Lrc],
        Loss::Language => &[Vtt, Ttml, Lrc, Json],
        Loss::EventFields | Loss::HiddenCues | Loss::Effects => &[Ass],
        Loss::Arrow => &[Vtt, Ass, Ttml, Lrc, Json, Txt, TimedTxt],
        _ => &[],
    }
}

/// Everything of a document that a format cannot hold, sorted.
pub(super) fn lost(file: &CaptionFile, format: Format) -> Vec<Lost> {
    let mut found = Found { format, lost: BTreeSet::new() };
    found.of_file(file);
    let mut ids = HashSet::new();
    for (index, cue) in file.cues.iter().enumerate() {
        found.of_cue(cue, index + 1, &mut ids);
    }
    if format == Lrc {
        found.ends(file);
    }
    found.lost.into_iter().collect()
}

struct Found {
    format: Format,
    lost: BTreeSet<Lost>,
}

impl Found {
    /// Notes a feature that is there, unless the format holds it.
    fn uses(&mut self, loss: Loss, cue: Option<usize>) {
        if !holders(loss).contains(&self.format) {
            self.lost.insert(Lost { loss, cue });
        }
    }

    fn lose(&mut self, is_lost: bool, loss: Loss, cue: Option<usize>) {
        if is_lost {
            self.lost.insert(Lost { loss, cue });
        }
    }

    fn of_file(&mut self, file: &CaptionFile) {
        let format = self.format;
        for (there, loss) in [
            (file.title.is_some(), Loss::Title),
            (file.language.is_some(), Loss::Language),
            (!file.regions.is_empty(), Loss::Regions),
            (!file.notes.is_empty(), Loss::Notes),
            (!file.untimed && !file.cues.is_empty(), Loss::Times),
        ] {
            if there {
                self.uses(loss, None);
            }
        }
        for block in &file.blocks {
            let (own, loss) = match block.kind {
                BlockKind::VttHeader => (Vtt, Loss::Header),
                BlockKind::VttStyle => (Vtt, Loss::StyleSheet),
                BlockKind::AssStyles => (Ass, Loss::StyleSheet),
                BlockKind::AssInfo | BlockKind::AssSection => (Ass, Loss::Header),
                BlockKind::LrcTag => (Lrc, Loss::Header),
                BlockKind::Model => (Json, Loss::Header),
            };
            self.lose(own != format, loss, None);
        }
        for region in &file.regions {
            let exact = match format {
                Vtt => region.height.is_none(),
                Ttml => {
                    let edge = [0.0, 50.0, 100.0].contains(&region.anchor.1);
                    region.height.is_some() && edge && !region.scroll && region.anchor.0 == 0.0
                }
                _ => true,
            };
            self.lose(!exact, Loss::Regions, None);
        }
        let notes = file.notes.iter().chain(file.cues.iter().flat_map(|c| &c.notes));
        let arrow = notes.chain(&file.title).any(|text| text.contains("-->"));
        self.lose(arrow && format == Vtt, Loss::Arrow, None);
    }

    fn of_cue<'a>(&mut self, cue: &'a FileCue, number: usize, ids: &mut HashSet<&'a str>) {
        let (format, at) = (self.format, Some(number));
        if cue.is_hidden() {
            self.uses(Loss::HiddenCues, at);
            if format != Ass {
                return;
            }
        }
        let silent = cue.plain().trim().is_empty();
        let dropped = match self.format {
            Vtt | Ass | Json => false,
            Txt | TimedTxt => silent,
            _ => !shows(cue),
        };
        self.lose(dropped, Loss::EmptyCue, at);
        if cue.event.is_some() {
            self.uses(Loss::EventFields, at);
        }
        if !cue.notes.is_empty() {
            self.uses(Loss::Notes, at);
        }
        if !cue.words.is_empty() {
            self.uses(Loss::WordDetails, at);
        }
        self.times(cue, at);
        self.place(cue, at);
        self.name(cue.id.as_deref(), at, ids);
        self.text(cue, at);
        let kept = match self.format {
            Json => super::json::keeps_word_times(cue),
            Ass => super::ass_text_write::keeps_word_times(cue),
            _ => true,
        };
        self.lose(!kept, Loss::WordTimes, at);
        let pieces = runs(&cue.text);
        let whole = format == Ass && !speaker(&cue.text).0.is_empty();
        for run in &pieces {
            self.run(run, whole, at);
        }
    }

    fn times(&mut self, cue: &FileCue, at: Option<usize>) {
        let unit = match self.format {
            Srt | Vtt | Sbv | Lrc | TimedTxt => 1000,
            Ass => 10_000,
            Ttml | Json | Txt => 1,
        };
        let rough = |t: Timestamp| t.micros() < 0 || t.micros() % unit != 0;
        let inner = runs(&cue.text).into_iter().any(|run| match run.piece {
            Piece::Time(at) => rough(at) && holders(Loss::WordTimes).contains(&self.format),
            _ => false,
        });
        self.lose(rough(cue.start) || rough(cue.end) || inner, Loss::Precision, at);
    }

    fn place(&mut self, cue: &FileCue, at: Option<usize>) {
        let settings = &cue.settings;
        let usual = *settings == crate::document::CueSettings::default();
        let anchored = settings.anchor().1;
        let pointed = || {
            let is = |t: &str| t.contains("\\pos(") || t.contains("\\move(");
            runs(&cue.text).iter().any(|r| matches!(r.piece, Piece::Override(t) if is(t)))
        };
        let held = match self.format {
            Vtt => true,
            Srt => anchored,
            Ass => anchored || pointed(),
            Ttml => {
                let free = settings.align;
                let rest = crate::document::CueSettings { align: free, ..Default::default() };
                let region = settings.region.is_some();
                anchored
                    || (region
                        && crate::document::CueSettings { region: None, ..settings.clone() }
                            == rest)
            }
            _ => usual,
        };
        let region = settings.region.is_some();
        self.lose(!held, Loss::Position, at);
        if region {
            self.uses(Loss::Regions, at);
        }
    }

    fn name<'a>(&mut self, id: Option<&'a str>, at: Option<usize>, ids: &mut HashSet<&'a str>) {
        let Some(id) = id else { return };
        let held = match self.format {
            Vtt => !id.contains("-->") && !id.contains('\n') && !id.is_empty(),
            Ttml => super::ttml_write::is_name(id) && ids.insert(id),
            _ => false,
        };
        self.lose(!held, Loss::Names, at);
    }

    fn text(&mut self, cue: &FileCue, at: Option<usize>) {
        let text = cue.plain();
        if text.trim_matches('\n').contains('\n') {
            self.uses(Loss::LineBreaks, at);
        }
        let lines: Vec<&str> = text.split('\n').collect();
        if lines.len() > 1 && lines.iter().any(|l| l.trim().is_empty()) {
            self.uses(Loss::BlankLines, at);
        }
        if text.contains("-->") {
            self.uses(Loss::Arrow, at);
        }
        let ends = lines.iter().any(|l| l.trim() != *l);
        let inner = text.contains('\t') || text.contains("  ");
        let spaces = match self.format {
            Vtt | Ttml | Json => false,
            Srt | Sbv => ends,
            Ass => text.trim() != text,
            Lrc | Txt | TimedTxt => {
                let wide = |c: char| c.is_whitespace() && !matches!(c, ' ' | '\n');
                ends || inner || text.chars().any(wide)
            }
        };
        let control = self.format != Json && text.chars().any(is_control);
        self.lose(spaces || control, Loss::Spaces, at);
        let markup = match self.format {
            Srt => text.contains(['<', '{']) || lines.iter().any(|l| number(l)),
            Lrc => text.contains('<') || text.trim_start().starts_with('['),
            Sbv => lines.iter().any(|l| super::sbv::times(l).is_some()),
            Txt => lines.iter().any(|l| super::txt::timed_line(l).is_some()),
            _ => false,
        };
        self.lose(markup, Loss::LooksLikeMarkup, at);
    }

    fn run(&mut self, run: &Run, whole_voice: bool, at: Option<usize>) {
        let look: &Look = &run.look;
        match run.piece {
            Piece::Time(_) => return self.uses(Loss::WordTimes, at),
            Piece::Override(text) => {
                if self.format != Srt || !text.starts_with('\\') {
                    self.uses(Loss::Effects, at);
                }
                return;
            }
            Piece::Drawing(_) => return self.uses(Loss::Effects, at),
            Piece::Text(_) => {}
        }
        for (there, loss) in [
            (look.bold || look.italic || look.underline, Loss::Emphasis),
            (look.strike, Loss::Strike),
            (look.colour.is_some(), Loss::Colour),
            (look.background.is_some(), Loss::Background),
            (!look.classes.is_empty(), Loss::Classes),
            (look.language.is_some(), Loss::WordLanguage),
            (look.ruby != RubyPart::None, Loss::Ruby),
        ] {
            if there {
                self.uses(loss, at);
            }
        }
        let clear = look.colour.is_some_and(|c| c[3] != 255);
        self.lose(clear && matches!(self.format, Srt | Ass), Loss::Colour, at);
        let held = |name: &str| match self.format {
            Srt => name == "font",
            Ttml => name.contains(':'),
            _ => false,
        };
        self.lose(!look.properties.iter().all(|(n, _)| held(n)), Loss::Properties, at);
        let voice = look.voice.filter(|v| !v.is_empty());
        let held = match self.format {
            Vtt | Ttml => true,
            Ass => whole_voice && voice.is_none_or(|v| !v.contains([',', '\n'])),
            _ => false,
        };
        self.lose(voice.is_some() && !held, Loss::Speakers, at);
    }

    /// A line of LRC lasts until the next begins.
    fn ends(&mut self, file: &CaptionFile) {
        let mut cues: Vec<(usize, &FileCue)> =
            file.cues.iter().enumerate().filter(|(_, c)| shows(c)).collect();
        cues.sort_by_key(|(_, cue)| (cue.start, cue.end));
        for pair in cues.windows(2) {
            let ((number, cue), (_, next)) = (pair[0], pair[1]);
            self.lose(cue.end > next.start, Loss::EndTimes, Some(number + 1));
        }
    }
}

fn number(line: &str) -> bool {
    !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit())
}
