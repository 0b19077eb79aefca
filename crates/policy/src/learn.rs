//! Owns learning the likeness from labelled drafts: a linear support vector machine for each rule and one
//! for "any rule", trained by dual coordinate descent with squared hinge loss (Hsieh et al., "A Dual
//! Coordinate Descent Method for Large-scale Linear SVM", 2008). Refuses files; the same drafts always
//! give the same weights.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use unicode_normalization::UnicodeNormalization;

use crate::letters::marked_key;
use crate::lexicon::Run;
use crate::likeness::{HUNDREDTHS, Learned, LikenessFile, Limits, grams, scale};
use crate::reading::Reading;
use crate::{Context, Packs, check};

/// Rules with fewer drafts that break them are left to their own detectors.
const FEWEST: usize = 6;
/// How dear a draft on the wrong side is; chosen on drafts that were not learned from, as are `LIMITS`.
const COST: f32 = 8.0;
const ROUNDS: usize = 60;
/// A text that stands in only one draft is learned by heart, not from.
const DRAFTS_AT_LEAST: usize = 2;
/// Weights kept: the strongest of a rule, and of "any rule".
const KEPT: usize = 500;
const KEPT_ANY: usize = 16_000;
/// Words of a sentence that keeps an example company.
const COMPANY: usize = 6;
const LIMITS: Limits = Limits { doubted: -60, heard: 20, heard_any: 30 };

/// A draft and the rules that a careful reviewer would report.
#[derive(Debug, Clone)]
pub struct Labelled {
    pub text: String,
    pub rules: BTreeSet<String>,
}

/// A draft as numbers of the vocabulary, each of which counts `scale`.
struct Row {
    grams: Vec<u32>,
    scale: f32,
    labels: BTreeSet<String>,
}

/// What the drafts and the examples beside the rules teach: the files of `rules/likeness/`, by name.
#[must_use]
pub fn learn(packs: &Packs, drafts: &[Labelled]) -> BTreeMap<String, String> {
    let mut drafts = drafts.to_vec();
    let examples = examples(packs);
    drafts.extend(in_company(&examples, &drafts));
    drafts.extend(examples);
    let (rows, vocabulary) = rows(packs, &drafts);
    let mut many: BTreeMap<&str, usize> = BTreeMap::new();
    for label in rows.iter().flat_map(|row| &row.labels) {
        *many.entry(label).or_default() += 1;
    }
    let taught = many.into_iter().filter(|(rule, drafts)| *drafts >= FEWEST && is_words(rule));
    let labels: Vec<&str> = std::iter::once("").chain(taught.map(|(rule, _)| rule)).collect();
    let half = labels.len().div_ceil(2);
    let one = |label: &&str| ((*label).to_owned(), learned(&rows, &vocabulary, label));
    let all: BTreeMap<String, Learned> = std::thread::scope(|scope| {
        let parts = labels
            .chunks(half)
            .map(|part| scope.spawn(move || part.iter().map(one).collect::<Vec<_>>()));
        let parts: Vec<_> = parts.collect();
        let whole = |part: std::thread::ScopedJoinHandle<'_, Vec<_>>| {
            // Half of the rules would be missing without a word.
            part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        parts.into_iter().flat_map(whole).collect()
    });
    let mut files: BTreeMap<String, LikenessFile> = BTreeMap::new();
    for (rule, what) in all {
        let name = rule.split_once('/').map_or("any", |(pack, _)| pack);
        let file = files.entry(format!("{name}.toml")).or_default();
        file.limits = rule.is_empty().then_some(LIMITS).or(file.limits);
        file.learned.insert(rule, what);
    }
    files.into_iter().map(|(name, file)| (name, written(&file))).collect()
}

/// Rules about how a film is made, or how a word is hidden, are no matter of words.
fn is_words(rule: &str) -> bool {
    !rule.starts_with("tech/") && rule != "integrity/evasive-spelling"
}

/// The examples beside the rules, labelled by what the rules themselves see in them.
fn examples(packs: &Packs) -> Vec<Labelled> {
    let mut out = Vec::new();
    for rule in packs.rules() {
        let musts = rule.examples.must.iter().map(|example| (example, true));
        for (example, must) in musts.chain(rule.examples.must_not.iter().map(|e| (e, false))) {
            let subject = example.subject(rule);
            // Innocent for what the draft form says, or where it is posted: that is not in the words.
            if !must
                && (subject.context != Context::default()
                    || rule.severity(subject.platform).is_none())
            {
                continue;
            }
            let findings = check::by_rules(packs, &subject);
            let seen = findings.into_iter().flat_map(|f| std::iter::once(f.rule).chain(f.also));
            let mut rules: BTreeSet<String> = seen.collect();
            if must {
                rules.insert(rule.id.clone());
            }
            out.push(Labelled { text: example.text().to_owned(), rules });
        }
    }
    out
}

