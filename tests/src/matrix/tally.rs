//! Owns the table that a run of the matrix prints, and whether anything in it is wrong.

use super::judge::Verdict;
use std::collections::BTreeMap;

/// Sums of one family of clips.
#[derive(Debug, Clone)]
pub struct Sum {
    /// Cut lists.
    pub lists: usize,
    /// Of them, cut the smart way or copied.
    pub smart: usize,
    /// Output frames.
    pub frames: usize,
    /// As the program says.
    pub copied: usize,
    /// As the program says.
    pub encoded: usize,
    /// Encoded by lists that were cut the smart way.
    pub encoded_smart: usize,
    /// The same, for a perfect cutter.
    pub needed_smart: usize,
    wrong: usize,
    missing: usize,
    doubled: usize,
    worst_smart: f64,
    worst_full: f64,
    offset: f64,
    /// Places where the sound was compared.
    pub heard: usize,
}

impl Default for Sum {
    fn default() -> Self {
        Self {
            lists: 0,
            smart: 0,
            frames: 0,
            copied: 0,
            encoded: 0,
            encoded_smart: 0,
            needed_smart: 0,
            wrong: 0,
            missing: 0,
            doubled: 0,
            worst_smart: f64::INFINITY,
            worst_full: f64::INFINITY,
            offset: 0.0,
            heard: 0,
        }
    }
}

impl Sum {
    fn add(&mut self, other: &Self) {
        self.lists += other.lists;
        self.smart += other.smart;
        self.frames += other.frames;
        self.copied += other.copied;
        self.encoded += other.encoded;
        self.encoded_smart += other.encoded_smart;
        self.needed_smart += other.needed_smart;
        self.wrong += other.wrong;
        self.missing += other.missing;
        self.doubled += other.doubled;
        self.worst_smart = self.worst_smart.min(other.worst_smart);
        self.worst_full = self.worst_full.min(other.worst_full);
        self.offset = self.offset.max(other.offset);
        self.heard += other.heard;
    }

    fn row(&self, name: &str) -> String {
        format!(
            "{name:<18}{:>6}{:>7}{:>9}{:>9}{:>9}{:>10}{:>8}{:>7}{:>9}{:>9}{:>9.1}{:>9.1}{:>8.1}\n",
            self.lists,
            self.smart,
            self.frames,
            self.copied,
            self.encoded,
            self.encoded_smart,
            self.needed_smart,
            self.wrong,
            self.missing,
            self.doubled,
            self.worst_smart,
            self.worst_full,
            self.offset * 1000.0,
        )
    }
}

/// What one list came to.
pub struct Outcome<'a> {
    /// Family of the clip.
    pub family: &'static str,
    /// What the program says: `smart`, `copy` or `full`.
    pub mode: &'a str,
    /// Why.
    pub reason: &'a str,
    /// Frames copied and encoded, as the program says.
    pub frames: (usize, usize),
    /// Frames that a perfect cutter would have encoded.
    pub needed: usize,
    /// What the oracle says.
    pub verdict: &'a Verdict,
}

/// Sums of all families.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    families: BTreeMap<&'static str, Sum>,
    ways: BTreeMap<String, usize>,
}

impl Tally {
    /// Counts one list.
    pub fn count(&mut self, outcome: &Outcome<'_>) {
        let Outcome { family, mode, reason, frames, needed, verdict } = outcome;
        let smart = *mode != "full";
        let sum = Sum {
            lists: 1,
            smart: usize::from(smart),
            frames: verdict.frames,
            copied: frames.0,
            encoded: frames.1,
            encoded_smart: if smart { frames.1 } else { 0 },
            needed_smart: if smart { *needed } else { 0 },
            wrong: verdict.wrong,
            missing: verdict.missing,
            doubled: verdict.doubled,
            worst_smart: if smart { verdict.worst } else { f64::INFINITY },
            worst_full: if smart { f64::INFINITY } else { verdict.worst },
            offset: verdict.offset,
            heard: verdict.heard,
        };
        self.families.entry(family).or_default().add(&sum);
        *self.ways.entry(format!("{mode}: {reason}")).or_default() += 1;
    }

    /// The sums of all families together.
    #[must_use]
    pub fn all(&self) -> Sum {
        let mut all = Sum::default();
        self.families.values().for_each(|sum| all.add(sum));
        all
    }

    /// The sums of one family; empty when it was not in the run.
    #[must_use]
    pub fn family(&self, name: &str) -> Sum {
        self.families.get(name).cloned().unwrap_or_default()
    }

    /// The table, and how often each way was taken for which reason.
    #[must_use]
    pub fn table(&self) -> String {
        let mut text = format!(
            "{:<18}{:>6}{:>7}{:>9}{:>9}{:>9}{:>10}{:>8}{:>7}{:>9}{:>9}{:>9}{:>9}{:>8}\n",
            "clips",
            "lists",
            "smart",
            "frames",
            "copied",
            "encoded",
            "of smart",
            "needed",
            "wrong",
            "missing",
            "doubled",
            "dB smart",
            "dB full",
            "A/V ms"
        );
        for (name, sum) in &self.families {
            text += &sum.row(name);
        }
        text += &self.all().row("all");
        for (way, count) in &self.ways {
            text += &format!("{count:>6} × {way}\n");
        }
        text
    }
}
