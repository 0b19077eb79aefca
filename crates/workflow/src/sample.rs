//! Owns the sample clip: a synthetic voice that sells honey, and the small model that knows it.

use crate::edit;
use crate::import;
use crate::output::{FreshFolder, Pending};
use crate::task::Task;
use crate::view::DraftView;
use crate::{Error, Studio, Watch};
use std::path::{Path, PathBuf};

/// The model for tests and for this sample only; see `models/test/README.md`.
pub(crate) const MODEL: &[u8] = include_bytes!("../../../models/test/ggml-espeak-vi-test.bin");
const VOICE: &[u8] = include_bytes!("../../../models/test/demo/voice.wav");

/// What the voice says.
pub const SCRIPT: &str = include_str!("../../../models/test/demo/script.txt");

const NAME: &str = "Mật ong nhà mình.mp4";

/// The voice as 16 kHz mono samples.
pub(crate) fn voice() -> Vec<f32> {
    // A canonical WAV file of ours: 44 bytes of header, then 16-bit samples.
    let sample = |b: &[u8]| f32::from(i16::from_le_bytes([b[0], b[1]])) / 32768.0;
    VOICE.get(44..).unwrap_or_default().chunks_exact(2).map(sample).collect()
}

fn place(home: &Path) -> PathBuf {
    home.join("sample").join(NAME)
}

/// True for the sample clip of this studio.
#[must_use]
pub fn is_sample(studio: &Studio, path: &Path) -> bool {
    path == place(&studio.home)
}

/// Makes the sample clip at `place`.
///
/// # Errors
/// When it cannot be written, or was cancelled.
pub async fn make(
    studio: &Studio,
    place: &Path,
    force: bool,
    watch: &Watch,
) -> Result<PathBuf, Error> {
    let _fresh = place.parent().map(FreshFolder::new);
    let pending = Pending::new(place, force)?;
    let task = Task::Sample { output: pending.path().to_owned() };
    studio.children.run::<serde_json::Value>(&task, watch).await?;
    pending.commit()
}

/// Opens the sample clip as a draft; it is made the first time.
///
/// # Errors
/// As [`make`] and [`import::open_clip`].
pub async fn open(studio: &Studio, watch: &Watch) -> Result<DraftView, Error> {
    let place = place(&studio.home);
    if !place.is_file() {
        make(studio, &place, true, watch).await?;
    }
    let view = import::open_clip(studio, &place, watch).await?;
    edit::view(studio, &view.id).await
}