/// Each example once more, between sentences of drafts that break nothing: what is said plainly and shortly stays
/// what it is in a longer draft.
fn in_company(examples: &[Labelled], drafts: &[Labelled]) -> Vec<Labelled> {
    let calm: Vec<&str> = drafts
        .iter()
        .filter(|draft| draft.rules.is_empty())
        .flat_map(|draft| draft.text.split_inclusive(['.', '!', '?']))
        .map(str::trim)
        .filter(|sentence| sentence.split_whitespace().count() >= COMPANY)
        .collect();
    let at = |number: usize| calm.get(number % calm.len().max(1)).copied().unwrap_or_default();
    let around = |(number, Labelled { text, rules }): (usize, &Labelled)| {
        // Far apart, so that no draft lends two sentences to one rule.
        let text = format!("{} {text}. {}", at(number * 31), at(number * 31 + 17));
        Labelled { text, rules: rules.clone() }
    };
    examples.iter().enumerate().map(around).collect()
}

/// Every draft in numbers, and the texts that are numbered so.
fn rows(packs: &Packs, drafts: &[Labelled]) -> (Vec<Row>, Vec<String>) {
    let readings: Vec<Reading<'_>> =
        drafts.iter().map(|draft| Reading::new(&draft.text, &packs.lexicon)).collect();
    let sets: Vec<_> = readings
        .iter()
        .map(|reading| grams(reading, Run { from: 0, to: reading.tokens.len() }))
        .collect();
    let mut many: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for gram in sets.iter().flatten() {
        *many.entry(*gram).or_default() += 1;
    }
    many.retain(|_, drafts| *drafts >= DRAFTS_AT_LEAST);
    let typed = typed(&readings);
    let word = |key: &str| typed.get(key).cloned().unwrap_or_else(|| key.nfc().collect());
    let text = |(a, b): &(&str, &str)| {
        if b.is_empty() { word(a) } else { format!("{} {}", word(a), word(b)) }
    };
    let vocabulary = many.keys().map(text).collect();
    let ids: HashMap<(&str, &str), u32> = many.keys().copied().zip(0..).collect();
    let row = |(set, draft): (&std::collections::HashSet<(&str, &str)>, &Labelled)| {
        let mut known: Vec<u32> = set.iter().filter_map(|gram| ids.get(gram).copied()).collect();
        known.sort_unstable();
        Row { grams: known, scale: scale(set.len()), labels: draft.rules.clone() }
    };
    (sets.iter().zip(drafts).map(row).collect(), vocabulary)
}

