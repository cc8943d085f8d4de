//! Baselines: findings that are known, so that only new ones are reported.
//!
//! A baseline holds, for each path, label and detector, **how many** findings there were. It survives lines that move, and it
//! holds nothing of the values: a hash of a nine-digit number is found by trying all of them, and a salt stored beside
//! it does not help. The price: when a file has more of a kind than the baseline, which of them are new cannot be told, and
//! all of that kind in that file are reported. A value that replaces another of its kind goes unnoticed.

use crate::failure::Failure;
use crate::inputs::shown;
use crate::output;
use crate::report::FileReport;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// Changes whenever the meaning of the file does.
const VERSION: u32 = 1;

/// Path, label, detector.
type Kind = (String, String, String);

/// Counts by kind.
#[derive(Debug, Default)]
pub(crate) struct Baseline(BTreeMap<Kind, usize>);

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    phi_baseline: u32,
    findings: Vec<Entry>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    path: String,
    label: String,
    detector: String,
    count: usize,
}

impl Baseline {
    /// Reads what [`Baseline::write`] wrote.
    pub(crate) fn read(path: &Path) -> Result<Baseline, Failure> {
        let bytes = std::fs::read(path).map_err(|error| Failure::at(shown(path), error))?;
        let wrong = |what: &str| Failure::at(shown(path), format!("{what}: write it anew with --write-baseline"));
        let stored: Stored =
            serde_json::from_slice(&bytes).map_err(|error| wrong(&format!("no baseline, line {}", error.line())))?;
        if stored.phi_baseline != VERSION {
            return Err(wrong(&format!("a baseline of version {}, this is {VERSION}", stored.phi_baseline)));
        }
        let counts = stored.findings.into_iter().map(|entry| ((entry.path, entry.label, entry.detector), entry.count));
        Ok(Baseline(counts.collect()))
    }

    /// Records a file.
    pub(crate) fn add(&mut self, report: &FileReport) {
        for (kind, count) in kinds(report) {
            *self.0.entry(kind).or_default() += count;
        }
    }

    /// Takes out what is known, and answers how many that were. Of a kind that has grown, all stay.
    pub(crate) fn subtract(&self, report: &mut FileReport) -> usize {
        let now = kinds(report);
        let before = report.rows.len();
        let path = report.path.clone();
        report.rows.retain_mut(|row| {
            let kind = (path.clone(), row.label.name().to_owned(), row.detector.clone());
            let Some(known) = self.0.get(&kind) else { return true };
            row.baseline = Some(*known);
            now.get(&kind) > Some(known)
        });
        before - report.rows.len()
    }

    /// Writes it, sorted, so that it can be kept under version control.
    pub(crate) fn write(&self, path: &Path) -> Result<(), Failure> {
        let entry = |((path, label, detector), count): (&Kind, &usize)| Entry {
            path: path.clone(),
            label: label.clone(),
            detector: detector.clone(),
            count: *count,
        };
        let stored = Stored { phi_baseline: VERSION, findings: self.0.iter().map(entry).collect() };
        let mut bytes = serde_json::to_vec_pretty(&stored).map_err(|error| Failure::at(shown(path), error))?;
        bytes.push(b'\n');
        output::write_whole(path, &bytes, None)
    }

    /// How many findings it holds.
    pub(crate) fn len(&self) -> usize {
        self.0.values().sum()
    }
}

fn kinds(report: &FileReport) -> BTreeMap<Kind, usize> {
    let mut kinds = BTreeMap::new();
    for row in &report.rows {
        *kinds.entry((report.path.clone(), row.label.name().to_owned(), row.detector.clone())).or_default() += 1;
    }
    kinds
}
