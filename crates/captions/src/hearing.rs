//! Owns how well a stretch of sound fits written words, by what their sounds must look like.
//! Refuses to know words from the sound: it only says which of several texts fits better.

use crate::Error;
use crate::cepstrum::{self, BANDS, Frame, SIZE};
use crate::course::Course;
use crate::phones::{LOOKS, Look, Phone, phones};
use crate::phrase::Spoken;
use crate::read_aloud::ReadAloud;
use std::cell::RefCell;
use std::collections::HashMap;
use timeline::TimeRange;

/// A moment of sound or of a written one: its colour, then how loud it is.
type Moment = [f32; SIZE + 1];

/// A step that is so far off is off; how far does not matter.
const FAR: f32 = 30.0;

/// What books say about a sound counts as much as so many steps of the speaker's own.
const BOOK: f32 = 15.0;

/// Text and sound, ready to be compared.
pub(crate) struct Hearing {
    looks: [Moment; LOOKS.len()],
    moments: Vec<Vec<Moment>>,
    /// Sounds before word `i`; one more than there are words.
    begins: Vec<usize>,
    phones: Vec<Phone>,
    stretches: Vec<Heard>,
    known: RefCell<HashMap<(usize, usize), Vec<f32>>>,
}

struct Heard {
    /// Distance of each step from each sound.
    far: Vec<[f32; LOOKS.len()]>,
    /// What words that were not said cost, and how much that varies.
    wrong: f32,
    spread: f32,
}

impl Hearing {
    /// # Errors
    /// [`Error::Lexicon`] when the program's own word lists are broken.
    pub(crate) fn new(
        words: &[Spoken],
        samples: &[f32],
        stretches: &[TimeRange],
    ) -> Result<Self, Error> {
        let table = ReadAloud::vietnamese()?;
        let (mut begins, mut said) = (vec![0], Vec::new());
        for word in words {
            said.extend(phones(&table, &word.text));
            begins.push(said.len());
        }
        let looks = expected(&said);
        let moments = moments(samples, stretches);
        Ok(Self::with(begins, said, moments, looks))
    }

    fn with(
        begins: Vec<usize>,
        phones: Vec<Phone>,
        moments: Vec<Vec<Moment>>,
        looks: [Moment; LOOKS.len()],
    ) -> Self {
        let heard = |moments: &Vec<Moment>| Heard {
            far: moments.iter().map(|m| looks.map(|l| distance(m, &l))).collect(),
            wrong: 0.0,
            spread: 1.0,
        };
        let stretches = moments.iter().map(heard).collect();
        let mut new = Self { begins, phones, moments, looks, stretches, known: RefCell::default() };
        for j in 0..new.stretches.len() {
            new.learn_wrong(j);
        }
        new
    }

    /// The same with sounds as this speaker makes them, learnt from a course that may have
    /// mistakes.
    pub(crate) fn learnt(self, course: &Course) -> Self {
        let mut sums = [[0.0; SIZE + 1]; LOOKS.len()];
        let mut counts = [0.0_f32; LOOKS.len()];
        for (j, words) in course.iter().enumerate() {
            let Some(words) = words.clone().filter(|w| !w.is_empty()) else { continue };
            let said = &self.phones[self.begins[words.start]..self.begins[words.end]];
            for (moment, s) in self.moments[j].iter().zip(path(&self.stretches[j].far, said)) {
                counts[said[s]] += 1.0;
                for (sum, x) in sums[said[s]].iter_mut().zip(moment) {
                    *sum += x;
                }
            }
        }
        let mut looks = self.looks;
        for (look, (sum, count)) in looks.iter_mut().zip(sums.iter().zip(counts)) {
            for (x, sum) in look.iter_mut().zip(sum) {
                *x = (*x * BOOK + sum) / (BOOK + count);
            }
        }
        Self::with(self.begins, self.phones, self.moments, looks)
    }

    /// How words fit that may stand anywhere in the script.
    fn learn_wrong(&mut self, j: usize) {
        let words = self.begins.len() - 1;
        let step = (words / 60).max(1);
        let mut costs: Vec<f32> = (0..words)
            .step_by(step)
            .filter_map(|i| self.costs(j, i).iter().copied().min_by(f32::total_cmp))
            .filter(|c| c.is_finite())
            .collect();
        costs.sort_by(f32::total_cmp);
        let Some(&middle) = costs.get(costs.len() / 2) else { return };
        let low = costs[costs.len() / 6];
        self.stretches[j].wrong = middle;
        self.stretches[j].spread = (middle - low).max(0.02 * middle).max(1e-3);
    }

    /// How words `i..k` fit on stretch `j`: 0 as well as any others, below that better, in standard
    /// deviations.
    pub(crate) fn fit(&self, j: usize, i: usize, k: usize) -> f64 {
        let heard = &self.stretches[j];
        let many = k - i;
        let of = |costs: &Vec<f32>| costs.get(many).copied().unwrap_or(f32::INFINITY);
        let known = self.known.borrow().get(&(j, i)).map(of);
        let cost = match known {
            Some(cost) => cost,
            None => {
                let costs = self.costs(j, i);
                let cost = of(&costs);
                self.known.borrow_mut().insert((j, i), costs);
                cost
            }
        };
        f64::from(((cost - heard.wrong) / heard.spread).clamp(-8.0, 4.0))
    }

