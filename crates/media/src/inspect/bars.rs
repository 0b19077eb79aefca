//! Owns finding black bars: rows and columns at the edges that are black in every frame that
//! shows something. Refuses blurred sides: they are a picture.

use super::Bars;
use super::small::Small;

/// Darker is black, of 255.
const BLACK: u8 = 32;

/// The brightest value of each row and column so far.
#[derive(Default)]
pub(super) struct BarFinder {
    rows: Vec<u8>,
    columns: Vec<u8>,
}

impl BarFinder {
    pub(super) fn see(&mut self, small: &Small) {
        if (self.columns.len(), self.rows.len()) != (small.width, small.height) {
            self.columns = vec![0; small.width];
            self.rows = vec![0; small.height];
        }
        for (place, light) in small.luma().into_iter().enumerate() {
            let (row, column) = (place / small.width, place % small.width);
            self.rows[row] = self.rows[row].max(light);
            self.columns[column] = self.columns[column].max(light);
        }
    }

    pub(super) fn close(self) -> Bars {
        let (top, bottom) = edges(&self.rows);
        let (left, right) = edges(&self.columns);
        Bars { top, bottom, left, right }
    }
}

/// The black parts at both ends; none where everything is black.
#[expect(clippy::cast_precision_loss, reason = "fewer than a hundred rows")]
fn edges(brightest: &[u8]) -> (f32, f32) {
    let is_lit = |light: &u8| *light > BLACK;
    let (first, last) = (brightest.iter().position(is_lit), brightest.iter().rposition(is_lit));
    let (Some(first), Some(last)) = (first, last) else { return (0.0, 0.0) };
    let all = brightest.len() as f32;
    (first as f32 / all, (brightest.len() - 1 - last) as f32 / all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_film_in_an_upright_frame_has_two_bars() {
        let mut finder = BarFinder::default();
        for shown in [40, 200] {
            let rgb = (0..54 * 96)
                .flat_map(|i| [if (32..64).contains(&(i / 54)) { shown } else { 9 }; 3]);
            finder.see(&Small { width: 54, height: 96, rgb: rgb.collect() });
        }
        let bars = finder.close();
        assert!((bars.top - 1.0 / 3.0).abs() < 0.01 && (bars.worst() - 2.0 / 3.0).abs() < 0.01);
        assert_eq!((bars.left, bars.right), (0.0, 0.0));
        assert_eq!(BarFinder::default().close(), Bars::default());
    }
}