/// How each key is usually typed, where that says the same: "hoá" for the key of "hóa" and "hoá".
fn typed(readings: &[Reading<'_>]) -> HashMap<String, String> {
    let mut many: BTreeMap<(String, String), usize> = BTreeMap::new();
    for reading in readings {
        for token in reading.tokens.iter().filter(|token| !token.is_number()) {
            let text: String = reading.text[token.start..token.end].to_lowercase().nfc().collect();
            if marked_key(&text) == token.marked {
                *many.entry((token.marked.clone(), text)).or_default() += 1;
            }
        }
    }
    let mut out: HashMap<String, (String, usize)> = HashMap::new();
    for ((key, text), count) in many {
        let best = out.entry(key).or_insert_with(|| (text.clone(), count));
        if count > best.1 {
            *best = (text, count);
        }
    }
    out.into_iter().map(|(key, (text, _))| (key, text)).collect()
}

fn learned(rows: &[Row], vocabulary: &[String], label: &str) -> Learned {
    let breaks: Vec<bool> = rows
        .iter()
        .map(
            |row| {
                if label.is_empty() { !row.labels.is_empty() } else { row.labels.contains(label) }
            },
        )
        .collect();
    let (weights, bias) = train(rows, &breaks, vocabulary.len());
    let mut strongest: Vec<usize> = (0..weights.len()).collect();
    strongest.sort_by(|a, b| weights[*b].abs().total_cmp(&weights[*a].abs()).then(a.cmp(b)));
    strongest.truncate(if label.is_empty() { KEPT_ANY } else { KEPT });
    let kept = strongest.into_iter().map(|at| (&vocabulary[at], hundredths(weights[at])));
    let mut lines: Vec<String> = kept
        .filter(|(_, weight)| *weight != 0)
        .map(|(text, weight)| format!("{text} {weight}"))
        .collect();
    lines.sort();
    Learned { bias: hundredths(bias), words: lines.join("\n") }
}

#[expect(clippy::cast_possible_truncation, reason = "weights are small")]
fn hundredths(weight: f32) -> i32 {
    (weight * HUNDREDTHS).round() as i32
}

/// The weights and the bias that part the drafts that break the rule from the others. Both sides weigh the same,
/// however many drafts they have.
#[expect(clippy::cast_precision_loss, reason = "counts of drafts")]
fn train(rows: &[Row], breaks: &[bool], words: usize) -> (Vec<f32>, f32) {
    let broken = breaks.iter().filter(|breaks| **breaks).count();
    let cost = |side: usize| COST * rows.len() as f32 / (2 * side.max(1)) as f32;
    let (dear, cheap) = (cost(broken), cost(rows.len() - broken));
    let (mut weights, mut bias) = (vec![0.0_f32; words], 0.0_f32);
    let mut alpha = vec![0.0_f32; rows.len()];
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut chance: u64 = 1;
    for _ in 0..ROUNDS {
        for at in (1..order.len()).rev() {
            // Knuth's MMIX generator: another order each round, the same in every run.
            chance = chance
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            order.swap(at, usize::try_from((chance >> 33) % (at as u64 + 1)).unwrap_or(0));
        }
        for at in &order {
            let Row { grams, scale, .. } = &rows[*at];
            let (sign, cost) = if breaks[*at] { (1.0, dear) } else { (-1.0, cheap) };
            let loose = 1.0 / (2.0 * cost);
            let margin =
                bias + scale * grams.iter().map(|gram| weights[*gram as usize]).sum::<f32>();
            let slope = sign * margin - 1.0 + loose * alpha[*at];
            let length = scale * scale * grams.len() as f32 + 1.0 + loose;
            let next = (alpha[*at] - slope / length).max(0.0);
            let step = (next - alpha[*at]) * sign;
            alpha[*at] = next;
            if step != 0.0 {
                bias += step;
                grams.iter().for_each(|gram| weights[*gram as usize] += step * scale);
            }
        }
    }
    (weights, bias)
}

/// As a file of the pack. A line of words never holds a quote.
fn written(file: &LikenessFile) -> String {
    use std::fmt::Write;
    let mut out = String::from("# Made by `./x learn`; not to be edited by hand.\n");
    if let Some(Limits { doubted, heard, heard_any }) = file.limits {
        let _ = write!(
            out,
            "\n[limits]\ndoubted = {doubted}\nheard = {heard}\nheard_any = {heard_any}\n"
        );
    }
    for (rule, Learned { bias, words }) in &file.learned {
        let _ = write!(out, "\n[learned.\"{rule}\"]\nbias = {bias}\nwords = '''\n{words}\n'''\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(grams: &[u32]) -> Row {
        Row { grams: grams.to_vec(), scale: scale(grams.len()), labels: BTreeSet::new() }
    }

    #[test]
    fn both_sides_are_parted_however_few_one_of_them_has() {
        let mut rows: Vec<Row> = (0..40).map(|at| row(&[1, 2, 3 + at % 5])).collect();
        rows.extend([row(&[0, 1, 3]), row(&[0, 2, 4])]);
        let breaks: Vec<bool> = (0..42).map(|at| at >= 40).collect();
        let (weights, bias) = train(&rows, &breaks, 8);
        for (row, breaks) in rows.iter().zip(&breaks) {
            let sum: f32 = row.grams.iter().map(|gram| weights[*gram as usize]).sum();
            assert_eq!(bias + sum * row.scale > 0.0, *breaks, "{:?}", row.grams);
        }
        assert_eq!(train(&rows, &breaks, 8), (weights, bias), "the same again");
    }

    #[test]
    fn what_is_written_is_read_again() {
        let learned = Learned { bias: -12, words: "chữa khỏi 120\nmật ong -7".into() };
        let limits = Some(LIMITS);
        let both = [("".to_owned(), learned.clone()), ("claims/medical".to_owned(), learned)];
        let file = LikenessFile { limits, learned: both.into() };
        let read: LikenessFile = toml::from_str(&written(&file)).unwrap();
        assert_eq!(read.limits, limits);
        assert_eq!(read.learned["claims/medical"].words.lines().count(), 2);
        assert_eq!(read.learned[""].bias, -12);
    }
}
