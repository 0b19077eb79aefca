//! Owns a clip of the matrix together with everything that the oracle knows of it.

use super::decoded::{self, Pictures};
use super::hearing;
use super::numbered;
use super::recipe::{Recipe, Sound};
use std::path::{Path, PathBuf};

/// Neighbours must differ by so much that a likeness above [`super::judge::FULL`] decides.
const NEIGHBOURS: f64 = 27.0;

/// A clip and what is in it.
pub struct Film {
    /// What it was made by.
    pub recipe: Recipe,
    /// Where it lies.
    pub file: PathBuf,
    /// Every frame.
    pub pictures: Pictures,
    /// Its frames do not lie on an even grid: as the recipe wants, or because the container has
    /// no edit list and makes up for it with a longer first frame.
    pub variable: bool,
    /// Numbers of the keyframes.
    pub keys: Vec<usize>,
    /// From time zero.
    pub sound: Option<Vec<f32>>,
    /// The second difference that the sound by itself stays below, see [`hearing::usual`].
    pub calm: f32,
}

impl Film {
    /// Makes the clip in a folder and reads it.
    ///
    /// # Panics
    /// When it is not what the recipe says, or its frames cannot be told apart.
    #[must_use]
    pub fn make(folder: &Path, recipe: Recipe) -> Self {
        let file = folder.join("clip").with_extension(recipe.container);
        numbered::make(&file, &recipe);
        let (pictures, name) = (Pictures::of(&file, None), recipe.name());
        assert_eq!(pictures.count(), recipe.frames(), "{name}");
        assert_eq!(pictures.complaints, [""; 0], "{name}");
        assert_eq!(pictures.format.contains("10le"), recipe.ten_bit, "{name}");
        let upright = if recipe.turned { "180x320" } else { "320x180" };
        assert_eq!(pictures.size, upright, "{name}");
        assert!(pictures.times.is_sorted_by(|a, b| a < b), "{name}: {:?}", pictures.times);
        for index in 1..pictures.count() {
            let alike = pictures.likeness(index - 1, &pictures, index);
            assert!(alike < NEIGHBOURS, "{name}: frames {index} and before: {alike:.1} dB");
        }
        let keys = decoded::keyframes(&file);
        assert!(keys.len() > 1 && keys[0] == 0, "{name}: keyframes {keys:?}");
        let variable = !is_even(&pictures, recipe.rate);
        assert!(variable || !recipe.variable, "{name}: is even");
        assert!(!variable || recipe.variable || !recipe.edit_list, "{name}: is not even");
        let sound = decoded::sound(&file);
        assert_eq!(sound.is_some(), recipe.sound != Sound::None, "{name}");
        let calm = sound.as_deref().map_or(0.0, hearing::usual);
        Self { recipe, file, pictures, variable, keys, sound, calm }
    }

    /// When a frame is shown, in microseconds.
    #[must_use]
    pub fn micros(&self, frame: usize) -> i64 {
        self.pictures.micros(frame)
    }

    /// Microseconds from one frame to the next, on average as the recipe has it.
    #[must_use]
    pub fn frame_us(&self) -> i64 {
        1_000_000 * i64::from(self.recipe.rate.1) / i64::from(self.recipe.rate.0)
    }

    /// The end of the last frame, in microseconds.
    #[must_use]
    pub fn end_us(&self) -> i64 {
        let last = self.micros(self.pictures.count() - 1) + self.frame_us();
        // Matroska knows milliseconds.
        if self.variable && self.recipe.container == "mkv" { last / 1000 * 1000 } else { last }
    }

    /// Matroska rounds times to milliseconds, so that a frame and its place on the even grid lie
    /// up to half a millisecond apart: a border between the two means neither.
    #[must_use]
    pub fn is_rounded(&self) -> bool {
        self.recipe.container == "mkv" && !self.variable
    }
}

/// True when every frame lies within a quarter of a frame of its place.
fn is_even(pictures: &Pictures, (num, den): (u32, u32)) -> bool {
    let frame = f64::from(den) / f64::from(num);
    let place = |n: usize| f64::from(u32::try_from(n).unwrap_or(0)) * frame;
    let off = |n: usize| (pictures.seconds(n) - pictures.seconds(0) - place(n)).abs();
    (0..pictures.count()).all(|n| off(n) < frame / 4.0)
}
