//! An encoder is trusted only after a trial, and a film made by way of it is as right as any.
//! There is no such chip where tests run, so the software encoder goes that way.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use job::Job;
use media::{Error, Limits, RenderRequest, chip_encoders, probe, render, try_encoder};
use support::{Recipe, decode, make};
use timeline::{Aspect, CutList};

const LIMITS: Limits = Limits { factor: 20, most_bits: 12_000_000, short_side: 1080 };

#[test]
fn a_good_encoder_passes() {
    let trial = try_encoder("libx264", LIMITS).unwrap();
    assert!(trial.encoder == "libx264" && trial.worst_db > 36.0, "{trial:?}");
}

#[test]
fn an_encoder_that_makes_wrong_pictures_is_refused() {
    // Starved of bits it still makes every frame, and none of them is the one that went in.
    let starved = Limits { factor: 51, most_bits: 9_000, short_side: 1080 };
    let failed = try_encoder("libx264", starved);
    assert!(
        matches!(&failed, Err(Error::Mismatch { what, .. }) if what.contains("dB")),
        "{failed:?}"
    );
}

#[test]
fn encoders_that_are_not_there_or_make_something_else_are_refused() {
    let none = try_encoder("h264_no_such_chip", LIMITS);
    assert!(matches!(none, Err(Error::Missing { .. })), "{none:?}");
    for other in ["mpeg4", "aac"] {
        assert!(try_encoder(other, LIMITS).is_err(), "{other}");
    }
    // What FFmpeg knows of and this computer has no chip for must fail, not crash.
    for chip in chip_encoders() {
        if let Ok(trial) = try_encoder(chip, LIMITS) {
            assert!(trial.worst_db >= 32.0, "{trial:?}");
        }
    }
}

#[test]
fn a_film_made_that_way_has_every_frame() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.mp4");
    make(&Recipe::default(), &path);
    let cuts = CutList::whole(probe(&path, &Job::unwatched()).unwrap().duration_us);
    let asked = RenderRequest {
        encoder: Some("libx264".into()),
        limits: Some(LIMITS),
        aspect: Some(Aspect::Wide),
        ..RenderRequest::plain(path, dir.path().join("b.mp4"), cuts)
    };
    let made = render(&asked, &Job::unwatched()).unwrap();
    assert_eq!(made.encoder, "libx264");
    assert_eq!(decode(&asked.output).numbers(), (0..90).collect::<Vec<_>>());
    let broken = RenderRequest { encoder: Some("h264_no_such_chip".into()), ..asked };
    assert!(matches!(render(&broken, &Job::unwatched()), Err(Error::Missing { .. })));
}
