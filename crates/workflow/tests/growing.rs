//! The picture of the sound and the small pictures, made by real children: one at a time, seen
//! while they grow, kept for the next start, and never in the way. Children are this same program,
//! so it has a `main` of its own.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::path::{Path, PathBuf};
use std::time::Duration;
use workflow::thumbnails::{Thumbnails, picture, thumbnails};
use workflow::waveform::{Waveform, waveform};
use workflow::{CHILD_ARGUMENT, Error, Studio, Watch, sample};

fn main() -> std::process::ExitCode {
    if std::env::args().nth(1).is_some_and(|argument| argument == CHILD_ARGUMENT) {
        return workflow::run_as_child();
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let home = tempfile::tempdir().unwrap();
        let studio = open(home.path(), std::env::current_exe().unwrap()).await;
        let id = sample::open(&studio, &Watch::unwatched()).await.unwrap().id;
        asked_often_made_once(&studio, &id, home.path()).await;
        kept_for_the_next_start(home.path(), &id).await;
        not_tried_again_and_again(&studio).await;
        gone_with_the_clip(&studio, &id, home.path()).await;
    });
    std::process::ExitCode::SUCCESS
}

async fn open(home: &Path, program: PathBuf) -> Studio {
    Studio::open(home.to_owned(), program).await.unwrap()
}

/// Names below the cache, but for the clip's map: finished files and those being written.
fn cached(home: &Path) -> Vec<String> {
    let folders = std::fs::read_dir(home.join("cache")).into_iter().flatten().flatten();
    let files = folders.flat_map(|folder| std::fs::read_dir(folder.path()).unwrap().flatten());
    let mut names: Vec<_> =
        files.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| !name.starts_with("map-"));
    names.sort();
    names
}

async fn until_done(studio: &Studio, id: &str) -> (Waveform, Thumbnails) {
    for _ in 0..1200 {
        let sound = waveform(studio, id, 300).await.unwrap();
        let row = thumbnails(studio, id, 6).await.unwrap();
        assert!(sound.heights.len() == 300 || sound.done, "one height a slice from the start");
        assert_eq!(row.pictures.len(), 6);
        if sound.done && row.done {
            return (sound, row);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the pictures never came");
}

async fn asked_often_made_once(studio: &Studio, id: &str, home: &Path) {
    let asked: Vec<_> = (0..20)
        .map(|_| {
            let (studio, id) = (studio.clone(), id.to_owned());
            tokio::spawn(async move { waveform(&studio, &id, 100).await.unwrap() })
        })
        .collect();
    for answer in asked {
        assert_eq!(answer.await.unwrap().heights.len(), 100);
    }
    assert!(cached(home).len() <= 1, "one file for twenty questions: {:?}", cached(home));
    let (sound, row) = until_done(studio, id).await;
    assert_eq!(cached(home), ["thumbnails-1-6", "waveform-1"]);
    // The voice begins after half a second and has long pauses.
    assert!(sound.heights.iter().any(|h| *h > 80) && sound.heights[0] < 5, "{sound:?}");
    assert!(row.pictures.iter().all(|p| p.ready), "{row:?}");
    let png = picture(studio, id, 6, 3).await.unwrap().unwrap();
    assert!(png.starts_with(b"\x89PNG"));
    assert_eq!(picture(studio, id, 6, 6).await.unwrap(), None);
}

async fn kept_for_the_next_start(home: &Path, id: &str) {
    // A program that is not there: nothing can be made anew.
    let studio = open(home, home.join("no program")).await;
    let sound = waveform(&studio, id, 300).await.unwrap();
    assert!(sound.done && sound.heights.iter().any(|h| *h > 80));
    assert!(thumbnails(&studio, id, 6).await.unwrap().pictures.iter().all(|p| p.ready));
}

async fn not_tried_again_and_again(studio: &Studio) {
    let home = tempfile::tempdir().unwrap();
    let lame = open(home.path(), home.path().join("no program")).await;
    let clip = studio.library.drafts().await.unwrap();
    let draft = studio.library.draft(&clip[0].id).await.unwrap().draft;
    let id = workflow::import::store(&lame, &draft).await.unwrap().id;
    let (sound, row) = until_done(&lame, &id).await;
    assert!(sound.heights.iter().all(|h| *h == 0));
    assert!(row.pictures.iter().all(|p| !p.ready));
    assert_eq!(cached(home.path()), [""; 0], "nothing half-made stays");
}

async fn gone_with_the_clip(studio: &Studio, id: &str, home: &Path) {
    std::fs::remove_dir_all(home.join("sample")).unwrap();
    assert!(matches!(waveform(studio, id, 10).await, Err(Error::ClipMissing { .. })));
    assert!(matches!(thumbnails(studio, id, 6).await, Err(Error::ClipMissing { .. })));
}
