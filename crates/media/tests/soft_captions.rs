//! Captions lie in the finished file as text that other programs read back.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod program;
mod support;

use job::Job;
use media::{RenderRequest, SoftCaptions, probe, render};
use program::run;
use std::path::Path;
use support::{Recipe, make};
use tempfile::tempdir;
use timeline::{Cue, CueSource, CutList, TimeRange, Timestamp};

fn cue(start: i64, end: i64, text: &str) -> Cue {
    let ms = Timestamp::from_millis;
    Cue::new(TimeRange::new(ms(start), ms(end)).unwrap(), text, CueSource::Hand)
}

fn made(dir: &Path, cues: Vec<Cue>) -> String {
    let source = dir.join("a.mp4");
    make(&Recipe::default(), &source);
    let cuts = CutList::whole(probe(&source, &Job::unwatched()).unwrap().duration_us);
    let output = dir.join("b.mp4");
    let soft_captions = Some(SoftCaptions { language: "vi".into(), cues });
    let request =
        RenderRequest { soft_captions, ..RenderRequest::plain(source, output.clone(), cuts) };
    render(&request, &Job::unwatched()).unwrap();
    output.to_str().unwrap().to_owned()
}

fn text(said: program::Said) -> String {
    String::from_utf8(said.out).unwrap()
}

#[test]
fn text_and_times_come_back_as_they_were() {
    let dir = tempdir().unwrap();
    let cues = vec![
        cue(200, 1100, "Nghị lực, Ếch ộp,\nỠm ờ \u{1f41d}"),
        cue(1100, 1534, "THỔ CẨM BUÔN MA THUỘT"),
        cue(2001, 2900, "một <b>hai</b> {ba} \\N"),
    ];
    let output = made(dir.path(), cues);
    // The ASS text that FFmpeg makes of it escapes marks of its own; take the samples as written.
    let args = ["-v", "error", "-i", &output, "-map", "0:s:0", "-c", "copy", "-f", "data", "-"];
    let samples = run("ffmpeg", args).out;
    for text in ["Nghị lực, Ếch ộp,\nỠm ờ 🐝", "một <b>hai</b> {ba} \\N"] {
        assert!(samples.windows(text.len()).any(|w| w == text.as_bytes()), "{text}");
    }
    let srt =
        text(run("ffmpeg", ["-v", "error", "-i", &output, "-map", "0:s:0", "-f", "srt", "-"]));
    let wanted = "1\n00:00:00,200 --> 00:00:01,100\nNghị lực, Ếch ộp,\nỠm ờ 🐝\n\n\
                  2\n00:00:01,100 --> 00:00:01,534\nTHỔ CẨM BUÔN MA THUỘT\n\n\
                  3\n00:00:02,001 --> 00:00:02,900\n";
    assert!(srt.replace("\r\n", "\n").starts_with(wanted), "{srt}");
}

#[test]
fn players_list_the_track_and_do_not_show_it_by_themselves() {
    let dir = tempdir().unwrap();
    let output = made(dir.path(), vec![cue(500, 1500, "Xin chào")]);
    let entries = "stream=codec_type,codec_name:stream_tags=language:stream_disposition=default";
    let said =
        text(run("ffprobe", ["-v", "error", "-show_entries", entries, "-of", "csv", &output]));
    let streams: Vec<&str> = said.lines().collect();
    assert_eq!(
        streams,
        ["stream,h264,video,1,und", "stream,aac,audio,1,und", "stream,mov_text,subtitle,0,vie"]
    );
}

#[test]
fn no_cues_give_no_track() {
    let dir = tempdir().unwrap();
    let output = made(dir.path(), Vec::new());
    let said =
        run("ffprobe", ["-v", "error", "-show_entries", "stream=index", "-of", "csv", &output]);
    assert_eq!(text(said).lines().count(), 2);
}
