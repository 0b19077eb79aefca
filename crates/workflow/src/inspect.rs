//! Owns what a clip shows and how loud it is: found out once in a child, kept by the clip's
//! content. Refuses to judge: limits are rules.

use crate::content_key::ContentKey;
use crate::output;
use crate::survey::survey;
use crate::task::Task;
use crate::{Error, Studio, Watch};
use media::{Inspection, Reading};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The name carries the form's number: what has another form is found out anew.
const NAME: &str = "inspection-1.json";

/// Decoding pictures takes longer than decoding sound.
const SEEING: f32 = 0.85;

/// What a look and a listen at a whole clip gave, in source time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Inspected {
    /// Nothing for a clip without picture.
    pub picture: Option<Inspection>,
    /// Nothing for a clip without sound.
    pub sound: Option<Reading>,
}

/// What was found before, if it was; nothing is started.
pub(crate) fn known_look(home: &Path, key: &ContentKey) -> Option<Inspected> {
    known(&key.place(home, NAME))
}

/// Looks at every frame of a clip and hears all of it, or takes what was found before.
///
/// # Errors
/// When it is missing, broken or no media file.
pub async fn inspect(studio: &Studio, path: &Path, watch: &Watch) -> Result<Inspected, Error> {
    let place = ContentKey::of(path).ok().map(|key| key.place(&studio.home, NAME));
    if let Some(known) = place.as_deref().and_then(known) {
        return Ok(known);
    }
    let started = tokio::time::Instant::now();
    let map = survey(studio, path, &watch.part(started, 0.0, 0.0)).await?.map;
    let picture = match map.info.video {
        Some(_) => {
            let task = Task::Inspect { path: path.to_owned() };
            Some(studio.children.run(&task, &watch.part(started, 0.0, SEEING)).await?)
        }
        None => None,
    };
    let hearing = watch.part(started, SEEING, 1.0);
    let sound = crate::survey::loudness(studio, path, &map, &hearing).await?;
    let inspected = Inspected { picture, sound };
    if let Some(place) = place {
        // What could not be kept is found out again next time.
        let bytes = serde_json::to_vec(&inspected).unwrap_or_default();
        let _ = output::write(&place, &bytes, true);
    }
    Ok(inspected)
}

fn known(place: &Path) -> Option<Inspected> {
    serde_json::from_slice(&std::fs::read(place).ok()?).ok()
}