    /// Mean distance of the words from `i` on, by how many they are.
    fn costs(&self, j: usize, i: usize) -> Vec<f32> {
        let far = &self.stretches[j].far;
        let from = self.begins[i];
        // Nobody says three sounds in four steps, not even a few words long.
        let most = 3 * far.len() / 4 + 3;
        let to = (from + most.min(far.len())).min(self.phones.len());
        let said = &self.phones[from..to];
        let mut cost = vec![f32::INFINITY; said.len() + 1];
        cost[0] = 0.0;
        for (t, step) in far.iter().enumerate() {
            for s in (0..said.len().min(t + 1)).rev() {
                let stay = cost[s + 1];
                let go = cost[s];
                cost[s + 1] = stay.min(go) + step[said[s]];
            }
            cost[0] = f32::INFINITY;
        }
        #[expect(clippy::cast_precision_loss, reason = "steps of one stretch")]
        let steps = far.len().max(1) as f32;
        let ends = self.begins[i..].iter().take_while(|b| **b <= to);
        ends.map(|b| cost[b - from] / steps).collect()
    }
}

/// Which of the sounds each step is; empty when they do not go into so few steps.
fn path(far: &[[f32; LOOKS.len()]], said: &[Phone]) -> Vec<usize> {
    if said.is_empty() || said.len() > far.len() {
        return Vec::new();
    }
    let mut cost = vec![f32::INFINITY; said.len()];
    let mut moved: Vec<Vec<bool>> = Vec::with_capacity(far.len());
    for (t, step) in far.iter().enumerate() {
        let mut went = vec![false; said.len()];
        for s in (0..said.len()).rev() {
            let go = if s > 0 {
                cost[s - 1]
            } else if t == 0 {
                0.0
            } else {
                f32::INFINITY
            };
            went[s] = go < cost[s];
            cost[s] = cost[s].min(go) + step[said[s]];
        }
        moved.push(went);
    }
    let mut s = said.len() - 1;
    let mut path = vec![s; far.len()];
    for t in (0..far.len()).rev() {
        path[t] = s;
        if moved[t][s] && s > 0 {
            s -= 1;
        }
    }
    path
}

fn distance(a: &Moment, b: &Moment) -> f32 {
    a.iter().zip(b).map(|(x, y)| (x - y).powi(2)).sum::<f32>().min(FAR)
}

/// How much a moment's colour counts that is so many dB below the loud ones.
fn weight(level: f32) -> f32 {
    ((level + 32.0) / 22.0).clamp(0.0, 1.0)
}

/// What each sound looks like among all of a script's.
fn expected(said: &[Phone]) -> [Moment; LOOKS.len()] {
    let raw: Vec<Frame> = LOOKS.iter().map(|l| cepstrum::cepstrum(&bands(l))).collect();
    let all: Vec<(Frame, f32, f32)> =
        said.iter().map(|p| (raw[*p], LOOKS[*p].level, LOOKS[*p].steps)).collect();
    let even = Even::of(&all);
    let mut looks = [[0.0; SIZE + 1]; LOOKS.len()];
    for (look, (frame, shape)) in looks.iter_mut().zip(raw.iter().zip(&LOOKS)) {
        *look = even.moment(frame, shape.level);
    }
    looks
}

fn bands(look: &Look) -> [f32; BANDS] {
    let voiced = |hz: f32| -> f32 {
        let widths = [90.0, 110.0, 170.0];
        let resonance = |(f, w): (f32, f32)| {
            let r = hz / f;
            1.0 / ((1.0 - r * r).powi(2) + (r * w * look.damping / f).powi(2))
        };
        look.formants.iter().copied().zip(widths).map(resonance).product()
    };
    let centres = cepstrum::centres();
    let total: f32 = centres.iter().map(|c| voiced(*c)).sum();
    let hiss = |hz: f32| {
        let octaves = if look.hiss.0 > 0.0 { (hz / look.hiss.0).log2() } else { 9.0 };
        (-(octaves / 0.7).powi(2)).exp() / 6.0
    };
    centres.map(|hz| {
        let power = (1.0 - look.hiss.1) * voiced(hz) / total + look.hiss.1 * hiss(hz);
        (power + 3e-4).ln()
    })
}

fn moments(samples: &[f32], stretches: &[TimeRange]) -> Vec<Vec<Moment>> {
    let heard = cepstrum::heard(samples, stretches);
    let mut all = Vec::new();
    let mut levels = Vec::new();
    for frames in &heard {
        let mut sorted: Vec<f32> = frames.iter().map(|f| f.1).collect();
        sorted.sort_by(f32::total_cmp);
        let loud = sorted.get(sorted.len() * 9 / 10).copied().unwrap_or(0.0);
        let below: Vec<f32> = frames.iter().map(|f| (f.1 - loud).clamp(-40.0, 5.0)).collect();
        all.extend(frames.iter().zip(&below).map(|(f, l)| (f.0, *l, 1.0)));
        levels.push(below);
    }
    let even = Even::of(&all);
    let each = heard.iter().zip(&levels);
    each.map(|(frames, levels)| {
        frames.iter().zip(levels).map(|(f, l)| even.moment(&f.0, *l)).collect()
    })
    .collect()
}

/// Mean and spread: what the room, the microphone and the throat add goes.
struct Even {
    mean: Frame,
    spread: Frame,
    level: (f32, f32),
}

impl Even {
    fn of(all: &[(Frame, f32, f32)]) -> Self {
        let total: f32 = all.iter().map(|a| a.2).sum::<f32>().max(1.0);
        let loud: f32 = all.iter().map(|a| a.2 * weight(a.1)).sum::<f32>().max(1.0);
        let (mut mean, mut spread) = ([0.0; SIZE], [0.0; SIZE]);
        for k in 0..SIZE {
            mean[k] = all.iter().map(|a| a.0[k] * a.2 * weight(a.1)).sum::<f32>() / loud;
            let off = |f: &Frame| (f[k] - mean[k]).powi(2);
            spread[k] = all.iter().map(|a| off(&a.0) * a.2 * weight(a.1)).sum::<f32>() / loud;
            spread[k] = spread[k].sqrt().max(1e-3);
        }
        let at = all.iter().map(|a| a.1 * a.2).sum::<f32>() / total;
        let off = all.iter().map(|a| (a.1 - at).powi(2) * a.2).sum::<f32>() / total;
        Self { mean, spread, level: (at, off.sqrt().max(1.0)) }
    }

    fn moment(&self, frame: &Frame, level: f32) -> Moment {
        let mut moment = [0.0; SIZE + 1];
        for k in 0..SIZE {
            moment[k] = weight(level) * (frame[k] - self.mean[k]) / self.spread[k];
        }
        moment[SIZE] = 2.0 * (level - self.level.0) / self.level.1;
        moment
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phrase::spoken;
    use timeline::Timestamp;

    fn range(from: i64, to: i64) -> TimeRange {
        TimeRange::new(Timestamp::from_millis(from), Timestamp::from_millis(to)).unwrap()
    }

    /// The demo's sentences and where each is said.
    fn demo() -> (Vec<f32>, Vec<(TimeRange, String)>) {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/test/demo/");
        let bytes = std::fs::read(format!("{folder}voice.wav")).unwrap();
        let pairs = bytes[44..].as_chunks::<2>().0;
        let samples = pairs.iter().map(|p| f32::from(i16::from_le_bytes(*p)) / 32_768.0).collect();
        let truth = std::fs::read_to_string(format!("{folder}truth.tsv")).unwrap();
        let said = truth.lines().map(|line| {
            let mut fields = line.split('\t');
            let mut at = || (fields.next().unwrap().parse::<f64>().unwrap() * 1000.0) as i64;
            (range(at(), at()), fields.next().unwrap().to_owned())
        });
        (samples, said.collect())
    }

    #[test]
    fn sentences_fit_where_they_are_said() {
        let (samples, said) = demo();
        let stretches: Vec<TimeRange> = said.iter().map(|s| s.0).collect();
        let texts: Vec<Vec<Spoken>> = said.iter().map(|s| spoken(&s.1)).collect();
        let hearing = Hearing::new(&texts.concat(), &samples, &stretches).unwrap();
        let mut begins = vec![0];
        for text in &texts {
            begins.push(begins[begins.len() - 1] + text.len());
        }
        let course: Course = begins.windows(2).map(|b| Some(b[0]..b[1])).collect();
        let right = |hearing: &Hearing| {
            let fit = |j: usize, n: usize| hearing.fit(j, begins[n], begins[n + 1]);
            let best = |j: &usize| {
                let all = 0..texts.len();
                all.min_by(|a, b| fit(*j, *a).total_cmp(&fit(*j, *b))) == Some(*j)
            };
            (0..texts.len()).filter(best).count()
        };
        assert!(right(&hearing) * 3 >= texts.len() * 2, "{} of {}", right(&hearing), texts.len());
        let learnt = hearing.learnt(&course);
        assert_eq!(right(&learnt), texts.len());
    }

    #[test]
    fn silence_and_no_numbers_fit_nothing_better() {
        let words = spoken("Xin chào cả nhà. Mình bán trà gừng.");
        for samples in [vec![0.0; 32_000], vec![f32::NAN; 32_000], Vec::new()] {
            let hearing =
                Hearing::new(&words, &samples, &[range(0, 1000), range(1200, 1230)]).unwrap();
            let fit = hearing.fit(0, 0, 4);
            assert!(fit.is_finite(), "{fit}");
            assert!(hearing.fit(1, 0, 8).is_finite());
        }
    }
}
